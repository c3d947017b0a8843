package calc

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
	"parley/calc/wire"
)

func BenchmarkDecodeQuoteRequest(b *testing.B) {
	text := []byte(quoteText)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := decodeQuoteRequest(text); problems != nil {
			b.Fatal(problems)
		}
	}
}

func BenchmarkDecodeLargestHistory(b *testing.B) {
	entry := `{"date":"2026-03-30","kind":"purchase","amount":"1000.00"},`
	start := assessText[:strings.Index(assessText, `"entries"`)] + `"entries":[`
	text := []byte(start + strings.TrimSuffix(strings.Repeat(entry, 4000), ",") + `]}`)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := decodeAssessRequest(text); problems != nil {
			b.Fatal(problems)
		}
	}
}

// sixtyRows is an answer with 60 instalments.
func sixtyRows() *QuoteAnswer {
	v := &QuoteAnswer{Versions: Versions{Engine: "0.2.0", Schema: "1"}, Currency: "CNY", AsOf: 20000}
	for n := range 60 {
		day := civil.Date(20000 + 30*n)
		v.Plan.Instalments = append(v.Plan.Instalments, repay.Instalment{
			N: n + 1, Nominal: day, Due: day, Days: 30, Amount: 124969, Principal: 120000, Interest: 4969, Balance: money.Amount(7_200_000 - 120_000*n),
		})
	}
	return v
}

func BenchmarkEncodeSixtyRows(b *testing.B) {
	v := sixtyRows()
	text := appendQuoteAnswer(nil, v)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		text = appendQuoteAnswer(text[:0], v)
	}
}

// hostile are documents made to cost more than they say. Each is within the limit
// of the size, except the one that tests it.
func hostile() map[string]string {
	fitting := func(start, piece, end string) string {
		return start + strings.Repeat(piece, (wire.MaxDocument-len(start)-len(end))/len(piece)) + end
	}
	numbered := func() string {
		var text strings.Builder
		text.WriteByte('{')
		for i := 0; text.Len() < wire.MaxDocument-40; i++ {
			text.WriteString(`"k` + strings.Repeat("x", i%3) + civil.Date(1+i%84006).String() + `":1,`)
		}
		return text.String() + `"k":1}`
	}
	return map[string]string{
		"a million digits":        `{"amount":"` + strings.Repeat("9", 1_000_000) + `"}`,
		"digits to the limit":     fitting(`{"currency":"CNY","claim":{"components":{"principal":"`, "9", `"}}}`),
		"a number to the limit":   fitting(`{"terms":{"count":`, "9", `}}`),
		"huge exponent":           strings.Replace(quoteText, `"1642.50"`, `"1e1000000000"`, 1),
		"a hundred thousand deep": strings.Repeat(`[`, 100_000),
		"deep objects":            strings.Repeat(`{"a":`, 50_000),
		"keys to the limit":       numbered(),
		"one key over and over":   fitting(`{"currency":"CNY"`, `,"currency":"CNY"`, `}`),
		"escapes to the limit":    fitting(`{"`, `\u0061`, `":1}`),
		"empty items":             fitting(`{"currency":"CNY","waivers":[{}`, `,{}`, `]}`),
		"items of another type":   fitting(`{"entries":[0`, `,0`, `]}`),
		"empty entries":           fitting(`{"entries":[{}`, `,{}`, `]}`),
		"bad bytes":               fitting(`{"as_of":"`, "\xFF", `"}`),
		"bad texts":               fitting(`{"rules":["`+"\x01"+`"`, ",\"\x01\"", `]}`),
		"white space":             fitting(`{`, ` `, `"a":1}`),
		"no end":                  fitting(`{"as_of":"`, `x`, ``),
		"nothing":                 "",
	}
}

// The document of each hostile kind is refused by every reader with a bounded list.
func TestHostileDocuments(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, decode := range []func([]byte) []wire.Problem{
				func(text []byte) []wire.Problem { _, problems := decodeQuoteRequest(text); return problems },
				func(text []byte) []wire.Problem { _, problems := decodeAssessRequest(text); return problems },
				func(text []byte) []wire.Problem { _, problems := decodeAPRRequest(text); return problems },
			} {
				problems := decode([]byte(text))
				require.NotEmpty(t, problems)
				require.LessOrEqual(t, len(problems), wire.MaxProblems)
				require.Less(t, len(wire.AppendProblems(nil, problems)), 32<<10)
			}
		})
	}
}

func BenchmarkRefuse(b *testing.B) {
	for name, text := range hostile() {
		for op, decode := range map[string]func([]byte) []wire.Problem{
			"quote":  func(text []byte) []wire.Problem { _, problems := decodeQuoteRequest(text); return problems },
			"assess": func(text []byte) []wire.Problem { _, problems := decodeAssessRequest(text); return problems },
		} {
			b.Run(name+" "+op, func(b *testing.B) {
				text := []byte(text)
				b.ReportAllocs()
				for b.Loop() {
					if decode(text) == nil {
						b.Fatal("taken")
					}
				}
			})
		}
	}
}
