package repay_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

func day(text string) civil.Date { return civil.MustParse(text) }

func rate(value string, per money.Per) money.Rate {
	return money.Rate{Value: decimal.RequireFromString(value), Per: per}
}

// monthly is level terms without interest.
func monthly(interestFrom, firstDue string, count int) repay.Terms {
	return repay.Terms{
		Shape: repay.Level, Count: count, InterestFrom: day(interestFrom), FirstDue: day(firstDue),
		Every: &civil.Frequency{Unit: civil.UnitMonth, N: 1}, Rate: rate("0", money.PerYear),
		DayCount: civil.Actual365Fixed, Roll: civil.RollNone, FinalPayment: repay.Smaller, Rounding: money.HalfUp,
	}
}

// percentAMonth is level terms at 1% a month, every month alike.
func percentAMonth(count int, amount money.Amount) repay.Terms {
	terms := monthly("2026-01-01", "2026-02-01", count)
	terms.Amount, terms.Rate, terms.DayCount = amount, rate("0.01", money.PerMonth), civil.Thirty360
	return terms
}

func amounts(plan *repay.Plan) (list []money.Amount) {
	for _, instalment := range plan.Instalments {
		list = append(list, instalment.Amount)
	}
	return list
}

func dues(plan *repay.Plan) (list []string) {
	for _, instalment := range plan.Instalments {
		list = append(list, instalment.Due.String())
	}
	return list
}

func TestScheduleWithoutInterest(t *testing.T) {
	tests := []struct {
		it            string
		shape         repay.Shape
		final         repay.FinalPayment
		count         int
		amount, debt  money.Amount
		want          []money.Amount
		wantShortened bool
	}{
		{"100.00 in three: 33.34, 33.34 and what is left", repay.Level, repay.Smaller, 3, 0, 100_00, []money.Amount{33_34, 33_34, 33_32}, false},
		{"33.33 leaves 33.34", repay.Level, repay.Larger, 3, 0, 100_00, []money.Amount{33_33, 33_33, 33_34}, false},
		{"of 33.32 and 33.34 the second is closest to its own", repay.Level, repay.Closest, 3, 0, 100_00, []money.Amount{33_33, 33_33, 33_34}, false},
		{"of two as close the larger instalment", repay.Level, repay.Closest, 2, 0, 1_01, []money.Amount{51, 50}, false},
		{"equal principal does the same", repay.EqualPrincipal, repay.Smaller, 3, 0, 100_00, []money.Amount{33_34, 33_34, 33_32}, false},
		{"and the same", repay.EqualPrincipal, repay.Larger, 3, 0, 100_00, []money.Amount{33_33, 33_33, 33_34}, false},
		{"an even split has no side", repay.Level, repay.Larger, 4, 0, 100_00, []money.Amount{25_00, 25_00, 25_00, 25_00}, false},
		{"one instalment", repay.Level, repay.Larger, 1, 0, 100_00, []money.Amount{100_00}, false},
		{"a lump sum", repay.LumpSum, repay.Smaller, 0, 0, 100_00, []money.Amount{100_00}, false},
		{"one cent", repay.Level, repay.Smaller, 24, 0, 1, []money.Amount{1}, true},
		{"one cent in equal shares", repay.EqualPrincipal, repay.Larger, 24, 0, 1, []money.Amount{1}, true},
		{"five cents in four: a cent more clears sooner", repay.Level, repay.Smaller, 4, 0, 5, []money.Amount{2, 2, 1}, true},
		{"five cents in four, the rest at the end", repay.Level, repay.Larger, 4, 0, 5, []money.Amount{1, 1, 1, 2}, false},
		{"by amount, what is left comes last", repay.Level, repay.Smaller, 0, 40_00, 100_00, []money.Amount{40_00, 40_00, 20_00}, false},
		{"by amount, a debt below one instalment", repay.Level, repay.Smaller, 0, 40_00, 39_99, []money.Amount{39_99}, false},
		{"by amount, a debt of one instalment", repay.Level, repay.Smaller, 0, 40_00, 40_00, []money.Amount{40_00}, false},
		{"by amount, a cent above one instalment", repay.Level, repay.Smaller, 0, 40_00, 40_01, []money.Amount{40_00, 1}, false},
		{"equal shares none above 40.00: three", repay.EqualPrincipal, repay.Smaller, 0, 40_00, 100_00, []money.Amount{33_34, 33_34, 33_32}, false},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			terms := monthly("2026-01-31", "2026-02-28", test.count)
			terms.Shape, terms.FinalPayment, terms.Amount = test.shape, test.final, test.amount
			plan, err := repay.Schedule(&terms, test.debt)
			require.NoError(t, err)
			assert.Equal(t, test.want, amounts(&plan))
			assert.Equal(t, test.want[0], plan.Amount)
			assert.Equal(t, len(test.want), plan.Count)
			assert.Equal(t, test.wantShortened, plan.Count < test.count)
			assert.Equal(t, repay.Totals{Paid: test.debt}, plan.Totals)
		})
	}
}

