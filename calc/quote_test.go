package calc_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc"
)

// designQuote is the worked example of the design.
const designQuote = `{"as_of":"2026-11-23","currency":"CNY","pack":"cn-card",
 "claim":{"components":{"principal":"30000.00","interest":"1642.50","penalty":"410.20","fees":"150.00"},"oldest_due":"2026-07-05"},
 "waivers":[{"component":"penalty","percent":"1"},{"component":"interest","amount":"800.00"}],
 "waiver_terms":{"earned":"on_completion","on_breach":"reinstate_all","grace_days":3,"missed_allowed":1},
 "terms":{"shape":"level","count":24,"deposit":{"amount":"1000.00","due":"2026-11-30"},"first_due":"2026-12-20","every":{"unit":"month","n":1},
          "rate":{"value":"0","per":"year"},"day_count":"ACT/365F","interest_from":"2026-11-30","roll":"none","final_payment":"smaller"},
 "discount_rate":{"value":"0.08","per":"year"}}`

// quoteFigures is what the tests read of a quote's answer, money as it is written.
type quoteFigures struct {
	ClaimTotal string `json:"claim_total"`
	Waived     map[string]string
	Plan       struct {
		Financed, Amount string
		Count            int
		Instalments      []struct {
			N, Days                                    int
			Nominal, Due                               string
			Amount, Principal, Interest, Fees, Balance string
		}
		Totals struct{ Paid, Interest, Waived, Saved string }
	}
	Metrics struct {
		AnnualRate struct {
			Method, APR string
			Percent     string `json:"apr_percent"`
		} `json:"annual_rate"`
		LastDate string `json:"last_date"`
	}
	Breach []struct {
		N                      int
		Date, Owed, Reinstated string
	}
	Findings []struct{ Code, Level, Value, Limit string }
}

func answered(t require.TestingT, op, request string) (figures quoteFigures) {
	reply := calc.Do(op, []byte(request))
	require.False(t, reply.Failed, string(reply.Body))
	require.NoError(t, json.Unmarshal(reply.Body, &figures))
	return figures
}

func TestDesignQuote(t *testing.T) {
	got := answered(t, "quote", designQuote)
	assert.Equal(t, "32202.70", got.ClaimTotal, "30000.00 + 1642.50 + 410.20 + 150.00")
	assert.Equal(t, map[string]string{"penalty": "410.20", "interest": "800.00"}, got.Waived)
	plan := got.Plan
	assert.Equal(t, "29992.50", plan.Financed, "32202.70 − 1210.20 − 1000.00")
	assert.Equal(t, "1249.69", plan.Amount, "29992.50 / 24 = 1249.6875, rounded up")
	assert.Equal(t, "1249.63", plan.Instalments[23].Amount, "29992.50 − 23 × 1249.69")
	assert.Equal(t, "30992.50", plan.Totals.Paid, "the deposit and 29992.50")
	assert.Equal(t, "1210.20", plan.Totals.Waived)
	assert.Equal(t, "1210.20", plan.Totals.Saved)
	assert.Equal(t, "0.00", plan.Totals.Interest)
	assert.Len(t, plan.Instalments, 24)
	assert.Equal(t, "2026-12-20", plan.Instalments[0].Due)
	assert.Equal(t, "2028-11-20", got.Metrics.LastDate)
	assert.Equal(t, "0.00", got.Metrics.AnnualRate.Percent)
	assert.Equal(t, "cn_irr_simple", got.Metrics.AnnualRate.Method)
	require.Len(t, got.Breach, 24)
	// The first one missed is forgiven; the second is due on 20 January and has three days of grace.
	assert.Equal(t, "2027-01-24", got.Breach[0].Date)
	assert.Equal(t, "31202.70", got.Breach[0].Owed, "29992.50 and 1210.20 that come back")
	assert.Equal(t, "2459.83", got.Breach[23].Owed, "1249.63 and 1210.20")
	levels := map[string]string{}
	for _, finding := range got.Findings {
		levels[finding.Code] = finding.Level
	}
	assert.Equal(t, map[string]string{
		"plan_rate_line": "pass", "plan_months": "pass", "disclosure": "review", "limitation": "review",
	}, levels, "two checks, and two reminders")
}

// A quote that solves the count from the amount of one that solved the amount is
// the same plan, to the byte.
func TestCountFromAmountIsTheSamePlan(t *testing.T) {
	byCount := calc.Do("quote", []byte(designQuote))
	byAmount := calc.Do("quote", []byte(strings.Replace(designQuote, `"count":24`, `"amount":"1249.69"`, 1)))
	assert.Equal(t, string(byCount.Body), string(byAmount.Body))
}

