package negotiate_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
)

// wider are the limits, the borrower's first: how to give way in each, and where it
// leaves little or nothing. The tier is one of the limits'.
var wider = []struct {
	limit string
	by    func(d draw, l *negotiate.Limits, tier *negotiate.TierLimits, s *negotiate.Space)
	shut  func(l *negotiate.Limits, tier *negotiate.TierLimits, s *negotiate.Space)
}{
	{"cap",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) {
			raise(&l.Caps[d(int64(len(l.Caps)))], d.share(s.Claim))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) { clear(l.Caps) }},
	{"largest deposit",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) {
			raise(&l.DepositMost, d.share(s.Claim))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) { l.DepositMost = 0 }},
	{"earliest",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) {
			l.Earliest -= civil.Date(d(30))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) { l.Earliest = day0 + 35 }},
	{"latest finish",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) {
			l.LatestFinish += civil.Date(d(31 * int64(s.CountMost)))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) { l.LatestFinish = day0 + 10 }},
	{"most in all",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) {
			raise(&l.PaidMost, d.share(s.Claim))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) { l.PaidMost = s.Claim / 2 }},
	{"latest first",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) {
			l.LatestFirst += civil.Date(d(30))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) { l.LatestFirst = day0 + 5 }},
	{"least payment",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) {
			l.PaymentLeast = d.amount(l.PaymentLeast)
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) { l.PaymentLeast = s.Claim }},
	{"least value",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) {
			l.ValueLeast = d.amount(l.ValueLeast)
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) { l.ValueLeast = s.Claim }},
	{"least in all",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) {
			l.PaidLeast = d.amount(l.PaidLeast)
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) {
			l.PaidLeast = s.Claim + s.Claim/4
		}},
	{"finish of a tier",
		func(d draw, _ *negotiate.Limits, tier *negotiate.TierLimits, s *negotiate.Space) {
			tier.FinishBy += civil.Date(d(31 * int64(s.CountMost)))
		},
		func(_ *negotiate.Limits, tier *negotiate.TierLimits, _ *negotiate.Space) { tier.FinishBy = day0 + 10 }},
	{"count of a tier",
		func(d draw, _ *negotiate.Limits, tier *negotiate.TierLimits, _ *negotiate.Space) {
			tier.CountMost += int(d(12))
		},
		func(_ *negotiate.Limits, tier *negotiate.TierLimits, _ *negotiate.Space) { tier.CountMost = 0 }},
	{"deposit of a tier",
		func(d draw, _ *negotiate.Limits, tier *negotiate.TierLimits, _ *negotiate.Space) {
			tier.DepositLeast = d.amount(tier.DepositLeast)
		},
		func(_ *negotiate.Limits, tier *negotiate.TierLimits, s *negotiate.Space) { tier.DepositLeast = s.Claim }},
	{"ceiling of a tier",
		func(d draw, _ *negotiate.Limits, tier *negotiate.TierLimits, s *negotiate.Space) {
			total, _ := tier.Ceilings.Total()
			tier.Ceilings.Fees += d.amount(s.Claim - total)
		},
		func(_ *negotiate.Limits, tier *negotiate.TierLimits, _ *negotiate.Space) {
			tier.Ceilings = ledger.Components{}
		}},
	{"most waived of a tier",
		func(d draw, _ *negotiate.Limits, tier *negotiate.TierLimits, s *negotiate.Space) {
			raise(&tier.WaiverMost, d.share(s.Claim))
		},
		func(_ *negotiate.Limits, tier *negotiate.TierLimits, _ *negotiate.Space) { tier.WaiverMost = 0 }},
	{"one more tier",
		func(d draw, l *negotiate.Limits, _ *negotiate.TierLimits, s *negotiate.Space) {
			l.Tiers = append(l.Tiers, randomTier(d, s, func() bool { return d(8) == 0 }))
		},
		func(l *negotiate.Limits, _ *negotiate.TierLimits, _ *negotiate.Space) { l.Tiers = nil }},
}

// Giving way in any limit of either side never takes a plan away, and makes neither
// the widest choice of waivers nor the best plan for the borrower worse.
func TestAWiderLimitOnlyAddsPlans(t *testing.T) {
	added := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		d, s, drawn := drawn(t)
		for _, way := range wider {
			narrow := copied(drawn)
			if d(2) == 0 { // where nothing else bites
				narrow = wideOpen(s)
				narrow.Tiers = append(narrow.Tiers, randomTier(d, s, func() bool { return false }))
				way.shut(narrow, &narrow.Tiers[0], s)
			}
			wide := copied(narrow)
			tier := &negotiate.TierLimits{}
			if len(wide.Tiers) > 0 {
				tier = &wide.Tiers[d(int64(len(wide.Tiers)))]
			}
			way.by(d, wide, tier, s)
			set, more := s.Feasible(narrow), s.Feasible(wide)
			onlyAdds(t, s, set, more, way.limit)
			if s.Plans(more) > s.Plans(set) {
				added[way.limit]++
			}
		}
	})
	for _, way := range wider {
		if testing.Short() { // too few draws to be sure of each
			break
		}
		require.Positive(t, added[way.limit], "no draw in which it matters: %s", way.limit)
	}
}

func onlyAdds(t *rapid.T, s *negotiate.Space, set, more []negotiate.Slice, limit string) {
	wide := waiversOf(t, s, more)
	for at, waivers := range waiversOf(t, s, set) {
		for _, w := range waivers { // intervals that touch are one: each lies within one
			require.True(t, slices.ContainsFunc(wide[at], func(v negotiate.Interval) bool {
				return v.Low <= w.Low && w.High <= v.High
			}), "%s: %+v %v in %v", limit, at, w, wide[at])
		}
	}
	require.GreaterOrEqual(t, s.Plans(more), s.Plans(set), limit)
	require.GreaterOrEqual(t, width(more), width(set), limit)
	require.GreaterOrEqual(t, largest(more), largest(set), limit)
	require.LessOrEqual(t, lightest(s, more), lightest(s, set), limit)
}

func lastOf(list []negotiate.Interval) money.Amount { return list[len(list)-1].High }

// width is the sum that is left to talk about: the most between two waivers of a cell.
func width(set []negotiate.Slice) (width money.Amount) {
	width = -1
	for _, slice := range set {
		width = max(width, lastOf(slice.Waivers)-slice.Waivers[0].Low)
	}
	return width
}

func largest(set []negotiate.Slice) (waiver money.Amount) {
	waiver = -1
	for _, slice := range set {
		waiver = max(waiver, lastOf(slice.Waivers))
	}
	return waiver
}

// lightest is the least payment of all: in a cell the one with the largest waiver.
func lightest(s *negotiate.Space, set []negotiate.Slice) money.Amount {
	least := negotiate.Most
	for _, slice := range set {
		plan, _ := check(s, slice.Cell, lastOf(slice.Waivers))
		least = min(least, plan.payment)
	}
	return least
}
