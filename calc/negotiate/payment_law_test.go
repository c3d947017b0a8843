package negotiate_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/repay"
)

// With the payment fixed, more waiver raises no payment, nor the sum of them, nor
// what they are worth.
func TestMoreWaiverAtOnePaymentRaisesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, count := drawLevel(t)
		ladder := terms.Ladder(count, terms.InterestFrom, randomRate(drawFrom(t)))
		payment := money.Amount(rapid.Int64Range(1, 100_000).Draw(t, "payment"))
		balance := ladder.Carries(payment, count)
		before, worth := ladder.Settle(balance, payment, count), negotiate.Most
		for range 50 {
			if balance <= 0 {
				break
			}
			now := ladder.Settle(balance, payment, count)
			require.LessOrEqual(t, now.Count, before.Count)
			if now.Count == before.Count {
				require.LessOrEqual(t, now.Last, before.Last)
			}
			require.LessOrEqual(t, now.Last, payment)
			require.LessOrEqual(t, now.Paid, before.Paid)
			value := ladder.Value(payment, now, 0, 0)
			require.LessOrEqual(t, value, worth)
			before, worth = now, value
			balance -= money.Amount(rapid.Int64Range(1, 1+int64(payment)/3).Draw(t, "more"))
		}
	})
}

// drawLevel draws terms of the shape level at a rate up to 36% a year, and a count.
func drawLevel(t *rapid.T) (repay.Terms, int) {
	every := rapid.SampledFrom([]civil.Frequency{monthly, halves, weekly}).Draw(t, "every")
	terms := repay.Terms{
		Shape: repay.Level, FirstDue: day0 + civil.Date(rapid.IntRange(0, 60).Draw(t, "wait")), Every: &every,
		Rate: rate("0", money.PerYear), DayCount: civil.Actual365Fixed, InterestFrom: day0,
		FinalPayment: repay.Smaller, Rounding: money.HalfUp,
	}
	terms.Rate = rapid.SampledFrom([]money.Rate{terms.Rate, rate("0.036", money.PerYear), rate("0.154", money.PerYear),
		rate("0.0005", money.PerDay), rate("0.02", money.PerMonth), rate("0.36", money.PerYear)}).Draw(t, "rate")
	return terms, rapid.IntRange(1, 60).Draw(t, "count")
}

// The payment that the grid asks for never rises with the waiver, nor with the
// count. What is paid in all may rise with the waiver, by the step that the payment
// falls by, which pays interest less for as long: the step × (((1+i)^n − 1)/i − n)
// for even periods, the sum of what one unit more in each period has grown to less n
// for others; and a unit of rounding for each period.
func TestMoreWaiverNeverRaisesThePayment(t *testing.T) {
	rises := 0
	rapid.Check(t, func(t *rapid.T) {
		terms, count := drawLevel(t)
		step := rapid.SampledFrom([]money.Amount{1, 10, 100, 1_000}).Draw(t, "step")
		balance := money.Amount(rapid.Int64Range(2, 5_000_000).Draw(t, "balance"))
		ladder := terms.Ladder(count+1, day0, rate("0", money.PerYear))
		bound := growth(&terms, count)
		bound.Mul(bound, big.NewRat(int64(step), 1)).Add(bound, big.NewRat(int64(count), 1))
		for ; balance > 1; balance -= 1 + balance/40 {
			payment, ok := ladder.Payment(balance, count, step)
			require.True(t, ok)
			lower, _ := ladder.Payment(balance-1, count, step)
			require.LessOrEqual(t, lower, payment)
			longer, _ := ladder.Payment(balance, count+1, step)
			require.LessOrEqual(t, longer, payment)
			rise := ladder.Settle(balance-1, lower, count).Paid - ladder.Settle(balance, payment, count).Paid
			require.LessOrEqual(t, big.NewRat(int64(rise), 1).Cmp(bound), 0, "%d at %d over %d, step %d: %d above %v", balance, payment, count, step, rise, bound)
			if rise > 0 {
				rises++
			}
		}
	})
	require.True(t, testing.Short() || rises > 0) // a short run may not meet one
}

// growth is what one unit in each period grows to by the last, less the units.
func growth(terms *repay.Terms, count int) *big.Rat {
	sum, before := new(big.Rat), terms.InterestFrom
	for k := range count {
		due := terms.Every.Date(terms.FirstDue, k)
		days := big.NewRat(int64(due-before), 1)
		switch terms.Rate.Per {
		case money.PerMonth:
			days.Mul(days, big.NewRat(12, 365))
		case money.PerYear:
			days.Mul(days, big.NewRat(1, 365))
		}
		days.Mul(days, terms.Rate.Value.Rat()).Add(days, big.NewRat(1, 1))
		sum.Mul(sum, days).Add(sum, big.NewRat(1, 1))
		before = due
	}
	return sum.Sub(sum, big.NewRat(int64(count), 1))
}
