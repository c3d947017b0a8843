package repay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// What users of other engines complain about, each as the situation that they
// describe: the test fails where this engine would give them the same reason.

func scheduled(t *testing.T, terms repay.Terms, debt money.Amount) repay.Plan {
	plan, err := repay.Schedule(&terms, debt)
	require.NoError(t, err)
	return plan
}

// A payment is forced up to a whole unit, though nobody asked for it.
func TestComplaintWholeUnitsOnlyWhenAsked(t *testing.T) {
	terms := percentAMonth(3, 0)
	assert.Equal(t, money.Amount(340_03), scheduled(t, terms, 1000_00).Amount)
	terms.MultipleOf = 1_00
	assert.Equal(t, money.Amount(341_00), scheduled(t, terms, 1000_00).Amount)
}

// One rounding for everybody, under which instalments are never equal.
func TestComplaintInstalmentsAreEqualInEveryRounding(t *testing.T) {
	for _, mode := range []money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up} {
		terms := percentAMonth(36, 0)
		terms.Rounding = mode
		plan := scheduled(t, terms, 1234_56)
		for _, row := range plan.Instalments[:35] {
			assert.Equal(t, plan.Amount, row.Amount, mode)
		}
	}
}

// Decimal places and multiples are in conflict: the payment is on its grid, and
// the split of it into interest and principal is rounded apart.
func TestComplaintGridOfThePaymentOnly(t *testing.T) {
	terms := percentAMonth(4, 0)
	terms.MultipleOf = 10_00
	plan := scheduled(t, terms, 1234_56)
	assert.Equal(t, money.Amount(320_00), plan.Amount, "316.39 is the exact payment")
	assert.Equal(t, money.Amount(12_35), plan.Instalments[0].Interest, "1234.56 × 0.01 = 12.3456")
	assert.Equal(t, money.Amount(307_65), plan.Instalments[0].Principal)
}

// An odd last instalment is forgotten, or not to be afforded: the difference goes first.
func TestComplaintResidueOnTheFirst(t *testing.T) {
	terms := free(repay.Level, 7)
	terms.Residue, terms.FinalPayment = repay.ResidueFirst, repay.Larger
	assert.Equal(t, []money.Amount{14_32, 14_28, 14_28, 14_28, 14_28, 14_28, 14_28}, amountsOf(scheduled(t, terms, 100_00)), "100.00 − 6 × 14.28")
}

func amountsOf(plan repay.Plan) []money.Amount { return amounts(&plan) }

// Any one of count and instalment is typed and the other follows; the last one
// takes the rest, with its date and its amount.
func TestComplaintTypeOneAndTheOthersFollow(t *testing.T) {
	byCount := scheduled(t, free(repay.Level, 7), 100_00)
	terms := free(repay.Level, 0)
	terms.Amount = byCount.Amount
	byAmount := scheduled(t, terms, 100_00)
	assert.Equal(t, byCount, byAmount)
	last := byAmount.Instalments[6]
	assert.Equal(t, money.Amount(14_26), last.Amount, "100.00 − 6 × 14.29")
	assert.Equal(t, "2026-08-01", last.Due.String())
}

// A schedule on the unrounded payment: parts do not add up, the balance does not
// end at zero, principal is not the loan.
func TestComplaintRowsAddUp(t *testing.T) {
	plan := scheduled(t, percentAMonth(360, 0), 123_456_78)
	principal := money.Amount(0)
	for _, row := range plan.Instalments {
		require.Equal(t, row.Amount, row.Principal+row.Interest)
		principal += row.Principal
	}
	assert.Equal(t, money.Amount(123_456_78), principal)
	assert.Zero(t, plan.Instalments[359].Balance)
}

// A rounded figure is used again and is off by a cent: the working keeps the exact one.
func TestComplaintRawAndRounded(t *testing.T) {
	terms := percentAMonth(2, 0)
	plan, working, err := repay.ScheduleDebt(&terms, repay.Debt{Bearing: 1234_56})
	require.NoError(t, err)
	assert.Equal(t, int64(123456), int64(working.Base(0))*working.Num[0]*100/int64(working.Den), "12.3456 exactly, in ten-thousandths")
	assert.Equal(t, money.Amount(12_35), plan.Instalments[0].Interest)
}

// One cent short leaves an instalment not covered, and a small rest stays for good.
func TestComplaintNoCentIsLeft(t *testing.T) {
	for debt := money.Amount(1); debt <= 400; debt++ {
		for count := 1; count <= 13; count++ {
			plan := scheduled(t, free(repay.Level, count), debt)
			assert.Equal(t, debt, plan.Totals.Paid)
			assert.Zero(t, plan.Instalments[plan.Count-1].Balance)
			assert.Positive(t, plan.Instalments[plan.Count-1].Amount)
		}
	}
}

// The wrong number of instalments because of rounding.
func TestComplaintNumberOfInstalments(t *testing.T) {
	for amount, count := range map[money.Amount]int{33_34: 3, 33_33: 4, 50_00: 2, 100_00: 1, 100_01: 1, 99_99: 2} {
		terms := free(repay.Level, 0)
		terms.Amount = amount
		assert.Equal(t, count, scheduled(t, terms, 100_00).Count, "%d", amount)
	}
}

// A plan of 100.00 for a debt of 99.99, and due dates that drift.
func TestComplaintTotalIsTheDebt(t *testing.T) {
	terms := free(repay.Level, 4)
	terms.FirstDue, terms.InterestFrom = day("2026-01-31"), day("2026-01-01")
	plan := scheduled(t, terms, 99_99)
	assert.Equal(t, money.Amount(99_99), plan.Totals.Paid)
	assert.Equal(t, []string{"2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"}, dues(&plan))
}

