package repay

import (
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

var ladderFrequencies = []civil.Frequency{
	{Unit: civil.UnitWeek, N: 1}, {Unit: civil.UnitWeek, N: 2}, {Unit: civil.UnitSemiMonth, N: 1},
	{Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitMonth, N: 1, MonthEnd: true}, {Unit: civil.UnitMonth, N: 3},
}

// rungs is one random case: terms of the shape level without a count, their ladder,
// and the day and the rate of the value.
type rungs struct {
	terms    Terms
	ladder   Ladder
	asOf     civil.Date
	discount money.Rate
}

// randomRate is nothing in a quarter of the cases, lawful in half, and far beyond
// in the rest.
func randomRate(random *rand.Rand) money.Rate {
	per := []money.Per{money.PerDay, money.PerMonth, money.PerYear}[random.IntN(3)]
	places := map[money.Per]int32{money.PerDay: 6, money.PerMonth: 4, money.PerYear: 4}[per]
	switch random.IntN(4) {
	case 0:
		return money.Rate{Per: per}
	case 1:
		places -= 2
	}
	return money.Rate{Value: decimal.New(random.Int64N(3650), -places), Per: per}
}

func randomRungs(random *rand.Rand, most int) rungs {
	every := &ladderFrequencies[random.IntN(len(ladderFrequencies))]
	from := civil.MustParse("2026-01-01") + civil.Date(random.IntN(800))
	r := rungs{asOf: from, discount: randomRate(random), terms: Terms{
		Shape: Level, InterestFrom: from, FirstDue: from + civil.Date(random.IntN(60)), Every: every,
		Rate: randomRate(random), DayCount: []civil.DayCount{civil.Actual365Fixed, civil.Actual360, civil.ActualActualICMA}[random.IntN(3)],
		Roll: civil.RollNone, FinalPayment: Smaller, Rounding: allRoundings[random.IntN(4)],
	}}
	r.ladder = r.terms.Ladder(most, r.asOf, r.discount)
	return r
}

// plan is the plan that Schedule makes, and the payment that it found.
func (r *rungs) plan(t *testing.T, balance money.Amount, count int, grid money.Amount) (Plan, money.Amount, error) {
	terms := r.terms
	if terms.Count = count; grid > 1 {
		terms.MultipleOf = grid
	}
	plan, working, err := ScheduleDebt(&terms, Debt{Bearing: balance})
	if err != nil {
		require.ErrorIs(t, err, ErrTooLarge)
	}
	return plan, working.Search.Payment, err
}

// TestLadderIsTheSchedule holds every figure of a plan against the rows that
// Schedule makes of the same terms, and its worth against PresentValue.
func TestLadderIsTheSchedule(t *testing.T) {
	cases, checked := 20_000, 0
	if testing.Short() {
		cases = 2_000
	}
	for seed := range uint64(cases) {
		random := rand.New(rand.NewPCG(seed, 41))
		most := []int{1, 4, 12, 60, 240}[random.IntN(5)]
		r := randomRungs(random, most)
		count := 1 + random.IntN(most)
		balance := money.Amount(1 + random.Int64N([]int64{60, 10_000, 10_000_000, int64(money.MaxAmount)}[random.IntN(4)]))
		grid := []money.Amount{1, 1, 10, 1_000, 100_000}[random.IntN(5)]
		plan, want, err := r.plan(t, balance, count, grid)
		payment, ok := r.ladder.Payment(balance, count, grid)
		if err != nil {
			continue // the rest of a plan that is too large is nobody's business
		}
		checked++
		require.True(t, ok, "seed %d", seed)
		require.Equal(t, want, payment, "seed %d", seed)
		settled := r.ladder.Settle(balance, payment, count)
		last := plan.Instalments[plan.Count-1]
		require.Equal(t, Settled{plan.Count, last.Amount, plan.Totals.Paid}, settled, "seed %d", seed)
		require.Equal(t, last.Due, r.ladder.Dues[plan.Count-1], "seed %d", seed)

		deposit, due := money.Amount(random.Int64N(3)*random.Int64N(1+int64(balance)/4)), r.asOf+civil.Date(random.IntN(30))
		if deposit > 0 {
			plan.Deposit = &Deposit{deposit, due}
		}
		value := r.ladder.Value(payment, settled, deposit, due)
		require.Equal(t, PresentValue(r.asOf, r.discount, &plan), value, "seed %d", seed)
		if payment > money.MaxAmount/money.Amount(count) {
			continue
		}
		full := paymentsOn(r.ladder.Dues[:count], payment)
		full.Deposit = plan.Deposit
		mostValue := r.ladder.MostValue(payment, count, deposit, due)
		require.Equal(t, PresentValue(r.asOf, r.discount, full), mostValue, "seed %d", seed)
		slack := r.ladder.Slacks(count, grid)[count]
		require.LessOrEqual(t, money.Amount(count)*payment-settled.Paid, slack, "seed %d", seed)
		require.GreaterOrEqual(t, mostValue, value, "seed %d", seed)
		leastValue := r.ladder.LeastValue(payment, count, slack, deposit, due)
		require.LessOrEqual(t, leastValue, value, "seed %d", seed)
		require.LessOrEqual(t, mostValue-slack, leastValue, "seed %d", seed)
	}
	require.Greater(t, checked, cases*3/4)
}

// TestCarriesIsTheLargestBalance counts up, one minor unit after the other, for as
// long as the payment that Schedule finds is no more than the one that is to carry.
func TestCarriesIsTheLargestBalance(t *testing.T) {
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 43))
		r := randomRungs(random, 6)
		count, payment := 1+random.IntN(6), money.Amount(random.IntN(40))
		carried := money.Amount(0)
		for {
			_, least, err := r.plan(t, carried+1, count, 1)
			if err != nil || least > payment {
				break
			}
			carried++
		}
		require.Equal(t, carried, r.ladder.Carries(payment, count), "seed %d", seed)
	}
}

