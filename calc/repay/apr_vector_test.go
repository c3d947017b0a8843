package repay

import (
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

func readVectors(t *testing.T, name string, cases any) {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors/" + name)
	require.NoError(t, err)
	var file struct{ Cases json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &file))
	require.NoError(t, json.Unmarshal(file.Cases, cases))
}

func ratioOf(text string) *civil.Ratio {
	num, den, found := strings.Cut(text, "/")
	if !found {
		den = "1"
	}
	n, _ := strconv.ParseInt(num, 10, 64)
	d, _ := strconv.ParseInt(den, 10, 64)
	return &civil.Ratio{Num: n, Den: d}
}

// unitOf reads "1 month", "1/2 month", "30 days (the term)", "semimonth (1st, 16th)".
func unitOf(text string) civil.Frequency {
	words := strings.Fields(text)
	if words[0] == "semimonth" || words[0] == "1/2" {
		return civil.Frequency{Unit: civil.UnitSemiMonth, N: 1}
	}
	n, _ := strconv.Atoi(words[0])
	return civil.Frequency{Unit: civil.Unit(strings.TrimSuffix(words[1], "s")), N: n}
}

type regzRun struct {
	Amount    decimal.Decimal
	Count     int
	T         int64
	F         string
	Step      int
	FirstDate string `json:"first_date"`
	Every     string
}

type regzCase struct {
	ID       string
	Unit     string `json:"unit_period"`
	PerYear  string `json:"unit_periods_per_year"`
	Advances []regzRun
	Payments []regzRun
	Expected struct {
		APR       decimal.Decimal `json:"apr_pct"`
		Tolerance decimal.Decimal `json:"tolerance_pct"`
		Payment   decimal.Decimal
	}
	Derived decimal.Decimal `json:"derived_apr_pct_15sig"`
	Loan    *struct {
		Principal    decimal.Decimal
		APR          decimal.Decimal `json:"apr_pct"`
		Installments int
	}
}

// flows returns the case's runs, by t and f or by dates; dated is false when a run
// does not give its dates.
func (c *regzCase) flows(byDate bool) (flows []Flow, dated bool) {
	for kind, runs := range map[FlowKind][]regzRun{AdvanceFlow: c.Advances, PaymentFlow: c.Payments} {
		for _, run := range runs {
			flow := Flow{Kind: kind, Amount: money.Amount(run.Amount.Shift(2).IntPart()), Count: run.Count}
			if byDate {
				date, err := civil.Parse(run.FirstDate)
				if err != nil || run.Count > 1 && run.Every == "" {
					return nil, false
				}
				if flow.Date = date; run.Count > 1 {
					every := unitOf(run.Every)
					flow.Every = &every
				}
			} else {
				flow.T, flow.F, flow.Step = &civil.Ratio{Num: run.T, Den: 1}, ratioOf(run.F), run.Step
			}
			flows = append(flows, flow)
		}
	}
	return flows, true
}

func TestRegZVectors(t *testing.T) {
	var cases []regzCase
	readVectors(t, "regz.json", &cases)
	require.Len(t, cases, 20)
	dated := 0
	for _, c := range cases {
		if c.Loan != nil {
			continue // an amortisation, below
		}
		for _, byDate := range [...]bool{false, true} {
			flows, ok := c.flows(byDate)
			if !ok {
				continue
			}
			if byDate {
				dated++
			}
			unit := unitOf(c.Unit)
			assert.Equal(t, *ratioOf(c.PerYear), lowest(unit.PerYear()), "regz.json %s", c.ID)
			annual, _, err := AnnualRateOfFlows(USRegZ, unit, flows)
			require.NoError(t, err, "regz.json %s, by date %v", c.ID, byDate)
			apr := decimal.RequireFromString(annual.APR).Shift(2)
			assert.True(t, apr.Sub(c.Expected.APR).Abs().LessThanOrEqual(c.Expected.Tolerance),
				"regz.json %s, by date %v: %s, published %s", c.ID, byDate, apr, c.Expected.APR)
			// 15 significant digits hold all ten places of the fraction.
			assert.Equal(t, c.Derived.Shift(-2).StringFixed(10), annual.APR, "regz.json %s, by date %v", c.ID, byDate)
			assert.Equal(t, c.Derived.StringFixed(2), annual.APRPercent, "regz.json %s, by date %v", c.ID, byDate)
		}
	}
	assert.Equal(t, 7, dated, "cases that give dates")
}

