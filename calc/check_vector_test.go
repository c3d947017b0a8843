package calc_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const fineractVectors = "repay/testdata/vectors/fineract.json"

// fineractSchedule is a schedule of Apache Fineract as it was published.
type fineractSchedule struct {
	ID   string
	Loan struct {
		Principal string
		Rate      string `json:"annual_rate_pct"`
		Start     string `json:"start_date"`
	}
	Expected []struct {
		Schedule []struct{ Row, Date, Balance, Principal, Interest, Fees, Due string }
	}
}

// offer writes the schedule as one that a lender made; what is paid down before it
// is the deposit.
func (c *fineractSchedule) offer() object {
	rows, financed, deposit := []any{}, decimal.RequireFromString(c.Loan.Principal), "0.00"
	for _, row := range c.Expected[0].Schedule {
		switch row.Row {
		case "down_payment":
			deposit = row.Due
			financed = financed.Sub(decimal.RequireFromString(row.Due))
		case "installment":
			rows = append(rows, object{"due": row.Date, "amount": row.Due, "principal": row.Principal,
				"interest": row.Interest, "fees": row.Fees, "balance": row.Balance})
		}
	}
	rate := decimal.RequireFromString(c.Loan.Rate).Shift(-2).String()
	return object{
		"as_of": c.Loan.Start, "interest_from": c.Loan.Start, "currency": "EUR", "financed": financed.StringFixed(2), "deposit": deposit,
		"schedule": rows, "stated": object{"rate": object{"value": rate, "per": "year"}},
	}
}

// Published schedules add up, and their conventions are named: half even as their
// settings say, and the day count that the settings come to on these dates.
func TestCheckNamesPublishedConventions(t *testing.T) {
	text, err := os.ReadFile(fineractVectors)
	require.NoError(t, err)
	var file struct{ Cases []fineractSchedule }
	require.NoError(t, json.Unmarshal(text, &file))
	want := map[string]string{
		"fin-emi-36030-iter": "30/360 compound ", "fin-emi-365a-dec": "ACT/365F compound ", "fin-emi-365a-15days": "ACT/365F compound ",
		"fin-me-clamp-aa": "ACT/ACT-ISDA compound ", "fin-emi-36030-2weeks": "ACT/360 compound ", "fin-rs05-grace-principal-3": "30/360 compound ",
		"fin-rounding-6x0pct": "ACT/365F compound ", "fin-rounding-declining-15pct": "30/360 compound ",
		"fin-dp-interest-flat-12": "30/360 flat before_deposit",
	}
	run := 0
	for _, c := range file.Cases {
		convention, is := want[c.ID]
		if !is {
			continue
		}
		run++
		got := checked(t, c.offer())
		assert.Empty(t, got.toReview(), "%s %s", fineractVectors, c.ID)
		named := []string{}
		for _, by := range got.ReproducedBy {
			named = append(named, by.DayCount+" "+by.Interest+" "+by.FlatOn+" "+by.Rounding)
		}
		rounding := " half_even"
		if c.ID == "fin-rounding-6x0pct" {
			rounding = " half_up" // nothing is rounded at no rate, and the first convention stands for all
		}
		assert.Contains(t, named, convention+rounding, "%s %s", fineractVectors, c.ID)
	}
	assert.Len(t, want, run)
}

// Actual/actual cut at 31 December is no published day count: the first row is told,
// with the cent that it is away from the nearest one.
func TestCheckTellsHowFarTheNearestConventionIs(t *testing.T) {
	text, err := os.ReadFile(fineractVectors)
	require.NoError(t, err)
	var file struct{ Cases []fineractSchedule }
	require.NoError(t, json.Unmarshal(text, &file))
	for _, c := range file.Cases {
		if c.ID == "fin-emi-aa-int" {
			got := checked(t, c.offer())
			assert.Equal(t, []string{"interest_rows #/schedule/0/interest -0.01"}, got.toReview(),
				"%s %s: 19/365 + 12/366 of 1200.00 is 101.81; split at 1 January, 20/365 + 11/366 is 101.82", fineractVectors, c.ID)
			assert.Empty(t, got.ReproducedBy)
			return
		}
	}
	t.Fatal("the case is gone")
}

// The first rows of a published mortgage calculation, repay/testdata/vectors/cn.json
// cn-mo-05: 930000 at 4.9% over 360 months, months of a twelfth of a year.
func TestCheckNamesTheConventionOfAMortgage(t *testing.T) {
	got := checked(t, object{
		"as_of": "2026-01-20", "currency": "CNY", "financed": "930000.00", "schedule": []any{
			object{"due": "2026-02-20", "amount": "4935.76", "principal": "1138.26", "interest": "3797.50"},
			object{"due": "2026-03-20", "amount": "4935.76", "principal": "1142.91", "interest": "3792.85"},
		},
		"stated": object{"rate": object{"value": "0.049", "per": "year"}},
	})
	assert.Equal(t, []string{"principal_total #/financed 927718.83"}, got.toReview(), "only two of the rows are there: 930000.00 − 1138.26 − 1142.91")
	named := map[string]bool{}
	for _, by := range got.ReproducedBy {
		named[by.DayCount+" "+by.Interest] = true
	}
	assert.Equal(t, map[string]bool{
		"30/360 compound": true, "30E/360 compound": true, "30/360-US compound": true, "30E/360-ISDA compound": true, "ACT/ACT-ICMA compound": true,
	}, named, "930000.00 × 0.049 / 12 = 3797.50, 928861.74 × 0.049 / 12 = 3792.85")
}
