package policy

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

func resolved(t *testing.T, id PackID, on string) *Rules {
	rules, err := Resolve(id, day(on))
	require.NoError(t, err)
	return &rules
}

func card(t *testing.T) *Rules { return resolved(t, CNCard, "2026-11-24") }

func number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// only takes the one finding that there has to be, and checks what holds for all.
func only(t *testing.T, findings []Finding) Finding {
	t.Helper()
	require.Len(t, findings, 1)
	cited(t, findings[0])
	return findings[0]
}

func cited(t *testing.T, finding Finding) {
	assert.NotEmpty(t, finding.Source)
	assert.NotEmpty(t, finding.SourceZH)
	assert.NotEmpty(t, finding.Confidence)
	assert.NotEmpty(t, finding.Detail)
	assert.Equal(t, finding.Note == "", finding.NoteZH == "")
	calm(t, finding.Detail)
	calm(t, finding.Source)
	if finding.Level == Review && finding.Code != Disclosure && finding.Code != Limitation {
		assert.Contains(t, finding.Detail, "worth asking for a review")
	}
}

// figures is what a finding compares.
func figures(f Finding) []any { return []any{f.Code, f.Level, f.Value, f.Limit} }

func TestCheckCharges(t *testing.T) {
	rules := card(t)
	tests := []struct {
		it       string
		currency money.Currency
		charged  money.Amount
		days     string // principal days, in major units
		level    Level
		value    string
		limit    string
	}{
		{"at the line: 10000.00 × 365 days × 0.24 / 365 = 2400.00", "CNY", 2400_00, "3650000", Pass, "2400.00", "2400.00"},
		{"a cent above it", "CNY", 2400_01, "3650000", Review, "2400.01", "2400.00"},
		{"a cent below it", "CNY", 2399_99, "3650000", Pass, "2399.99", "2400.00"},
		{"a line that is no whole cent: 1000 × 0.24 / 365 = 0.65753", "CNY", 66, "1000", Pass, "0.66", "0.66"},
		{"and a cent above", "CNY", 67, "1000", Review, "0.67", "0.66"},
		{"nothing owed and nothing charged", "CNY", 0, "0", Pass, "0.00", "0.00"},
		{"a charge on nothing owed", "CNY", 1, "0", Review, "0.01", "0.00"},
		{"yen: 100000 × 0.24 / 365 = 65.75", "JPY", 66, "100000", Pass, "66", "66"},
		{"dinars: 1000 × 0.24 / 365 = 0.65753", "KWD", 659, "1000", Review, "0.659", "0.658"},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			got, err := rules.CheckCharges(test.currency, test.charged, number(test.days), 0)
			require.NoError(t, err)
			assert.Equal(t, []any{ChargesLine, test.level, test.value, test.limit}, figures(only(t, got)))
		})
	}
	t.Run("a line beyond an amount", func(t *testing.T) {
		_, err := rules.CheckCharges("KWD", 0, decimal.New(1, 19), 0)
		assert.ErrorIs(t, err, money.ErrRange)
	})
}

// Private lending: the line of all charges is the cap at the contract's date.
func TestChargesUnderTheRateCap(t *testing.T) {
	rules := resolved(t, CNPrivate, "2026-11-24")
	tests := []struct {
		it, contract string
		charged      money.Amount
		level        Level
		limit        string // none: nothing is compared
	}{
		{"4 × 3.45% = 13.8%: 10000 × 0.138 = 1380.00", "2023-08-21", 1380_00, Pass, "1380.00"},
		{"a cent above", "2023-08-21", 1380_01, Review, "1380.00"},
		{"the day before the rate fell: 4 × 3.55% = 14.2%", "2023-08-20", 1420_00, Pass, "1420.00"},
		{"a contract from before 2020-08-20 has two caps, and its charges no single line", "2020-08-19", 9999_99, "", ""},
		{"the first with one cap: 4 × 3.85% = 15.4%", "2020-08-20", 1540_01, Review, "1540.00"},
		{"no date of the contract", "", 9999_99, "", ""},
		{"before the first cap", "2015-08-31", 9999_99, "", ""},
	}
	for _, test := range tests {
		var contract civil.Date
		if test.contract != "" {
			contract = day(test.contract)
		}
		got, err := rules.CheckCharges("CNY", test.charged, number("3650000"), contract)
		require.NoError(t, err)
		if test.limit == "" {
			assert.Empty(t, got, test.it)
			continue
		}
		assert.Equal(t, []any{ChargesLine, test.level, money.Currency("CNY").Text(test.charged), test.limit}, figures(only(t, got)), test.it)
	}
}

