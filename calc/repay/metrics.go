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
	// EU is the annual percentage rate of charge, compounded, in years of 12 equal months, 52 weeks or 365 days.
	// Source: Directive 2008/48/EC Annex I and Directive (EU) 2023/2225 Annex III.
	EU Method = "eu"
	// UK is the annual percentage rate of charge of the United Kingdom: the same equation and years. Source: FCA Handbook, CONC App 1.2.
	UK Method = "uk"
	// XIRR is the effective yearly rate by actual days over 365, as spreadsheets compute it; it takes dates only.
	XIRR Method = "xirr"
)

// inYears tells whether the method counts time in years, so that odd days compound
// like whole periods, and money may move before the first advance.
func (m Method) inYears() bool { return m == EU || m == UK || m == XIRR }

// Compounds tells whether the rate of a unit period is compounded to one of a year.
func (m Method) Compounds() bool { return m.inYears() || m == CNIRRCompound }

// percentPlaces is the number of parts of one that the method's percentage counts:
// one decimal for the European ones, two for the others.
func (m Method) percentPlaces() (places uint64, digits int) {
	if m == EU || m == UK {
		return 100 * 10, 1
	}
	return 100 * 100, 2
}

// AnnualRate is what money costs a year by a named method.
type AnnualRate struct {
	// The method.
	Method Method `json:"method"`
	// The rate as a fraction of one, to 10 places, half up.
	APR string `json:"apr"`
	// The rate in percent as the method prints it, half up from the exact rate: to 1 place for eu and uk, to 2 for the others.
	APRPercent string `json:"apr_percent"`
}

// Metric is a figure of a plan that is stated when it is asked for.
type Metric string

// AverageLifeMetric is how long a unit of what is financed is owed on average.
const AverageLifeMetric Metric = "average_life"

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
	// How many years of 365 days a unit of what is financed is owed on average, weighted by principal, from the day the plan bears interest: to 4 places, half up. Only when it is asked for.
	AverageLife string `json:"average_life,omitempty"`
}
