package calc

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/repay"
	"parley/calc/wire"
)

// checkTerms finds what a plan's terms lack or contradict.
func checkTerms(request *QuoteRequest) []wire.Problem {
	terms, asOf := &request.Terms, request.AsOf
	problems := append(checkCountOrAmount(request), checkShape(terms)...)
	if request.WaiverTerms != nil {
		problems = append(problems, checkWaiverTerms(request.WaiverTerms, terms)...)
	}
	if terms.Deposit != nil && terms.Deposit.Amount == 0 && terms.Solve != repay.SolveDeposit {
		problems = append(problems, problem(wire.MissingKey, "#/terms/deposit/amount", "the sum of the deposit is missing", ""))
	}
	// The latest of the days that the first instalment has to wait for.
	earliest, reason := asOf, "the first instalment cannot be due before as_of"
	if terms.InterestFrom < asOf {
		problems = append(problems, problem(DateOrder, "#/terms/interest_from",
			"interest cannot run from before as_of: the claim holds the interest up to then", asOf.String()))
	} else if terms.InterestFrom > earliest {
		earliest, reason = terms.InterestFrom, "the first instalment cannot be due before interest_from"
	}
	if terms.Deposit != nil && terms.Deposit.Due < asOf {
		problems = append(problems, problem(DateOrder, "#/terms/deposit/due",
			"the deposit cannot be due before as_of", asOf.String()))
	} else if terms.Deposit != nil && terms.Deposit.Due > earliest {
		earliest, reason = terms.Deposit.Due, "the deposit is paid before the instalments: the first cannot be due before it"
	}
	if terms.FirstDue < earliest {
		problems = append(problems, problem(DateOrder, "#/terms/first_due", reason, earliest.String()))
	}
	return problems
}

func checkCountOrAmount(request *QuoteRequest) []wire.Problem {
	terms := &request.Terms
	both := terms.Count > 0 && terms.Amount > 0
	switch terms.Shape {
	case repay.LumpSum:
		if terms.Count > 1 || terms.Amount != 0 {
			return []wire.Problem{problem(CountOrAmount, "#/terms",
				"a lump sum is one payment and its amount is solved: leave count and amount out", "")}
		}
		return nil
	case repay.Custom:
		if terms.Count > 0 || terms.Amount != 0 {
			return []wire.Problem{problem(CountOrAmount, "#/terms",
				"custom payments say how many there are and of what sum: leave count and amount out", "")}
		}
		return nil
	}
	var problems []wire.Problem
	switch {
	case terms.Shape == repay.InterestOnly && (terms.Count == 0 || terms.Amount != 0):
		problems = append(problems, problem(CountOrAmount, "#/terms", "interest only takes a count and no amount", ""))
	case terms.Count == 0 && terms.Amount == 0, both && terms.Solve == "" && request.Waterfall == nil:
		problems = append(problems, problem(CountOrAmount, "#/terms",
			"give either count, to have the amount solved, or amount, to have the count solved", ""))
	case both:
		problems = checkSolve(request)
	case terms.Solve != "":
		problems = append(problems, unused("#/terms/solve", "is for terms with both a count and an amount"))
	}
	if terms.Every == nil && terms.Count != 1 {
		problems = append(problems, problem(FrequencyMissing, "#/terms/every",
			"say how often an instalment is due", `{"unit":"month","n":1}`))
	}
	return problems
}

// checkSolve finds what a plan with both a count and an amount lacks to have
// something else solved.
func checkSolve(request *QuoteRequest) (problems []wire.Problem) {
	terms := &request.Terms
	switch {
	case terms.Shape == repay.EqualPrincipal:
		return []wire.Problem{unused("#/terms/amount", "beside a count is for the shapes level, stepped and seasonal")}
	case terms.Interest == repay.FlatInterest && (terms.Moratorium.Periods() > 0 || slices.ContainsFunc(terms.Season, decimal.Decimal.IsZero)):
		// What rounding leaves moves between rows that pay principal and rows that do
		// not, so that a larger debt may be cleared where a smaller one is not.
		return []wire.Problem{unused("#/terms/interest", "flat, with periods that repay nothing, leaves nothing exact to solve")}
	case terms.Solve == repay.SolveDeposit && terms.Deposit == nil:
		return []wire.Problem{problem(wire.MissingKey, "#/terms/deposit", "say by which day the deposit is paid", "")}
	case terms.Solve == repay.SolveDeposit && terms.Deposit.Amount > 0:
		return []wire.Problem{unused("#/terms/deposit/amount", "is what is solved: leave it out")}
	case terms.Solve != repay.SolveDeposit && terms.Solve != repay.SolveRate && request.Waterfall == nil:
		return []wire.Problem{problem(wire.MissingKey, "#/waterfall", "say of which components the waiver is taken, in order", "")}
	}
	return nil
}

// unused is the problem of a key that has no place in a request as it stands.
func unused(pointer, why string) wire.Problem {
	key := pointer[strings.LastIndexByte(pointer, '/')+1:]
	return problem(TermsFields, pointer, key+" "+why, "")
}

