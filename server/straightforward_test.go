package main

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

// The straightforward way to the same answers, which the benchmarks set Parley
// beside: structs with tags, encoding/json, decimals, the textbook formula. It knows
// the one kind of plan that they ask for and checks nothing.

// monthlyRequest asks for a level plan at 12 % a year in months of 30 days, so that
// the textbook formula gives the exact payment.
func monthlyRequest(count string) string {
	return `{"as_of":"2026-11-20","currency":"CNY","claim":{"components":{"principal":"30000.00"},"oldest_due":"2026-07-05"},` +
		`"terms":{"shape":"level","count":` + count + `,"first_due":"2026-12-20","every":{"unit":"month","n":1},` +
		`"rate":{"value":"0.12","per":"year"},"day_count":"30/360","interest_from":"2026-11-20","roll":"none","final_payment":"smaller"}}`
}

type plainRequest struct {
	AsOf     string `json:"as_of"`
	Currency string `json:"currency"`
	Claim    struct {
		Components struct {
			Principal decimal.Decimal `json:"principal"`
		} `json:"components"`
	} `json:"claim"`
	Terms struct {
		Count    int       `json:"count"`
		FirstDue plainDate `json:"first_due"`
		Rate     struct {
			Value decimal.Decimal `json:"value"`
		} `json:"rate"`
	} `json:"terms"`
}

type plainInstalment struct {
	N         int    `json:"n"`
	Nominal   string `json:"nominal"`
	Due       string `json:"due"`
	Days      int    `json:"days"`
	Amount    string `json:"amount"`
	Principal string `json:"principal"`
	Interest  string `json:"interest"`
	Fees      string `json:"fees"`
	Balance   string `json:"balance"`
}

type plainAnswer struct {
	Versions struct {
		Engine string `json:"engine"`
		Schema string `json:"schema"`
	} `json:"versions"`
	AsOf       string   `json:"as_of"`
	Currency   string   `json:"currency"`
	ClaimTotal string   `json:"claim_total"`
	Waived     struct{} `json:"waived"`
	Plan       struct {
		Financed    string            `json:"financed"`
		Count       int               `json:"count"`
		Amount      string            `json:"amount"`
		Instalments []plainInstalment `json:"instalments"`
		Totals      struct {
			Paid     string `json:"paid"`
			Interest string `json:"interest"`
			Waived   string `json:"waived"`
			Saved    string `json:"saved"`
		} `json:"totals"`
	} `json:"plan"`
	Metrics struct {
		AnnualRate struct {
			Method     string `json:"method"`
			APR        string `json:"apr"`
			APRPercent string `json:"apr_percent"`
		} `json:"annual_rate"`
		LastDate string `json:"last_date"`
		Recovery string `json:"recovery"`
	} `json:"metrics"`
}

var one = decimal.NewFromInt(1)

// straightforward answers a request. The yearly rate is what takes it longest, so
// that it may be left to somebody else.
func straightforward(text []byte, yearly func(financed decimal.Decimal, payments []decimal.Decimal) decimal.Decimal) ([]byte, error) {
	var request plainRequest
	if err := json.Unmarshal(text, &request); err != nil {
		return nil, err
	}
	financed, count := request.Claim.Components.Principal, request.Terms.Count
	rate := request.Terms.Rate.Value.Div(decimal.NewFromInt(12))
	growth := one
	for range count {
		growth = growth.Mul(one.Add(rate)).Round(30)
	}
	level := financed.Mul(rate).Div(one.Sub(one.Div(growth))).RoundCeil(2)

	var answer plainAnswer
	answer.Versions.Engine, answer.Versions.Schema = calc.Engine, calc.Schema
	answer.AsOf, answer.Currency, answer.ClaimTotal = request.AsOf, request.Currency, financed.StringFixed(2)
	plan := &answer.Plan
	plan.Financed, plan.Count, plan.Amount = financed.StringFixed(2), count, level.StringFixed(2)
	balance, paid, earned := financed, decimal.Zero, decimal.Zero
	payments := make([]decimal.Decimal, count)
	for i := range count {
		interest := balance.Mul(rate).Round(2)
		payments[i] = level
		if i == count-1 {
			payments[i] = balance.Add(interest)
		}
		principal := payments[i].Sub(interest)
		balance, paid, earned = balance.Sub(principal), paid.Add(payments[i]), earned.Add(interest)
		due := request.Terms.FirstDue.AddDate(0, i, 0).Format("2006-01-02")
		plan.Instalments = append(plan.Instalments, plainInstalment{i + 1, due, due, 30, payments[i].StringFixed(2),
			principal.StringFixed(2), interest.StringFixed(2), "0.00", balance.StringFixed(2)})
	}
	plan.Totals.Paid, plan.Totals.Interest = paid.StringFixed(2), earned.StringFixed(2)
	plan.Totals.Waived, plan.Totals.Saved = "0.00", financed.Sub(paid).StringFixed(2)
	apr := yearly(financed, payments)
	answer.Metrics.AnnualRate.Method = "us_reg_z"
	answer.Metrics.AnnualRate.APR = apr.StringFixed(10)
	answer.Metrics.AnnualRate.APRPercent = apr.Mul(decimal.NewFromInt(100)).StringFixed(2)
	answer.Metrics.LastDate = plan.Instalments[count-1].Due
	answer.Metrics.Recovery = paid.DivRound(financed, 20).Truncate(10).StringFixed(10)
	return json.Marshal(&answer)
}