// Everything paid on the day of the question: no interest, and a rate of nothing
// written like any other.
func TestPaidToday(t *testing.T) {
	const today = `{"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"100.00"}},` +
		`"terms":{"shape":"lump_sum","first_due":"2026-11-23","rate":{"value":"0.1","per":"year"}}}`
	got := answered(t, "quote", today)
	assert.Equal(t, "100.00", got.Plan.Totals.Paid)
	assert.Equal(t, "0.00", got.Metrics.AnnualRate.Percent)
	free := answered(t, "quote", strings.NewReplacer(`"first_due":"2026-11-23"`, `"first_due":"2026-12-23"`, `"0.1"`, `"0"`).Replace(today))
	assert.Equal(t, free.Metrics.AnnualRate, got.Metrics.AnnualRate)
}

// fen reads money exactly.
func fen(t require.TestingT, text string) *big.Rat {
	amount, ok := new(big.Rat).SetString(text)
	require.True(t, ok, text)
	return amount
}

func sum(t require.TestingT, texts ...string) *big.Rat {
	total := new(big.Rat)
	for _, text := range texts {
		total.Add(total, fen(t, text))
	}
	return total
}

func equal(t require.TestingT, want, got *big.Rat, what string) {
	require.Zero(t, want.Cmp(got), "%s: %s, not %s", what, want.FloatString(4), got.FloatString(4))
}

// drawnQuote is a random valid quote and what is needed to add its answer up.
type drawnQuote struct{ text, deposit string }

func drawQuote(t *rapid.T) drawnQuote {
	currency := rapid.SampledFrom([]string{"CNY", "JPY", "KWD"}).Draw(t, "currency")
	digits := map[string]int{"CNY": 2, "JPY": 0, "KWD": 3}[currency]
	written := func(units int64) string {
		text := fmt.Sprintf("%0*d", digits+1, units)
		if digits > 0 {
			text = text[:len(text)-digits] + "." + text[len(text)-digits:]
		}
		return text
	}
	most := rapid.SampledFrom([]int64{50, 10_000, 100_000_000}).Draw(t, "most")
	amount := func(name string, least int64) int64 { return rapid.Int64Range(least, most).Draw(t, name) }
	principal, interest, fees := amount("principal", 2), amount("interest", 0), amount("fees", 0)
	terms := []string{`"first_due":"2026-12-31"`}
	one := func(key string, values ...string) {
		terms = append(terms, `"`+key+`":`+rapid.SampledFrom(values).Draw(t, key))
	}
	shape := rapid.SampledFrom([]string{"level", "equal_principal", "lump_sum"}).Draw(t, "shape")
	terms = append(terms, `"shape":"`+shape+`"`)
	if shape != "lump_sum" {
		terms = append(terms, fmt.Sprintf(`"count":%d`, rapid.IntRange(1, 40).Draw(t, "count")))
	}
	one("every", `{"unit":"month","n":1}`, `{"unit":"week","n":2}`, `{"unit":"semi_month","n":1}`, `{"unit":"month","n":3,"month_end":true}`)
	one("rate", `{"value":"0","per":"year"}`, `{"value":"0.1825","per":"year"}`, `{"value":"0.0005","per":"day"}`, `{"value":"0.01","per":"month"}`)
	one("day_count", `"ACT/365F"`, `"ACT/360"`, `"30/360"`, `"30E/360"`, `"30/360-US"`, `"ACT/ACT-ISDA"`, `"ACT/365.25"`)
	one("final_payment", `"smaller"`, `"closest"`, `"larger"`)
	one("rounding", `"half_up"`, `"half_even"`, `"down"`, `"up"`)
	one("interest_from", `"2026-11-23"`, `"2026-12-01"`, `"2026-12-31"`)
	quote := drawnQuote{deposit: "0"}
	if rapid.Bool().Draw(t, "with deposit") {
		quote.deposit = written(rapid.Int64Range(1, principal-1).Draw(t, "deposit"))
		terms = append(terms, `"deposit":{"amount":"`+quote.deposit+`","due":"2026-12-05"}`)
	}
	earned := rapid.SampledFrom([]string{"on_signing", "on_completion", "pro_rata"}).Draw(t, "earned")
	breach := rapid.SampledFrom([]string{"reinstate_all", "reinstate_unearned", "nothing"}).Draw(t, "breach")
	quote.text = `{"as_of":"2026-11-23","currency":"` + currency + `","pack":"cn-card","claim":{"components":{"principal":"` + written(principal) +
		`","interest":"` + written(interest) + `","fees":"` + written(fees) + `"}},"waivers":[{"component":"fees","percent":"` +
		rapid.SampledFrom([]string{"0", "0.3333333333", "0.5", "1"}).Draw(t, "share") + `"},{"component":"interest","amount":"` +
		written(rapid.Int64Range(0, interest).Draw(t, "waived")) + `"}],"waiver_terms":{"earned":"` + earned + `","on_breach":"` + breach +
		`"},"terms":{` + strings.Join(terms, ",") + `}}`
	return quote
}

