package repay

import (
	"slices"

	"parley/calc/money"
)

// settle finds what each row pays so that the debt is cleared, on the side of the
// even split and with the residue in the place that the terms ask for. It leaves
// the rows filled and returns how many are used. ok is false when the figures
// leave the bounds of an amount.
func (c *course) settle(found *Search) (used int, ok bool) {
	grid := max(c.terms.MultipleOf, 1)
	if !slices.Contains(c.kinds[:len(c.rows)], paysAmount) { // there is nothing to find
		used, _, ok = c.walk()
		return used, ok
	}
	smaller, ok := c.leastClearing(grid)
	if !ok {
		return 0, false
	}
	c.pay(smaller - grid)
	_, over, counted := c.walk()
	if !counted {
		over = unbounded
	}
	c.pay(smaller)
	used, under, ok := c.walk()
	*found = Search{Payment: smaller, Grid: grid, Least: over > 0}
	under = -under
	for _, unpaid := range c.amounts[used:] { // at least a whole payment less at the end
		under = max(under, unpaid)
	}
	if !ok || smaller == grid && c.terms.Residue != ResidueFirst {
		return used, ok
	}
	switch final := c.terms.FinalPayment; {
	case c.terms.Residue == ResidueSpread:
		return c.spread(smaller, grid)
	case smaller > grid && under > 0 && (final == Larger || final == Closest && over < under):
		c.pay(smaller - grid)
		used, _, ok = c.walk()
		found.Payment, found.Least = smaller-grid, false
	}
	if c.terms.Residue == ResidueFirst {
		return c.first()
	}
	return used, ok
}

// leastClearing returns the least multiple of grid that clears the debt as base. ok
// is false when none up to the largest amount does. Where steps shrink a payment
// that nobody pays yet, its base can be far above every sum of the plan: it is what
// the plan is told by, so it has to be an amount as well.
func (c *course) leastClearing(grid money.Amount) (base money.Amount, ok bool) {
	// In multiples of grid: low does not clear, high does.
	low, high := money.Amount(0), c.balance/money.Amount(len(c.rows))/grid+1
	for !c.clears(high * grid) {
		if low, high = high, 2*high; low > money.MaxAmount/grid {
			return 0, false
		}
	}
	for high-low > 1 {
		if middle := low + (high-low)/2; c.clears(middle * grid) {
			high = middle
		} else {
			low = middle
		}
	}
	return high * grid, high <= money.MaxAmount/grid
}

// spread lets as few of the first rows as possible pay by the base that clears and
// the others by one step less.
func (c *course) spread(base, grid money.Amount) (used int, ok bool) {
	low, high := 0, len(c.rows) // low rows are too few, high are enough
	more := make([]money.Amount, len(c.rows))
	c.pay(base)
	copy(more, c.amounts)
	try := func(rows int) (int, money.Amount, bool) {
		c.pay(base - grid)
		copy(c.amounts, more[:rows])
		return c.walk()
	}
	for high-low > 1 {
		middle := low + (high-low)/2
		if _, over, ok := try(middle); ok && over <= 0 {
			high = middle
		} else {
			low = middle
		}
	}
	used, _, ok = try(high)
	return used, ok
}

// first moves the residue to the first row that pays principal: the least sum
// there that leaves no later row above its amount, one minor unit at least.
func (c *course) first() (used int, ok bool) {
	k := 0
	for k < len(c.rows)-1 && c.kinds[k] != paysAmount {
		k++
	}
	low, high := money.Amount(0), max(c.amounts[k], 1)
	for {
		c.amounts[k] = high
		if _, over, ok := c.walk(); ok && over <= 0 {
			break
		}
		if low, high = high, 2*high; high > unbounded/2 {
			return 0, false
		}
	}
	for high-low > 1 {
		c.amounts[k] = low + (high-low)/2
		if _, over, ok := c.walk(); ok && over <= 0 {
			high = c.amounts[k]
		} else {
			low = c.amounts[k]
		}
	}
	c.amounts[k] = high
	used, _, ok = c.walk()
	return used, ok
}
