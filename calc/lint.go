package calc

import (
	"parley/calc/ledger"
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
	// An account for which the mandate is looked at day by day; none when left out.
	Account *LintAccount `json:"account,omitempty"`
}

// LintAccount is an account that waits.
type LintAccount struct {
	// What it owes.
	Components ledger.Components `json:"components"`
	// How long the oldest debt is overdue; the days before are not looked at for what waiting pays.
	DaysOverdue int `json:"days_overdue,omitempty" min:"0" max:"100000"`
	// Its segment, for tiers that ask for one.
	Segment string `json:"segment,omitempty" maxlen:"64"`
	// Whether the borrower is in hardship, for tiers that ask for it.
	Hardship bool `json:"hardship,omitempty"`
	// What it owes more each day, as interest: the per_diem of assess.
	PerDay money.Amount `json:"per_day,omitempty"`
	// From which sum on a change of the most waived from one day to the next is a cliff; none is told when left out.
	Cliff money.Amount `json:"cliff,omitempty" min:"1"`
}

// LintAnswer is what there is to look at in a mandate.
type LintAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What there is to look at, tier by tier, then pair by pair, then band by band, then day by day for the account; a hundred of each at most. None of it is an error.
	Remarks []negotiate.Remark `json:"remarks,omitempty"`
}

// lint looks a mandate over.
func lint(request *LintRequest) (LintAnswer, []wire.Problem) {
	var problems faults
	problems.tell("#", request.Mandate.Flaws())
	account := request.Account
	if account != nil {
		if total, ok := account.Components.Total(); !ok || total > request.Currency.Most() {
			problems = append(problems, tooLarge("#/account/components"))
		}
	}
	if len(problems) > 0 {
		return LintAnswer{}, problems
	}
	answer := LintAnswer{versions(""), request.Currency, negotiate.Lint(&request.Mandate)}
	if account != nil {
		waits := negotiate.Case{
			Currency: request.Currency, Claim: account.Components, DaysOverdue: account.DaysOverdue, Segment: account.Segment, Hardship: account.Hardship,
		}
		if account.Cliff > 0 {
			answer.Remarks = append(answer.Remarks, negotiate.Cliffs(&waits, &request.Mandate, account.Cliff)...)
		}
		answer.Remarks = append(answer.Remarks, negotiate.Waiting(&waits, &request.Mandate, account.PerDay)...)
	}
	return answer, nil
}
