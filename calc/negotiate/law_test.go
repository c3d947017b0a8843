package negotiate_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
)

// drawFrom draws evenly: rapid's own numbers are small ones most of the time, with
// which most sets are empty and a law says nothing.
func drawFrom(t *rapid.T) draw {
	return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), rapid.Uint64().Draw(t, "seed"))).Int64N
}

func drawn(t *rapid.T) (draw, *negotiate.Space, *negotiate.Limits) {
	d := drawFrom(t)
	s := randomSpace(d, 1+d.amount(pick[money.Amount](d, 50, 5_000, 1_000_000)), pick[int64](d, 3, 12, 36))
	return d, s, randomLimits(d, s)
}

func raise(limit *money.Amount, by money.Amount) { *limit = min(*limit+by, negotiate.Most) }

func copied(l *negotiate.Limits) *negotiate.Limits {
	other := *l
	other.Caps, other.Tiers = slices.Clone(l.Caps), slices.Clone(l.Tiers)
	return &other
}

// A borrower who can pay more is never offered less at the same speed: in each cell,
// and for each frequency, start, rate and count over all deposits, the largest
// waiver does not shrink.
func TestALargerBudgetIsNotHeldAgainstTheBorrower(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, s, small := drawn(t)
		large := copied(small)
		for f := range large.Caps {
			raise(&large.Caps[f], d.share(s.Claim/4))
		}
		raise(&large.DepositMost, d.share(s.Claim/2))
		speed := func(at place) place {
			at.Deposit = 0
			return at
		}
		after, bySpeed := waiversOf(t, s, s.Feasible(large)), map[place]money.Amount{}
		for at, waivers := range after {
			bySpeed[speed(at)] = max(bySpeed[speed(at)], lastOf(waivers))
		}
		for at, waivers := range waiversOf(t, s, s.Feasible(small)) {
			require.NotEmpty(t, after[at])
			require.GreaterOrEqual(t, lastOf(after[at]), lastOf(waivers))
			require.GreaterOrEqual(t, bySpeed[speed(at)], lastOf(waivers))
		}
	})
}

// Without interest all plans of one waiver cost the claim less it, and the longer
// they are the less they are worth, but for a unit of rounding.
func TestWithoutInterestTheCountCostsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, s, _ := drawn(t)
		s.Rates = []money.Rate{rate("0", money.PerYear)}
		s.Lay()
		c := negotiate.Cell{Deposit: pick(d, 0, s.DepositStep)}
		waiver, worth := d.amount(s.Claim-1), negotiate.Most
		for c.Count = 1; c.Count <= s.CountMost; c.Count++ {
			plan, ok := check(s, c, waiver)
			if !ok {
				return // nothing is left to pay
			}
			offer := s.Offer(c, 0, waiver)
			require.Equal(t, s.Claim-waiver, offer.Paid)
			require.Equal(t, plan.value, offer.Value)
			require.LessOrEqual(t, offer.Value, worth+1)
			worth = offer.Value
		}
	})
}

// The order of the tiers changes nothing but their places.
func TestTheOrderOfTiersDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s, l := drawn(t)
		order := rapid.Permutation([]int{0, 1, 2}[:len(l.Tiers)]).Draw(t, "order")
		other := copied(l)
		for to, from := range order {
			other.Tiers[to] = l.Tiers[from]
		}
		want, got := waiversOf(t, s, s.Feasible(l)), waiversOf(t, s, s.Feasible(other))
		require.Len(t, got, len(want))
		for at, waivers := range got {
			at.tier = order[at.tier]
			require.Equal(t, want[at], waivers)
		}
		require.Equal(t, s.Plans(s.Feasible(l)), s.Plans(s.Feasible(other)))
	})
}

// All sums and steps times a hundred, without interest and discount, make all
// waivers a hundred times what they were.
func TestAHundredfoldIsTheSameInOtherMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s, l := drawn(t)
		s.Rates, s.Discount = []money.Rate{rate("0", money.PerYear)}, rate("0", money.PerYear)
		s.Lay()
		want := s.Feasible(l)
		hundred := *s
		large := copied(l)
		sums := []*money.Amount{&hundred.Claim, &hundred.DepositStep, &hundred.PaymentStep, &hundred.WaiverStep,
			&large.DepositMost, &large.PaidMost, &large.PaymentLeast, &large.ValueLeast, &large.PaidLeast}
		for f := range large.Caps {
			sums = append(sums, &large.Caps[f])
		}
		for i := range large.Tiers {
			tier := &large.Tiers[i]
			sums = append(sums, &tier.DepositLeast, &tier.WaiverMost)
			for _, component := range ledger.AllComponents {
				sums = append(sums, tier.Ceilings.At(component))
			}
		}
		for _, sum := range sums {
			if *sum < negotiate.Most {
				*sum *= 100
			}
		}
		hundred.Lay()
		got := hundred.Feasible(large)
		require.Len(t, got, len(want))
		for i := range got {
			got[i].Deposit /= 100
			for k := range got[i].Waivers {
				got[i].Waivers[k].Low /= 100
				got[i].Waivers[k].High /= 100
			}
		}
		require.Equal(t, want, got)
	})
}

// A budget of nothing, or less, is no plan and no panic.
func TestNoBudgetIsNoPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, s, l := drawn(t)
		for f := range l.Caps {
			l.Caps[f] = -d.amount(s.Claim) * money.Amount(d(2))
		}
		require.Empty(t, s.Feasible(l))
		require.False(t, s.Open(l))
		require.Zero(t, s.Plans(nil))
	})
}
