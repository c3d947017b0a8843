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

// solvedFigures is what these tests read of an answer beside quoteFigures.
type solvedFigures struct {
	Rate *struct{ Value, Per string }
	Plan struct {
		Arrears string
		Deposit *struct{ Amount, Due string }
		Totals  struct{ Fees string }
	}
}

// yuanText writes fen as yuan.
func yuanText(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

func fenOf(t require.TestingT, text string) int64 {
	amount := fen(t, text)
	amount.Mul(amount, big.NewRat(100, 1))
	require.True(t, amount.IsInt(), text)
	return amount.Num().Int64()
}

// askQuote returns the answer in both readings, and the codes of problems.
func askQuote(t require.TestingT, text string) (figures quoteFigures, solved solvedFigures, problems string) {
	reply := calc.Do("quote", []byte(text))
	if reply.Failed {
		for _, told := range told(t, reply) {
			code, _, _ := strings.Cut(told, " ")
			problems += code + " "
		}
		return figures, solved, strings.TrimSpace(problems)
	}
	require.NoError(t, json.Unmarshal(reply.Body, &figures))
	require.NoError(t, json.Unmarshal(reply.Body, &solved))
	return figures, solved, ""
}

// drawShape draws the terms of a shape without count and amount.
func drawShape(t *rapid.T) string {
	list := []string{rapid.SampledFrom([]string{
		`"shape":"level"`, `"shape":"stepped","step":{"every":3,"percent":"0.1"}`, `"shape":"stepped","step":{"every":2,"amount":"5.00"}`,
		`"shape":"seasonal","season":["1","0.5","0"]`,
	}).Draw(t, "shape"), `"first_due":"2026-12-31"`, `"every":{"unit":"month","n":1}`}
	one := func(name string, texts ...string) {
		if text := rapid.SampledFrom(texts).Draw(t, name); text != "" {
			list = append(list, text)
		}
	}
	one("rate", `"rate":{"value":"0","per":"year"}`, `"rate":{"value":"0.1825","per":"year"}`, `"rate":{"value":"0.01","per":"month"}`)
	one("days", ``, `"day_count":"30/360"`, `"day_count":"ACT/ACT-ISDA"`, `"day_count":"ACT/ACT-ICMA"`)
	one("interest", ``, ``, `"interest":"flat"`)
	one("moratorium", ``, ``, `"moratorium":{"principal":1}`, `"moratorium":{"interest":1}`, `"moratorium":{"interest":1,"interest_treatment":"defer"}`)
	one("fee", ``, ``, `"fee":{"amount":"1.00"}`, `"fee":{"percent":"0.001"}`)
	one("capitalise", ``, ``, `"capitalise":["principal"]`, `"capitalise":["principal","interest"]`)
	one("roll", ``, ``, `"roll":"following","calendar":"cn"`, `"roll":"preceding","calendar":"target","accrue_to":"nominal"`)
	return strings.Join(list, ",")
}

const quoteOf = `{"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"%s","interest":"%s","fees":"%s"}}%s,"terms":{%s}}`

// With a count and an amount, the least waiver, the least deposit or the greatest
// rate is solved: it clears, and one unit less of a gift does not.
func TestSolvedIsTheLeast(t *testing.T) {
	cleared := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		shape, count := drawShape(t), rapid.IntRange(3, 14).Draw(t, "count")
		sums := func(name string, least, most int64) int64 { return rapid.Int64Range(least, most).Draw(t, name) }
		principal, interest, fees := sums("principal", 100_00, 3000_00), sums("interest", 0, 300_00), sums("fees", 0, 200_00)
		amount := sums("amount", 10_00, 400_00)
		claim := func(waiver, terms string) string {
			return fmt.Sprintf(quoteOf, yuanText(principal), yuanText(interest), yuanText(fees), waiver, terms)
		}
		fixed := fmt.Sprintf(`%s,"count":%d,"amount":"%s"`, shape, count, yuanText(amount))
		solve := rapid.SampledFrom([]string{"waiver", "deposit", "rate"}).Draw(t, "solve")
		fall := `,"waterfall":{"order":["fees","interest","principal"]}`
		total := func(waived int64) string {
			return fmt.Sprintf(`,"waterfall":{"total":"%s","order":["fees","interest","principal"]}`, yuanText(waived))
		}
		atRate := func(rate string) string { // the same plan at another rate, for which nothing else is solved
			start := strings.Index(shape, `"rate":`)
			end := start + strings.IndexByte(shape[start:], '}') + 1
			return strings.Replace(fixed, shape[start:end], rate, 1) + `,"solve":"deposit","deposit":{"due":"2026-11-30"}`
		}
		switch solve {
		case "waiver":
			got, _, problems := askQuote(t, claim(fall, fixed+`,"solve":"waiver"`))
			if problems != "" {
				return
			}
			waived := fenOf(t, got.Plan.Totals.Waived)
			// What is poured by hand clears without anything left to solve, and a fen less needs a deposit.
			again, solved, problems := askQuote(t, claim(total(waived), fixed+`,"solve":"deposit","deposit":{"due":"2026-11-30"}`))
			require.Empty(t, problems)
			require.Nil(t, solved.Plan.Deposit)
			require.Equal(t, got.Plan, again.Plan)
			if waived > 0 {
				_, solved, _ = askQuote(t, claim(total(waived-1), fixed+`,"solve":"deposit","deposit":{"due":"2026-11-30"}`))
				require.NotNil(t, solved.Plan.Deposit)
				cleared[solve]++
			}
		case "deposit":
			_, solved, problems := askQuote(t, claim(``, fixed+`,"solve":"deposit","deposit":{"due":"2026-11-30"}`))
			if problems != "" || solved.Plan.Deposit == nil {
				return
			}
			deposit := fenOf(t, solved.Plan.Deposit.Amount)
			for less, waives := range map[int64]bool{0: false, 1: true} {
				if deposit == less {
					continue
				}
				got, _, problems := askQuote(t, claim(fall, fmt.Sprintf(`%s,"deposit":{"amount":"%s","due":"2026-11-30"}`, fixed, yuanText(deposit-less))))
				require.Empty(t, problems)
				require.Equal(t, waives, got.Plan.Totals.Waived != "0.00", "%d", less)
			}
			cleared[solve]++
		case "rate":
			_, solved, problems := askQuote(t, claim(``, fixed+`,"solve":"rate"`))
			if problems != "" {
				return
			}
			require.NotNil(t, solved.Rate)
			for step, pays := range map[int64]bool{0: false, 1: true} {
				value, _ := new(big.Rat).SetString(solved.Rate.Value)
				value.Add(value, big.NewRat(step, 1_000_000))
				_, solved, problems := askQuote(t, claim(``, atRate(fmt.Sprintf(`"rate":{"value":"%s","per":"%s"}`, value.FloatString(6), solved.Rate.Per))))
				require.Empty(t, problems)
				require.Equal(t, pays, solved.Plan.Deposit != nil, "%d", step)
			}
			cleared[solve]++
		}
	})
	if testing.Short() { // too few draws to meet each kind for certain
		return
	}
	for _, solve := range []string{"waiver", "deposit", "rate"} {
		assert.Positive(t, cleared[solve], solve)
	}
}

