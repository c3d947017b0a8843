package negotiate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	. "parley/calc/negotiate"
)

func TestUnmet(t *testing.T) {
	yes := true
	tier := &Tier{When: &When{
		DaysOverdue: &DaysBand{From: 30, To: 90}, Balance: &BalanceBand{From: 100, To: 200}, Segments: []string{"card", "loan"}, Hardship: &yes,
	}}
	for _, row := range []struct {
		account Account
		want    []Condition
	}{
		{Account{30, 100, "loan", true}, nil}, // the first of each band is in it
		{Account{29, 100, "loan", true}, []Condition{OverdueCondition}},
		{Account{90, 199, "card", true}, []Condition{OverdueCondition}}, // the end is not
		{Account{89, 200, "card", true}, []Condition{BalanceCondition}},
		{Account{89, 99, "card", false}, []Condition{BalanceCondition, HardshipCondition}},
		{Account{89, 199, "", true}, []Condition{SegmentCondition}},
		{Account{0, 0, "Card", false}, []Condition{OverdueCondition, BalanceCondition, SegmentCondition, HardshipCondition}},
	} {
		assert.Equal(t, row.want, tier.Unmet(&row.account), row.account)
	}
	assert.Empty(t, new(Tier).Unmet(&Account{100_000, money.MaxAmount, "any", true}), "a tier that asks for nothing is for all")
}

// Compile takes the tiers of which nothing is unmet, and where there is none lays
// the grid that all of them would have.
func TestTiersOfAnAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := &Case{AsOf: day0, Currency: "CNY", Claim: ledger.Components{Principal: 100_00}, DaysOverdue: rapid.IntRange(0, 6).Draw(t, "days")}
		m := &Mandate{Frequencies: []civil.Frequency{monthly}, LatestFirstDueDays: 45}
		longest := 0
		for i := range rapid.IntRange(1, 3).Draw(t, "tiers") {
			from := rapid.IntRange(0, 6).Draw(t, "from")
			tier := Tier{Name: string(rune('a' + i)), When: overdue(from, from+2), MaxCount: rapid.IntRange(1, 9).Draw(t, "count")}
			m.Tiers, longest = append(m.Tiers, tier), max(longest, tier.MaxCount)
		}
		s, l, flaws := Compile(c, m, nil)
		require.Empty(t, flaws)
		account, applying := c.Account(), 0
		for i := range m.Tiers {
			if len(m.Tiers[i].Unmet(&account)) == 0 {
				applying++
			}
		}
		require.Len(t, l.Tiers, applying)
		if applying == 0 {
			require.Equal(t, 2*longest, s.CountMost)
		}
		s.Lay()
		require.Equal(t, applying > 0, s.Open(l))
	})
}

// The grid is said to end early exactly where a tier has time for one instalment
// more, and by it a debt would have grown more than a hundredfold, within the
// rounding of whole days.
func TestWhereTheGridEndsEarly(t *testing.T) {
	c := &Case{AsOf: day0, Currency: "CNY", Claim: ledger.Components{Principal: 100_00}}
	m := &Mandate{
		Tiers: []Tier{{Name: "a", MaxCount: 100, FinishWithinDays: 18_000}}, Frequencies: []civil.Frequency{monthly, weekly}, LatestFirstDueDays: 31,
		Rates: []money.Rate{rate("0", money.PerYear), rate("0.6", money.PerYear), rate("0.05", money.PerMonth)}, DepositStep: 50_00,
	}
	s, l, flaws := Compile(c, m, nil)
	require.Empty(t, flaws)
	s.Lay()
	// ln 100 / ln 1.05 = 94.4: 1.05^94 = 98.1, 1.05^95 = 103.0. A week bears a quarter of it.
	assert.Equal(t, []Longest{{0, 1, 94}, {0, 2, 94}}, s.Cut(l))
	l.Tiers[0].CountMost = 94
	assert.Empty(t, s.Cut(l), "as many as the tier asks for")
	l.Tiers[0].CountMost, l.Tiers[0].FinishBy = 100, monthly.Date(s.Starts[0][0], 94)-1
	assert.Empty(t, s.Cut(l), "the 95th is due a day after the tier ends")
	l.Tiers[0].FinishBy++
	assert.Len(t, s.Cut(l), 2)

	proposal := Proposal{Every: monthly, FirstDue: s.Starts[0][0], Rate: m.Rates[1], Count: 95}
	told := func() int {
		countered, ok := s.Counter(l, nil, &proposal)
		require.True(t, ok)
		return countered.CountMost
	}
	assert.Equal(t, 94, told())
	proposal.Count = 94
	assert.Zero(t, told())
	proposal.Count, proposal.Payment = 0, 5_00
	assert.Equal(t, 94, told(), "the interest alone is 5% of 100.00 a month")
	proposal.Payment = 6_00
	assert.Zero(t, told(), "1.05^−n = 1 − 5/6: 37 instalments")
}
