package negotiate_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/ledger"
	"parley/calc/money"
	. "parley/calc/negotiate"
)

func overdue(from, to int) *When { return &When{DaysOverdue: &DaysBand{From: from, To: to}} }

func interest(share string) *Ceilings { return &Ceilings{Interest: fraction(share)} }

func TestLint(t *testing.T) {
	yes, no := true, false
	for _, row := range []struct {
		it   string
		m    Mandate
		want []Remark
	}{
		{"finds nothing where bands touch and the faster tier waives more", Mandate{Tiers: []Tier{
			{Name: "slow", When: overdue(30, 90), MaxCount: 36, Ceilings: interest("0.3")},
			{Name: "fast", When: overdue(30, 90), MaxCount: 6, Ceilings: interest("0.5")},
			{Name: "old", When: overdue(90, 0), MaxCount: 36, Ceilings: interest("0.5")},
		}}, nil},
		{"finds the days between two bands, the last of them the day before the second", Mandate{Tiers: []Tier{
			{Name: "a", When: overdue(30, 60)}, {Name: "b", When: overdue(90, 0)},
		}}, []Remark{{Code: BandHole, When: overdue(60, 90)}}},
		{"finds the balances between two bands", Mandate{Tiers: []Tier{
			{Name: "a", When: &When{Balance: &BalanceBand{To: 100}}}, {Name: "b", When: &When{Balance: &BalanceBand{From: 101}}},
		}}, []Remark{{Code: BandHole, When: &When{Balance: &BalanceBand{From: 100, To: 101}}}}},
		{"finds a hole that only one segment out of hardship has", Mandate{Tiers: []Tier{
			{Name: "a", When: &When{DaysOverdue: &DaysBand{To: 90}}},
			{Name: "b", When: &When{DaysOverdue: &DaysBand{From: 90}, Hardship: &yes}},
			{Name: "c", When: &When{DaysOverdue: &DaysBand{From: 90}, Hardship: &no, Segments: []string{"card"}}},
		}}, []Remark{{Code: BandHole, When: &When{DaysOverdue: &DaysBand{From: 90}, Hardship: &no}}}},
		{"finds two tiers of one speed, each of which waives more of something", Mandate{Tiers: []Tier{
			{Name: "a", MaxCount: 12, Ceilings: interest("0.5")}, {Name: "b", MaxCount: 12, Ceilings: &Ceilings{Fees: fraction("1")}},
		}}, []Remark{{Code: BandOverlap, Tier: "a", Other: "b"}}},
		{"finds ceilings that fall as payment gets faster", Mandate{Levels: []string{"x", "y"}, Tiers: []Tier{
			{Name: "fast", MaxCount: 6, Ceilings: interest("0.2"), Level: "x"},
			{Name: "slow", MaxCount: 36, Ceilings: interest("0.3"), Level: "y"},
		}}, []Remark{{Code: FasterWaivesLess, Tier: "fast", Other: "slow", Component: ledger.Interest}}},
		{"finds a tier that another one covers", Mandate{Tiers: []Tier{
			{Name: "narrow", When: overdue(30, 90), MaxCount: 12, Ceilings: interest("0.2")},
			{Name: "wide", When: overdue(30, 0), MaxCount: 12, Ceilings: interest("0.3")},
		}}, []Remark{{Code: TierCovered, Tier: "narrow", Other: "wide"}}},
		{"finds a larger concession on less authority", Mandate{Levels: []string{"collector", "manager"}, Tiers: []Tier{
			{Name: "small", When: overdue(0, 90), MaxCount: 12, Ceilings: interest("0.2"), Level: "manager"},
			{Name: "large", When: overdue(60, 0), MaxCount: 12, Ceilings: interest("0.3"), Level: "collector"},
		}}, []Remark{{Code: ApprovalLower, Tier: "large", Other: "small"}}},
		{"finds a tier whose deposit leaves nothing for an instalment", Mandate{Tiers: []Tier{
			{Name: "all of it", MinDeposit: fraction("1")},
		}}, []Remark{{Code: TierEmpty, Tier: "all of it"}}},
		{"finds a tier for claims below the step of deposits: of 1000 at most 999, and no step of 1000 below it", Mandate{DepositStep: 1000, Tiers: []Tier{
			{Name: "small claims", MinDeposit: fraction("0.1"), When: &When{Balance: &BalanceBand{To: 1001}}},
		}}, []Remark{{Code: TierEmpty, Tier: "small claims"}}},
		{"finds waivers that the floor never lets anyone have: 0.4 and 0.7 are more than 1", Mandate{RecoveryFloor: fraction("0.7"), Tiers: []Tier{
			{Name: "much", Ceilings: &Ceilings{fraction("0.4"), fraction("0.4"), fraction("0.5"), fraction("1"), fraction("1"), fraction("0.4")}},
		}}, []Remark{{Code: CeilingBeyondFloor, Tier: "much"}}},
		{"takes a floor that meets the waivers exactly", Mandate{RecoveryFloor: fraction("0.6"), Tiers: []Tier{
			{Name: "much", Ceilings: &Ceilings{fraction("0.4"), fraction("0.4"), fraction("0.5"), fraction("1"), fraction("1"), fraction("0.4")}},
		}}, nil},
	} {
		assert.Equal(t, row.want, Lint(&row.m), row.it)
	}
}

