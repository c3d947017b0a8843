package repay_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

func share(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func shares(texts ...string) (list []decimal.Decimal) {
	for _, text := range texts {
		list = append(list, decimal.RequireFromString(text))
	}
	return list
}

func amountOf(a money.Amount) *money.Amount { return &a }

// atOnePercent is terms at 1% a month, every month alike.
func atOnePercent(shape repay.Shape, count int) repay.Terms {
	terms := percentAMonth(count, 0)
	terms.Shape = shape
	return terms
}

func free(shape repay.Shape, count int) repay.Terms {
	terms := atOnePercent(shape, count)
	terms.Rate = rate("0", money.PerMonth)
	return terms
}

// Each plan's amounts, with their derivation.
func TestShapes(t *testing.T) {
	tests := []struct {
		it    string
		terms repay.Terms
		with  func(*repay.Terms)
		debt  repay.Debt
		want  []money.Amount
	}{
		{"steps of a tenth: 99.70, 109.67, 120.637 up to 120.64, a cent more than 330.00; 99.69 makes 329.98",
			free(repay.Stepped, 3), func(t *repay.Terms) { t.Step = &repay.Step{Every: 1, Percent: share("0.1")} },
			repay.Debt{Bearing: 330_00}, []money.Amount{99_70, 109_67, 120_63}},
		{"steps of 10.00 after each second one: 2 × 100.00 + 2 × 110.00", free(repay.Stepped, 4),
			func(t *repay.Terms) { t.Step = &repay.Step{Every: 2, Amount: amountOf(10_00)} },
			repay.Debt{Bearing: 420_00}, []money.Amount{100_00, 100_00, 110_00, 110_00}},
		{"steps down by half: 100.00, 50.00, 25.00", free(repay.Stepped, 3),
			func(t *repay.Terms) { t.Step = &repay.Step{Every: 1, Percent: share("-0.5")} },
			repay.Debt{Bearing: 175_00}, []money.Amount{100_00, 50_00, 25_00}},
		{"steps on a grid of 10.00: 100, 105 up to 110, 115.5 up to 120", free(repay.Stepped, 3),
			func(t *repay.Terms) { t.Step, t.MultipleOf = &repay.Step{Every: 1, Percent: share("0.05")}, 10_00 },
			repay.Debt{Bearing: 330_00}, []money.Amount{100_00, 110_00, 120_00}},
		{"weights 1, 0 and 2: 300.00 / 3", free(repay.Seasonal, 3), func(t *repay.Terms) { t.Season = shares("1", "0", "2") },
			repay.Debt{Bearing: 300_00}, []money.Amount{100_00, 0, 200_00}},
		{"weight 0 is the interest: 1010.00 − 507.51 = 502.49, of which 1% is 5.02, twice", atOnePercent(repay.Seasonal, 3),
			func(t *repay.Terms) { t.Season = shares("1", "0") },
			repay.Debt{Bearing: 1000_00}, []money.Amount{507_51, 5_02, 507_51}},
		{"interest only", atOnePercent(repay.InterestOnly, 3), nil, repay.Debt{Bearing: 1000_00}, []money.Amount{10_00, 10_00, 1010_00}},
		{"interest only without interest", free(repay.InterestOnly, 2), nil, repay.Debt{Bearing: 1000_00}, []money.Amount{0, 1000_00}},
		{"two months of interest, then 1000.00 in two: 507.51, 502.49 + 5.02", atOnePercent(repay.Level, 4),
			func(t *repay.Terms) { t.Moratorium = &repay.Moratorium{Principal: 2} },
			repay.Debt{Bearing: 1000_00}, []money.Amount{10_00, 10_00, 507_51, 507_51}},
		{"interest joins the balance: 1020.10 in two are 517.72 and 512.58 + 5.13", atOnePercent(repay.Level, 4),
			func(t *repay.Terms) { t.Moratorium = &repay.Moratorium{Interest: 2} },
			repay.Debt{Bearing: 1000_00}, []money.Amount{0, 0, 517_72, 517_71}},
		{"interest waits without interest: 507.51 + 20.00", atOnePercent(repay.Level, 4),
			func(t *repay.Terms) {
				t.Moratorium = &repay.Moratorium{Interest: 2, InterestTreatment: repay.Defer}
			},
			repay.Debt{Bearing: 1000_00}, []money.Amount{0, 0, 527_51, 507_51}},
		{"what waited comes with the first payment, of interest alone: 2 × 10.00", atOnePercent(repay.Level, 4),
			func(t *repay.Terms) {
				t.Moratorium = &repay.Moratorium{Principal: 2, Interest: 1, InterestTreatment: repay.Defer}
			},
			repay.Debt{Bearing: 1000_00}, []money.Amount{0, 20_00, 507_51, 507_51}},
		{"no interest for two months", atOnePercent(repay.Level, 4),
			func(t *repay.Terms) {
				t.Moratorium = &repay.Moratorium{Interest: 2, InterestTreatment: repay.Waive}
			},
			repay.Debt{Bearing: 1000_00}, []money.Amount{0, 0, 507_51, 507_51}},
		{"equal shares after a month without: 1010.00 in two, and 1%", atOnePercent(repay.EqualPrincipal, 3),
			func(t *repay.Terms) { t.Moratorium = &repay.Moratorium{Interest: 1} },
			repay.Debt{Bearing: 1000_00}, []money.Amount{0, 505_00 + 10_10, 505_00 + 5_05}},
		{"flat: 10.00 a month on 1000.00, and 1030.00 in three", atOnePercent(repay.Level, 3),
			func(t *repay.Terms) { t.Interest = repay.FlatInterest },
			repay.Debt{Bearing: 1000_00}, []money.Amount{343_34, 343_34, 343_32}},
		{"flat on 1000.00 of which 250.00 are paid before: 250.00 + 10.00", atOnePercent(repay.Level, 3),
			func(t *repay.Terms) {
				t.Interest, t.FlatOn, t.Deposit = repay.FlatInterest, repay.BeforeDeposit, &repay.Deposit{Amount: 250_00, Due: t.InterestFrom}
			}, repay.Debt{Bearing: 750_00}, []money.Amount{260_00, 260_00, 260_00}},
		{"flat shares of principal", atOnePercent(repay.EqualPrincipal, 2), func(t *repay.Terms) { t.Interest = repay.FlatInterest },
			repay.Debt{Bearing: 1000_00}, []money.Amount{510_00, 510_00}},
		{"flat without interest", free(repay.Level, 2), func(t *repay.Terms) { t.Interest = repay.FlatInterest },
			repay.Debt{Bearing: 1000_00}, []money.Amount{500_00, 500_00}},
		{"the residue first", free(repay.Level, 3), func(t *repay.Terms) { t.Residue = repay.ResidueFirst },
			repay.Debt{Bearing: 100_00}, []money.Amount{33_32, 33_34, 33_34}},
		{"the larger residue first", free(repay.Level, 3),
			func(t *repay.Terms) { t.Residue, t.FinalPayment = repay.ResidueFirst, repay.Larger },
			repay.Debt{Bearing: 100_00}, []money.Amount{33_34, 33_33, 33_33}},
		{"the residue first with interest: 669.99, then 336.66 from 6.70, and 3.37", atOnePercent(repay.Level, 3),
			func(t *repay.Terms) { t.Residue = repay.ResidueFirst }, // 340.00 would leave 670.00 and 336.67, and 340.04 at the end
			repay.Debt{Bearing: 1000_00}, []money.Amount{340_01, 340_03, 340_03}},
		{"the residue spread", free(repay.Level, 3), func(t *repay.Terms) { t.Residue = repay.ResidueSpread },
			repay.Debt{Bearing: 100_00}, []money.Amount{33_34, 33_33, 33_33}},
		{"the residue spread in steps of 5.00", free(repay.Level, 4),
			func(t *repay.Terms) { t.Residue, t.MultipleOf = repay.ResidueSpread, 5_00 },
			repay.Debt{Bearing: 110_00}, []money.Amount{30_00, 30_00, 25_00, 25_00}},
		{"the residue of shares spread", free(repay.EqualPrincipal, 3), func(t *repay.Terms) { t.Residue = repay.ResidueSpread },
			repay.Debt{Bearing: 100_00}, []money.Amount{33_34, 33_33, 33_33}},
		{"a grid of 10.00", free(repay.Level, 3), func(t *repay.Terms) { t.MultipleOf = 10_00 },
			repay.Debt{Bearing: 100_00}, []money.Amount{40_00, 40_00, 20_00}},
		{"a grid of 10.00, the last one larger", free(repay.Level, 3),
			func(t *repay.Terms) { t.MultipleOf, t.FinalPayment = 10_00, repay.Larger },
			repay.Debt{Bearing: 100_00}, []money.Amount{30_00, 30_00, 40_00}},
		{"a grid of 10.00, the last one closest", free(repay.Level, 3),
			func(t *repay.Terms) { t.MultipleOf, t.FinalPayment = 10_00, repay.Closest },
			repay.Debt{Bearing: 100_00}, []money.Amount{30_00, 30_00, 40_00}},
		{"a grid above the debt", free(repay.Level, 3), func(t *repay.Terms) { t.MultipleOf = 1000_00 },
			repay.Debt{Bearing: 100_00}, []money.Amount{100_00}},
		{"shares on a grid of 10.00", atOnePercent(repay.EqualPrincipal, 3), func(t *repay.Terms) { t.MultipleOf = 10_00 },
			repay.Debt{Bearing: 100_00}, []money.Amount{41_00, 40_60, 20_20}},
		{"a fee of 12.00", free(repay.Level, 2), func(t *repay.Terms) { t.Fee = &repay.Fee{Amount: amountOf(12_00)} },
			repay.Debt{Bearing: 100_00}, []money.Amount{62_00, 62_00}},
		{"a fee of 0.6% of everything financed", free(repay.Level, 2), func(t *repay.Terms) { t.Fee = &repay.Fee{Percent: share("0.006")} },
			repay.Debt{Bearing: 900_00, Arrears: 100_00}, []money.Amount{506_00, 506_00}},
		{"no fee while nothing is paid", free(repay.Level, 3), func(t *repay.Terms) {
			t.Fee, t.Moratorium = &repay.Fee{Amount: amountOf(12_00)}, &repay.Moratorium{Interest: 1}
		}, repay.Debt{Bearing: 100_00}, []money.Amount{0, 62_00, 62_00}},
		{"arrears beside: 3.34, 3.34 and 3.33 of 10.01", atOnePercent(repay.InterestOnly, 3), nil,
			repay.Debt{Bearing: 100_00, Arrears: 10_01}, []money.Amount{4_34, 4_34, 104_33}},
		{"by amount, the fee and the arrears are in it: 50.00 less 12.00 and 10.00 are 28.00 for 56.00", free(repay.Level, 0),
			func(t *repay.Terms) { t.Amount, t.Fee = 50_00, &repay.Fee{Amount: amountOf(12_00)} },
			repay.Debt{Bearing: 56_00, Arrears: 20_00}, []money.Amount{50_00, 50_00}},
		{"by amount, after two months without", free(repay.Level, 0),
			func(t *repay.Terms) { t.Amount, t.Moratorium = 60_00, &repay.Moratorium{Interest: 2} },
			repay.Debt{Bearing: 100_00}, []money.Amount{0, 0, 60_00, 40_00}},
		{"by amount, flat: 60.00 less 1.00 clears 100.00 in two", atOnePercent(repay.Level, 0),
			func(t *repay.Terms) { t.Amount, t.Interest = 60_00, repay.FlatInterest },
			repay.Debt{Bearing: 100_00}, []money.Amount{60_00, 42_00}},
		{"by amount, stepped", free(repay.Stepped, 0),
			func(t *repay.Terms) { t.Amount, t.Step = 40_00, &repay.Step{Every: 1, Amount: amountOf(5_00)} },
			repay.Debt{Bearing: 100_00}, []money.Amount{40_00, 45_00, 15_00}},
		{"both given, and no more than two are needed", free(repay.Level, 3), func(t *repay.Terms) { t.Amount = 50_00 },
			repay.Debt{Bearing: 100_00}, []money.Amount{50_00, 50_00}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			terms := test.terms
			if test.with != nil {
				test.with(&terms)
			}
			plan, _, err := repay.ScheduleDebt(&terms, test.debt)
			require.NoError(t, err)
			assert.Equal(t, test.want, amounts(&plan))
			assert.Zero(t, plan.Instalments[plan.Count-1].Balance)
		})
	}
}

