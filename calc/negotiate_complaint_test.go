package calc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

// What users of other tools complain of in public about budgets and offers made by
// a program: complaints 47 to 50.

type sideAnswer struct {
	Status   string
	Borrower struct {
		Menu []struct {
			Plan struct {
				Amount string
				Count  int
			}
		}
		Moves  []struct{ Constraint, Needed string }
		Routes []string
	}
}

// offered asks what a borrower with a budget is offered on a debt of 600.00 GBP.
func offered(t *testing.T, tiers, more, budget string) (answer sideAnswer) {
	reply := calc.Do("negotiate", []byte(`{"as_of":"2026-11-24","currency":"GBP","view":"borrower","claim":{"components":{"principal":"600.00"},"oldest_due":"2026-05-20"},`+more+
		`"mandate":{"tiers":[`+tiers+`],"frequencies":[{"unit":"week","n":1},{"unit":"month","n":1}],"min_payment":"1.00"},"budget":`+budget+`}`))
	require.False(t, reply.Failed, string(reply.Body))
	require.NoError(t, json.Unmarshal(reply.Body, &answer))
	return answer
}

const (
	threeYears = `{"name":"three years","finish_within_days":1130,"max_count":150}`
	wages      = `"income":[{"name":"wages","amount":"900.00","every":{"unit":"month","n":1}}],"outgoings":[{"name":"rent","amount":"%","every":{"unit":"month","n":1},"essential":true}]`
)

// 47: an income that does not reach, or of nothing, broke a budget again and again.
// It is an answer like any other: no plan, and what else there is.
func TestComplaint47NothingLeftIsAnAnswer(t *testing.T) {
	for _, rent := range []string{"900.00", "900.01", "5000.00"} {
		answer := offered(t, threeYears, "", `{`+strings.Replace(wages, "%", rent, 1)+`}`)
		assert.Equal(t, "no_sustainable_plan", answer.Status, rent)
		assert.Empty(t, answer.Borrower.Menu)
		assert.Contains(t, answer.Borrower.Routes, "free_advice")
	}
	assert.Equal(t, "no_sustainable_plan", offered(t, threeYears, "", `{"income":[{"amount":"0.00","every":{"unit":"week","n":1}}]}`).Status)
	assert.Equal(t, "no_sustainable_plan", offered(t, threeYears, "", `{"per_period":"0.00"}`).Status)
}

// 48: plans of less than a pound a week had to be kept out. The mandate's least
// payment keeps them out, and says what would do instead.
func TestComplaint48NoPlanBelowTheLeastPayment(t *testing.T) {
	answer := offered(t, threeYears, "", `{"per_period":"0.99","every":{"unit":"week","n":1}}`)
	assert.Equal(t, "no_agreement", answer.Status)
	assert.Empty(t, answer.Borrower.Menu)
	needed := map[string]string{}
	for _, move := range answer.Borrower.Moves {
		needed[move.Constraint] = move.Needed
	}
	assert.NotEmpty(t, needed["per_period"])
	answer = offered(t, threeYears, "", `{"per_period":"5.00","every":{"unit":"week","n":1}}`)
	assert.Equal(t, "agreement_possible", answer.Status) // 120 weeks of 5.00 are within three years
	for _, item := range answer.Borrower.Menu {
		assert.True(t, number(t, item.Plan.Amount).GreaterThanOrEqual(number(t, "1.00")))
	}
}

// 49: spending guidelines are disputed, too generous for some and too austere for
// others. None is built in: the floor for essentials is the one that is given, it
// only ever raises what is kept, and a higher one never asks for more.
func TestComplaint49EssentialsAreGivenAndNotJudged(t *testing.T) {
	budget := func(floor string) string { return `{` + strings.Replace(wages, "%", "800.00", 1) + floor + `}` }
	fastest := func(floor string) string {
		return offered(t, threeYears, "", budget(floor)).Borrower.Menu[0].Plan.Amount
	}
	assert.Equal(t, fastest(``), fastest(`,"essentials_floor":"700.00"`), "the rent alone is above the floor")
	// 900.00 less 800.00 leaves 100.00 a month: 6 of 100.00. Less 850.00 it leaves 50.00: 12 of 50.00, or of 11.53 a week.
	assert.NotEqual(t, fastest(``), fastest(`,"essentials_floor":"850.00"`))
}

// 50: online negotiators have no judgement about hardship. Hardship is a fact that a
// mandate can have terms of its own for; what there is beside a plan is always said.
func TestComplaint50HardshipHasItsOwnTerms(t *testing.T) {
	usual := `{"name":"a year","when":{"hardship":false},"finish_within_days":400,"max_count":12}`
	hard := `{"name":"hardship","when":{"hardship":true},"finish_within_days":1900,"max_count":60}`
	budget := `{"per_period":"10.00"}`
	assert.Equal(t, "no_agreement", offered(t, usual+","+hard, "", budget).Status)
	answer := offered(t, usual+","+hard, `"hardship":true,`, budget)
	assert.Equal(t, "agreement_possible", answer.Status) // 60 of 10.00
	assert.Equal(t, "10.00", answer.Borrower.Menu[0].Plan.Amount)
	assert.Contains(t, offered(t, hard, `"hardship":true,`, `{"per_period":"0.00"}`).Borrower.Routes, "hardship_terms")
}
