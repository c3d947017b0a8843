package negotiate

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// drawSmall draws a space that can be written out plan by plan, and limits of which
// some bite.
func drawSmall(t *rapid.T) (*Space, *Limits) {
	asOf := civil.MustParse("2026-11-24")
	draw := func(name string, low, high int) int { return rapid.IntRange(low, high).Draw(t, name) }
	claim := money.Amount(draw("claim", 20, 300))
	s := &Space{
		AsOf: asOf, Claim: claim, CountMost: draw("counts", 1, 4),
		Frequencies: []civil.Frequency{{Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitWeek, N: 2}}[:draw("frequencies", 1, 2)],
		Rates:       []money.Rate{{Value: decimal.Zero, Per: money.PerYear}, {Value: decimal.New(int64(draw("rate", 1, 90)), -2), Per: money.PerYear}}[:draw("rates", 1, 2)],
		DepositStep: money.Amount(draw("deposit step", 10, 60)), DepositDue: asOf + 3,
		PaymentStep: money.Amount(draw("payment step", 1, 9)), WaiverStep: money.Amount(draw("waiver step", 1, 5)),
		Discount: money.Rate{Value: decimal.New(int64(draw("discount", 0, 40)), -2), Per: money.PerYear},
	}
	for range s.Frequencies {
		s.Starts = append(s.Starts, []civil.Date{asOf + 10, asOf + 40}[:draw("starts", 1, 2)])
	}
	s.Lay()
	l := &Limits{
		DepositMost: money.Amount(draw("deposit", 0, 80)), Earliest: asOf, LatestFinish: asOf + civil.Date(draw("finish", 30, 200)), PaidMost: Most,
		LatestFirst: asOf + 60, PaymentLeast: money.Amount(draw("least", 0, 20)),
		ValueLeast: claim * money.Amount(draw("value", 0, 100)) / 100, PaidLeast: claim * money.Amount(draw("paid", 0, 100)) / 100,
	}
	if rapid.Bool().Draw(t, "capped") {
		l.PaidMost = claim * money.Amount(draw("paid most", 50, 130)) / 100
	}
	for range s.Frequencies {
		l.Caps = append(l.Caps, money.Amount(draw("cap", 10, 200)))
	}
	for i := range draw("tiers", 1, 3) {
		l.Tiers = append(l.Tiers, TierLimits{
			Name: string(rune('a' + i)), FinishBy: asOf + civil.Date(draw("finish by", 10, 200)), CountMost: draw("count most", 1, 4),
			DepositLeast: money.Amount(draw("deposit least", 0, 30)), WaiverMost: Most,
			Ceilings: ledger.Components{Interest: claim * money.Amount(draw("ceiling", 0, 70)) / 100},
		})
	}
	return s, l
}

// everyOffer writes out a set, each plan by the schedule that quote would make.
func everyOffer(t require.TestingT, s *Space, set []Slice) (offers []Offer) {
	for _, slice := range set {
		for _, w := range slice.Waivers {
			for waiver := w.Low; waiver <= w.High; waiver += s.WaiverStep {
				terms := s.terms(slice.Cell)
				plan, err := repay.Schedule(&terms, s.Claim-slice.Deposit-waiver)
				require.NoError(t, err)
				if plan.Deposit = terms.Deposit; plan.Deposit != nil {
					plan.Totals.Paid += plan.Deposit.Amount
				}
				offers = append(offers, Offer{
					Cell: slice.Cell, Tier: slice.Tier, Waiver: waiver, Payment: plan.Amount,
					Last: plan.Instalments[plan.Count-1].Amount, Instalments: plan.Count, Paid: plan.Totals.Paid,
					Value: repay.PresentValue(s.AsOf, s.Discount, &plan), Finish: plan.LastDue(),
				})
			}
		}
	}
	return offers
}

// dominates compares two plans figure by figure.
func dominates(s *Space, a, b *Offer) bool {
	burden := s.burden(a, b)
	noWorse := burden <= 0 && a.Paid <= b.Paid && a.Finish <= b.Finish && a.Deposit <= b.Deposit && a.Value >= b.Value
	return noWorse && (burden < 0 || a.Paid < b.Paid || a.Finish < b.Finish || a.Deposit < b.Deposit || a.Value > b.Value)
}

// Every plan of a menu is in the set, as the schedule gives it, and no plan of the
// set dominates it; the labels hold against every plan of the set.
func TestMenuIsInTheSetAndUndominated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		all := everyOffer(t, s, set)
		menu := s.Menu(l, set)
		require.Equal(t, len(all) == 0, len(menu) == 0)
		for i := range menu {
			chosen := &menu[i].Offer
			require.Contains(t, all, *chosen)
			for k := range all {
				require.False(t, dominates(s, &all[k], chosen), "%+v\nis dominated by\n%+v", chosen, all[k])
				switch menu[i].Label {
				case Fastest:
					require.LessOrEqual(t, chosen.Finish, all[k].Finish)
				case Cheapest:
					require.LessOrEqual(t, chosen.Paid, all[k].Paid)
				case LowestPayment:
					require.LessOrEqual(t, s.burden(chosen, &all[k]), 0)
				}
			}
		}
	})
}

// The points are of the set and beat each other nowhere; the chosen ones hold what
// their rule says among all points with a gain for both.
func TestFairPointsAmongThePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		all := everyOffer(t, s, set)
		points := s.Frontier(l, set, Reference{Weights: Even, NoDeal: s.Claim / 3})
		for i, p := range points {
			assert.Contains(t, all, p.Offer)
			if i > 0 {
				assert.Less(t, p.Gain, points[i-1].Gain)
				assert.Greater(t, p.Comfort, points[i-1].Comfort)
			}
		}
		fair := s.Divide(points)
		for _, p := range points {
			if p.Gain > 0 && p.Comfort > 0 {
				require.NotNil(t, fair.Nash)
				require.LessOrEqual(t, int64(p.Gain)*p.Comfort, int64(fair.Nash.Gain)*fair.Nash.Comfort)
				saved := func(p *Point) money.Amount { return min(max(s.Claim-p.Paid, 0), p.Gain) }
				require.LessOrEqual(t, saved(&p), saved(fair.Egalitarian))
			}
		}
		// Rescaling one side's gain moves neither Nash nor Kalai-Smorodinsky.
		scaled := append([]Point(nil), points...)
		for i := range scaled {
			scaled[i].Gain *= 7
		}
		again := s.Divide(scaled)
		if fair.Nash != nil {
			assert.Equal(t, fair.Nash.Offer, again.Nash.Offer)
			assert.Equal(t, fair.KalaiSmorodinsky.Offer, again.KalaiSmorodinsky.Offer)
		}
	})
}
