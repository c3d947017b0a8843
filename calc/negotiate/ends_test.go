package negotiate_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/money"
	"parley/calc/negotiate"
)

// TestEndsOfLargeSets looks at sets too large to enumerate where they could be
// wrong: at both ends of intervals, one step beyond, and anywhere.
func TestEndsOfLargeSets(t *testing.T) {
	cases := uint64(300)
	if testing.Short() {
		cases = 40
	}
	ends, parted := 0, 0
	for seed := range cases {
		random := rand.New(rand.NewPCG(seed, 67))
		d := draw(random.Int64N)
		s := randomSpace(d, 1+d.amount(pick[money.Amount](d, 10_000, 1_000_000, 10_000_000, money.MaxAmount/1_000)), 60)
		l := randomLimits(d, s)
		set := s.Feasible(l)
		found := waiversOf(t, s, set)
		agrees := func(at place, waiver money.Amount) {
			plan, ok := check(s, at.Cell, waiver)
			want := ok && waiver >= 0 && published(s, at.Cell) && within(s, l, &l.Tiers[at.tier], at.Cell, waiver, &plan, at.Count, plan.payment)
			require.Equal(t, want, holds(found[at], waiver), "seed %d: %+v, waiver %d, payment %d", seed, at, waiver, plan.payment)
		}
		for range min(len(set), 40) {
			slice := set[d(int64(len(set)))]
			at := place{slice.Cell, slice.Tier}
			if len(slice.Waivers) > 1 {
				parted++
			}
			for range min(len(slice.Waivers), 10) {
				w := slice.Waivers[d(int64(len(slice.Waivers)))]
				for _, waiver := range []money.Amount{w.Low, w.High, w.Low - s.WaiverStep, w.High + s.WaiverStep} {
					agrees(at, waiver)
					ends++
				}
				agrees(at, w.Low+d.amount((w.High-w.Low)/s.WaiverStep)*s.WaiverStep)
			}
		}
		for range 100 {
			f := int(d(int64(len(s.Frequencies))))
			c := negotiate.Cell{Frequency: f, Start: int(d(int64(len(s.Starts[f])))), Rate: int(d(int64(len(s.Rates)))),
				Count: 1 + int(d(int64(s.CountMost))), Deposit: s.DepositStep * money.Amount(d(3))}
			if c.Deposit < s.Claim {
				agrees(place{c, int(d(int64(len(l.Tiers))))}, d.amount((s.Claim-c.Deposit-1)/s.WaiverStep)*s.WaiverStep)
			}
		}
	}
	require.Greater(t, ends, 50*int(cases))
	require.Greater(t, parted, int(cases)/10) // slices with a gap between their waivers
}
