package negotiate

import (
	"slices"

	"parley/calc/money"
)

// Cliffs returns the days on which the most that is waived of a claim changes by at
// least a sum, from the day before to the day itself: a rise pays those who wait, a
// fall hurts those who are a day late. What the claim grows by in a day is not in it.
func Cliffs(c *Case, m *Mandate, sum money.Amount) (remarks []Remark) {
	claim, _ := c.Claim.Total()
	most := func(day int) money.Amount {
		on := *c
		on.DaysOverdue = day
		return m.mostWaived(&on, claim)
	}
	for _, day := range cuts(m.Tiers, daysOf) {
		if change := most(int(day)) - most(int(day)-1); day > 0 && max(change, -change) >= max(sum, 1) && len(remarks) < RemarksMost {
			remarks = append(remarks, Remark{Code: Cliff, Day: int(day), Change: &change})
		}
	}
	return remarks
}

// daysMost is the last day overdue that is looked at: that of the widest band.
const daysMost = 100_000

// Waiting returns the days from which the least that settles a debt is below what
// it was on every day before, from the case's own day on, though the debt grows by a
// sum of interest each day: who waits for them pays less. Within a band nothing can
// fall, since no more is waived of a day's growth than the growth; so it looks at the
// days on which a band of days begins or ends, or the debt grows into one of balances.
func Waiting(c *Case, m *Mandate, perDay money.Amount) (remarks []Remark) {
	owed, _ := c.Claim.Total()
	last := int64(daysMost)
	if perDay > 0 {
		last = min(last, int64(c.DaysOverdue)+int64((c.Currency.Most()-owed)/perDay))
	}
	days := cuts(m.Tiers, daysOf)
	if perDay > 0 {
		for _, edge := range cuts(m.Tiers, balanceOf) {
			days = append(days, int64(c.DaysOverdue)+(edge-int64(owed)+int64(perDay)-1)/int64(perDay))
		}
		slices.Sort(days)
	}
	best := m.settles(c, c.DaysOverdue, perDay)
	for _, day := range days {
		if day <= int64(c.DaysOverdue) || day > last {
			continue
		}
		if least := m.settles(c, int(day), perDay); least < best && len(remarks) < RemarksMost {
			change := best - least
			remarks = append(remarks, Remark{Code: WaitingPays, Day: int(day), Change: &change})
			best = least
		}
	}
	return remarks
}

// settles is the least that settles a debt on a day: what it has grown to without the
// most that any tier waives of it.
func (m *Mandate) settles(c *Case, day int, perDay money.Amount) money.Amount {
	on := *c
	on.Claim.Interest += perDay * money.Amount(day-c.DaysOverdue)
	on.DaysOverdue = day
	owed, _ := on.Claim.Total()
	return owed - m.mostWaived(&on, owed)
}

// mostWaived is the most that any tier waives of a claim.
func (m *Mandate) mostWaived(c *Case, claim money.Amount) (most money.Amount) {
	for _, tier := range m.tiers(c, claim, false) {
		most = max(most, tier.Waivable())
	}
	return most
}
