package calc

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// aCostedQuote is 1200.00 over twelve months without interest.
func aCostedQuote(costs ...repay.Cost) *QuoteRequest {
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	request := &QuoteRequest{
		AsOf: civil.MustParse("2026-11-23"), Currency: "CNY", Costs: costs,
		Terms: repay.Terms{
			Shape: repay.Level, Count: 12, FirstDue: civil.MustParse("2026-12-23"), Every: &month,
			Rate: money.Rate{Value: decimal.Zero, Per: money.PerYear}, DayCount: civil.Actual365Fixed,
			Roll: civil.RollNone, FinalPayment: repay.Smaller, Rounding: money.HalfUp,
		},
	}
	request.Claim.Components.Principal = 1200_00
	return request
}

func TestCostProblems(t *testing.T) {
	lumpSum := aCostedQuote(repay.Cost{Name: "fee", ChargedBy: "X", Amount: 1_00})
	lumpSum.Terms.Shape, lumpSum.Terms.Count, lumpSum.Terms.FirstDue = repay.LumpSum, 0, lumpSum.AsOf
	all := aCostedQuote(repay.Cost{Amount: 1, Each: 1}, repay.Cost{Each: 1}, repay.Cost{})
	all.Terms.Amount = 1
	for name, c := range map[string]struct {
		request *QuoteRequest
		want    []string
	}{
		"neither and both, beside a problem of the terms": {all, []string{"count_or_amount #/terms", "cost_amount_or_each #/costs/0", "cost_amount_or_each #/costs/2"}},
		"nothing is left of what is financed":             {aCostedQuote(repay.Cost{Each: 1}, repay.Cost{Amount: 1200_00}), []string{"cost_too_large #/costs/1/amount 1199.99"}},
		"12 × 10^15 is too large a sum":                   {aCostedQuote(repay.Cost{Each: 999_999_999_999_999_99}), []string{"sum_too_large #/costs/0"}},
		// 9,999,999,999.99 a month for 1200.00: about 8 million times the debt in a month.
		"a rate beyond a million": {aCostedQuote(repay.Cost{Each: 999_999_999_999_99}), []string{"rate_too_large #/costs/0 1000000"}},
		"no time to count over":   {lumpSum, []string{"rate_none #/costs/0"}},
	} {
		_, problems := quote(c.request)
		assert.Equal(t, c.want, found(problems), name)
	}
}

func TestCostStatementComesOnlyWithCosts(t *testing.T) {
	answer, problems := quote(aCostedQuote())
	require.Empty(t, problems)
	assert.Nil(t, answer.CostStatement)
	assert.Empty(t, answer.Metrics.AverageLife)
	request := aCostedQuote(repay.Cost{Name: "分期手续费", ChargedBy: "bank", Each: 7_20})
	request.Metrics = []repay.Metric{repay.AverageLifeMetric}
	answer, problems = quote(request)
	require.Empty(t, problems)
	// 12 × 0.72% of 1200.00: the loan costs nothing, and the fee what annuity.json an-268
	// has for the tenfold: 1072 a month for 12000 is 13.03%. 100.00 each month is a whole share.
	assert.Equal(t, "13.03", answer.CostStatement.AllInPercent)
	assert.Equal(t, "0.00", answer.CostStatement.Loan.APRPercent)
	assert.Equal(t, money.Amount(86_40), answer.CostStatement.Items[0].Amount)
	// (30 + 61 + 92 + 120 + 151 + 181 + 212 + 242 + 273 + 304 + 334 + 365) / 12 / 365 = 0.5400
	assert.Equal(t, "0.5400", answer.Metrics.AverageLife)
}
