package calc

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/wire"
)

const quoteText = `{"as_of":"2026-11-23","currency":"CNY","pack":"cn-card",` +
	`"claim":{"components":{"principal":"30000.00","interest":"1642.50","penalty":"410.20","fees":"150.00"},"oldest_due":"2026-07-05"},` +
	`"waivers":[{"component":"penalty","percent":"1"},{"component":"interest","amount":"800.00"}],` +
	`"waiver_terms":{"earned":"on_completion","on_breach":"reinstate_all","grace_days":3,"missed_allowed":1},` +
	`"terms":{"shape":"level","count":24,"deposit":{"amount":"1000.00","due":"2026-11-30"},"first_due":"2026-12-20","every":{"unit":"month","n":1},` +
	`"rate":{"value":"0","per":"year"},"day_count":"ACT/365F","interest_from":"2026-11-30","roll":"none","final_payment":"smaller"},` +
	`"discount_rate":{"value":"0.08","per":"year"}}`

const assessText = `{"as_of":"2026-11-23","currency":"CNY","pack":"cn-card",` +
	`"rules":[{"name":"overdraft interest","into":"interest","on":["principal"],"rate":{"value":"0.0005","per":"day"},"from":"posting","end_rule":"exclude_end","compounds":"monthly"},` +
	`{"name":"late fee","into":"fees","kind":"late_fee","percent":"0.05","of":"unpaid_minimum","min":"10.00"}],` +
	`"allocation":["fees","interest","principal"],` +
	`"entries":[{"date":"2026-03-30","kind":"purchase","amount":"1000.00"},` +
	`{"date":"2026-04-05","kind":"statement","minimum":"100.00","due":"2026-04-23"},` +
	`{"date":"2026-04-23","kind":"payment","amount":"100.00"}]}`

const aprText = `{"method":"us_reg_z","unit_period":{"unit":"month","n":1},` +
	`"flows":[{"kind":"advance","amount":"5000.00","date":"1978-01-10"},` +
	`{"kind":"payment","amount":"230.00","date":"1978-02-10","count":24,"every":{"unit":"month","n":1}},` +
	`{"kind":"payment","amount":"10.00","t":"24","f":"39/90"}]}`

// found lists problems as "code pointer allowed".
func found(problems []wire.Problem) (list []string) {
	for _, p := range problems {
		list = append(list, strings.TrimSpace(string(p.Code)+" "+p.Pointer+" "+p.Allowed))
	}
	return list
}

func TestDecodeQuoteRequest(t *testing.T) {
	v, problems := decodeQuoteRequest([]byte(quoteText))
	require.Empty(t, found(problems))
	assert.Equal(t, money.Currency("CNY"), v.Currency)
	assert.Equal(t, "2026-11-23", v.AsOf.String())
	assert.Equal(t, money.Amount(164250), v.Claim.Components.Interest)
	assert.Zero(t, v.Claim.Components.Costs)
	assert.True(t, v.Waivers[0].Percent.Equal(decimal.NewFromInt(1)))
	assert.Nil(t, v.Waivers[0].Amount)
	assert.Equal(t, money.Amount(80000), *v.Waivers[1].Amount)
	assert.Equal(t, 3, v.WaiverTerms.GraceDays)
	assert.Equal(t, 24, v.Terms.Count)
	assert.Equal(t, &civil.Frequency{Unit: civil.UnitMonth, N: 1}, v.Terms.Every)
	assert.Equal(t, money.HalfUp, v.Terms.Rounding, "the default is filled in")
	assert.Equal(t, "0.08", v.DiscountRate.Value.String())
}

func TestDecodeAPRRequest(t *testing.T) {
	v, problems := decodeAPRRequest([]byte(aprText))
	require.Empty(t, found(problems))
	assert.Equal(t, money.Currency("CNY"), v.Currency)
	assert.Equal(t, []int{1, 24, 1}, []int{v.Flows[0].Count, v.Flows[1].Count, v.Flows[2].Count})
	assert.Equal(t, &civil.Ratio{Num: 24, Den: 1}, v.Flows[2].T)
	assert.Equal(t, &civil.Ratio{Num: 39, Den: 90}, v.Flows[2].F)
}

// The canonical form has one spelling: keys in declared order, defaults filled in,
// optional nothings left out, amounts at the currency's scale.
func TestCanonicalForm(t *testing.T) {
	spelled := `{ "flows" : [ {"amount":"5000","k\u0069nd":"advance","t":"0/1"}, {"kind":"payment","amount":"5000.5","t":"1","count":1} ],
		"unit_period":{"n":1,"month_end":false,"unit":"month"}, "method":"us_reg_z" }`
	v, problems := decodeAPRRequest([]byte(spelled))
	require.Empty(t, found(problems))
	assert.Equal(t, `{"method":"us_reg_z","currency":"CNY","unit_period":{"unit":"month","n":1},`+
		`"flows":[{"kind":"advance","amount":"5000.00","t":"0","count":1,"step":1},{"kind":"payment","amount":"5000.50","t":"1","count":1,"step":1}]}`,
		string(appendAPRRequest(nil, &v)))
}

