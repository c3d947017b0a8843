package ledger_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

func on(date string, kind ledger.Kind, amount money.Amount) ledger.Entry {
	return ledger.Entry{Date: civil.MustParse(date), Kind: kind, Amount: amount}
}

func statement(date string, least money.Amount, due string) ledger.Entry {
	return ledger.Entry{Date: civil.MustParse(date), Kind: ledger.Statement, Minimum: &least, Due: civil.MustParse(due)}
}

// card is 1000.00 bought on 30 March, a statement on 5 April that asks 100.00 by
// 23 April, and a late fee of 5%, 10.00 at least.
func card(asOf string, more ...ledger.Entry) *ledger.Account {
	return &ledger.Account{
		Currency: "CNY", AsOf: civil.MustParse(asOf),
		Rules:      []ledger.Rule{overdraft("0.0005"), lateFee("0.05", 10_00)},
		Allocation: []ledger.Component{ledger.Fees, ledger.Interest, ledger.Principal},
		Entries: append([]ledger.Entry{
			on("2026-03-30", ledger.Purchase, 1000_00), statement("2026-04-05", 100_00, "2026-04-23"),
		}, more...),
	}
}

func TestCardDays(t *testing.T) {
	paid := on("2026-04-23", ledger.Payment, 100_00)
	tests := []struct {
		it      string
		account *ledger.Account
		want    ledger.Components
		overdue int
		perDiem money.Amount
	}{
		{"1000 × 0.0005 × 24 + 900 × 0.0005 × 12 = 12.00 + 5.40, the statement day not counted; then 917.40 × 0.0005 = 0.46 a day",
			card("2026-05-05", paid), ledger.Components{Principal: 900_00, Interest: 17_40}, 0, 46},
		{"on the day of the purchase nothing has grown", card("2026-03-30"), ledger.Components{Principal: 1000_00}, 0, 50},
		{"the day before the purchase nothing is owed", card("2026-03-29"), ledger.Components{}, 0, 0},
		{"one day later one day of interest", card("2026-03-31"), ledger.Components{Principal: 1000_00, Interest: 50}, 0, 50},
		{"on the due date nothing is late: 24 days × 0.50", card("2026-04-23"), ledger.Components{Principal: 1000_00, Interest: 12_00}, 0, 50},
		{"the day after, 5% of 100.00 is below the least fee of 10.00; 25 days × 0.50",
			card("2026-04-24"), ledger.Components{Principal: 1000_00, Interest: 12_50, Fees: 10_00}, 1, 50},
		{"a payment on the due date is in time", card("2026-04-24", paid),
			ledger.Components{Principal: 900_00, Interest: 12_45}, 0, 45},
		{"a payment the day after is late: the fee is met first, and interest not billed yet is not met",
			card("2026-04-24", on("2026-04-24", ledger.Payment, 100_00)),
			ledger.Components{Principal: 910_00, Interest: 12_50}, 0, 46}, // 910.00 × 0.0005 = 0.455
		{"99.99 of 100.00 is late", card("2026-04-24", on("2026-04-20", ledger.Payment, 99_99)),
			// 21 days × 0.50 + 4 days × 900.01 × 0.0005 = 10.50 + 1.80002
			ledger.Components{Principal: 900_01, Interest: 12_30, Fees: 10_00}, 1, 45},
		{"on the statement day what is billed joins the base: 18.00 of 36 days, 1018.00 × 0.0005 a day",
			card("2026-05-05"), ledger.Components{Principal: 1000_00, Interest: 18_00, Fees: 10_00}, 12, 51},
		{"and a payment on that day meets it: 10.00 fee, 18.00 interest, 72.00 principal",
			card("2026-05-05", on("2026-05-05", ledger.Payment, 100_00)), ledger.Components{Principal: 928_00}, 0, 46},
		{"a payment of everything leaves nothing and grows nothing",
			card("2026-06-30", on("2026-05-05", ledger.Payment, 1028_00)), ledger.Components{}, 0, 0},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			got, err := ledger.Assess(test.account)
			require.NoError(t, err)
			assert.Equal(t, test.want, got.Claim.Components)
			assert.Equal(t, test.overdue, got.Claim.DaysOverdue)
			assert.Equal(t, test.perDiem, got.Claim.PerDiem)
			assert.Zero(t, got.Claim.Credit)
		})
	}
}

