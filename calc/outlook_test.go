package calc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

// forecastFigures is what the tests read of a forecast.
type forecastFigures struct {
	NextStatement string `json:"next_statement"`
	Scenarios     []struct {
		Rows                   []struct{ Date, Paid, Charged, Principal, Balance string }
		Paid, Charged, Balance string
		CostOfWaiting          string `json:"cost_of_waiting"`
		ClearedOn              string `json:"cleared_on"`
		NeverFalls             bool   `json:"never_falls"`
	}
	Incentive struct {
		Waived         string
		OwedNow        string `json:"owed_now_less_waiver"`
		OwedAtDeadline string `json:"owed_at_deadline_without"`
		WorthUntil     string `json:"worth_until"`
		CostPerDay     string `json:"cost_per_day"`
	}
}

func forecasted(t *testing.T, request string) (figures forecastFigures) {
	reply := calc.Do("forecast", []byte(request))
	require.False(t, reply.Failed, string(reply.Body))
	require.NoError(t, json.Unmarshal(reply.Body, &figures))
	return figures
}

// simpleLoan owes 10000.00 at 0.0005 a day, 5.00 a day, from 1 January on.
const simpleLoan = `{"as_of":"2026-01-31","currency":"CNY",
 "rules":[{"name":"interest","into":"interest","on":["principal"],"rate":{"value":"0.0005","per":"day"}}],
 "allocation":["interest","principal"],
 "entries":[{"date":"2026-01-01","kind":"advance","amount":"10000.00"}],
 "months":3,"scenarios":[{"name":"a","pays":"nothing"}]`

func TestIncentiveIsWorthIt(t *testing.T) {
	for _, c := range []struct{ amount, until, why string }{
		{"0.01", "2026-01-31", "a day costs more"},
		{"5.00", "2026-01-31", "5.00 are charged up to 1 February, which is not less"},
		{"5.01", "2026-02-01", ""},
		{"140.00", "2026-02-27", "28 days are 140.00 on 28 February"},
		{"140.01", "2026-02-28", ""},
		{"142.50", "2026-02-28", "a cent less on 28 February"},
		{"800.00", "2026-07-09", "800.00 / 5.00 = 160 days lead to 10 July"},
		{"10150.00", "2031-08-22", "10150.00 / 5.00 = 2030 days lead to 23 August 2031"},
	} {
		got := forecasted(t, simpleLoan+`,"incentive":{"amount":"`+c.amount+`","deadline":"2026-02-10"}}`).Incentive
		assert.Equal(t, c.until, got.WorthUntil, "%s %s", c.amount, c.why)
		assert.Equal(t, c.amount, got.Waived)
		assert.Equal(t, "10200.00", got.OwedAtDeadline, "40 days × 5.00 = 200.00")
		assert.Equal(t, "5.00", got.CostPerDay)
	}
	slow := strings.Replace(simpleLoan, "0.0005", "0.00001", 1) // 0.10 a day: 365.20 in ten years
	got := forecasted(t, slow+`,"incentive":{"amount":"365.21","deadline":"2026-02-10"}}`).Incentive
	assert.Empty(t, got.WorthUntil, "3652 days to 31 January 2036 cost 365.20")
	got = forecasted(t, slow+`,"incentive":{"amount":"365.20","deadline":"2026-02-10"}}`).Incentive
	assert.Equal(t, "2036-01-30", got.WorthUntil)
	got = forecasted(t, simpleLoan+`,"incentive":{"waivers":[{"component":"interest","percent":"0.5"},{"component":"principal","amount":"100.00"}],"deadline":"2026-01-31"}}`).Incentive
	assert.Equal(t, []string{"175.00", "9975.00", "10150.00"}, []string{got.Waived, got.OwedNow, got.OwedAtDeadline}, "half of 150.00, and 100.00")
	got = forecasted(t, strings.Replace(simpleLoan, "0.0005", "100", 1)+`,"incentive":{"amount":"800.00","deadline":"2026-01-31"}}`).Incentive
	assert.Equal(t, "2026-01-31", got.WorthUntil, "a million a day")
}

