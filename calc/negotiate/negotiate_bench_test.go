package negotiate_test

import (
	"testing"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
)

// broad is a mandate of five tiers and three frequencies against a budget of
// 1,200.00 a month: 32,202.70 over up to 60 instalments, from three days on each
// frequency, at two rates, with three deposits.
func broad() (*negotiate.Space, *negotiate.Limits) {
	s := &negotiate.Space{
		AsOf: day0, Claim: 32_202_70, Frequencies: []civil.Frequency{monthly, halves, weekly},
		Rates: []money.Rate{rate("0", money.PerYear), rate("0.06", money.PerYear)}, CountMost: 60,
		DepositStep: 1_500_00, DepositDue: day0 + 7, PaymentStep: 1, WaiverStep: 1, Discount: rate("0.08", money.PerYear),
	}
	for range s.Frequencies {
		s.Starts = append(s.Starts, []civil.Date{day0 + 10, day0 + 17, day0 + 31})
	}
	s.Lay()
	l := &negotiate.Limits{
		Caps: []money.Amount{1_200_00, 600_00, 276_92}, DepositMost: 3_000_00, // 1,200.00 × 12 / 52 = 276.92 a week
		LatestFinish: civil.MaxDate, PaidMost: negotiate.Most, LatestFirst: civil.MaxDate, PaymentLeast: 100_00,
		ValueLeast: s.Claim * 70 / 100, PaidLeast: s.Claim * 75 / 100,
	}
	for i, months := range []int{6, 12, 24, 36, 60} {
		l.Tiers = append(l.Tiers, negotiate.TierLimits{
			FinishBy: monthly.Date(day0, months), CountMost: months, DepositLeast: money.Amount(max(0, i-2)) * 1_500_00,
			Ceilings:   ledger.Components{Principal: 6_000_00, Penalty: 2_500_00, Fees: 1_200_00},
			WaiverMost: s.Claim * money.Amount(30-5*i) / 100,
		})
	}
	return s, l
}

// BenchmarkFeasible finds every plan, and counts them.
func BenchmarkFeasible(b *testing.B) {
	s, l := broad()
	plans := int64(0)
	for b.Loop() {
		plans = s.Plans(s.Feasible(l))
	}
	b.ReportMetric(float64(plans), "plans")
}

// BenchmarkLay is what comes before it once.
func BenchmarkLay(b *testing.B) {
	s, _ := broad()
	for b.Loop() {
		s.Lay()
	}
}

// BenchmarkOpen stops at the first plan.
func BenchmarkOpen(b *testing.B) {
	s, l := broad()
	for b.Loop() {
		s.Open(l)
	}
}

// BenchmarkEnumerated is the rival: the schedule of each cell, for waivers in steps
// of 5% of the claim alone, held against the same limits.
func BenchmarkEnumerated(b *testing.B) {
	s, l := broad()
	plans := 0
	for b.Loop() {
		plans = 0
		for f := range s.Frequencies {
			for at := range s.Starts[f] {
				for r := range s.Rates {
					for n := 1; n <= s.CountMost; n++ {
						for deposit := money.Amount(0); deposit <= l.DepositMost; deposit += s.DepositStep {
							plans += enumerated(s, l, negotiate.Cell{Frequency: f, Start: at, Rate: r, Count: n, Deposit: deposit})
						}
					}
				}
			}
		}
	}
	b.ReportMetric(float64(plans), "plans")
}

func enumerated(s *negotiate.Space, l *negotiate.Limits, c negotiate.Cell) (plans int) {
	for percent := money.Amount(0); percent <= 30; percent += 5 {
		plan, ok := check(s, c, s.Claim*percent/100)
		for i := range l.Tiers {
			if ok && within(s, l, &l.Tiers[i], c, s.Claim*percent/100, &plan, c.Count, plan.payment) {
				plans++
				break
			}
		}
	}
	return plans
}