// The last day counted: 24 days of 1000.00, and 13 of 900.00 instead of 12.
func TestStatementDayCounted(t *testing.T) {
	account := card("2026-05-05", on("2026-04-23", ledger.Payment, 100_00))
	account.Rules[0].EndRule = ledger.IncludeBoth
	got, err := ledger.Assess(account)
	require.NoError(t, err)
	assert.Equal(t, money.Amount(17_85), got.Claim.Components.Interest)
	require.Len(t, got.Lines, 2)
	assert.Equal(t, []int{24, 13}, []int{got.Lines[0].Days, got.Lines[1].Days})
	assert.Equal(t, []money.Amount{12_00, 5_85}, []money.Amount{got.Lines[0].Amount, got.Lines[1].Amount})
	// The statement of 5 May bills 17.85, so the day after bears (900.00 + 17.85) × 0.0005 = 0.458925.
	assert.Equal(t, money.Amount(46), got.Claim.PerDiem)
}

// Two statements on one day are one bill; the months go on from that day. The
// unbilled days before the second statement day are billed on 5 May.
func TestTwoStatementsOnOneDay(t *testing.T) {
	one, two := card("2026-05-20"), card("2026-05-20", statement("2026-04-05", 100_00, "2026-04-23"))
	two.Rules = two.Rules[:1]
	one.Rules = one.Rules[:1]
	want, err := ledger.Assess(one)
	require.NoError(t, err)
	got, err := ledger.Assess(two)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, money.Amount(18_00+7_64), got.Claim.Components.Interest, "36 × 0.50, then 15 × 1018.00 × 0.0005 = 7.635")
}

// A credit meets what is posted on one day in the order of the allocation,
// whatever the order of the rules.
func TestCreditMeetsInOrder(t *testing.T) {
	interest, fees := overdraft("0.001"), overdraft("0.001")
	interest.Compounds, fees.Compounds, fees.Into = ledger.Never, ledger.Never, ledger.Fees
	account := &ledger.Account{
		Currency: "CNY", AsOf: civil.MustParse("2026-03-01"), Rules: []ledger.Rule{interest, fees},
		Allocation: []ledger.Component{ledger.Principal, ledger.Fees, ledger.Interest},
		Entries: []ledger.Entry{
			statement("2026-01-01", 0, "2026-01-01"), on("2026-01-02", ledger.Purchase, 1000_00),
			on("2026-01-12", ledger.Payment, 1008_00), // ten days of 1.00 under each rule, not billed before 1 February
		},
	}
	got, err := ledger.Assess(account)
	require.NoError(t, err)
	assert.Equal(t, ledger.Components{Interest: 10_00, Fees: 2_00}, got.Claim.Components)
}

func TestCreditAndBackdating(t *testing.T) {
	t.Run("what is paid too much meets the next purchase", func(t *testing.T) {
		got, err := ledger.Assess(card("2026-04-30", on("2026-03-30", ledger.Payment, 1300_00), on("2026-04-20", ledger.Purchase, 200_00)))
		require.NoError(t, err)
		assert.Equal(t, ledger.Components{Fees: 0}, got.Claim.Components)
		assert.Equal(t, money.Amount(1300_00-1000_00-200_00-10_00), got.Claim.Credit, "a payment before the statement is not one towards it: the late fee of 10.00")
	})
	t.Run("an entry given late counts from its date", func(t *testing.T) {
		got, err := ledger.Assess(card("2026-04-30", on("2026-04-20", ledger.Fee, 5_00), on("2026-04-01", ledger.Payment, 400_00)))
		require.NoError(t, err)
		assert.Equal(t, money.Amount(600_00), got.Claim.Components.Principal)
		assert.Equal(t, money.Amount(1_00+8_70), got.Claim.Components.Interest, "2 × 1000.00 × 0.0005 + 29 × 600.00 × 0.0005")
	})
	t.Run("an entry after as_of has not happened", func(t *testing.T) {
		got, err := ledger.Assess(card("2026-04-22", on("2026-04-23", ledger.Payment, 100_00)))
		require.NoError(t, err)
		assert.Equal(t, money.Amount(1000_00), got.Claim.Components.Principal)
	})
	t.Run("costs are owed and are no charge", func(t *testing.T) {
		account := card("2026-04-24")
		account.Rules[1].Into = ledger.Costs
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		assert.Equal(t, money.Amount(10_00), got.Claim.Components.Costs)
		assert.Equal(t, money.Amount(12_50), got.Charged)
	})
}

// loan is one advance and one rule, asked without a statement.
func loan(currency money.Currency, amount money.Amount, from, asOf, rate string, per money.Per, count civil.DayCount) *ledger.Account {
	rule := overdraft("0")
	rule.Compounds, rule.DayCount = ledger.Never, count
	rule.Rate = &money.Rate{Value: decimal.RequireFromString(rate), Per: per}
	return &ledger.Account{Currency: currency, AsOf: civil.MustParse(asOf), Rules: []ledger.Rule{rule},
		Entries: []ledger.Entry{on(from, ledger.Advance, amount)}}
}

