package calc

import (
	"slices"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/wire"
)

// ReconcileRequest asks under which conventions the facts of an account give the
// figure of the lender. It holds the account as a request of assess does.
type ReconcileRequest struct {
	AssessRequest
	// The figure of the lender: the total, or some components, or both.
	Lender LenderFigure `json:"lender"`
	// What to try; the usual conventions when left out.
	Search *Search `json:"search,omitempty"`
}

// LenderFigure is what a lender says is owed. What is left out is not compared.
type LenderFigure struct {
	// All that is owed.
	Total *money.Amount `json:"total,omitempty"`
	// Parts of it.
	Components *LenderComponents `json:"components,omitempty"`
}

// LenderComponents is what a lender says is owed of some components. One that is
// left out is not compared; zero is.
type LenderComponents struct {
	// What was borrowed or spent and not yet repaid.
	Principal *money.Amount `json:"principal,omitempty"`
	// Contractual interest.
	Interest *money.Amount `json:"interest,omitempty"`
	// Penalty interest.
	Penalty *money.Amount `json:"penalty,omitempty"`
	// Compound interest.
	Compound *money.Amount `json:"compound,omitempty"`
	// Late fees and other charges.
	Fees *money.Amount `json:"fees,omitempty"`
	// Costs of enforcement and of court.
	Costs *money.Amount `json:"costs,omitempty"`
}

// PenaltyBase is what penalty interest is charged on.
type PenaltyBase string

const (
	// PenaltyOnPrincipal is on principal alone.
	PenaltyOnPrincipal PenaltyBase = "principal"
	// PenaltyOnInterest is on principal and interest.
	PenaltyOnInterest PenaltyBase = "principal_interest"
)

// Search says which conventions to try, beside those that the rules state. A list
// that is left out stands for the usual ones.
type Search struct {
	// How days become a fraction of a year. Usual: ACT/365F, ACT/360, 30/360, ACT/ACT-ISDA. Where every rate is by the day, only those that count the days differently.
	DayCounts []civil.DayCount `json:"day_counts,omitempty" minitems:"1" maxitems:"12"`
	// Whether the last day counts. Usual: both.
	EndRules []ledger.EndRule `json:"end_rules,omitempty" minitems:"1" maxitems:"2"`
	// When unpaid interest bears interest. Usual: never, monthly, statement, yearly, daily.
	Compounds []ledger.Compounds `json:"compounds,omitempty" minitems:"1" maxitems:"5"`
	// Where a figure between two minor units goes. Usual: half_up, half_even, down, up.
	Rounding []money.Rounding `json:"rounding,omitempty" minitems:"1" maxitems:"4"`
	// Which figure is rounded. Usual: period, day, end.
	RoundEach []ledger.RoundEach `json:"round_each,omitempty" minitems:"1" maxitems:"3"`
	// What rules into penalty are charged on. Usual: both.
	PenaltyBase []PenaltyBase `json:"penalty_base,omitempty" minitems:"1" maxitems:"2"`
	// Days of grace of the accruals from after_grace or into penalty. Usual: 0, 1, 3, 5, 7, 10.
	GraceDays []int `json:"grace_days,omitempty" minitems:"1" maxitems:"12" min:"0" max:"366"`
}

// Conventions are the ways of counting that differ from the rules of the request.
// One that is left out is as the request states it. They hold for all accruals
// alike; late fees stay as they are.
type Conventions struct {
	// How days become a fraction of a year.
	DayCount civil.DayCount `json:"day_count,omitempty"`
	// Whether the last day counts.
	EndRule ledger.EndRule `json:"end_rule,omitempty"`
	// When unpaid interest bears interest.
	Compounds ledger.Compounds `json:"compounds,omitempty"`
	// Where a figure between two minor units goes.
	Rounding money.Rounding `json:"rounding,omitempty"`
	// Which figure is rounded.
	RoundEach ledger.RoundEach `json:"round_each,omitempty"`
	// What penalty interest is charged on; only rules into penalty change.
	PenaltyBase PenaltyBase `json:"penalty_base,omitempty"`
	// Days of grace; only accruals from after_grace or into penalty change.
	GraceDays *int `json:"grace_days,omitempty" min:"0" max:"366"`
}

// ReconcileTry is what is owed under some conventions.
type ReconcileTry struct {
	// What differs from the rules of the request.
	Conventions Conventions `json:"conventions"`
	// All that is owed.
	Total money.Amount `json:"total"`
	// What is owed of each component.
	Components ledger.Components `json:"components"`
	// How far that is from the lender's figure: the distances of all figures compared, added up.
	Difference money.Amount `json:"difference"`
}