// The scale is that of the currency, wherever it stands in the document.
func TestScaleFollowsTheCurrency(t *testing.T) {
	for code, want := range map[string]string{"CNY": "5.10", "KWD": "5.100", "JPY": ""} {
		text := `{"method":"us_reg_z","unit_period":{"unit":"month","n":1},"flows":[{"kind":"advance","amount":"5.1","t":"0"},` +
			`{"kind":"payment","amount":"6","t":"1"}],"currency":"` + code + `"}`
		v, problems := decodeAPRRequest([]byte(text))
		if want == "" {
			assert.Equal(t, []string{"amount_precision #/flows/0/amount 5"}, found(problems))
			continue
		}
		require.Empty(t, found(problems))
		assert.Contains(t, string(appendAPRRequest(nil, &v)), `"amount":"`+want+`"`)
	}
}

func TestAmountsWithoutACurrency(t *testing.T) {
	_, problems := decodeQuoteRequest([]byte(strings.Replace(quoteText, `"CNY"`, `"cny"`, 1)))
	assert.Equal(t, []string{"currency_unknown #/currency"}, found(problems))
	_, problems = decodeQuoteRequest([]byte(strings.Replace(quoteText, `"currency":"CNY",`, ``, 1)))
	assert.Equal(t, []string{"missing_key #/currency"}, found(problems))
}

// change is the quote request with one piece of its text replaced.
func change(t *testing.T, old, with string) []byte {
	require.Equal(t, 1, strings.Count(quoteText, old), old)
	return []byte(strings.Replace(quoteText, old, with, 1))
}

func TestQuoteRequestRefuses(t *testing.T) {
	const interest = "#/claim/components/interest"
	tests := []struct {
		it, old, with string
		want          []string
	}{
		{"a third decimal", `"1642.50"`, `"1642.505"`, []string{"amount_precision " + interest + " 1642.50"}},
		{"money as a number", `"1642.50"`, `1642.50`, []string{"wrong_type " + interest + " 1642.50"}},
		{"a number that floats cannot hold", `"1642.50"`, `9007199254740993`, []string{"wrong_type " + interest + " 1642.50"}},
		{"a sum of floats", `"1642.50"`, `"0.30000000000000004"`, []string{"amount_precision " + interest + " 0.30"}},
		{"a huge exponent", `"1642.50"`, `"1e1000000000"`, []string{"number_grammar " + interest}},
		{"a huge number", `"1642.50"`, `"` + strings.Repeat("9", 100_000) + `"`, []string{"number_length " + interest}},
		{"a negative principal", `"30000.00"`, `"-30000.00"`, []string{"number_range #/claim/components/principal 0.00"}},
		{"null", `"1642.50"`, `null`, []string{"null_value " + interest}},
		{"true", `"1642.50"`, `true`, []string{"wrong_type " + interest + " 1642.50"}},
		{"an amount past the limit", `"1642.50"`, `"1000000000000000"`, []string{"number_range " + interest + " 999999999999999.99"}},
		{"no instalment", `"count":24`, `"count":0`, []string{"number_range #/terms/count 1"}},
		{"601 instalments", `"count":24`, `"count":601`, []string{"number_range #/terms/count 600"}},
		{"a count in text", `"count":24`, `"count":"24"`, []string{"wrong_type #/terms/count"}},
		{"a count with a point", `"count":24`, `"count":24.0`, []string{"number_grammar #/terms/count"}},
		{"a rate of a million percent", `"0.08"`, `"10000"`, []string{"number_range #/discount_rate/value 100"}},
		{"a negative rate", `"0.08"`, `"-0.08"`, []string{"number_range #/discount_rate/value 0"}},
		{"a rate of 11 decimals", `"0.08"`, `"0.12345678901"`, []string{"number_precision #/discount_rate/value 0.123456789"}},
		{"a share above one", `"percent":"1"`, `"percent":"1.01"`, []string{"number_range #/waivers/0/percent 1"}},
		{"an empty deposit", `"1000.00"`, `"0"`, []string{"number_range #/terms/deposit/amount 0.01"}},
		{"an unknown word", `"level"`, `"Level"`, []string{"not_one_of #/terms/shape level, equal_principal, interest_only, stepped, seasonal, custom, lump_sum"}},
		{"an unknown key", `"count"`, `"__proto__":{},"count"`, []string{"json_unknown_key #/terms/__proto__"}},
		{"a key with another case", `"count":24`, `"COUNT":24`, []string{"json_unknown_key #/terms/COUNT"}},
		{"a key twice", `"count":24`, `"count":24,"co\u0075nt":25`, []string{"json_duplicate_key #/terms/count"}},
		{"two currencies", `"CNY"`, `"CNY","currency":"JPY"`, []string{"json_duplicate_key #/currency"}},
		{"a list for an object", `"terms":{`, `"terms":[],"x":{`, []string{"wrong_type #/terms", "json_unknown_key #/x"}},
		{"a second document", `"discount_rate":{"value":"0.08","per":"year"}}`, `"discount_rate":{"value":"0.08","per":"year"}}{}`, []string{"json_trailing #"}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			_, problems := decodeQuoteRequest(change(t, test.old, test.with))
			assert.Equal(t, test.want, found(problems))
		})
	}
}

