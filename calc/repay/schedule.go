package repay

import (
	"errors"

	"parley/calc/civil"
	"parley/calc/money"
)

// ErrTooLarge says that a sum of the plan is beyond money.MaxAmount.
var ErrTooLarge = errors.New("a sum of the plan is beyond 15 digits before the point")

// ErrTooLate says that the plan lasts beyond civil.MaxDate.
var ErrTooLate = errors.New("the plan lasts beyond 2199-12-31")

// NotClearedError says that an amount, paid every period, does not clear the debt.
type NotClearedError struct {
	// Least is the smallest amount that clears it within Count instalments.
	Least money.Amount
	// Count is the number of instalments asked for, or MaxCount.
	Count int
	// BelowInterest says that the amount does not even cover the interest, so
	// that the debt never falls; otherwise it falls, and too slowly.
	BelowInterest bool
	// Interest is the interest of the first period, or of the second when the first
	// is so short that only there the amount does not cover it.
	Interest money.Amount
	// Period says which of the two it is: 1 or 2.
	Period int
}

func (e *NotClearedError) Error() string {
	return "the amount does not clear the debt within the largest number of instalments"
}

// PaymentError says that a payment of a custom plan is too small.
type PaymentError struct {
	// Index is the payment, counted from 0.
	Index int
	// Least is what it would have to be.
	Least money.Amount
	// BelowInterest says that it does not cover the interest of its period;
	// otherwise it is the last one and leaves a rest.
	BelowInterest bool
}

func (e *PaymentError) Error() string { return "a payment of the plan is too small" }

// Debt is what a plan repays.
type Debt struct {
	// Bearing is the balance that bears interest.
	Bearing money.Amount
	// Arrears are repaid beside it without interest.
	Arrears money.Amount
}

// Schedule repays financed on terms that name a count, an amount or both, with
// interest from terms.InterestFrom. The instalments' principal adds up to
// financed exactly; the last instalment is whatever is left.
//
// It returns ErrTooLarge, ErrTooLate, a *NotClearedError or, for a custom plan, a
// *PaymentError; terms are otherwise taken as checked: financed, count or amount
// above zero, a frequency when there is more than one instalment, the fields of
// the shape and no others.
func Schedule(terms *Terms, financed money.Amount) (Plan, error) {
	plan, _, err := ScheduleDebt(terms, Debt{Bearing: financed})
	return plan, err
}

// ScheduleDebt is Schedule with arrears beside the balance that bears interest,
// and with the working of the plan. Bearing is above zero.
func ScheduleDebt(terms *Terms, debt Debt) (Plan, Working, error) {
	fee, ok := terms.feeOf(debt)
	if !ok {
		return Plan{}, Working{}, ErrTooLarge
	}
	s := schedule{terms: terms, debt: debt, fee: fee, count: terms.count()}
	n := s.count
	if n == 0 {
		n = MaxCount
	}
	s.periods = terms.periods(n)
	if len(s.periods) < s.count {
		return Plan{}, Working{}, ErrTooLate
	}
	rows, err := s.solve()
	if err != nil {
		return Plan{}, Working{}, err
	}
	plan, err := s.assemble(rows)
	return plan, s.working, err
}

// count returns the number of instalments, 0 when it is to be solved.
func (t *Terms) count() int {
	switch t.Shape {
	case LumpSum:
		return 1
	case Custom:
		return len(t.Payments)
	}
	return t.Count
}

// plain tells whether the terms need no more than the kernel's own rows.
func (t *Terms) plain() bool {
	return (t.Shape == Level || t.Shape == EqualPrincipal || t.Shape == LumpSum) && (t.Count == 0 || t.Amount == 0) &&
		t.Interest != FlatInterest && t.Moratorium.Periods() == 0 && (t.Residue == "" || t.Residue == ResidueLast)
}

// schedule is one plan on its way.
type schedule struct {
	terms   *Terms
	debt    Debt
	fee     money.Amount // of each instalment
	count   int          // 0 when it is to be solved
	periods []period
	working Working
}

// solve finds the rows.
func (s *schedule) solve() ([]row, error) {
	t := s.terms
	switch {
	case t.Shape == Custom:
		return s.custom()
	case t.plain() && s.count > 0:
		return s.plainByCount()
	case t.plain() && s.debt.Arrears == 0:
		return s.plainByAmount()
	}
	c := t.newCourse(s.periods, s.debt.Bearing)
	s.working.record(&c.factors, c.rows, s.debt)
	if t.Interest == FlatInterest {
		s.working.FlatOn = c.flatOn
	}
	switch {
	case t.Amount > 0 && c.onTop:
		return s.sharesByAmount(&c)
	case t.Amount > 0:
		return s.courseByAmount(&c)
	}
	if !c.begin(s.count) {
		return nil, ErrTooLarge
	}
	used, ok := c.settle(&s.working.Search)
	if !ok {
		return nil, ErrTooLarge
	}
	return c.rows[:used], nil
}

