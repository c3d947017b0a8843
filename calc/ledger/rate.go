package ledger

import (
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// setRate lets the rule follow a rate, never above its cap.
func (a *accrual) setRate(root *money.Rate) {
	if root == nil {
		return
	}
	a.rate = money.Rate{Value: root.Value.Mul(a.times), Per: root.Per}
	a.capped = false
	// Two rates by other units of time are compared by a day of a common year.
	units := a.rule.DayCount.DayUnits(civil.MinDate)
	if limit := a.rule.Cap; limit != nil && limit.Rate != nil && a.oneDay(*limit.Rate, units).LessThan(a.oneDay(a.rate, units)) {
		a.rate, a.capped = *limit.Rate, true
	}
	a.text, a.coefficient = a.rate.Value.String(), a.rate.Value.Shift(a.places).BigInt()
}

// oneDay is the interest on one unit of money of one day, which has so many units
// of the day count, times a year of them.
func (a *accrual) oneDay(rate money.Rate, units int64) decimal.Decimal {
	_, parts := a.time(rate.Per, 1, units)
	return rate.Value.Mul(decimal.New(parts, 0))
}

// time is a number of days, which are a number of units of the day count, in units
// of a rate: as a ratio, and times a year of the day count's units.
func (a *accrual) time(per money.Per, days, units int64) (ratio civil.Ratio, parts int64) {
	year := a.rule.DayCount.Year()
	switch per {
	case money.PerDay:
		return civil.Ratio{Num: days, Den: 1}, days * year
	case money.PerMonth:
		return civil.Ratio{Num: 12 * units, Den: year}, 12 * units
	default:
		return civil.Ratio{Num: units, Den: year}, units
	}
}

// changeRate gives a rule, and all that follow it, another rate.
func (r *Replay) changeRate(entry *Entry) error {
	root := RuleNamed(r.Rules, entry.Rule)
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.root < 0 || a.root != root {
			continue
		}
		if err := r.split(i); err != nil {
			return err
		}
		a.setRate(entry.Rate)
	}
	return nil
}

// split ends what runs under a rule today, so that it goes on under other terms.
func (r *Replay) split(index int) error {
	a := &r.accruals[index]
	for k := range a.waiting {
		r.extend(a, &a.waiting[k])
	}
	err := r.endStretch(index, r.now)
	a.joined = false
	return err
}

// pause stops rules for some days.
func (r *Replay) pause(entry *Entry) error {
	for i := range r.Rules {
		if len(entry.Rules) > 0 && !slices.Contains(entry.Rules, r.Rules[i].Name) {
			continue
		}
		if err := r.split(i); err != nil {
			return err
		}
		r.accruals[i].paused++
		r.agenda.push(entry.To, resumeStep, i)
	}
	return nil
}

func (r *Replay) resume(index int) error {
	err := r.split(index)
	r.accruals[index].paused--
	return err
}
