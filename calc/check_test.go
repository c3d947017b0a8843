package calc_test

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc"
)

// checkRequest is a level plan of three rows that follows its stated terms.
const checkRequest = `{"as_of":"2026-11-20","currency":"CNY","pack":"cn-card","interest_from":"2026-11-20","financed":"3000.00","schedule":[
 {"due":"2026-12-20","amount":"1006.68","principal":"996.68","interest":"10.00","fees":"0.00","balance":"2003.32"},
 {"due":"2027-01-20","amount":"1006.68","principal":"1000.00","interest":"6.68","fees":"0.00","balance":"1003.32"},
 {"due":"2027-02-20","amount":"1006.66","principal":"1003.32","interest":"3.34","fees":"0.00","balance":"0.00"}],
 "stated":{"total":"3020.02","interest":"20.02","count":3,"annual_rate":{"value":"0.04"},
  "terms":{"shape":"level","count":3,"amount":"1006.68","first_due":"2026-12-20","every":{"unit":"month","n":1},
           "rate":{"value":"0.04","per":"year"},"day_count":"30/360"}}}`

// object is a JSON object whose numbers keep their text.
type object = map[string]any

func parsed(t require.TestingT, text []byte) (o object) {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	require.NoError(t, decoder.Decode(&o))
	return o
}

// asOffer writes a quote's own plan as a lender would print it, with everything
// stated of it that the quote says.
func asOffer(t require.TestingT, request, answer []byte) object {
	asked, told := parsed(t, request), parsed(t, answer)
	plan, terms := told["plan"].(object), asked["terms"].(object)
	totals := plan["totals"].(object)
	check := object{
		"as_of": asked["as_of"], "currency": asked["currency"], "claim": asked["claim"],
		"waived": totals["waived"], "financed": plan["financed"],
	}
	for _, key := range []string{"pack", "contract_date"} {
		if value, given := asked[key]; given {
			check[key] = value
		}
	}
	if from, given := terms["interest_from"]; given {
		check["interest_from"] = from
	} else {
		check["interest_from"] = asked["as_of"]
	}
	delete(terms, "solve")
	if deposit, paid := plan["deposit"].(object); paid {
		check["deposit"], terms["deposit"] = deposit["amount"], deposit
	}
	if rate, solved := told["rate"]; solved {
		terms["rate"] = rate
	}
	rows := []any{}
	for _, instalment := range plan["instalments"].([]any) {
		row := object{}
		for _, key := range []string{"due", "amount", "principal", "interest", "fees", "arrears", "balance"} {
			if value, given := instalment.(object)[key]; given {
				row[key] = value
			}
		}
		rows = append(rows, row)
	}
	check["schedule"] = rows
	annual := told["metrics"].(object)["annual_rate"].(object)
	stated := object{
		"total": totals["paid"], "interest": totals["interest"], "count": plan["count"], "terms": terms,
		"annual_rate": object{"value": strings.TrimSuffix(strings.TrimRight(annual["apr"].(string), "0"), "."), "method": annual["method"]},
	}
	if fees, given := totals["fees"]; given {
		stated["fees"] = fees
	}
	check["stated"] = stated
	return check
}

type checkFigures struct {
	Checks []struct {
		Code, Level, Pointer, Expected, Found, Difference, Detail string
		Rows                                                      int
		DetailZH                                                  string `json:"detail_zh"`
	}
	AnnualRate *struct {
		APR     string
		Percent string `json:"apr_percent"`
	} `json:"annual_rate"`
	ReproducedBy []struct {
		DayCount string `json:"day_count"`
		Interest string
		FlatOn   string `json:"flat_on"`
		Rounding string
	} `json:"reproduced_by"`
	Findings []struct{ Code, Level string }
}

func checked(t require.TestingT, request object) (figures checkFigures) {
	text, err := json.Marshal(request)
	require.NoError(t, err)
	reply := calc.Do("check", text)
	require.False(t, reply.Failed, string(reply.Body)+string(text))
	require.NoError(t, json.Unmarshal(reply.Body, &figures))
	return figures
}

// toReview are the checks worth asking about, each as code, pointer and difference.
func (f *checkFigures) toReview() []string {
	list := []string{}
	for _, c := range f.Checks {
		if c.Level != "pass" {
			list = append(list, strings.TrimSpace(c.Code+" "+c.Pointer+" "+c.Difference))
		}
	}
	return list
}

func (f *checkFigures) passing() []string {
	list := []string{}
	for _, c := range f.Checks {
		if c.Level == "pass" {
			list = append(list, c.Code)
		}
	}
	return list
}

