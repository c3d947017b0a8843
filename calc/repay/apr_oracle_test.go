package repay

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

// The straightforward way: the rate of one period by bisection in decimals of 32
// places, with nothing shared with the solver but the sums. It knows rates above
// -100% a period, where more is paid than advanced or less.

const oraclePlaces = 32

var decimalOne = decimal.NewFromInt(1)

func oraclePresent(sums []sum, parts uint64, i decimal.Decimal) decimal.Decimal {
	v := decimalOne.DivRound(decimalOne.Add(i), oraclePlaces)
	worth, periods := decimal.Zero, sums[len(sums)-1].periods
	for k := len(sums) - 1; k >= 0; k-- {
		for ; periods > sums[k].periods; periods-- {
			worth = worth.Mul(v).Truncate(oraclePlaces)
		}
		amount := decimal.NewFromUint64(sums[k].amount)
		if sums[k].odd != 0 {
			whole := decimal.NewFromUint64(parts)
			simple := whole.Add(i.Mul(decimal.NewFromInt32(sums[k].odd)))
			amount = amount.Mul(whole).DivRound(simple, oraclePlaces)
		}
		worth = worth.Add(amount)
	}
	for ; periods > 0; periods-- {
		worth = worth.Mul(v).Truncate(oraclePlaces)
	}
	return worth
}

// paysMore tells on which side of the root a rate of one period is.
func paysMore(c *cash, i decimal.Decimal) bool {
	return oracleExcess(c, i).IsPositive()
}

func oracleExcess(c *cash, i decimal.Decimal) decimal.Decimal {
	return oraclePresent(c.payments, c.parts, i).Sub(oraclePresent(c.advances, c.parts, i))
}

