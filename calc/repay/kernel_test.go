package repay

import (
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/money"
)

var allRoundings = []money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up}

// loan is one random case, with the kernel's and the oracle's view of it.
type loan struct {
	balance money.Amount
	n       int
	kernel  factors
	oracle  oracle
}

// randomLoan draws sums from one unit to a hundred million, rates from nothing
// to 40% a year at up to six decimals, days as months have them with a first
// period that may be odd, and every rounding. Many cases are small, because ties
// and early ends live there.
func randomLoan(random *rand.Rand) loan {
	n := 1 + random.IntN(12)
	switch random.IntN(50) {
	case 0:
		n = 1 + random.IntN(60)
	case 1:
		n = 1
	}
	if random.IntN(1000) == 0 {
		n = 1 + random.IntN(MaxCount)
	}
	balance := 1 + random.Int64N([]int64{100, 10_000, 1_000_000, 10_000_000_000}[random.IntN(4)])
	places := random.IntN(7)
	scale := int64(1)
	for range places {
		scale *= 10
	}
	coefficient := random.Int64N(scale*2/5 + 1)
	year := []int64{365, 360, 1}[random.IntN(3)]
	if year == 1 {
		coefficient /= 100
	}
	days := make([]int64, n)
	num := make([]int64, n)
	if scale == 1 && year == 1 { // the kernel wants a denominator from 2 up
		scale, coefficient, places = 10, 10*coefficient, 1
	}
	for k := range days {
		days[k] = 28 + random.Int64N(4)
		if k == 0 {
			days[k] = random.Int64N(75)
		}
		num[k] = coefficient * days[k]
	}
	mode := allRoundings[random.IntN(len(allRoundings))]
	return loan{
		balance: money.Amount(balance), n: n,
		kernel: newFactors(num, scale*year, mode),
		oracle: oracle{decimal.New(coefficient, int32(-places)), year, days, mode},
	}
}

func (l *loan) decimal() decimal.Decimal { return cents(l.balance) }

func cents(a money.Amount) decimal.Decimal { return decimal.New(int64(a), -2) }

// agree compares the kernel's rows with the oracle's, cell by cell.
func agree(rows []row, want []oracleRow) bool {
	if len(rows) != len(want) {
		return false
	}
	for k, r := range rows {
		if !cents(r.interest).Equal(want[k].interest) || !cents(r.principal).Equal(want[k].principal) ||
			!cents(r.balance).Equal(want[k].balance) {
			return false
		}
	}
	return true
}

// leavesBounds tells whether a debt that no payment holds outgrew an amount.
func leavesBounds(rows []oracleRow) bool {
	for _, r := range rows {
		if r.balance.Add(r.interest).GreaterThan(cents(money.MaxAmount)) || r.principal.Add(r.interest).GreaterThan(cents(money.MaxAmount)) {
			return true
		}
	}
	return false
}

// check holds the kernel against the oracle for one loan, and returns what broke.
func (l *loan) check(random *rand.Rand, rows []row) string {
	rows = rows[:l.n]
	payment, ok := l.kernel.levelPayment(l.balance, l.n, Smaller, 1)
	if !ok {
		return "no level payment"
	}
	// The definition: it clears, and one unit less does not.
	if !l.oracle.clears(l.decimal(), cents(payment)) || payment > 1 && l.oracle.clears(l.decimal(), cents(payment-1)) {
		return "not the least payment that clears"
	}
	// Rows of the payment found, and of one that is far from it.
	for _, paid := range []money.Amount{payment, 1 + money.Amount(random.Int64N(2*int64(payment)))} {
		used, ok := l.kernel.payLevel(l.balance, paid, rows)
		want := l.oracle.level(l.decimal(), cents(paid))
		if !ok && !leavesBounds(want) {
			return "refused within bounds"
		}
		if ok && !agree(rows[:used], want) {
			return "level rows differ"
		}
	}
	share := principalShare(l.balance, l.n, Closest, 1)
	used, ok := l.kernel.payPrincipal(l.balance, share, rows)
	if !ok || !agree(rows[:used], l.oracle.equalPrincipal(l.decimal(), cents(share))) {
		return "equal principal rows differ"
	}
	return ""
}

// TestKernelEqualsOracle holds every cell of 1,000,000 random cases (20,000 with
// -short) against the decimals.
func TestKernelEqualsOracle(t *testing.T) {
	cases := 1_000_000
	if testing.Short() {
		cases = 20_000
	}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for worker := range workers {
		group.Add(1)
		go func() {
			defer group.Done()
			rows := make([]row, MaxCount)
			for seed := worker; seed < cases; seed += workers {
				random := rand.New(rand.NewPCG(uint64(seed), 2026))
				l := randomLoan(random)
				if broken := l.check(random, rows); broken != "" {
					t.Errorf("seed %d: %s: %d over %d, rate %v/%d, %s",
						seed, broken, l.balance, l.n, l.oracle.rate, l.oracle.year, l.oracle.mode)
					return
				}
			}
		}()
	}
	group.Wait()
}

