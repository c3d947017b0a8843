package repay

import (
	"math/big"
	"math/bits"
)

// MaxAnnualRate bounds a rate: a million times the debt in a year, with ten places
// still within 64 bits. No law has a use for one beyond it.
const MaxAnnualRate = 1_000_000

// yearly turns the rate of a period into one of a year: num/den periods, in a
// product or compounded.
type yearly struct {
	num, den uint64
	compound bool
}

// root is the solved v = 1/(1+i) between two values: in 64 bits where those could
// tell, and at the first of the wide precisions once that was needed.
type root struct {
	cash              *cash
	low, high         uint64
	fast              bool
	wideLow, wideHigh *big.Int
}

// bracketWide brackets the root at a wide precision. It hands out copies: what a
// root points at stays off the heap.
func (r *root) bracketWide(w *wide) (low, high *big.Int, ok bool) {
	if w.bits == precisions[0] && r.wideLow != nil {
		return new(big.Int).Set(r.wideLow), new(big.Int).Set(r.wideHigh), true
	}
	if low, high, ok = w.bracket(r); ok && w.bits == precisions[0] {
		r.wideLow, r.wideHigh = low, high
	}
	return low, high, ok
}

// solve prepares the cash flow and brackets its rate. It returns ErrNoRate,
// ErrManyRates or nil.
func (c *cash) solve() (root, error) {
	if err := c.prepare(); err != nil {
		return root{}, err
	}
	r := root{cash: c}
	if c.balance > 0 && !c.mirrored { // the fast path knows no loss
		r.low, r.high, r.fast = c.bracket()
	}
	if !c.interleaved() {
		return r, nil
	}
	w := newWide(c, precisions[0])
	v := new(big.Int).Set(w.one)
	if c.balance != 0 {
		low, high, ok := r.bracketWide(w)
		if !ok {
			return r, ErrNoRate
		}
		v.Rsh(v.Add(low, high), 1)
	}
	if !w.solvent(v) {
		return r, ErrManyRates
	}
	return r, nil
}

// rounded returns the yearly rate in parts of 1/places, rounded half up, and half
// down below zero. It returns ErrRateTooLarge or ErrNoRate.
func (r *root) rounded(y yearly, places uint64) (int64, error) {
	if r.cash.balance == 0 {
		return 0, nil
	}
	if r.fast {
		low, _, ok := y.rounded(r.high, places)
		_, high, sure := y.rounded(r.low, places)
		if ok && sure && low == high && uint64(low) <= MaxAnnualRate*places {
			return low, nil
		}
	}
	return r.roundedWide(y, places)
}

func (r *root) roundedWide(y yearly, places uint64) (int64, error) {
	var atLow, atHigh *big.Int
	for _, precision := range precisions {
		w := newWide(r.cash, precision)
		low, high, ok := r.bracketWide(w)
		if !ok {
			continue
		}
		if atLow, atHigh = y.roundedWide(w, low, 0, places), y.roundedWide(w, high, 1, places); atLow.Cmp(atHigh) == 0 {
			break
		}
	}
	// Of two answers, a tie is the one further from zero: the low end's, both ways.
	switch {
	case atLow == nil:
		return 0, ErrNoRate
	case !r.cash.mirrored && (!atLow.IsUint64() || atLow.Uint64() > MaxAnnualRate*places):
		return 0, ErrRateTooLarge
	}
	return atLow.Int64(), nil
}

// rounded returns the yearly rate at v between two bounds, which differ only by the
// error of compounding; ok is false when 64 bits do not hold it.
func (y yearly) rounded(v, places uint64) (low, high int64, ok bool) {
	if v == wholeV {
		return 0, 0, true
	}
	if y.compound {
		return y.compounded(v, places)
	}
	// i = (2^64 - v) / v, and halves are counted: cutting twice is cutting once.
	halves, ok := scale(-v, 2*places*y.num, v)
	rate := int64((halves/y.den + 1) / 2)
	return rate, rate, ok
}

