package calc_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

// What users of other tools complain of in public, asked through the door: that
// days and holidays do not reconcile, and that a schedule cannot be checked. The
// complaints about plans, waivers and histories stand beside repay and ledger.

type planAnswer struct {
	Plan struct {
		Instalments []struct {
			Due, Nominal, Amount, Principal, Interest, Fees, Balance string
			Days                                                     int
		}
		Totals struct{ Paid, Interest, Fees string }
	}
}

// planOf quotes 12,000.00 CNY over a year at 12%, the first of 12 instalments due on 2026-02-01.
func planOf(t *testing.T, terms string) planAnswer {
	reply := calc.Do("quote", []byte(`{"as_of":"2026-01-01","currency":"CNY","claim":{"components":{"principal":"12000.00"}},
	  "terms":{"first_due":"2026-02-01","every":{"unit":"month","n":1},"count":12,"rate":{"value":"0.12","per":"year"},`+terms+`}}`))
	require.False(t, reply.Failed, string(reply.Body))
	var answer planAnswer
	require.NoError(t, json.Unmarshal(reply.Body, &answer))
	return answer
}

func number(t *testing.T, text string) decimal.Decimal {
	d, err := decimal.NewFromString(text)
	require.NoError(t, err)
	return d
}

// A borrower whose contract says actual/365 could not reconcile a single row,
// since each month was charged a twelfth: rows 31 and 28 days long differ.
func TestComplaintEveryMonthATwelfth(t *testing.T) {
	rows := planOf(t, `"shape":"level","day_count":"ACT/365F"`).Plan.Instalments
	balance := number(t, "12000.00")
	for _, row := range rows {
		// balance × 0.12 × days / 365
		want := balance.Mul(number(t, "0.12")).Mul(decimal.New(int64(row.Days), 0)).DivRound(decimal.New(365, 0), 2)
		assert.Equal(t, want.StringFixed(2), row.Interest, row.Due)
		balance = number(t, row.Balance)
	}
	assert.Equal(t, []int{31, 28}, []int{rows[0].Days, rows[1].Days})
}

// The day basis changed silently when a date was given. Here it is part of the
// request as understood, whether it was said or not.
func TestComplaintDayBasisIsSaid(t *testing.T) {
	request := `{"as_of":"2026-01-01","currency":"CNY","claim":{"components":{"principal":"100.00"}},
	  "terms":{"shape":"level","first_due":"2026-02-01","every":{"unit":"month","n":1},"count":2,"rate":{"value":"0.12","per":"year"}}}`
	assert.Contains(t, string(calc.Do("quote", []byte(request)).Canonical), `"day_count":"ACT/365F"`)
}

// Three kinds of schedule gave the same total interest. The faster principal
// falls, the less interest there is.
func TestComplaintKindsOfScheduleDiffer(t *testing.T) {
	total := func(shape string) decimal.Decimal {
		return number(t, planOf(t, `"shape":"`+shape+`"`).Plan.Totals.Interest)
	}
	assert.True(t, total("equal_principal").LessThan(total("level")))
	assert.True(t, total("level").LessThan(total("interest_only")))
}

// A year of 365 days was written into flat loans although 360 was set.
func TestComplaintFlatInterestByItsDayCount(t *testing.T) {
	for count, want := range map[string]string{
		"ACT/365F": "1440.00", // 12000 × 0.12 × 365/365
		"ACT/360":  "1460.00", // 12000 × 0.12 × 365/360
		"30/360":   "1440.00", // 12000 × 0.12 × 360/360
	} {
		assert.Equal(t, want, planOf(t, `"shape":"level","interest":"flat","day_count":"`+count+`"`).Plan.Totals.Interest, count)
	}
}

// A borrower moves the pay-day of all instalments in one act, and only the period
// that became longer costs more: its 14 days more on the balance before it.
func TestComplaintMovedPayday(t *testing.T) {
	quote := func(first string) planAnswer {
		reply := calc.Do("quote", []byte(`{"as_of":"2026-01-01","currency":"CNY","claim":{"components":{"principal":"12000.00"}},
		  "terms":{"shape":"equal_principal","first_due":"`+first+`","every":{"unit":"month","n":1},"count":12,
		  "rate":{"value":"0.0005","per":"day"},"day_count":"ACT/365F"}}`))
		require.False(t, reply.Failed, string(reply.Body))
		var answer planAnswer
		require.NoError(t, json.Unmarshal(reply.Body, &answer))
		return answer
	}
	before, after := quote("2026-02-01").Plan.Instalments, quote("2026-02-15").Plan.Instalments
	// 12000 × 0.0005 × 31 = 186.00; 12000 × 0.0005 × 45 = 270.00
	assert.Equal(t, []string{"186.00", "270.00"}, []string{before[0].Interest, after[0].Interest})
	for n := 1; n < 12; n++ {
		// The same months lie between the dates, so that the same days bear interest.
		assert.Equal(t, before[n].Interest, after[n].Interest, n)
	}
}

// Somebody could enter a first payment date in the past.
func TestComplaintFirstDateInThePast(t *testing.T) {
	reply := calc.Do("quote", []byte(`{"as_of":"2026-11-23","currency":"GBP","claim":{"components":{"principal":"500.00"}},
	  "terms":{"shape":"level","first_due":"2026-11-22","every":{"unit":"month","n":1},"count":5,"rate":{"value":"0","per":"year"}}}`))
	assert.True(t, reply.Failed)
	assert.Contains(t, string(reply.Body), `"code":"date_order","pointer":"#/terms/first_due"`)
	assert.Contains(t, string(reply.Body), `"allowed":"2026-11-23"`)
}

// A schedule without totals cannot be checked: here every column adds up to one.
func TestComplaintColumnsHaveTotals(t *testing.T) {
	for _, shape := range []string{"level", "equal_principal", "interest_only"} {
		plan := planOf(t, `"shape":"`+shape+`","fee":{"amount":"3.00"}`).Plan
		var paid, interest, fees, principal decimal.Decimal
		for _, row := range plan.Instalments {
			paid, interest = paid.Add(number(t, row.Amount)), interest.Add(number(t, row.Interest))
			fees, principal = fees.Add(number(t, row.Fees)), principal.Add(number(t, row.Principal))
		}
		assert.Equal(t, []string{plan.Totals.Paid, plan.Totals.Interest, plan.Totals.Fees, "12000.00"},
			[]string{paid.StringFixed(2), interest.StringFixed(2), fees.StringFixed(2), principal.StringFixed(2)}, shape)
		assert.Equal(t, "36.00", plan.Totals.Fees)
	}
}

// A settlement that was short by a trifle grew interest for months. A cent at
// 0.05% a day is 0.0000 on each day, and the claim stays at that cent.
func TestComplaintTrivialUnderpayment(t *testing.T) {
	for _, each := range []string{"day", "period"} {
		reply := calc.Do("assess", fmt.Appendf(nil, `{"as_of":"2026-06-09","currency":"CNY","allocation":["interest","principal"],
		  "rules":[{"name":"overdraft interest","into":"interest","on":["principal"],"rate":{"value":"0.0005","per":"day"},"round_each":%q}],
		  "entries":[{"date":"2026-03-01","kind":"purchase","amount":"100.00"},{"date":"2026-03-01","kind":"payment","amount":"99.99"}]}`, each))
		require.False(t, reply.Failed, string(reply.Body))
		// 0.01 × 0.0005 × 100 = 0.0005
		assert.Contains(t, string(reply.Body), `"total":"0.01"`, each)
	}
}