// TestLeastPaymentBySearch compares the payment with a plain search over every
// minor unit, on cases small enough for it.
func TestLeastPaymentBySearch(t *testing.T) {
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 7))
		l := randomLoan(random)
		payment, ok := l.kernel.levelPayment(l.balance, l.n, Smaller, 1)
		require.True(t, ok)
		require.Equal(t, l.oracle.leastClearing(l.decimal()).StringFixed(2), cents(payment).StringFixed(2), "seed %d", seed)
	}
}

// TestFinalPaymentSides checks the definitions of smaller, larger and closest on
// the rows themselves.
func TestFinalPaymentSides(t *testing.T) {
	last := func(l *loan, payment money.Amount) (count int, amount money.Amount) {
		rows := make([]row, l.n)
		used, ok := l.kernel.payLevel(l.balance, payment, rows)
		require.True(t, ok)
		return used, rows[used-1].interest + rows[used-1].principal
	}
	for seed := range uint64(5000) {
		l := randomLoan(rand.New(rand.NewPCG(seed, 11)))
		smaller, _ := l.kernel.levelPayment(l.balance, l.n, Smaller, 1)
		larger, _ := l.kernel.levelPayment(l.balance, l.n, Larger, 1)
		closest, _ := l.kernel.levelPayment(l.balance, l.n, Closest, 1)
		_, lastOfSmaller := last(&l, smaller)
		assert.LessOrEqual(t, lastOfSmaller, smaller)
		if larger != smaller {
			assert.Equal(t, smaller-1, larger, "seed %d", seed)
			count, lastOfLarger := last(&l, larger)
			assert.Equal(t, l.n, count)
			assert.Greater(t, lastOfLarger, larger)
		}
		assert.Contains(t, []money.Amount{smaller, larger}, closest)
	}
}

// TestWidePathAgrees runs sums that leave 63 bits through both divisions.
func TestWidePathAgrees(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 20_000 {
		mode := allRoundings[random.IntN(4)]
		den := 2 + random.Int64N(3_650_000_000_000)
		num := random.Int64N(den) / 10
		f := newFactors([]int64{num}, den, mode)
		balance := money.Amount(random.Int64N(int64(money.MaxAmount)))
		narrow, ok := f.interest(balance, 0)
		require.True(t, ok)
		wide, ok := f.wideInterest(balance, 0)
		require.True(t, ok)
		o := oracle{decimal.New(num, 0), den, nil, mode}
		want := o.interest(cents(balance), 1)
		assert.True(t, cents(narrow).Equal(want) && narrow == wide, "%d × %d / %d %s", balance, num, den, mode)
	}
}

// TestTooLarge refuses growth past the bounds instead of wrapping around.
func TestTooLarge(t *testing.T) {
	f := newFactors([]int64{2_000_000, 2_000_000}, 2, money.HalfUp) // a million times the balance a period
	_, ok := f.levelPayment(money.MaxAmount, 2, Smaller, 1)
	assert.False(t, ok)
	_, ok = f.payLevel(money.MaxAmount/1000, 1, make([]row, 2))
	assert.False(t, ok)
	_, ok = f.payPrincipal(money.MaxAmount/1000, 1, make([]row, 2))
	assert.False(t, ok)
}

func TestKernelAllocatesNothing(t *testing.T) {
	f := monthly(360, 365)
	rows := make([]row, 360)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		payment, _ := f.levelPayment(30_000_00, 360, Smaller, 1)
		f.payLevel(30_000_00, payment, rows)
	}))
}

// monthly is 18.25% a year on the actual days of n months.
func monthly(n int, year int64) factors {
	num := make([]int64, n)
	for k, days := range monthDays(n) {
		num[k] = 1825 * days
	}
	return newFactors(num, 10_000*year, money.HalfUp)
}

func monthDays(n int) []int64 {
	days := make([]int64, n)
	for k := range days {
		days[k] = []int64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[k%12]
	}
	return days
}

// TestDivisor holds the reciprocal against the division it stands for, at the
// edges of its range and at random.
func TestDivisor(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	values := []int64{2, 3, 4, 5, 7, 10, 360, 365, 3_650_000_000_000, 1<<62 - 1, 1 << 62, 1<<62 + 1, 1<<63 - 1}
	for range 2000 {
		values = append(values, 2+random.Int64N(1<<(2+random.IntN(61))))
	}
	for _, value := range values {
		d := newDivisor(value)
		for range 200 {
			multiple := uint64(random.Int64N(1<<62/value+1)) * uint64(value)
			for _, x := range []uint64{0, 1, multiple, multiple + uint64(value) - 1, max(multiple, 1) - 1, random.Uint64() >> 1, 1<<63 - 1} {
				require.Equal(t, x/uint64(value), d.quotient(x), "%d / %d", x, value)
			}
		}
	}
}
