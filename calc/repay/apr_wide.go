package repay

import (
	"math/big"
	"math/bits"
	"slices"
)

// The wide path is the fast one without its limits: any rate above -100% a period,
// in as many bits as it takes; a loss is solved with time running backwards. It decides what 64 bits leave open, above all exact
// ties between two answers.
//
// The precisions that it tries in turn. A root that the last one cannot tell from
// a tie, closer than one part in 2^600, is taken as the tie.
var precisions = [...]uint{256, 1024}

// wide computes with v as a whole number of parts of 2^bits. Where odd parts
// compound, its unit period is one of them, so that every power is a whole one.
type wide struct {
	cash  cash
	split uint64 // its unit periods in one of the cash flow that it was made from
	bits  uint
	one   *big.Int
	most  *big.Int // the larger total
}

// newWide copies the cash flow, so that the one of the fast path stays off the heap.
func newWide(c *cash, precision uint) *wide {
	own := cash{slices.Clone(c.advances), slices.Clone(c.payments), c.parts, c.compounds, c.balance, c.left, c.right, c.mirrored}
	w := &wide{cash: own, split: 1, bits: precision, one: new(big.Int).Lsh(big.NewInt(1), precision), most: new(big.Int)}
	if c.compounds {
		w.split, w.cash.parts = c.parts, 1
	}
	for _, sums := range [...][]sum{own.advances, own.payments} {
		t := new(big.Int)
		for i := range sums {
			t.Add(t, new(big.Int).SetUint64(sums[i].amount))
			if c.compounds {
				sums[i].periods, sums[i].odd = int32(sums[i].time(c.parts)), 0
			}
		}
		if t.Cmp(w.most) > 0 {
			w.most = t
		}
	}
	w.most.Lsh(w.most, precision)
	return w
}

// times sets x to x × y, rounded down.
func (w *wide) times(x, y *big.Int) { x.Rsh(x.Mul(x, y), w.bits) }

// power returns v^n from the squares of v, of which the first is v itself; it adds
// those that are missing.
func (w *wide) power(squares *[]*big.Int, n int32) *big.Int {
	power := new(big.Int).Set(w.one)
	for i := 0; n>>i > 0; i++ {
		if i == len(*squares) {
			square := new(big.Int).Set((*squares)[i-1])
			w.times(square, square)
			*squares = append(*squares, square)
		}
		if n>>i&1 == 1 {
			w.times(power, (*squares)[i])
		}
	}
	return power
}

// odd returns v / ((1 - f)·v + f), the factor of an odd fraction; with time running
// backwards, where v is 1+i, it is 1 / ((1 - f) + f·v).
func (w *wide) odd(v *big.Int, odd int32) *big.Int {
	factor := new(big.Int).SetUint64(w.cash.parts)
	rest := big.NewInt(int64(max(odd, -odd)))
	divisor := new(big.Int).Sub(factor, rest)
	if odd > 0 {
		factor.Mul(factor, v)
		divisor.Mul(divisor, v).Add(divisor, rest.Mul(rest, w.one))
	} else {
		factor.Mul(factor, w.one)
		divisor.Mul(divisor, w.one).Add(divisor, rest.Mul(rest, v))
	}
	return factor.Div(factor.Mul(factor, w.one), divisor)
}

// present returns the sums' worth at the start, rounded down.
func (w *wide) present(sums []sum, v *big.Int) *big.Int {
	worth, amount := new(big.Int), new(big.Int)
	squares := []*big.Int{v}
	var power, factor *big.Int
	var lastStep, lastOdd int32
	periods := sums[len(sums)-1].periods
	for i := len(sums) - 1; i >= 0; i-- {
		s := sums[i]
		if step := periods - s.periods; step > 0 {
			if step != lastStep {
				lastStep, power = step, w.power(&squares, step)
			}
			w.times(worth, power)
			periods = s.periods
		}
		amount.SetUint64(s.amount)
		if s.odd == 0 {
			amount.Lsh(amount, w.bits)
		} else {
			if s.odd != lastOdd {
				lastOdd, factor = s.odd, w.odd(v, s.odd)
			}
			amount.Mul(amount, factor)
		}
		worth.Add(worth, amount)
	}
	w.times(worth, w.power(&squares, periods))
	return worth
}

