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
	cnVectors       = "testdata/vectors/cn.json"
)

// annuityCase is one spreadsheet function with its figure to 20 digits.
type annuityCase struct {
	ID, Fn string
	Args   struct {
		Rate, PV, FV, Pmt, When string
		NPer, Per               json.Number
	}
	Expected struct{ Value string }
}

// annuityCases reads the cases of one function that a plan has: nothing is left at
// the end. Of those with fv a plan of ours would have to leave or to overpay a sum.
func annuityCases(t *testing.T, fn string) (cases []annuityCase) {
	text, err := os.ReadFile(annuityVectors)
	require.NoError(t, err)
	var file struct{ Cases []annuityCase }
	require.NoError(t, json.Unmarshal(text, &file))
	for _, c := range file.Cases {
		if c.Fn == fn && c.Args.FV == "0" {
			cases = append(cases, c)
		}
	}
	require.NotEmpty(t, cases, annuityVectors)
	return cases
}

// yearlyRates are the rates by the year of those by the month that have more
// places than a document holds: 4.9% and 10%.
var yearlyRates = map[string]string{"0.00408333333333333333333333333": "0.049", "0.0083333333333333": "0.1"}

// terms are months of 30 days: every period bears exactly the rate. Paid at the
// beginning of each period, the first payment falls on the day interest begins.
func (c *annuityCase) terms() repay.Terms {
	terms := monthly("2026-01-01", "2026-02-01", 0)
	terms.DayCount, terms.Rate = civil.Thirty360, rate("0", money.PerMonth)
	if yearly, long := yearlyRates[c.Args.Rate]; long {
		terms.Rate = rate(yearly, money.PerYear)
	} else {
		terms.Rate.Value = decimal.RequireFromString(c.Args.Rate)
	}
	if c.Args.When == "begin" {
		terms.FirstDue = terms.InterestFrom
	}
	return terms
}

// Rows that stand for so many periods of so steep a rate that rounding one
// payment to a unit changes them by more than the part of them that is checked.
var annuityTooSteep = map[string]bool{
	"an-110": true, // 5.3% a month for 360 months, the last row
}

// A row of a plan differs from the exact one by what rounding the payment, by a
// unit, and each interest, by half a unit, has grown to by then.
func TestInterestAndPrincipalVectors(t *testing.T) {
	run := 0
	for _, fn := range []string{"ipmt", "ppmt"} {
		for _, c := range annuityCases(t, fn) {
			if annuityTooSteep[c.ID] {
				continue
			}
			count, _ := c.Args.NPer.Int64()
			per, _ := c.Args.Per.Int64()
			terms := c.terms()
			terms.Count, terms.FinalPayment = int(count), repay.Closest
			unit := dinars
			if c.Args.PV == "1000000000000" {
				unit = yuan // its sum in dinars is beyond an amount
			}
			plan, err := repay.Schedule(&terms, unit(t, c.Args.PV))
			require.NoError(t, err, "%s %s", annuityVectors, c.ID)
			row := plan.Instalments[per-1]
			got := row.Interest
			if fn == "ppmt" {
				got = row.Principal
			}
			growth, off := decimal.New(1, 0).Add(decimal.RequireFromString(c.Args.Rate)), decimal.New(2, 0)
			for range per {
				off = off.Mul(growth).Add(decimal.New(2, 0)).Round(6)
			}
			exact := decimal.RequireFromString(c.Expected.Value).Neg()
			difference := decimal.New(int64(got-unit(t, exact.String())), 0).Abs()
			assert.True(t, difference.LessThanOrEqual(off), "%s %s: %d is off by %s, more than %s", annuityVectors, c.ID, got, difference, off)
			run++
		}
	}
	assert.Equal(t, 18, run)
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
			if err != nil { // its sum is beyond an amount in a currency of three decimals
				require.Equal(t, "1000000000000", c.Args.PV, c.ID)
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
		if c.Args.PV == "1000000000000.0" {
			terms.Amount /= 10
			plan, err = repay.Schedule(&terms, yuan(t, c.Args.PV)) // its sum in dinars is beyond an amount
		}
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
		DaysInYear string `json:"days_in_year"`
		Multiple   string `json:"installment_multiple_of"`
	}
	Loan struct {
		Principal      string
		Rate           string `json:"annual_rate_pct"`
		Interest       string `json:"interest_type"`
		Count          int    `json:"installments"`
		RepayEvery     int    `json:"repay_every"`
		RepayUnit      string `json:"repay_unit"`
		Start          string `json:"start_date"`
		FirstDue       string `json:"first_due_date"`
		GracePrincipal int    `json:"grace_principal"`
		GraceInterest  int    `json:"grace_interest_payment"`
	}
	Events []struct {
		Type, Kind, Amount, Date string
	}
	Expected []struct {
		Schedule []fineractRow
		Periods  []struct {
			Due       string `json:"due_date"`
			EMI       string
			Interest  string
			Principal string
			Balance   string
		}
	}
}

