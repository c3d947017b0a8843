package ledger_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

const chineseVectors = "testdata/vectors/cn.json"

// chineseCase is one public Chinese figure; only the groups that are run here are read.
type chineseCase struct {
	ID     string
	Group  string
	Inputs struct {
		Purchase, Payment   struct{ Date, Amount string }
		InterestOnStatement string `json:"interest_on_statement"`
		Statement           string
		DailyRate           string `json:"daily_rate"`
		Segments            []struct {
			Base string
			Days int
		}
		MinimumPayment string `json:"minimum_payment"`
		PaidByDueDate  string `json:"paid_by_due_date"`
		Percent, Floor string
		Principal      string
		Days           int
		Unpaid         string `json:"unpaid_principal"`
		AnnualRatePct  string `json:"annual_rate_pct"`
		MarkupPercent  string `json:"markup_percent"`
		From, To       string
		EndInclusive   bool `json:"end_inclusive"`
	}
	Expected struct {
		Interest  string
		Unrounded string `json:"interest_unrounded_derived"`
		LateFee   string `json:"late_fee"`
		Surcharge string
		Default   string `json:"default_interest"`
	}
}

func chineseCases(t *testing.T, group string) (cases []chineseCase) {
	text, err := os.ReadFile(chineseVectors)
	require.NoError(t, err)
	var file struct{ Cases []chineseCase }
	require.NoError(t, json.Unmarshal(text, &file))
	for _, c := range file.Cases {
		if c.Group == group {
			cases = append(cases, c)
		}
	}
	require.NotEmpty(t, cases, "%s: group %s", chineseVectors, group)
	return cases
}

func yuan(t *testing.T, text string) money.Amount {
	amount, err := money.Currency("CNY").Round(decimal.RequireFromString(text), money.HalfUp)
	require.NoError(t, err)
	return amount
}

// Card interest on the full balance: the statement before the due date brings no
// interest, the next one brings it from the day of the purchase.
func TestFullBalanceInterestVectors(t *testing.T) {
	for _, c := range chineseCases(t, "full-balance-interest") {
		in := &c.Inputs
		asked := in.InterestOnStatement + in.Statement
		day := func(monthAndDay string) civil.Date { return civil.MustParse("2024-" + monthAndDay) }
		minimum := money.Amount(1_00)
		account := ledger.Account{
			Currency: "CNY", AsOf: day(asked), Allocation: []ledger.Component{ledger.Fees, ledger.Interest, ledger.Principal},
			Rules: []ledger.Rule{overdraft(in.DailyRate)},
			Entries: []ledger.Entry{
				{Date: day(in.Purchase.Date), Kind: ledger.Purchase, Amount: yuan(t, in.Purchase.Amount)},
				{Date: day(asked).AddMonths(-1), Kind: ledger.Statement, Minimum: &minimum, Due: day(in.Payment.Date)},
				{Date: day(in.Payment.Date), Kind: ledger.Payment, Amount: yuan(t, in.Payment.Amount)},
			},
		}
		days := int(account.AsOf - day(in.Purchase.Date))
		counted := 0
		for _, segment := range in.Segments {
			counted += segment.Days
		}
		if counted == days+1 { // the source counts the statement day
			account.Rules[0].EndRule = ledger.IncludeBoth
		}
		got, err := ledger.Assess(&account)
		require.NoError(t, err)
		require.Len(t, got.Lines, len(in.Segments), "%s %s", chineseVectors, c.ID)
		unrounded := decimal.Zero
		for i, line := range got.Lines {
			assert.Equal(t, in.Segments[i].Days, line.Days, "%s %s segment %d", chineseVectors, c.ID, i)
			assert.Equal(t, yuan(t, in.Segments[i].Base), line.Base, "%s %s segment %d", chineseVectors, c.ID, i)
			unrounded = unrounded.Add(decimal.RequireFromString(line.Unrounded))
		}
		want := c.Expected.Interest + c.Expected.Unrounded
		assert.True(t, decimal.RequireFromString(want).Equal(unrounded), "%s %s: %s, not %s", chineseVectors, c.ID, want, unrounded)
		assert.Equal(t, yuan(t, want), got.Claim.Components.Interest, "%s %s", chineseVectors, c.ID)
	}
}

