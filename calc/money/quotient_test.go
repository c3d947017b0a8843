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

// Working of one, two and three words, over denominators of one word and of two. It
// is put together from its quotient and its rest, so that nothing here divides:
// num = whole × den + rest, with 0 ≤ rest < den.
func TestQuotientAtTheEdgesOfAWord(t *testing.T) {
	power := func(n uint, more int64) *big.Int {
		return new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), n), big.NewInt(more))
	}
	dens := []*big.Int{
		big.NewInt(1), big.NewInt(2), big.NewInt(3), power(32, 0), power(63, -1), power(63, 0), power(63, 1),
		power(64, -2), power(64, -1), power(64, 0), power(64, 1), power(65, 0),
	}
	wholes := []*big.Int{
		new(big.Int), big.NewInt(1), big.NewInt(2), power(32, 0), power(63, 0),
		power(64, -2), power(64, -1), power(64, 0), power(64, 1), power(128, -1), power(128, 0),
	}
	words := map[[2]int]int{}
	var quotient Quotient // the same one throughout, so that nothing is left in its room
	for _, den := range dens {
		half := new(big.Int).Rsh(den, 1)
		for _, rest := range []*big.Int{
			new(big.Int), big.NewInt(1), new(big.Int).Sub(half, big.NewInt(1)), half,
			new(big.Int).Add(half, big.NewInt(1)), new(big.Int).Sub(den, big.NewInt(1)),
		} {
			if rest.Sign() < 0 || rest.Cmp(den) >= 0 {
				continue
			}
			toHalf := new(big.Int).Lsh(rest, 1).Cmp(den)
			for _, whole := range wholes {
				num := new(big.Int).Mul(whole, den)
				num.Add(num, rest)
				words[[2]int{len(num.Bits()), len(den.Bits())}]++
				for mode, further := range map[Rounding]bool{
					Down: false, Up: rest.Sign() > 0, HalfUp: toHalf >= 0, HalfEven: toHalf > 0 || toHalf == 0 && whole.Bit(0) == 1,
				} {
					want := new(big.Int).Set(whole)
					if further {
						want.Add(want, big.NewInt(1))
					}
					given, by := new(big.Int).Set(num), new(big.Int).Set(den)
					got := quotient.Whole(given, by, mode)
					require.Equal(t, want.String(), got.String(), "%s / %s %s", num, den, mode)
					require.Equal(t, [2]string{num.String(), den.String()}, [2]string{given.String(), by.String()}, "what is divided stays as it was")
				}
			}
		}
	}
	for _, met := range [][2]int{{0, 1}, {1, 1}, {2, 1}, {3, 1}, {2, 2}, {3, 2}} {
		assert.Positive(t, words[met], "words of working and denominator: %v", met)
	}
}
