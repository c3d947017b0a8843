package calc

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/repay"
	"parley/calc/wire"
)

// checkTerms finds what a plan's terms lack or contradict.
func (problems *faults) checkTerms(request *QuoteRequest) {
	terms, asOf := &request.Terms, request.AsOf
	problems.checkCountOrAmount(request)
	problems.checkShape(terms)
	if request.WaiverTerms != nil {
		problems.checkWaiverTerms(request.WaiverTerms, terms)
	}
	if terms.Deposit != nil && terms.Deposit.Amount == 0 && terms.Solve != repay.SolveDeposit {
		problems.add(wire.MissingKey, "#/terms/deposit/amount", "the sum of the deposit is missing", "")
	}
	// The latest of the days that the first instalment has to wait for.
	earliest, reason := asOf, "the first instalment cannot be due before as_of"
	if terms.InterestFrom < asOf {
		problems.add(DateOrder, "#/terms/interest_from",
			"interest cannot run from before as_of: the claim holds the interest up to then", asOf.String())
	} else if terms.InterestFrom > earliest {
		earliest, reason = terms.InterestFrom, "the first instalment cannot be due before interest_from"
	}
	if terms.Deposit != nil && terms.Deposit.Due < asOf {
		problems.add(DateOrder, "#/terms/deposit/due",
			"the deposit cannot be due before as_of", asOf.String())
	} else if terms.Deposit != nil && terms.Deposit.Due > earliest {
		earliest, reason = terms.Deposit.Due, "the deposit is paid before the instalments: the first cannot be due before it"
	}
	if terms.FirstDue < earliest {
		problems.add(DateOrder, "#/terms/first_due", reason, earliest.String())
	}
}

func (problems *faults) checkCountOrAmount(request *QuoteRequest) {
	terms := &request.Terms
	both := terms.Count > 0 && terms.Amount > 0
	switch terms.Shape {
	case repay.LumpSum:
		if terms.Count > 1 || terms.Amount != 0 {
			problems.add(CountOrAmount, "#/terms",
				"a lump sum is one payment and its amount is solved: leave count and amount out", "")
		}
		return
	case repay.Custom:
		if terms.Count > 0 || terms.Amount != 0 {
			problems.add(CountOrAmount, "#/terms",
				"custom payments say how many there are and of what sum: leave count and amount out", "")
		}
		return
	}
	switch {
	case terms.Shape == repay.InterestOnly && (terms.Count == 0 || terms.Amount != 0):
		problems.add(CountOrAmount, "#/terms", "interest only takes a count and no amount", "")
	case terms.Count == 0 && terms.Amount == 0, both && terms.Solve == "" && request.Waterfall == nil:
		problems.add(CountOrAmount, "#/terms",
			"give either count, to have the amount solved, or amount, to have the count solved", "")
	case both:
		problems.checkSolve(request)
	case terms.Solve != "":
		problems.unused("#/terms/solve", "is for terms with both a count and an amount")
	}
	if terms.Every == nil && terms.Count != 1 {
		problems.add(FrequencyMissing, "#/terms/every",
			"say how often an instalment is due", `{"unit":"month","n":1}`)
	}
}

// checkSolve finds what a plan with both a count and an amount lacks to have
// something else solved.
func (problems *faults) checkSolve(request *QuoteRequest) {
	terms := &request.Terms
	switch {
	case terms.Shape == repay.EqualPrincipal:
		problems.unused("#/terms/amount", "beside a count is for the shapes level, stepped and seasonal")
	case terms.Interest == repay.FlatInterest && (terms.Moratorium.Periods() > 0 || slices.ContainsFunc(terms.Season, decimal.Decimal.IsZero)):
		// What rounding leaves moves between rows that pay principal and rows that do
		// not, so that a larger debt may be cleared where a smaller one is not.
		problems.unused("#/terms/interest", "flat, with periods that repay nothing, leaves nothing exact to solve")
	case terms.Solve == repay.SolveDeposit && terms.Deposit == nil:
		problems.add(wire.MissingKey, "#/terms/deposit", "say by which day the deposit is paid", "")
	case terms.Solve == repay.SolveDeposit && terms.Deposit.Amount > 0:
		problems.unused("#/terms/deposit/amount", "is what is solved: leave it out")
	case terms.Solve != repay.SolveDeposit && terms.Solve != repay.SolveRate && request.Waterfall == nil:
		problems.add(wire.MissingKey, "#/waterfall", "say of which components the waiver is taken, in order", "")
	}
}