// The edges that a plan may stand on, in every shape that solves its payment.
func TestEdges(t *testing.T) {
	shapes := []repay.Shape{repay.Level, repay.EqualPrincipal, repay.InterestOnly, repay.Stepped, repay.Seasonal}
	with := func(shape repay.Shape, count int) repay.Terms {
		terms := atOnePercent(shape, count)
		if shape == repay.Stepped {
			terms.Step = &repay.Step{Every: 1, Percent: share("0.01")}
		} else if shape == repay.Seasonal {
			terms.Season = shares("1", "0.5")
		}
		return terms
	}
	for _, shape := range shapes {
		for _, interest := range []repay.InterestKind{repay.CompoundInterest, repay.FlatInterest} {
			for _, mode := range []money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up} {
				for _, residue := range []repay.Residue{"", repay.ResidueFirst, repay.ResidueSpread} {
					for _, test := range []struct {
						count int
						debt  money.Amount
					}{{1, 100_00}, {600, 1}, {600, 599}, {600, 100_000_00}, {7, 10}, {2, 1}, {24, 1}} {
						terms := with(shape, test.count)
						if terms.Interest, terms.Rounding = interest, mode; shape != repay.InterestOnly {
							terms.Residue = residue
						}
						plan, err := repay.Schedule(&terms, test.debt)
						require.NoError(t, err, "%s %s %s %s %v", shape, interest, mode, residue, test)
						principal := money.Amount(0)
						for _, row := range plan.Instalments {
							principal += row.Principal
							assert.GreaterOrEqual(t, row.Interest, money.Amount(0))
						}
						assert.Equal(t, test.debt, principal)
						assert.Zero(t, plan.Instalments[plan.Count-1].Balance)
						if test.count == 1 {
							assert.Equal(t, []money.Amount{101_00}, amounts(&plan))
						}
					}
				}
			}
		}
	}
}

