package repay

import (
	"errors"

	"parley/calc/civil"
	"parley/calc/money"
)

// FlowKind says which way money moves.
type FlowKind string

const (
	// AdvanceFlow is money that the borrower receives.
	AdvanceFlow FlowKind = "advance"
	// PaymentFlow is money that the borrower pays.
	PaymentFlow FlowKind = "payment"
)

// Flow is one sum of money, or a run of equal ones. Its time is a date, or T: whole
// unit periods with an odd fraction F or, for eu and uk, years.
type Flow struct {
	// Which way the money moves.
	Kind FlowKind `json:"kind"`
	// The sum of each.
	Amount money.Amount `json:"amount" min:"1"`
	// The day of the first.
	Date civil.Date `json:"date,omitempty"`
	// In place of a date: whole unit periods from the start, as text: "24". For eu and uk years, whole or not: "7/12"; below zero before the first advance.
	T *civil.Ratio `json:"t,omitempty"`
	// With t, but for eu and uk: the odd fraction of a unit period, as text: "39/90".
	F *civil.Ratio `json:"f,omitempty"`
	// How many equal sums the run has.
	Count int `json:"count,omitempty" min:"1" max:"600" default:"1"`
	// How often they follow each other, with a date.
	Every *civil.Frequency `json:"every,omitempty"`
	// How many unit periods lie between them, with t.
	Step int `json:"step,omitempty" min:"1" max:"600" default:"1"`
}

var (
	// ErrNoRate says that no rate fits: there is no advance or no payment, the
	// first money goes to the lender or nothing comes back after the last advance.
	// With a method in years a payment may come first; then it says that the
	// payments outweigh the advances at every rate.
	ErrNoRate = errors.New("no rate fits the flows")
	// ErrManyRates says that the borrower pays ahead of later advances, so that
	// more than one rate may fit.
	ErrManyRates = errors.New("more than one rate may fit the flows")
	// ErrRateTooLarge says that the rate is beyond MaxAnnualRate.
	ErrRateTooLarge = errors.New("the rate is beyond a million times the debt in a year")
)

// ratePlaces is the scale of a rate: ten places of a fraction.
const ratePlaces = 10_000_000_000

// yearlyBy says how a method makes a year of unit periods. A method in years counts
// single units, whatever the unit's N.
func yearlyBy(method Method, unit civil.Frequency) yearly {
	perYear := unit.PerYear()
	if method.inYears() {
		return yearly{uint64(perYear.Num), 1, true}
	}
	return yearly{uint64(perYear.Num), uint64(perYear.Den), method == CNIRRCompound}
}

// UnitPeriod returns the unit period that a method counts in when unit is asked
// for: XIRR counts days, and the other methods in years count months when unit is
// nil. It returns false when the method needs a unit period and there is none.
func (m Method) UnitPeriod(unit *civil.Frequency) (civil.Frequency, bool) {
	switch {
	case m == XIRR:
		return civil.Frequency{Unit: civil.UnitDay, N: 1}, true
	case unit != nil:
		return *unit, true
	}
	return civil.Frequency{Unit: civil.UnitMonth, N: 1}, m.inYears()
}

// annualRate writes a solved rate by a method, and returns its count of ten places.
func (r *root) annualRate(method Method, unit civil.Frequency) (annual AnnualRate, rate int64, err error) {
	y := yearlyBy(method, unit)
	if rate, err = r.rounded(y, ratePlaces); err != nil {
		return annual, 0, err
	}
	places, digits := method.percentPlaces()
	percent, err := r.rounded(y, places)
	if err != nil {
		return annual, 0, err
	}
	return AnnualRate{Method: method, APR: fixed(rate, 10), APRPercent: fixed(percent, digits)}, rate, nil
}

// AnnualRateOfFlows returns what flows cost a year, and the rate of one unit period
// as a fraction of one to 10 places. It returns FlowFaults, ErrNoRate, ErrManyRates
// or ErrRateTooLarge. The unit's N is at least 1; XIRR counts days whatever the unit.
//
// A payment before the first advance makes a second, far higher rate fit as well;
// the one returned is the lower.
func AnnualRateOfFlows(method Method, unit civil.Frequency, flows []Flow) (annual AnnualRate, period string, err error) {
	unit, _ = method.UnitPeriod(&unit)
	c, faults := cashOf(method, unit, flows)
	if len(faults) > 0 {
		return annual, "", faults
	}
	solved, err := c.solve()
	if err != nil {
		return annual, "", err
	}
	if annual, _, err = solved.annualRate(method, unit); err != nil {
		return annual, "", err
	}
	one := yearly{1, 1, false}
	if method.inYears() {
		one = yearly{uint64(unit.N), 1, true}
	}
	rate, err := solved.rounded(one, ratePlaces)
	if err != nil {
		return annual, "", err
	}
	return annual, fixed(rate, 10), nil
}

// NoCost is a rate of zero by a method.
func NoCost(method Method) AnnualRate {
	_, digits := method.percentPlaces()
	return AnnualRate{Method: method, APR: fixed(0, 10), APRPercent: fixed(0, digits)}
}

// PlanRate returns what a plan costs a year: financed is advanced on from, and the
// instalments are paid on their due dates. Unit is the unit period, the plan's
// frequency or a month for a lump sum. It returns ErrNoRate when nothing is
// financed or an instalment is due before from, or ErrRateTooLarge.
func PlanRate(method Method, unit civil.Frequency, from civil.Date, financed money.Amount, instalments []Instalment) (AnnualRate, error) {
	annual, _, err := planRate(method, unit, from, financed, instalments, nil)
	return annual, err
}

// planRate is PlanRate, or for a cost the yearly rate at which the principal is
// worth what is advanced; rate is its count of ten places.
func planRate(method Method, unit civil.Frequency, from civil.Date, advanced money.Amount, instalments []Instalment, cost *Cost) (annual AnnualRate, rate int64, err error) {
	if advanced <= 0 || len(instalments) > MaxCount {
		return annual, 0, ErrNoRate
	}
	var first [1]sum
	var payments [MaxCount]sum
	first[0].amount = uint64(advanced)
	advances, n := first[:], 0
	unit, _ = method.UnitPeriod(&unit)
	line := newTimeline(method, unit, from)
	for i := range instalments {
		row := &instalments[i]
		amount := row.Amount
		if cost != nil {
			if amount = row.Principal + row.Arrears; row.Amount > 0 {
				amount += cost.Each
			}
		}
		if amount <= 0 && cost == nil || row.Due < from {
			return annual, 0, ErrNoRate
		}
		periods, odd := line.at(row.Due)
		if amount > 0 {
			payments[n] = sum{uint64(amount), periods, odd}
			n++
		} else if amount < 0 { // interest beyond the instalment adds to the debt
			advances = append(advances, sum{uint64(-amount), periods, odd})
		}
	}
	c := cash{advances: advances, payments: payments[:n], parts: uint64(line.parts), compounds: line.inYears}
	solved, err := c.solve()
	if err != nil {
		return annual, 0, err
	}
	return solved.annualRate(method, unit)
}
