package calc

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/policy"
)

// rowsOf is every row of a key in every pack.
func rowsOf(t *testing.T, key policy.Key) (rows []policy.Row) {
	for _, head := range policy.Packs() {
		pack, err := policy.Read(head.ID, 0)
		require.NoError(t, err)
		for _, series := range pack.Series {
			if series.Key == key {
				rows = append(rows, series.Rows...)
			}
		}
	}
	require.NotEmpty(t, rows, key)
	return rows
}

// The rules to start from are rules that assess reads and computes; one without a
// rate takes it from the contract.
func TestDefaultRulesAreRules(t *testing.T) {
	for _, row := range rowsOf(t, policy.KeyRulesDefault) {
		for _, text := range row.Values {
			require.True(t, json.Valid([]byte(text)), text)
			if !strings.Contains(text, `"rate"`) && !strings.Contains(text, `"late_fee"`) {
				text = strings.TrimSuffix(text, "}") + `,"rate":{"value":"0.1","per":"year"}}`
			}
			reply := Do("assess", []byte(`{"as_of":"2026-11-24","currency":"CNY","rules":[`+text+`],"allocation":["principal"],`+
				`"entries":[{"date":"2026-10-24","kind":"advance","amount":"1000.00"},{"date":"2026-10-25","kind":"statement","minimum":"100.00","due":"2026-11-10"}]}`))
			require.False(t, reply.Failed, "%s: %s", text, reply.Body)
		}
	}
}

// Names in packs that other packages have to understand are names that they have.
func TestPackNamesAreKnown(t *testing.T) {
	for key, list := range map[policy.Key]string{
		policy.KeyAnnualRateMethod: "repay.Method", policy.KeyEndRule: "ledger.EndRule", policy.KeyDayCount: "civil.DayCount",
	} {
		known := append(strings.Split(wordsOf[list], ", "), "eu", "uk") // methods of law that apr gains beside this
		for _, row := range rowsOf(t, key) {
			for _, value := range row.Values {
				assert.Contains(t, known, value, key)
			}
		}
	}
	for _, key := range []policy.Key{policy.KeyRateCap, policy.KeyPenaltyRate} {
		for _, row := range rowsOf(t, key) {
			if len(row.Values) == 3 {
				_, known := policy.Reference(policy.CNPrivate, policy.Key(row.Values[1]), civil.MustParse("2026-11-24"))
				assert.True(t, known, row.Values)
			}
		}
	}
}

// A plan can be quoted and an account assessed under every pack, on the first day
// that it answers for and today, and not the day before.
func TestEveryPackAnswers(t *testing.T) {
	for _, pack := range policy.Packs() {
		for _, day := range []civil.Date{pack.From, civil.MustParse("2026-11-24")} {
			for _, request := range []struct{ op, text string }{
				{"quote", `{"as_of":"DAY","currency":"GBP","pack":"ID","claim":{"components":{"principal":"1000.00"},"oldest_due":"DAY"},` +
					`"terms":{"shape":"level","count":12,"first_due":"2027-01-01","every":{"unit":"month","n":1},"rate":{"value":"0.05","per":"year"}}}`},
				{"assess", `{"as_of":"DAY","currency":"GBP","pack":"ID","rules":[{"name":"interest","into":"interest","on":["principal"],"rate":{"value":"0.1","per":"year"}}],` +
					`"allocation":["costs","interest","principal"],"entries":[{"date":"DAY","kind":"advance","amount":"1000.00"}]}`},
			} {
				text := strings.ReplaceAll(strings.ReplaceAll(request.text, "DAY", day.String()), "ID", string(pack.ID))
				reply := Do(request.op, []byte(text))
				require.False(t, reply.Failed, "%s %s on %v: %s", request.op, pack.ID, day, reply.Body)
				assert.Contains(t, string(reply.Body), `"pack":"`+string(pack.ID)+" "+pack.Version+`"`)

				reply = Do(request.op, []byte(strings.Replace(text, `"as_of":"`+day.String(), `"as_of":"`+(pack.From-1).String(), 1)))
				assert.Contains(t, string(reply.Body), `"allowed":"`+pack.From.String()+`"`)
			}
		}
	}
}
