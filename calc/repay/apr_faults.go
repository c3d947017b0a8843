package repay

// Fault is what is wrong with one flow.
type Fault string

const (
	// TimeMissing is a flow with neither a date nor t.
	TimeMissing Fault = "time_missing"
	// TimeTwice is a flow with both a date and t.
	TimeTwice Fault = "time_twice"
	// TimeMixed is a flow with t among flows with dates.
	TimeMixed Fault = "time_mixed"
	// DatesOnly is a t for a method that counts days.
	DatesOnly Fault = "dates_only"
	// YearsRange is a t beyond MaxYears on either side of zero, or one whose run
	// leads beyond it.
	YearsRange Fault = "years_range"
	// YearsParts is a t in years without a common denominator of calendar size with
	// those before it.
	YearsParts Fault = "years_parts"
	// PeriodsNotWhole is a t that is no whole number from 0 to MaxUnitPeriods, or leads beyond it.
	PeriodsNotWhole Fault = "periods_not_whole"
	// FractionAlone is an f without t.
	FractionAlone Fault = "fraction_alone"
	// FractionInYears is an f for a method whose t is years, whole or not.
	FractionInYears Fault = "fraction_in_years"
	// FractionRange is an f below 0, or not below 1, or without a common
	// denominator of at most MaxFractionParts with those before it.
	FractionRange Fault = "fraction_range"
	// RunUnspaced is a run of several sums by date without its frequency.
	RunUnspaced Fault = "run_unspaced"
	// SpacingMismatch is a frequency with t, or a step with a date.
	SpacingMismatch Fault = "spacing_mismatch"
	// TooManySums is a run that brings the single sums above MaxSums.
	TooManySums Fault = "too_many_sums"
	// BeyondDates is a run that leads past civil.MaxDate.
	BeyondDates Fault = "beyond_dates"
	// BeforeAdvance is a payment before the first advance, for a method that counts from there.
	BeforeAdvance Fault = "before_advance"
	// NoAdvance is a list without an advance; its index is -1.
	NoAdvance Fault = "no_advance"
	// NoPayment is a list without a payment; its index is -1.
	NoPayment Fault = "no_payment"
)

// FlowFault says what is wrong with which flow.
type FlowFault struct {
	// Index of the flow, from 0; -1 for the list.
	Index int
	// Field is its JSON name; empty for the flow itself.
	Field string
	// Fault is what is wrong.
	Fault Fault
}

// FlowFaults are all faults of a list of flows, in its order.
type FlowFaults []FlowFault

func (f FlowFaults) Error() string {
	return "the flows do not say when money moves: " + string(f[0].Fault)
}
