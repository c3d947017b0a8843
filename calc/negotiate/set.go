package negotiate

import "parley/calc/money"

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
	look := s.look(l)
	look.slices(func(found []Slice) bool {
		set = append(set, found...)
		return true
	})
	return set
}

// Open tells whether there is any such plan.
func (s *Space) Open(l *Limits) bool { return s.first(l) != nil }

// first returns the first slice of the set, nil when there is none.
func (s *Space) first(l *Limits) (first *Slice) {
	look := s.look(l)
	look.slices(func(found []Slice) bool {
		first = &found[0]
		return false
	})
	return first
}

// slicesIn are the waivers of the first cell of a row, tier by tier.
func (k *look) slicesIn(r *row) []Slice {
	waivable := money.Amount(-1)
	for i := range k.limits.Tiers {
		if tier := &k.limits.Tiers[i]; tier.lasts(r) && r.Deposit >= tier.DepositLeast {
			waivable = max(waivable, k.waivable[i])
		}
	}
	if waivable < 0 {
		return nil
	}
	owed := k.Claim - r.Deposit
	balances := k.balances(k.limits, r, owed-waivable, owed)
	if len(balances) == 0 {
		return nil
	}
	var found []Slice
	for i := range k.limits.Tiers {
		if tier := &k.limits.Tiers[i]; tier.lasts(r) && r.Deposit >= tier.DepositLeast {
			if waivers := k.waivers(balances, owed, k.waivable[i]); len(waivers) > 0 {
				found = append(found, Slice{r.Cell, i, waivers})
			}
		}
	}
	return found
}

// lasts tells whether a row is within the tier's dates and count.
func (t *TierLimits) lasts(r *row) bool {
	return r.Count <= t.CountMost && r.ladder.Dues[r.Count-1] <= t.FinishBy
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

// widest keeps of the slices of each cell the one with the most waived, the first of
// equal ones. The waivers of the others are the same, cut at their own most.
func widest(set []Slice) (widest []Slice) {
	for i := range set {
		switch n := len(widest); {
		case n == 0 || widest[n-1].Cell != set[i].Cell:
			widest = append(widest, set[i])
		case last(set[i].Waivers) > last(widest[n-1].Waivers):
			widest[n-1] = set[i]
		}
	}
	return widest
}

// Plans is how many plans slices hold; those of several tiers that differ in
// nothing else count once.
func (s *Space) Plans(set []Slice) (plans int64) {
	for _, slice := range widest(set) {
		for _, w := range slice.Waivers {
			plans += int64((w.High-w.Low)/s.WaiverStep) + 1
		}
	}
	return plans
}

func last(list []Interval) money.Amount { return list[len(list)-1].High }

// Ways is how many cells a set has.
func Ways(set []Slice) int { return len(widest(set)) }

// Zone is the largest room between the least and the most waived in one cell.
func Zone(set []Slice) (room money.Amount) {
	for i := range set {
		room = max(room, last(set[i].Waivers)-set[i].Waivers[0].Low)
	}
	return room
}
