package calc_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

// forecastText is an account as a reader of the JSON sees it.
type forecastText struct {
	Claim struct {
		Total decimal.Decimal `json:"total"`
	} `json:"claim"`
	Scenarios []struct {
		Rows []struct {
			Date                              string
			Paid, Charged, Principal, Balance decimal.Decimal
		}
		Paid, Charged decimal.Decimal
		CostOfWaiting decimal.Decimal `json:"cost_of_waiting"`
		NeverFalls    bool            `json:"never_falls"`
	}
	Incentive struct {
		Waived     decimal.Decimal
		WorthUntil string `json:"worth_until"`
	}
}

func asked(t *testing.T, op, text string, answer any) {
	t.Helper()
	reply := calc.Do(op, []byte(text))
	require.False(t, reply.Failed, "%s\n%s", text, reply.Body)
	require.NoError(t, json.Unmarshal(reply.Body, answer))
}

// randomAccount is an account without statements, as the inside of a request
// without as_of, and its entries without the brackets.
func randomAccount(r *rand.Rand) (head, entries string) {
	compounds := []string{"never", "monthly", "yearly"}[r.IntN(3)]
	end := []string{"exclude_end", "include_both"}[r.IntN(2)]
	head = fmt.Sprintf(`"currency":"CNY","allocation":["fees","interest","principal"],"rules":[{"name":"interest","into":"interest","on":["principal"],
  "rate":{"value":"0.000%d","per":"day"},"compounds":"%s","end_rule":"%s"}]`, 1+r.IntN(9), compounds, end)
	var list []string
	for k := range 1 + r.IntN(4) {
		list = append(list, fmt.Sprintf(`{"date":"2026-0%d-%02d","kind":"purchase","amount":"%d.%02d"}`, 1+k, 1+r.IntN(28), 100+r.IntN(9000), r.IntN(100)))
	}
	return head, strings.Join(list, ",")
}

// Each row is what assess tells on its day, with the payments so far entered; and
// the cost of waiting is what the sums to pay gain over the claim of today.
func TestForecastIsAssess(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 40 {
		head, entries := randomAccount(r)
		var f forecastText
		asked(t, "forecast", fmt.Sprintf(`{"as_of":"2026-05-31",%s,"entries":[%s],"months":7,"scenarios":[{"name":"wait","pays":"nothing"},
  {"name":"pay","pays":"amount","amount":"%d.00","on_day":%d}]}`, head, entries, 1+r.IntN(3000), 1+r.IntN(31)), &f)
		for _, s := range f.Scenarios {
			paid := ""
			for _, row := range s.Rows {
				if row.Paid.IsPositive() {
					paid += fmt.Sprintf(`,{"date":"%s","kind":"payment","amount":"%s"}`, row.Date, row.Paid.StringFixed(2))
				}
				var a forecastText
				asked(t, "assess", fmt.Sprintf(`{"as_of":"%s",%s,"entries":[%s]}`, row.Date, head, entries+paid), &a)
				assert.Equal(t, a.Claim.Total.String(), row.Balance.String(), "%s %s %s", head, entries+paid, row.Date)
			}
			last := s.Rows[len(s.Rows)-1].Balance
			assert.Equal(t, last.Add(s.Paid).Sub(f.Claim.Total).String(), s.CostOfWaiting.String())
			assert.Equal(t, s.Charged.String(), s.CostOfWaiting.String())
		}
	}
}

// An incentive is worth it up to the last day on which waiting has cost less,
// found here by asking assess day by day.
func TestIncentiveDayByDay(t *testing.T) {
	const head = `"currency":"CNY","allocation":["interest","principal"],"rules":[{"name":"interest","into":"interest","on":["principal"],"rate":{"value":"0.0005","per":"day"}}],
  "entries":[{"date":"2026-03-30","kind":"purchase","amount":"1000.00"}]`
	// 1000 × 0.0005 = 0.50 a day: 50.00 is reached after 100 days, on 2026-08-13.
	var f forecastText
	asked(t, "forecast", `{"as_of":"2026-05-05",`+head+`,"months":1,"scenarios":[{"name":"wait","pays":"nothing"}],"incentive":{"amount":"50.00","deadline":"2026-05-31"}}`, &f)
	assert.Equal(t, "2026-08-12", f.Incentive.WorthUntil)
	var before, after forecastText
	asked(t, "assess", `{"as_of":"2026-08-12",`+head+`}`, &before)
	asked(t, "assess", `{"as_of":"2026-08-13",`+head+`}`, &after)
	assert.True(t, before.Claim.Total.Sub(f.Claim.Total).LessThan(f.Incentive.Waived))
	assert.False(t, after.Claim.Total.Sub(f.Claim.Total).LessThan(f.Incentive.Waived))
}

// 1000 × 0.0005 × 30 = 15.00 a month is more than 10.00, and less than 20.00.
func TestNeverFalls(t *testing.T) {
	var f forecastText
	asked(t, "forecast", `{"as_of":"2026-05-01","currency":"CNY","allocation":["interest","principal"],"rules":[{"name":"interest","into":"interest","on":["principal"],"rate":{"value":"0.0005","per":"day"}}],
  "entries":[{"date":"2026-05-01","kind":"purchase","amount":"1000.00"}],"months":6,"scenarios":[{"name":"10","pays":"amount","amount":"10.00"},{"name":"20","pays":"amount","amount":"20.00"}]}`, &f)
	assert.True(t, f.Scenarios[0].NeverFalls)
	assert.False(t, f.Scenarios[1].NeverFalls)
}
