package negotiate

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"parley/calc/civil"
	"parley/calc/money"
)

// Without interest and at a yearly discount of 10%, a debt of 1,200.00 in 12 months.
func TestPriceTags(t *testing.T) {
	asOf := civil.MustParse("2026-12-01")
	s := &Space{
		AsOf: asOf, Claim: 120_000, CountMost: 24, Frequencies: []civil.Frequency{{Unit: civil.UnitMonth, N: 1}},
		Rates:  []money.Rate{{Value: decimal.Zero, Per: money.PerYear}},
		Starts: [][]civil.Date{{civil.MustParse("2027-01-01"), civil.MustParse("2027-02-01")}}, DepositStep: 1000, PaymentStep: 1, WaiverStep: 1,
		Discount: money.Rate{Value: decimal.RequireFromString("0.1"), Per: money.PerYear},
	}
	s.Lay()
	o := s.Offer(Cell{Count: 12}, 0, 0)
	assert.Equal(t, money.Amount(10_000), o.Payment)
	// The values by hand: sum of payment × 1.1^(-days/365) over the first of each month.
	assert.Equal(t, money.Amount(114_011), o.Value)
	assert.Equal(t, []PriceTag{
		{WaivedMore, 1200, 1140, 1200, 100}, // 12 × 99.00 are worth 1,128.71
		{OneMoreInstalment, 0, 446, 0, 769}, // 12 × 92.31 and 92.28 are worth 1,135.65
		{LaterStart, 0, 902, 0, 0},          // a month later 1,131.09
		{GraceDay, 0, 30, 0, 0},             // 1,140.11 × (1 - 1.1^(-1/365)) is 0.2977
	}, s.PriceTags(&o, 1200))
	// Nothing is left to waive of the last unit, and no later start of the last one.
	final := s.Offer(Cell{Count: 24, Start: 1}, 0, 119_000)
	assert.Equal(t, []PriceTag{{Given: GraceDay}}, s.PriceTags(&final, 1200))
}