// Units so coarse that cut instalments leave most of the debt to the last one.
func TestComplaintCoarseUnits(t *testing.T) {
	assert.Equal(t, []money.Amount{2, 2, 2, 2, 2}, amountsOf(scheduled(t, free(repay.Level, 7), 10)), "not 6 × 1 and 4, and not 2 × 6 = 12")
	terms := free(repay.Level, 7)
	terms.Residue = repay.ResidueSpread
	assert.Equal(t, []money.Amount{2, 2, 2, 1, 1, 1, 1}, amountsOf(scheduled(t, terms, 10)), "where seven are promised")
}

// A custom amount that is refused for a rounding, though it clears the debt.
func TestComplaintLeastAmountIsTaken(t *testing.T) {
	terms := percentAMonth(0, 10_02)
	_, err := repay.Schedule(&terms, 1000_00)
	var refused *repay.NotClearedError
	require.ErrorAs(t, err, &refused)
	terms.Amount = refused.Least
	scheduled(t, terms, 1000_00)
}

// Holidays move the due date but not the interest: here the terms say which.
func TestComplaintHolidaysAndInterest(t *testing.T) {
	terms := percentAMonth(1, 0)
	terms.DayCount, terms.Rate, terms.FirstDue = civil.Actual365Fixed, rate("0.001", money.PerDay), day("2026-02-01") // a Sunday
	terms.Roll, terms.Calendar = civil.RollFollowing, civil.CalendarUSFederal
	assert.Equal(t, money.Amount(32_00), scheduled(t, terms, 1000_00).Totals.Interest, "until Monday, 32 days of 1.00")
	terms.AccrueTo = repay.AccrueToNominal
	plan := scheduled(t, terms, 1000_00)
	assert.Equal(t, money.Amount(31_00), plan.Totals.Interest, "until Sunday")
	assert.Equal(t, []string{"2026-02-01", "2026-02-02"}, []string{plan.Instalments[0].Nominal.String(), plan.Instalments[0].Due.String()})
}

// A Sunday off makes two repayments on Monday.
func TestComplaintTwoOnMonday(t *testing.T) {
	terms := free(repay.Level, 5)
	terms.FirstDue, terms.Every = day("2026-01-30"), &civil.Frequency{Unit: civil.UnitDay, N: 1} // a Friday
	terms.Roll, terms.Calendar = civil.RollFollowing, civil.CalendarUSFederal
	plan := scheduled(t, terms, 100_00)
	assert.Equal(t, []string{"2026-01-30", "2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05"}, dues(&plan))
}

// The last instalment is computed apart from the others, and wrongly.
func TestComplaintFinalInstalment(t *testing.T) {
	plan := scheduled(t, percentAMonth(3, 0), 1000_00)
	before, last := plan.Instalments[1], plan.Instalments[2]
	assert.Equal(t, before.Balance, last.Principal)
	assert.Equal(t, money.Amount(3_37), last.Interest, "336.64 × 0.01 = 3.3664")
}

// A debt long past its term cannot be spread again.
func TestComplaintAfterMaturity(t *testing.T) {
	terms := monthly("2036-01-01", "2036-02-01", 6)
	assert.Equal(t, 6, scheduled(t, terms, 100_00).Count)
}

// A moratorium changes the number of instalments.
func TestComplaintMoratoriumKeepsTheCount(t *testing.T) {
	terms := percentAMonth(12, 0)
	without := scheduled(t, terms, 1000_00)
	terms.Moratorium = &repay.Moratorium{Principal: 3, Interest: 2}
	with := scheduled(t, terms, 1000_00)
	assert.Equal(t, without.Count, with.Count)
	assert.Equal(t, without.LastDue(), with.LastDue())
}

// Paying a sum at once, the borrower chooses a shorter term or smaller instalments.
func TestComplaintShorterOrSmaller(t *testing.T) {
	before := scheduled(t, percentAMonth(12, 0), 1000_00)
	shorter := scheduled(t, percentAMonth(0, before.Amount), 600_00)
	smaller := scheduled(t, percentAMonth(12, 0), 600_00)
	assert.Equal(t, before.Amount, shorter.Amount)
	assert.Equal(t, 8, shorter.Count, "7 × 88.85 = 621.95, and about 24 of interest")
	assert.Equal(t, 12, smaller.Count)
	assert.InDelta(t, 53_31, int64(smaller.Amount), 1, "600 × 0.01 / (1 − 1.01^−12) = 53.309")
}

// A payment holiday with its interest on the balance or spread over what follows.
func TestComplaintPaymentHoliday(t *testing.T) {
	terms := percentAMonth(4, 0)
	terms.Moratorium = &repay.Moratorium{Interest: 1}
	assert.Equal(t, money.Amount(-10_00), scheduled(t, terms, 1000_00).Instalments[0].Principal)
	terms.Moratorium.InterestTreatment = repay.Defer
	plan := scheduled(t, terms, 1000_00)
	assert.Equal(t, []money.Amount{0, 350_03}, amounts(&plan)[:2], "340.03 and the 10.00 of the first month")
}

// Seasonal borrowers need months of interest alone.
func TestComplaintSeasonalMonths(t *testing.T) {
	terms := atOnePercent(repay.Seasonal, 12)
	terms.Season = shares("0", "0", "0", "0", "0", "1")
	plan := scheduled(t, terms, 1000_00)
	assert.Equal(t, []money.Amount{10_00, 10_00, 10_00, 10_00, 10_00}, amounts(&plan)[:5])
	assert.Equal(t, plan.Amount, plan.Instalments[0].Amount)
	assert.Greater(t, plan.Instalments[5].Amount, money.Amount(500_00))
}
