package negotiate

import "parley/calc/money"

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
