package negotiate_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/money"
	"parley/calc/negotiate"
)

func TestTarget(t *testing.T) {
	for _, c := range []struct {
		curve       negotiate.Curve
		open, floor money.Amount
		t, rounds   int
		want        money.Amount
		why         string
	}{
		{negotiate.CurveEven, 10000, 7000, 1, 4, 9250, "10000 − 3000 × 1/4"},
		{negotiate.CurveEven, 10000, 7000, 1, 7, 9572, "3000/7 = 428.57, cut down to 428"},
		{negotiate.CurveFirm, 10000, 7000, 1, 2, 9813, "3000 × 1/16 = 187.5, cut down to 187"},
		{negotiate.CurveFirm, 10000, 7000, 3, 4, 9051, "3000 × 81/256 = 949.2"},
		{negotiate.CurveEarly, 10000, 7000, 1, 16, 8500, "the fourth root of 1/16 is 1/2"},
		{negotiate.CurveEarly, 10000, 7000, 1, 2, 7478, "3000 × 0.840896 = 2522.69, cut down to 2522"},
		{negotiate.CurveFirm, 10000, 7000, 0, 4, 10000, "no round, nothing given"},
		{negotiate.CurveEarly, 10000, 7000, 4, 4, 7000, "all rounds, the floor"},
		{negotiate.CurveEven, 10000, 7000, 9, 4, 7000, "past the last round, the floor"},
		{negotiate.CurveEven, 10000, 7000, -1, 4, 10000, "before the first, the opening"},
		{negotiate.CurveEven, 4000, 7000, 1, 4, 4750, "a borrower rises: 4000 + 3000 × 1/4"},
		{negotiate.CurveFirm, 5000, 5000, 1, 4, 5000, "no way to go"},
	} {
		assert.Equal(t, c.want, c.curve.Target(c.open, c.floor, c.t, c.rounds), c.why)
	}
}

// What is given is the largest whole number that the curve allows: it and no larger
// one satisfies the curve's own inequality, raised to whole powers.
func TestTargetIsTheCurveCutDown(t *testing.T) {
	power := func(n int64, k int64) *big.Int { return new(big.Int).Exp(big.NewInt(n), big.NewInt(k), nil) }
	// within tells whether given ≤ way × (t/T)^q.
	within := map[negotiate.Curve]func(given, way, t, T int64) bool{
		negotiate.CurveFirm: func(given, way, t, T int64) bool {
			left, right := new(big.Int).Mul(big.NewInt(given), power(T, 4)), new(big.Int).Mul(big.NewInt(way), power(t, 4))
			return left.Cmp(right) <= 0
		},
		negotiate.CurveEven: func(given, way, t, T int64) bool {
			left, right := new(big.Int).Mul(big.NewInt(given), big.NewInt(T)), new(big.Int).Mul(big.NewInt(way), big.NewInt(t))
			return left.Cmp(right) <= 0
		},
		negotiate.CurveEarly: func(given, way, t, T int64) bool {
			left, right := new(big.Int).Mul(power(given, 4), big.NewInt(T)), new(big.Int).Mul(power(way, 4), big.NewInt(t))
			return left.Cmp(right) <= 0
		},
	}
	rapid.Check(t, func(t *rapid.T) {
		curve := rapid.SampledFrom([]negotiate.Curve{negotiate.CurveFirm, negotiate.CurveEven, negotiate.CurveEarly}).Draw(t, "curve")
		open := rapid.Int64Range(0, int64(money.MaxAmount)).Draw(t, "open")
		floor := rapid.OneOf(rapid.Int64Range(0, int64(money.MaxAmount)), rapid.Int64Range(max(open-50, 0), open)).Draw(t, "floor")
		rounds := rapid.IntRange(1, 1000).Draw(t, "rounds")
		at := rapid.IntRange(0, rounds).Draw(t, "t")
		target := int64(curve.Target(money.Amount(open), money.Amount(floor), at, rounds))
		given, way := open-target, open-floor
		if way < 0 {
			given, way = -given, -way
		}
		require.True(t, within[curve](given, way, int64(at), int64(rounds)))
		require.False(t, within[curve](given+1, way, int64(at), int64(rounds)))
		require.GreaterOrEqual(t, given, int64(0))
		require.LessOrEqual(t, given, way)
		if at < rounds {
			next := int64(curve.Target(money.Amount(open), money.Amount(floor), at+1, rounds))
			if open >= floor {
				require.LessOrEqual(t, next, target, "no round takes back")
			} else {
				require.GreaterOrEqual(t, next, target, "no round takes back")
			}
		}
	})
}
