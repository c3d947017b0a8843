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

// Intervals of the guidelines' kind, beside those of the vectors.
func TestEuropeanTime(t *testing.T) {
	for _, c := range []struct {
		unit           civil.Unit
		from, to, want string
		why            string
	}{
		{civil.UnitMonth, "2019-01-12", "2020-01-12", "1", "12 of 12 months"},
		{civil.UnitMonth, "2013-01-12", "2013-02-15", "67/732", "1/12 + 3/366: the year to 15 January 2013 holds 29 February 2012"},
		{civil.UnitMonth, "2024-02-28", "2024-03-31", "63/732", "1/12 + 1/366: back to 29 February, a day to it"},
		{civil.UnitMonth, "2024-01-31", "2025-02-28", "13/12", "month end to month end"},
		{civil.UnitSemiMonth, "2012-01-12", "2012-02-15", "401/4380", "half months are counted like months: 1/12 + 3/365"},
		{civil.UnitSemiMonth, "2013-03-01", "2013-03-31", "30/365", "30 days, more than a 24th of a year"},
		{civil.UnitYear, "2012-01-12", "2013-02-15", "399/365", "1 + 34/365"},
		{civil.UnitYear, "2020-01-01", "2021-03-15", "440/366", "1 + 74/366: the year to 15 March 2020 has 366 days"},
		{civil.UnitYear, "2024-02-27", "2025-02-28", "366/365", "1 + 1/365: the year to 28 February 2024 has 365 days"},
		{civil.UnitYear, "2024-02-28", "2025-02-27", "365/366", "the year to 27 February 2025 has 366 days"},
		{civil.UnitYear, "2025-12-31", "2026-11-30", "334/365", "334 days"},
		{civil.UnitWeek, "2012-01-12", "2013-01-10", "1", "52 of 52 weeks"},
		{civil.UnitWeek, "2012-01-12", "2012-01-12", "0", "the same day"},
		{civil.UnitDay, "2024-01-01", "2025-01-01", "366/365", "days over 365"},
		{civil.UnitMonth, "2026-02-10", "2026-01-10", "-1/12", "a month before"},
		{civil.UnitMonth, "2026-02-10", "2026-01-08", "-389/4380", "back to 10 January, 2 days to it: 1/12 + 2/365"},
		{civil.UnitDay, "2026-02-10", "2026-02-08", "-2/365", "2 days before"},
	} {
		unit := civil.Frequency{Unit: c.unit, N: 3}
		line := newTimeline(EU, unit, aDate(c.from))
		periods, odd := line.at(aDate(c.to))
		parts := int64(line.parts)
		require.True(t, odd >= 0 && int64(odd) < parts)
		got := civil.Ratio{Num: int64(periods)*parts + int64(odd), Den: parts * unit.PerYear().Num}
		assert.Equal(t, lowest(*ratioOf(c.want)), lowest(got), "%s, %s to %s: %s", c.unit, c.from, c.to, c.why)
	}
}