func lowest(r civil.Ratio) civil.Ratio {
	common := max(greatestCommonDivisor(r.Num, r.Den), -greatestCommonDivisor(r.Num, r.Den))
	return civil.Ratio{Num: r.Num / common, Den: r.Den / common}
}

// The amortisation of regz.json states the rate and the payment: a payment of
// whole cents carries the rate to within half a cent over 48 months.
func TestRegZVectorPaymentCarriesItsRate(t *testing.T) {
	var cases []regzCase
	readVectors(t, "regz.json", &cases)
	found := false
	for _, c := range cases {
		if c.Loan == nil {
			continue
		}
		found = true
		rate := func(cents money.Amount) decimal.Decimal {
			annual, _, err := AnnualRateOfFlows(USRegZ, civil.Frequency{Unit: civil.UnitMonth, N: 1}, []Flow{
				{Kind: AdvanceFlow, Amount: money.Amount(c.Loan.Principal.Shift(2).IntPart()), T: &civil.Ratio{Num: 0, Den: 1}},
				{Kind: PaymentFlow, Amount: cents, T: &civil.Ratio{Num: 1, Den: 1}, Count: c.Loan.Installments},
			})
			require.NoError(t, err, "regz.json %s", c.ID)
			return decimal.RequireFromString(annual.APR).Shift(2)
		}
		payment := money.Amount(c.Expected.Payment.Shift(2).IntPart())
		assert.True(t, rate(payment-1).LessThan(c.Loan.APR), "regz.json %s", c.ID)
		assert.True(t, rate(payment+1).GreaterThan(c.Loan.APR), "regz.json %s", c.ID)
	}
	assert.True(t, found)
}

// flowsOf turns spreadsheet cash flows, one a period, into runs of one; amounts are
// taken in units of 10^-11, as one case gives that many places.
func flowsOf(amounts []decimal.Decimal) (flows []Flow) {
	places := int32(11)
	for _, amount := range amounts {
		if amount.Abs().GreaterThan(decimal.New(1, 6)) {
			places = 2
		}
	}
	for k, amount := range amounts {
		flow := Flow{Kind: PaymentFlow, Amount: money.Amount(amount.Shift(places).IntPart()), T: &civil.Ratio{Num: int64(k), Den: 1}}
		if amount.IsNegative() {
			flow.Kind, flow.Amount = AdvanceFlow, -flow.Amount
		}
		if flow.Amount > 0 {
			flows = append(flows, flow)
		}
	}
	return flows
}

func TestAnnuityRateVectors(t *testing.T) {
	type vector struct {
		ID, Fn   string
		Args     json.RawMessage
		Expected struct {
			Value     decimal.Decimal
			Nominal   decimal.Decimal `json:"nominal_x12"`
			Effective decimal.Decimal `json:"effective_12"`
		}
	}
	var cases []vector
	readVectors(t, "annuity.json", &cases)
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	run := 0
	for _, c := range cases {
		var amounts []decimal.Decimal
		switch c.Fn {
		case "irr":
			var args struct{ Cashflows []decimal.Decimal }
			require.NoError(t, json.Unmarshal(c.Args, &args), "annuity.json %s", c.ID)
			amounts = args.Cashflows
		case "rate":
			var args struct {
				Nper        int
				Pmt, PV, FV decimal.Decimal
				When        string
			}
			require.NoError(t, json.Unmarshal(c.Args, &args), "annuity.json %s", c.ID)
			require.True(t, args.When == "end" && args.FV.IsZero(), "annuity.json %s", c.ID)
			amounts = []decimal.Decimal{args.PV.Neg()}
			for range args.Nper {
				amounts = append(amounts, args.Pmt.Neg())
			}
			c.Expected.Nominal = c.Expected.Value.Mul(decimal.NewFromInt(12))
		default:
			continue
		}
		run++
		simple, period, err := AnnualRateOfFlows(CNIRRSimple, month, flowsOf(amounts))
		require.NoError(t, err, "annuity.json %s", c.ID)
		assert.Equal(t, c.Expected.Value.StringFixed(10), period, "annuity.json %s", c.ID)
		assert.Equal(t, c.Expected.Nominal.StringFixed(10), simple.APR, "annuity.json %s", c.ID)
		if c.Fn == "irr" {
			compound, _, err := AnnualRateOfFlows(CNIRRCompound, month, flowsOf(amounts))
			require.NoError(t, err, "annuity.json %s", c.ID)
			assert.Equal(t, c.Expected.Effective.StringFixed(10), compound.APR, "annuity.json %s", c.ID)
		}
	}
	assert.Equal(t, 16+9, run, "irr and rate cases")
}
