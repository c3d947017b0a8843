package negotiate

import (
	"parley/calc/money"
	"parley/calc/repay"
)

// Slice is the waivers of one cell and one tier that both sides accept.
type Slice struct {
	Cell
	// Tier is its place in the list of the limits.
	Tier int
	// Waivers are the sums, ascending and apart; each is a multiple of the step of
	// waivers from the ends inwards.
	Waivers []Interval
}

// Feasible returns every plan that both sides could sign.
func (s *Space) Feasible(l *Limits) []Slice {
	var set []Slice
	s.cells(l, func(c Cell, ladder *repay.Ladder) bool {
		set = append(set, s.slices(l, c, ladder)...)
		return true
	})
	return set
}

// Open tells whether there is any such plan.
func (s *Space) Open(l *Limits) bool { return s.first(l) != nil }

// first returns the first slice of the set, nil when there is none.
func (s *Space) first(l *Limits) (first *Slice) {
	s.cells(l, func(c Cell, ladder *repay.Ladder) bool {
		if found := s.slices(l, c, ladder); len(found) > 0 {
			first = &found[0]
		}
		return first == nil
	})
	return first
}

// slices are the waivers of one cell, tier by tier.
func (s *Space) slices(l *Limits, c Cell, ladder *repay.Ladder) []Slice {
	waivable := money.Amount(-1)
	for i := range l.Tiers {
		if tier := &l.Tiers[i]; tier.reaches(c, ladder) {
			waivable = max(waivable, tier.Waivable())
		}
	}
	if waivable < 0 {
		return nil
	}
	owed := s.Claim - c.Deposit
	balances := s.balances(l, c, ladder, owed-waivable, owed)
	if len(balances) == 0 {
		return nil
	}
	var found []Slice
	for i := range l.Tiers {
		if tier := &l.Tiers[i]; tier.reaches(c, ladder) {
			if waivers := s.waivers(balances, owed, tier.Waivable()); len(waivers) > 0 {
				found = append(found, Slice{c, i, waivers})
			}
		}
	}
	return found
}

// reaches tells whether a cell is within the tier's dates, count and deposit.
func (t *TierLimits) reaches(c Cell, ladder *repay.Ladder) bool {
	return c.Count <= t.CountMost && ladder.Dues[c.Count-1] <= t.FinishBy && c.Deposit >= t.DepositLeast
}

// waivers turns balances into the waivers that leave them, at most waivable and on
// the grid of waivers.
func (s *Space) waivers(balances []Interval, owed, waivable money.Amount) []Interval {
	var waivers []Interval
	for i := len(balances) - 1; i >= 0; i-- {
		low := (owed - balances[i].High + s.WaiverStep - 1) / s.WaiverStep * s.WaiverStep
		high := min(owed-balances[i].Low, waivable) / s.WaiverStep * s.WaiverStep
		if low <= high {
			waivers = join(waivers, Interval{low, high}, s.WaiverStep)
		}
	}
	return waivers
}

// Plans is how many plans slices hold; those of several tiers that differ in
// nothing else count once.
func (s *Space) Plans(set []Slice) (plans int64) {
	for i := 0; i < len(set); {
		next := i + 1
		widest := set[i].Waivers
		for ; next < len(set) && set[next].Cell == set[i].Cell; next++ {
			// The waivers of a tier are those of a more generous one, cut at its own most.
			if last(set[next].Waivers) > last(widest) {
				widest = set[next].Waivers
			}
		}
		for _, w := range widest {
			plans += int64((w.High-w.Low)/s.WaiverStep) + 1
		}
		i = next
	}
	return plans
}

func last(list []Interval) money.Amount { return list[len(list)-1].High }

// Ways is how many cells a set has.
func Ways(set []Slice) (ways int) {
	for i := range set {
		if i == 0 || set[i].Cell != set[i-1].Cell {
			ways++
		}
	}
	return ways
}

// Zone is the largest room between the least and the most waived in one cell.
func Zone(set []Slice) (room money.Amount) {
	for i := range set {
		room = max(room, last(set[i].Waivers)-set[i].Waivers[0].Low)
	}
	return room
}
