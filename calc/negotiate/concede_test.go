package negotiate

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// written is a plan of a grid written out: what Schedule makes of its terms.
type written struct {
	Cell
	waiver, payment, largest, paid, value money.Amount
	first, last                           civil.Date
}

// writeOut writes out every plan of a grid, one by one.
func writeOut(t require.TestingT, s *Space) (plans []written) {
	for f := range s.Frequencies {
		for at, start := range s.Starts[f] {
			for r := range s.Rates {
				for n := 1; n <= s.CountMost; n++ {
					for deposit := money.Amount(0); deposit < s.Claim && (deposit == 0 || start >= s.DepositDue); deposit += s.DepositStep {
						for waiver := money.Amount(0); waiver < s.Claim-deposit; waiver += s.WaiverStep {
							plans = append(plans, writePlan(t, s, Cell{f, at, r, n, deposit}, waiver))
						}
					}
				}
			}
		}
	}
	return plans
}

func writePlan(t require.TestingT, s *Space, c Cell, waiver money.Amount) written {
	terms := repay.Terms{
		Shape: repay.Level, Count: c.Count, FirstDue: s.Starts[c.Frequency][c.Start], Every: &s.Frequencies[c.Frequency],
		Rate: s.Rates[c.Rate], DayCount: civil.Actual365Fixed, InterestFrom: s.AsOf, FinalPayment: repay.Smaller, Rounding: money.HalfUp,
	}
	if c.Count > 1 {
		terms.MultipleOf = s.PaymentStep
	}
	plan, working, err := repay.ScheduleDebt(&terms, repay.Debt{Bearing: s.Claim - c.Deposit - waiver})
	require.NoError(t, err)
	w := written{
		Cell: c, waiver: waiver, payment: working.Search.Payment, paid: c.Deposit,
		first: terms.FirstDue, last: terms.Every.Date(terms.FirstDue, c.Count-1),
	}
	for _, row := range plan.Instalments {
		w.paid += row.Amount
		w.largest = max(w.largest, row.Amount)
	}
	if c.Deposit > 0 {
		plan.Deposit = &repay.Deposit{Amount: c.Deposit, Due: s.DepositDue}
	}
	w.value = repay.PresentValue(s.AsOf, s.Discount, &plan)
	return w
}

// within tells whether a plan keeps limits, those of some tier among them.
func (w *written) within(l *Limits) bool {
	return w.largest <= l.Caps[w.Frequency] && w.Deposit <= l.DepositMost && w.first >= l.Earliest && w.first <= l.LatestFirst &&
		w.last <= l.LatestFinish && w.paid <= l.PaidMost && w.paid >= l.PaidLeast && w.value >= l.ValueLeast &&
		(w.Count == 1 || w.payment >= l.PaymentLeast) &&
		slices.ContainsFunc(l.Tiers, func(t TierLimits) bool {
			c := &t.Ceilings
			return w.Count <= t.CountMost && w.last <= t.FinishBy && w.Deposit >= t.DepositLeast && w.waiver <= t.WaiverMost &&
				w.waiver <= c.Principal+c.Interest+c.Penalty+c.Compound+c.Fees+c.Costs
		})
}

// opened tells whether any plan keeps limits.
func opened(plans []written, l *Limits) bool {
	return slices.ContainsFunc(plans, func(w written) bool { return w.within(l) })
}

// opens tells whether moves of some constraints open the set.
func opens(plans []written, l *Limits, constraints []Constraint, moves []money.Amount) bool {
	own := l.copy()
	for i := range constraints {
		constraints[i].move(&own, moves[i])
	}
	return opened(plans, &own)
}

// witnessed tells whether an offer is one of the plans, in all its figures, and
// keeps the limits with moves of some constraints.
func witnessed(plans []written, l *Limits, o *Offer, constraints []Constraint, moves []money.Amount) bool {
	at := slices.IndexFunc(plans, func(w written) bool { return w.Cell == o.Cell && w.waiver == o.Waiver })
	return at >= 0 && plans[at].paid == o.Paid && plans[at].value == o.Value && opens(plans[at:at+1], l, constraints, moves)
}

