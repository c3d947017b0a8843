package negotiate

import (
	"parley/calc/money"
	"parley/calc/repay"
)

// row is the cells of one frequency, first due date, rate and count, side by side:
// from its own deposit to the most, in steps. What costs the same for all of them is
// found once.
type row struct {
	Cell
	most   money.Amount
	rung   int
	ladder *repay.Ladder
	// before is how many cells come before its first, where a list of rows counts them.
	before int
}

// rows are some of the cells of a grid that counts so many.
type rows struct {
	list  []row
	cells int
}

// count appends a row and counts its cells.
func (g *rows) count(s *Space, r row) {
	r.before = g.cells
	g.list = append(g.list, r)
	g.cells += r.cells(s)
}

// cells is how many cells the row has.
func (r *row) cells(s *Space) int { return int((r.most-r.Deposit)/s.DepositStep) + 1 }

// eachRow calls visit with the rows that the limits' dates and deposits leave, in a
// fixed order, until it returns false.
func (s *Space) eachRow(l *Limits, visit func(row) bool) {
	rung := -1
	for f := range s.Frequencies {
		for at, start := range s.Starts[f] {
			most := money.Amount(0)
			if start >= s.DepositDue {
				most = min(l.DepositMost, s.Claim-1) / s.DepositStep * s.DepositStep
			}
			for r := range s.Rates {
				rung++
				if start < l.Earliest || start > l.LatestFirst {
					continue
				}
				ladder := &s.ladders[rung]
				for n := 1; n <= len(ladder.Dues) && ladder.Dues[n-1] <= l.LatestFinish; n++ {
					if !visit(row{Cell{f, at, r, n, 0}, most, rung, ladder, 0}) {
						return
					}
				}
			}
		}
	}
}

// look is one look at the space with limits, which stay as they are while it lasts.
type look struct {
	*Space
	limits *Limits
	// waivable is the most that each tier waives in all.
	waivable []money.Amount
}

func (s *Space) look(l *Limits) look {
	k := look{s, l, make([]money.Amount, len(l.Tiers))}
	k.again()
	return k
}

// again is the next look, after the limits were moved.
func (k *look) again() {
	for i := range k.limits.Tiers {
		k.waivable[i] = k.limits.Tiers[i].Waivable()
	}
}

// slices calls visit with every slice of the set, cell by cell, until it returns false.
func (k *look) slices(visit func([]Slice) bool) {
	k.eachRow(k.limits, func(r row) bool {
		if !k.narrow(&r) {
			return true
		}
		for ; r.Deposit <= r.most; r.Deposit += k.DepositStep {
			if found := k.slicesIn(&r); len(found) > 0 && !visit(found) {
				return false
			}
		}
		return true
	})
}

// at are the slices of one cell, which the limits may leave out altogether.
func (k *look) at(r *row, deposit money.Amount) []Slice {
	one := *r
	one.Deposit, one.most = deposit, deposit
	if !k.narrow(&one) {
		return nil
	}
	return k.slicesIn(&one)
}

// narrow draws a row in to the deposits with which a plan could be within the
// limits; false when there is none. Most rows that are out are out here, at a cost
// that does not grow with their instalments or their deposits.
func (k *look) narrow(r *row) bool {
	l, first, final := k.limits, r.ladder.Dues[0], r.ladder.Dues[r.Count-1]
	if first < l.Earliest || first > l.LatestFirst || final > l.LatestFinish {
		return false
	}
	waivable, least := money.Amount(-1), r.most+1
	for i := range l.Tiers {
		// This is tier.lasts, written out: the page's engine is built without inlining.
		if tier := &l.Tiers[i]; r.Count <= tier.CountMost && final <= tier.FinishBy {
			waivable, least = max(waivable, k.waivable[i]), min(least, tier.DepositLeast)
		}
	}
	// No plan pays back less than it finances, nor finances less than is not waived.
	top, owed := k.top(l, r), k.Claim-waivable
	if waivable < 0 || top <= 0 || owed > l.PaidMost {
		return false
	}
	most := min(r.most, l.DepositMost, l.PaidMost-1)
	highest := ceiling(top, k.step(r.Cell))
	if highest <= money.MaxAmount/money.Amount(r.Count) {
		least = max(least, l.PaidLeast-highest*money.Amount(r.Count))
	}
	least = max(least, r.Deposit)
	if least > most || !k.worth(l, r, highest, least, most) {
		return false
	}
	low, high := k.bounds(l, r, top)
	least, most = ceiling(max(least, owed-high), k.DepositStep), min(most, min(k.Claim, l.PaidMost)-low)
	r.before += int((least - r.Deposit) / k.DepositStep)
	r.Deposit, r.most = least, most/k.DepositStep*k.DepositStep
	return low <= high && r.Deposit <= r.most
}

// top is the largest payment that the limits leave a row.
func (s *Space) top(l *Limits, r *row) money.Amount {
	return min(l.Caps[r.Frequency], money.MaxAmount/money.Amount(r.Count))
}

// worth tells whether plans of a row with payments up to highest could be worth
// what is asked for. Full payments bound it, and so does what is paid at most: the
// sum of full payments is beyond that by the slack at most.
func (s *Space) worth(l *Limits, r *row, highest, least, most money.Amount) bool {
	count := money.Amount(r.Count)
	highest = min(highest, (l.PaidMost-least+s.slacks[r.rung][r.Count])/count)
	return highest > money.MaxAmount/count || r.ladder.MostValue(highest, r.Count, most, s.DepositDue) >= l.ValueLeast
}

// bounds are the balances that payments within the limits could carry.
func (s *Space) bounds(l *Limits, r *row, top money.Amount) (low, high money.Amount) {
	step := s.step(r.Cell)
	// Nothing beyond what the largest step below the cap carries is within it, but a
	// debt that one payment clears: that pays what is owed and not the step above.
	low = 1
	if step > 1 || top >= s.Claim {
		high = r.ladder.Carries(top, 1)
	}
	if high < s.Claim {
		high = max(high, s.carries(r, top/step*step, 1))
	}
	if below := (l.PaymentLeast - 1) / step * step; r.Count > 1 && below > 0 {
		low = s.carries(r, below, 0) + 1
	}
	return low, high
}

// carries is what a payment carries over the instalments of a row. The answer to
// the question before is kept, for the least payment and for the largest apart: from
// one look to the next they are mostly the same.
func (s *Space) carries(r *row, payment money.Amount, largest int) money.Amount {
	known := &s.carried[r.rung][r.Count][largest]
	if known.payment != payment {
		*known = carried{payment, r.ladder.Carries(payment, r.Count)}
	}
	return known.balance
}

type carried struct{ payment, balance money.Amount }

func ceiling(sum, step money.Amount) money.Amount { return (sum + step - 1) / step * step }