// excess returns what the payments are worth beyond the advances, and its sign; 0
// when it is within the error. Each of at most 8 roundings a sum, and one a period
// in the powers, costs one part in 2^bits of the total; with time running backwards
// the factor of an odd fraction may be as large as the number of parts.
func (w *wide) excess(v *big.Int) (excess *big.Int, sign int) {
	steps := int64(w.cash.span() + 8*(len(w.cash.advances)+len(w.cash.payments)) + 8)
	slack := new(big.Int).Mul(w.most, big.NewInt(steps))
	slack.Rsh(slack, w.bits).Add(slack, big.NewInt(steps))
	if w.cash.mirrored {
		slack.Lsh(slack, uint(bits.Len64(w.cash.parts)))
	}
	payments, advances := w.present(w.cash.payments, v), w.present(w.cash.advances, v)
	excess = payments.Sub(payments, advances)
	if excess.CmpAbs(slack) <= 0 {
		return excess, 0
	}
	return excess, excess.Sign()
}

// ends returns values of v around the root: those of the fast path; or 1 and the
// first of doubled steps down from it where less is paid than advanced. That finds
// the root where a period is a small part of a year, and the lower one of two where
// a payment ahead of the first advance makes the payments worth more at 0 too.
func (w *wide) ends(r *root) (low, high *big.Int, ok bool) {
	low, high = new(big.Int), new(big.Int).Set(w.one)
	if r.fast && w.split == 1 {
		low.Lsh(low.SetUint64(r.low), w.bits-64)
		if r.high != wholeV {
			high.Lsh(high.SetUint64(r.high), w.bits-64)
		}
		return low, high, true
	}
	for shift := w.bits - uint(bits.Len64(w.split)) - 10; shift < w.bits; shift++ {
		near := new(big.Int).Lsh(big.NewInt(1), shift)
		if _, sign := w.excess(near.Sub(w.one, near)); sign < 0 {
			return near, high, true
		}
	}
	return low, high, w.cash.firstNet() < 0
}

// bracket narrows the ends around the root to five eighths of the bits. ok is
// false when the precision does not suffice.
//
// It takes secant steps, and halves the bracket every third time and where a secant
// leads out of it: a root far from the ends is then near after a few rounds.
func (w *wide) bracket(r *root) (low, high *big.Int, ok bool) {
	if low, high, ok = w.ends(r); !ok {
		return nil, nil, false
	}
	before, last := low, high
	beforeExcess, _ := w.excess(low)
	lastExcess, _ := w.excess(high)
	for tries := 0; ; tries++ {
		narrow := new(big.Int).Rsh(high, w.bits/8*5)
		if new(big.Int).Sub(high, low).Cmp(narrow) <= 0 {
			return low, high, true
		}
		v := secant(before, last, beforeExcess, lastExcess)
		if tries%3 == 2 || v == nil || v.Cmp(low) <= 0 || v.Cmp(high) >= 0 {
			v = new(big.Int).Add(low, high)
			v.Rsh(v, 1)
		}
		excess, sign := w.excess(v)
		moved := new(big.Int).Sub(v, last)
		if sign == 0 || moved.CmpAbs(new(big.Int).Lsh(narrow, w.bits/4)) < 0 {
			// The step was short: try whether the root is that near.
			near := narrow.Rsh(narrow, 1)
			under, over := new(big.Int).Sub(v, near), new(big.Int).Add(v, near)
			_, below := w.excess(under)
			_, above := w.excess(over)
			if below < 0 && above > 0 {
				return under, over, true
			}
			if sign == 0 {
				return nil, nil, false
			}
		}
		if sign < 0 {
			low = v
		} else {
			high = v
		}
		before, beforeExcess, last, lastExcess = last, lastExcess, v, excess
	}
}

// secant returns where the line through two points meets zero, nil when it does not.
func secant(x0, x1, y0, y1 *big.Int) *big.Int {
	rise := new(big.Int).Sub(y1, y0)
	if rise.Sign() == 0 {
		return nil
	}
	step := new(big.Int).Sub(x1, x0)
	step.Mul(step, y1).Quo(step, rise)
	return step.Sub(x1, step)
}

// solvent tells whether the borrower never has paid ahead at v, so that no other
// rate fits: what is owed then grows with the rate at every step. A credit of one
// part in 2^30 of the advances is taken as none, and what is paid before the first
// advance is part of that advance.
func (w *wide) solvent(v *big.Int) bool {
	advanced, paid := new(big.Int), new(big.Int)
	advances, payments := w.cash.advances, w.cash.payments
	for len(payments) > 0 {
		for len(advances) > 0 && advances[0].compare(payments[0]) <= 0 {
			advanced.Add(advanced, w.present(advances[:1], v))
			advances = advances[1:]
		}
		paid.Add(paid, w.present(payments[:1], v))
		payments = payments[1:]
		switch {
		case len(advances) == 0, w.cash.mirrored && len(payments) == 0:
			return true
		case len(advances) == len(w.cash.advances):
			continue // paid ahead of the first advance
		}
		allowed := new(big.Int).Rsh(advanced, 30)
		if paid.Cmp(allowed.Add(allowed, advanced)) > 0 {
			return false
		}
	}
	return true
}
