package negotiate

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// closedCase is a small case with a pay day and an interest-bearing mandate that leave
// no plan, as every plan of their grid, written out, says.
func closedCase(t require.TestingT, seed uint64) (*Case, *Mandate, *Budget) {
	random := rand.New(rand.NewPCG(seed, 23))
	draw := func(low, high int) int { return low + random.IntN(high-low+1) }
	share := func(low, high int) *decimal.Decimal {
		d := decimal.New(int64(draw(low, high)), -2)
		return &d
	}
	for {
		claim := money.Amount(draw(20, 60))
		c := &Case{AsOf: civil.MustParse("2026-11-24"), Currency: "CNY", Claim: ledger.Components{Principal: claim - 5, Fees: 5}}
		m := &Mandate{
			Tiers:       []Tier{{Name: "a", FinishWithinDays: draw(10, 80), MaxCount: draw(1, 3), Ceilings: &Ceilings{Principal: share(0, 40), Fees: share(0, 100)}}},
			Frequencies: []civil.Frequency{{Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitWeek, N: 2}}[:draw(1, 2)],
			Rates:       []money.Rate{{Value: *share(1, 100), Per: money.PerYear}, {Value: *share(1, 8), Per: money.PerMonth}}[:draw(1, 2)],
			MinPayment:  money.Amount(draw(0, 10)), LatestFirstDueDays: draw(1, 50), DiscountRate: &money.Rate{Value: *share(0, 60), Per: money.PerYear},
			NPVFloor: share(50, 105), RecoveryFloor: share(50, 110), WaiverStep: 3, DepositStep: 15,
		}
		if m.NPVFloor.Cmp(one) > 0 {
			m.NPVFloor = nil
		}
		if m.RecoveryFloor.Cmp(one) > 0 {
			m.RecoveryFloor = nil
		}
		most, cap := money.Amount(draw(5, 60)), claim*money.Amount(draw(60, 120))/100
		b := &Budget{PerPeriod: &most, Deposit: money.Amount(draw(0, 20)), Earliest: c.AsOf + civil.Date(draw(-20, 40)), LatestFinish: c.AsOf + civil.Date(draw(40, 100)), Payday: draw(1, 31)}
		if draw(0, 1) == 0 {
			b.TotalCap = &cap
		}
		if !openedBy(t, c, m, b) {
			return c, m, b
		}
	}
}

// openedBy writes out every plan of a case and tells whether one keeps the limits.
func openedBy(t require.TestingT, c *Case, m *Mandate, b *Budget) bool {
	s, l, flaws := Compile(c, m, b)
	require.Empty(t, flaws)
	s.Lay()
	return opened(writeOut(t, s), l)
}

// TestGridConcessionsAreTheLeast holds the moved pay day and the moved rate against
// every plan of every day and every step of the rate.
func TestGridConcessionsAreTheLeast(t *testing.T) {
	cases := uint64(300)
	if testing.Short() {
		cases = 60
	}
	found := map[ConstraintName]int{}
	for seed := range cases {
		c, m, b := closedCase(t, seed)
		got := map[ConstraintName]Concession{}
		for _, concession := range GridConcessions(c, m, b) {
			require.NotContains(t, got, concession.Name)
			got[concession.Name] = concession
			found[concession.Name]++
			// The witness is a plan of its own space that keeps the limits after the move.
			_, l, _ := Compile(c, m, b)
			plans := writeOut(t, concession.Space)
			require.True(t, witnessed(plans, l, concession.Witness, nil, nil), "seed %d: %+v", seed, concession)
		}

		day := 0
		for by := 1; by < 31 && day == 0; by++ {
			for _, at := range []int{b.Payday - by, b.Payday + by} {
				own := *b
				if own.Payday = at; day == 0 && at >= 1 && at <= 31 && openedBy(t, c, m, &own) {
					day = at
				}
			}
		}
		require.Equal(t, money.Amount(day), got[PaydayDue].Needed, "seed %d", seed)

		lowest := m.Rates[0]
		if len(m.Rates) > 1 && m.Rates[1].Value.Mul(decimal.New(12, 0)).LessThan(lowest.Value) {
			lowest = m.Rates[1]
		}
		needed, any := decimal.Decimal{}, false
		step := decimal.RequireFromString(map[bool]string{true: "0.001", false: "0.1"}[lowest.Value.LessThanOrEqual(decimal.New(1, -2))])
		for _, own := range []string{"0.002", "0.005", "0.01", "0.02", "0.05"} {
			if d := decimal.RequireFromString(own); d.LessThan(step) && d.Mul(decimal.New(10, 0)).GreaterThanOrEqual(lowest.Value) {
				step = d
			}
		}
		for rate := decimal.New(1, 0); !any && rate.Sign() >= 0; rate = rate.Sub(step) {
			own := *m
			if own.Rates = []money.Rate{{Value: rate, Per: lowest.Per}}; rate.LessThan(lowest.Value) && openedBy(t, c, &own, b) {
				needed, any = rate, true
			}
		}
		rate, told := got[PlanRate]
		require.Equal(t, any, told, "seed %d", seed)
		if any {
			require.Equal(t, needed.String(), decimal.New(int64(rate.Needed), -10).String(), "seed %d", seed)
			require.Equal(t, lowest.Per, rate.Per)
			require.Equal(t, rate.Now-rate.Needed, rate.Change)
		}
	}
	require.NotZero(t, found[PaydayDue])
	require.NotZero(t, found[PlanRate])
}
