package calc_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
)

type reconcileText struct {
	Stated struct {
		Total, Difference decimal.Decimal
	}
	Tried, Matching  int
	Complete         bool
	Matches, Nearest []struct {
		Conventions map[string]any
		Total       decimal.Decimal
		Difference  decimal.Decimal
	}
}

// loanWith is an overdue loan under a set of conventions, as the inside of a request.
func loanWith(entries, dayCount, end, compounds, rounding, each, base string, grace int) string {
	common := fmt.Sprintf(`"day_count":"%s","end_rule":"%s","compounds":"%s","rounding":"%s","round_each":"%s"`, dayCount, end, compounds, rounding, each)
	return fmt.Sprintf(`"as_of":"2026-11-23","currency":"CNY","allocation":["penalty","interest","principal"],"rules":[
  {"name":"interest","into":"interest","on":["principal"],"rate":{"value":"0.0735","per":"year"},%s},
  {"name":"penalty","into":"penalty","on":[%s],"from":"after_grace","grace_days":%d,"rate":{"value":"0.11","per":"year"},%s}],
  "entries":[%s]`, common, base, grace, common, entries)
}

// The lender's figure under any two conventions more than those stated is found,
// with those conventions among the sets that give it.
func TestReconcileRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 3))
	stated := []string{"ACT/365F", "exclude_end", "never", "half_up", "period", `"principal"`}
	others := [][]string{{"ACT/360", "30/360", "ACT/ACT-ISDA"}, {"include_both"}, {"monthly", "yearly", "daily"}, {"half_even", "down", "up"}, {"day", "end"}, {`"principal","interest"`}}
	keys := []string{"day_count", "end_rule", "compounds", "rounding", "round_each", "penalty_base"}
	names := []string{"day_counts", "end_rules", "compounds", "rounding", "round_each", "penalty_base"}
	for range 60 {
		_, entries := randomAccount(r)
		entries += fmt.Sprintf(`,{"date":"2026-07-%02d","kind":"payment","amount":"%d.00"}`, 1+r.IntN(28), 1+r.IntN(300))
		changed, narrowed := slices.Clone(stated), []string{}
		want := map[string]any{}
		grace := 0
		for _, k := range r.Perm(7)[:2] {
			if k == 6 {
				grace = []int{1, 3, 10}[r.IntN(3)]
				want["grace_days"] = float64(grace)
				narrowed = append(narrowed, `"grace_days":[0,1,3,10]`)
				continue
			}
			changed[k] = others[k][r.IntN(len(others[k]))]
			want[keys[k]] = strings.NewReplacer(`"principal","interest"`, "principal_interest").Replace(changed[k])
			narrowed = append(narrowed, fmt.Sprintf(`"%s":["%s"]`, names[k], want[keys[k]]))
		}
		var lender forecastText
		asked(t, "assess", "{"+loanWith(entries, changed[0], changed[1], changed[2], changed[3], changed[4], changed[5], grace)+"}", &lender)
		for k, name := range names { // the rest stays as stated
			if _, changes := want[keys[k]]; !changes {
				narrowed = append(narrowed, fmt.Sprintf(`"%s":["%s"]`, name, strings.Trim(stated[k], `"`)))
			}
		}
		if grace == 0 {
			narrowed = append(narrowed, `"grace_days":[0]`)
		}
		var got reconcileText
		asked(t, "reconcile", fmt.Sprintf(`{%s,"lender":{"total":"%s"},"search":{%s}}`,
			loanWith(entries, stated[0], stated[1], stated[2], stated[3], stated[4], stated[5], 0), lender.Claim.Total.StringFixed(2), strings.Join(narrowed, ",")), &got)
		assert.True(t, got.Complete)
		found := false
		for _, m := range got.Matches {
			assert.Equal(t, lender.Claim.Total.String(), m.Total.String())
			part := true // of what was changed: the rest then made no difference
			for key, value := range m.Conventions {
				part = part && assert.ObjectsAreEqual(want[key], value)
			}
			found = found || part
		}
		assert.True(t, found, "neither %v nor a part is in %v (%s)", want, got.Matches, entries)
		for i, a := range got.Matches {
			for k, b := range got.Matches {
				extra := maps.Clone(b.Conventions)
				maps.DeleteFunc(extra, func(key string, value any) bool { return assert.ObjectsAreEqual(a.Conventions[key], value) })
				assert.True(t, i == k || len(extra) > 0, "%v only adds to %v", a.Conventions, b.Conventions)
			}
		}
	}
}

// What is told to be nearest is nearest among all sets, asked of assess one by one.
func TestReconcileNearest(t *testing.T) {
	const entries = `{"date":"2026-01-31","kind":"purchase","amount":"4321.09"},{"date":"2026-06-15","kind":"payment","amount":"77.00"}`
	said := decimal.RequireFromString("4700.01")
	var all []decimal.Decimal
	for _, dayCount := range []string{"ACT/365F", "ACT/360"} {
		for _, end := range []string{"exclude_end", "include_both"} {
			for _, compounds := range []string{"never", "monthly"} {
				for _, base := range []string{`"principal"`, `"principal","interest"`} {
					var a forecastText
					asked(t, "assess", "{"+loanWith(entries, dayCount, end, compounds, "half_up", "period", base, 0)+"}", &a)
					all = append(all, a.Claim.Total.Sub(said).Abs())
				}
			}
		}
	}
	slices.SortFunc(all, decimal.Decimal.Cmp)
	var got reconcileText
	asked(t, "reconcile", fmt.Sprintf(`{%s,"lender":{"total":"%s"},"search":{"day_counts":["ACT/365F","ACT/360"],"compounds":["never","monthly"],"rounding":["half_up"],"round_each":["period"],"grace_days":[0]}}`,
		loanWith(entries, "ACT/365F", "exclude_end", "never", "half_up", "period", `"principal"`, 0), said), &got)
	assert.Equal(t, 16, got.Tried)
	assert.Empty(t, got.Matches)
	for k := range 3 {
		assert.Equal(t, all[k].String(), got.Nearest[k].Difference.String())
	}
}

// A search that is too wide stops, and says so.
func TestReconcileBound(t *testing.T) {
	const entries = `{"date":"1970-01-01","kind":"purchase","amount":"1.00"}`
	var got reconcileText
	asked(t, "reconcile", fmt.Sprintf(`{%s,"lender":{"total":"0.01"}}`,
		loanWith(entries, "ACT/365F", "exclude_end", "never", "half_up", "period", `"principal"`, 0)), &got)
	assert.False(t, got.Complete)
	assert.Len(t, got.Nearest, 3)
	assert.LessOrEqual(t, got.Tried, 2000)
}
