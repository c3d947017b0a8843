package calc_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc"
)

// drawnFile holds a request on each line, for the benchmarks natively and in the browser.
const drawnFile = "testdata/bench/negotiate.jsonl"

// drawnNegotiations are requests of the size that a page has to answer while
// somebody types: 60 instalments, five tiers, three frequencies with about three
// first due dates each, two rates. A third of the budgets are ample, a third lie
// near what the mandate asks for, and a third are far below it.
func drawnNegotiations() (requests [][]byte) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 2026))
		between := func(low, high int) int { return low + random.IntN(high-low+1) }
		principal, interest, penalty, fees := between(5_000, 120_000), between(0, 9_000), between(0, 2_000), between(0, 500)
		claim := principal + interest + penalty + fees
		floor := between(60, 95) // percent of the claim
		share := [3][2]int{{150, 300}, {85, 115}, {10, 70}}[seed%3]
		monthly := claim * floor / 100 / 60 * between(share[0], share[1]) / 100
		var tiers []string
		for i := range 5 {
			tier := fmt.Sprintf(`{"name":"tier %d","finish_within_days":%d,"max_count":%d,"ceilings":{"penalty":"1","fees":"1","interest":"0.%d"},"level":"level %d"`,
				i, 400*(i+1), between(12*(i+1), 60), 9-i, i)
			if i == 4 {
				tier += fmt.Sprintf(`,"min_deposit":"0.0%d","max_waiver":"%d.00"`, between(1, 9), between(claim/20, claim/4))
			}
			tiers = append(tiers, tier+"}")
		}
		budget := fmt.Sprintf(`{"per_period":"%d.00","deposit":"%d.00"`, monthly, between(0, claim/6))
		if random.IntN(2) == 0 {
			budget += fmt.Sprintf(`,"payday":%d`, between(1, 31))
		}
		if random.IntN(3) == 0 {
			budget += fmt.Sprintf(`,"total_cap":"%d.00"`, claim*between(80, 130)/100)
		}
		if random.IntN(3) == 0 {
			budget += fmt.Sprintf(`,"latest_finish":"20%d-06-30"`, between(29, 33))
		}
		requests = append(requests, fmt.Appendf(nil, `{"as_of":"2026-11-24","currency":"CNY","view":"creditor",`+
			`"claim":{"components":{"principal":"%d.00","interest":"%d.50","penalty":"%d.20","fees":"%d.00"},"oldest_due":"2026-07-05"},`+
			`"mandate":{"tiers":[%s],"frequencies":[{"unit":"month","n":1},{"unit":"semi_month","n":1},{"unit":"week","n":2}],`+
			`"rates":[{"value":"0","per":"year"},{"value":"0.%02d","per":"year"}],"min_payment":"%d.00","latest_first_due_days":%d,`+
			`"discount_rate":{"value":"0.%02d","per":"year"},"npv_floor":"0.%d","recovery_floor":"0.%d"},"budget":%s}}`,
			principal, interest, penalty, fees, strings.Join(tiers, ","), between(3, 18), between(0, 200), between(40, 60),
			between(3, 12), max(floor-between(0, 20), 40), floor, budget))
	}
	return requests
}

// TestDrawnNegotiations holds the file that the benchmarks read against the
// draw, and that the draw asks for what it says: answers of both kinds, no problem.
func TestDrawnNegotiations(t *testing.T) {
	requests := drawnNegotiations()
	drawn := append(bytes.Join(requests, []byte("\n")), '\n')
	if *update {
		require.NoError(t, os.WriteFile(drawnFile, drawn, 0o644))
	}
	kept, err := os.ReadFile(drawnFile)
	require.NoError(t, err)
	require.Equal(t, string(drawn), string(kept), "go test -run TestDrawnNegotiations ./calc -update")
	apart := 0
	for _, request := range requests {
		reply := calc.Do("negotiate", request)
		require.False(t, reply.Failed, "%s\n%s", request, reply.Body)
		if bytes.Contains(reply.Body, []byte(`"status":"no_agreement"`)) {
			apart++
		}
	}
	require.Greater(t, apart, len(requests)/4)
	require.Less(t, apart, len(requests)*3/4)
}