func overdraft(daily string) ledger.Rule {
	return ledger.Rule{
		Name: "overdraft interest", Kind: ledger.Accrual, Into: ledger.Interest, On: []ledger.Component{ledger.Principal},
		Rate: &money.Rate{Value: decimal.RequireFromString(daily), Per: money.PerDay}, From: ledger.FromPosting,
		EndRule: ledger.ExcludeEnd, Compounds: ledger.Monthly, DayCount: civil.Actual365Fixed, Rounding: money.HalfUp,
	}
}

func lateFee(percent string, floor money.Amount) ledger.Rule {
	share := decimal.RequireFromString(percent)
	return ledger.Rule{
		Name: "late fee", Kind: ledger.LateFee, Into: ledger.Fees, Percent: &share, Of: ledger.UnpaidMinimum,
		Min: floor, Rounding: money.HalfUp,
	}
}

func TestLateFeeVectors(t *testing.T) {
	for _, c := range chineseCases(t, "late-fee-5pct") {
		in := &c.Inputs
		least, statement, due := yuan(t, in.MinimumPayment), civil.MustParse("2026-04-05"), civil.MustParse("2026-04-25")
		share := decimal.RequireFromString(in.Percent).Shift(-2)
		got, err := ledger.Assess(&ledger.Account{
			Currency: "CNY", AsOf: due + 1, Rules: []ledger.Rule{lateFee(share.String(), yuan(t, in.Floor))},
			Entries: []ledger.Entry{
				{Date: statement - 6, Kind: ledger.Purchase, Amount: 2000_00},
				{Date: statement, Kind: ledger.Statement, Minimum: &least, Due: due},
				{Date: due, Kind: ledger.Payment, Amount: yuan(t, in.PaidByDueDate)},
			},
		})
		require.NoError(t, err)
		assert.Equal(t, yuan(t, c.Expected.LateFee), got.Claim.Components.Fees, "%s %s", chineseVectors, c.ID)
	}
}

// A surcharge by the day on a principal that stands still.
func TestDailySurchargeVectors(t *testing.T) {
	for _, c := range chineseCases(t, "daily-surcharge") {
		start := civil.MustParse("2023-01-01")
		rule := overdraft(c.Inputs.DailyRate)
		rule.Into, rule.Compounds = ledger.Penalty, ledger.Never
		got, err := ledger.Assess(&ledger.Account{
			Currency: "CNY", AsOf: start + civil.Date(c.Inputs.Days), Rules: []ledger.Rule{rule},
			Entries: []ledger.Entry{{Date: start, Kind: ledger.Advance, Amount: yuan(t, c.Inputs.Principal)}},
		})
		require.NoError(t, err)
		assert.Equal(t, yuan(t, c.Expected.Surcharge), got.Claim.Components.Penalty, "%s %s", chineseVectors, c.ID)
	}
}

// Default interest as a multiple of the contract rate, from the due date. The court
// counts half a year, which months of 30 days give, and drops what is below one yuan.
func TestDefaultInterestVectors(t *testing.T) {
	for _, c := range chineseCases(t, "default-interest") {
		in := &c.Inputs
		contract := overdraft("0")
		contract.Rate = &money.Rate{Value: decimal.RequireFromString(in.AnnualRatePct).Shift(-2), Per: money.PerYear}
		penalty := penaltyInterest("0")
		penalty.Rate, penalty.DayCount = nil, civil.ThirtyE360
		penalty.Multiple = &ledger.Multiple{Of: contract.Name, Times: decimal.RequireFromString(in.MarkupPercent).Shift(-2).Add(decimal.New(1, 0))}
		if in.EndInclusive {
			penalty.EndRule = ledger.IncludeBoth
		}
		unpaid := yuan(t, in.Unpaid)
		got, err := ledger.Assess(&ledger.Account{
			Currency: "CNY", AsOf: day(in.To), Rules: []ledger.Rule{contract, penalty},
			Entries: []ledger.Entry{on(in.From, ledger.Advance, unpaid), instalment(in.From, unpaid, 0, 0)},
		})
		require.NoError(t, err)
		assert.Equal(t, yuan(t, c.Expected.Default), got.Claim.Components.Penalty/100*100, "%s %s", chineseVectors, c.ID)
	}
}
