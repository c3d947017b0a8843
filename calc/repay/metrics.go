package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Method is a named way to say what money costs a year.
type Method string

const (
	// CNIRRSimple is the internal rate of return of one period times the periods in a year.
	// Source: PBoC announcement (2021) No 3, simple method.
	CNIRRSimple Method = "cn_irr_simple"
	// CNIRRCompound is the internal rate of return of one period compounded over a year.
	// Source: PBoC announcement (2021) No 3, compound method.
	CNIRRCompound Method = "cn_irr_compound"
	// USRegZ is the actuarial annual percentage rate. Source: 12 CFR 1026 Appendix J.
	USRegZ Method = "us_reg_z"
)

// AnnualRate is what money costs a year by a named method.
type AnnualRate struct {
	// The method.
	Method Method `json:"method"`
	// The rate as a fraction of one, to 10 places, half up.
	APR string `json:"apr"`
	// The rate in percent as the method prints it: to 2 places, half up, from the exact rate.
	APRPercent string `json:"apr_percent"`
}

// Metrics say what a plan is worth.
type Metrics struct {
	// What the plan costs a year by the pack's method.
	AnnualRate AnnualRate `json:"annual_rate"`
	// The day of the last payment.
	LastDate civil.Date `json:"last_date"`
	// Everything that is paid as a share of the claim, to 10 places, cut down.
	Recovery string `json:"recovery"`
	// What everything that is paid is worth on the day of the question at the discount rate; left out without one.
	NetPresentValue *money.Amount `json:"npv,omitempty"`
}