// The plan of every quote that is kept as a case, of any shape, passes every check.
func TestCheckPassesEveryKindOfQuote(t *testing.T) {
	names, err := filepath.Glob("testdata/cases/quote/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	cases := readCases(t)
	for _, name := range names {
		request := cases[name]
		reply := calc.Do("quote", request.text(t))
		if reply.Failed {
			continue
		}
		got := checked(t, asOffer(t, request.text(t), reply.Body))
		assert.Empty(t, got.toReview(), name)
		assert.Contains(t, got.passing(), "terms_schedule", name)
		assert.Contains(t, got.passing(), "annual_rate", name)
	}
}

// So does that of any other quote; and one cell that is a unit off is found.
func TestCheckFindsAnyCellThatIsOff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quote := drawQuote(t)
		reply := calc.Do("quote", []byte(quote.text))
		require.False(t, reply.Failed)
		offer := asOffer(t, []byte(quote.text), reply.Body)
		require.Empty(t, checkedIn(t, offer), quote.text)
		unit := map[string]string{"CNY": "0.01", "JPY": "1", "KWD": "0.001"}[offer["currency"].(string)]
		rows := offer["schedule"].([]any)
		place := rapid.SampledFrom([]object{rows[rapid.IntRange(0, len(rows)-1).Draw(t, "row")].(object), offer["stated"].(object), offer}).Draw(t, "place")
		keys := []string{}
		for _, key := range []string{"due", "amount", "principal", "interest", "fees", "balance", "total", "count", "waived", "deposit", "financed"} {
			if _, given := place[key]; given {
				keys = append(keys, key)
			}
		}
		key := rapid.SampledFrom(keys).Draw(t, "key")
		switch old := place[key].(type) {
		case json.Number:
			count, err := old.Int64()
			require.NoError(t, err)
			place[key] = count + 1
		case string:
			if key == "due" {
				day, err := time.Parse(time.DateOnly, old)
				require.NoError(t, err)
				place[key] = day.AddDate(0, 0, 1).Format(time.DateOnly)
			} else {
				place[key] = decimal.RequireFromString(old).Add(decimal.RequireFromString(unit)).String()
			}
		}
		require.NotEmpty(t, checkedIn(t, offer), "%s of %s", key, quote.text)
	})
}

func checkedIn(t *rapid.T, offer object) []string {
	figures := checked(t, offer)
	return figures.toReview()
}

// Six hundred rows that are all wrong give one entry a kind, with the first place
// and how many there are.
func TestCheckBoundsItsAnswer(t *testing.T) {
	rows := []any{}
	for range 600 {
		rows = append(rows, object{"due": "2026-12-20", "amount": "10.00", "principal": "9.00", "interest": "0.50", "balance": "7.00"})
	}
	got := checked(t, object{
		"as_of": "2026-11-23", "currency": "CNY", "financed": "100.00", "schedule": rows,
		"stated": object{"rate": object{"value": "0.1", "per": "year"}},
	})
	count := map[string]int{}
	for _, c := range got.Checks {
		count[c.Code] += max(c.Rows, 1)
	}
	assert.Len(t, got.Checks, len(count), "no kind comes twice: %v", slices.Collect(maps.Keys(count)))
	assert.Equal(t, 600, count["row_parts"], "9.00 + 0.50 = 9.50 against 10.00 in each of them")
	assert.Equal(t, 600, count["balance_chain"], "100.00 − 9.00 = 91.00 in the first, 7.00 − 9.00 in the others")
	assert.Equal(t, 599, count["dates_ascend"], "all but the first")
}

// The words of a row that does not add up.
func TestCheckSaysWhereAndByHowMuch(t *testing.T) {
	got := checked(t, object{"as_of": "2026-11-23", "currency": "CNY", "schedule": []any{
		object{"due": "2026-12-20", "amount": "86.30", "principal": "81.20", "interest": "5.00"},
	}})
	require.Len(t, got.Checks, 2)
	assert.Equal(t, "Row 1: principal, interest and fees make 86.20 CNY; printed is 86.30 CNY, a difference of 0.10 CNY.", got.Checks[0].Detail)
	assert.Equal(t, "第1期：本金、利息与费用合计 86.20 CNY，所列为 86.30 CNY，相差 0.10 CNY。", got.Checks[0].DetailZH)
	assert.Equal(t, "#/schedule/0/amount", got.Checks[0].Pointer)
	assert.Equal(t, []string{"dates_ascend"}, got.passing())
}
