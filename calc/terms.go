package calc

import (
	"parley/calc/civil"
	"parley/calc/repay"
	"parley/calc/wire"
)

// checkTerms finds what a plan's terms lack or contradict.
func checkTerms(terms *repay.Terms, asOf civil.Date) []wire.Problem {
	problems := checkCountOrAmount(terms)
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

func checkCountOrAmount(terms *repay.Terms) []wire.Problem {
	if terms.Shape == repay.LumpSum {
		if terms.Count > 1 || terms.Amount != 0 {
			return []wire.Problem{problem(CountOrAmount, "#/terms",
				"a lump sum is one payment and its amount is solved: leave count and amount out", "")}
		}
		return nil
	}
	var problems []wire.Problem
	if (terms.Count == 0) == (terms.Amount == 0) {
		problems = append(problems, problem(CountOrAmount, "#/terms",
			"give either count, to have the amount solved, or amount, to have the count solved", ""))
	}
	if terms.Every == nil && terms.Count != 1 {
		problems = append(problems, problem(FrequencyMissing, "#/terms/every",
			"say how often an instalment is due", `{"unit":"month","n":1}`))
	}
	return problems
}
