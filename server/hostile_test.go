package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostile is what no door may choke on: each is refused with a problem that
// points at its place, and the next request works.
type hostile struct {
	name    string
	body    string
	status  int
	code    string
	pointer string
}

const principal = "#/claim/components/principal"

func hostileBodies() []hostile {
	in := inQuote
	amount := func(text string) string { return in(`"1000.00"`, text) }
	waiver := `"waivers":[{"component":"principal","amount":"1000.01"}],"terms"`
	all := []hostile{
		{"a huge exponent", amount(`"1e1000000000"`), 422, "number_grammar", principal},
		{"a million digits", amount(`"` + strings.Repeat("9", 1_000_000) + `"`), 413, "document_size", "#"},
		{"200,000 digits", amount(`"` + strings.Repeat("9", 200_000) + `"`), 422, "number_length", principal},
		{"100,000 zeros after the point", amount(`"0.` + strings.Repeat("0", 100_000) + `1"`), 422, "number_length", principal},
		{"a JSON number for money", amount(`1000.00`), 422, "wrong_type", principal},
		{"a huge JSON number", amount(strings.Repeat("9", 200_000)), 422, "wrong_type", principal},
		{"full-width digits", amount(`"１２３"`), 422, "number_grammar", principal},
		{"a minus that is none", amount(`"−5"`), 422, "number_grammar", principal},
		{"null", amount(`null`), 422, "null_value", principal},
		{"a duplicate key", in(`"count":24`, `"count":24,"count":25`), 422, "json_duplicate_key", "#/terms/count"},
		{"a duplicate key in disguise", in(`"count":24`, `"count":24,"\u0063ount":25`), 422, "json_duplicate_key", "#/terms/count"},
		{"an unknown key", in(`"count":24`, `"count":24,"__proto__":{}`), 422, "json_unknown_key", "#/terms/__proto__"},
		{"another case", in(`"count":24`, `"Count":24`), 422, "json_unknown_key", "#/terms/Count"},
		{"a day that does not exist", in(`"2026-12-20"`, `"2026-02-30"`), 422, "date_invalid", "#/terms/first_due"},
		{"a waiver above the component", in(`"terms"`, waiver), 422, "waiver_exceeds_component", "#/waivers/0/amount"},
		{"no instalment", in(`"count":24`, `"count":0`), 422, "number_range", "#/terms/count"},
		{"601 instalments", in(`"count":24`, `"count":601`), 422, "number_range", "#/terms/count"},
		{"a payment below the interest", strings.Replace(in(`"count":24`, `"amount":"1.00"`), `"0","per"`, `"0.24","per"`, 1),
			422, "payment_below_interest", "#/terms/amount"},
		{"depth 33", strings.Repeat("[", 33) + strings.Repeat("]", 33), 400, "json_depth", "#" + strings.Repeat("/0", 32)},
		{"depth 100,000", strings.Repeat("[", 100_000), 400, "json_depth", "#" + strings.Repeat("/0", 32)},
		{"20,000 keys", "{" + keys(20_000) + "}", 422, "json_unknown_key", "#/k0"},
		{"an array of 100,000", in(`"terms"`, `"waivers":[`+strings.Repeat("0,", 100_000)+`0],"terms"`), 422, "too_many_items", "#/waivers"},
		{"bytes that are not UTF-8", in(`"CNY"`, "\"C\xffY\""), 400, "json_encoding", "#/currency"},
		{"half a surrogate pair", in(`"CNY"`, `"\ud800"`), 400, "json_encoding", "#/currency"},
		{"a byte order mark", "\ufeff" + quoteRequest, 400, "json_encoding", "#"},
		{"a NUL after the end", quoteRequest + "\x00", 400, "json_trailing", "#"},
		{"two documents", quoteRequest + quoteRequest, 400, "json_trailing", "#"},
		{"half a document", quoteRequest[:len(quoteRequest)/2], 400, "json_syntax", "#/terms/first_due"},
		{"nothing", "", 400, "json_syntax", "#"},
	}
	return slices.Concat(all, hostileNumbers(), hostileDates(), hostileKeys())
}

func keys(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, `,"k%d":0`, i)
	}
	return text.String()[1:]
}

func TestHostileBodies(t *testing.T) {
	handler := door(t, io.Discard)
	for _, h := range hostileBodies() {
		t.Run(h.name, func(t *testing.T) {
			answer := ask(handler, "POST", "/v1/quote", h.body, "Content-Type", "application/json")
			code := map[int]string{400: "malformed", 413: "document_too_large", 422: "impossible"}[h.status]
			document := requireRefused(t, answer, h.status, code)
			var problems []struct{ Code, Pointer, Detail string }
			require.NoError(t, json.Unmarshal(document.Problems, &problems))
			var found []string
			for _, p := range problems {
				found = append(found, p.Code+" "+p.Pointer)
				assert.NotEmpty(t, p.Detail)
			}
			assert.Contains(t, found, h.code+" "+h.pointer)
			assert.Less(t, answer.Body.Len(), 32<<10, "the refusal stays small")
			assert.Equal(t, http.StatusOK, ask(handler, "POST", "/v1/quote", quoteRequest).Code, "the next request works")
		})
	}
}
