package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// period is the time that one instalment closes.
type period struct {
	nominal, due civil.Date
	days         int   // as the day count counts them, for print
	units        int64 // what the rate counts: see units
}

// periods lays out the due dates of at most n instalments, the first period
// from the day interest begins. It stops before the first date that Parley does
// not know.
func (t *Terms) periods(n int) []period {
	periods := make([]period, 0, n)
	start := t.InterestFrom
	for k := range n {
		nominal := t.FirstDue
		if k > 0 {
			nominal = t.Every.Date(t.FirstDue, k)
		}
		if !nominal.Valid() {
			break
		}
		periods = append(periods, period{nominal, nominal, t.DayCount.Days(start, nominal), t.units(start, nominal)})
		start = nominal
	}
	return periods
}

// factorsOf turns days into exact interest factors for the plan's rate: a rate by
// the day counts days; one by the year takes them as a fraction of a year; one by
// the month is twelve times that.
func (t *Terms) factorsOf(periods []period) factors {
	perUnit, den := t.unitRate()
	num := make([]int64, len(periods))
	for k, p := range periods {
		num[k] = perUnit * p.units
	}
	return newFactors(num, den, t.Rounding)
}

// units is the time that the rate counts: days for a rate by the day, else parts of
// the day count's year.
func (t *Terms) units(start, end civil.Date) int64 {
	if t.Rate.Per == money.PerDay {
		return int64(t.DayCount.Days(start, end))
	}
	return t.DayCount.Units(start, end)
}

// unitRate returns the plan's interest of one unit of time as a fraction in low
// terms, the denominator at least 2.
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