func TestDates(t *testing.T) {
	for text, ok := range map[string]bool{
		`"1970-01-01"`: true, `"2199-12-31"`: true, `"2000-02-29"`: true, `"2024-02-29"`: true, `"2026-\u0031\u0031-23"`: true,
		`"0000-01-01"`: false, `"1900-02-29"`: false, `"2100-02-29"`: false, `"2026-02-30"`: false, `"1969-12-31"`: false,
		`"2200-01-01"`: false, `"9999-12-31"`: false, `"10000-01-01"`: false, `"2026-2-3"`: false, `"2026-11-23T00:00:00Z"`: false,
		`"2026-11-23 "`: false, `"２０２６-11-23"`: false, `"2026-13-01"`: false, `"2026-00-01"`: false, `"2026-11-00"`: false,
		`""`: false, `"23.11.2026"`: false, `"20261123"`: false, `"+026-11-23"`: false, `"2026-11-23` + strings.Repeat("0", 99) + `"`: false,
	} {
		_, problems := decodeQuoteRequest(change(t, `"2026-07-05"`, text))
		want := []string{"date_invalid #/claim/oldest_due"}
		if ok {
			want = nil
		}
		assert.Equal(t, want, found(problems), text)
	}
	_, problems := decodeQuoteRequest(change(t, `"2026-07-05"`, `20260705`))
	assert.Equal(t, []string{"wrong_type #/claim/oldest_due"}, found(problems))
}

// What begins as a date, a code or a ratio and goes on is none, also when the rest
// does not fit where escapes are resolved.
func TestLongTextIsNotCut(t *testing.T) {
	rest := strings.Repeat("x", 65)
	_, problems := decodeQuoteRequest(change(t, `"2026-07-05"`, `"2026-07-0\u0035`+rest+`"`))
	assert.Equal(t, []string{"date_invalid #/claim/oldest_due"}, found(problems))
	_, problems = decodeQuoteRequest(change(t, `"CNY"`, `"CN\u0059`+rest+`"`))
	assert.Equal(t, []string{"currency_unknown #/currency"}, found(problems))
	_, problems = decodeQuoteRequest(change(t, `"level"`, `"leve\u006c`+rest+`"`))
	assert.Equal(t, []string{"not_one_of #/terms/shape level, equal_principal, interest_only, stepped, seasonal, custom, lump_sum"}, found(problems))
	_, problems = decodeAPRRequest([]byte(strings.Replace(aprText, `"39/90"`, `"39/9\u0030`+rest+`"`, 1)))
	assert.Equal(t, []string{"number_length #/flows/2/f"}, found(problems))
	_, problems = decodeAPRRequest([]byte(strings.Replace(aprText, `"230.00"`, `"230.0\u0030`+rest+`"`, 1)))
	assert.Equal(t, []string{"number_length #/flows/1/amount"}, found(problems))
}

func TestRatios(t *testing.T) {
	for text, want := range map[string]string{
		`"39/90"`: "", `"0"`: "", `"0/5"`: "", `"999999999/999999999"`: "",
		`"1/0"`: "number_grammar", `"/"`: "number_grammar", `"1/"`: "number_grammar", `"/1"`: "number_grammar",
		`"-1/2"`: "", `"-3"`: "", `"-0"`: "number_grammar", `"-0/5"`: "number_grammar", `"--1"`: "number_grammar", `"1/-2"`: "number_grammar",
		`"1/2/3"`: "number_grammar", `"01/2"`: "number_grammar", `"1.5"`: "number_grammar", `"1 /2"`: "number_grammar", `""`: "number_grammar",
		`"1000000000"`: "number_grammar", `"` + strings.Repeat("1", 25) + `"`: "number_length", `0.5`: "wrong_type", `null`: "null_value",
	} {
		_, problems := decodeAPRRequest([]byte(strings.Replace(aprText, `"39/90"`, text, 1)))
		if want != "" {
			want += " #/flows/2/f"
		}
		assert.Equal(t, want, strings.Join(found(problems), " "), text)
	}
}

