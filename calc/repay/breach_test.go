package repay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// thirds is 300.00 in three equal shares of principal at 0.1% a day, from
// 1 January: 31, 28 and 31 days, so 9.30, 5.60 and 3.10 of interest.
func thirds(t *testing.T) (repay.Terms, repay.Plan) {
	terms := monthly("2026-01-01", "2026-02-01", 3)
	terms.Shape, terms.Rate = repay.EqualPrincipal, rate("0.365", money.PerYear)
	plan, err := repay.Schedule(&terms, 300_00)
	require.NoError(t, err)
	require.Equal(t, []money.Amount{109_30, 105_60, 103_10}, amounts(&plan))
	return terms, plan
}

// penalty is a waiver of penalty interest alone.
func penalty(waived money.Amount) *ledger.Components { return &ledger.Components{Penalty: waived} }

// What comes back of 30.01 waived, by when it is earned and what breach does.
func TestWhatComesBack(t *testing.T) {
	const waived = 30_01
	all, none := []money.Amount{waived, waived, waived}, []money.Amount{0, 0, 0}
	// A third is 10.00, and the spare cent is earned with the first instalment.
	third := []money.Amount{30_01, 20_00, 10_00}
	tests := []struct {
		earned   repay.Earned
		onBreach repay.OnBreach
		want     []money.Amount
	}{
		{repay.OnSigning, repay.ReinstateAll, all},
		{repay.OnSigning, repay.ReinstateUnearned, none},
		{repay.OnSigning, repay.Nothing, none},
		{repay.OnCompletion, repay.ReinstateAll, all},
		{repay.OnCompletion, repay.ReinstateUnearned, all},
		{repay.OnCompletion, repay.Nothing, none},
		{repay.ProRata, repay.ReinstateAll, all},
		{repay.ProRata, repay.ReinstateUnearned, third},
		{repay.ProRata, repay.Nothing, none},
	}
	terms, plan := thirds(t)
	without, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(0), &repay.WaiverTerms{Earned: repay.OnSigning, OnBreach: repay.ReinstateAll})
	require.NoError(t, err)
	for _, test := range tests {
		table, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(waived), &repay.WaiverTerms{Earned: test.earned, OnBreach: test.onBreach})
		require.NoError(t, err)
		require.Len(t, table, 3)
		for k, row := range table {
			assert.Equal(t, test.want[k], row.Reinstated, "%s, %s, instalment %d", test.earned, test.onBreach, k+1)
			assert.Equal(t, without[k].Owed+test.want[k], row.Owed)
			assert.Equal(t, without[k].Date, row.Date)
			assert.Equal(t, k+1, row.N)
		}
	}
}

// What is owed: the balance after the last instalment paid, with 0.1% a day until
// the day on which the plan is broken.
func TestWhenAPlanBreaks(t *testing.T) {
	tests := []struct {
		it             string
		grace, allowed int
		dates          []string
		owed           []money.Amount
	}{
		{"the day after the due date", 0, 0, []string{"2026-02-02", "2026-03-02", "2026-04-02"},
			[]money.Amount{300_00 + 32*30, 200_00 + 29*20, 100_00 + 32*10}},
		{"the day after three days of grace", 3, 0, []string{"2026-02-05", "2026-03-05", "2026-04-05"},
			[]money.Amount{300_00 + 35*30, 200_00 + 32*20, 100_00 + 35*10}},
		{"with the second one missed; there is no second one after the last", 3, 1, []string{"2026-03-05", "2026-04-05", "2026-04-05"},
			[]money.Amount{300_00 + 63*30, 200_00 + 63*20, 100_00 + 35*10}},
		{"never before the end", 3, 12, []string{"2026-04-05", "2026-04-05", "2026-04-05"},
			[]money.Amount{300_00 + 94*30, 200_00 + 63*20, 100_00 + 35*10}},
	}
	terms, plan := thirds(t)
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			table, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(50_00), &repay.WaiverTerms{
				Earned: repay.OnSigning, OnBreach: repay.Nothing, GraceDays: test.grace, MissedAllowed: test.allowed,
			})
			require.NoError(t, err)
			for k, row := range table {
				assert.Equal(t, test.owed[k], row.Balance+row.Interest+row.Deferred+row.Fees) // nothing comes back
				row.Balance, row.Interest, row.Base, row.From = 0, 0, 0, 0
				assert.Equal(t, repay.Breach{N: k + 1, Date: day(test.dates[k]), Owed: test.owed[k]}, row)
			}
		})
	}
}

// Interest until the breach is rounded once, as the plan rounds.
func TestBreachRounds(t *testing.T) {
	for mode, want := range map[money.Rounding]money.Amount{
		money.HalfUp: 1_02, money.HalfEven: 1_02, money.Up: 1_02, money.Down: 1_01, // 1.00 × 0.0005 × 30 days = 0.015
	} {
		terms := monthly("2026-01-01", "2026-01-30", 1)
		terms.Rate, terms.Rounding = rate("0.0005", money.PerDay), mode
		plan, err := repay.Schedule(&terms, 1_00)
		require.NoError(t, err)
		table, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(0), &repay.WaiverTerms{Earned: repay.OnSigning, OnBreach: repay.Nothing})
		require.NoError(t, err)
		assert.Equal(t, want, table[0].Owed, mode)
	}
}

func TestBreachTooLarge(t *testing.T) {
	terms, plan := thirds(t)
	all := &repay.WaiverTerms{Earned: repay.OnCompletion, OnBreach: repay.ReinstateAll}
	_, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(money.MaxAmount-309_60), all)
	require.NoError(t, err, "300.00 and 32 days of 0.30 reach the largest sum")
	_, err = repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(money.MaxAmount-309_59), all)
	assert.ErrorIs(t, err, repay.ErrTooLarge)
	terms.Rate = rate("100", money.PerDay)
	plan.Financed = money.MaxAmount / 2
	_, err = repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(0), all)
	assert.ErrorIs(t, err, repay.ErrTooLarge)
}

// The last day that there is ends a plan; a day of grace after it there is not.
func TestBreachTooLate(t *testing.T) {
	terms := monthly("2199-11-30", "2199-12-30", 1)
	plan, err := repay.Schedule(&terms, 100_00)
	require.NoError(t, err)
	waiver := &repay.WaiverTerms{Earned: repay.OnCompletion, OnBreach: repay.Nothing}
	table, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(0), waiver)
	require.NoError(t, err)
	assert.Equal(t, "2199-12-31", table[0].Date.String())
	waiver.GraceDays = 1
	_, err = repay.BreachTable(terms.InterestFrom, &plan, &terms, penalty(0), waiver)
	assert.ErrorIs(t, err, repay.ErrTooLate)
}
