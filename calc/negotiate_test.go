package calc

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// designNegotiation is the mandate and the budget that the design prints, for the
// claim of its quote.
func designNegotiation(t *testing.T, view View) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/cases/negotiate/card_mandate_and_budget_" + string(view) + ".json")
	require.NoError(t, err)
	var file struct{ Request json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &file))
	return file.Request
}

// Each plan of a menu is the one that quote makes of its terms and waivers, to the
// byte, and what it is worth is what quote says.
func TestMenuIsWhatQuoteMakes(t *testing.T) {
	reply := Do("negotiate", designNegotiation(t, CreditorView))
	require.False(t, reply.Failed, string(reply.Body))
	var answer struct {
		Creditor struct {
			Menu []struct {
				Label                string
				Terms, Waivers, Plan json.RawMessage
				NPV                  string
				Recovery             string
			}
		}
	}
	require.NoError(t, json.Unmarshal(reply.Body, &answer))
	require.GreaterOrEqual(t, len(answer.Creditor.Menu), 3)
	for _, item := range answer.Creditor.Menu {
		request, err := json.Marshal(map[string]any{
			"as_of": "2026-11-24", "currency": "CNY", "pack": "cn-card",
			"claim": map[string]any{
				"components": map[string]string{"principal": "30000.00", "interest": "1642.50", "penalty": "410.20", "fees": "150.00"},
				"oldest_due": "2026-07-05",
			},
			"waivers": item.Waivers, "terms": item.Terms, "discount_rate": map[string]string{"value": "0.08", "per": "year"},
		})
		require.NoError(t, err)
		quoted := Do("quote", request)
		require.False(t, quoted.Failed, string(quoted.Body))
		var want struct {
			Plan    json.RawMessage
			Metrics struct{ NPV, Recovery string }
		}
		require.NoError(t, json.Unmarshal(quoted.Body, &want))
		assert.Equal(t, string(want.Plan), string(item.Plan), item.Label)
		assert.Equal(t, want.Metrics.NPV, item.NPV, item.Label)
		assert.Equal(t, want.Metrics.Recovery, item.Recovery, item.Label)
	}
}

// What a borrower never sees: the words stand for every key in which a floor, a
// value or the creditor's room could be told.
var creditorsOwn = []string{"npv", "floor", "value", "no_deal", "zone", "gain", "slack", "expected", "level", "tier", "frontier", "fair", "hazard", "price", "costs", "creditor"}

// The borrower's answer has no field for what the creditor keeps to itself: neither
// its type, walked to the last field, nor its bytes.
func TestBorrowersAnswerHasNoPlaceForTheCreditorsFigures(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(kind reflect.Type, path string)
	walk = func(kind reflect.Type, path string) {
		for kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice {
			kind = kind.Elem()
		}
		if kind.Kind() != reflect.Struct || seen[kind] {
			return
		}
		seen[kind] = true
		for i := range kind.NumField() {
			field := kind.Field(i)
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			for _, word := range creditorsOwn {
				// A rate has a value; it is the one that the plan itself bears.
				if strings.Contains(key, word) && path+"."+key != "BorrowerSide.menu.terms.rate.value" {
					t.Errorf("%s.%s could tell of the creditor's %s", path, key, word)
				}
			}
			walk(field.Type, path+"."+key)
		}
	}
	walk(reflect.TypeFor[BorrowerSide](), "BorrowerSide")
	require.Greater(t, len(seen), 5)

	reply := Do("negotiate", designNegotiation(t, BorrowerView))
	require.False(t, reply.Failed, string(reply.Body))
	body := strings.ReplaceAll(string(reply.Body), `"rate":{"value":`, "")
	for _, word := range creditorsOwn {
		assert.NotRegexp(t, `"[a-z_]*`+word+`[a-z_]*":`, body)
	}
}