func TestScheduleDates(t *testing.T) {
	every := func(unit civil.Unit, n int) *civil.Frequency { return &civil.Frequency{Unit: unit, N: n} }
	tests := []struct {
		it    string
		first string
		every *civil.Frequency
		want  []string
	}{
		{"the 31st falls on the last day of short months and comes back", "2026-01-31", every(civil.UnitMonth, 1),
			[]string{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"}},
		{"the 30th", "2026-01-30", every(civil.UnitMonth, 1), []string{"2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30"}},
		{"the 29th of a leap year", "2024-01-29", every(civil.UnitMonth, 1), []string{"2024-01-29", "2024-02-29", "2024-03-29", "2024-04-29"}},
		{"the 29th of a common year", "2026-01-29", every(civil.UnitMonth, 1), []string{"2026-01-29", "2026-02-28", "2026-03-29", "2026-04-29"}},
		{"a month's end kept", "2026-04-30", &civil.Frequency{Unit: civil.UnitMonth, N: 1, MonthEnd: true},
			[]string{"2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31"}},
		{"quarters", "2026-11-30", every(civil.UnitMonth, 3), []string{"2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"}},
		{"29 February each year", "2024-02-29", every(civil.UnitYear, 1), []string{"2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"}},
		{"half months", "2026-01-05", every(civil.UnitSemiMonth, 1), []string{"2026-01-05", "2026-01-20", "2026-02-05", "2026-02-20"}},
		{"the 15th and the last", "2026-01-15", every(civil.UnitSemiMonth, 1), []string{"2026-01-15", "2026-01-31", "2026-02-15", "2026-02-28"}},
		{"two weeks", "2026-12-25", every(civil.UnitWeek, 2), []string{"2026-12-25", "2027-01-08", "2027-01-22", "2027-02-05"}},
		{"ten days", "2026-02-20", every(civil.UnitDay, 10), []string{"2026-02-20", "2026-03-02", "2026-03-12", "2026-03-22"}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			terms := monthly("2023-12-31", test.first, 4)
			terms.Every = test.every
			plan, err := repay.Schedule(&terms, 4_00)
			require.NoError(t, err)
			assert.Equal(t, test.want, dues(&plan))
			assert.Equal(t, day(test.want[3]), plan.LastDue())
		})
	}
}

// At 1% a month 1000.00 bears 10.00 in the first one.
func TestPaymentBesideTheInterest(t *testing.T) {
	tests := []struct {
		amount        money.Amount
		belowInterest bool
	}{{9_99, true}, {10_00, true}, {10_01, false}, {10_02, false}}
	for _, test := range tests {
		terms := percentAMonth(0, test.amount)
		_, err := repay.Schedule(&terms, 1000_00)
		var refused *repay.NotClearedError
		require.ErrorAs(t, err, &refused, "%d", test.amount)
		assert.Equal(t, test.belowInterest, refused.BelowInterest, "%d", test.amount)
		assert.Equal(t, money.Amount(10_00), refused.Interest)
		// 1000.00 × 0.01 / (1 − 1.01^−600) = 10.0256…, so 10.03; the cents that rounding drops decide no more.
		assert.Equal(t, money.Amount(10_03), refused.Least)
		assert.NotEmpty(t, refused.Error())
	}
	terms := percentAMonth(0, 10_03)
	plan, err := repay.Schedule(&terms, 1000_00)
	require.NoError(t, err)
	assert.Less(t, plan.Count, 600)
	// A payment just above the interest takes one cent off the debt, then more and more.
	assert.Equal(t, []money.Amount{3, 3}, []money.Amount{plan.Instalments[0].Principal, plan.Instalments[1].Principal})
}

// The interest named is that of a period which counts: a plan whose first
// instalment falls on the day from which it bears interest has none in the first.
func TestInterestNamedIsTheOneNotCovered(t *testing.T) {
	for _, shape := range []repay.Shape{repay.Level, repay.EqualPrincipal} {
		terms := percentAMonth(0, 5_00)
		terms.Shape, terms.InterestFrom = shape, terms.FirstDue
		_, err := repay.Schedule(&terms, 1000_00)
		var refused *repay.NotClearedError
		require.ErrorAs(t, err, &refused)
		assert.True(t, refused.BelowInterest)
		assert.Equal(t, money.Amount(10_00), refused.Interest)
	}
}

func TestScheduleOfSixHundred(t *testing.T) {
	terms := percentAMonth(repay.MaxCount, 0)
	plan, err := repay.Schedule(&terms, 100_000_00)
	require.NoError(t, err)
	assert.Equal(t, 600, plan.Count)
	assert.Equal(t, "2076-01-01", plan.LastDue().String())
	assert.Equal(t, money.Amount(1002_57), plan.Amount, "100000 × 0.01 / (1 − 1.01^−600) = 1002.5603, rounded up")
}

func TestScheduleTooLate(t *testing.T) {
	terms := monthly("2199-10-31", "2199-11-30", 2)
	plan, err := repay.Schedule(&terms, 100_00)
	require.NoError(t, err, "30 November and 30 December")
	assert.Equal(t, "2199-12-30", plan.LastDue().String())
	terms.Count = 3
	_, err = repay.Schedule(&terms, 100_00)
	assert.ErrorIs(t, err, repay.ErrTooLate)

	// By amount the years that are left decide the least one.
	terms.Count, terms.Amount = 0, 49_99
	_, err = repay.Schedule(&terms, 100_00)
	var refused *repay.NotClearedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, money.Amount(50_00), refused.Least)
	assert.False(t, refused.BelowInterest)
}

