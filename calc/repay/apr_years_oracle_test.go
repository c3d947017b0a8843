package repay

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The straightforward way for methods in years: the discount factor of one odd part
// by bisection in floating point of 400 bits, every sum by its own power. It knows
// flows of which the first money goes to the borrower.

func floatOf(x uint64) *big.Float { return new(big.Float).SetPrec(400).SetUint64(x) }

// partsPower returns u^n.
func partsPower(u *big.Float, n int64) *big.Float {
	power, square := floatOf(1), new(big.Float).Copy(u)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			power.Mul(power, square)
		}
		square.Mul(square, square)
	}
	return power
}

// yearsOracle returns the yearly rate of units unit periods a year. With a loss it
// lets every sum grow to the end instead of discounting it to the start, so that
// the factor is below one both ways.
func yearsOracle(c *cash, units uint64) *big.Float {
	loss := totalOf(c.payments).compare(totalOf(c.advances)) < 0
	end := int64(0)
	for _, s := range append(slices.Clone(c.advances), c.payments...) {
		end = max(end, s.time(c.parts))
	}
	worth := func(sums []sum, u *big.Float) *big.Float {
		total := floatOf(0)
		for _, s := range sums {
			at := s.time(c.parts)
			if loss {
				at = end - at
			}
			total.Add(total, new(big.Float).Mul(floatOf(s.amount), partsPower(u, at)))
		}
		return total
	}
	low, high := floatOf(0), floatOf(1)
	for range 300 {
		u := new(big.Float).Quo(new(big.Float).Add(low, high), floatOf(2))
		if paysMore := worth(c.payments, u).Cmp(worth(c.advances, u)) > 0; paysMore != loss {
			high = u
		} else {
			low = u
		}
	}
	year := partsPower(low, int64(units*c.parts))
	if !loss {
		year.Quo(floatOf(1), year)
	}
	return year.Sub(year, floatOf(1))
}

func TestRateInYearsAgreesWithOracle(t *testing.T) {
	cases := 800
	if testing.Short() {
		cases = 150
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(2008, seed))
			answered, fast, losses := 0, 0, 0
			for answered < cases/2 {
				c := randomCash(random)
				c.compounds = true
				if random.IntN(2) == 0 {
					was := c.parts
					c.parts = []uint64{365, 22265, 66795}[random.IntN(3)]
					for _, sums := range [...][]sum{c.advances, c.payments} {
						for i := range sums {
							sums[i].odd = int32(uint64(sums[i].odd) * (c.parts / was))
						}
					}
				}
				if random.IntN(6) == 0 { // a loss
					c.advances[len(c.advances)-1].amount += totalOf(c.payments).low
				}
				untouched := cash{slices.Clone(c.advances), slices.Clone(c.payments), c.parts, true, 0, 0, 0, false}
				r, err := c.solve()
				if err != nil {
					require.True(t, err == ErrManyRates || err == ErrNoRate, "%v: %v", err, &untouched)
					continue
				}
				units := []uint64{1, 12, 24, 52, 365}[answered%5]
				rate, err := r.rounded(yearly{units, 1, true}, ratePlaces)
				percent, percentErr := r.rounded(yearly{units, 1, true}, 100*10)
				exact := yearsOracle(&untouched, units)
				if err == ErrRateTooLarge {
					require.ErrorIs(t, percentErr, ErrRateTooLarge)
					require.Positive(t, exact.Cmp(floatOf(MaxAnnualRate)), "%v", &untouched)
					continue
				}
				require.NoError(t, err, "%v", &untouched)
				require.NoError(t, percentErr, "%v", &untouched)
				require.Equal(t, written(exact, 10), fixed(rate, 10), "%v, %d a year", &untouched, units)
				exact.Mul(exact, floatOf(100))
				require.Equal(t, written(exact, 1), fixed(percent, 1), "%v, %d a year", &untouched, units)
				answered++
				if r.fast {
					fast++
				}
				if r.cash.mirrored {
					losses++
				}
			}
			t.Logf("%d of %d by the fast path, %d losses", fast, answered, losses)
			require.Greater(t, fast, answered/2, "the fast path must take most")
			require.Positive(t, losses)
		})
	}
}

// written returns a float with that many decimals, and no sign on zero.
func written(f *big.Float, digits int) string {
	text := f.Text('f', digits)
	if unsigned, below := strings.CutPrefix(text, "-"); below && strings.Trim(unsigned, "0.") == "" {
		return unsigned
	}
	return text
}
