package repay

import (
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
)

func monthlyLadder(rate, discount string, count int) Ladder {
	asOf := civil.MustParse("2026-11-24")
	terms := Terms{
		Shape: Level, Count: count, FirstDue: civil.MustParse("2026-12-24"), Every: &civil.Frequency{Unit: civil.UnitMonth, N: 1},
		Rate: money.Rate{Value: decimal.RequireFromString(rate), Per: money.PerYear}, DayCount: civil.Actual365Fixed,
		InterestFrom: asOf, FinalPayment: Smaller, Rounding: money.HalfUp,
	}
	return terms.Ladder(count, asOf, money.Rate{Value: decimal.RequireFromString(discount), Per: money.PerMonth})
}

// The shape that a prototype found, debt 6,000, 500 a month to pay from: too fast
// breaks, too slow is exposed, and the best lies between.
func TestExpectedValueHasItsBestBetween(t *testing.T) {
	hazard := Hazard{PerMonth: 45_000_000, BurdenWeight: 6 * Billionth, BurdenMid: Billionth / 2, Recovered: 150_000_000}
	ladder := monthlyLadder("0", "0.01", 60)
	var values []money.Amount
	for _, count := range []int{12, 18, 24, 30, 36, 48, 60} {
		payment, ok := ladder.Payment(600_000, count, 1)
		require.True(t, ok)
		settled := ladder.Settle(600_000, payment, count)
		burden := int64(payment) * Billionth / 50_000
		values = append(values, ladder.Expected(hazard, burden, civil.Ratio{Num: 1, Den: 1}, 600_000, payment, 0, settled, 0, 0))
	}
	// The prototype's figures, in whole units. It took each month for a twelfth of a
	// year; actual days move them by less than 40.
	for i, whole := range []int64{1170, 2672, 3579, 3915, 4019, 3983, 3840} {
		assert.InDelta(t, whole, int64(values[i])/100, 40, "case %d", i)
	}
	assert.Greater(t, values[4], values[3])
	assert.Greater(t, values[4], values[5])
}

// The same sum in floating point, to a unit of money in ten thousand.
func TestExpectedAgainstFloatingPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 60).Draw(t, "count")
		ladder := monthlyLadder([]string{"0", "0.12"}[rapid.IntRange(0, 1).Draw(t, "rate")], "0.005", count)
		balance := money.Amount(rapid.IntRange(100, 10_000_000).Draw(t, "balance"))
		h := Hazard{
			PerMonth: rapid.Int64Range(0, 200_000_000).Draw(t, "hazard"), BurdenWeight: rapid.Int64Range(0, 8*Billionth).Draw(t, "weight"),
			BurdenMid: rapid.Int64Range(0, Billionth).Draw(t, "mid"), Recovered: rapid.Int64Range(0, Billionth).Draw(t, "recovered"),
		}
		burden := rapid.Int64Range(0, Billionth).Draw(t, "burden")
		payment, ok := ladder.Payment(balance, count, 1)
		require.True(t, ok)
		settled := ladder.Settle(balance, payment, count)
		got := ladder.Expected(h, burden, civil.Ratio{Num: 1, Den: 1}, balance, payment, 0, settled, 0, 0)

		unit := func(n int64) float64 { return float64(n) / Billionth }
		each := math.Exp(-unit(h.PerMonth) * math.Exp(unit(h.BurdenWeight)*(unit(burden)-unit(h.BurdenMid))))
		kept, want, owed := 1.0, 0.0, float64(balance)
		daily := math.Pow(math.Pow(1/1.005, 12), 1.0/365)
		for k := range settled.Count {
			discount := math.Pow(daily, float64(ladder.Dues[k]-ladder.asOf))
			interest, _ := ladder.factors.interest(money.Amount(owed), k)
			owed += float64(interest)
			paid := float64(payment)
			if k == settled.Count-1 {
				paid = float64(settled.Last)
			}
			want += discount * (kept*each*paid + kept*(1-each)*unit(h.Recovered)*owed)
			kept *= each
			owed -= paid
		}
		assert.InDelta(t, want, float64(got), 1+want/10_000)
	})
}

// Without hazard it is the plain value; with nothing recovered more hazard, or a
// heavier burden, never makes a plan worth more.
func TestHazardNeverRaisesTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := rapid.IntRange(1, 40).Draw(t, "count")
		ladder := monthlyLadder("0.06", "0.005", count)
		balance := money.Amount(rapid.IntRange(100, 10_000_000).Draw(t, "balance"))
		payment, _ := ladder.Payment(balance, count, 1)
		settled := ladder.Settle(balance, payment, count)
		value := func(h Hazard, burden int64) money.Amount {
			return ladder.Expected(h, burden, civil.Ratio{Num: 1, Den: 1}, balance, payment, 0, settled, 0, 0)
		}
		h := Hazard{PerMonth: rapid.Int64Range(0, Billionth).Draw(t, "hazard"), BurdenWeight: rapid.Int64Range(0, 100*Billionth).Draw(t, "weight"), BurdenMid: rapid.Int64Range(0, 10*Billionth).Draw(t, "mid")}
		burden := rapid.Int64Range(0, 10*Billionth).Draw(t, "burden")
		more := h
		more.PerMonth = rapid.Int64Range(h.PerMonth, Billionth).Draw(t, "more")
		assert.LessOrEqual(t, value(more, burden), value(h, burden))
		assert.LessOrEqual(t, value(h, rapid.Int64Range(burden, 10*Billionth).Draw(t, "heavier")), value(h, burden))
		assert.LessOrEqual(t, value(h, burden), ladder.Value(payment, settled, 0, 0))
		assert.Equal(t, ladder.Value(payment, settled, 0, 0), value(Hazard{}, burden))
	})
}
