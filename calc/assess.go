package calc

import (
	"errors"
	"strconv"

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
	// Which component a payment meets first. Components left out follow in the order costs, fees, penalty, compound, interest, principal. Left out whole, that order is used and the answer holds allocation_range.
	Allocation []ledger.Component `json:"allocation,omitempty" minitems:"1" maxitems:"6"`
	// Whether a payment meets all of one component first, or all of the oldest due date; component when left out.
	AllocationBy ledger.AllocationBy `json:"allocation_by,omitempty"`
	// Other orders for payments to an account that is long overdue, by rising days_overdue: the last one that is reached holds.
	AllocationOverdue []ledger.OverdueOrder `json:"allocation_overdue,omitempty" maxitems:"6"`
	// A date from which the answer tells how the claim came about.
	ItemizeFrom civil.Date `json:"itemize_from,omitempty"`
	// Tell bucket, due and not_yet_due in the claim. An account with instalments has them in any case.
	Ageing bool `json:"ageing,omitempty"`
	// Give the working: the steps that lead to the figures, each as data and as a sentence.
	Explain bool `json:"explain,omitempty"`
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
	// How the claim came from what was owed on itemize_from.
	Itemization *ledger.Itemization `json:"itemization,omitempty"`
	// Each stretch of days over which interest grew, and each late fee.
	Lines []ledger.Line `json:"lines"`
	// How much the order of payments matters, when the request does not say it.
	AllocationRange *ledger.AllocationRange `json:"allocation_range,omitempty"`
	// How many entries are dated after as_of: they have not happened, and nothing here counts them.
	Ignored int `json:"ignored,omitempty"`
	// How the charges stand against the rules of the pack.
	Findings []policy.Finding `json:"findings,omitempty"`
	// The steps that lead to the figures, in order; only when asked for.
	Working []Step `json:"working,omitempty"`
}

// assess replays the account and checks its charges.
func assess(request *AssessRequest) (AssessAnswer, []wire.Problem) {
	account, rules, problems := openAccount(request)
	if len(problems) > 0 {
		return AssessAnswer{}, problems
	}
	account.Explain = request.Explain
	assessment, err := ledger.Assess(&account)
	if err != nil {
		return AssessAnswer{}, []wire.Problem{historyProblem(err)}
	}
	if max(assessment.Claim.Total, assessment.Claim.Credit, assessment.Charged) > request.Currency.Most() {
		return AssessAnswer{}, []wire.Problem{tooLarge("#/entries")}
	}
	answer := AssessAnswer{
		Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency, Claim: assessment.Claim,
		Itemization: assessment.Itemization, Lines: assessment.Lines, Ignored: assessment.Ignored,
	}
	if request.Allocation == nil {
		orders, err := ledger.RangeOfOrders(&account)
		if err != nil {
			return AssessAnswer{}, []wire.Problem{historyProblem(err)}
		}
		answer.AllocationRange = &orders
	}
	answer.Findings, err = assessFindings(request, &assessment, &rules)
	if err != nil {
		return AssessAnswer{}, []wire.Problem{tooLarge("#/entries")}
	}
	if request.Explain {
		if len(assessment.Lines)+len(assessment.Met) > mostExplained {
			return AssessAnswer{}, []wire.Problem{problem(TooManyLines, "#/explain",
				"the history has more lines and payments met than are told in sentences: ask without explain", strconv.Itoa(mostExplained))}
		}
		answer.Working = explainAssess(request, &assessment, &answer)
	}
	return answer, nil
}

// openAccount checks the account of a request, and resolves its pack.
func openAccount(request *AssessRequest) (ledger.Account, policy.Rules, []wire.Problem) {
	rules, problems := resolve(request.Pack, request.AsOf, request.ContractDate)
	account := ledger.Account{
		Currency: request.Currency, AsOf: request.AsOf, Rules: request.Rules,
		Allocation: request.Allocation, AllocationBy: request.AllocationBy, AllocationOverdue: request.AllocationOverdue,
		ItemizeFrom: request.ItemizeFrom, Ageing: request.Ageing, Entries: request.Entries,
	}
	return account, rules, append(problems, checkAccount(&account, request.Pack)...)
}

// historyProblem points at the entry or the rule that led beyond a bound.
func historyProblem(err error) wire.Problem {
	var lines *ledger.TooManyLinesError
	if errors.As(err, &lines) {
		return problem(TooManyLines, item("#/rules", lines.Rule), lines.Error(), "")
	}
	var large *ledger.TooLargeError
	switch {
	case !errors.As(err, &large):
		return tooLarge("#/entries")
	case large.Entry >= 0:
		return tooLarge(item("#/entries", large.Entry))
	default:
		return tooLarge(item("#/rules", large.Rule))
	}
}