// Every total of an answer is what one gets by adding its rows again, from the text.
func TestQuotesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quote := drawQuote(t)
		got := answered(t, "quote", quote.text)
		plan := got.Plan
		require.Len(t, plan.Instalments, plan.Count)
		balance := fen(t, plan.Financed)
		paid, principal, interest := fen(t, quote.deposit), new(big.Rat), new(big.Rat)
		for k, row := range plan.Instalments {
			require.Equal(t, k+1, row.N)
			equal(t, sum(t, row.Principal, row.Interest, row.Fees), fen(t, row.Amount), "amount")
			balance.Sub(balance, fen(t, row.Principal))
			equal(t, balance, fen(t, row.Balance), "balance")
			paid.Add(paid, fen(t, row.Amount))
			principal.Add(principal, fen(t, row.Principal))
			interest.Add(interest, fen(t, row.Interest))
		}
		require.Zero(t, balance.Sign())
		waived := new(big.Rat)
		for _, amount := range got.Waived {
			waived.Add(waived, fen(t, amount))
		}
		equal(t, waived, fen(t, plan.Totals.Waived), "waived")
		equal(t, principal, fen(t, plan.Financed), "financed")
		equal(t, interest, fen(t, plan.Totals.Interest), "interest")
		equal(t, paid, fen(t, plan.Totals.Paid), "paid")
		equal(t, fen(t, got.ClaimTotal), sum(t, plan.Financed, plan.Totals.Waived, quote.deposit), "claim")
		equal(t, fen(t, got.ClaimTotal), sum(t, plan.Totals.Paid, plan.Totals.Saved), "saved")
		equal(t, fen(t, plan.Totals.Waived), sum(t, plan.Totals.Saved, plan.Totals.Interest), "saved and interest")
		require.Equal(t, plan.Instalments[0].Amount, plan.Amount)
		require.Equal(t, plan.Instalments[plan.Count-1].Due, got.Metrics.LastDate)
		require.Len(t, got.Breach, plan.Count)
		for k, row := range got.Breach {
			require.Equal(t, k+1, row.N)
			least := fen(t, row.Reinstated)
			if k > 0 {
				least.Add(least, fen(t, plan.Instalments[k-1].Balance))
			}
			require.GreaterOrEqual(t, fen(t, row.Owed).Cmp(least), 0)
			require.Greater(t, row.Date, plan.Instalments[k].Due)
		}
	})
}

// A sum that an answer states can be asked with again: no answer has more digits
// before the point than a request may have.
func TestAnswersStayWithinWhatRequestsMayHold(t *testing.T) {
	const quote = `{"as_of":"2026-11-23","currency":"JPY","claim":{"components":{"principal":"999999999999999"%s}},` +
		`"terms":{"shape":"lump_sum","first_due":"2027-11-23","rate":{"value":"%s","per":"year"}}}`
	assert.False(t, calc.Do("quote", fmt.Appendf(nil, quote, "", "0")).Failed, "15 digits are as many as there may be")
	for name, request := range map[string]string{
		"the claim": fmt.Sprintf(quote, `,"fees":"1"`, "0"),
		"the plan":  fmt.Sprintf(quote, "", "0.0000000001"),
	} {
		assert.Contains(t, string(calc.Do("quote", []byte(request)).Body), `"code":"sum_too_large"`, name)
	}
	const history = `{"as_of":"2026-11-23","currency":"JPY","rules":[],"allocation":["principal"],"entries":[` +
		`{"date":"2026-01-01","kind":"purchase","amount":"999999999999999"},{"date":"2026-01-02","kind":"purchase","amount":"%s"}]}`
	assert.Contains(t, string(calc.Do("assess", fmt.Appendf(nil, history, "1")).Body), `"code":"sum_too_large"`)
}