// checkShape finds keys that the shape of a plan lacks or does not use.
func (problems *faults) checkShape(terms *repay.Terms) {
	for _, key := range [...]struct {
		name  string
		given bool
		shape repay.Shape
	}{
		{"step", terms.Step != nil, repay.Stepped},
		{"season", terms.Season != nil, repay.Seasonal},
		{"payments", terms.Payments != nil, repay.Custom},
	} {
		if key.given && key.shape != terms.Shape {
			problems.unused("#/terms/"+key.name, "is for the shape "+string(key.shape))
		} else if !key.given && key.shape == terms.Shape {
			problems.add(wire.MissingKey, "#/terms/"+key.name, "the shape "+string(key.shape)+" needs it", "")
		}
	}
	if step := terms.Step; step != nil && (step.Percent == nil) == (step.Amount == nil) {
		problems.add(TermsFields, "#/terms/step", "give either percent, a fraction of one, or amount", "")
	}
	if terms.Season != nil && !slices.ContainsFunc(terms.Season, decimal.Decimal.IsPositive) {
		problems.add(TermsFields, "#/terms/season", "at least one weight has to be above zero", "")
	}
	if fee := terms.Fee; fee != nil && (fee.Percent == nil) == (fee.Amount == nil) {
		problems.add(TermsFields, "#/terms/fee", "give either amount or percent, a fraction of one", "")
	}
	if rolls := terms.Roll != civil.RollNone; rolls && terms.Calendar == "" {
		problems.add(wire.MissingKey, "#/terms/calendar", "say whose business days the due dates roll to", "")
	} else if !rolls && terms.Calendar != "" {
		problems.unused("#/terms/calendar", "is for due dates that roll")
	} else if !rolls && terms.AccrueTo != "" {
		problems.unused("#/terms/accrue_to", "is for due dates that roll")
	}
	if terms.FlatOn != "" && terms.Interest != repay.FlatInterest {
		problems.unused("#/terms/flat_on", "is for flat interest")
	}
	solved := terms.Shape != repay.LumpSum && terms.Shape != repay.InterestOnly && terms.Shape != repay.Custom
	if terms.Residue != "" && !solved {
		problems.unused("#/terms/residue", "is for shapes whose payment is solved")
	}
	if free := terms.Moratorium.Periods(); terms.Moratorium != nil && !solved {
		problems.unused("#/terms/moratorium", "is for the shapes level, equal_principal, stepped and seasonal")
	} else if free > 0 && terms.Count > 0 && free >= terms.Count {
		problems.add(MoratoriumTooLong, "#/terms/moratorium",
			"the moratorium leaves no period in which the debt is repaid", strconv.Itoa(terms.Count-1))
	}
	if terms.Shape == repay.Custom {
		problems.checkPayments(terms)
	}
	problems.twice(terms.Capitalise, "#/terms/capitalise")
}

// checkPayments finds custom payments out of order or without a sum.
func (problems *faults) checkPayments(terms *repay.Terms) {
	for i := range terms.Payments {
		payment, pointer := &terms.Payments[i], item("#/terms/payments", i)
		if i == 0 && payment.Due != terms.FirstDue {
			problems.add(DateOrder, "#/terms/first_due",
				"for custom payments it is the day of the first", payment.Due.String())
		}
		if i > 0 && payment.Due <= terms.Payments[i-1].Due {
			allowed := ""
			if next := terms.Payments[i-1].Due + 1; next.Valid() {
				allowed = next.String()
			}
			problems.add(DateOrder, pointer+"/due", "each payment is due after the one before it", allowed)
		}
		if payment.Amount == 0 && i < len(terms.Payments)-1 {
			problems.add(wire.MissingKey, pointer+"/amount", "only the last payment may be whatever is left", "")
		}
	}
}

// checkWaiverTerms finds what the terms of the waivers lack or contradict.
func (problems *faults) checkWaiverTerms(waiver *repay.WaiverTerms, terms *repay.Terms) {
	if (waiver.Earned == repay.SteppedEarned) != (waiver.Steps != nil) {
		problems.add(TermsFields, "#/waiver_terms/steps", "steps are for waivers that are earned stepped, and those need them", "")
	}
	for i := 1; i < len(waiver.Steps); i++ {
		step, before := &waiver.Steps[i], &waiver.Steps[i-1]
		if step.After <= before.After || step.Share.LessThan(before.Share) {
			problems.add(TermsFields, item("#/waiver_terms/steps", i),
				"each step comes after more instalments and earns no less than the one before", "")
		}
	}
	if (waiver.Kind == repay.Ongoing) != (waiver.StoppedRate != nil) {
		problems.add(TermsFields, "#/waiver_terms/stopped_rate",
			"an ongoing waiver says which rate it stops, and a snapshot stops none", "")
	}
	first, pointer := terms.FirstDue, "#/terms/first_due"
	if terms.Deposit != nil {
		first, pointer = terms.Deposit.Due, "#/terms/deposit/due"
	}
	if waiver.Deadline != 0 && first > waiver.Deadline {
		problems.add(WaiverDeadline, pointer,
			"the waiver holds only when the first money is due by its deadline", waiver.Deadline.String())
	}
}
