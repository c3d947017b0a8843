package negotiate

import (
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// farApart is a budget of 425.00 a month against 32,202.70, of which a mandate of
// five tiers asks for 70%, over up to 60 instalments, from three days on each of
// three frequencies, at two rates, with three deposits.
func farApart() (*Space, *Limits, ledger.Components) { return farApartOver(60) }

func farApartOver(count int) (*Space, *Limits, ledger.Components) {
	asOf := civil.MustParse("2026-03-15")
	s := &Space{
		AsOf: asOf, Claim: 32_202_70, CountMost: count,
		Frequencies: []civil.Frequency{{Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitSemiMonth, N: 1}, {Unit: civil.UnitWeek, N: 1}},
		Rates:       []money.Rate{{Value: decimal.Zero, Per: money.PerYear}, {Value: decimal.New(6, -2), Per: money.PerYear}},
		DepositStep: 1_500_00, DepositDue: asOf + 7, PaymentStep: 1, WaiverStep: 1, Discount: money.Rate{Value: decimal.New(8, -2), Per: money.PerYear},
	}
	for range s.Frequencies {
		s.Starts = append(s.Starts, []civil.Date{asOf + 10, asOf + 17, asOf + 31})
	}
	s.Lay()
	l := &Limits{
		Caps: []money.Amount{425_00, 212_50, 98_07}, DepositMost: 3_000_00, // 425.00 × 12 / 52 = 98.07 a week
		LatestFinish: civil.MaxDate, PaidMost: Most, LatestFirst: civil.MaxDate, PaymentLeast: 50_00,
		ValueLeast: s.Claim * 70 / 100, PaidLeast: s.Claim * 75 / 100,
	}
	for i, months := range []int{6, 12, 24, 36, 60} {
		l.Tiers = append(l.Tiers, TierLimits{
			FinishBy: s.Frequencies[0].Date(asOf, months), CountMost: months, DepositLeast: money.Amount(max(0, i-2)) * 1_500_00,
			Ceilings:   ledger.Components{Principal: 6_000_00, Penalty: 2_500_00, Fees: 1_200_00},
			WaiverMost: s.Claim * money.Amount(30-5*i) / 100,
		})
	}
	return s, l, ledger.Components{Principal: 24_202_70, Penalty: 5_000_00, Fees: 3_000_00}
}

// BenchmarkClosed is one look at a set that is empty.
func BenchmarkClosed(b *testing.B) {
	s, l, _ := farApart()
	for b.Loop() {
		s.Open(l)
	}
}

func BenchmarkConcessions(b *testing.B) {
	s, l, claim := farApart()
	for b.Loop() {
		s.Concessions(l, &claim)
	}
}

func BenchmarkTrades(b *testing.B) {
	s, l, claim := farApart()
	list := s.Concessions(l, &claim)
	for b.Loop() {
		s.Trades(l, list)
	}
}

func BenchmarkCorrections(b *testing.B) {
	s, l, claim := farApart()
	for b.Loop() {
		s.Corrections(l, &claim)
	}
}

func BenchmarkConflict(b *testing.B) {
	s, l, claim := farApart()
	for b.Loop() {
		s.Conflict(l, &claim)
	}
}

// BenchmarkCells tells what all concessions take for each cell of the grid, with more
// and more instalments, and then with finer and finer steps of the deposit.
func BenchmarkCells(b *testing.B) {
	for _, size := range []struct {
		count int
		step  money.Amount
	}{{30, 1_500_00}, {60, 1_500_00}, {120, 1_500_00}, {60, 500_00}, {60, 100_00}} {
		s, l, claim := farApartOver(size.count)
		s.DepositStep = size.step
		cells := 3 * 3 * 2 * size.count * int((s.Claim-1)/size.step+1)
		b.Run(strconv.Itoa(cells), func(b *testing.B) {
			for b.Loop() {
				s.Concessions(l, &claim)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*cells), "ns/cell")
		})
	}
}
