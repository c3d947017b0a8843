package repay

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

// annuityCase is one case of annuity.json: a spreadsheet function, its arguments and
// its value. Money the borrower receives is above zero there.
type annuityCase struct {
	ID, Fn string
	Args   struct {
		Rate        decimal.Decimal
		Nper, Per   int
		Pmt, PV, FV decimal.Decimal
		When        string
		Cashflows   []decimal.Decimal
		Flows       []struct {
			Date   string
			Amount decimal.Decimal
		}
	}
	Expected struct{ Value decimal.Decimal }
}

const annuityPlaces = 40

// growth returns (1+r)^n to 40 places.
func (c *annuityCase) growth(n int) decimal.Decimal {
	power := decimalOne
	for range n {
		power = power.Mul(decimalOne.Add(c.Args.Rate)).Truncate(annuityPlaces)
	}
	return power
}

// terms returns the case as a plan. A month of 30 days out of 360 bears the rate of
// one period exactly, and payments at the beginning start on the day from which
// interest runs. Rates of more than ten places are twelfths of a yearly one.
func (c *annuityCase) terms(t *testing.T) *Terms {
	start := aDate("2020-01-01")
	terms := &Terms{
		Shape: Level, Count: c.Args.Nper, Every: &eachMonth, InterestFrom: start, FirstDue: eachMonth.Date(start, 1),
		Rate:     money.Rate{Value: c.Args.Rate.Mul(decimal.NewFromInt(12)).Round(10), Per: money.PerYear},
		DayCount: civil.Thirty360, FinalPayment: Smaller, Rounding: money.HalfUp,
	}
	if c.Args.When == "begin" {
		terms.FirstDue = start
	}
	off := terms.Rate.Value.Sub(c.Args.Rate.Mul(decimal.NewFromInt(12)))
	require.True(t, off.Abs().LessThan(decimal.New(1, -14)), "annuity.json %s", c.ID)
	return terms
}

// places returns how many decimals of the case's money fit the largest amount, with
// everything that is paid together.
func (c *annuityCase) places(most decimal.Decimal) int32 {
	places := int32(-1)
	for most.Shift(places + 1).LessThan(decimal.New(int64(money.MaxAmount)/2, 0)) {
		places++
	}
	return places
}

// pmt, ipmt and ppmt are the payment and the rows of the real schedule, in the
// smallest units that fit. A sum fv left at the end is a loan of pv + fv × v^n whose
// balance is higher throughout by what fv is worth then.
//
// The schedule rounds the payment up and each interest once: with one unit of both
// in each period, the balance before row k is off by less than twice the worth of k
// payments of a unit.
func (c *annuityCase) checkSchedule(t *testing.T) {
	terms := c.terms(t)
	fv := c.Args.FV.Neg() // what is still owed at the end, as the borrower's debt
	financed := c.Args.PV.Sub(fv.DivRound(c.growth(c.Args.Nper), annuityPlaces))
	sign := decimalOne // below zero where the payer saves towards fv instead of owing
	if financed.IsNegative() {
		require.Equal(t, "pmt", c.Fn, "annuity.json %s", c.ID)
		financed, sign = financed.Neg(), sign.Neg()
	}
	// No more is paid than all principal, and interest on all of it throughout.
	most := financed.Mul(decimalOne.Add(c.Args.Rate.Mul(decimal.NewFromInt(int64(c.Args.Nper)))))
	places := c.places(most)
	plan, err := Schedule(terms, money.Amount(financed.Shift(places).Round(0).IntPart()))
	require.NoError(t, err, "annuity.json %s", c.ID)
	row := plan.Instalments[max(c.Args.Per, 1)-1]
	interest := decimal.NewFromInt(int64(row.Interest)).Shift(-places)
	if left := c.Args.Nper - c.Args.Per + 1; c.Args.When != "begin" {
		interest = interest.Add(c.Args.Rate.Mul(fv).DivRound(c.growth(left), annuityPlaces))
	} else if c.Args.Per > 1 { // the row before was a period earlier
		interest = interest.Add(c.Args.Rate.Mul(fv).DivRound(c.growth(left+1), annuityPlaces))
	}
	got := decimal.NewFromInt(int64(plan.Amount)).Shift(-places).Mul(sign)
	within := decimal.NewFromInt(2)
	switch c.Fn {
	case "ipmt", "ppmt":
		if got = got.Sub(interest); c.Fn == "ipmt" {
			got = interest
		}
		for k := range c.Args.Per {
			within = within.Add(c.growth(k).Mul(decimal.NewFromInt(2)))
		}
	}
	want := c.Expected.Value.Neg()
	assert.True(t, got.Sub(want).Abs().LessThanOrEqual(within.Shift(-places)),
		"annuity.json %s: %s, want %s within %s", c.ID, got, want, within.Shift(-places))
}

