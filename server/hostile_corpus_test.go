package main

import (
	"io"
	"math"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inQuote changes one text of the request.
func inQuote(old, new string) string {
	if !strings.Contains(quoteRequest, old) {
		panic("the request does not hold " + old)
	}
	return strings.Replace(quoteRequest, old, new, 1)
}

// hostileNumbers are sums, rates and counts that no door reads, each in place of
// the principal, the rate or the count.
func hostileNumbers() (all []hostile) {
	for _, text := range []string{"1e9999", "1e-9999", "-0", "-0.00", "+1", ".5", "5.", "1,000", "1 000", "1_000", "٣", "NaN", "Infinity",
		"0x10", "1e", "", "00012", " 1", "1 ", "１.00", "1.00\u200b", "∞", "1/3", "1'000", "--1", "1.0.0"} {
		all = append(all, hostile{"the sum " + text, inQuote(`"1000.00"`, `"`+text+`"`), 422, "number_grammar", principal})
	}
	for _, value := range []string{"true", "9007199254740993", "1e400", "-1", "[]", "{}", "0.1"} {
		all = append(all, hostile{"the value " + value, inQuote(`"1000.00"`, value), 422, "wrong_type", principal})
	}
	rate := func(text string) string { return inQuote(`"0","per"`, `"`+text+`","per"`) }
	return append(all,
		hostile{"a sum below zero", inQuote(`"1000.00"`, `"-1000.00"`), 422, "number_range", principal},
		hostile{"a sum one past the limit", inQuote(`"1000.00"`, `"1000000000000000.00"`), 422, "number_range", principal},
		hostile{"a third decimal", inQuote(`"1000.00"`, `"1000.001"`), 422, "amount_precision", principal},
		hostile{"a rate below zero", rate("-0.1"), 422, "number_range", "#/terms/rate/value"},
		hostile{"a rate of a million percent", rate("10000"), 422, "number_range", "#/terms/rate/value"},
		hostile{"a rate of eleven decimals", rate("0.00000000001"), 422, "number_precision", "#/terms/rate/value"},
		hostile{"a count that is no whole number", inQuote(`"count":24`, `"count":1.5`), 422, "number_grammar", "#/terms/count"},
		hostile{"a count with an exponent", inQuote(`"count":24`, `"count":1e1`), 422, "number_grammar", "#/terms/count"},
		hostile{"a count of 200,000 digits", inQuote(`"count":24`, `"count":`+strings.Repeat("9", 200_000)), 422, "number_length", "#/terms/count"},
		hostile{"everything waived", inQuote(`"terms"`, `"waivers":[{"component":"principal","amount":"1000.00"}],"terms"`), 422, "nothing_to_repay", "#/waivers"},
	)
}

// hostileDates are days that do not exist, or not here, in place of the first due date.
func hostileDates() (all []hostile) {
	for _, text := range []string{"0000-01-01", "1900-02-29", "2100-02-29", "9999-12-31", "10000-01-01", "2026-2-3", "２０２６-12-20", "2026-12-20T00:00:00Z",
		"2016-12-31T23:59:60Z", "20261220", "2026-12-32", "2026-13-01", "2026-00-10", "12/20/2026", "today", "", " 2026-12-20", "-2026-12-20", "1969-12-31", "2200-01-01"} {
		all = append(all, hostile{"the day " + text, inQuote(`"2026-12-20"`, `"`+text+`"`), 422, "date_invalid", "#/terms/first_due"})
	}
	return append(all,
		hostile{"the day 20261220 as a number", inQuote(`"2026-12-20"`, `20261220`), 422, "wrong_type", "#/terms/first_due"},
		hostile{"a first instalment before the question", inQuote(`"2026-12-20"`, `"2026-11-22"`), 422, "date_order", "#/terms/first_due"},
		hostile{"a plan beyond the last day", inQuote(`"2026-12-20"`, `"2199-12-31"`), 422, "date_too_late", "#/terms/count"},
	)
}

// hostileKeys are names that other languages trip over.
func hostileKeys() (all []hostile) {
	for _, key := range []string{"constructor", "toString", "COUNT", "count\u0000", "cоunt", "$ref", ""} {
		pointer := "#/terms/" + strings.NewReplacer("\u0000", "%00", "о", "%D0%BE", "$", "$").Replace(key)
		written := strings.ReplaceAll(key, "\u0000", `\u0000`)
		all = append(all, hostile{"the key " + key, inQuote(`"count":24`, `"count":24,"`+written+`":{}`), 422, "json_unknown_key", pointer})
	}
	return append(all,
		hostile{"a lone low surrogate", inQuote(`"CNY"`, `"\udc00"`), 400, "json_encoding", "#/currency"},
		hostile{"an overlong encoding", inQuote(`"CNY"`, "\"\xc0\xaf\""), 400, "json_encoding", "#/currency"},
		hostile{"UTF-16", "\xff\xfe{\x00}\x00", 400, "json_syntax", "#"},
		hostile{"a raw control character", inQuote(`"CNY"`, "\"C\nY\""), 400, "json_control", "#/currency"},
		hostile{"a comment", inQuote(`"count":24`, `"count":24/* two years */`), 400, "json_syntax", "#/terms/count"},
		hostile{"a trailing comma", inQuote(`"count":24`, `"count":24,,`), 400, "json_syntax", "#/terms"},
		hostile{"single quotes", strings.ReplaceAll(quoteRequest, `"`, `'`), 400, "json_syntax", "#"},
		hostile{"a text and no object", `"quote"`, 422, "wrong_type", "#"},
		hostile{"a list of documents", "[" + quoteRequest + "]", 422, "wrong_type", "#"},
		hostile{"100,000 keys", "{" + keys(100_000) + "}", 413, "document_size", "#"},
		hostile{"a key of 200,000 characters", `{"` + strings.Repeat("k", 200_000) + `":0}`, 422, "json_unknown_key", "#"},
		hostile{"a text of 200,000 characters", inQuote(`"CNY"`, `"`+strings.Repeat("C", 200_000)+`"`), 422, "currency_unknown", "#/currency"},
	)
}

// A refusal takes at most a megabyte, whatever is refused: no document makes the
// server fetch memory in proportion to what it claims to hold.
func TestRefusalsAreSmall(t *testing.T) {
	handler := door(t, io.Discard)
	for _, h := range hostileBodies() {
		assert.LessOrEqual(t, allocated(func() { send(handler, "POST", "/v1/quote", h.body, "Content-Type", "application/json") }), uint64(1<<20), h.name)
	}
}

// allocated is how many bytes a call takes from the heap, what it gives back
// included: the least of five, as what other goroutines take counts too.
func allocated(call func()) uint64 {
	least := uint64(math.MaxUint64)
	for range 5 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		call()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return least
}

// What lies at a limit and not beyond it is answered.
func TestEdgesThatHold(t *testing.T) {
	handler := door(t, io.Discard)
	for name, body := range map[string]string{
		"the largest sum":                        inQuote(`"1000.00"`, `"999999999999999.99"`),
		"the largest sum in a currency of three": strings.Replace(inQuote(`"1000.00"`, `"999999999999999.999"`), "CNY", "KWD", 1),
		"one cent":                               inQuote(`"1000.00"`, `"0.01"`),
		"no decimals":                            inQuote(`"1000.00"`, `"1000"`),
		"one instalment":                         inQuote(`"count":24`, `"count":1`),
		"600 instalments":                        inQuote(`"count":24`, `"count":600`),
		"the smallest rate":                      inQuote(`"0","per"`, `"0.0000000001","per"`),
		"a payment a cent above the interest":    strings.Replace(inQuote(`"count":24`, `"amount":"20.01"`), `"0","per"`, `"0.24","per"`, 1),
		"29 February of a leap year":             inQuote(`"2026-12-20"`, `"2028-02-29"`),
		"31 January and a month":                 inQuote(`"2026-12-20"`, `"2027-01-31"`),
		"the day of the question":                inQuote(`"2026-12-20"`, `"2026-11-23"`),
		"keys spelled with escapes":              inQuote(`"count"`, `"\u0063ount"`),
		"space around everything":                " \t\r\n" + strings.ReplaceAll(quoteRequest, ",", " ,\n ") + " \n",
	} {
		answer := ask(handler, "POST", "/v1/quote", body)
		assert.Equal(t, http.StatusOK, answer.Code, "%s: %.300s", name, answer.Body)
	}
}

// The addresses of the API refuse what is hostile in their parts.
func TestHostileAddresses(t *testing.T) {
	handler := door(t, io.Discard)
	for path, status := range map[string]int{
		"/v1/problems/" + strings.Repeat("x", 8000): 404,
		"/v1/problems/..%2f..%2fetc%2fpasswd":       404,
		"/v1/problems/%00":                          404,
		"/v1/problems/%ff":                          404,
		"/v1/problems/JSON_SYNTAX":                  404,
		"/v1/problems/json_syntax/":                 404,
		"/v1/problems//json_syntax":                 404,
		"/docs/%3Cscript%3E":                        404,
		"/docs/":                                    404,
		"/docs/quote/..":                            404,
		"/openapi.json/":                            404,
		"/OpenAPI.json":                             404,
		"/v1/conformance/1":                         404,
		"/v1/limits%00":                             404,
	} {
		answer := ask(handler, "GET", path, "", "Accept", "text/html")
		requireRefused(t, answer, status, "not_found")
		require.NotContains(t, answer.Body.String(), "script")
	}
}
