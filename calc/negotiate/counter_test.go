package negotiate

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
)

func proposalOf(s *Space, o *Offer) *Proposal {
	return &Proposal{
		Every: s.Frequencies[o.Frequency], FirstDue: s.Starts[o.Frequency][o.Start], Rate: s.Rates[o.Rate],
		Count: o.Count, Deposit: o.Deposit, Waiver: o.Waiver,
	}
}

// A plan of the set comes back unchanged, whatever else it could be.
func TestCounteringAnAdmissiblePlanReturnsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		for _, o := range everyOffer(t, s, set) {
			got, ok := s.Counter(l, set, proposalOf(s, &o))
			require.True(t, ok)
			require.True(t, got.Accepted)
			require.Empty(t, got.Nearest)
			got.Plan.Tier = o.Tier // the first tier that allows it
			require.Equal(t, o, got.Plan)
		}
	})
}

// Any other proposal is answered by plans of the set, and none that changes the same
// one thing, or as few things, is nearer.
func TestCounterOffersAreTheNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		all := everyOffer(t, s, set)
		f := rapid.IntRange(0, len(s.Frequencies)-1).Draw(t, "frequency")
		p := &Proposal{
			Every: s.Frequencies[f], FirstDue: s.AsOf + civil.Date(rapid.IntRange(0, 60).Draw(t, "first due")),
			Rate: s.Rates[rapid.IntRange(0, len(s.Rates)-1).Draw(t, "rate")], Count: rapid.IntRange(0, 5).Draw(t, "count"),
			Payment: money.Amount(rapid.IntRange(1, 200).Draw(t, "payment")), Deposit: money.Amount(rapid.IntRange(0, 300).Draw(t, "deposit")),
			Waiver: money.Amount(rapid.IntRange(0, 300).Draw(t, "waiver")),
		}
		got, ok := s.Counter(l, set, p)
		require.True(t, ok)
		require.Positive(t, s.Claim-got.Plan.Deposit-got.Plan.Waiver)
		inSet := false
		for i := range all {
			inSet = inSet || all[i].Cell == got.Plan.Cell && all[i].Waiver == got.Plan.Waiver
		}
		require.Equal(t, inSet, got.Accepted)
		if !got.Accepted {
			require.Equal(t, len(all) == 0, len(got.Nearest) == 0)
		}
		for _, nearest := range got.Nearest {
			require.Contains(t, all, nearest.Offer)
			require.NotEmpty(t, nearest.Changed)
			for i := range all {
				other := Counter{all[i], s.changed(&got.Plan, &all[i])}
				if len(other.Changed) == 1 && len(nearest.Changed) == 1 && other.Changed[0] != nearest.Changed[0] {
					continue
				}
				require.GreaterOrEqual(t, len(other.Changed), len(nearest.Changed))
				if len(other.Changed) == 1 && other.Changed[0] == WaiverIssue {
					require.GreaterOrEqual(t, apart(int64(all[i].Waiver), int64(got.Plan.Waiver)), apart(int64(nearest.Waiver), int64(got.Plan.Waiver)))
				} else if len(other.Changed) == 1 {
					require.LessOrEqual(t, s.closer(&got.Plan, &nearest, &other), 0)
				}
			}
		}
	})
}

// A borrower's own amount becomes the fewest instalments that it carries.
func TestOwnAmountIsSnapped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		p := &Proposal{Every: s.Frequencies[0], FirstDue: s.Starts[0][0], Rate: s.Rates[0], Payment: money.Amount(rapid.IntRange(1, 300).Draw(t, "payment"))}
		got, ok := s.Counter(l, s.Feasible(l), p)
		require.True(t, ok)
		if got.Plan.Count < s.CountMost {
			require.LessOrEqual(t, got.Plan.Payment, (p.Payment+s.PaymentStep-1)/s.PaymentStep*s.PaymentStep)
		}
		if got.Plan.Count > 1 {
			fewer := s.Offer(Cell{Count: got.Plan.Count - 1}, 0, 0)
			require.True(t, fewer.Payment > p.Payment || s.Claim > s.ladders[0].Carries(p.Payment, got.Plan.Count-1))
		}
	})
}
