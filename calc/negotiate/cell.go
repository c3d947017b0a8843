package negotiate

import (
	"sort"

	"parley/calc/money"
	"parley/calc/repay"
)

// Interval is all whole numbers from Low to High.
type Interval struct{ Low, High money.Amount }

// search finds the balances that a cell may finance. Payments are steps of the
// grid; the balances whose least payment is the same are a stretch, on which
// everything paid, and what it is worth, rises with the balance.
type search struct {
	space  *Space
	ladder *repay.Ladder
	cell   Cell
	slack  money.Amount
	step   money.Amount
	// From and to bound the balances that are looked at, first and last are their
	// payments.
	from, to, first, last money.Amount
}

// balances returns the balances of the first cell of a narrowed row, ascending and
// apart, with which it is within all limits but those of the tiers; least and most
// bound them.
func (s *Space) balances(l *Limits, r *row, least, most money.Amount) []Interval {
	step, top := s.step(r.Cell), s.top(l, r)
	low, high := s.bounds(l, r, top)
	q := search{space: s, ladder: r.ladder, cell: r.Cell, slack: s.slacks[r.rung][r.Count], step: step}
	q.from, q.to = max(least, low), min(most, high, l.PaidMost-r.Deposit)
	if q.from > q.to || !s.worth(l, r, ceiling(top, step), r.Deposit, r.Deposit) {
		return nil
	}
	paidLeast, paidMost := l.PaidLeast-r.Deposit, l.PaidMost-r.Deposit
	if q.first, _ = r.ladder.Payment(q.from, r.Count, step); l.PaidMost < Most && q.leastPaid(q.first) > paidMost {
		return nil
	}
	q.last, _ = r.ladder.Payment(q.to, r.Count, step)
	found := q.reaching(paidLeast, q.paid, q.leastPaid, q.mostPaid)
	found = meet(found, q.reaching(l.ValueLeast, q.value, q.leastValue, q.mostValue))
	if l.PaidMost < Most {
		found = without(found, q.reaching(paidMost+1, q.paid, q.leastPaid, q.mostPaid))
	}
	return found
}

// paid is what the instalments come to.
func (q *search) paid(payment, balance money.Amount) money.Amount {
	return q.ladder.Settle(balance, payment, q.cell.Count).Paid
}

func (q *search) mostPaid(payment money.Amount) money.Amount {
	return money.Amount(q.cell.Count) * payment
}

func (q *search) leastPaid(payment money.Amount) money.Amount { return q.mostPaid(payment) - q.slack }

// value is what the plan is worth, the deposit included.
func (q *search) value(payment, balance money.Amount) money.Amount {
	settled := q.ladder.Settle(balance, payment, q.cell.Count)
	return q.ladder.Value(payment, settled, q.cell.Deposit, q.space.DepositDue)
}

func (q *search) mostValue(payment money.Amount) money.Amount {
	return q.ladder.MostValue(payment, q.cell.Count, q.cell.Deposit, q.space.DepositDue)
}

func (q *search) leastValue(payment money.Amount) money.Amount {
	return q.ladder.LeastValue(payment, q.cell.Count, q.slack, q.cell.Deposit, q.space.DepositDue)
}

// reaching returns the balances with which a figure is at least a threshold. The
// figure rises with the balance on each stretch of one payment, and falls a little
// from one stretch to the next. Full payments bound it from above, and the slack
// says how far below that it can be: stretches below both are out, stretches above
// both are in, and the few between them are looked at one by one.
func (q *search) reaching(threshold money.Amount, figure func(payment, balance money.Amount) money.Amount, least, most func(payment money.Amount) money.Amount) []Interval {
	step, first, last := q.step, q.first, q.last
	switch {
	case most(last) < threshold:
		return nil
	case threshold <= 0 || least(first) >= threshold:
		return []Interval{{q.from, q.to}}
	}
	var found []Interval
	payment := first
	if most(first) < threshold {
		payment = leastStep(first, last, step, func(payment money.Amount) bool { return most(payment) >= threshold })
	}
	for ; payment <= last; payment += step {
		if least(payment) >= threshold {
			low := max(q.from, q.ladder.Carries(payment-step, q.cell.Count)+1)
			return join(found, Interval{low, q.to}, 1)
		}
		low, high := q.stretch(payment)
		if low > high || figure(payment, high) < threshold {
			continue
		}
		low = leastStep(low, high, 1, func(balance money.Amount) bool { return figure(payment, balance) >= threshold })
		found = join(found, Interval{low, high}, 1)
	}
	return found
}

// stretch returns the first and the last balance of which a payment is the least
// that clears it, within what is looked at.
func (q *search) stretch(payment money.Amount) (low, high money.Amount) {
	low = 1
	if payment > q.step {
		low = q.ladder.Carries(payment-q.step, q.cell.Count) + 1
	}
	return max(q.from, low), min(q.to, q.ladder.Carries(payment, q.cell.Count))
}

// leastStep returns the least number from low up to high, in steps, for which
// enough holds; it holds for high and for every number after the least.
func leastStep(low, high, step money.Amount, enough func(money.Amount) bool) money.Amount {
	steps := sort.Search(int((high-low)/step), func(i int) bool { return enough(low + money.Amount(i)*step) })
	return low + money.Amount(steps)*step
}

// join adds an interval behind others, to the last of them where no step lies
// between.
func join(list []Interval, next Interval, step money.Amount) []Interval {
	if n := len(list); n > 0 && list[n-1].High+step >= next.Low {
		list[n-1].High = next.High
		return list
	}
	return append(list, next)
}

// meet returns what is in both lists.
func meet(a, b []Interval) []Interval {
	var both []Interval
	for len(a) > 0 && len(b) > 0 {
		if low, high := max(a[0].Low, b[0].Low), min(a[0].High, b[0].High); low <= high {
			both = append(both, Interval{low, high})
		}
		if a[0].High < b[0].High {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return both
}

// without returns what is in the first list and not in the second.
func without(a, b []Interval) []Interval {
	var outside []Interval
	low := money.Amount(0)
	for _, taken := range b {
		outside = append(outside, Interval{low, taken.Low - 1})
		low = taken.High + 1
	}
	return meet(a, append(outside, Interval{low, money.MaxAmount}))
}
