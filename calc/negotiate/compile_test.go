package negotiate_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	. "parley/calc/negotiate"
)

func dated(text string) civil.Date { return civil.MustParse(text) }

func fraction(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func days(dates []civil.Date) (texts []string) {
	for _, d := range dates {
		texts = append(texts, d.String())
	}
	return texts
}

// story is a card debt of 32,202.70 yuan, 141 days overdue, as a mandate of two
// tiers sees it.
func story() (*Case, *Mandate) {
	c := &Case{
		AsOf: dated("2026-11-23"), Currency: "CNY", DaysOverdue: 141,
		Claim: ledger.Components{Principal: 30000_00, Interest: 1642_50, Penalty: 410_20, Fees: 150_00},
	}
	most := money.Amount(3000_00)
	return c, &Mandate{
		Tiers: []Tier{
			{
				Name: "three years", When: &When{DaysOverdue: &DaysBand{From: 30}}, FinishWithinDays: 1100, MaxCount: 36,
				Ceilings: &Ceilings{Penalty: fraction("1"), Interest: fraction("0.3")}, Level: "team_lead",
			},
			{
				Name: "settle within a month", When: &When{DaysOverdue: &DaysBand{From: 90}, Balance: &BalanceBand{To: 50000_00}}, FinishWithinDays: 31, MaxCount: 1,
				MinDeposit: fraction("0.1"), Ceilings: &Ceilings{Penalty: fraction("1"), Fees: fraction("1"), Interest: fraction("0.8")}, MaxWaiver: &most, Level: "collector",
			},
			{Name: "not yet", When: &When{DaysOverdue: &DaysBand{To: 90}}, Level: "collector"},
		},
		Frequencies: []civil.Frequency{monthly, weekly}, MinPayment: 200_00, LatestFirstDueDays: 45,
		NPVFloor: fraction("0.70"), RecoveryFloor: fraction("0.75"), Levels: []string{"collector", "team_lead"},
	}
}

func TestCompile(t *testing.T) {
	c, m := story()
	stated := money.Amount(1200_00)
	s, l, flaws := Compile(c, m, &Budget{PerPeriod: &stated, Deposit: 2000_00, Earliest: dated("2026-12-10"), Payday: 10})
	require.Empty(t, flaws)
	assert.Equal(t, money.Amount(32202_70), s.Claim)
	assert.Equal(t, []string{"2026-12-10"}, days(s.Starts[0]), "the next pay day; 10 January is 48 days away")
	assert.Equal(t, []string{"2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31", "2027-01-07"}, days(s.Starts[1]), "up to 45 days: 7 January")
	assert.Equal(t, 36, s.CountMost)
	assert.Equal(t, money.Amount(1000_00), s.DepositStep, "a fiftieth is 644.05: of 500 and 1,000 the one above it")
	assert.Equal(t, c.AsOf, s.DepositDue)
	assert.Equal(t, Limits{
		Caps:        []money.Amount{1200_00, 276_92}, // 1200 × 12 / 52 = 276.923
		DepositMost: 2000_00, Earliest: dated("2026-12-10"), LatestFinish: civil.MaxDate, PaidMost: Most,
		LatestFirst: dated("2027-01-07"), PaymentLeast: 200_00,
		ValueLeast: 22541_89, // 32,202.70 × 0.70 exactly
		PaidLeast:  24152_03, // 32,202.70 × 0.75 = 24,152.025, up
		Tiers: []TierLimits{
			{
				Name: "settle within a month", Level: "collector", FinishBy: dated("2026-12-24"), CountMost: 1, DepositLeast: 3220_27,
				Ceilings: ledger.Components{Penalty: 410_20, Fees: 150_00, Interest: 1314_00}, WaiverMost: 3000_00,
			},
			{
				Name: "three years", Level: "team_lead", FinishBy: dated("2029-11-27"), CountMost: 36, // 2026-11-23 + 1100
				Ceilings: ledger.Components{Penalty: 410_20, Interest: 492_75}, WaiverMost: Most,
			},
		},
	}, *l)
	s.Lay()
	assert.True(t, s.Open(l), "36 payments of 1,200.00 are 43,200.00")
}