func TestLintIsBounded(t *testing.T) {
	m := &Mandate{}
	for i := range 200 {
		m.Tiers = append(m.Tiers, Tier{Name: "t", When: &When{DaysOverdue: &DaysBand{From: 3 * i, To: 3*i + 1}, Balance: &BalanceBand{From: money.Amount(3 * i), To: money.Amount(3*i + 1)}}})
	}
	assert.Len(t, Lint(m), RemarksMost)
}

func TestCliffs(t *testing.T) {
	c := &Case{AsOf: dated("2026-11-23"), Currency: "CNY", Claim: ledger.Components{Principal: 1000_00, Interest: 200_00}}
	m := &Mandate{Tiers: []Tier{
		{Name: "early", When: overdue(30, 90), Ceilings: interest("0.25")},
		{Name: "late", When: overdue(90, 0), Ceilings: interest("0.6")},
	}}
	var changes []money.Amount
	var on []int
	for _, r := range Cliffs(c, m, 60_00) {
		require.Equal(t, Cliff, r.Code)
		changes, on = append(changes, *r.Change), append(on, r.Day)
	}
	assert.Equal(t, []int{90}, on, "50.00 from day 30 is below 60.00")
	assert.Equal(t, []money.Amount{70_00}, changes, "200 × 0.6 − 200 × 0.25")
}

// The days that are told are those that a clerk finds who looks at every day.
func TestWaitingPaysAgainstEveryDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(t, name) }
		c := &Case{Currency: "CNY", Claim: ledger.Components{Principal: money.Amount(draw("principal", 1, 300)), Interest: money.Amount(draw("interest", 0, 90))}, DaysOverdue: draw("days", 0, 20)}
		m := &Mandate{}
		for i := range draw("tiers", 1, 4) {
			most, days, balance := money.Amount(draw("most", 0, 200)), draw("from", 0, 60), money.Amount(draw("sum", 0, 400))
			tier := Tier{Name: string(rune('a' + i)), When: &When{DaysOverdue: &DaysBand{From: days, To: days + draw("long", 1, 40)}}, Ceilings: &Ceilings{
				Interest: fraction([]string{"0", "0.3", "0.55", "1"}[draw("of interest", 0, 3)]), Principal: fraction([]string{"0", "0.07", "0.25"}[draw("of principal", 0, 2)]),
			}}
			if rapid.Bool().Draw(t, "capped") {
				tier.MaxWaiver = &most
			}
			if rapid.Bool().Draw(t, "by balance") {
				tier.When.Balance = &BalanceBand{From: balance, To: balance + money.Amount(draw("wide", 1, 300))}
			}
			m.Tiers = append(m.Tiers, tier)
		}
		perDay := money.Amount(draw("per day", 0, 9))
		settles := func(day int) money.Amount {
			interest := c.Claim.Interest + perDay*money.Amount(day-c.DaysOverdue)
			owed, most := c.Claim.Principal+interest, money.Amount(0)
			for i := range m.Tiers {
				tier := &m.Tiers[i]
				band, sums := tier.When.DaysOverdue, tier.When.Balance
				if day < band.From || day >= band.To || sums != nil && (owed < sums.From || owed >= sums.To) {
					continue
				}
				waived := money.Amount(tier.Ceilings.Interest.Mul(decimal.NewFromInt(int64(interest))).IntPart() + tier.Ceilings.Principal.Mul(decimal.NewFromInt(int64(c.Claim.Principal))).IntPart())
				if tier.MaxWaiver != nil {
					waived = min(waived, *tier.MaxWaiver)
				}
				most = max(most, waived)
			}
			return owed - most
		}
		var want []Remark
		best := settles(c.DaysOverdue)
		for day := c.DaysOverdue + 1; day <= 500; day++ {
			if least := settles(day); least < best {
				change := best - least
				want = append(want, Remark{Code: WaitingPays, Day: day, Change: &change})
				best = least
			}
		}
		require.Equal(t, want, Waiting(c, m, perDay))
	})
}
