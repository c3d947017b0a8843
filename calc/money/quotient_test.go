package money

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A quotient of whole numbers rounds as the same figure does as a decimal: the
// denominators are those that a decimal can tell, ties among them.
func TestQuotientRoundsAsDecimalsDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode, places := roundings.Draw(t, "mode"), rapid.IntRange(0, 30).Draw(t, "places")
		num := big.NewInt(rapid.Int64Range(0, 1<<62).Draw(t, "low"))
		num.Add(num.Mul(num, big.NewInt(rapid.Int64Range(0, 1<<40).Draw(t, "factor"))), big.NewInt(rapid.Int64Range(0, 9).Draw(t, "last")))
		if rapid.Bool().Draw(t, "tie") && places > 0 { // a whole number and a half
			num = decimal.New(rapid.Int64Range(0, 99).Draw(t, "halves")*2+1, 0).Mul(decimal.New(5, int32(places)-1)).BigInt()
		}
		want, wantErr := Currency("JPY").Round(decimal.NewFromBigInt(num, -int32(places)), mode)
		var quotient Quotient
		for range 2 { // in used room too
			got, err := quotient.Round(num, decimal.New(1, int32(places)).BigInt(), mode)
			require.Equal(t, wantErr, err)
			require.Equal(t, want, got)
		}
	})
}

func TestQuotientTable(t *testing.T) {
	for _, c := range []struct {
		num, den                     int64
		halfUp, halfEven, down, uper Amount
	}{
		{0, 3, 0, 0, 0, 0}, {1, 3, 0, 0, 0, 1}, {2, 3, 1, 1, 0, 1}, {3, 3, 1, 1, 1, 1},
		{1, 2, 1, 0, 0, 1}, {3, 2, 2, 2, 1, 2}, {5, 2, 3, 2, 2, 3}, {182, 365, 0, 0, 0, 1}, {183, 365, 1, 1, 0, 1},
		{int64(MaxAmount), 1, MaxAmount, MaxAmount, MaxAmount, MaxAmount},
	} {
		for mode, want := range map[Rounding]Amount{HalfUp: c.halfUp, HalfEven: c.halfEven, Down: c.down, Up: c.uper} {
			got, err := new(Quotient).Round(big.NewInt(c.num), big.NewInt(c.den), mode)
			require.NoError(t, err)
			assert.Equal(t, want, got, "%d/%d %s", c.num, c.den, mode)
		}
	}
	for _, num := range []*big.Int{
		big.NewInt(int64(MaxAmount)*2 + 1), new(big.Int).Lsh(big.NewInt(1), 64), new(big.Int).Lsh(big.NewInt(1), 200),
	} {
		got, err := new(Quotient).Round(num, big.NewInt(2), HalfUp)
		assert.ErrorIs(t, err, ErrRange)
		assert.Zero(t, got)
	}
}