type fineractRow struct{ Row, Date, Balance, Principal, Interest, Due string }

// rows are the instalments of the first checkpoint, and what is paid down before them.
func (c *fineractCase) rows() (rows []fineractRow, down string) {
	for _, row := range c.Expected[0].Schedule {
		switch row.Row {
		case "installment":
			rows = append(rows, row)
		case "down_payment":
			down = row.Due
		}
	}
	for _, p := range c.Expected[0].Periods {
		rows = append(rows, fineractRow{"installment", p.Due, p.Balance, p.Principal, p.Interest, p.EMI})
	}
	return rows, down
}

// The schedules whose convention is one of ours, and which of our day counts it is:
// 360/30 by the month, interest of a twelfth whatever the month, 365 over actual
// days, weeks of 7 days over 360, and actual/actual where no new year lies inside.
var fineractDayCounts = map[string]civil.DayCount{
	"fin-emi-36030-iter": civil.Thirty360, "fin-emi-365a-dec": civil.Actual365Fixed,
	"fin-emi-365a-15days": civil.Actual365Fixed, "fin-me-clamp-aa": civil.Actual365Fixed,
	"fin-emi-36030-2weeks": civil.Actual360, "fin-rs05-grace-principal-3": civil.Thirty360,
	"fin-rounding-6x0pct": civil.Thirty360, "fin-rounding-declining-15pct": civil.Thirty360, "fin-dp-interest-flat-12": civil.Thirty360,
	// Their first checkpoint is the schedule before anything happens to it.
	"fin-payoff-till-preclose": civil.Thirty360, "fin-pause-within-period": civil.Thirty360,
	"fin-junit-multi-disbursedamt200-2ndonduedate-dayinyears360-daysinmonth30-repayev": civil.Thirty360,
}

// The cases that rest on what a plan of ours does not have.
var fineractOutOfScope = map[string]string{
	"fin-emi-aa-int":                     "its actual/actual splits a period at 31 December and not at 1 January, which is no published day count: 101.81 and not 101.82",
	"fin-emi-aa-iter":                    "the same",
	"fin-overdue-fee-principal-interest": "a charge on instalments that are overdue belongs to the account, not to a plan",
	"fin-emi-36030-resched-duedate":      "the days added to the first period count over a month of 29 days, and the payment of another schedule is kept",
	"fin-emi-36030-multidisb":            "a plan repays one sum; here a second one is advanced inside a period",
	"fin-junit-disbursedamt100-dayinyearsactual-daysinmonthactual-repayevery1month": "its periods leave gaps: one ends on 1 March and the next begins on 12 March",
}

