package negotiate

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
)

// Reach is what can be found by looking at every plan of the set: of each number of
// instalments, or of each deposit, the most waived with all else as it is.
func TestReachIsAllThatOneMoveLeadsTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		got, ok := s.Counter(l, set, &Proposal{
			Every: s.Frequencies[0], FirstDue: s.AsOf + civil.Date(rapid.IntRange(0, 60).Draw(t, "first due")), Rate: s.Rates[0],
			Count: rapid.IntRange(1, 5).Draw(t, "count"), Deposit: money.Amount(rapid.IntRange(0, 300).Draw(t, "deposit")),
		})
		require.True(t, ok)
		byCount, byDeposit := map[int]money.Amount{}, map[money.Amount]money.Amount{}
		for _, o := range everyOffer(t, s, set) {
			same := o.Cell
			same.Count, same.Deposit = got.Plan.Count, got.Plan.Deposit
			if same != got.Plan.Cell {
				continue
			}
			if o.Deposit == got.Plan.Deposit {
				byCount[o.Count] = max(byCount[o.Count], o.Waiver)
			}
			if o.Count == got.Plan.Count {
				byDeposit[o.Deposit] = max(byDeposit[o.Deposit], o.Waiver)
			}
		}
		counts, deposits := s.Reach(set, &got.Plan)
		require.Len(t, counts, len(byCount))
		require.Len(t, deposits, len(byDeposit))
		for i := range counts {
			require.Equal(t, byCount[counts[i].Count], counts[i].Waiver)
			require.Equal(t, s.changed(&got.Plan, &counts[i].Offer), counts[i].Changed)
			require.True(t, i == 0 || counts[i-1].Count < counts[i].Count)
		}
		for i := range deposits {
			require.Equal(t, byDeposit[deposits[i].Deposit], deposits[i].Waiver)
			require.True(t, i == 0 || deposits[i-1].Deposit < deposits[i].Deposit)
		}
	})
}