// Rounded up, each of 600 rows of flat interest on a cent would be a cent, and all
// of them together are 6 cents: the first six bear them.
func TestFlatInterestIsNeverMoreThanItsWhole(t *testing.T) {
	terms := atOnePercent(repay.InterestOnly, 600)
	terms.Interest, terms.Rounding = repay.FlatInterest, money.Up
	plan, err := repay.Schedule(&terms, 1)
	require.NoError(t, err)
	assert.Equal(t, money.Amount(6), plan.Totals.Interest, "0.01 × 0.01 × 600 = 0.06")
	assert.Equal(t, money.Amount(1), plan.Instalments[5].Interest)
	assert.Zero(t, plan.Instalments[6].Interest)
}

// Custom payments on, below and above the interest of 10.00 of their period.
func TestCustomPaymentsBesideTheInterest(t *testing.T) {
	custom := func(first money.Amount) repay.Terms {
		terms := atOnePercent(repay.Custom, 0)
		terms.Payments = []repay.Payment{{Due: day("2026-02-01"), Amount: first}, {Due: day("2026-03-01")}}
		return terms
	}
	for first, want := range map[money.Amount][]money.Amount{
		10_00:   {10_00, 1010_00},
		10_01:   {10_01, 1009_99}, // 999.99 and 1% of it, 9.9999
		1010_00: {1010_00},
		2000_00: {1010_00},
	} {
		terms := custom(first)
		plan, err := repay.Schedule(&terms, 1000_00)
		require.NoError(t, err)
		assert.Equal(t, want, amounts(&plan))
	}
	terms := custom(9_99)
	_, err := repay.Schedule(&terms, 1000_00)
	assert.Equal(t, &repay.PaymentError{Index: 0, Least: 10_00, BelowInterest: true}, err)
	terms = custom(500_00)
	terms.Payments[1].Amount = 515_09
	_, err = repay.Schedule(&terms, 1000_00)
	assert.Equal(t, &repay.PaymentError{Index: 1, Least: 515_10}, err, "510.00 and 5.10")
	terms.Payments[1].Amount = 515_10
	plan, err := repay.Schedule(&terms, 1000_00)
	require.NoError(t, err)
	assert.Equal(t, []money.Amount{500_00, 515_10}, amounts(&plan))
}