// ReconcileAnswer says which conventions give the lender's figure.
type ReconcileAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What is owed under the rules as the request states them.
	Stated ReconcileTry `json:"stated"`
	// How many sets of conventions were tried, the stated one included.
	Tried int `json:"tried"`
	// All sets were tried. False when the search was cut short; those with the fewest changes come first.
	Complete bool `json:"complete"`
	// How many sets give the lender's figure.
	Matching int `json:"matching"`
	// The first 12 of them, the fewest changes first. One that only adds changes to another that gives the figure as well is left out.
	Matches []ReconcileTry `json:"matches"`
	// When there is none: the 3 sets that come nearest, the nearest first.
	Nearest []ReconcileTry `json:"nearest,omitempty"`
}

const (
	mostMatches = 12
	mostNearest = 3
)

// reconcile tries conventions, the fewest changes first, within a bound of work.
func reconcile(request *ReconcileRequest) (ReconcileAnswer, []wire.Problem) {
	account, rules, problems := openAccount(&request.AssessRequest)
	if request.Lender.Total == nil && (request.Lender.Components == nil || *request.Lender.Components == (LenderComponents{})) {
		problems = append(problems, problem(LenderFigureMissing, "#/lender", "give the total, or at least one component", ""))
	}
	if len(problems) > 0 {
		return ReconcileAnswer{}, problems
	}
	account.ItemizeFrom = 0
	s := search{request: request, account: &account}
	stated, err := s.try(Conventions{})
	if err != nil {
		return ReconcileAnswer{}, []wire.Problem{historyProblem(err)}
	}
	if stated.Total > request.Currency.Most() {
		return ReconcileAnswer{}, []wire.Problem{tooLarge("#/entries")}
	}
	answer := ReconcileAnswer{Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency, Stated: stated, Matches: []ReconcileTry{}}
	s.answer = &answer
	answer.take(stated)
	answer.Complete = s.all()
	answer.Tried = s.tried
	return answer, nil
}

// take keeps a try when it matches or comes near.
func (a *ReconcileAnswer) take(t ReconcileTry) {
	if t.Difference == 0 {
		a.Matching++
		a.Nearest = nil
		adds := slices.ContainsFunc(a.Matches, func(m ReconcileTry) bool { return m.Conventions.within(&t.Conventions) })
		if !adds && len(a.Matches) < mostMatches {
			a.Matches = append(a.Matches, t)
		}
		return
	}
	if a.Matching > 0 {
		return
	}
	at := len(a.Nearest)
	for at > 0 && a.Nearest[at-1].Difference > t.Difference {
		at--
	}
	if at == mostNearest {
		return
	}
	a.Nearest = append(a.Nearest, t)
	copy(a.Nearest[at+1:], a.Nearest[at:])
	a.Nearest[at] = t
	a.Nearest = a.Nearest[:min(len(a.Nearest), mostNearest)]
}

// within tells whether other makes every change of these conventions, and perhaps more.
func (c *Conventions) within(other *Conventions) bool {
	return (c.DayCount == "" || c.DayCount == other.DayCount) && (c.EndRule == "" || c.EndRule == other.EndRule) &&
		(c.Compounds == "" || c.Compounds == other.Compounds) && (c.Rounding == "" || c.Rounding == other.Rounding) &&
		(c.RoundEach == "" || c.RoundEach == other.RoundEach) && (c.PenaltyBase == "" || c.PenaltyBase == other.PenaltyBase) &&
		(c.GraceDays == nil || other.GraceDays != nil && *c.GraceDays == *other.GraceDays)
}

// far is how far a claim is from the lender's figure.
func (f *LenderFigure) far(claim *ledger.Claim) (far money.Amount) {
	apart := func(said *money.Amount, owed money.Amount) {
		if said != nil {
			far = min(far+max(*said-owed, owed-*said), money.MaxAmount)
		}
	}
	apart(f.Total, claim.Total)
	if c := f.Components; c != nil {
		o := &claim.Components
		apart(c.Principal, o.Principal)
		apart(c.Interest, o.Interest)
		apart(c.Penalty, o.Penalty)
		apart(c.Compound, o.Compound)
		apart(c.Fees, o.Fees)
		apart(c.Costs, o.Costs)
	}
	return far
}
