package calc

import (
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// explainQuote tells how a plan came about, in the order in which it is made: the
// claim, the waivers, what is financed, the payment, each instalment, the totals,
// and what the plan is worth.
func explainQuote(request *QuoteRequest, w *waiving, working *repay.Working, a *QuoteAnswer) []Step {
	e := explaining{currency: request.Currency}
	sum := ""
	for _, c := range ledger.AllComponents {
		sum = e.plus(sum, *request.Claim.Components.At(c))
	}
	e.sum("#/claim_total", claimSum, sum, a.ClaimTotal)
	e.waivers(w, a)
	e.solved(request, w, a)
	deposit := w.deposit()
	e.sum("#/plan/financed", financedSum, e.less(a.ClaimTotal, a.Plan.Totals.Waived, deposit), a.Plan.Financed)
	if a.Plan.Arrears > 0 {
		e.sum("#/plan/arrears", arrearsSum, "", a.Plan.Arrears)
	}
	step := Step{Figure: "#/plan/amount", Kind: PaymentFoundStep, Rounded: e.currency.Text(a.Plan.Amount)}
	if search := &working.Search; search.Least {
		step.Base, step.Rounded = e.currency.Text(search.Payment-search.Grid), e.currency.Text(search.Payment)
		e.say(step, paymentFound)
	} else {
		e.say(step, paymentGiven)
	}
	e.instalments(request, working, a.Plan.Instalments)
	e.totals(request, a, deposit)
	e.worth(request, a)
	e.findings(a.Findings)
	return e.steps
}

func (e *explaining) plus(text string, sum money.Amount) string {
	if sum == 0 {
		return text
	}
	return e.expression(text, "+", sum)
}

func (e *explaining) waivers(w *waiving, a *QuoteAnswer) {
	sum := ""
	for _, taken := range w.steps {
		if taken.amount == 0 {
			continue
		}
		step := Step{
			Figure: "#/waived/" + string(taken.component), Kind: WaiveStep, Component: taken.component,
			Base: e.currency.Text(taken.base), Rounded: e.currency.Text(taken.amount),
		}
		if sum = e.plus(sum, taken.amount); taken.share == nil {
			e.say(step, waivedAmount)
			continue
		}
		step.Rate, step.Unrounded, step.Rounding = taken.share.String(), taken.unrounded.String(), w.request.Terms.Rounding
		e.sayBoth(step, waivedShare, thatIs)
	}
	e.sum("#/plan/totals/waived", waivedSum, sum, a.Plan.Totals.Waived)
}

// solved tells what gave way to a count and an amount that were both given.
func (e *explaining) solved(request *QuoteRequest, w *waiving, a *QuoteAnswer) {
	terms := &request.Terms
	if terms.Count == 0 || terms.Amount == 0 {
		return
	}
	says, figure, result := solvedWaiver, "#/plan/totals/waived", w.poured
	switch terms.Solve {
	case repay.SolveRate:
		says, figure = solvedRate, "#/rate"
	case repay.SolveDeposit:
		says, figure, result = solvedDeposit, "#/plan/deposit/amount", w.deposit()
	}
	step := Step{Figure: figure, Kind: SolvedStep, Base: e.currency.Text(terms.Amount), Rounded: e.currency.Text(result)}
	if says == solvedRate {
		step.Rate, step.Per, step.Rounded = a.Rate.Value.String(), a.Rate.Per, ""
	}
	e.say(step, says)
}

func (e *explaining) totals(request *QuoteRequest, a *QuoteAnswer, deposit money.Amount) {
	totals := &a.Plan.Totals
	say := func(figure string, says sentence, sum string, result money.Amount) {
		e.say(Step{Figure: figure, Kind: SumStep, N: a.Plan.Count, Sum: sum, Rounded: e.currency.Text(result)}, says)
	}
	paid := e.plus("", deposit)
	rows, of, charged := a.Plan.Instalments, 0, 0
	for k := range rows {
		if of++; k == len(rows)-1 || rows[k+1].Amount != rows[k].Amount {
			paid, of = e.add(paid, of, rows[k].Amount), 0
		}
		if rows[k].Fees > 0 {
			charged++
		}
	}
	say("#/plan/totals/paid", paidSum, paid, totals.Paid)
	say("#/plan/totals/interest", interestSum, e.less(totals.Paid, deposit, a.Plan.Financed, totals.Fees), totals.Interest)
	if totals.Fees > 0 { // the last instalment has a fee, and all fees are alike
		if share := request.Terms.Fee.Percent; share != nil {
			e.sayBoth(Step{
				Figure: item("#/plan/instalments", len(rows)-1) + "/fees", Kind: InstalmentStep, Base: e.currency.Text(a.Plan.Financed),
				Rate: share.String(), Rounding: request.Terms.Rounding, Rounded: e.currency.Text(rows[len(rows)-1].Fees),
			}, feeShare, thatIs)
		}
		say("#/plan/totals/fees", feesSum, e.add("", charged, rows[len(rows)-1].Fees), totals.Fees)
	}
	say("#/plan/totals/saved", savedSum, e.less(a.ClaimTotal, totals.Paid), totals.Saved)
}
