package money

import (
	"math/big"
	"math/bits"
)

// Quotient is the bridge from working to amounts, as Currency.Round is, for working
// that is held as whole numbers. It keeps the room that a division needs for the
// next one; the zero Quotient is ready.
type Quotient struct{ whole, rest big.Int }

// Round returns num / den as an amount, rounded once. Num is not below zero and den
// is above it; what the two count is minor units and parts of one. It returns
// ErrRange when the result is beyond MaxAmount.
func (q *Quotient) Round(num, den *big.Int, mode Rounding) (Amount, error) {
	whole := q.Whole(num, den, mode)
	if !whole.IsInt64() || whole.Int64() > int64(MaxAmount) {
		return 0, ErrRange
	}
	return Amount(whole.Int64()), nil
}

// Whole is Round without a bound. The result is good until the next call.
func (q *Quotient) Whole(num, den *big.Int, mode Rounding) *big.Int {
	if n, d := num.Bits(), den.Bits(); bits.UintSize == 64 && len(d) == 1 {
		switch {
		case len(n) == 1:
			return q.short(0, uint64(n[0]), uint64(d[0]), mode)
		case len(n) == 2 && n[1] < d[0]:
			return q.short(uint64(n[1]), uint64(n[0]), uint64(d[0]), mode)
		}
	}
	q.whole.QuoRem(num, den, &q.rest)
	if q.rest.Sign() == 0 || mode == Down {
		return &q.whole
	}
	half := q.rest.Lsh(&q.rest, 1).Cmp(den)
	if mode == Up || half > 0 || half == 0 && (mode != HalfEven || q.whole.Bit(0) == 1) {
		q.whole.Add(&q.whole, q.rest.SetInt64(1))
	}
	return &q.whole
}

// short is Whole for working of at most two words whose result has one, which is nearly all.
func (q *Quotient) short(high, low, den uint64, mode Rounding) *big.Int {
	whole, rest := bits.Div64(high, low, den)
	q.whole.SetUint64(whole)
	if rest == 0 || mode == Down {
		return &q.whole
	}
	// Twice the rest may be beyond a word; what it lacks of den never is.
	if lacks := den - rest; mode == Up || rest > lacks || rest == lacks && (mode != HalfEven || whole&1 == 1) {
		q.whole.Add(&q.whole, q.rest.SetUint64(1))
	}
	return &q.whole
}
