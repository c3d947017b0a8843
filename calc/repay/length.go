package repay

import "parley/calc/civil"

// UnitPeriod is the unit of time that the plan's yearly rate is counted in: the
// frequency of the instalments, and the month for a single payment or custom dates.
func (t *Terms) UnitPeriod() civil.Frequency {
	if t.Shape == LumpSum || t.Shape == Custom || t.Every == nil {
		return civil.Frequency{Unit: civil.UnitMonth, N: 1}
	}
	return *t.Every
}

// Months is how long the plan lasts in months, a month begun counted whole: its
// periods, so that 60 monthly instalments are 60 months, and whole months of
// waiting from asOf until the first period begins.
//
// A custom plan has no periods: its months are those from asOf to its last payment.
func (t *Terms) Months(asOf civil.Date, count int) int {
	if t.Shape == Custom {
		months := 0
		for asOf.AddMonths(months) < t.Payments[count-1].Due {
			months++
		}
		return months
	}
	unit := t.UnitPeriod()
	start := unit.Date(t.FirstDue, -1)
	wait := 0
	if start > asOf {
		for asOf.AddMonths(wait+1) <= start {
			wait++
		}
	}
	switch unit.Unit {
	case civil.UnitMonth:
		return wait + count*unit.N
	case civil.UnitSemiMonth:
		return wait + (count*unit.N+1)/2
	case civil.UnitYear:
		return wait + 12*count*unit.N
	}
	last, months := unit.Date(t.FirstDue, count-1), 0
	for start.AddMonths(months) < last {
		months++
	}
	return wait + months
}