// compounded raises 1+i, as a fraction m of 2^63 times 2^shift, to the periods of a
// year. Each product cuts one part in 2^63 at most, and the errors of n factors add
// up to less than 2n parts, 4n units of m.
func (y yearly) compounded(v, places uint64) (low, high int64, ok bool) {
	if y.den != 1 {
		return 0, 0, false
	}
	base, _ := bits.Div64(1<<63, 0, v)
	power, baseShift, shift := uint64(1)<<63, 0, 0
	for n := y.num; n > 0; n >>= 1 {
		if n&1 == 1 {
			power, shift = product63(power, base, shift+baseShift)
		}
		base, baseShift = product63(base, base, 2*baseShift)
		if shift > 20 {
			return 0, 0, false
		}
	}
	over := power + 4*y.num + 4
	if over < power {
		return 0, 0, false
	}
	return halvesAbove(power, shift, places), halvesAbove(over, shift, places), true
}

func product63(a, b uint64, shift int) (uint64, int) {
	high, low := bits.Mul64(a, b)
	if high>>63 == 1 {
		return high, shift + 1
	}
	return high<<1 | low>>63, shift
}

// halvesAbove returns (m × 2^(shift-63) - 1) × places, rounded half up.
func halvesAbove(m uint64, shift int, places uint64) int64 {
	high, low := bits.Mul64(m, 2*places)
	halves := high<<(1+uint(shift)) | low>>(63-uint(shift))
	return int64((halves - 2*places + 1) / 2)
}

// roundedWide returns the yearly rate at v, one end of the bracket, rounded half
// away from zero: exact without compounding, and otherwise beyond what v itself
// would give by less than the error of the power, on the side of the end: 0 for the
// low one, 1 for the high one.
func (y yearly) roundedWide(w *wide, v *big.Int, end int64, places uint64) *big.Int {
	if y.compound {
		return y.compoundedWide(w, v, end, places)
	}
	if v.Sign() == 0 && !w.cash.mirrored {
		return new(big.Int).Set(w.one) // beyond every bound
	}
	// i is (one - v) / v, and with time running backwards (v - one) / one.
	num := new(big.Int).Sub(w.one, v)
	if w.cash.mirrored {
		v = w.one
	}
	den := new(big.Int).SetUint64(y.den)
	den.Mul(den, v)
	num.Mul(num, new(big.Int).SetUint64(2*places*y.num)).Add(num, den)
	num.Quo(num, den.Lsh(den, 1))
	if w.cash.mirrored {
		num.Neg(num)
	}
	return num
}

// compoundedWide searches the largest k whose lower edge (2k-1)/2 the rate reaches,
// with v^num on one side and ((2·places ± (2k-1)) / (2·places))^den on the other,
// compared as whole numbers. Of n periods the power is short by less than n parts.
func (y yearly) compoundedWide(w *wide, v *big.Int, end int64, places uint64) *big.Int {
	num, den := y.num*w.split, new(big.Int).SetUint64(y.den)
	discount := w.power(&[]*big.Int{v}, int32(num))
	discount.Add(discount, big.NewInt(end*int64(num)))
	edged, whole := discount, new(big.Int).Set(w.one) // the factors of the edge and of the whole
	if w.cash.mirrored {
		edged, whole = whole, edged
	}
	base := new(big.Int).SetUint64(2 * places)
	whole.Mul(whole, base.Exp(base, den, nil))
	negative := w.cash.mirrored
	reaches := func(k uint64) bool {
		edge := 2*places + 2*k - 1
		if negative {
			edge = 2*places + 1 - 2*k
		}
		side := new(big.Int).SetUint64(edge)
		order := side.Mul(side.Exp(side, den, nil), edged).Cmp(whole)
		return order == 0 || negative == (order > 0)
	}
	low, high := uint64(0), MaxAnnualRate*places+1
	if negative {
		high = places
	}
	for low < high {
		if middle := low + (high-low+1)/2; reaches(middle) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	rate := new(big.Int).SetUint64(low)
	if negative {
		rate.Neg(rate)
	}
	return rate
}

// fixed returns a count of parts of 1/10^digits as a decimal with that many digits.
// It stays out of line, for its weight in the browser.
//
//go:noinline
func fixed(value int64, digits int) string {
	var text [24]byte
	at, rest := len(text), max(value, -value)
	for placed := 0; placed <= digits || rest > 0; placed++ {
		if placed == digits {
			at--
			text[at] = '.'
		}
		at--
		text[at] = byte('0' + rest%10)
		rest /= 10
	}
	if value < 0 {
		at--
		text[at] = '-'
	}
	return string(text[at:])
}
