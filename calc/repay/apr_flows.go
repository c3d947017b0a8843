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
	// MaxYears bounds the time of a sum in years, before the first advance and
	// after it: the years that Parley knows.
	MaxYears = 230
	// maxYearParts bounds the common denominator of times in years, so that all of
	// them fit 31 bits.
	maxYearParts = (1<<31 - 1) / (2 * MaxYears)
)

// flowReader turns flows into single sums, and collects what is wrong.
type flowReader struct {
	method Method
	unit   civil.Frequency
	flows  []Flow
	dated  bool // the first flow that says when has a date
	line   timeline
	cash   cash
	faults FlowFaults
}

// It stays out of line: inlined in each of its places it is twenty times the code in
// the browser, for what happens once in a bad request.
//
//go:noinline
func (r *flowReader) fault(index int, field string, fault Fault) {
	r.faults = append(r.faults, FlowFault{index, field, fault})
}

// cashOf returns the single sums of flows.
func cashOf(method Method, unit civil.Frequency, flows []Flow) (*cash, FlowFaults) {
	r := &flowReader{method: method, unit: unit, flows: flows, cash: cash{parts: 1, compounds: method.inYears()}}
	r.checkTimes()
	r.checkKinds()
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	if r.dated {
		r.line = newTimeline(method, unit, r.firstAdvance())
		r.cash.parts = uint64(r.line.parts)
	}
	for i := range flows {
		r.place(i)
	}
	if !r.dated && !method.inYears() {
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
		switch {
		case r.dated:
			r.checkDated(i)
		case r.method == XIRR:
			r.fault(i, "t", DatesOnly)
		case r.method.inYears():
			r.checkYears(i)
		default:
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
	if flow.F.Num < 0 || flow.F.Num >= flow.F.Den || !r.divide(flow.F.Num, flow.F.Den, MaxFractionParts) {
		r.fault(i, "f", FractionRange)
	}
}

// checkYears finds what is wrong with a time in years, which the unit turns into
// unit periods and a fraction of one.
func (r *flowReader) checkYears(i int) {
	flow, units := &r.flows[i], r.unit.PerYear().Num
	if flow.Every != nil {
		r.fault(i, "every", SpacingMismatch)
	}
	if flow.F != nil {
		r.fault(i, "f", FractionInYears)
	}
	run := int64(max(flow.Count-1, 0) * max(flow.Step, 1) * r.unit.N)
	// In units × the denominator: at most 10^9 × 365 on each side.
	early, late := -MaxYears*units*flow.T.Den, (MaxYears*units-run)*flow.T.Den
	if at := flow.T.Num * units; at < early || at > late {
		r.fault(i, "t", YearsRange)
	} else if !r.divide(at, flow.T.Den, maxYearParts/units) {
		r.fault(i, "t", YearsParts)
	}
}

// divide makes num/den of a unit period a whole number of parts. It returns false
// when that takes more parts than most.
func (r *flowReader) divide(num, den, most int64) bool {
	parts := int64(r.cash.parts)
	if den /= greatestCommonDivisor(max(num, -num), den); den > most {
		return false
	}
	if parts = parts / greatestCommonDivisor(parts, den) * den; parts > most {
		return false
	}
	r.cash.parts = uint64(parts)
	return true
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

// years returns a time in years as whole unit periods and parts of one.
func (r *flowReader) years(t *civil.Ratio) (periods, odd int32) {
	at := t.Num * r.unit.PerYear().Num
	whole, rest := at/t.Den, at%t.Den
	if rest < 0 {
		whole, rest = whole-1, rest+t.Den
	}
	return int32(whole), int32(rest * int64(r.cash.parts) / t.Den)
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
	if r.dated && flow.Date < r.line.start && !r.method.inYears() {
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
		} else if r.method.inYears() {
			s.periods, s.odd = r.years(flow.T)
			s.periods += int32(k * max(flow.Step, 1) * r.unit.N)
		} else {
			s.periods = int32(flow.T.Num/flow.T.Den) + int32(k*max(flow.Step, 1))
			s.odd = r.oddParts(flow.F)
		}
		*sums = append(*sums, s)
	}
}
