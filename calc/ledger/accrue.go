package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

const (
	// workingPlaces is how many decimals an unrounded figure is printed with.
	workingPlaces = 10
	// guardPlaces is how far a quotient is carried before it is rounded to money.
	// A figure is a whole multiple of 1/(10^13 × 365), so it either is a tie at
	// three minor digits or is more than 1e-16 away from one: 24 places decide it.
	guardPlaces = 24
)

// accrual is one interest rule at work.
type accrual struct {
	rule *Rule
	// perDay/den is the interest of one day of the rule's day count.
	perDay, den decimal.Decimal
	// since is where the running stretch began, and base what bears interest in it.
	since civil.Date
	base  money.Amount
	// working is the sum of base × days × perDay since the last posting, to be
	// divided by den once; rounded is what of it stands in lines already.
	working decimal.Decimal
	rounded money.Amount
	// bearing is unpaid interest that bears interest itself.
	bearing money.Amount
}

func newAccrual(rule *Rule) accrual {
	a := accrual{rule: rule, den: decimal.New(1, 0)}
	if rule.Kind != Accrual {
		return a
	}
	a.perDay = rule.Rate.Value
	switch rule.Rate.Per {
	case money.PerMonth:
		a.perDay = a.perDay.Mul(decimal.New(12, 0))
		a.den = decimal.New(rule.DayCount.Year(), 0)
	case money.PerYear:
		a.den = decimal.New(rule.DayCount.Year(), 0)
	}
	return a
}

// baseNow returns what bears interest under the rule.
func (a *accrual) baseNow(r *replay) money.Amount {
	base := a.bearing
	for _, c := range a.rule.On {
		base += *r.balances.At(c)
	}
	return base
}

// rebase ends the stretch of every rule whose base has changed.
func (r *replay) rebase(date civil.Date) error {
	r.principal.change(date, r.balances.Principal)
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.rule.Kind != Accrual || a.baseNow(r) == a.base {
			continue
		}
		if err := r.endStretch(i, date); err != nil {
			return err
		}
		a.base = a.baseNow(r)
	}
	return nil
}

// endStretch writes the line of a rule from the end of its last stretch to date.
func (r *replay) endStretch(index int, date civil.Date) error {
	a := &r.accruals[index]
	from := a.since
	a.since = max(date, a.since)
	days, units := 0, int64(0)
	if from != 0 && date > from {
		days, units = a.rule.DayCount.Days(from, date), a.units(from, date)
	}
	if days == 0 || a.base == 0 {
		return nil
	}
	numerator := r.Currency.Decimal(a.base).Mul(a.perDay).Mul(decimal.New(units, 0))
	a.working = a.working.Add(numerator)
	whole, err := r.Currency.Round(a.working.DivRound(a.den, guardPlaces), a.rule.Rounding)
	if err != nil {
		return &TooLargeError{Entry: -1, Rule: index}
	}
	r.lines = append(r.lines, Line{
		Rule: a.rule.Name, Into: a.rule.Into, From: from, To: date, Days: days,
		Ratio: a.ratio(units), Base: a.base, Rate: a.rule.Rate.Value.String(),
		Unrounded: numerator.DivRound(a.den, workingPlaces).StringFixed(workingPlaces),
		Amount:    whole - a.rounded,
	})
	a.rounded = whole
	return nil
}

// units is the time that the rate counts: days for a rate by the day, else parts
// of the day count's year.
func (a *accrual) units(from, to civil.Date) int64 {
	if a.rule.Rate.Per == money.PerDay {
		return int64(a.rule.DayCount.Days(from, to))
	}
	return a.rule.DayCount.Units(from, to)
}

// ratio is units as a fraction of the rate's unit of time.
func (a *accrual) ratio(units int64) civil.Ratio {
	switch a.rule.Rate.Per {
	case money.PerDay:
		return civil.Ratio{Num: units, Den: 1}
	case money.PerMonth:
		return civil.Ratio{Num: 12 * units, Den: a.rule.DayCount.Year()}
	default:
		return civil.Ratio{Num: units, Den: a.rule.DayCount.Year()}
	}
}

// post bills what a rule has accrued before date.
func (r *replay) post(index int, date civil.Date) error {
	a := &r.accruals[index]
	if a.rule.Kind != Accrual {
		return nil
	}
	if err := r.endStretch(index, date); err != nil {
		return err
	}
	amount := a.rounded
	a.working, a.rounded = decimal.Zero, 0
	return r.charge(a.rule.Into, amount, &TooLargeError{Entry: -1, Rule: index})
}

// postAll bills what every rule has accrued before date.
func (r *replay) postAll(date civil.Date) error {
	for i := range r.accruals {
		if err := r.post(i, date); err != nil {
			return err
		}
	}
	return nil
}

// compound lets the unpaid sum of the rule's component bear interest.
func (a *accrual) compound(r *replay) {
	a.bearing = *r.balances.At(a.rule.Into)
}

// paid takes what a payment met from the interest that bears interest, oldest first.
func (a *accrual) paid(c Component, met money.Amount) {
	if c == a.rule.Into {
		a.bearing = max(a.bearing-met, 0)
	}
}

// principalDays adds up principal × days, without rounding.
type principalDays struct {
	since   civil.Date
	balance money.Amount
	total   decimal.Decimal
}

func (p *principalDays) until(date civil.Date) {
	if p.balance != 0 && date > p.since {
		p.total = p.total.Add(decimal.New(int64(p.balance), 0).Mul(decimal.New(int64(date-p.since), 0)))
	}
	p.since = date
}

func (p *principalDays) change(date civil.Date, balance money.Amount) {
	if balance != p.balance {
		p.until(date)
		p.balance = balance
	}
}

// sum returns the total in major units of the currency.
func (p *principalDays) sum(c money.Currency) decimal.Decimal {
	digits, _ := c.Digits()
	return p.total.Shift(-int32(digits))
}