// Dates that fall on holidays: 2026-10-01 to 07 are off in China, 10 October is a
// Saturday made up for, and 2026-10-11 a Sunday.
func TestRolls(t *testing.T) {
	tests := []struct {
		it       string
		roll     civil.Roll
		accrueTo repay.AccrueTo
		first    string
		every    civil.Frequency
		due      []string
		days     []int
	}{
		{"to the next business day, with its interest", civil.RollFollowing, "", "2026-10-01", civil.Frequency{Unit: civil.UnitWeek, N: 1},
			[]string{"2026-10-08", "2026-10-09", "2026-10-15"}, []int{22, 1, 6}},
		{"interest as if there were no holidays", civil.RollFollowing, repay.AccrueToNominal, "2026-10-01", civil.Frequency{Unit: civil.UnitWeek, N: 1},
			[]string{"2026-10-08", "2026-10-09", "2026-10-15"}, []int{15, 7, 7}},
		{"before the holidays", civil.RollPreceding, "", "2026-10-01", civil.Frequency{Unit: civil.UnitWeek, N: 1},
			[]string{"2026-09-30", "2026-10-08", "2026-10-15"}, []int{14, 8, 7}},
		{"no two on one day", civil.RollPreceding, "", "2026-10-09", civil.Frequency{Unit: civil.UnitDay, N: 1},
			[]string{"2026-10-09", "2026-10-10", "2026-10-12"}, []int{23, 1, 2}},
		{"past the data a date stays", civil.RollFollowing, "", "2026-12-31", civil.Frequency{Unit: civil.UnitDay, N: 1},
			[]string{"2026-12-31", "2027-01-01", "2027-01-02"}, []int{106, 1, 1}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			terms := monthly("2026-09-16", test.first, 3)
			terms.Roll, terms.Calendar, terms.AccrueTo, terms.Every = test.roll, civil.CalendarChina, test.accrueTo, &test.every
			plan, err := repay.Schedule(&terms, 300_00)
			require.NoError(t, err)
			assert.Equal(t, test.due, dues(&plan))
			for k, row := range plan.Instalments {
				assert.Equal(t, test.days[k], row.Days)
				assert.Equal(t, test.every.Date(day(test.first), k), row.Nominal)
			}
		})
	}
}

