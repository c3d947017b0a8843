package calc

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/money"
)

// Whatever a schedule says, it is answered: at most one check a kind, each with its
// words, and nothing twice different.
func TestAnyScheduleIsChecked(t *testing.T) {
	rounds := 4_000
	if testing.Short() {
		rounds = 400
	}
	answered, rated := 0, 0
	for seed := range rounds {
		random := rand.New(rand.NewPCG(uint64(seed), 7))
		var request CheckRequest
		fill(random, reflect.ValueOf(&request).Elem(), "")
		request.Pack, request.ContractDate, request.InterestFrom = "", 0, 0
		for len(request.Schedule) == 0 {
			fill(random, reflect.ValueOf(&request.Schedule).Elem(), `minitems:"1" maxitems:"600"`)
		}
		if seed%2 == 0 {
			slices.SortFunc(request.Schedule, func(a, b ScheduleRow) int { return int(a.Due - b.Due) })
			request.AsOf = request.Schedule[0].Due
		}
		for k := range request.Schedule { // small sums, so that they can be added
			row := &request.Schedule[k]
			for _, cell := range []*money.Amount{&row.Amount, row.Principal, row.Interest, row.Fees, row.Arrears, row.Balance} {
				if cell != nil {
					*cell %= 1_000_000
				}
			}
		}
		if request.Stated != nil && request.Stated.Terms != nil {
			request.Stated.Terms.Solve, request.Stated.Terms.InterestFrom = "", 0
		}
		text := appendCheckRequest(nil, &request)
		reply := Do("check", text)
		require.Equal(t, reply, Do("check", text))
		if reply.Failed {
			continue
		}
		answered++
		answer, problems := decodeCheckAnswer(reply.Body)
		require.Empty(t, problems)
		seen := map[CheckCode]bool{}
		for _, c := range answer.Checks {
			require.False(t, seen[c.Code], string(text))
			seen[c.Code] = true
			require.True(t, c.Detail != "" && c.DetailZH != "" && c.Pointer[0] == '#')
			require.LessOrEqual(t, c.Rows, len(request.Schedule))
		}
		if answer.AnnualRate != nil {
			rated++
		}
	}
	require.Positive(t, answered)
	require.Positive(t, rated)
}