func TestListsAreBounded(t *testing.T) {
	entry := `{"date":"2026-03-30","kind":"fee","amount":"1"}`
	few := assessText[:strings.Index(assessText, `"entries"`)] + `"entries":[]}`
	_, problems := decodeAssessRequest([]byte(few))
	assert.Equal(t, []string{"too_few_items #/entries 1"}, found(problems))

	flows := `{"kind":"payment","amount":"1","t":"1"},`
	text := func(n int) []byte {
		return []byte(`{"method":"us_reg_z","unit_period":{"unit":"month","n":1},"flows":[` + strings.TrimSuffix(strings.Repeat(flows, n), ",") + `]}`)
	}
	_, problems = decodeAPRRequest(text(600))
	assert.Empty(t, found(problems))
	_, problems = decodeAPRRequest(text(601))
	assert.Equal(t, []string{"too_many_items #/flows 600"}, found(problems))

	many := assessText[:strings.Index(assessText, `"entries"`)] + `"entries":[` + strings.Repeat(entry+",", 4000) + entry + `]}`
	v, problems := decodeAssessRequest([]byte(many))
	assert.Empty(t, found(problems))
	assert.Len(t, v.Entries, 4001)
}

func TestEveryProblemInOneAnswer(t *testing.T) {
	_, problems := decodeQuoteRequest([]byte(`{"currency":"CNY","claim":{"components":{"interest":"1.234","x":0}},` +
		`"waivers":[{"component":"penalty"},{"component":"late","amount":5}],"as_of":"2026-02-30","as_of":null}`))
	assert.Equal(t, []string{
		"amount_precision #/claim/components/interest 1.23",
		"json_unknown_key #/claim/components/x",
		"not_one_of #/waivers/1/component principal, interest, penalty, compound, fees, costs",
		"wrong_type #/waivers/1/amount 1642.50",
		"date_invalid #/as_of",
		"json_duplicate_key #/as_of",
		"missing_key #/terms",
	}, found(problems))
}

// What is written reads back equal, and is written as the same bytes again.
func TestAnswersReadBack(t *testing.T) {
	t.Run("quote", func(t *testing.T) { readsBack(t, decodeQuoteAnswer, appendQuoteAnswer) })
	t.Run("assess", func(t *testing.T) { readsBack(t, decodeAssessAnswer, appendAssessAnswer) })
	t.Run("apr", func(t *testing.T) { readsBack(t, decodeAPRAnswer, appendAPRAnswer) })
	t.Run("check", func(t *testing.T) { readsBack(t, decodeCheckAnswer, appendCheckAnswer) })
	t.Run("packs", func(t *testing.T) { readsBack(t, decodePacksAnswer, appendPacksAnswer) })
	t.Run("pack", func(t *testing.T) { readsBack(t, decodePackAnswer, appendPackAnswer) })
}

func TestRequestsReadBack(t *testing.T) {
	t.Run("quote", func(t *testing.T) { readsBack(t, decodeQuoteRequest, appendQuoteRequest) })
	t.Run("assess", func(t *testing.T) { readsBack(t, decodeAssessRequest, appendAssessRequest) })
	t.Run("apr", func(t *testing.T) { readsBack(t, decodeAPRRequest, appendAPRRequest) })
	t.Run("check", func(t *testing.T) { readsBack(t, decodeCheckRequest, appendCheckRequest) })
	t.Run("packs", func(t *testing.T) { readsBack(t, decodePacksRequest, appendPacksRequest) })
	t.Run("pack", func(t *testing.T) { readsBack(t, decodePackRequest, appendPackRequest) })
}

func readsBack[T any](t *testing.T, decode func([]byte) (T, []wire.Problem), appendTo func([]byte, *T) []byte) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		var v T
		fill(rand.New(rand.NewPCG(seed, 0)), reflect.ValueOf(&v).Elem(), "")
		text := appendTo(nil, &v)
		got, problems := decode(text)
		require.Empty(t, problems, string(text))
		require.Equal(t, string(text), string(appendTo([]byte("x"), &got)[1:]))
		require.True(t, same(reflect.ValueOf(v), reflect.ValueOf(got)), string(text))
	})
}

// A long list is given its room once, and little more than it needs.
func TestListsGrowOnce(t *testing.T) {
	request, problems := decodeAssessRequest(cardHistory(36))
	require.Empty(t, problems)
	assert.Len(t, request.Entries, 324)
	assert.LessOrEqual(t, cap(request.Entries), 324+324/8)
}