func TestLoans(t *testing.T) {
	tests := []struct {
		it      string
		account *ledger.Account
		want    money.Amount
	}{
		{"no rate, no interest", loan("CNY", 1000_00, "2026-01-01", "2026-12-31", "0", money.PerYear, civil.Actual365Fixed), 0},
		{"a leap year has 366 days of a year of 365: 36500 × 0.1 × 366/365",
			loan("CNY", 36500_00, "2024-01-01", "2025-01-01", "0.1", money.PerYear, civil.Actual365Fixed), 3660_00},
		{"over 29 February two days pass: 36500 × 0.1 × 2/365",
			loan("CNY", 36500_00, "2024-02-28", "2024-03-01", "0.1", money.PerYear, civil.Actual365Fixed), 20_00},
		{"in other years one: 36500 × 0.1 × 1/365",
			loan("CNY", 36500_00, "2023-02-28", "2023-03-01", "0.1", money.PerYear, civil.Actual365Fixed), 10_00},
		{"actual days over 360: 36000 × 0.1 × 365/360",
			loan("CNY", 36000_00, "2026-01-01", "2027-01-01", "0.1", money.PerYear, civil.Actual360), 3650_00},
		{"months of 30 days: 36000 × 0.1 × 30/360, in February too",
			loan("CNY", 36000_00, "2026-02-01", "2026-03-01", "0.1", money.PerYear, civil.ThirtyE360), 300_00},
		{"30/360 keeps an end on the 31st when the start is not at a month's end: 30 days",
			loan("CNY", 36000_00, "2026-01-01", "2026-01-31", "0.1", money.PerYear, civil.Thirty360), 300_00},
		{"30E/360 does not: 29 days",
			loan("CNY", 36000_00, "2026-01-01", "2026-01-31", "0.1", money.PerYear, civil.ThirtyE360), 290_00},
		{"a month is a twelfth of a year: 36500 × 0.01 × 12 × 31/365",
			loan("CNY", 36500_00, "2026-01-01", "2026-02-01", "0.01", money.PerMonth, civil.Actual365Fixed), 372_00},
		{"yen have no minor unit: 1000 × 0.0005 × 1 = 0.5, half up",
			loan("JPY", 1000, "2026-01-01", "2026-01-02", "0.0005", money.PerDay, civil.Actual365Fixed), 1},
		{"dinars have three: 1.000 × 0.0005 × 1 = 0.0005, half up",
			loan("KWD", 1_000, "2026-01-01", "2026-01-02", "0.0005", money.PerDay, civil.Actual365Fixed), 1},
		{"1.000 × 0.0004 × 1 = 0.0004", loan("KWD", 1_000, "2026-01-01", "2026-01-02", "0.0004", money.PerDay, civil.Actual365Fixed), 0},
		{"one cent at 100 a day", loan("CNY", 1, "2026-01-01", "2026-01-02", "100", money.PerDay, civil.Actual365Fixed), 1_00},
		{"the last of ten decimals: 999999999999.99 × 0.0000000001 × 1 = 99.999…",
			loan("CNY", 999_999_999_999_99, "2026-01-01", "2026-01-02", "0.0000000001", money.PerDay, civil.Actual365Fixed), 100_00},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			got, err := ledger.Assess(test.account)
			require.NoError(t, err)
			assert.Equal(t, test.want, got.Claim.Components.Interest)
		})
	}
}

// Without statements a payment posts what has accrued, and each posting is rounded.
func TestRoundingPoints(t *testing.T) {
	for mode, want := range map[money.Rounding]money.Amount{
		money.HalfUp: 3 + 3, money.HalfEven: 2 + 2, money.Down: 2 + 2, money.Up: 3 + 3, // 50.00 × 0.0005 = 0.025, twice
	} {
		account := loan("CNY", 50_00, "2026-01-01", "2026-01-03", "0.0005", money.PerDay, civil.Actual365Fixed)
		account.Rules[0].Rounding = mode
		account.Allocation = []ledger.Component{ledger.Principal}
		account.Entries = append(account.Entries, on("2026-01-02", ledger.Payment, 1), on("2026-01-02", ledger.Purchase, 1))
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		assert.Equal(t, want, got.Claim.Components.Interest, mode)
	}
}