// nper is the count of instalments when the amount is given: a last part of a
// payment is an instalment too.
func (c *annuityCase) checkCount(t *testing.T) {
	terms := c.terms(t)
	payment := c.Args.Pmt.Neg()
	places := c.places(payment.Mul(decimal.NewFromInt(MaxCount)))
	terms.Amount, terms.Count = money.Amount(payment.Shift(places).IntPart()), 0
	plan, err := Schedule(terms, money.Amount(c.Args.PV.Shift(places).IntPart()))
	require.NoError(t, err, "annuity.json %s", c.ID)
	assert.Equal(t, c.Expected.Value.Ceil().IntPart(), int64(plan.Count), "annuity.json %s", c.ID)
	// The last payment is the part: what is still owed after the whole ones.
	part := c.Expected.Value.Sub(c.Expected.Value.Floor())
	last := decimal.NewFromInt(int64(plan.Instalments[plan.Count-1].Amount)).Div(decimal.NewFromInt(int64(terms.Amount)))
	if part.IsZero() {
		part = decimalOne
	}
	// The fraction of an annuity and of its last payment agree to the interest of two periods.
	assert.True(t, last.Sub(part).Abs().LessThanOrEqual(c.Args.Rate.Mul(decimal.NewFromInt(2)).Add(decimal.New(1, -6))),
		"annuity.json %s: the last payment is %s of the others, and the part is %s", c.ID, last, part)
}

// npv is the worth at the start on which the search for a rate rests, at any rate
// above -100%, and for rates that the discount of a plan knows also PresentValue,
// with a year of 365 days for each period.
func (c *annuityCase) checkPresentValue(t *testing.T) {
	flows := flowsOf(c.Args.Cashflows)
	places := int32(11)
	for _, amount := range c.Args.Cashflows {
		if amount.Abs().GreaterThan(decimal.New(1, 6)) {
			places = 2
		}
	}
	total := decimal.Zero
	received, paid, asOf := &Plan{}, &Plan{}, aDate("2020-01-01")
	cash := cash{parts: 1}
	for _, flow := range flows {
		s := sum{uint64(flow.Amount), int32(flow.T.Num), 0}
		row := Instalment{Due: asOf + civil.Date(365*flow.T.Num), Amount: flow.Amount}
		if flow.Kind == AdvanceFlow {
			cash.advances, paid.Instalments = append(cash.advances, s), append(paid.Instalments, row)
		} else {
			cash.payments, received.Instalments = append(cash.payments, s), append(received.Instalments, row)
		}
	}
	w := newWide(&cash, 256)
	factor := decimalOne.Add(c.Args.Rate)
	v := new(big.Int).Lsh(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-factor.Exponent())), nil), 256)
	v.Div(v, factor.Coefficient())
	worth := new(big.Int)
	if len(cash.payments) > 0 {
		worth.Add(worth, w.present(cash.payments, v))
	}
	if len(cash.advances) > 0 {
		worth.Sub(worth, w.present(cash.advances, v))
	}
	total = decimal.NewFromBigInt(worth, 0).DivRound(decimal.NewFromBigInt(w.one, 0), 20).Shift(-places)
	assert.True(t, total.Sub(c.Expected.Value).Abs().LessThan(decimal.New(1, -12)), "annuity.json %s: %s", c.ID, total)
	if c.Args.Rate.IsNegative() || c.Args.Rate.Exponent() < -10 {
		return // no discount rate of the wire
	}
	rate := money.Rate{Value: c.Args.Rate, Per: money.PerYear}
	value := PresentValue(asOf, rate, received) - PresentValue(asOf, rate, paid)
	got := decimal.NewFromInt(int64(value)).Shift(-places)
	assert.True(t, got.Sub(c.Expected.Value).Abs().LessThan(decimal.New(1, -6)), "annuity.json %s: %s", c.ID, got)
}

func (c *annuityCase) checkDatedRate(t *testing.T) {
	var flows []Flow
	for _, f := range c.Args.Flows {
		flow := Flow{Kind: PaymentFlow, Amount: money.Amount(f.Amount.Shift(2).IntPart()), Date: aDate(f.Date)}
		if f.Amount.IsNegative() {
			flow.Kind, flow.Amount = AdvanceFlow, -flow.Amount
		}
		flows = append(flows, flow)
	}
	annual, period, err := AnnualRateOfFlows(XIRR, eachMonth, flows)
	require.NoError(t, err, "annuity.json %s", c.ID)
	assert.Equal(t, c.Expected.Value.StringFixed(10), annual.APR, "annuity.json %s", c.ID)
	// The period is a day, whatever the unit: its 365th power is the year.
	year := decimalOne.Add(decimal.RequireFromString(period)).Pow(decimal.NewFromInt(365)).Sub(decimalOne)
	off := year.Sub(c.Expected.Value).Abs().Div(decimalOne.Add(c.Expected.Value))
	assert.True(t, off.LessThan(decimal.New(2, -8)), "annuity.json %s: %s a day", c.ID, period)
}

// Every case of annuity.json but rate and irr, which TestAnnuityRateVectors runs.
func TestAnnuityVectors(t *testing.T) {
	var cases []annuityCase
	readVectors(t, "annuity.json", &cases)
	run := map[string]int{}
	for i := range cases {
		c := &cases[i]
		switch run[c.Fn]++; c.Fn {
		case "pmt", "ipmt", "ppmt":
			c.checkSchedule(t)
		case "nper":
			c.checkCount(t)
		case "npv":
			c.checkPresentValue(t)
		case "xirr":
			c.checkDatedRate(t)
		}
	}
	assert.Equal(t, map[string]int{"pmt": 36, "ipmt": 11, "ppmt": 12, "nper": 12, "npv": 7, "xirr": 9, "rate": 9, "irr": 16}, run)
}