// smallEmpty is a small grid with limits that no plan keeps, its plans written out,
// and the components of its claim.
func smallEmpty(t require.TestingT, seed uint64) (*Space, *Limits, ledger.Components, []written) {
	random := rand.New(rand.NewPCG(seed, 7))
	draw := func(low, high int) int { return low + random.IntN(high-low+1) }
	sum := func(low, high int) money.Amount { return money.Amount(draw(low, high)) }
	asOf := civil.MustParse("2026-11-24")
	for {
		claim := sum(10, 40)
		principal := sum(1, int(claim))
		components := ledger.Components{Principal: principal, Penalty: claim - principal}
		s := &Space{
			AsOf: asOf, Claim: claim, CountMost: draw(1, 4),
			Frequencies: []civil.Frequency{{Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitWeek, N: 2}}[:draw(1, 2)],
			Rates:       []money.Rate{{Value: decimal.Zero, Per: money.PerYear}, {Value: decimal.New(int64(draw(1, 150)), -2), Per: money.PerYear}}[:draw(1, 2)],
			DepositStep: sum(5, 25), DepositDue: asOf + civil.Date(draw(3, 20)), PaymentStep: sum(1, 4), WaiverStep: sum(1, 3),
			Discount: money.Rate{Value: decimal.New(int64(draw(0, 60)), -2), Per: money.PerYear},
		}
		for range s.Frequencies {
			s.Starts = append(s.Starts, []civil.Date{asOf + 10, asOf + 40}[:draw(1, 2)])
		}
		s.Lay()
		// A limit that does not bite is as wide as it could be.
		odds := draw(1, 3)
		bite := func(wide, narrow int) int {
			if draw(0, odds) > 0 {
				return wide
			}
			return narrow
		}
		day := func(wide, narrow int) civil.Date { return asOf + civil.Date(bite(wide, narrow)) }
		most := func(wide, narrow int) money.Amount { return money.Amount(bite(wide, narrow)) }
		owed := int(claim)
		l := &Limits{
			DepositMost: most(0, draw(0, 20)), Earliest: day(0, draw(0, 45)), LatestFinish: day(400, draw(5, 130)),
			PaidMost: most(int(Most), owed*draw(30, 130)/100), LatestFirst: day(60, draw(5, 60)),
			PaymentLeast: most(0, draw(0, 25)), ValueLeast: most(0, owed*draw(0, 110)/100), PaidLeast: most(0, owed*draw(0, 110)/100),
		}
		for range s.Frequencies {
			l.Caps = append(l.Caps, most(owed, draw(0, 25)))
		}
		for range draw(1, 3) {
			l.Tiers = append(l.Tiers, TierLimits{
				FinishBy: day(400, draw(5, 130)), CountMost: bite(4, draw(1, 4)), DepositLeast: most(0, draw(0, 15)),
				WaiverMost: most(int(Most), draw(0, owed)),
				Ceilings:   ledger.Components{Principal: sum(0, int(principal)), Penalty: sum(0, owed-int(principal))},
			})
		}
		if s.Open(l) {
			continue
		}
		plans := writeOut(t, s)
		require.False(t, opened(plans, l), "seed %d", seed)
		return s, l, components, plans
	}
}

// wall makes the latest day of any tier the law's in every other case.
func wall(l *Limits, seed uint64) {
	for i := range l.Tiers {
		if seed%2 == 0 {
			l.FinishMost = max(l.FinishMost, l.Tiers[i].FinishBy)
		}
	}
}

// emptyCases is how many sets are drawn, each as somebody's whole grid.
func emptyCases() uint64 {
	if testing.Short() {
		return 400
	}
	return 2_000
}

// TestConcessionsAreTheLeast holds each move against every plan of the grid: it
// opens the set, a unit less does not, and where there is none the whole way does
// not either.
func TestConcessionsAreTheLeast(t *testing.T) {
	found := map[ConstraintName]int{}
	for seed := range emptyCases() {
		s, l, claim, plans := smallEmpty(t, seed)
		wall(l, seed)
		list := s.Concessions(l, &claim)
		require.Len(t, list, len(s.constraints(l, &claim)))
		for i := range list {
			c := &list[i]
			one := []Constraint{c.Constraint}
			require.Equal(t, c.read(l), c.Now)
			require.Equal(t, c.Name == FinishWithinDays && l.Tiers[c.Tier].FinishBy == l.FinishMost, c.Kind == KindLaw)
			if i > 0 {
				require.LessOrEqual(t, list[i-1].compare(c, s), 0)
			}
			if c.Witness == nil {
				require.Zero(t, c.Change+c.Needed)
				if c.Kind != KindLaw {
					require.False(t, opens(plans, l, one, []money.Amount{c.room()}), "seed %d: %+v", seed, c)
				}
				continue
			}
			found[c.Name]++
			require.NotEqual(t, KindLaw, c.Kind)
			require.Equal(t, max(c.Needed, c.Now)-min(c.Needed, c.Now), c.Change)
			require.True(t, witnessed(plans, l, c.Witness, one, []money.Amount{c.Change}), "seed %d: %+v", seed, c)
			require.False(t, opens(plans, l, one, []money.Amount{c.Change - 1}), "seed %d: %+v", seed, c)
		}
	}
	for _, name := range []ConstraintName{PerPeriod, DepositCap, EarliestDue, LatestFinish, TotalCap, LatestFirstDue, MinPayment, NPVFloor,
		RecoveryFloor, MaxWaiver, Ceiling, MaxCount, FinishWithinDays, MinDeposit} {
		require.True(t, testing.Short() || found[name] > 0, "no case in which %s opens the set", name)
	}
}

// TestNothingIsAskedForWhereAPlanIsLeft: with caps that nothing exceeds the set of
// farApart is open.
func TestNothingIsAskedForWhereAPlanIsLeft(t *testing.T) {
	s, l, claim := farApart()
	require.NotEmpty(t, s.Concessions(l, &claim))
	for f := range l.Caps {
		l.Caps[f] = Most
	}
	require.Empty(t, s.Concessions(l, &claim))
	require.Empty(t, s.Corrections(l, &claim))
	require.Empty(t, s.Conflict(l, &claim))
	require.Empty(t, s.Trades(l, nil))
}