// The working says how the payment was found and what each row's interest is of.
func TestWorking(t *testing.T) {
	terms := percentAMonth(3, 0)
	plan, working, err := repay.ScheduleDebt(&terms, repay.Debt{Bearing: 1000_00, Arrears: 30_00})
	require.NoError(t, err)
	// 340.03: 669.97, 336.64, 340.01, so 0.02 less; 340.02: 669.98, 336.66, 340.03, so 0.01 more.
	assert.Equal(t, repay.Search{Payment: 340_03, Grid: 1, Least: true}, working.Search)
	for k, base := range []money.Amount{1000_00, 669_97, 336_64} {
		assert.Equal(t, base, working.Base(k))
		exact := decimal.New(int64(base)*working.Num[k], 0).Div(decimal.New(int64(working.Den), 0))
		assert.Equal(t, exact.Round(0).IntPart(), int64(plan.Instalments[k].Interest))
	}
	terms.Interest = repay.FlatInterest
	_, working, err = repay.ScheduleDebt(&terms, repay.Debt{Bearing: 1000_00})
	require.NoError(t, err)
	assert.Equal(t, money.Amount(1000_00), working.Base(2))
}

// A rate by the month counts twelfths, and steep rates on long fractions go the
// wide way to the same figures: 1,000.00 × 99.9999999999 × 31/366.
func TestFractionsThatNeedRoom(t *testing.T) {
	terms := monthly("2024-01-01", "2024-02-01", 1)
	terms.DayCount, terms.Rate = civil.ActualActualISDA, rate("99.9999999999", money.PerYear)
	plan, err := repay.Schedule(&terms, 1000_00)
	require.NoError(t, err)
	assert.Equal(t, money.Amount(8469_95), plan.Totals.Interest, "1000 × 99.9999999999 × 31/366 = 8469.945…")
}
