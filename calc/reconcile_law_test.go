package calc

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// everySearch are lists of two or three choices, of which all can be tried.
func everySearch() *Search {
	return &Search{
		DayCounts: []civil.DayCount{civil.Actual365Fixed, civil.Actual360, civil.ThirtyE360}, EndRules: []ledger.EndRule{ledger.ExcludeEnd, ledger.IncludeBoth},
		Compounds: []ledger.Compounds{ledger.Never, ledger.Monthly}, Rounding: []money.Rounding{money.HalfUp, money.Down},
		RoundEach: []ledger.RoundEach{ledger.RoundEachDay, ledger.RoundEachPeriod}, PenaltyBase: []PenaltyBase{PenaltyOnPrincipal, PenaltyOnInterest},
		GraceDays: []int{0, 3},
	}
}

// changed is an account with one choice of each list, zero for none: what reconcile
// does, written rule by rule and key by key.
func changed(request AssessRequest, s *Search, at [7]int) AssessRequest {
	request.Rules = slices.Clone(request.Rules)
	for i := range request.Rules {
		rule := &request.Rules[i]
		if rule.Kind == ledger.LateFee {
			continue
		}
		if at[0] > 0 {
			rule.DayCount = s.DayCounts[at[0]-1]
		}
		if at[1] > 0 {
			rule.EndRule = s.EndRules[at[1]-1]
		}
		if at[2] > 0 {
			rule.Compounds = s.Compounds[at[2]-1]
		}
		if at[3] > 0 {
			rule.Rounding = s.Rounding[at[3]-1]
		}
		if at[4] > 0 {
			rule.RoundEach = s.RoundEach[at[4]-1]
		}
		if rule.Into != ledger.Penalty {
			continue
		}
		if at[5] == 1 {
			rule.On = []ledger.Component{ledger.Principal}
		} else if at[5] == 2 {
			rule.On = []ledger.Component{ledger.Principal, ledger.Interest}
		}
		if days := s.GraceDays[max(at[6]-1, 0)]; at[6] > 0 && (rule.From != ledger.FromDueDate || days > 0) {
			rule.From, rule.GraceDays = ledger.FromAfterGrace, days
		}
	}
	return request
}

// A lender's figure that some conventions give is found, and whatever is said to
// match does when its conventions are put into the request.
func TestReconcileFindsTheConventions(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 20
	}
	random := rand.New(rand.NewPCG(3, 1))
	for range rounds {
		request, s := randomHistory(random), everySearch()
		var at [7]int
		for range 1 + random.IntN(3) {
			d := random.IntN(7)
			at[d] = 1 + random.IntN([7]int{3, 2, 2, 2, 2, 2, 2}[d])
		}
		theirs := changed(request, s, at)
		want, problems := assess(&theirs)
		require.Empty(t, problems)
		c := &want.Claim.Components
		lender := LenderFigure{Total: &want.Claim.Total, Components: &LenderComponents{Interest: &c.Interest, Penalty: &c.Penalty}}
		answer, problems := reconcile(&ReconcileRequest{AssessRequest: request, Search: s, Lender: lender})
		require.Empty(t, problems)
		require.True(t, answer.Complete)
		require.NotEmpty(t, answer.Matches)
		require.Empty(t, answer.Nearest)
		for _, match := range answer.Matches {
			again := changed(request, s, places(s, &match.Conventions))
			got, problems := assess(&again)
			require.Empty(t, problems)
			require.Equal(t, got.Claim.Components, match.Components)
			require.Zero(t, lender.far(&got.Claim))
		}
	}
}

// places finds the conventions of a match in the lists of a search.
func places(s *Search, c *Conventions) (at [7]int) {
	at = [7]int{
		1 + slices.Index(s.DayCounts, c.DayCount), 1 + slices.Index(s.EndRules, c.EndRule), 1 + slices.Index(s.Compounds, c.Compounds),
		1 + slices.Index(s.Rounding, c.Rounding), 1 + slices.Index(s.RoundEach, c.RoundEach), 1 + slices.Index(s.PenaltyBase, c.PenaltyBase),
	}
	if c.GraceDays != nil {
		at[6] = 1 + slices.Index(s.GraceDays, *c.GraceDays)
	}
	return at
}

// What is said to be nearest is: every combination, reckoned by assess, is as far or
// further.
func TestReconcileNearestIsNearest(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 4
	}
	random := rand.New(rand.NewPCG(3, 2))
	for range rounds {
		request, s := randomHistory(random), everySearch()
		theirs, problems := assess(&request)
		require.Empty(t, problems)
		total := max(theirs.Claim.Total+money.Amount(random.Int64N(2001))-1000, 0)
		interest := theirs.Claim.Components.Interest + 1
		answer, problems := reconcile(&ReconcileRequest{AssessRequest: request, Search: s, Lender: LenderFigure{
			Total: &total, Components: &LenderComponents{Interest: &interest},
		}})
		require.Empty(t, problems)
		require.True(t, answer.Complete)
		least := money.MaxAmount
		for k := range 4 * 3 * 3 * 3 * 3 * 3 * 3 {
			var at [7]int
			for d, n := range [7]int{4, 3, 3, 3, 3, 3, 3} {
				at[d], k = k%n, k/n
			}
			try := changed(request, s, at)
			got, problems := assess(&try)
			require.Empty(t, problems)
			d1, d2 := got.Claim.Total-total, got.Claim.Components.Interest-interest
			least = min(least, max(d1, -d1)+max(d2, -d2))
		}
		if least == 0 {
			require.NotEmpty(t, answer.Matches)
			continue
		}
		require.Empty(t, answer.Matches)
		require.Equal(t, least, answer.Nearest[0].Difference)
		require.True(t, slices.IsSortedFunc(answer.Nearest, func(a, b ReconcileTry) int { return int(a.Difference - b.Difference) }))
	}
}
