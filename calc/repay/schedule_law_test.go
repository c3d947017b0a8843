package repay_test

import (
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

var frequencies = []civil.Frequency{
	{Unit: civil.UnitDay, N: 1}, {Unit: civil.UnitDay, N: 10}, {Unit: civil.UnitWeek, N: 1}, {Unit: civil.UnitWeek, N: 2},
	{Unit: civil.UnitSemiMonth, N: 1}, {Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitMonth, N: 1, MonthEnd: true},
	{Unit: civil.UnitMonth, N: 3}, {Unit: civil.UnitYear, N: 1},
}

// drawTerms draws any terms that name a count, and what they finance.
func drawTerms(t *rapid.T) (repay.Terms, money.Amount) {
	every := rapid.SampledFrom(frequencies).Draw(t, "every")
	start := day("2023-12-25") + civil.Date(rapid.IntRange(0, 800).Draw(t, "start"))
	terms := repay.Terms{
		Shape:        rapid.SampledFrom([]repay.Shape{repay.Level, repay.EqualPrincipal, repay.LumpSum}).Draw(t, "shape"),
		Count:        rapid.OneOf(rapid.IntRange(1, 8), rapid.IntRange(1, 60), rapid.Just(repay.MaxCount)).Draw(t, "count"),
		InterestFrom: start, FirstDue: start + civil.Date(rapid.IntRange(0, 60).Draw(t, "wait")), Every: &every,
		DayCount:     rapid.SampledFrom([]civil.DayCount{civil.Actual365Fixed, civil.Actual360, civil.Thirty360, civil.ThirtyE360}).Draw(t, "days"),
		Rounding:     rapid.SampledFrom([]money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up}).Draw(t, "rounding"),
		FinalPayment: rapid.SampledFrom([]repay.FinalPayment{repay.Smaller, repay.Closest, repay.Larger}).Draw(t, "final"),
		Roll:         civil.RollNone,
	}
	if terms.Shape == repay.LumpSum {
		terms.Count = 0
	}
	if every.Unit == civil.UnitYear || every.N == 3 {
		terms.Count = min(terms.Count, 40)
	}
	terms.Rate.Per = rapid.SampledFrom([]money.Per{money.PerDay, money.PerMonth, money.PerYear}).Draw(t, "per")
	steps := map[money.Per]int32{money.PerDay: -6, money.PerMonth: -5, money.PerYear: -4}[terms.Rate.Per]
	terms.Rate.Value = decimal.New(rapid.Int64Range(0, 3650).Draw(t, "rate"), steps) // at most 36.5% a year or so
	financed := rapid.OneOf(rapid.Int64Range(1, 60), rapid.Int64Range(1, 10_000), rapid.Int64Range(1, 1_000_000_00)).Draw(t, "financed")
	return terms, money.Amount(financed)
}

// interestOf is balance × rate × days as a fraction, rounded once.
func interestOf(terms *repay.Terms, balance money.Amount, days int) money.Amount {
	year := int64(360)
	if terms.DayCount == civil.Actual365Fixed {
		year = 365
	}
	exact := new(big.Rat).Mul(terms.Rate.Value.Rat(), big.NewRat(int64(balance), 1))
	exact.Mul(exact, big.NewRat(int64(days), 1))
	switch terms.Rate.Per {
	case money.PerMonth:
		exact.Mul(exact, big.NewRat(12, year))
	case money.PerYear:
		exact.Mul(exact, big.NewRat(1, year))
	}
	whole, rest := new(big.Int).QuoRem(exact.Num(), exact.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(exact.Denom())
	switch {
	case rest.Sign() == 0 || terms.Rounding == money.Down:
	case terms.Rounding == money.Up, half > 0, half == 0 && (terms.Rounding == money.HalfUp || whole.Bit(0) == 1):
		whole.Add(whole, big.NewInt(1))
	}
	return money.Amount(whole.Int64())
}

// addsUp checks every figure and date of a plan by its definition.
func addsUp(t *rapid.T, terms *repay.Terms, financed money.Amount, plan *repay.Plan) {
	require.Equal(t, financed, plan.Financed)
	require.Len(t, plan.Instalments, plan.Count)
	require.Equal(t, plan.Instalments[0].Amount, plan.Amount)
	before, balance := terms.InterestFrom, financed
	var principal, interest, paid money.Amount
	for k, row := range plan.Instalments {
		require.Equal(t, k+1, row.N)
		require.Equal(t, row.Nominal, row.Due)
		if k == 0 {
			require.Equal(t, terms.FirstDue, row.Due)
		} else {
			require.Equal(t, terms.Every.Date(terms.FirstDue, k), row.Due)
			require.Greater(t, row.Due, before)
		}
		require.Equal(t, terms.DayCount.Days(before, row.Due), row.Days)
		require.Equal(t, interestOf(terms, balance, row.Days), row.Interest, "instalment %d", row.N)
		require.Equal(t, row.Amount, row.Principal+row.Interest+row.Fees)
		require.Equal(t, balance-row.Principal, row.Balance)
		if row.Amount >= row.Interest {
			require.LessOrEqual(t, row.Balance, balance)
		}
		principal, interest, paid = principal+row.Principal, interest+row.Interest, paid+row.Amount
		before, balance = row.Due, row.Balance
	}
	require.Zero(t, balance)
	require.Equal(t, financed, principal)
	require.Equal(t, interest, plan.Totals.Interest)
	require.Equal(t, paid, plan.Totals.Paid)
}

// onItsSide checks that all instalments but the last are alike, and that the last
// lies on the side that was asked for.
func onItsSide(t *rapid.T, terms *repay.Terms, plan *repay.Plan) {
	share := func(row repay.Instalment) money.Amount {
		if terms.Shape == repay.EqualPrincipal {
			return row.Principal
		}
		return row.Amount
	}
	first, last := share(plan.Instalments[0]), share(plan.Instalments[plan.Count-1])
	for _, row := range plan.Instalments[:plan.Count-1] {
		require.Equal(t, first, share(row))
	}
	switch terms.FinalPayment {
	case repay.Smaller:
		require.LessOrEqual(t, last, first)
	case repay.Larger:
		require.GreaterOrEqual(t, last, first)
	}
}

func TestPlansAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, financed := drawTerms(t)
		plan, err := repay.Schedule(&terms, financed)
		require.NoError(t, err)
		require.LessOrEqual(t, plan.Count, max(terms.Count, 1))
		addsUp(t, &terms, financed, &plan)
		onItsSide(t, &terms, &plan)
	})
}

