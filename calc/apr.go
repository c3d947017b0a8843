package calc

import (
	"errors"
	"strconv"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
	"parley/calc/wire"
)

// APRRequest asks what dated flows of money cost a year.
type APRRequest struct {
	// The method, which is the law that names it.
	Method repay.Method `json:"method"`
	// The currency of the amounts; it says how many decimals they may have.
	Currency money.Currency `json:"currency,omitempty" default:"CNY"`
	// The unit period that time is counted in. us_reg_z, cn_irr_simple and cn_irr_compound need it. For eu and uk it says whether dates are counted in years, months (when left out), weeks or days; xirr counts days and does without.
	UnitPeriod *civil.Frequency `json:"unit_period,omitempty"`
	// The money that moves, both ways.
	Flows []repay.Flow `json:"flows" minitems:"2" maxitems:"600"`
	// Give the working: the steps that lead to the rate, each as data and as a sentence.
	Explain bool `json:"explain,omitempty"`
}

// APRAnswer is what the flows cost a year.
type APRAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The method.
	Method repay.Method `json:"method"`
	// The rate as a fraction of one, to 10 places, half up.
	APR string `json:"apr"`
	// The rate in percent as the law prints it.
	APRPercent string `json:"apr_percent"`
	// The rate of one unit period as a fraction of one, to 10 places, half up.
	PeriodRate string `json:"period_rate"`
	// How many unit periods a year holds.
	PeriodsPerYear civil.Ratio `json:"periods_per_year"`
	// The steps that lead to the figures, in order; only when asked for.
	Working []Step `json:"working,omitempty"`
}

const (
	// FlowTime is a flow that does not say when it moves, or says it twice, or not
	// in the way of the flows before it.
	FlowTime wire.Code = "flow_time"
	// FlowPeriods is a time t that is no whole number of unit periods, or too many; for eu and uk, a time in years beyond the bound.
	FlowPeriods wire.Code = "flow_periods"
	// FlowFraction is an odd fraction f without t, or not from 0 to below 1, or for a method whose t is years.
	FlowFraction wire.Code = "flow_fraction"
	// FlowSpacing is a run of sums whose distance is missing, or of the wrong kind.
	FlowSpacing wire.Code = "flow_spacing"
	// FlowCount is a run that brings the single sums of all flows above the bound.
	FlowCount wire.Code = "flow_count"
	// FlowKindMissing is a list of flows without an advance, or without a payment.
	FlowKindMissing wire.Code = "flow_kind_missing"
	// RateNone is a list of flows that no rate fits.
	RateNone wire.Code = "rate_none"
	// RateAmbiguous is a list of flows that more than one rate may fit.
	RateAmbiguous wire.Code = "rate_ambiguous"
	// RateTooLarge is a list of flows whose rate is beyond the bound.
	RateTooLarge wire.Code = "rate_too_large"
)

// apr answers what flows cost a year.
func apr(request *APRRequest) (APRAnswer, []wire.Problem) {
	unit, ok := request.Method.UnitPeriod(request.UnitPeriod)
	if !ok {
		return APRAnswer{}, []wire.Problem{problem(wire.MissingKey, "#/unit_period", "the key is required", "")}
	}
	annual, period, err := repay.AnnualRateOfFlows(request.Method, unit, request.Flows)
	if err != nil {
		return APRAnswer{}, aprProblems(err)
	}
	answer := APRAnswer{
		Versions:       versions(""),
		Method:         annual.Method,
		APR:            annual.APR,
		APRPercent:     annual.APRPercent,
		PeriodRate:     period,
		PeriodsPerYear: unit.PerYear(),
	}
	if request.Explain {
		answer.Working = explainAPR(request, &answer)
	}
	return answer, nil
}

// aprProblems says why there is no rate.
func aprProblems(err error) []wire.Problem {
	const flows = "#/flows"
	var faults repay.FlowFaults
	switch {
	case errors.As(err, &faults):
		problems := make([]wire.Problem, 0, len(faults))
		for _, f := range faults {
			problems = append(problems, flowProblem(f))
		}
		return problems
	case errors.Is(err, repay.ErrManyRates):
		return []wire.Problem{problem(RateAmbiguous, flows,
			"payments run ahead of later advances, so more than one rate may fit", "")}
	case errors.Is(err, repay.ErrRateTooLarge):
		return []wire.Problem{problem(RateTooLarge, flows,
			"the rate is above the largest that is stated, as a fraction of one", strconv.Itoa(repay.MaxAnnualRate))}
	}
	return []wire.Problem{problem(RateNone, flows,
		"no rate fits: the first money must go to the borrower, and money must come back after the last advance", "")}
}

// flowProblem points at the flow at fault.
func flowProblem(f repay.FlowFault) wire.Problem {
	pointer := "#/flows"
	if f.Index >= 0 {
		pointer = item(pointer, f.Index)
	}
	if f.Field != "" {
		pointer += "/" + f.Field
	}
	code, detail, allowed := flowFault(f.Fault)
	return problem(code, pointer, detail, allowed)
}

func flowFault(fault repay.Fault) (code wire.Code, detail, allowed string) {
	switch fault {
	case repay.TimeMissing:
		return FlowTime, "give the day of the flow as date, or its unit periods as t", ""
	case repay.TimeTwice:
		return FlowTime, "give either date or t, not both", ""
	case repay.TimeMixed:
		return FlowTime, "the flows before this one tell time the other way; use date for all, or t for all", ""
	case repay.DatesOnly:
		return FlowTime, "this method counts days: give the day of the flow as date", ""
	case repay.YearsRange:
		return FlowPeriods, "t is years, and it and the end of the run must be within the largest on either side of zero", strconv.Itoa(repay.MaxYears)
	case repay.YearsParts:
		return FlowPeriods, "t is a ratio of years, and all of them must have a common denominator of calendar size, such as 12, 52, 365 or 4380", ""
	case repay.FractionInYears:
		return FlowFraction, "with this method t is years, whole or not, and takes the place of f", ""
	case repay.PeriodsNotWhole:
		return FlowPeriods, "t must be a whole number of unit periods, and the run must end within the largest",
			strconv.Itoa(repay.MaxUnitPeriods)
	case repay.FractionAlone:
		return FlowFraction, "f goes with t; with a date the odd days follow from the date", ""
	case repay.FractionRange:
		return FlowFraction, "f must be from 0 to below 1, and all of them must have a common denominator of at most 9 digits", ""
	case repay.RunUnspaced:
		return FlowSpacing, "a run of several sums by date needs every, the time between them", ""
	case repay.SpacingMismatch:
		return FlowSpacing, "a run by date is spaced by every, and a run by t by step", ""
	case repay.TooManySums:
		return FlowCount, "the single sums of all flows together are more than allowed", strconv.Itoa(repay.MaxSums)
	case repay.BeyondDates:
		return DateTooLate, "the last sum of the run falls after the last day that is known", civil.MaxDate.String()
	case repay.BeforeAdvance:
		return DateOrder, "a payment before the first advance", ""
	case repay.NoAdvance:
		return FlowKindMissing, "there is no advance among the flows", string(repay.AdvanceFlow)
	default:
		return FlowKindMissing, "there is no payment among the flows", string(repay.PaymentFlow)
	}
}