// TestCarriesTurnsPaymentAround: what a payment carries needs no larger one, and
// one unit more does, up to the largest amounts.
func TestCarriesTurnsPaymentAround(t *testing.T) {
	for seed := range uint64(5_000) {
		random := rand.New(rand.NewPCG(seed, 47))
		most := []int{1, 12, 60, 240}[random.IntN(4)]
		r := randomRungs(random, most)
		count := 1 + random.IntN(most)
		payment := money.Amount(random.Int64N([]int64{100, 1_000_000, int64(money.MaxAmount) / int64(count)}[random.IntN(3)]))
		carried := r.ladder.Carries(payment, count)
		if carried > 0 {
			least, ok := r.ladder.Payment(carried, count, 1)
			require.True(t, ok, "seed %d", seed)
			require.LessOrEqual(t, least, payment, "seed %d", seed)
		}
		least, ok := r.ladder.Payment(carried+1, count, 1)
		require.True(t, !ok || least > payment, "seed %d: %d carries more than %d", seed, payment, carried)
	}
}

// TestCarriesWithADenominatorForEachPeriod: the factors that have no common
// denominator are searched for and not divided, and say the same.
func TestCarriesWithADenominatorForEachPeriod(t *testing.T) {
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 53))
		r := randomRungs(random, 12)
		apart := r.ladder
		if apart.factors.times > 1 {
			continue
		}
		apart.factors.safe, apart.factors.times, apart.factors.mode = 0, 1, r.terms.Rounding
		for range r.ladder.Dues {
			apart.factors.dens = append(apart.factors.dens, int64(apart.factors.den.value))
		}
		payment := money.Amount(random.Int64N(1_000_000))
		assert.Equal(t, r.ladder.Carries(payment, 12), apart.Carries(payment, 12), "seed %d", seed)
	}
}

// TestLadderByHand checks a case that one can do on paper.
func TestLadderByHand(t *testing.T) {
	first := civil.MustParse("2026-02-01")
	terms := Terms{Shape: Level, FirstDue: first, InterestFrom: first, Every: &civil.Frequency{Unit: civil.UnitYear, N: 1},
		Rate: yearlyRate("0.10"), DayCount: civil.Actual365Fixed, Rounding: money.HalfUp, FinalPayment: Smaller}
	ladder := terms.Ladder(3, first, yearlyRate("0"))
	require.Len(t, ladder.Dues, 3)
	// No interest before the first payment, then 10%: 100 now, 110 in a year and
	// 121 in two are worth 100 each, and so does 121 a year: 121 + 110 + 100 = 331.
	assert.Equal(t, money.Amount(331), ladder.Carries(121, 3))
	payment, ok := ladder.Payment(331, 3, 1)
	assert.True(t, ok)
	assert.Equal(t, money.Amount(121), payment)
	// On a grid of 50 it is 150: 331 - 150 = 181, with 18.1 of interest 199; less 150
	// it is 49, with 4.9 of interest 54.
	payment, ok = ladder.Payment(331, 3, 50)
	assert.True(t, ok)
	assert.Equal(t, money.Amount(150), payment)
	assert.Equal(t, Settled{3, 54, 354}, ladder.Settle(331, 150, 3))
	assert.Equal(t, money.Amount(354), ladder.Value(150, Settled{3, 54, 354}, 0, 0))
	assert.Equal(t, money.Amount(451), ladder.MostValue(150, 3, 1, first))
	// At 10% a debt is 1, 1.1 and 1.21 times itself on the three days.
	assert.Equal(t, 1, ladder.CountWithin(1))
	assert.Equal(t, 3, ladder.CountWithin(2))
	// One step is 50 and a unit; with 10% of it 51 + 5 + 51 = 107; 107 + 11 + 51 = 169.
	assert.Equal(t, money.Amount(169), ladder.Slacks(3, 50)[3])
}