func TestScheduleTooLarge(t *testing.T) {
	for _, shape := range []repay.Shape{repay.Level, repay.EqualPrincipal, repay.LumpSum} {
		terms := monthly("2026-01-01", "2026-02-01", 2)
		terms.Shape, terms.Rate = shape, rate("100", money.PerDay)
		_, err := repay.Schedule(&terms, money.MaxAmount/10)
		assert.ErrorIs(t, err, repay.ErrTooLarge, shape)
		// Without interest the largest sum itself can be planned.
		terms.Rate = rate("0", money.PerDay)
		plan, err := repay.Schedule(&terms, money.MaxAmount)
		require.NoError(t, err, shape)
		assert.Equal(t, money.MaxAmount, plan.Totals.Paid)
		if shape == repay.LumpSum {
			continue
		}
		terms.Rate, terms.Count, terms.Amount = rate("100", money.PerDay), 0, 1
		_, err = repay.Schedule(&terms, money.MaxAmount/10)
		assert.ErrorIs(t, err, repay.ErrTooLarge, shape)
	}
	// Each sum is in bounds and all together are not.
	terms := monthly("2026-01-01", "2026-02-01", 600)
	terms.Rate, terms.DayCount = rate("0.01", money.PerMonth), civil.Thirty360
	_, err := repay.Schedule(&terms, money.MaxAmount/2)
	assert.ErrorIs(t, err, repay.ErrTooLarge)
}