// plainByCount is the level payment or the equal share for a number of instalments.
func (s *schedule) plainByCount() ([]row, error) {
	t, financed, grid := s.terms, s.debt.Bearing, max(s.terms.MultipleOf, 1)
	f := t.factorsOf(s.periods)
	rows := make([]row, s.count)
	s.working.record(&f, rows, s.debt)
	used, ok := 0, false
	if t.Shape == EqualPrincipal {
		share := principalShare(financed, s.count, t.FinalPayment, grid)
		s.working.Search = Search{Payment: share, Grid: grid}
		used, ok = f.payPrincipal(financed, share, rows)
	} else if payment, found := f.levelPayment(financed, s.count, t.FinalPayment, grid); found {
		s.working.Search = Search{payment, grid, f.excess(financed, payment, s.count), f.excess(financed, payment-grid, s.count)}
		used, ok = f.payLevel(financed, payment, rows)
	}
	if !ok {
		return nil, ErrTooLarge
	}
	return rows[:used], nil
}

// plainByAmount pays terms.Amount, less the fee in it, for as long as it takes.
func (s *schedule) plainByAmount() ([]row, error) {
	t, financed := s.terms, s.debt.Bearing
	f := t.factorsOf(s.periods)
	rows := make([]row, len(s.periods))
	s.working.record(&f, rows, s.debt)
	if t.Shape == EqualPrincipal {
		c := course{factors: f, terms: t, kinds: t.kinds(len(rows)), balance: financed,
			amounts: make([]money.Amount, len(rows)), rows: rows, onTop: true}
		return s.sharesByAmount(&c)
	}
	payment := t.Amount - s.fee
	if payment > 0 {
		used, ok := f.payLevel(financed, payment, rows)
		if ok && rows[used-1].interest+rows[used-1].principal <= payment {
			s.working.Search = Search{Payment: payment}
			return rows[:used], nil
		}
	}
	least, ok := f.levelPayment(financed, len(rows), Smaller, 1)
	if !ok {
		return nil, ErrTooLarge
	}
	return nil, s.notCleared(&f, least)
}

// courseByAmount takes the fewest rows that the amount clears, or tries the one
// number of them that the terms name.
func (s *schedule) courseByAmount(c *course) ([]row, error) {
	least, most := s.terms.Moratorium.Periods()+1, len(s.periods)
	if s.count > 0 {
		least = s.count
	}
	for n := least; n <= most; n++ {
		base := s.terms.Amount - s.fee - s.arrearsEach(n)
		if !c.begin(n) {
			return nil, ErrTooLarge
		}
		if base > 0 && c.clears(base) {
			used, _, _ := c.walk()
			s.working.Search = Search{Payment: base}
			return c.rows[:used], nil
		}
	}
	c.begin(most)
	base, ok := c.leastClearing(1)
	if !ok {
		return nil, ErrTooLarge
	}
	return nil, s.notCleared(&c.factors, base+s.arrearsEach(most))
}

// MostRate is the largest value of a rate that is solved.
const MostRate = 100

// RatePlaces returns the decimal places of a rate that is solved: a
// ten-thousandth of a percent, and a hundredth of that by the day.
func (t *Terms) RatePlaces() int32 {
	if t.Rate.Per == money.PerDay {
		return 8
	}
	return 6
}

// Clears tells whether terms that name both a count and an amount clear the debt
// with no instalment above the amount and its steps or weights. What is waived,
// paid before or taken off the rate never makes them fall short.
func (t *Terms) Clears(debt Debt) bool {
	fee, ok := t.feeOf(debt)
	s := schedule{terms: t, debt: debt, fee: fee, count: t.Count, periods: t.periods(t.Count)}
	base := t.Amount - fee - s.arrearsEach(t.Count)
	if !ok || base <= 0 || len(s.periods) < t.Count {
		return false
	}
	c := t.newCourse(s.periods, debt.Bearing)
	return c.begin(t.Count) && c.clears(base)
}

// sharesByAmount takes the fewest equal shares of principal of which no instalment
// is above terms.Amount. Every count is tried: with a short first period and a
// steep rate, more instalments can make the largest one larger.
func (s *schedule) sharesByAmount(c *course) ([]row, error) {
	least, free := unbounded, s.terms.Moratorium.Periods()
	from := free + 1
	if s.count > 0 {
		from = s.count
	}
	for n := from; n <= len(s.periods); n++ {
		if !c.begin(n) {
			return nil, ErrTooLarge
		}
		used, ok := c.settleShares()
		if !ok {
			continue
		}
		largest := largestPayment(c.rows[:used]) + s.fee + s.arrearsEach(n)
		if largest <= s.terms.Amount {
			s.working.Search = Search{Payment: c.amounts[0]}
			return c.rows[:used], nil
		}
		least = min(least, largest)
	}
	if least == unbounded {
		return nil, ErrTooLarge
	}
	return nil, s.notCleared(&c.factors, least-s.fee)
}