func TestCheckPlanRate(t *testing.T) {
	rules := card(t)
	for rate, want := range map[string]Level{
		"0": Pass, "0.0000000000": Pass, "0.2399999999": Pass, "0.24": Pass, "0.2400000000": Pass,
		"0.2400000001": Review, "0.36": Review, "1000000": Review,
	} {
		got := only(t, rules.CheckPlanRate(number(rate), 0))
		assert.Equal(t, want, got.Level, rate)
		assert.Equal(t, PlanRateLine, got.Code)
		assert.Equal(t, "0.24", got.Limit)
		assert.True(t, number(got.Value).Equal(number(rate)))
		assert.Contains(t, got.Detail, "24%")
	}
	private := resolved(t, CNPrivate, "2026-11-24")
	assert.Equal(t, []any{PlanRateLine, Pass, "0.12", "0.12"}, figures(only(t, private.CheckPlanRate(number("0.12"), day("2026-11-01")))))
	assert.Empty(t, private.CheckPlanRate(number("0.12"), 0))
}

// The caps over the life of a contract, with the transitional split of 2020-08-20.
func TestRateCaps(t *testing.T) {
	tests := []struct {
		it, contract, filed string
		want                []string // "from to rate"; nil when the cap is not known
	}{
		{"before the first rule", "2015-08-31", "2026-11-24", nil},
		{"under the rule of 2015, in court before it changed", "2015-09-01", "2020-08-19", []string{"2015-09-01 - 0.24"}},
		{"in court on the day that it changed: 4 × 3.85%", "2015-09-01", "2020-08-20", []string{"2015-09-01 2020-08-20 0.24", "2020-08-20 - 0.154"}},
		{"the last contract under the rule of 2015, in court in 2023: 4 × 3.45%", "2020-08-19", "2023-08-21", []string{"2020-08-19 2020-08-20 0.24", "2020-08-20 - 0.138"}},
		{"the first contract after it: 4 × 3.85% whenever it comes to court", "2020-08-20", "2026-11-24", []string{"2020-08-20 - 0.154"}},
		{"4 × 3.00%", "2025-05-20", "2026-11-24", []string{"2025-05-20 - 0.12"}},
		{"4 × 3.10% the day before", "2025-05-19", "2026-11-24", []string{"2025-05-19 - 0.124"}},
		{"a contract for which no rate is known", "2026-12-21", "2026-12-31", nil},
		{"an earlier contract, and no rate known at filing", "2019-01-01", "2026-12-21", nil},
		{"a known contract stays known", "2026-12-20", "2030-01-01", []string{"2026-12-20 - 0.12"}},
	}
	for _, test := range tests {
		rules := &Rules{pack: find(CNPrivate)}
		caps, err := rules.RateCaps(day(test.contract), day(test.filed))
		if test.want == nil {
			var outside *OutsideError
			require.ErrorAs(t, err, &outside, test.it)
			assert.Equal(t, test.contract == "2015-08-31", outside.From == day("2015-09-01"), "the first day, for a day before it")
			continue
		}
		require.NoError(t, err, test.it)
		var got []string
		for _, c := range caps {
			to := "-"
			if c.To != 0 {
				to = c.To.String()
			}
			got = append(got, c.From.String()+" "+to+" "+c.Rate.String())
		}
		assert.Equal(t, test.want, got, test.it)
	}
	caps, err := card(t).RateCaps(day("2024-01-01"), day("2026-11-24"))
	require.NoError(t, err, "a pack without caps has none, and knows it")
	assert.Empty(t, caps)
}

func TestCheckRateCap(t *testing.T) {
	rules := resolved(t, CNPrivate, "2026-11-24")
	got := only(t, rules.CheckRateCap(number("0.154"), day("2020-08-20")))
	assert.Equal(t, []any{RateCapLine, Pass, "0.154", "0.154"}, figures(got), "at the cap")
	got = only(t, rules.CheckRateCap(number("0.1540000001"), day("2020-08-20")))
	assert.Equal(t, []any{RateCapLine, Review, "0.1540000001", "0.154"}, figures(got))

	both := rules.CheckRateCap(number("0.2"), day("2018-01-01"))
	require.Len(t, both, 2, "24% until 2020-08-20, and 4 × 3.00% at filing from then on")
	assert.Equal(t, []any{RateCapLine, Pass, "0.2", "0.24"}, figures(both[0]))
	assert.Equal(t, []any{RateCapLine, Review, "0.2", "0.12"}, figures(both[1]))
	assert.Contains(t, both[0].Detail, "until before 2020-08-20")
	cited(t, both[1])

	assert.Empty(t, rules.CheckRateCap(number("0.2"), 0))
	assert.Empty(t, rules.CheckRateCap(number("0.2"), day("2015-08-31")))
	assert.Empty(t, card(t).CheckRateCap(number("0.2"), day("2024-01-01")))
}

func TestCheckPlanMonths(t *testing.T) {
	for months, want := range map[int]Level{0: Pass, 1: Pass, 59: Pass, 60: Pass, 61: Wall, 600: Wall} {
		got := only(t, card(t).CheckPlanMonths(months))
		assert.Equal(t, want, got.Level, months)
		assert.Equal(t, PlanMonths, got.Code)
		assert.Equal(t, "60", got.Limit)
		assert.Contains(t, got.Detail, "60 months")
	}
	uk := resolved(t, UKConsumer, "2026-11-24")
	for months, want := range map[int]Level{47: Pass, 48: Pass, 49: Review, 600: Review} {
		got := only(t, uk.CheckPlanMonths(months))
		assert.Equal(t, []any{PlanMonths, want, "48"}, []any{got.Code, got.Level, got.Limit}, months)
	}
	assert.Empty(t, resolved(t, UKConsumer, "2018-02-28").CheckPlanMonths(600), "the day before the rule")
	assert.NotEmpty(t, resolved(t, UKConsumer, "2018-03-01").CheckPlanMonths(600))
	assert.Empty(t, resolved(t, USDebt, "2026-11-24").CheckPlanMonths(600))
}

