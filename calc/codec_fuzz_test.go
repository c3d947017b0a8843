package calc

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/wire"
)

func FuzzQuoteRequest(f *testing.F) {
	fuzzRequest(f, quoteText, decodeQuoteRequest, appendQuoteRequest)
}

func FuzzAssessRequest(f *testing.F) {
	fuzzRequest(f, assessText, decodeAssessRequest, appendAssessRequest)
}

func FuzzAPRRequest(f *testing.F) {
	fuzzRequest(f, aprText, decodeAPRRequest, appendAPRRequest)
}

func FuzzPackRequest(f *testing.F) {
	fuzzRequest(f, `{"id":"cn-card","on":"2026-11-24"}`, decodePackRequest, appendPackRequest)
}

func FuzzForecastRequest(f *testing.F) {
	fuzzRequest(f, strings.Replace(assessText, `{`, `{"months":3,"scenarios":[{"name":"a","pays":"minimum","minimum":{"share":"0.1","floor":"10.00","plus":["fees"]},"on_day":31},
 {"name":"b","pays":"amount","amount":"9.00"}],"incentive":{"waivers":[{"component":"fees","percent":"1"}],"amount":"1.00","deadline":"2026-12-31"},`, 1),
		decodeForecastRequest, appendForecastRequest)
}

func FuzzReconcileRequest(f *testing.F) {
	fuzzRequest(f, strings.Replace(assessText, `{`, `{"lender":{"total":"917.40","components":{"interest":"17.40","costs":"0.00"}},
 "search":{"day_counts":["ACT/360"],"end_rules":["include_both"],"compounds":["daily"],"rounding":["up"],"round_each":["end"],"penalty_base":["principal"],"grace_days":[0,366]},`, 1),
		decodeReconcileRequest, appendReconcileRequest)
}

func FuzzAdvanceRequest(f *testing.F) {
	fuzzRequest(f, `{"as_of":"2026-11-24","currency":"CNY","oldest_due":"2026-01-05","event":{"kind":"contact","channel":"call","date":"2026-11-24","by":"creditor",
 "at":"2026-11-24T21:30:00+08:00","zone":"Asia/Shanghai","to":"third_party_location","about":"remind","keeps":["institution"],"outcome":"reached"},
 "record":{"rules":{"pack":"cn-card","online":true},"events":[{"kind":"dispute","date":"2026-11-23","by":"borrower","about":"amount","to":"creditor","answer_by":"2026-12-08"},
 {"kind":"contact","date":"2026-11-24","by":"creditor","channel":"letter","at":"2026-11-24T21:30:00+08:00","to":"debtor","about":"collect","findings":["review contact_identity"]}]}}`,
		decodeAdvanceRequest, appendAdvanceRequest)
}

// fuzzRequest compares a reader with encoding/json: what it takes, encoding/json
// takes, and the canonical form means the same to it and to the reader.
func fuzzRequest[T any](f *testing.F, seed string, decode func([]byte) (T, []wire.Problem), appendTo func([]byte, *T) []byte) {
	f.Add([]byte(seed))
	f.Add([]byte(strings.ReplaceAll(strings.ReplaceAll(seed, `e`, `\u0065`), `,`, " ,\n")))
	f.Add([]byte(strings.ReplaceAll(seed, `0`, `\u0030`)))
	for _, with := range []string{`null`, `1e9`, `"1e9"`, `"-0"`, `"1.234"`, `""`, `{}`, `[]`, `"2026-02-30"`, `"` + "\xFF" + `"`} {
		// Each replaces the first value, so that mutation finds the others.
		colon := strings.IndexByte(seed, ':') + 1
		comma := strings.IndexByte(seed, ',')
		f.Add([]byte(seed[:colon] + with + seed[comma:]))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, problems := decode(text)
		if len(problems) > 0 {
			require.LessOrEqual(t, len(problems), wire.MaxProblems)
			require.True(t, json.Valid(wire.AppendProblems(nil, problems)))
			return
		}
		canonical := appendTo(nil, &v)
		again, problems := decode(canonical)
		require.Empty(t, problems, "the canonical form reads back: %s", canonical)
		require.Equal(t, string(canonical), string(appendTo(nil, &again)))
		require.True(t, same(reflect.ValueOf(v), reflect.ValueOf(again)))
		requireSameMeaning(t, "#", parseAny(t, text), parseAny(t, canonical))
		requireUniqueKeys(t, text)
	})
}

func parseAny(t require.TestingT, text []byte) (value any) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&value))
	require.False(t, decoder.More())
	return value
}

// filledIn are the values that a canonical request may hold beyond the request.
var filledIn = map[string]string{
	"kind": "accrual", "from": "posting", "end_rule": "exclude_end", "compounds": "never", "day_count": "ACT/365F", "of": "unpaid_minimum",
	"rounding": "half_up", "roll": "none", "final_payment": "smaller", "count": "1", "step": "1", "currency": "CNY", "state": "draft",
}

// requireSameMeaning compares a request with its canonical form, each as
// encoding/json reads it: numbers in text may differ in trailing zeros, ratios in
// a denominator of one, optional nothings may be gone, defaults may have come.
func requireSameMeaning(t require.TestingT, at string, request, canonical any) {
	switch request := request.(type) {
	case map[string]any:
		object, ok := canonical.(map[string]any)
		require.True(t, ok, at)
		for key, value := range request {
			if written, ok := object[key]; ok {
				requireSameMeaning(t, at+"/"+key, value, written)
			} else {
				require.True(t, isNothing(value), "%s/%s is gone: %v", at, key, value)
			}
		}
		for key, value := range object {
			if _, ok := request[key]; !ok {
				require.Equal(t, filledIn[key], jsonText(value), "%s/%s has come", at, key)
			}
		}
	case []any:
		list, ok := canonical.([]any)
		require.True(t, ok && len(list) == len(request), at)
		for i := range request {
			requireSameMeaning(t, at+"/"+strconv.Itoa(i), request[i], list[i])
		}
	case string:
		text, ok := canonical.(string)
		require.True(t, ok, at)
		require.Equal(t, plainNumber(request), plainNumber(text), at)
	default:
		require.Equal(t, request, canonical, at)
	}
}