// Whatever a plan is made of, it adds up: rows to totals, financed to the claim.
func TestEveryKindOfQuoteAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sums := func(name string, least, most int64) int64 { return rapid.Int64Range(least, most).Draw(t, name) }
		terms := drawShape(t) + fmt.Sprintf(`,"count":%d`, rapid.IntRange(3, 30).Draw(t, "count"))
		for name, texts := range map[string][]string{
			"residue": {``, `,"residue":"first"`, `,"residue":"spread"`}, "grid": {``, `,"multiple_of":"5.00"`},
			"final": {``, `,"final_payment":"larger"`, `,"final_payment":"closest"`}, "deposit": {``, `,"deposit":{"amount":"20.00","due":"2026-12-01"}`},
		} {
			terms += rapid.SampledFrom(texts).Draw(t, name)
		}
		waiver := rapid.SampledFrom([]string{``, `,"waivers":[{"component":"interest","all":true}]`,
			`,"waterfall":{"percent":"0.01","order":["fees","interest","principal"],"ceilings":[{"component":"fees","share":"0.5"}]}`}).Draw(t, "waiver") +
			rapid.SampledFrom([]string{``, `,"waiver_terms":{"earned":"pro_rata","on_breach":"reinstate_unearned","itemize":true}`}).Draw(t, "waiver terms")
		principal := sums("principal", 100_00, 30_000_00)
		text := fmt.Sprintf(quoteOf, yuanText(principal), yuanText(sums("interest", 0, 300_00)), yuanText(sums("fees", 0, 200_00)), waiver, terms)
		got, solved, problems := askQuote(t, text)
		require.Empty(t, problems, text)
		plan := got.Plan
		var answer struct {
			Plan struct{ Instalments []struct{ Arrears string } }
		}
		require.NoError(t, json.Unmarshal(calc.Do("quote", []byte(text)).Body, &answer))
		balance, paid, fees, interest := fenOf(t, plan.Financed), int64(0), int64(0), int64(0)
		arrears := int64(0)
		for k, row := range plan.Instalments {
			part := int64(0)
			if written := answer.Plan.Instalments[k].Arrears; written != "" {
				part = fenOf(t, written)
			}
			require.Equal(t, fenOf(t, row.Amount), fenOf(t, row.Principal)+fenOf(t, row.Interest)+fenOf(t, row.Fees)+part)
			balance -= fenOf(t, row.Principal) + part
			require.Equal(t, balance, fenOf(t, row.Balance))
			paid, fees, interest, arrears = paid+fenOf(t, row.Amount), fees+fenOf(t, row.Fees), interest+fenOf(t, row.Interest), arrears+part
		}
		require.Zero(t, balance)
		deposit := int64(0)
		if solved.Plan.Deposit != nil {
			deposit = fenOf(t, solved.Plan.Deposit.Amount)
		}
		require.Equal(t, paid+deposit, fenOf(t, plan.Totals.Paid))
		require.Equal(t, interest, fenOf(t, plan.Totals.Interest))
		require.Equal(t, fenOf(t, got.ClaimTotal), fenOf(t, plan.Financed)+fenOf(t, plan.Totals.Waived)+deposit)
		require.Equal(t, fenOf(t, got.ClaimTotal), fenOf(t, plan.Totals.Paid)+fenOf(t, plan.Totals.Saved))
		require.Equal(t, fenOf(t, plan.Totals.Waived), fenOf(t, plan.Totals.Saved)+interest+fees)
		if solved.Plan.Arrears != "" {
			require.Equal(t, arrears, fenOf(t, solved.Plan.Arrears))
		}
	})
}

