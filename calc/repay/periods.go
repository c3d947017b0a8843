package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// period is the time that one instalment closes.
type period struct {
	nominal, due civil.Date
	days         int
	units        int64 // the time in units of the day count
}

// periods lays out the due dates of at most n instalments, the first period
// from the day interest begins. It stops before the first date that Parley does
// not know.
func (t *Terms) periods(n int) []period {
	periods := make([]period, 0, n)
	start := t.InterestFrom
	for k := range n {
		nominal := t.nominal(k)
		if !nominal.Valid() {
			break
		}
		days := t.DayCount.Days(start, nominal)
		periods = append(periods, period{nominal, nominal, days, int64(days)})
		start = nominal
	}
	return periods
}

// nominal returns the day on which an instalment, counted from 0, falls before any roll.
func (t *Terms) nominal(k int) civil.Date {
	switch {
	case t.Shape == Custom:
		return t.Payments[k].Due
	case k == 0:
		return t.FirstDue
	}
	return t.Every.Date(t.FirstDue, k)
}

// factorsOf turns days into exact interest factors for the plan's rate: a rate by
// the day counts days; one by the year takes them as a fraction of a year; one by
// the month is twelve times that.
func (t *Terms) factorsOf(periods []period) factors {
	num := make([]int64, len(periods))
	for k, p := range periods {
		num[k] = p.units
	}
	return t.factors(num)
}

// factors are the interest of each of some stretches of time, given in units of
// the day count.
func (t *Terms) factors(units []int64) factors {
	perUnit, den := t.unitRate()
	whole := int64(1)
	for _, u := range units {
		whole += u
	}
	if perUnit > mostNum/whole {
		f := newFactors(units, den, t.Rounding)
		f.times, f.safe = uint64(perUnit), 0
		return f
	}
	for k := range units {
		units[k] *= perUnit
	}
	return newFactors(units, den, t.Rounding)
}

// mostNum bounds what the numerators of the narrow way add up to.
const mostNum = 1 << 62

// unitRate returns the plan's interest of one unit of its day count as a fraction
// in low terms, the denominator at least 2.
func (t *Terms) unitRate() (num, den int64) {
	num, den = t.Rate.Fraction()
	switch t.Rate.Per {
	case money.PerMonth:
		num, den = 12*num, den*t.DayCount.Year()
	case money.PerYear:
		den *= t.DayCount.Year()
	}
	common := greatestCommonDivisor(num, den)
	if common == den {
		return 2 * (num / den), 2
	}
	return num / common, den / common
}

func greatestCommonDivisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
