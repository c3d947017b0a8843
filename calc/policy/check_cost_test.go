package policy

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/money"
)

// Card contracts: 0.05% a day until 2016, 0.035% to 0.05% until 2020, then free.
func TestCheckContractRate(t *testing.T) {
	tests := []struct {
		contract, rate string
		level          Level // none: nothing is compared
	}{
		{"1999-02-28", "0.0006", ""},
		{"2016-12-31", "0.0005", Pass},
		{"2016-12-31", "0.0004999999", Review},
		{"2016-12-31", "0.0005000001", Review},
		{"2017-01-01", "0.00035", Pass},
		{"2017-01-01", "0.0005", Pass},
		{"2017-01-01", "0.0003499999", Review},
		{"2020-12-31", "0.0005000001", Review},
		{"2021-01-01", "0.0006", ""},
	}
	for _, test := range tests {
		got := card(t).CheckContractRate(number(test.rate), "day", day(test.contract))
		if test.level == "" {
			assert.Empty(t, got, test)
			continue
		}
		assert.Equal(t, test.level, only(t, got).Level, test)
	}
	assert.Empty(t, card(t).CheckContractRate(number("0.5"), "year", day("2018-01-01")), "the range is for a day")
	assert.Empty(t, card(t).CheckContractRate(number("0.5"), "day", 0))
	assert.Equal(t, "0.0005", only(t, card(t).CheckContractRate(number("0.0004"), "day", day("2018-01-01"))).Limit)
	assert.Equal(t, "0.00035", only(t, card(t).CheckContractRate(number("0.0003"), "day", day("2018-01-01"))).Limit)
}

func TestCheckPenaltyFactor(t *testing.T) {
	tests := []struct {
		it, contract, penalty string
		pack                  PackID
		level                 Level
		value, limit          string
	}{
		{"0.10 × 1.5 = 0.15", "0.1", "0.15", CNLoan, Pass, "1.5", "1.5"},
		{"above it", "0.1", "0.1500000001", CNLoan, Review, "1.500000001", "1.5"},
		{"0.10 × 1.3 = 0.13", "0.1", "0.13", CNLoan, Pass, "1.3", "1.5"},
		{"below the range is the debtor's gain", "0.1", "0.12", CNLoan, Pass, "1.2", "1.5"},
		{"the contract rate itself", "0.1", "0.1", UKConsumer, Pass, "1", "1"},
		{"a rate raised on default", "0.1", "0.1000000001", UKConsumer, Review, "1.000000001", "1"},
		{"high-cost credit", "0.1", "0.11", UKHCST, Review, "1.1", "1"},
	}
	for _, test := range tests {
		got := resolved(t, test.pack, "2026-11-24").CheckPenaltyFactor(number(test.contract), number(test.penalty))
		assert.Equal(t, []any{PenaltyFactor, test.level, test.value, test.limit}, figures(only(t, got)), test.it)
	}
	assert.Empty(t, resolved(t, CNLoan, "2026-11-24").CheckPenaltyFactor(decimal.Zero, number("0.1")), "no multiple of nothing")
	misuse := rowOf(find(CNLoan).rows("2026-11-24"), KeyPenaltyFactor, "misuse_of_funds", 0)
	assert.Equal(t, []string{"1.5", "2"}, misuse.Values, "the range for misuse of funds stands beside it")
}

func TestCheckInterestBase(t *testing.T) {
	tests := []struct {
		pack  PackID
		on    []string
		level Level
		value string
	}{
		{CNCard, []string{"principal", "interest"}, Pass, ""},
		{CNCard, []string{"principal", "fees", "fees"}, Review, "fees"},
		{CNLoan, []string{"interest"}, Pass, ""},
		{CNLoan, []string{"interest", "penalty"}, Review, "penalty"},
		{INLoan, []string{"principal", "interest"}, Pass, ""},
		{INLoan, []string{"fees", "principal", "penalty"}, Review, "penalty, fees"},
		{DEConsumer, []string{"penalty"}, Review, "penalty"},
	}
	for _, test := range tests {
		got := only(t, resolved(t, test.pack, "2026-11-24").CheckInterestBase(test.on))
		assert.Equal(t, []any{InterestBase, test.level, test.value}, figures(got)[:3], test)
	}
	assert.Empty(t, resolved(t, UKConsumer, "2026-11-24").CheckInterestBase([]string{"fees"}))
}

