package negotiate

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/money"
)

// A plan breaks no limit exactly when it is in the set.
func TestPlansOfTheSetBreakNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		c := Cell{Frequency: rapid.IntRange(0, len(s.Frequencies)-1).Draw(t, "frequency"), Count: rapid.IntRange(1, s.CountMost).Draw(t, "count")}
		if c.Deposit = s.DepositStep * money.Amount(rapid.IntRange(0, 3).Draw(t, "deposit")); c.Deposit >= s.Claim {
			c.Deposit = 0
		}
		waiver := money.Amount(rapid.IntRange(0, int(s.Claim-c.Deposit-1)).Draw(t, "waiver")) / s.WaiverStep * s.WaiverStep
		in := false
		for _, slice := range set {
			in = in || slice.Cell == c && holds(slice.Waivers, waiver)
		}
		o := s.Offer(c, 0, waiver)
		require.Equal(t, in, len(s.Broken(l, &o)) == 0)
		for _, broken := range s.Broken(l, &o) {
			require.NotEqual(t, broken.Figure, broken.Limit)
		}
	})
}