func TestPaymentsThatNeverGetAhead(t *testing.T) {
	ways := `{"name":"b","pays":"amount","amount":"140.00"},{"name":"c","pays":"amount","amount":"150.00"},{"name":"d","pays":"amount","amount":"150.01"},
	 {"name":"e","pays":"minimum","minimum":{"share":"0","plus":["interest"]}},{"name":"f","pays":"minimum","minimum":{"share":"0.01","plus":["interest"]}}`
	got := forecasted(t, replaced(t, simpleLoan, `{"name":"a","pays":"nothing"}`, `{"name":"a","pays":"nothing"},`+ways)+"}").Scenarios
	for i, never := range []bool{false, true, true, false, true, false} {
		assert.Equal(t, never, got[i].NeverFalls, "%d", i)
	}
	assert.Equal(t, []string{"140.00", "155.00", "150.00"}, []string{got[0].Rows[0].Charged, got[0].Rows[1].Charged, got[0].Rows[2].Charged}, "28, 31 and 30 days of 5.00")
	assert.Equal(t, []string{"2026-02-28", "2026-03-31", "2026-04-30"}, []string{got[0].Rows[0].Date, got[0].Rows[1].Date, got[0].Rows[2].Date})
	assert.Equal(t, "290.00", got[4].Rows[0].Paid, "150.00 and 28 × 5.00")
	assert.Equal(t, "390.00", got[5].Rows[0].Paid, "the interest of 290.00 and a hundredth of 10000.00")
}

func TestTheLastPaymentIsWhatIsOwed(t *testing.T) {
	for _, rule := range []string{"exclude_end", "include_both"} {
		loan := strings.NewReplacer(`"rate"`, `"end_rule":"`+rule+`","rate"`, `"pays":"nothing"`, `"pays":"amount","amount":"99999.00"`).Replace(simpleLoan) + "}"
		got := forecasted(t, loan).Scenarios[0]
		assert.Equal(t, "10290.00", got.Paid, "58 days of 5.00; the payment ends the interest of its own day: %s", rule)
		assert.Equal(t, "2026-02-28", got.ClearedOn)
		assert.Equal(t, "0.00", got.Rows[2].Balance)
		assert.Equal(t, "0.00", got.Rows[2].Charged)
	}
	nothing := forecasted(t, replaced(t, simpleLoan, "2026-01-31", "2025-12-31")+"}").Scenarios[0]
	assert.Equal(t, "2025-12-31", nothing.ClearedOn, "nothing is owed before the loan")
	assert.Equal(t, "2026-01-31", nothing.Rows[0].Date)
	assert.Equal(t, "10150.00", nothing.Rows[0].Balance, "an entry to come happens on its date")
}

func TestStatementsGoOnWhenTheyAreCurrent(t *testing.T) {
	for asOf, next := range map[string]string{"2026-04-04": "2026-05-05", "2026-04-05": "2026-05-05", "2026-05-05": "2026-05-05", "2026-05-06": ""} {
		request := replaced(t, replaced(t, twoWays, `"as_of":"2026-05-05"`, `"as_of":"`+asOf+`"`), `"pays":"minimum"`, `"pays":"minimum","minimum":{"share":"0.1"}`)
		request = replaced(t, request, `"amount":"50.00"`, `"amount":"0.01"`)
		assert.Equal(t, next, forecasted(t, request).NextStatement, asOf)
	}
	taken := replaced(t, twoWays, `"minimum":"100.00"`, `"id":"s","minimum":"100.00"`)
	taken = replaced(t, taken, `"entries":[`, `"entries":[{"date":"2026-04-06","kind":"reversal","of":"s"},`)
	assert.Equal(t, []string{"scenario_fields #/scenarios/2/minimum"}, told(t, calc.Do("forecast", []byte(taken))))
}