// oracleRate returns the rate of one period to about 24 places, by bisection alone.
func oracleRate(c *cash) decimal.Decimal {
	low, high := decimal.Zero, decimal.New(1, -2)
	if totalOf(c.payments).compare(totalOf(c.advances)) < 0 {
		low, high = decimal.New(-9999, -4), decimal.Zero
	} else {
		for paysMore(c, high) {
			low, high = high, high.Mul(decimal.NewFromInt(4))
		}
	}
	half := decimal.New(5, -1)
	for narrow := decimal.New(1, -24); high.Sub(low).Cmp(narrow) > 0; {
		if middle := low.Add(high).Mul(half).Truncate(30); paysMore(c, middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// oracleRateNear is oracleRate for many cases: from a rate that may be wrong it
// takes chords, and ends only between two rates that the oracle itself finds on
// either side of the root. ok is false when there are none that near.
func oracleRateNear(c *cash, near decimal.Decimal) (rate decimal.Decimal, ok bool) {
	before, step, narrow := near.Sub(decimal.New(1, -9)), decimal.Zero, decimal.New(1, -21)
	excess := oracleExcess(c, before)
	for range 6 {
		now := oracleExcess(c, near)
		rise := now.Sub(excess)
		if rise.IsZero() {
			break
		}
		step = now.Mul(near.Sub(before)).DivRound(rise, 30)
		before, excess, near = near, now, near.Sub(step)
		if step.Abs().Cmp(decimal.New(1, -15)) < 0 {
			return near, paysMore(c, near.Sub(narrow)) && !paysMore(c, near.Add(narrow))
		}
	}
	return near, false
}

// oracleText returns what the answer must say.
func oracleText(i decimal.Decimal, y yearly) (apr, percent string) {
	rate := i.Mul(decimal.NewFromUint64(y.num)).DivRound(decimal.NewFromUint64(y.den), 30)
	if y.compound {
		if y.den != 1 {
			panic("the oracle compounds whole numbers of periods")
		}
		rate = decimal.NewFromInt(1)
		for range y.num {
			rate = rate.Mul(decimalOne.Add(i)).Truncate(60)
		}
		rate = rate.Sub(decimalOne)
	}
	return rate.StringFixed(10), rate.Shift(2).StringFixed(2)
}

// randomCash returns a cash flow of a few kinds: level, irregular, odd fractions,
// several advances, sparse times, tiny and largest amounts, low and high rates.
func randomCash(r *rand.Rand) cash {
	c := cash{parts: []uint64{1, 7, 15, 30, 90, 4380}[r.IntN(6)]}
	odd := func() int32 { return int32(r.Int64N(int64(c.parts))) }
	n := 1 + r.IntN(12)
	if r.IntN(40) == 0 {
		n = 1 + r.IntN(60)
	}
	scale := uint64(1)
	for range r.IntN(18) {
		scale *= 10
	}
	if scale > 1e15 {
		n = min(n, 18) // the test itself adds the payments up in 64 bits
	}
	level, common, step := scale+r.Uint64N(9*scale), odd(), int32(1+r.IntN(2)*r.IntN(4))
	irregular, oddly := r.IntN(3) == 0, r.IntN(3) == 0
	paid := uint64(0)
	for k := range n {
		s := sum{level, step * int32(k+r.IntN(2)), common}
		if irregular {
			s.amount = scale + r.Uint64N(9*scale)
		}
		if oddly {
			s.odd = odd()
		}
		paid += s.amount
		c.payments = append(c.payments, s)
	}
	// Paid over advanced: mostly up to 1.4, sometimes up to 50, or as much.
	share := 1000 + r.Uint64N(400)
	switch r.IntN(10) {
	case 0:
		share = 1000 + r.Uint64N(50_000)
	case 1:
		share = 1000 + r.Uint64N(2)
	}
	advanced := max(paid/share*1000+paid%share*1000/share, 1)
	first := advanced
	if r.IntN(4) == 0 && advanced > 3 {
		first = 1 + r.Uint64N(advanced-1)
		c.advances = append(c.advances, sum{advanced - first, int32(r.IntN(3)), odd()})
	}
	c.advances = append(c.advances, sum{amount: first})
	return c
}

func (c *cash) String() string {
	return fmt.Sprintf("advances %v, payments %v, parts %d", c.advances, c.payments, c.parts)
}

func TestRateAgreesWithOracle(t *testing.T) {
	cases := 24_000
	if testing.Short() {
		cases = 4_000
	}
	years := [...]yearly{{12, 1, false}, {12, 1, true}, {52, 1, false}, {24, 1, true}, {365, 30, false}, {1, 1, true}, {52, 5, false}}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(1978, seed))
			answered, fast, losses, slow := 0, 0, 0, 0
			for answered < cases/2 {
				c := randomCash(random)
				if random.IntN(40) == 0 { // a loss
					c.advances[len(c.advances)-1].amount += totalOf(c.payments).low
				}
				solved := cash{advances: slices.Clone(c.advances), payments: slices.Clone(c.payments), parts: c.parts}
				r, err := solved.solve()
				inOrder(c.advances)
				inOrder(c.payments)
				if err != nil {
					require.True(t, err == ErrManyRates || err == ErrNoRate, "%v: %v", err, &c)
					continue
				}
				y := years[answered%len(years)]
				rate, err := r.rounded(y, ratePlaces)
				percent, percentErr := r.rounded(y, 100*100)
				if err == ErrNoRate { // more is lost than simple interest of -100% a period loses
					require.True(t, r.cash.mirrored && !paysMore(&c, decimal.New(-9999, -4)), "%v", &c)
					continue
				}
				i, ok := decimal.Zero, false
				if near, nearErr := r.rounded(yearly{1, 1, false}, ratePlaces); nearErr == nil && answered%100 != 0 {
					i, ok = oracleRateNear(&c, decimal.New(near, -10))
				}
				if !ok {
					i = oracleRate(&c)
					slow++
				}
				if err == ErrRateTooLarge {
					require.ErrorIs(t, percentErr, ErrRateTooLarge)
					rate, _ := oracleText(i, y)
					require.True(t, decimal.RequireFromString(rate).GreaterThan(decimal.NewFromInt(MaxAnnualRate)), "%v", &c)
					continue
				}
				require.NoError(t, err, "%v", &c)
				require.NoError(t, percentErr, "%v", &c)
				wantRate, wantPercent := oracleText(i, y)
				require.Equal(t, wantRate, fixed(rate, 10), "%v over %v", &c, y)
				require.Equal(t, wantPercent, fixed(percent, 2), "%v over %v", &c, y)
				answered++
				if r.fast {
					fast++
				}
				if r.cash.mirrored {
					losses++
				}
			}
			t.Logf("%d of %d by the fast path, %d losses, %d by bisection alone", fast, answered, losses, slow)
			require.Positive(t, losses)
			require.Greater(t, fast, answered*3/4, "the fast path must take most")
		})
	}
}