// terms are the case's in our words: half even, the payment nearest to an even last one.
func (c *fineractCase) terms(t *testing.T, count civil.DayCount, down string) repay.Terms {
	cny := money.Currency("CNY")
	start := c.Loan.Start
	if start == "" {
		start = c.Events[0].Date
	}
	terms := monthly(start, c.Loan.FirstDue, c.Loan.Count)
	unit := map[string]civil.Unit{"MONTHS": civil.UnitMonth, "WEEKS": civil.UnitWeek, "DAYS": civil.UnitDay}[c.Loan.RepayUnit]
	terms.Every = &civil.Frequency{Unit: unit, N: c.Loan.RepayEvery}
	if c.ID == "fin-me-clamp-aa" { // its seed is the 31st, not the first due date
		terms.Every.MonthEnd = true
	}
	terms.DayCount, terms.Rounding, terms.FinalPayment = count, money.HalfEven, repay.Closest
	terms.Rate = money.Rate{Value: decimal.RequireFromString(c.Loan.Rate).Shift(-2), Per: money.PerYear}
	if c.Product.Multiple != "" {
		terms.MultipleOf = money.Amount(100 * decimal.RequireFromString(c.Product.Multiple).IntPart())
	}
	if c.Loan.Interest == "FLAT" {
		terms.Interest = repay.FlatInterest
	}
	if c.Loan.GracePrincipal > 0 {
		terms.Moratorium = &repay.Moratorium{Principal: c.Loan.GracePrincipal, Interest: c.Loan.GraceInterest, InterestTreatment: repay.Defer}
	}
	if down != "" {
		amount, err := cny.Round(decimal.RequireFromString(down), money.HalfUp)
		require.NoError(t, err)
		terms.Deposit, terms.FlatOn = &repay.Deposit{Amount: amount, Due: day(start)}, repay.BeforeDeposit
	}
	return terms
}

func TestFineractSchedules(t *testing.T) {
	text, err := os.ReadFile(fineractVectors)
	require.NoError(t, err)
	var file struct{ Cases []fineractCase }
	require.NoError(t, json.Unmarshal(text, &file))
	cny := money.Currency("CNY")
	for _, c := range file.Cases {
		count, ours := fineractDayCounts[c.ID]
		if _, out := fineractOutOfScope[c.ID]; out || !ours {
			assert.True(t, out != ours, "%s %s is either run or out of scope for a reason", fineractVectors, c.ID)
			continue
		}
		rows, down := c.rows()
		terms := c.terms(t, count, down)
		principal := c.Loan.Principal
		if principal == "" {
			principal = c.Events[0].Amount
		}
		financed, err := cny.Round(decimal.RequireFromString(principal), money.HalfUp)
		require.NoError(t, err)
		if terms.Deposit != nil {
			financed -= terms.Deposit.Amount
		}
		plan, err := repay.Schedule(&terms, financed)
		require.NoError(t, err, c.ID)
		require.Len(t, plan.Instalments, len(rows), c.ID)
		for k, row := range plan.Instalments {
			assert.Equal(t, []string{rows[k].Date, rows[k].Due, rows[k].Principal, rows[k].Interest, rows[k].Balance},
				[]string{row.Due.String(), cny.Text(row.Amount), cny.Text(row.Principal), cny.Text(row.Interest), cny.Text(row.Balance)},
				"%s %s row %d", fineractVectors, c.ID, k+1)
		}
	}
}

// cnCase is a figure from a public Chinese page.
type cnCase struct {
	ID, Group string
	Inputs    struct {
		Amount, Principal string
		Periods, Months   int
		Fee               string `json:"fee_percent_per_period"`
		Rate              string `json:"annual_rate_pct"`
	}
	Expected struct {
		FeePerPeriod    string `json:"fee_per_period"`
		TotalFee        string `json:"total_fee"`
		Payment         string
		TotalPayable    string `json:"total_payable"`
		FirstInterest   string `json:"first_interest"`
		FirstPrincipal  string `json:"first_principal"`
		SecondInterest  string `json:"second_interest"`
		SecondPrincipal string `json:"second_principal"`
		EqualPrincipal  *struct {
			FirstPayment  string `json:"first_payment"`
			Decrement     string
			TotalPayable  string `json:"total_payable"`
			TotalInterest string `json:"total_interest"`
		} `json:"equal_principal"`
	}
}

