package negotiate

import (
	"slices"

	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// Concession is the least move of one constraint that makes a plan possible while
// all others stay as they are.
type Concession struct {
	Constraint
	// Change is the move in units of the figure, and Needed the figure after it. Both
	// are zero when the constraint cannot open the set alone or is the law's.
	Change, Needed money.Amount
	// Witness is a plan that is then possible, of the space that the move leaves; nil
	// when there is none.
	Witness *Offer
	Space   *Space
}

// Concessions returns, for limits that leave no plan, what each constraint would
// have to give alone: exact to the unit, the smallest relative move first, then
// those that cannot open the set alone, then the law's; none where a plan is left.
// Claim says how much of each
// component could be waived at most.
//
// The cost is about one look at each cell for each constraint, and one for all the
// waivers of a tier together: at most 8 looks, one for each frequency and 4 for
// each tier. A deposit is in steps of the grid, and so is then its needed figure.
func (s *Space) Concessions(l *Limits, claim *ledger.Components) []Concession {
	if s.Open(l) {
		return nil
	}
	constraints := s.constraints(l, claim)
	list := make([]Concession, len(constraints))
	var waivable money.Amount
	var waived *Slice
	inside := s.places(l)
	tier := -1
	for i, c := range constraints {
		list[i] = Concession{Constraint: c}
		if c.Kind == KindLaw {
			continue
		}
		change, slice := money.Amount(0), (*Slice)(nil)
		if c.Name == MaxWaiver || c.Name == Ceiling {
			if tier != c.Tier {
				tier = c.Tier
				waivable, waived = s.leastWaivable(l, tier, inside)
			}
			if change = c.toward(&l.Tiers[tier], waivable); change > 0 && change <= c.room() {
				slice = waived
			}
		} else {
			among := inside
			if c.gates() { // they let in other cells
				among = nil
			}
			change, slice = s.leastMove(l, &c, among, c.room()+1)
		}
		list[i].take(s, change, slice)
	}
	s.Sort(list)
	return list
}

// Sort puts concessions in their order: the smallest relative move first, then those
// that cannot open the set alone, then the law's.
func (s *Space) Sort(list []Concession) {
	slices.SortStableFunc(list, func(a, b Concession) int { return a.compare(&b, s) })
}

// take notes a move, where one was found.
func (c *Concession) take(s *Space, change money.Amount, slice *Slice) {
	if slice == nil {
		return
	}
	// Who gives way is shown the best of what it opens.
	waiver := slice.Waivers[0].Low
	if c.Name.Owner() == Borrower {
		waiver = last(slice.Waivers)
	}
	offer := s.Offer(slice.Cell, slice.Tier, waiver)
	c.Change, c.Needed, c.Witness, c.Space = change, c.Moved(change), &offer, s
}

// compare orders concessions by the move relative to the figure. A figure of zero
// is held against the claim, and a date against the days from the question to it.
func (c *Concession) compare(d *Concession, s *Space) int {
	if rank := c.rank() - d.rank(); rank != 0 || c.Witness == nil {
		return rank
	}
	return product(c.Change, int64(d.base(s)), d.Change, int64(c.base(s)))
}

func (c *Concession) rank() int {
	switch {
	case c.Witness != nil:
		return 0
	case c.Kind != KindLaw:
		return 1
	}
	return 2
}

// base is what a move is held against.
func (c *Constraint) base(s *Space) money.Amount {
	switch base := c.Now; {
	case c.Name == EarliestDue || c.Name == LatestFinish || c.Name == LatestFirstDue || c.Name == FinishWithinDays:
		return max(base-money.Amount(s.AsOf), 1)
	case c.Name == PaydayDue:
		return 31
	case base > 0:
		return base
	}
	return s.Claim
}

// toward is the move of a ceiling, or of the most waived in all, with which the
// tier waives a sum; zero when the other of the two is in the way.
func (c *Constraint) toward(t *TierLimits, sum money.Amount) money.Amount {
	together, _ := t.Ceilings.Total()
	switch {
	case c.Name == MaxWaiver && together >= sum:
		return sum - t.WaiverMost
	case c.Name == Ceiling && t.WaiverMost >= sum:
		return sum - together
	}
	return 0
}

// leastWaivable is the least sum that a tier would have to waive in all, whichever
// of its ceilings gives it.
func (s *Space) leastWaivable(l *Limits, tier int, inside []place) (money.Amount, *Slice) {
	own := l.copy()
	t := &own.Tiers[tier]
	c := Constraint{Name: MaxWaiver, Tier: tier, Now: t.Waivable(), Bound: s.Claim}
	t.Ceilings, t.WaiverMost = ledger.Components{Principal: s.Claim}, c.Now
	change, slice := s.leastMove(&own, &c, inside, c.room()+1)
	return c.Now + change, slice
}

// place is a cell with its ladder.
type place struct {
	Cell
	ladder *repay.Ladder
}

// stride orders the cells that are looked at: neighbours need similar moves, each a
// little less than the one before, and would all have to be searched.
const stride = 1_000_003

// leastMove returns the least move below a bound that opens the set, and what is
// then in it; nil when there is none. The set is closed without the move. Among
// gives the only cells that could open, nil for all.
func (s *Space) leastMove(l *Limits, c *Constraint, among []place, below money.Amount) (least money.Amount, at *Slice) {
	if below <= 1 {
		return 0, nil
	}
	own, constraint := l.copy(), *c
	if c.Tier >= 0 { // only this tier can open
		own.Tiers, constraint.Tier = own.Tiers[c.Tier:c.Tier+1], 0
	}
	constraint.move(&own, below-1)
	if among == nil {
		among = s.reachable(&own, &constraint, below)
	}
	for i := range among {
		p := &among[i*stride%len(among)]
		if c.Name == PerPeriod && p.Frequency != c.Frequency {
			continue
		}
		if move, found := s.leastAt(&own, &constraint, p, below); found != nil {
			least, below, at = move, move, found
		}
	}
	if at != nil && c.Tier >= 0 {
		at.Tier = c.Tier
	}
	return least, at
}

// leastAt is the least move below a bound that opens one cell. The limits are the
// caller's own.
func (s *Space) leastAt(l *Limits, c *Constraint, p *place, below money.Amount) (move money.Amount, at *Slice) {
	opens := func(move money.Amount) bool {
		c.move(l, move)
		found := s.slicesAt(l, p)
		if len(found) > 0 {
			at = &found[0]
		}
		return len(found) > 0
	}
	move = below - 1
	if c.gates() {
		move = min(move, c.gate(p))
	}
	if move <= 0 || !opens(move) || c.gates() {
		return move, at
	}
	move = leastStep(1, move, 1, opens)
	opens(move)
	return move, at
}

// gates tells whether the constraint keeps whole cells out, so that a cell itself
// says how far to move. The others bear on the plans of a cell.
func (c *Constraint) gates() bool {
	switch c.Name {
	case DepositCap, MinDeposit, EarliestDue, LatestFirstDue, LatestFinish, FinishWithinDays, MaxCount:
		return true
	}
	return false
}

// gate is the move that lets a cell in; none or fewer when it is in already.
func (c *Constraint) gate(p *place) money.Amount {
	var needed money.Amount
	switch c.Name {
	case DepositCap, MinDeposit:
		needed = p.Deposit
	case EarliestDue, LatestFirstDue:
		needed = money.Amount(p.ladder.Dues[0])
	case LatestFinish, FinishWithinDays:
		needed = money.Amount(p.ladder.Dues[p.Count-1])
	default:
		needed = money.Amount(p.Count)
	}
	if c.falls() {
		return c.Now - needed
	}
	return needed - c.Now
}

// places are the cells that limits' dates and deposits leave.
func (s *Space) places(l *Limits) (list []place) {
	s.cells(l, func(c Cell, ladder *repay.Ladder) bool {
		list = append(list, place{c, ladder})
		return true
	})
	return list
}

// reachable are those of them that a move below a bound could open.
func (s *Space) reachable(l *Limits, c *Constraint, below money.Amount) (list []place) {
	s.cells(l, func(cell Cell, ladder *repay.Ladder) bool {
		p := place{cell, ladder}
		if !l.reach(cell, ladder) {
			return true
		}
		if c.gates() {
			if move := c.gate(&p); move <= 0 || move >= below {
				return true
			}
		}
		list = append(list, p)
		return true
	})
	return list
}

// slicesAt are the waivers of a cell that the limits may leave out altogether.
func (s *Space) slicesAt(l *Limits, p *place) []Slice {
	first := p.ladder.Dues[0]
	if first < l.Earliest || first > l.LatestFirst || p.ladder.Dues[p.Count-1] > l.LatestFinish || p.Deposit > l.DepositMost {
		return nil
	}
	return s.slices(l, p.Cell, p.ladder)
}
