package repay_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

const (
	annuityVectors  = "testdata/vectors/annuity.json"
	fineractVectors = "testdata/vectors/fineract.json"
)

// annuityCase is one spreadsheet function with its figure to 20 digits.
type annuityCase struct {
	ID, Fn string
	Args   struct {
		Rate, PV, FV, Pmt, When string
		NPer                    json.Number
	}
	Expected struct{ Value string }
}

// annuityCases reads the cases of one function that pay at the end of each
// period and leave nothing, at a rate that a document can hold.
func annuityCases(t *testing.T, fn string) (cases []annuityCase) {
	text, err := os.ReadFile(annuityVectors)
	require.NoError(t, err)
	var file struct{ Cases []annuityCase }
	require.NoError(t, json.Unmarshal(text, &file))
	for _, c := range file.Cases {
		_, places, _ := strings.Cut(c.Args.Rate, ".")
		if c.Fn == fn && c.Args.When == "end" && c.Args.FV == "0" && len(places) <= money.MaxRatePlaces {
			cases = append(cases, c)
		}
	}
	require.NotEmpty(t, cases, annuityVectors)
	return cases
}

// termsOf is months of 30 days at a rate by the month: every period bears exactly the rate.
func (c *annuityCase) terms() repay.Terms {
	terms := monthly("2026-01-01", "2026-02-01", 0)
	terms.DayCount, terms.Rate = civil.Thirty360, rate(c.Args.Rate, money.PerMonth)
	return terms
}

func dinars(t *testing.T, text string) money.Amount {
	amount, err := money.Currency("KWD").Round(decimal.RequireFromString(text), money.HalfUp)
	require.NoError(t, err)
	return amount
}

// The payment lies within a unit of the unrounded one, on the side asked. Interest
// rounded half up is off by half a unit a period at most, which moves the payment
// by no more than that half.
func TestPaymentVectors(t *testing.T) {
	half := decimal.New(5, -1)
	for _, c := range annuityCases(t, "pmt") {
		count, err := c.Args.NPer.Int64()
		require.NoError(t, err)
		for _, side := range []repay.FinalPayment{repay.Smaller, repay.Larger, repay.Closest} {
			terms := c.terms()
			terms.Count, terms.FinalPayment = int(count), side
			financed := dinars(t, c.Args.PV)
			plan, err := repay.Schedule(&terms, financed)
			if c.Args.PV == "1000000000000" { // its sum is beyond an amount
				require.ErrorIs(t, err, repay.ErrTooLarge, c.ID)
				continue
			}
			require.NoError(t, err, "%s %s", annuityVectors, c.ID)
			exact := decimal.RequireFromString(c.Expected.Value).Neg().Shift(3)
			low, high := exact.Sub(half), exact.Add(half)
			switch side { // a smaller last payment rounds up, a larger one down
			case repay.Smaller:
				high = high.Add(decimal.New(1, 0))
			case repay.Larger:
				low = low.Sub(decimal.New(1, 0))
			case repay.Closest:
				low, high = low.Sub(decimal.New(1, 0)), high.Add(decimal.New(1, 0))
			}
			high = decimal.Max(high, decimal.New(1, 0)) // no instalment is below one unit
			amount := decimal.New(int64(plan.Amount), 0)
			assert.True(t, amount.GreaterThanOrEqual(low) && amount.LessThanOrEqual(high),
				"%s %s %s: %s is not from %s to %s", annuityVectors, c.ID, side, amount, low, high)
		}
	}
}

// The number of payments is the whole number above the exact one. A millionth of a
// payment is interest below half a unit each time, which is no money.
func TestCountVectors(t *testing.T) {
	run := 0
	for _, c := range annuityCases(t, "nper") {
		_, places, _ := strings.Cut(c.Args.Pmt, ".")
		if len(places) > 3 {
			continue // not a sum of any currency
		}
		terms := c.terms()
		terms.Amount = -dinars(t, c.Args.Pmt)
		plan, err := repay.Schedule(&terms, dinars(t, c.Args.PV))
		require.NoError(t, err, "%s %s", annuityVectors, c.ID)
		exact := decimal.RequireFromString(c.Expected.Value)
		assert.Equal(t, exact.Sub(decimal.New(1, -6)).Ceil().IntPart(), int64(plan.Count), "%s %s", annuityVectors, c.ID)
		run++
	}
	assert.GreaterOrEqual(t, run, 5)
}

// fineractCase is a schedule of Apache Fineract before anything is paid.
type fineractCase struct {
	ID, Group string
	Product   struct {
		ScheduleType string `json:"schedule_type"`
		DaysInYear   string `json:"days_in_year"`
	}
	Loan struct {
		Principal  string
		Rate       string `json:"annual_rate_pct"`
		Count      int    `json:"installments"`
		RepayEvery int    `json:"repay_every"`
		RepayUnit  string `json:"repay_unit"`
		Start      string `json:"start_date"`
	}
	Expected []struct {
		Schedule []struct{ Row, Date, Balance, Principal, Interest, Due string }
	}
}

// The schedules whose convention is one of ours, and which of our day counts it is:
// 360/30 by the month, 365 over actual days, and actual/actual inside common years.
var fineractDayCounts = map[string]civil.DayCount{
	"fin-emi-36030-iter": civil.Thirty360, "fin-emi-365a-dec": civil.Actual365Fixed,
	"fin-emi-365a-15days": civil.Actual365Fixed, "fin-me-clamp-aa": civil.Actual365Fixed,
}

func TestFineractSchedules(t *testing.T) {
	text, err := os.ReadFile(fineractVectors)
	require.NoError(t, err)
	var file struct{ Cases []fineractCase }
	require.NoError(t, json.Unmarshal(text, &file))
	run := 0
	for _, c := range file.Cases {
		count, ours := fineractDayCounts[c.ID]
		if !ours {
			continue
		}
		run++
		rows := c.Expected[0].Schedule[1:]
		terms := monthly(c.Loan.Start, rows[0].Date, c.Loan.Count)
		unit := map[string]civil.Unit{"MONTHS": civil.UnitMonth, "DAYS": civil.UnitDay}[c.Loan.RepayUnit]
		terms.Every = &civil.Frequency{Unit: unit, N: c.Loan.RepayEvery}
		if c.ID == "fin-me-clamp-aa" { // its seed is the 31st, not the first due date
			terms.Every.MonthEnd = true
		}
		terms.DayCount, terms.Rounding, terms.FinalPayment = count, money.HalfEven, repay.Closest
		terms.Rate = money.Rate{Value: decimal.RequireFromString(c.Loan.Rate).Shift(-2), Per: money.PerYear}
		cny := money.Currency("CNY")
		principal, err := cny.Round(decimal.RequireFromString(c.Loan.Principal), money.HalfUp)
		require.NoError(t, err)
		plan, err := repay.Schedule(&terms, principal)
		require.NoError(t, err)
		require.Len(t, plan.Instalments, len(rows), c.ID)
		for k, row := range plan.Instalments {
			assert.Equal(t, []string{rows[k].Date, rows[k].Due, rows[k].Principal, rows[k].Interest, rows[k].Balance},
				[]string{row.Due.String(), cny.Text(row.Amount), cny.Text(row.Principal), cny.Text(row.Interest), cny.Text(row.Balance)},
				"%s %s row %d", fineractVectors, c.ID, k+1)
		}
	}
	assert.Equal(t, len(fineractDayCounts), run)
}
