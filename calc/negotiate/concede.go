package negotiate

import (
	"parley/calc/ledger"
	"parley/calc/money"
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
// The cost is about one look at each row of cells for each constraint, and one for all
// the waivers of a tier together: at most 8 looks, one for each frequency and 4 for
// each tier. A deposit is in steps of the grid, and so is then its needed figure.
func (s *Space) Concessions(l *Limits, claim *ledger.Components) []Concession {
	if s.Open(l) {
		return nil
	}
	constraints := s.constraints(l, claim)
	list := make([]Concession, len(constraints))
	var waivable money.Amount
	var waived *Slice
	inside := s.inside(l)
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
// that cannot open the set alone, then the law's; equal ones as they stand.
func (s *Space) Sort(list []Concession) {
	for i, own := range list { // there are few, and a sort of the library's weighs 2 KB in the browser
		at := i
		for ; at > 0 && own.compare(&list[at-1], s) < 0; at-- {
			list[at] = list[at-1]
		}
		list[at] = own
	}
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
func (s *Space) leastWaivable(l *Limits, tier int, inside *rows) (money.Amount, *Slice) {
	own := l.copy()
	t := &own.Tiers[tier]
	c := Constraint{Name: MaxWaiver, Tier: tier, Now: t.Waivable(), Bound: s.Claim}
	t.Ceilings, t.WaiverMost = ledger.Components{Principal: s.Claim}, c.Now
	change, slice := s.leastMove(&own, &c, inside, c.room()+1)
	return c.Now + change, slice
}
