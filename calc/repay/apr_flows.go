package repay

import (
	"slices"

	"parley/calc/civil"
)

const (
	// MaxSums bounds the single sums of all runs together: a plan of the longest
	// kind, and as many advances.
	MaxSums = 2 * MaxCount
	// MaxUnitPeriods bounds the time of a sum: the days that Parley knows.
	MaxUnitPeriods = int(civil.MaxDate)
	// MaxFractionParts bounds the common denominator of the odd fractions.
	MaxFractionParts = 999_999_999
)

// Fault is what is wrong with one flow.
type Fault string

const (
	// TimeMissing is a flow with neither a date nor t.
	TimeMissing Fault = "time_missing"
	// TimeTwice is a flow with both a date and t.
	TimeTwice Fault = "time_twice"
	// TimeMixed is a flow with t among flows with dates.
	TimeMixed Fault = "time_mixed"
	// PeriodsNotWhole is a t that is no whole number from 0 to MaxUnitPeriods, or leads beyond it.
	PeriodsNotWhole Fault = "periods_not_whole"
	// FractionAlone is an f without t.
	FractionAlone Fault = "fraction_alone"
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
	// BeforeAdvance is a payment before the first advance.
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

// flowReader turns flows into single sums, and collects what is wrong.
type flowReader struct {
	flows  []Flow
	dated  bool // the first flow that says when has a date
	line   timeline
	cash   cash
	faults FlowFaults
}

func (r *flowReader) fault(index int, field string, fault Fault) {
	r.faults = append(r.faults, FlowFault{index, field, fault})
}

// cashOf returns the single sums of flows.
func cashOf(unit civil.Frequency, flows []Flow) (*cash, FlowFaults) {
	r := &flowReader{flows: flows, cash: cash{parts: 1}}
	r.checkTimes()
	r.checkKinds()
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	if r.dated {
		r.line = newTimeline(unit, r.firstAdvance())
		r.cash.parts = uint64(r.line.parts)
	}
	for i := range flows {
		r.place(i)
	}
	if !r.dated {
		r.checkOrder()
	}
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	return &r.cash, nil
}

func (r *flowReader) checkKinds() {
	advances, payments := 0, 0
	for i := range r.flows {
		if r.flows[i].Kind == AdvanceFlow {
			advances++
		} else {
			payments++
		}
	}
	if advances == 0 {
		r.fault(-1, "", NoAdvance)
	}
	if payments == 0 {
		r.fault(-1, "", NoPayment)
	}
}

// checkTimes finds what is wrong with the flows' times, and the common denominator
// of the odd fractions.
func (r *flowReader) checkTimes() {
	timed, sums := false, 0
	for i := range r.flows {
		flow := &r.flows[i]
		if sums += max(flow.Count, 1); sums > MaxSums {
			r.fault(i, "count", TooManySums)
			sums = 0
		}
		switch dated := flow.Date != 0; {
		case dated && flow.T != nil:
			r.fault(i, "t", TimeTwice)
			continue
		case !dated && flow.T == nil && flow.F != nil:
			r.fault(i, "f", FractionAlone)
			continue
		case !dated && flow.T == nil:
			r.fault(i, "", TimeMissing)
			continue
		case timed && dated != r.dated:
			field := "t"
			if dated {
				field = "date"
			}
			r.fault(i, field, TimeMixed)
			continue
		default:
			timed, r.dated = true, dated
		}
		if r.dated {
			r.checkDated(i)
		} else {
			r.checkUndated(i)
		}
	}
}

func (r *flowReader) checkDated(i int) {
	flow := &r.flows[i]
	if flow.F != nil {
		r.fault(i, "f", FractionAlone)
	}
	if flow.Step > 1 {
		r.fault(i, "step", SpacingMismatch)
	}
	if flow.Count > 1 && flow.Every == nil {
		r.fault(i, "every", RunUnspaced)
	} else if !flow.last().Valid() {
		r.fault(i, "count", BeyondDates)
	}
}

// last returns the date of the run's last sum.
func (f *Flow) last() civil.Date {
	if f.Count <= 1 {
		return f.Date
	}
	return f.Every.Date(f.Date, f.Count-1)
}

func (r *flowReader) checkUndated(i int) {
	flow := &r.flows[i]
	if flow.Every != nil {
		r.fault(i, "every", SpacingMismatch)
	}
	if flow.T.Num < 0 || flow.T.Num%flow.T.Den != 0 ||
		flow.T.Num/flow.T.Den > int64(MaxUnitPeriods-max(flow.Count-1, 0)*max(flow.Step, 1)) {
		r.fault(i, "t", PeriodsNotWhole)
	}
	if flow.F == nil || flow.F.Num == 0 {
		return
	}
	den := flow.F.Den / greatestCommonDivisor(flow.F.Num, flow.F.Den)
	if flow.F.Num < 0 || flow.F.Num >= flow.F.Den || den > MaxFractionParts {
		r.fault(i, "f", FractionRange)
		return
	}
	parts := int64(r.cash.parts)
	if parts = parts / greatestCommonDivisor(parts, den) * den; parts > MaxFractionParts {
		r.fault(i, "f", FractionRange)
		return
	}
	r.cash.parts = uint64(parts)
}

// firstAdvance returns the day of the first advance.
func (r *flowReader) firstAdvance() civil.Date {
	first := civil.MaxDate
	for i := range r.flows {
		if r.flows[i].Kind == AdvanceFlow {
			first = min(first, r.flows[i].Date)
		}
	}
	return first
}

// oddParts returns an odd fraction in parts of the common denominator.
func (r *flowReader) oddParts(f *civil.Ratio) int32 {
	if f == nil || f.Num == 0 {
		return 0
	}
	common := greatestCommonDivisor(f.Num, f.Den)
	return int32(f.Num / common * (int64(r.cash.parts) / (f.Den / common)))
}

// checkOrder finds payments before the first advance among flows without dates.
func (r *flowReader) checkOrder() {
	first := slices.MinFunc(r.cash.advances, sum.compare)
	for i := range r.flows {
		flow := &r.flows[i]
		at := sum{periods: int32(flow.T.Num / flow.T.Den), odd: r.oddParts(flow.F)}
		if flow.Kind != AdvanceFlow && at.compare(first) < 0 {
			r.fault(i, "t", BeforeAdvance)
		}
	}
}

// place appends the single sums of a flow.
func (r *flowReader) place(i int) {
	flow := &r.flows[i]
	sums := &r.cash.payments
	if flow.Kind == AdvanceFlow {
		sums = &r.cash.advances
	}
	if r.dated && flow.Date < r.line.start {
		r.fault(i, "date", BeforeAdvance)
		return
	}
	for k := range max(flow.Count, 1) {
		s := sum{amount: uint64(flow.Amount)}
		if r.dated {
			date := flow.Date
			if k > 0 {
				date = flow.Every.Date(date, k)
			}
			s.periods, s.odd = r.line.at(date)
		} else {
			s.periods = int32(flow.T.Num/flow.T.Den) + int32(k*max(flow.Step, 1))
			s.odd = r.oddParts(flow.F)
		}
		*sums = append(*sums, s)
	}
}
