package calc

import (
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/wire"
)

// LintRequest asks what a creditor can hardly have meant with a mandate.
type LintRequest struct {
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The mandate.
	Mandate negotiate.Mandate `json:"mandate"`
}

// LintAnswer is what there is to look at in a mandate.
type LintAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What there is to look at, tier by tier, then pair by pair, then band by band; a hundred at most. None of it is an error.
	Remarks []negotiate.Remark `json:"remarks,omitempty"`
}

// lint looks a mandate over.
func lint(request *LintRequest) (LintAnswer, []wire.Problem) {
	var problems faults
	if problems.tell("#", request.Mandate.Flaws()); len(problems) > 0 {
		return LintAnswer{}, problems
	}
	return LintAnswer{versions(""), request.Currency, negotiate.Lint(&request.Mandate)}, nil
}