// A statement of all-in cost is asked for from 2026-08-01.
func TestCheckDisclosure(t *testing.T) {
	before := only(t, resolved(t, CNCard, "2026-07-31").CheckDisclosure())
	assert.Equal(t, []any{Disclosure, Review, "", "annualised_rate"}, figures(before))
	from := only(t, resolved(t, CNCard, "2026-08-01").CheckDisclosure())
	assert.Equal(t, []any{Disclosure, Review, "", "annualised_rate, all_in_cost_statement"}, figures(from))
	assert.NotEmpty(t, from.Note)
	assert.Empty(t, resolved(t, INLoan, "2024-09-30").CheckDisclosure())
	assert.Equal(t, "key_facts_statement", only(t, resolved(t, INLoan, "2024-10-01").CheckDisclosure()).Limit)
	assert.Equal(t, "validation_notice", only(t, resolved(t, USDebt, "2026-11-24").CheckDisclosure()).Limit)
	assert.Empty(t, resolved(t, UKConsumer, "2026-11-24").CheckDisclosure())
}

func TestCheckLimitation(t *testing.T) {
	tests := []struct {
		pack       PackID
		due        string
		years, max string
	}{
		{CNCard, "", "", "3"},
		{CNCard, "2026-11-24", "0", "3"},
		{CNCard, "2023-11-25", "2", "3"}, // a day short of three years
		{CNCard, "2023-11-24", "3", "3"},
		{CNCard, "2026-11-25", "", "3"}, // not due yet
		{UKConsumer, "2020-11-24", "6", "6"},
		{USDebt, "1970-01-01", "56", "6"}, // commonly 3 to 6: the longest is told
	}
	for _, test := range tests {
		var due civil.Date
		if test.due != "" {
			due = day(test.due)
		}
		got := only(t, resolved(t, test.pack, "2026-11-24").CheckLimitation(due))
		assert.Equal(t, []any{Limitation, Review, test.years, test.max}, figures(got), test)
		assert.NotEmpty(t, got.Note)
	}
	assert.Empty(t, resolved(t, EUConsumer, "2026-11-24").CheckLimitation(0), "national law")
}

// Without a pack nothing is compared.
func TestNoPackNoFindings(t *testing.T) {
	rules := &Rules{}
	charges, err := rules.CheckCharges("CNY", 1, number("1"), day("2024-01-01"))
	require.NoError(t, err)
	cost, err := rules.CheckCost("CNY", &Cost{Charged: 1})
	require.NoError(t, err)
	for _, findings := range [][]Finding{
		charges, cost, rules.CheckPlanRate(number("9"), day("2024-01-01")), rules.CheckRateCap(number("9"), day("2024-01-01")),
		rules.CheckPlanMonths(600), rules.CheckDisclosure(), rules.CheckLimitation(1),
		rules.CheckContractRate(number("9"), "day", day("2018-01-01")), rules.CheckPenaltyFactor(number("1"), number("9")),
		rules.CheckInterestBase([]string{"fees"}), rules.CheckLateFeeShare(number("1")), rules.CheckLateFeeLimit("CNY", 2, 1),
		rules.CheckLateFeeAmount("CNY", 1), rules.CheckAllocation([]string{"principal"}, 0),
	} {
		assert.Empty(t, findings)
	}
	assert.Empty(t, rules.AnnualRateMethod())
}

// The words of findings stay calm and at most two sentences long, in every pack,
// whatever the figures.
func TestFindingWords(t *testing.T) {
	for _, head := range Packs() {
		rules := resolved(t, head.ID, "2026-11-24")
		findings := rules.CheckPlanRate(number("99"), day("2024-01-01"))
		findings = append(findings, rules.CheckPlanMonths(600)...)
		findings = append(findings, rules.CheckDisclosure()...)
		findings = append(findings, rules.CheckLimitation(day("2020-01-01"))...)
		findings = append(findings, rules.CheckPenaltyFactor(number("0.1"), number("9"))...)
		findings = append(findings, rules.CheckInterestBase([]string{"fees", "penalty"})...)
		findings = append(findings, rules.CheckAllocation([]string{"principal", "interest", "penalty", "fees", "costs"}, 0)...)
		findings = append(findings, rules.CheckAllocation([]string{"fees", "penalty", "interest", "principal", "costs"}, 91)...)
		for _, finding := range findings {
			cited(t, finding)
			assert.LessOrEqual(t, strings.Count(finding.Detail, ". "), 1)
		}
	}
}