// bisected finds the monthly rate at which the payments are worth what is financed,
// times twelve.
func bisected(financed decimal.Decimal, payments []decimal.Decimal) decimal.Decimal {
	low, high := decimal.Zero, decimal.New(1, -1)
	for range 45 { // 0.1 / 2^45 is below 10^-14
		middle := low.Add(high).Div(decimal.NewFromInt(2)).Round(20)
		factor, each, worth := one.DivRound(one.Add(middle), 20), one, decimal.Zero
		for _, payment := range payments {
			each = each.Mul(factor).Round(20)
			worth = worth.Add(payment.Mul(each))
		}
		if worth.GreaterThan(financed) {
			low = middle
		} else {
			high = middle
		}
	}
	return low.Mul(decimal.NewFromInt(12)).Round(10)
}

// known takes the yearly rate from Parley's own answer to the request.
func known(t testing.TB, request string) func(decimal.Decimal, []decimal.Decimal) decimal.Decimal {
	var answer plainAnswer
	require.NoError(t, json.Unmarshal(calc.Do("quote", []byte(request)).Body, &answer))
	apr, err := decimal.NewFromString(answer.Metrics.AnnualRate.APR)
	require.NoError(t, err)
	return func(decimal.Decimal, []decimal.Decimal) decimal.Decimal { return apr }
}

// rivals are the addresses that the benchmark asks in turn. All give the same bytes.
var rivals = []string{"/v1/quote", "/ready-made", "/bare-ready-made", "/straightforward", "/straightforward-without-rate"}

// withRivals adds them to the real router, and to a bare one of gin.
func withRivals(t testing.TB, router *gin.Engine) http.Handler {
	request := monthlyRequest("60")
	answer := ask(router, "POST", "/v1/quote", request).Body.Bytes()
	readyMade := func(c *gin.Context) {
		_, _ = io.Copy(io.Discard, c.Request.Body)
		c.Data(http.StatusOK, "application/json", answer)
	}
	by := func(yearly func(decimal.Decimal, []decimal.Decimal) decimal.Decimal) gin.HandlerFunc {
		return func(c *gin.Context) {
			text, err := io.ReadAll(c.Request.Body)
			if err == nil {
				text, err = straightforward(text, yearly)
			}
			if err != nil {
				panic(err)
			}
			c.Data(http.StatusOK, "application/json", text)
		}
	}
	router.POST("/ready-made", readyMade)
	bare := gin.New()
	bare.POST("/bare-ready-made", readyMade)
	bare.POST("/straightforward", by(bisected))
	bare.POST("/straightforward-without-rate", by(known(t, request)))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/bare") || strings.HasPrefix(r.URL.Path, "/straight") {
			bare.ServeHTTP(w, r)
		} else {
			router.ServeHTTP(w, r)
		}
	})
}

// Whoever is compared says the same.
func TestRivalsAnswerTheSame(t *testing.T) {
	for _, count := range []string{"12", "60"} {
		request := monthlyRequest(count)
		text, err := straightforward([]byte(request), bisected)
		require.NoError(t, err)
		assert.Equal(t, string(calc.Do("quote", []byte(request)).Body), string(text))
	}
	handler := withRivals(t, door(t, io.Discard))
	want := ask(handler, "POST", rivals[0], monthlyRequest("60")).Body.String()
	for _, rival := range rivals {
		answer := ask(handler, "POST", rival, monthlyRequest("60"))
		require.Equal(t, http.StatusOK, answer.Code, rival)
		assert.Equal(t, want, answer.Body.String(), rival)
	}
}

// plainDate is a date as time.Time reads it from its day.
type plainDate struct{ time.Time }

func (d *plainDate) UnmarshalJSON(text []byte) (err error) {
	d.Time, err = time.Parse(`"2006-01-02"`, string(text))
	return err
}
