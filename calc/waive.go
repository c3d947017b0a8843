package calc

import (
	"github.com/shopspring/decimal"

	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// waiving is what the creditor gives up of a claim.
type waiving struct {
	request *QuoteRequest
	// total is the claim before any waiver.
	total money.Amount
	// waived is what is given up of each component.
	waived ledger.Components
	// steps are how each waiver came about, in the order in which they were taken.
	steps []waiverStep
	// room is what the waterfall may take of each component.
	room ledger.Components
	// poured is what the waterfall took altogether.
	poured money.Amount
}

// waiverStep is the working of one waiver.
type waiverStep struct {
	component ledger.Component
	// base is the component as claimed, and share what is waived of it; nil for a sum.
	base  money.Amount
	share *decimal.Decimal
	// unrounded is base × share, and amount what is waived.
	unrounded decimal.Decimal
	amount    money.Amount
}

// waive adds up the claim and takes each waiver of it: shares and sums, then all
// that is left of a component, then the waterfall. A share is of the component as
// claimed, so the order of waivers does not matter.
func waive(request *QuoteRequest, problems *faults) (w waiving) {
	w.request = request
	claimed := &request.Claim.Components
	total, ok := claimed.Total()
	if w.total = total; !ok || total > request.Currency.Most() {
		*problems = append(*problems, tooLarge("#/claim/components"))
	} else if total == 0 {
		problems.add(NothingToRepay, "#/claim/components", "nothing is owed: give at least one component above zero", "")
	}
	for i := range request.Waivers {
		w.take(&request.Waivers[i], item("#/waivers", i), problems)
	}
	for i := range request.Waivers {
		if name := request.Waivers[i].Component; request.Waivers[i].All {
			w.record(waiverStep{component: name, base: *claimed.At(name), amount: *claimed.At(name) - *w.waived.At(name)})
		}
	}
	if request.Waterfall != nil {
		w.pour(request.Waterfall, problems)
	}
	return w
}

// take takes a waiver of a share or a sum.
func (w *waiving) take(waiver *ledger.Waiver, pointer string, problems *faults) {
	request, given := w.request, 0
	for _, is := range [...]bool{waiver.Percent != nil, waiver.Amount != nil, waiver.All} {
		if is {
			given++
		}
	}
	if given != 1 {
		problems.add(WaiverShareOrAmount, pointer, "give one of percent, the share as a fraction of one, amount, and all", "")
		return
	}
	if waiver.All {
		return
	}
	step := waiverStep{component: waiver.Component, base: *request.Claim.Components.At(waiver.Component), share: waiver.Percent}
	left, key := step.base-*w.waived.At(waiver.Component), "/percent"
	if waiver.Amount != nil {
		step.amount, key = *waiver.Amount, "/amount"
	} else {
		step.unrounded = request.Currency.Decimal(step.base).Mul(*waiver.Percent)
		step.amount, _ = request.Currency.Round(step.unrounded, request.Terms.Rounding) // at most the component
	}
	if step.amount > left {
		problems.add(WaiverExceedsComponent, pointer+key,
			"more than is left of the "+string(waiver.Component)+" to waive", request.Currency.Text(left))
		return
	}
	w.record(step)
}

func (w *waiving) record(step waiverStep) {
	*w.waived.At(step.component) += step.amount
	w.steps = append(w.steps, step)
}

// pour takes the waterfall's total, unless the total is to be solved.
func (w *waiving) pour(fall *ledger.Waterfall, problems *faults) {
	request, before := w.request, len(*problems)
	problems.twice(fall.Order, "#/waterfall/order")
	names := make([]ledger.Component, len(fall.Ceilings))
	for i := range names {
		names[i] = fall.Ceilings[i].Component
	}
	problems.twice(names, "#/waterfall/ceilings")
	solved := request.Terms.Count > 0 && request.Terms.Amount > 0 && (request.Terms.Solve == "" || request.Terms.Solve == repay.SolveWaiver)
	given := 0
	if fall.Total != nil {
		given++
	}
	if fall.Percent != nil {
		given++
	}
	if solved && given > 0 || !solved && given != 1 {
		problems.add(WaiverShareOrAmount, "#/waterfall",
			"give either total or percent, the share of the claim as a fraction of one; neither when the waiver is solved", "")
	}
	if len(*problems) > before {
		return
	}
	w.room = fall.Room(request.Currency, &request.Claim.Components, &w.waived)
	if solved {
		return
	}
	total, key := money.Amount(0), "/total"
	if fall.Total != nil {
		total = *fall.Total
	} else {
		key = "/percent"
		total, _ = request.Currency.Round(request.Currency.Decimal(w.total).Mul(*fall.Percent), request.Terms.Rounding) // at most the claim
	}
	if most, _ := w.room.Total(); total > most {
		problems.add(WaiverTotalTooLarge, "#/waterfall"+key,
			"more than the ceilings of the components leave to waive", request.Currency.Text(most))
		return
	}
	w.recordPoured(total)
}

// recordPoured takes a total down the waterfall.
func (w *waiving) recordPoured(total money.Amount) {
	w.poured = total
	taken := w.request.Waterfall.Pour(total, &w.room)
	for _, name := range w.request.Waterfall.Order {
		w.record(waiverStep{component: name, base: *w.request.Claim.Components.At(name), amount: *taken.At(name)})
	}
}

// twice finds components that a list names again.
func (problems *faults) twice(list []ledger.Component, pointer string) {
	for i, name := range list {
		for _, before := range list[:i] {
			if before == name {
				problems.add(ComponentTwice, item(pointer, i), "the component is in the list already", "")
				break
			}
		}
	}
}

// debt is what a plan repays when extra is poured down the waterfall beside the
// waivers, and deposit is paid first: what is capitalised bears interest, and the
// rest does not. The deposit meets the rest first. Neither is below zero.
func (w *waiving) debt(extra, deposit money.Amount) (debt repay.Debt) {
	terms, claimed, poured := &w.request.Terms, &w.request.Claim.Components, ledger.Components{}
	if extra > 0 {
		poured = w.request.Waterfall.Pour(extra, &w.room)
	}
	for _, name := range ledger.AllComponents {
		left := *claimed.At(name) - *w.waived.At(name) - *poured.At(name)
		if terms.Capitalises(name) {
			debt.Bearing += left
		} else {
			debt.Arrears += left
		}
	}
	met := min(deposit, debt.Arrears)
	debt.Arrears -= met
	debt.Bearing = max(debt.Bearing-(deposit-met), 0)
	return debt
}
