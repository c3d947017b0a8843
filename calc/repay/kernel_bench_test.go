package repay

import (
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// The kernel beside the decimals, in one run, on the same loan: 30,000.00 at
// 18.25% a year, actual days over 365. Each prints both times and their ratio,
// because a ratio holds on a noisy machine and a time does not.

// BenchmarkRows is a schedule whose payment is known.
func BenchmarkRows(b *testing.B) {
	for _, n := range []int{12, 60, 360} {
		f, rows := monthly(n, 365), make([]row, n)
		payment, _ := f.levelPayment(30_000_00, n, Smaller, 1)
		o, paid := oracleOf(n), cents(payment)
		compare(b, n,
			func() { f.payLevel(30_000_00, payment, rows) },
			func() { o.rows(decimal.New(30_000_00, -2), paid) })
	}
}

// BenchmarkLevel finds the exact payment and then makes the rows. The kernel
// searches along a chord, the decimals by bisection over minor units.
func BenchmarkLevel(b *testing.B) {
	for _, n := range []int{12, 60, 360} {
		f, rows, o := monthly(n, 365), make([]row, n), oracleOf(n)
		compare(b, n,
			func() {
				payment, _ := f.levelPayment(30_000_00, n, Smaller, 1)
				f.payLevel(30_000_00, payment, rows)
			},
			func() {
				principal := decimal.New(30_000_00, -2)
				o.rows(principal, o.leastClearing(principal))
			})
	}
}

// BenchmarkLevelByFormula gives the decimals less to do than the kernel: the
// textbook formula for equal months, which is near the exact payment and seldom it.
func BenchmarkLevelByFormula(b *testing.B) {
	for _, n := range []int{12, 60, 360} {
		f, rows, o := monthly(n, 365), make([]row, n), oracleOf(n)
		rate := decimal.RequireFromString("0.1825").DivRound(decimal.New(12, 0), 16)
		compare(b, n,
			func() {
				payment, _ := f.levelPayment(30_000_00, n, Smaller, 1)
				f.payLevel(30_000_00, payment, rows)
			},
			func() {
				principal := decimal.New(30_000_00, -2)
				o.rows(principal, annuity(principal, rate, int64(n)))
			})
	}
}

func oracleOf(n int) oracle {
	return oracle{decimal.RequireFromString("0.1825"), 365, monthDays(n), money.HalfUp}
}

// rows is oracle.level in the fewest decimal operations that are still plain:
// DivRound instead of a remainder in hand, and one allocation of the rows.
func (o *oracle) rows(balance, payment decimal.Decimal) []oracleRow {
	rows := make([]oracleRow, 0, len(o.days))
	year := decimal.New(o.year, 0)
	for k, days := range o.days {
		interest := balance.Mul(o.rate).Mul(decimal.New(days, 0)).DivRound(year, 2)
		if k == len(o.days)-1 {
			return append(rows, oracleRow{interest, balance, decimal.Zero})
		}
		principal := payment.Sub(interest)
		balance = balance.Sub(principal)
		rows = append(rows, oracleRow{interest, principal, balance})
	}
	return rows
}

// compare times both in turns of a few milliseconds, so that a busy neighbour
// slows both alike, and reports the medians' ratio.
func compare(b *testing.B, n int, kernel, decimals func()) {
	b.Run(fmt.Sprint(n), func(b *testing.B) {
		allocated := testing.AllocsPerRun(10, kernel)
		var fast, slow time.Duration
		var fastRuns, slowRuns int
		for b.Loop() {
			fast, fastRuns = fast+lap(kernel, 200), fastRuns+200
			slow, slowRuns = slow+lap(decimals, 2), slowRuns+2
		}
		kernelTime := float64(fast.Nanoseconds()) / float64(fastRuns)
		decimalTime := float64(slow.Nanoseconds()) / float64(slowRuns)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(kernelTime, "kernel-ns")
		b.ReportMetric(decimalTime, "decimals-ns")
		b.ReportMetric(decimalTime/kernelTime, "times-faster")
		b.ReportMetric(allocated, "kernel-allocs")
	})
}

func lap(f func(), times int) time.Duration {
	start := time.Now()
	for range times {
		f()
	}
	return time.Since(start)
}