func jsonText(value any) string {
	if n, ok := value.(json.Number); ok {
		return n.String()
	}
	text, _ := value.(string)
	return text
}

func isNothing(value any) bool {
	switch value := value.(type) {
	case bool:
		return !value
	case json.Number:
		return value == "0"
	case string:
		return value == "" || plainNumber(value) == "0"
	case []any:
		return len(value) == 0
	}
	return false
}

// plainNumber is a number in text without what its spelling may vary in; other
// text is left as it is.
func plainNumber(text string) string {
	text = strings.TrimSuffix(text, "/1")
	if len(text) > wire.MaxNumber || strings.ContainsAny(text, "eE+") {
		return text
	}
	if d, err := decimal.NewFromString(text); err == nil {
		return d.String()
	}
	return text
}

// requireUniqueKeys walks the tokens of encoding/json.
func requireUniqueKeys(t require.TestingT, text []byte) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	var walk func()
	walk = func() {
		token, err := decoder.Token()
		require.NoError(t, err)
		delimiter, _ := token.(json.Delim)
		seen := map[any]bool{}
		for delimiter != 0 && decoder.More() {
			if delimiter == '{' {
				key, err := decoder.Token()
				require.NoError(t, err)
				require.False(t, seen[key], key)
				seen[key] = true
			}
			walk()
		}
		if delimiter != 0 {
			_, err := decoder.Token()
			require.NoError(t, err)
		}
	}
	walk()
}

// fill makes a random value within the bounds that the tags give.
func fill(random *rand.Rand, v reflect.Value, tag reflect.StructTag) {
	bound := func(name string, otherwise int64) int64 {
		if n, err := strconv.ParseInt(tag.Get(name), 10, 64); err == nil {
			return n
		}
		return otherwise
	}
	between := func(least, most int64) int64 { return least + random.Int64N(most-least+1) }
	optional := strings.Contains(tag.Get("json"), ",omitempty") && tag.Get("default") == ""
	if optional && random.IntN(2) == 0 {
		return
	}
	switch value := v.Addr().Interface().(type) {
	case *money.Amount:
		// 15 digits of a currency without decimals fit at every scale.
		*value = money.Amount(between(max(bound("min", 0), -999_999_999_999_999), 999_999_999_999_999) >> random.IntN(50))
		*value = max(min(*value, money.Amount(bound("max", int64(*value)))), money.Amount(bound("min", 0)))
	case *money.Currency:
		*value = []money.Currency{"CNY", "JPY", "KWD"}[random.IntN(3)]
	case *civil.Date:
		*value = civil.Date(between(int64(civil.MinDate), int64(civil.MaxDate)))
	case *civil.Ratio:
		*value = civil.Ratio{Num: between(0, 999_999_999), Den: between(1, 999_999_999)}
	case *decimal.Decimal:
		places := between(0, wire.DecimalPlaces)
		scale := decimal.New(1, int32(places)).IntPart()
		*value = decimal.New(between(bound("min", 0)*scale, bound("max", 1)*scale), int32(-places))
	default:
		fillKind(random, v, tag, bound, between)
	}
}

func fillKind(random *rand.Rand, v reflect.Value, tag reflect.StructTag, bound func(string, int64) int64, between func(int64, int64) int64) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if tag := v.Type().Field(i).Tag; tag.Get("json") != "-" {
				fill(random, v.Field(i), tag)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(random, v.Elem(), bounds(tag))
	case reflect.Slice:
		least := bound("minitems", 0)
		n := int(between(least, min(least+3, bound("maxitems", 100))))
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(random, v.Index(i), bounds(tag))
		}
	case reflect.String:
		if words := wordsOf[v.Type().String()]; words != "" {
			list := strings.Split(words, ", ")
			v.SetString(list[random.IntN(len(list))])
			return
		}
		letters := []rune(`aZ 0"\/<&` + "利息é😀\u00A0")
		var text strings.Builder
		for range between(1, min(bound("maxlen", 40), 80)) {
			text.WriteRune(letters[random.IntN(len(letters))])
		}
		v.SetString(text.String())
	case reflect.Int:
		v.SetInt(between(bound("min", -1<<40), bound("max", 1<<40)))
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	default:
		panic("no values for " + v.Type().String())
	}
}

// bounds are the tags that hold below a pointer or a list as well.
func bounds(tag reflect.StructTag) reflect.StructTag {
	kept := ""
	for _, name := range []string{"min", "max", "maxlen"} {
		if value, ok := tag.Lookup(name); ok {
			kept += name + `:"` + value + `" `
		}
	}
	return reflect.StructTag(kept)
}

// same compares two values; decimals by what they are worth, and no list with an
// empty one.
func same(a, b reflect.Value) bool {
	if d, ok := a.Interface().(decimal.Decimal); ok {
		return d.Equal(b.Interface().(decimal.Decimal))
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() && b.IsNil()
		}
		return same(a.Elem(), b.Elem())
	case reflect.Slice:
		for i := 0; i < a.Len() && a.Len() == b.Len(); i++ {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return a.Len() == b.Len()
	}
	return a.Interface() == b.Interface()
}
