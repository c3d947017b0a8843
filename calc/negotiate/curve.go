package negotiate

import (
	"math/big"

	"parley/calc/money"
)

// Curve is how fast a side goes from its opening to its floor over the rounds:
// after the share t/T of the rounds it has given (t/T)^q of the way.
type Curve string

const (
	// CurveFirm is q = 4: little at first, most of it near the end.
	CurveFirm Curve = "firm"
	// CurveEven is q = 1: the same in every round.
	CurveEven Curve = "even"
	// CurveEarly is q = 1/4: most of it at first.
	CurveEarly Curve = "early"
)

// Target is the value that a side aims for in round t of T: its opening at 0, its
// floor at T, and between them what the curve gives, cut down to a minor unit, so
// that no round gives more than the curve. The opening of a creditor is above its
// floor, that of a borrower below. T is at least 1 and at most 1000; t beyond 0 and
// T counts as the nearer of the two.
func (c Curve) Target(open, floor money.Amount, t, T int) money.Amount {
	t = min(max(t, 0), T)
	if open < floor {
		return open + c.given(floor-open, t, T)
	}
	return open - c.given(open-floor, t, T)
}

// given is way × (t/T)^q, cut down. For the fourth root that is the largest whole
// number whose fourth power is at most way⁴ × t/T: cutting between the two square
// roots loses nothing, since the square of a whole number is whole.
func (c Curve) given(way money.Amount, t, T int) money.Amount {
	num, den := big.NewInt(int64(t)), big.NewInt(int64(T))
	out := big.NewInt(int64(way))
	switch c {
	case CurveFirm:
		for range 4 {
			out.Mul(out, num)
		}
		den.Exp(den, big.NewInt(4), nil)
		out.Quo(out, den)
	case CurveEarly:
		out.Mul(out, out)
		out.Mul(out, out).Mul(out, num).Quo(out, den)
		out.Sqrt(out).Sqrt(out)
	default:
		out.Mul(out, num).Quo(out, den)
	}
	return money.Amount(out.Int64())
}