func TestCheckLateFees(t *testing.T) {
	for share, want := range map[string]Level{"0": Pass, "0.05": Pass, "0.0500000001": Review, "0.06": Review} {
		assert.Equal(t, want, only(t, card(t).CheckLateFeeShare(number(share))).Level, share)
	}
	us := resolved(t, USCard, "2026-11-24")
	assert.Equal(t, []any{LateFeeLimit, Pass, "30.00", "30.00"}, figures(only(t, us.CheckLateFeeLimit("USD", 30_00, 30_00))))
	assert.Equal(t, []any{LateFeeLimit, Review, "30.01", "30.00"}, figures(only(t, us.CheckLateFeeLimit("USD", 30_01, 30_00))))
	assert.Equal(t, []any{LateFeeAmount, Pass, "43.00", "43.00"}, figures(only(t, us.CheckLateFeeAmount("USD", 43_00))))
	assert.Equal(t, []any{LateFeeAmount, Review, "43.01", "43.00"}, figures(only(t, us.CheckLateFeeAmount("USD", 43_01))))
	assert.Empty(t, us.CheckLateFeeAmount("EUR", 99_00), "an amount in dollars says nothing about euros")
	assert.Empty(t, resolved(t, USCard, "2025-05-11").CheckLateFeeAmount("USD", 99_00), "the day before the row")
	assert.Empty(t, resolved(t, INCard, "2026-11-24").CheckLateFeeLimit("INR", 2, 1), "a limit of another kind")
	assert.Empty(t, card(t).CheckLateFeeLimit("CNY", 2, 1))
}

// High-cost credit of 300.00 for 30 days: 300 × 0.008 × 30 = 72.00, 15.00 for
// paying late, and never more than 300.00 in all.
func TestCheckCost(t *testing.T) {
	rules := resolved(t, UKHCST, "2026-11-24")
	tests := []struct {
		it                        string
		charged, late             money.Amount
		perDay, lateLevel, total  Level
		perDayValue, perDayLimits string
	}{
		{"all at their caps", 87_00, 15_00, Pass, Pass, Pass, "72.00", "72.00"},
		{"a penny of interest more", 87_01, 15_00, Review, Pass, Pass, "72.01", "72.00"},
		{"a penny of late fees more", 87_01, 15_01, Pass, Review, Pass, "72.00", "72.00"},
		{"in total at the credit", 300_00, 0, Review, Pass, Pass, "300.00", "72.00"},
		{"in total above it", 300_01, 15_00, Review, Pass, Review, "285.01", "72.00"},
	}
	for _, test := range tests {
		got, err := rules.CheckCost("GBP", &Cost{Credit: 300_00, Charged: test.charged, LateFees: test.late, PrincipalDays: number("9000")})
		require.NoError(t, err)
		require.Len(t, got, 3, test.it)
		assert.Equal(t, []any{CostPerDay, test.perDay, test.perDayValue, test.perDayLimits}, figures(got[0]), test.it)
		assert.Equal(t, []any{LateFeeTotal, test.lateLevel, "15.00"}, []any{got[1].Code, got[1].Level, got[1].Limit}, test.it)
		assert.Equal(t, []any{CostTotal, test.total, "300.00"}, []any{got[2].Code, got[2].Level, got[2].Limit}, test.it)
		for _, finding := range got {
			cited(t, finding)
		}
	}
	_, err := rules.CheckCost("GBP", &Cost{PrincipalDays: decimal.New(1, 20)})
	assert.ErrorIs(t, err, money.ErrRange)
	got, err := resolved(t, UKConsumer, "2026-11-24").CheckCost("GBP", &Cost{Charged: 1})
	require.NoError(t, err)
	assert.Empty(t, got)
}

func TestCheckAllocation(t *testing.T) {
	tests := []struct {
		it    string
		pack  PackID
		order []string
		days  int
		level Level
	}{
		{"as the card rule says until 90 days", CNCard, []string{"fees", "interest", "principal"}, 90, Pass},
		{"fees and interest rank alike", CNCard, []string{"interest", "fees", "principal"}, 0, Pass},
		{"a component that is not ranked may stand anywhere", CNCard, []string{"costs", "fees", "penalty", "interest", "principal"}, 0, Pass},
		{"principal first before 91 days", CNCard, []string{"principal", "fees", "interest"}, 90, Review},
		{"principal first from 91 days on", CNCard, []string{"principal", "interest", "fees"}, 91, Pass},
		{"fees first from 91 days on", CNCard, []string{"fees", "interest", "principal"}, 91, Review},
		{"and long after", CNCard, []string{"fees", "interest", "principal"}, 4000, Review},
		{"costs, interest, principal", CNLoan, []string{"costs", "interest", "principal"}, 200, Pass},
		{"interest before costs", CNLoan, []string{"interest", "costs", "principal"}, 0, Review},
		{"Germany puts default interest last", DEConsumer, []string{"costs", "interest", "principal", "penalty"}, 0, Pass},
		{"and not before the principal", DEConsumer, []string{"costs", "penalty", "interest", "principal"}, 0, Review},
	}
	for _, test := range tests {
		got := only(t, resolved(t, test.pack, "2026-11-24").CheckAllocation(test.order, test.days))
		assert.Equal(t, []any{AllocationOrder, test.level}, figures(got)[:2], test.it)
	}
	assert.Empty(t, card(t).CheckAllocation(nil, 0), "an order that is not known")
	assert.Empty(t, resolved(t, UKConsumer, "2026-11-24").CheckAllocation([]string{"principal"}, 0))
}