// Waivers may be written in any order.
func TestOrderOfWaiversDoesNotMatter(t *testing.T) {
	waivers := []string{`{"component":"penalty","percent":"0.3333333333"}`, `{"component":"penalty","amount":"100.00"}`,
		`{"component":"penalty","all":true}`, `{"component":"interest","percent":"0.5"}`, `{"component":"fees","all":true}`}
	want := ""
	for shift := range waivers {
		list := strings.Join(append(append([]string{}, waivers[shift:]...), waivers[:shift]...), ",")
		text := strings.Replace(designQuote, `{"component":"penalty","percent":"1"},{"component":"interest","amount":"800.00"}`, list, 1)
		body := string(calc.Do("quote", []byte(text)).Body)
		if want == "" {
			want = body
		}
		assert.Contains(t, body, `"waived":{"interest":"821.25","penalty":"410.20","fees":"150.00"}`)
		assert.Equal(t, want, body)
	}
}

// Penalties that are overdue do not stand in the way of a plan: they are waived with it.
func TestComplaintOverduePenaltiesDoNotBlock(t *testing.T) {
	got, _, problems := askQuote(t, fmt.Sprintf(quoteOf, "1000.00", "0.00", "900.00", `,"waivers":[{"component":"fees","all":true}]`,
		`"shape":"level","count":4,"first_due":"2026-12-31","every":{"unit":"month","n":1},"rate":{"value":"0","per":"year"}`))
	assert.Empty(t, problems)
	assert.Equal(t, "250.00", got.Plan.Amount)
}

// Capitalised before it is waived, a sum is gone and the waiver fails: the order
// is to waive, then to capitalise.
func TestComplaintWaiveBeforeCapitalise(t *testing.T) {
	got, _, problems := askQuote(t, fmt.Sprintf(quoteOf, "1000.00", "200.00", "0.00", `,"waivers":[{"component":"interest","percent":"0.5"}]`,
		`"shape":"level","count":4,"first_due":"2026-12-31","every":{"unit":"month","n":1},"rate":{"value":"0","per":"year"},"capitalise":["principal","interest"]`))
	assert.Empty(t, problems)
	assert.Equal(t, map[string]string{"interest": "100.00"}, got.Waived)
	assert.Equal(t, "1100.00", got.Plan.Financed)
}

// What is waived does not count in the plan, and what is waived of one component
// takes nothing of another.
func TestComplaintWaivedIsNotRepaid(t *testing.T) {
	got, solved, problems := askQuote(t, fmt.Sprintf(quoteOf, "1000.00", "200.00", "90.00", `,"waivers":[{"component":"interest","all":true}]`,
		`"shape":"level","count":4,"first_due":"2026-12-31","every":{"unit":"month","n":1},"rate":{"value":"0","per":"year"},"capitalise":["principal"]`))
	assert.Empty(t, problems)
	assert.Equal(t, map[string]string{"interest": "200.00"}, got.Waived)
	assert.Equal(t, "1090.00", got.Plan.Financed)
	assert.Equal(t, "90.00", solved.Plan.Arrears)
	assert.Equal(t, "1090.00", got.Plan.Totals.Paid)
}

// After a settlement is paid nothing is left to sue for: the answer that both sides
// keep says what was claimed, waived and paid, and that nothing is owed.
func TestComplaintProofOfASettlement(t *testing.T) {
	got, _, problems := askQuote(t, fmt.Sprintf(quoteOf, "1000.00", "200.00", "0.00",
		`,"waivers":[{"component":"interest","all":true}],"waiver_terms":{"earned":"on_completion","on_breach":"reinstate_all"}`,
		`"shape":"lump_sum","first_due":"2026-12-31","rate":{"value":"0","per":"year"}`))
	assert.Empty(t, problems)
	assert.Equal(t, []string{"1200.00", "200.00", "1000.00"}, []string{got.ClaimTotal, got.Plan.Totals.Waived, got.Plan.Totals.Paid})
	assert.Equal(t, "0.00", got.Plan.Instalments[0].Balance)
	require.Len(t, got.Breach, 1, "the one instalment may be missed, and nothing after it")
}
