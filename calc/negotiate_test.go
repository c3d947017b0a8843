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

// The cases of a story go on from each other: the plan that is put on record is one
// of the menu, and each record is the one that the event before left.
func TestStoriesGoOn(t *testing.T) {
	type menu []struct {
		Plan struct {
			Amount string
			Count  int
			Totals struct{ Paid, Waived string }
		}
	}
	type document struct {
		Request struct {
			Record json.RawMessage
			Event  struct {
				Offer struct {
					Amount, Paid, Waived string
					Count                int
				}
			}
		}
		Want struct {
			Record   json.RawMessage
			Status   string
			Creditor struct {
				Menu  menu
				Moves []struct{ Needed string }
			}
			Accepted *bool
			Nearest  []json.RawMessage
		}
	}
	for _, name := range []string{"uk", "card"} {
		step := func(step string) (d document) {
			text, err := os.ReadFile("testdata/cases/story/" + name + "_" + step + ".json")
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &d))
			return d
		}
		apart, countered, agreed := step("1_no_agreement"), step("2_counter"), step("3_agreement")
		require.Equal(t, string(NoAgreement), apart.Want.Status)
		require.NotEmpty(t, apart.Want.Creditor.Moves[0].Needed)
		require.False(t, *countered.Want.Accepted)
		require.NotEmpty(t, countered.Want.Nearest)
		require.Equal(t, string(AgreementPossible), agreed.Want.Status)
		offer, accepted, paid := step("4_offer"), step("5_accepted"), step("6_first_payment")
		found := false
		for _, item := range agreed.Want.Creditor.Menu {
			on := offer.Request.Event.Offer
			found = found || item.Plan.Amount == on.Amount && item.Plan.Count == on.Count && item.Plan.Totals.Paid == on.Paid && item.Plan.Totals.Waived == on.Waived
		}
		require.True(t, found)
		require.NotEmpty(t, offer.Want.Record)
		require.JSONEq(t, string(offer.Want.Record), string(accepted.Request.Record))
		require.JSONEq(t, string(accepted.Want.Record), string(paid.Request.Record))
		require.NotEmpty(t, paid.Want.Record)
	}
}
