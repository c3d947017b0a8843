package negotiate

import (
	"slices"

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
func (s *Space) leastWaivable(l *Limits, tier int, inside *rows) (money.Amount, *Slice) {
	own := l.copy()
	t := &own.Tiers[tier]
	c := Constraint{Name: MaxWaiver, Tier: tier, Now: t.Waivable(), Bound: s.Claim}
	t.Ceilings, t.WaiverMost = ledger.Components{Principal: s.Claim}, c.Now
	change, slice := s.leastMove(&own, &c, inside, c.room()+1)
	return c.Now + change, slice
}

// stride orders the cells of which one is to be chosen, and the rows that are looked
// at: neighbours need similar moves, each a little less than the one before, and
// would all have to be searched. It is a prime above any number of cells.
const stride = 1_000_003

// moving is a search for the least move of one constraint.
type moving struct {
	look
	constraint *Constraint
	// below is the bound that a move has to stay under.
	below money.Amount
}

// leastMove returns the least move below a bound that opens the set, and what is
// then in it; nil when there is none. The set is closed without the move. Among
// gives the only cells that could open, nil for all.
func (s *Space) leastMove(l *Limits, c *Constraint, among *rows, below money.Amount) (least money.Amount, at *Slice) {
	if below <= 1 {
		return 0, nil
	}
	own, constraint := l.copy(), *c
	if c.Tier >= 0 { // only this tier can open
		own.Tiers, constraint.Tier = own.Tiers[c.Tier:c.Tier+1], 0
	}
	m := moving{s.look(&own), &constraint, below}
	m.move(below - 1)
	if among == nil {
		among = m.reachable()
	}
	for i := range among.list {
		m.search(among.list[i*stride%len(among.list)])
	}
	if m.below == below {
		return 0, nil
	}
	m.move(m.below)
	if at = m.witness(among); c.Tier >= 0 {
		at.Tier = c.Tier
	}
	return m.below, at
}

func (m *moving) move(by money.Amount) {
	if m.constraint.move(m.limits, by); m.constraint.Tier >= 0 {
		m.again()
	}
}

// concerns tells whether the constraint bears on a row at all.
func (m *moving) concerns(r *row) bool {
	return m.constraint.Name != PerPeriod || m.constraint.Frequency == r.Frequency
}

// search lowers the bound to the least move that opens a cell of a row.
func (m *moving) search(r row) {
	if !m.concerns(&r) || m.below <= 1 {
		return
	}
	if m.move(m.below - 1); !m.narrow(&r) {
		return
	}
	cells := r.cells(m.Space)
	for i := range cells {
		m.searchAt(&r, r.Deposit+m.DepositStep*money.Amount(i*stride%cells))
	}
}

func (m *moving) searchAt(r *row, deposit money.Amount) {
	opens := func(move money.Amount) bool {
		m.move(move)
		return len(m.at(r, deposit)) > 0
	}
	move, gates := m.below-1, m.constraint.gates()
	if gates {
		move = min(move, m.constraint.gate(r, deposit))
	}
	if move <= 0 || !opens(move) {
		return
	}
	if m.below = move; !gates {
		m.below = leastStep(1, move, 1, opens)
	}
}

// witness returns the first slice in the order of the strides of those that the
// limits hold.
func (m *moving) witness(among *rows) (at *Slice) {
	best, inverse := among.cells, inverse(stride%among.cells, among.cells)
	for _, r := range among.list {
		if !m.concerns(&r) || !m.narrow(&r) {
			continue
		}
		for ; r.Deposit <= r.most; r.Deposit += m.DepositStep {
			if turn := r.before * inverse % among.cells; turn < best {
				if found := m.slicesIn(&r); len(found) > 0 {
					at, best = &found[0], turn
				}
			}
			r.before++
		}
	}
	return at
}

// inverse returns the number from 0 up to, and without, n that a times is 1 but for
// multiples of n. The two have no factor in common.
func inverse(a, n int) int {
	x, before, rest := 1, 0, n
	for a > 1 {
		x, before = before-rest/a*x, x
		a, rest = rest%a, a
	}
	return (x%n + n) % n
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

// gate is the move that lets a cell of a row in; none or fewer when it is in already.
func (c *Constraint) gate(r *row, deposit money.Amount) money.Amount {
	var needed money.Amount
	switch c.Name {
	case DepositCap, MinDeposit:
		needed = deposit
	case EarliestDue, LatestFirstDue:
		needed = money.Amount(r.ladder.Dues[0])
	case LatestFinish, FinishWithinDays:
		needed = money.Amount(r.ladder.Dues[r.Count-1])
	default:
		needed = money.Amount(r.Count)
	}
	if c.falls() {
		return c.Now - needed
	}
	return needed - c.Now
}

// inside are the rows that limits' dates and deposits leave.
func (s *Space) inside(l *Limits) *rows {
	inside := new(rows)
	s.eachRow(l, func(r row) bool {
		inside.count(s, r)
		return true
	})
	return inside
}

// reachable are the rows that a move as far as the limits stand could open. Those
// that bounds rule out are counted all the same.
func (m *moving) reachable() *rows {
	reachable := new(rows)
	m.eachRow(m.limits, func(r row) bool {
		least := r.most + 1
		for i := range m.limits.Tiers {
			if tier := &m.limits.Tiers[i]; tier.lasts(&r) {
				least = min(least, tier.DepositLeast)
			}
		}
		if r.Deposit = ceiling(least, m.DepositStep); r.Deposit <= r.most && m.reaches(&r) {
			r.before = reachable.cells
			reachable.cells += r.cells(m.Space)
			if m.narrow(&r) {
				reachable.list = append(reachable.list, r)
			}
		}
		return true
	})
	return reachable
}

// reaches draws a row in to the cells that a constraint that gates keeps out. They are
// at one end of the row.
func (m *moving) reaches(r *row) bool {
	if !m.constraint.gates() {
		return true
	}
	first, last := m.constraint.gate(r, r.Deposit), m.constraint.gate(r, r.most)
	if first <= 0 {
		r.Deposit += (1 - first/m.DepositStep) * m.DepositStep
	}
	if last <= 0 {
		r.most -= (1 - last/m.DepositStep) * m.DepositStep
	}
	return first > 0 || last > 0
}
