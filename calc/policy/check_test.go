package policy

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/money"
)

func card(t *testing.T) Rules {
	rules, err := Resolve(CNCard, day("2026-11-23"))
	require.NoError(t, err)
	return rules
}

func TestCheckCharges(t *testing.T) {
	rules := card(t)
	tests := []struct {
		it       string
		currency money.Currency
		charged  money.Amount
		days     string // principal days, in major units
		level    Level
		value    string
		limit    string
	}{
		{"at the line: 10000.00 × 365 days × 0.24 / 365 = 2400.00", "CNY", 2400_00, "3650000", Pass, "2400.00", "2400.00"},
		{"a cent above it", "CNY", 2400_01, "3650000", Review, "2400.01", "2400.00"},
		{"a cent below it", "CNY", 2399_99, "3650000", Pass, "2399.99", "2400.00"},
		{"a line that is no whole cent: 1000 × 0.24 / 365 = 0.65753", "CNY", 66, "1000", Pass, "0.66", "0.66"},
		{"and a cent above", "CNY", 67, "1000", Review, "0.67", "0.66"},
		{"nothing owed and nothing charged", "CNY", 0, "0", Pass, "0.00", "0.00"},
		{"a charge on nothing owed", "CNY", 1, "0", Review, "0.01", "0.00"},
		{"yen: 100000 × 0.24 / 365 = 65.75", "JPY", 66, "100000", Pass, "66", "66"},
		{"dinars: 1000 × 0.24 / 365 = 0.65753", "KWD", 659, "1000", Review, "0.659", "0.658"},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			got, err := rules.CheckCharges(test.currency, test.charged, decimal.RequireFromString(test.days))
			require.NoError(t, err)
			assert.Equal(t, []any{ChargesLine, test.level, test.value, test.limit}, []any{got.Code, got.Level, got.Value, got.Limit})
			cited(t, got)
		})
	}
	t.Run("a line beyond an amount", func(t *testing.T) {
		_, err := rules.CheckCharges("KWD", 0, decimal.New(1, 19))
		assert.ErrorIs(t, err, money.ErrRange)
	})
}

func cited(t *testing.T, finding Finding) {
	assert.NotEmpty(t, finding.Source)
	assert.NotEmpty(t, finding.Confidence)
	assert.NotEmpty(t, finding.Detail)
	calm(t, finding.Detail)
	calm(t, finding.Source)
}

func TestCheckPlanRate(t *testing.T) {
	rules := card(t)
	for rate, want := range map[string]Level{
		"0": Pass, "0.0000000000": Pass, "0.2399999999": Pass, "0.24": Pass, "0.2400000000": Pass,
		"0.2400000001": Review, "0.36": Review, "1000000": Review,
	} {
		got := rules.CheckPlanRate(decimal.RequireFromString(rate))
		assert.Equal(t, want, got.Level, rate)
		assert.Equal(t, PlanRateLine, got.Code)
		assert.Equal(t, "0.24", got.Limit)
		assert.True(t, decimal.RequireFromString(got.Value).Equal(decimal.RequireFromString(rate)))
		assert.Contains(t, got.Detail, "24%")
		cited(t, got)
	}
}

func TestCheckPlanMonths(t *testing.T) {
	rules := card(t)
	for months, want := range map[int]Level{0: Pass, 1: Pass, 59: Pass, 60: Pass, 61: Wall, 600: Wall} {
		got := rules.CheckPlanMonths(months)
		assert.Equal(t, want, got.Level, months)
		assert.Equal(t, PlanMonths, got.Code)
		assert.Equal(t, "60", got.Limit)
		assert.Contains(t, got.Detail, "60 months")
		cited(t, got)
	}
}
