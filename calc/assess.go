package calc

import (
	"errors"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/wire"
)

// AssessRequest asks what is owed at a date, and why.
type AssessRequest struct {
	// The day of the question; the engine never guesses today.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The rules to check the charges against; none when left out.
	Pack policy.PackID `json:"pack,omitempty"`
	// The day on which the contract was made: it decides the highest rate where the pack's rules go by that day.
	ContractDate civil.Date `json:"contract_date,omitempty"`
	// How each component grows.
	Rules []ledger.Rule `json:"rules" maxitems:"12"`
	// Which component a payment meets first. Components left out follow in the order costs, fees, penalty, compound, interest, principal.
	Allocation []ledger.Component `json:"allocation" minitems:"1" maxitems:"6"`
	// The history of the account.
	Entries []ledger.Entry `json:"entries" minitems:"1" maxitems:"10000"`
}

// AssessAnswer is what is owed at a date, and why.
type AssessAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What is owed.
	Claim ledger.Claim `json:"claim"`
	// Each stretch of days over which interest grew, and each late fee.
	Lines []ledger.Line `json:"lines"`
	// How the charges stand against the rules of the pack.
	Findings []policy.Finding `json:"findings,omitempty"`
}

// assess replays the account and checks its charges.
func assess(request *AssessRequest) (AssessAnswer, []wire.Problem) {
	rules, problems := resolve(request.Pack, request.AsOf, request.ContractDate)
	problems = append(problems, checkHistory(request)...)
	if len(problems) > 0 {
		return AssessAnswer{}, problems
	}
	assessment, err := ledger.Assess(&ledger.Account{
		Currency: request.Currency, AsOf: request.AsOf, Rules: request.Rules,
		Allocation: request.Allocation, Entries: request.Entries,
	})
	if err != nil {
		return AssessAnswer{}, []wire.Problem{tooLarge(historyPointer(err))}
	}
	if max(assessment.Claim.Total, assessment.Claim.Credit, assessment.Charged) > request.Currency.Most() {
		return AssessAnswer{}, []wire.Problem{tooLarge("#/entries")}
	}
	answer := AssessAnswer{
		Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency,
		Claim: assessment.Claim, Lines: assessment.Lines,
	}
	answer.Findings, err = assessFindings(request, &assessment, &rules)
	if err != nil {
		return AssessAnswer{}, []wire.Problem{tooLarge("#/entries")}
	}
	return answer, nil
}

// historyPointer points at the entry or the rule that made a balance too large.
func historyPointer(err error) string {
	var large *ledger.TooLargeError
	if errors.As(err, &large) {
		if large.Entry >= 0 {
			return item("#/entries", large.Entry)
		}
		return item("#/rules", large.Rule)
	}
	return "#/entries"
}