// The lines of one bill add up to its rounded sum, each holding what is left to it.
func TestLinesAddUpToTheBill(t *testing.T) {
	account := loan("CNY", 10_00, "2026-01-01", "2026-01-04", "0.0004", money.PerDay, civil.Actual365Fixed)
	account.Entries = append(account.Entries, on("2026-01-02", ledger.Purchase, 1_00), on("2026-01-03", ledger.Purchase, 1_00))
	got, err := ledger.Assess(account)
	require.NoError(t, err)
	var unrounded []string
	var amounts []money.Amount
	for _, line := range got.Lines {
		unrounded, amounts = append(unrounded, line.Unrounded), append(amounts, line.Amount)
	}
	assert.Equal(t, []string{"0.0040000000", "0.0044000000", "0.0048000000"}, unrounded)
	assert.Equal(t, []money.Amount{0, 1, 0}, amounts, "0.004 is 0.00; 0.0084 is 0.01; 0.0132 is 0.01")
	assert.Equal(t, "33", got.PrincipalDays.String(), "10.00 + 11.00 + 12.00")
}

func TestTooLarge(t *testing.T) {
	const most = money.MaxAmount
	late := card("2026-04-24")
	late.Rules[1].Min = most
	daily := loan("KWD", most/2, "2026-01-01", "2026-01-01", "100", money.PerDay, civil.Actual365Fixed)
	daily.Rules = append([]ledger.Rule{lateFee("0.05", 0)}, daily.Rules...)
	tests := []struct {
		it      string
		account *ledger.Account
		want    ledger.TooLargeError
	}{
		{"a late fee", late, ledger.TooLargeError{Entry: -1, Rule: 1}},
		{"what one more day adds", daily, ledger.TooLargeError{Entry: -1, Rule: 1}},
		{"a second purchase", &ledger.Account{Currency: "KWD", AsOf: 9000, Entries: []ledger.Entry{
			{Date: 2, Kind: ledger.Purchase, Amount: 1}, {Date: 1, Kind: ledger.Purchase, Amount: most}}}, ledger.TooLargeError{Entry: 0, Rule: -1}},
		{"a fee on top", &ledger.Account{Currency: "KWD", AsOf: 9000, Entries: []ledger.Entry{
			{Date: 1, Kind: ledger.Purchase, Amount: most}, {Date: 2, Kind: ledger.Fee, Amount: 1}}}, ledger.TooLargeError{Entry: 1, Rule: -1}},
		{"a credit", &ledger.Account{Currency: "KWD", AsOf: 9000, Entries: []ledger.Entry{
			{Date: 1, Kind: ledger.Payment, Amount: most}, {Date: 2, Kind: ledger.Payment, Amount: 1}}}, ledger.TooLargeError{Entry: 1, Rule: -1}},
		{"interest", loan("KWD", most, "2026-01-01", "2026-01-02", "0.01", money.PerDay, civil.Actual365Fixed), ledger.TooLargeError{Entry: -1, Rule: 0}},
		{"interest far beyond", loan("KWD", most, "1970-01-01", "2199-12-31", "100", money.PerDay, civil.Actual365Fixed), ledger.TooLargeError{Entry: -1, Rule: 0}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			_, err := ledger.Assess(test.account)
			var large *ledger.TooLargeError
			require.ErrorAs(t, err, &large)
			assert.Equal(t, test.want, *large)
			assert.NotEmpty(t, large.Error())
		})
	}
	t.Run("the largest sum itself is fine", func(t *testing.T) {
		got, err := ledger.Assess(loan("KWD", most, "2026-01-01", "2026-01-02", "0", money.PerDay, civil.Actual365Fixed))
		require.NoError(t, err)
		assert.Equal(t, most, got.Claim.Total)
	})
}

// Base × time leaves a word between the first two sums: 2^64 / 365 is 50539024859478224.9.
func TestInterestOfSumsBeyondAWord(t *testing.T) {
	for _, c := range []struct {
		base      money.Amount
		unrounded string
		amount    money.Amount
	}{
		{50539024859478224, "50539.0248594782", 50539_02}, // 505390248594782.24 × 0.0000000001
		{50539024859478225, "50539.0248594782", 50539_02}, // one unit more
		{90000000000000000, "90000.0000000000", 90000_00}, // 900000000000000.00 × 0.0000000001
	} {
		got, err := ledger.Assess(loan("CNY", c.base, "2026-01-01", "2026-01-02", "0.0000000001", money.PerDay, civil.Actual365Fixed))
		require.NoError(t, err)
		require.Len(t, got.Lines, 1)
		assert.Equal(t, c.unrounded, got.Lines[0].Unrounded)
		assert.Equal(t, c.amount, got.Lines[0].Amount)
	}
}