// settleShares pays the share of principal that follows from the balance after a
// moratorium.
func (c *course) settleShares() (used int, ok bool) {
	c.pay(0)
	free, balance := c.terms.Moratorium.Periods(), c.balance
	if free > 0 {
		if _, _, ok = c.walk(); !ok {
			return 0, false
		}
		balance = c.rows[free-1].balance
	}
	c.pay(principalShare(balance, len(c.rows)-free, c.terms.FinalPayment, max(c.terms.MultipleOf, 1)))
	used, _, ok = c.walk()
	return used, ok
}

// custom pays what the terms say on the days that they say.
func (s *schedule) custom() ([]row, error) {
	t := s.terms
	c := t.newCourse(s.periods, s.debt.Bearing)
	s.working.record(&c.factors, c.rows, s.debt)
	if !c.begin(s.count) {
		return nil, ErrTooLarge
	}
	if t.Interest == FlatInterest {
		s.working.FlatOn = c.flatOn
	}
	for k, payment := range t.Payments {
		c.amounts[k] = payment.Amount
	}
	used, over, ok := c.walk()
	if !ok {
		return nil, ErrTooLarge
	}
	for k, row := range c.rows[:used] {
		if row.principal < 0 {
			return nil, &PaymentError{k, row.interest, true}
		}
	}
	if amount := c.amounts[used-1]; amount > 0 && over > 0 {
		return nil, &PaymentError{used - 1, amount + over, false}
	}
	return c.rows[:used], nil
}

// notCleared explains why an amount does not clear the debt, when least does, the
// fee of an instalment left out.
func (s *schedule) notCleared(f *factors, least money.Amount) error {
	e := &NotClearedError{Least: least + s.fee, Count: MaxCount, Period: 1}
	if s.count > 0 {
		e.Count = s.count
	}
	t, financed := s.terms, s.debt.Bearing
	if e.Least > money.MaxAmount {
		return ErrTooLarge
	}
	if !t.plain() || s.debt.Arrears > 0 || s.fee > 0 {
		return e
	}
	var ok bool
	if e.Interest, ok = f.interest(financed, 0); !ok {
		return ErrTooLarge
	}
	// The first period may be short or long: the second says whether the debt can fall.
	regular, _ := f.interest(financed, min(1, len(f.num)-1))
	e.BelowInterest = t.Amount <= regular
	if e.BelowInterest && t.Amount > e.Interest {
		e.Interest, e.Period = regular, 2
	}
	return e
}

// principalShare is the even share of principal, a multiple of grid, on the side
// that final asks for.
func principalShare(financed money.Amount, count int, final FinalPayment, grid money.Amount) money.Amount {
	n := money.Amount(count)
	share := financed / n / grid * grid
	rest := financed - n*share
	if rest == 0 || share == 0 {
		return max(share, grid)
	}
	// At share the last one is larger by rest; one step up it is smaller by what
	// n shares are then too many, and not there at all when that is a whole share.
	if final == Larger || final == Closest && rest < min(n*grid-rest, share+grid) {
		return share
	}
	return share + grid
}

func largestPayment(rows []row) (largest money.Amount) {
	for _, r := range rows {
		largest = max(largest, r.interest+r.principal)
	}
	return largest
}

// assemble puts dates, fees and arrears to the rows.
func (s *schedule) assemble(rows []row) (Plan, error) {
	financed := s.debt.Bearing + s.debt.Arrears
	plan := Plan{Financed: financed, Count: len(rows), Instalments: make([]Instalment, len(rows)), Arrears: s.debt.Arrears}
	silent := min(s.terms.Moratorium.silent(), len(rows)-1)
	each, spare := s.debt.Arrears/money.Amount(len(rows)-silent), s.debt.Arrears%money.Amount(len(rows)-silent)
	left := s.debt.Arrears
	for k, r := range rows {
		instalment := Instalment{
			N: k + 1, Nominal: s.periods[k].nominal, Due: s.periods[k].due, Days: s.periods[k].days,
			Principal: r.principal, Interest: r.interest,
		}
		if k >= silent {
			instalment.Fees, instalment.Arrears = s.fee, each
			if money.Amount(k-silent) < spare {
				instalment.Arrears++
			}
		}
		left -= instalment.Arrears
		instalment.Balance = r.balance + left
		instalment.Amount = r.interest + r.principal + instalment.Fees + instalment.Arrears
		plan.Instalments[k] = instalment
		plan.Totals.Interest += r.interest
		plan.Totals.Fees += instalment.Fees
		plan.Totals.Paid += instalment.Amount
		if plan.Totals.Paid > money.MaxAmount || plan.Totals.Interest > money.MaxAmount {
			return Plan{}, ErrTooLarge
		}
	}
	plan.Amount = plan.Instalments[0].Amount
	return plan, nil
}

// LastDue returns the day of the plan's last payment.
func (p *Plan) LastDue() civil.Date { return p.Instalments[len(p.Instalments)-1].Due }
