package repay

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

type europeanCase struct {
	ID, Group, Rule     string
	Frequency, From, To string
	Flows               []europeanFlow
	Expected            struct {
		OneDecimal string           `json:"apr_pct_1dp"`
		Rate       *decimal.Decimal `json:"apr_pct"`
		Published  *decimal.Decimal `json:"apr_pct_published"`
		Within     decimal.Decimal  `json:"published_tolerance_pct"`
		Years      string           `json:"years_fraction"`
	}
	Derived *decimal.Decimal `json:"derived_apr_pct_15sig"`
}

type europeanFlow struct {
	Kind    string
	Amount  decimal.Decimal
	T, Step string
	Count   int
	Date    string
	Day     *int64
}

// flow returns the case's flow in unit periods of a month.
func (f *europeanFlow) flow(t *testing.T, id string) Flow {
	flow := Flow{Kind: PaymentFlow, Amount: money.Amount(f.Amount.Shift(2).IntPart()), Count: f.Count}
	if f.Kind == "drawdown" {
		flow.Kind = AdvanceFlow
	}
	switch {
	case f.Date != "":
		flow.Date = aDate(f.Date)
	case f.Day != nil: // days of a year of 365.25
		flow.T = &civil.Ratio{Num: 4 * *f.Day, Den: 1461}
	default:
		flow.T = ratioOf(f.T)
	}
	if f.Step != "" {
		step := ratioOf(f.Step)
		require.Zero(t, 12*step.Num%step.Den, "eu_apr.json %s", id)
		flow.Step = int(12 * step.Num / step.Den)
	}
	return flow
}

// Every case of eu_apr.json: the European Commission's examples, the intervals of
// its guidelines, and the cases of two public libraries for the United Kingdom.
func TestEuropeanVectors(t *testing.T) {
	var cases []europeanCase
	readVectors(t, "eu_apr.json", &cases)
	require.Len(t, cases, 46)
	for _, c := range cases {
		if c.Group == "interval" {
			c.checkInterval(t)
			continue
		}
		method := EU
		if c.Group != "mcd-example" {
			method = UK
		}
		var flows []Flow
		for i := range c.Flows {
			flows = append(flows, c.Flows[i].flow(t, c.ID))
		}
		annual, _, err := AnnualRateOfFlows(method, eachMonth, flows)
		require.NoError(t, err, "eu_apr.json %s", c.ID)
		apr := decimal.RequireFromString(annual.APR).Shift(2)
		if c.Derived != nil {
			// 15 significant digits hold all ten places of the fraction, but for rates above 1000%.
			within := decimal.New(51, -10)
			assert.True(t, apr.Sub(*c.Derived).Abs().LessThan(within), "eu_apr.json %s: %s, derived %s", c.ID, apr, c.Derived)
		}
		if c.Expected.OneDecimal != "" {
			assert.Equal(t, c.Expected.OneDecimal, annual.APRPercent, "eu_apr.json %s", c.ID)
		} else {
			assert.True(t, apr.Equal(*c.Expected.Rate), "eu_apr.json %s: %s", c.ID, apr)
		}
		if c.Expected.Published != nil {
			assert.True(t, apr.Sub(*c.Expected.Published).Abs().LessThanOrEqual(c.Expected.Within),
				"eu_apr.json %s: %s, published %s", c.ID, apr, c.Expected.Published)
		}
	}
}

// checkInterval counts the time of the case in years as an exact fraction.
func (c *europeanCase) checkInterval(t *testing.T) {
	unit := civil.Frequency{Unit: civil.Unit(c.Frequency), N: 1}
	line := newTimeline(EU, unit, aDate(c.From))
	periods, odd := line.at(aDate(c.To))
	parts := int64(line.parts)
	years := civil.Ratio{Num: int64(periods)*parts + int64(odd), Den: parts * unit.PerYear().Num}
	assert.Equal(t, *ratioOf(c.Expected.Years), lowest(years), "eu_apr.json %s", c.ID)
}
