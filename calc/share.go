package calc

import (
	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/policy"
	"parley/calc/wire"
)

// ShareRequest asks how several debts could share what a budget leaves each month.
type ShareRequest struct {
	// The day of the question; the first month ends a month after it.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The rules that name where free advice is found; none when left out.
	Pack policy.PackID `json:"pack,omitempty"`
	// What the borrower can pay for all of the debts together, as negotiate takes it: a sum for each period or an income. What each debt gets is then the budget for a plan of its own.
	Budget negotiate.Budget `json:"budget"`
	// The debts.
	Debts []negotiate.SharingDebt `json:"debts" minitems:"1" maxitems:"32"`
}

// ShareAnswer holds the ways to share against each other.
type ShareAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What there is for all debts in a month.
	Monthly money.Amount `json:"monthly"`
	// What is owed on all of them.
	Owed money.Amount `json:"owed"`
	// By how much the least payments of the first month are more than there is.
	Short money.Amount `json:"short,omitempty"`
	// The ways, always the same four in the same order: none of them is the right one. None where there is nothing to share.
	Ways []negotiate.Shared `json:"ways,omitempty"`
	// Without anything to share: what else there is.
	Routes []Route `json:"routes,omitempty"`
	// With routes: where free advice is found, as the pack names it.
	Advice []string `json:"advice,omitempty"`
}

// share shares what a budget leaves among several debts.
func share(request *ShareRequest) (ShareAnswer, []wire.Problem) {
	rules, outside := resolve(request.Pack, request.AsOf, 0)
	problems := faults(outside)
	answer := ShareAnswer{Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency}
	problems.tell("#", request.Budget.Flaws(request.AsOf))
	if request.Budget.PerPeriod == nil && len(request.Budget.Income) == 0 {
		problems.add(BudgetFields, "#/budget", "say what there is to share: per_period or income", "")
	}
	answer.checkDebts(request.Debts, &problems)
	if len(problems) > 0 {
		return ShareAnswer{}, problems
	}
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	answer.Monthly = min(request.Budget.Caps(request.AsOf, []civil.Frequency{month})[0], request.Currency.Most())
	answer.Short = max(answer.Short-answer.Monthly, 0)
	if answer.Monthly == 0 {
		answer.Routes, answer.Advice = routes, rules.Advice()
		return answer, nil
	}
	for _, way := range negotiate.Sharings {
		answer.Ways = append(answer.Ways, way.Share(answer.Monthly, request.Debts))
	}
	return answer, nil
}

// checkDebts adds up what is owed and the least payments of the first month.
func (a *ShareAnswer) checkDebts(debts []negotiate.SharingDebt, problems *faults) {
	fits := true
	for i := range debts {
		debt := &debts[i]
		a.Owed += debt.Balance
		fits = fits && a.Owed <= a.Currency.Most()
		a.Short += min(debt.Minimum, debt.Balance)
		for k := range debts[:i] {
			if debts[k].Name == debt.Name {
				problems.add(NameTwice, item("#/debts", i)+"/name", "two debts have this name", "")
				break
			}
		}
	}
	if !fits {
		*problems = append(*problems, tooLarge("#/debts"))
	}
}