// The more is waived, the less each instalment is.
func TestMoreWaivedIsNeverMoreToPay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, financed := drawTerms(t)
		waived := money.Amount(rapid.Int64Range(0, int64(financed)-1).Draw(t, "waived"))
		before, err := repay.Schedule(&terms, financed)
		require.NoError(t, err)
		after, err := repay.Schedule(&terms, financed-waived)
		require.NoError(t, err)
		require.LessOrEqual(t, after.Amount, before.Amount)
	})
}

// A count gives an amount, and that amount gives the same plan back.
func TestCountAndAmountAreOnePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, financed := drawTerms(t)
		terms.Shape, terms.FinalPayment = repay.Level, repay.Smaller
		terms.Count = max(terms.Count, 1)
		byCount, err := repay.Schedule(&terms, financed)
		require.NoError(t, err)
		terms.Count, terms.Amount = 0, byCount.Amount
		byAmount, err := repay.Schedule(&terms, financed)
		require.NoError(t, err)
		require.Equal(t, byCount, byAmount)
		terms.Amount--
		if terms.Amount > 0 { // a unit less clears later or not at all
			later, err := repay.Schedule(&terms, financed)
			require.True(t, err != nil || later.Count > byCount.Count)
		}
	})
}

// Equal principal by amount takes the fewest instalments none of which is above it.
func TestFewestEqualShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, financed := drawTerms(t)
		terms.Shape, terms.Count = repay.EqualPrincipal, rapid.IntRange(1, 40).Draw(t, "about")
		about, err := repay.Schedule(&terms, financed)
		require.NoError(t, err)
		terms.Count, terms.Amount = 0, max(1, about.Amount+money.Amount(rapid.Int64Range(-2, 2).Draw(t, "beside")))
		byAmount, err := repay.Schedule(&terms, financed)
		fewest, least := searchCounts(t, terms, financed)
		var refused *repay.NotClearedError
		if errors.As(err, &refused) {
			require.Zero(t, fewest.Count)
			require.Equal(t, least, refused.Least)
			return
		}
		require.NoError(t, err)
		require.Equal(t, fewest, byAmount)
		addsUp(t, &terms, financed, &byAmount)
	})
}

// searchCounts tries every count: the first plan within the amount, none when
// there is none, and the least amount that has one.
func searchCounts(t *rapid.T, terms repay.Terms, financed money.Amount) (fewest repay.Plan, least money.Amount) {
	least, amount := money.MaxAmount, terms.Amount
	for terms.Count, terms.Amount = 1, 0; terms.Count <= repay.MaxCount; terms.Count++ {
		plan, err := repay.Schedule(&terms, financed)
		if errors.Is(err, repay.ErrTooLate) {
			break
		}
		require.NoError(t, err)
		largest := money.Amount(0)
		for _, row := range plan.Instalments {
			largest = max(largest, row.Amount)
		}
		if least = min(least, largest); largest <= amount {
			return plan, least
		}
	}
	return repay.Plan{}, least
}

// The least amount that a refusal names clears the debt, and one unit less does not.
func TestTheLeastAmountClears(t *testing.T) {
	refusals := 0
	rapid.Check(t, func(t *rapid.T) {
		terms, financed := drawTerms(t)
		if terms.Shape == repay.LumpSum {
			terms.Shape = repay.EqualPrincipal
		}
		// Rates far beyond any lawful one too, where a debt outgrows what is paid.
		terms.Rate.Value = terms.Rate.Value.Shift(int32(rapid.IntRange(0, 2).Draw(t, "steep")))
		terms.Count, terms.Amount = 0, money.Amount(rapid.Int64Range(1, int64(financed)/20+2).Draw(t, "amount"))
		_, err := repay.Schedule(&terms, financed)
		var refused *repay.NotClearedError
		if !errors.As(err, &refused) {
			require.True(t, err == nil || errors.Is(err, repay.ErrTooLarge))
			return
		}
		refusals++
		require.Greater(t, refused.Least, terms.Amount)
		if refused.BelowInterest {
			require.LessOrEqual(t, terms.Amount, refused.Interest)
		}
		terms.Amount = refused.Least - 1
		_, err = repay.Schedule(&terms, financed)
		require.ErrorAs(t, err, &refused)
		terms.Amount = refused.Least
		plan, err := repay.Schedule(&terms, financed)
		require.NoError(t, err)
		addsUp(t, &terms, financed, &plan)
	})
	require.Positive(t, refusals)
}