func cnCases(t *testing.T, group string) (cases []cnCase) {
	text, err := os.ReadFile(cnVectors)
	require.NoError(t, err)
	var file struct{ Cases []json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &file))
	for _, raw := range file.Cases {
		var named struct{ Group string }
		require.NoError(t, json.Unmarshal(raw, &named))
		if named.Group == group {
			var c cnCase
			require.NoError(t, json.Unmarshal(raw, &c))
			cases = append(cases, c)
		}
	}
	require.NotEmpty(t, cases, cnVectors)
	return cases
}

func yuan(t *testing.T, text string) money.Amount {
	amount, err := money.Currency("CNY").Round(decimal.RequireFromString(text), money.HalfUp)
	require.NoError(t, err)
	return amount
}

// A card's instalment fee is a share of the whole sum with each equal part of it.
func TestInstalmentFeeVectors(t *testing.T) {
	for _, c := range cnCases(t, "instalment-fee") {
		share := decimal.RequireFromString(c.Inputs.Fee).Shift(-2)
		terms := monthly("2026-01-01", "2026-02-01", c.Inputs.Periods)
		terms.Shape, terms.Fee = repay.EqualPrincipal, &repay.Fee{Percent: &share}
		amount := yuan(t, c.Inputs.Amount)
		plan, err := repay.Schedule(&terms, amount)
		require.NoError(t, err, "%s %s", cnVectors, c.ID)
		assert.Equal(t, yuan(t, c.Expected.TotalFee), plan.Totals.Fees, "%s %s", cnVectors, c.ID)
		assert.Equal(t, amount+plan.Totals.Fees, plan.Totals.Paid, "%s %s", cnVectors, c.ID)
		for _, row := range plan.Instalments {
			if c.Expected.FeePerPeriod != "" {
				assert.Equal(t, yuan(t, c.Expected.FeePerPeriod), row.Fees, "%s %s", cnVectors, c.ID)
			}
			assert.Equal(t, row.Principal+row.Fees, row.Amount)
		}
	}
}

// Months of 30 days over 360 bear a twelfth of the rate. The published totals are
// an unrounded payment times the months; ours are what the rounded rows add up to.
func TestMortgageVectors(t *testing.T) {
	for _, c := range cnCases(t, "mortgage") {
		terms := monthly("2026-01-01", "2026-02-01", c.Inputs.Months)
		terms.DayCount, terms.FinalPayment = civil.Thirty360, repay.Closest
		terms.Rate = money.Rate{Value: decimal.RequireFromString(c.Inputs.Rate).Shift(-2), Per: money.PerYear}
		plan, err := repay.Schedule(&terms, yuan(t, c.Inputs.Principal))
		require.NoError(t, err, "%s %s", cnVectors, c.ID)
		near := func(want string, got, off money.Amount, what string) {
			assert.InDelta(t, int64(yuan(t, want)), int64(got), float64(off), "%s %s %s", cnVectors, c.ID, what)
		}
		near(c.Expected.Payment, plan.Amount, 0, "payment")
		// Each row's interest is off by half a unit at most: 360 halves.
		near(c.Expected.TotalPayable, plan.Totals.Paid, 180, "total")
		if c.Expected.EqualPrincipal == nil {
			continue
		}
		first, second := plan.Instalments[0], plan.Instalments[1]
		near(c.Expected.FirstInterest, first.Interest, 0, "interest of the first")
		near(c.Expected.FirstPrincipal, first.Principal, 0, "principal of the first")
		near(c.Expected.SecondInterest, second.Interest, 0, "interest of the second")
		near(c.Expected.SecondPrincipal, second.Principal, 0, "principal of the second")
		terms.Shape = repay.EqualPrincipal
		if plan, err = repay.Schedule(&terms, yuan(t, c.Inputs.Principal)); err != nil {
			require.NoError(t, err)
		}
		near(c.Expected.EqualPrincipal.FirstPayment, plan.Amount, 0, "first equal share")
		near(c.Expected.EqualPrincipal.Decrement, plan.Amount-plan.Instalments[1].Amount, 1, "what it falls by")
		near(c.Expected.EqualPrincipal.TotalInterest, plan.Totals.Interest, 300, "interest of equal shares")
	}
}