// checkShape finds keys that the shape of a plan lacks or does not use.
func checkShape(terms *repay.Terms) (problems []wire.Problem) {
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
			problems = append(problems, unused("#/terms/"+key.name, "is for the shape "+string(key.shape)))
		} else if !key.given && key.shape == terms.Shape {
			problems = append(problems, problem(wire.MissingKey, "#/terms/"+key.name, "the shape "+string(key.shape)+" needs it", ""))
		}
	}
	if step := terms.Step; step != nil && (step.Percent == nil) == (step.Amount == nil) {
		problems = append(problems, problem(TermsFields, "#/terms/step", "give either percent, a fraction of one, or amount", ""))
	}
	if terms.Season != nil && !slices.ContainsFunc(terms.Season, decimal.Decimal.IsPositive) {
		problems = append(problems, problem(TermsFields, "#/terms/season", "at least one weight has to be above zero", ""))
	}
	if fee := terms.Fee; fee != nil && (fee.Percent == nil) == (fee.Amount == nil) {
		problems = append(problems, problem(TermsFields, "#/terms/fee", "give either amount or percent, a fraction of one", ""))
	}
	if rolls := terms.Roll != civil.RollNone; rolls && terms.Calendar == "" {
		problems = append(problems, problem(wire.MissingKey, "#/terms/calendar", "say whose business days the due dates roll to", ""))
	} else if !rolls && terms.Calendar != "" {
		problems = append(problems, unused("#/terms/calendar", "is for due dates that roll"))
	} else if !rolls && terms.AccrueTo != "" {
		problems = append(problems, unused("#/terms/accrue_to", "is for due dates that roll"))
	}
	if terms.FlatOn != "" && terms.Interest != repay.FlatInterest {
		problems = append(problems, unused("#/terms/flat_on", "is for flat interest"))
	}
	solved := terms.Shape != repay.LumpSum && terms.Shape != repay.InterestOnly && terms.Shape != repay.Custom
	if terms.Residue != "" && !solved {
		problems = append(problems, unused("#/terms/residue", "is for shapes whose payment is solved"))
	}
	if free := terms.Moratorium.Periods(); terms.Moratorium != nil && !solved {
		problems = append(problems, unused("#/terms/moratorium", "is for the shapes level, equal_principal, stepped and seasonal"))
	} else if free > 0 && terms.Count > 0 && free >= terms.Count {
		problems = append(problems, problem(MoratoriumTooLong, "#/terms/moratorium",
			"the moratorium leaves no period in which the debt is repaid", strconv.Itoa(terms.Count-1)))
	}
	if terms.Shape == repay.Custom {
		problems = append(problems, checkPayments(terms)...)
	}
	return append(problems, twice(terms.Capitalise, "#/terms/capitalise")...)
}

// checkPayments finds custom payments out of order or without a sum.
func checkPayments(terms *repay.Terms) (problems []wire.Problem) {
	for i := range terms.Payments {
		payment, pointer := &terms.Payments[i], item("#/terms/payments", i)
		if i == 0 && payment.Due != terms.FirstDue {
			problems = append(problems, problem(DateOrder, "#/terms/first_due",
				"for custom payments it is the day of the first", payment.Due.String()))
		}
		if i > 0 && payment.Due <= terms.Payments[i-1].Due {
			allowed := ""
			if next := terms.Payments[i-1].Due + 1; next.Valid() {
				allowed = next.String()
			}
			problems = append(problems, problem(DateOrder, pointer+"/due", "each payment is due after the one before it", allowed))
		}
		if payment.Amount == 0 && i < len(terms.Payments)-1 {
			problems = append(problems, problem(wire.MissingKey, pointer+"/amount", "only the last payment may be whatever is left", ""))
		}
	}
	return problems
}

// checkWaiverTerms finds what the terms of the waivers lack or contradict.
func checkWaiverTerms(waiver *repay.WaiverTerms, terms *repay.Terms) (problems []wire.Problem) {
	if (waiver.Earned == repay.SteppedEarned) != (waiver.Steps != nil) {
		problems = append(problems, problem(TermsFields, "#/waiver_terms/steps", "steps are for waivers that are earned stepped, and those need them", ""))
	}
	for i := 1; i < len(waiver.Steps); i++ {
		step, before := &waiver.Steps[i], &waiver.Steps[i-1]
		if step.After <= before.After || step.Share.LessThan(before.Share) {
			problems = append(problems, problem(TermsFields, item("#/waiver_terms/steps", i),
				"each step comes after more instalments and earns no less than the one before", ""))
		}
	}
	if (waiver.Kind == repay.Ongoing) != (waiver.StoppedRate != nil) {
		problems = append(problems, problem(TermsFields, "#/waiver_terms/stopped_rate",
			"an ongoing waiver says which rate it stops, and a snapshot stops none", ""))
	}
	first, pointer := terms.FirstDue, "#/terms/first_due"
	if terms.Deposit != nil {
		first, pointer = terms.Deposit.Due, "#/terms/deposit/due"
	}
	if waiver.Deadline != 0 && first > waiver.Deadline {
		problems = append(problems, problem(WaiverDeadline, pointer,
			"the waiver holds only when the first money is due by its deadline", waiver.Deadline.String()))
	}
	return problems
}
