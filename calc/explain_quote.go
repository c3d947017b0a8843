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
	deposit := money.Amount(0)
	if a.Plan.Deposit != nil {
		deposit = a.Plan.Deposit.Amount
	}
	sum = e.expression(e.expression(e.expression("", "", a.ClaimTotal), "−", a.Plan.Totals.Waived), "−", deposit)
	e.sum("#/plan/financed", financedSum, sum, a.Plan.Financed)
	if a.Plan.Arrears > 0 {
		e.sum("#/plan/arrears", arrearsSum, "", a.Plan.Arrears)
	}
	step := Step{Figure: "#/plan/amount", Kind: PaymentFoundStep, Rounded: e.currency.Text(a.Plan.Amount)}
	if search := &working.Search; search.Grid > 0 && search.Excess <= 0 && search.ExcessBelow > 0 {
		step.Base, step.Rounded = e.currency.Text(search.Payment-search.Grid), e.currency.Text(search.Payment)
		e.say(step, paymentFound)
	} else {
		e.say(step, paymentGiven)
	}
	for k := range a.Plan.Instalments {
		e.instalment(request, working, &a.Plan.Instalments[k], k)
	}
	e.totals(a, deposit)
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
		e.say(step, waivedShare, thatIs)
	}
	e.sum("#/plan/totals/waived", waivedSum, sum, a.Plan.Totals.Waived)
}

// instalment tells the interest of an instalment, where it is the interest of its
// own period alone, and adds the instalment up.
func (e *explaining) instalment(request *QuoteRequest, working *repay.Working, i *repay.Instalment, k int) {
	figure := item("#/plan/instalments", k)
	step := Step{Figure: figure + "/interest", Kind: InstalmentStep, N: i.N, To: i.Due, Days: i.Days}
	if factor, ok := working.Factor(k); ok && i.Interest > 0 && request.Terms.Moratorium == nil {
		interest := step
		interest.Base, interest.Ratio = e.currency.Text(working.Base(k)), &factor
		interest.Rounding, interest.Rounded = request.Terms.Rounding, e.currency.Text(i.Interest)
		if working.FlatOn > 0 {
			e.say(interest, flatInterest)
		} else {
			e.say(interest, instalmentInterest)
		}
	}
	step.Figure, step.Base, step.Rounded = figure+"/amount", e.currency.Text(i.Balance), e.currency.Text(i.Amount)
	for _, part := range [...]money.Amount{i.Principal, i.Interest, i.Fees, i.Arrears} {
		step.Sum = e.plus(step.Sum, part)
	}
	e.say(step, instalmentSum, balanceLeft)
}

func (e *explaining) totals(a *QuoteAnswer, deposit money.Amount) {
	totals := &a.Plan.Totals
	say := func(figure string, says sentence, sum string, result money.Amount) {
		e.say(Step{Figure: figure, Kind: SumStep, N: a.Plan.Count, Sum: sum, Rounded: e.currency.Text(result)}, says)
	}
	say("#/plan/totals/paid", paidSum, e.plus(e.plus("", deposit), totals.Paid-deposit), totals.Paid)
	say("#/plan/totals/interest", interestSum, "", totals.Interest)
	if totals.Fees > 0 {
		say("#/plan/totals/fees", feesSum, "", totals.Fees)
	}
	say("#/plan/totals/saved", savedSum, e.expression(e.expression("", "", a.ClaimTotal), "−", totals.Paid), totals.Saved)
}

// worth tells what the plan costs and is worth, and what a breach leaves.
func (e *explaining) worth(request *QuoteRequest, a *QuoteAnswer) {
	rate := &a.Metrics.AnnualRate
	e.say(Step{
		Figure: "#/metrics/annual_rate", Kind: AnnualRateStep, Rule: string(rate.Method), Rate: rate.APR, Rounded: rate.APRPercent,
	}, yearlyCost)
	e.say(Step{
		Figure: "#/metrics/recovery", Kind: RecoveryStep, Rounded: a.Metrics.Recovery,
		Sum: e.currency.Text(a.Plan.Totals.Paid) + " ÷ " + e.currency.Text(a.ClaimTotal),
	}, recoveryShare)
	if value := a.Metrics.NetPresentValue; value != nil {
		e.say(Step{
			Figure: "#/metrics/npv", Kind: PresentValueStep, From: request.AsOf, Rate: request.DiscountRate.Value.String(),
			Per: request.DiscountRate.Per, Rounded: e.currency.Text(*value),
		}, presentValue)
	}
	for i := range a.Breach {
		row := &a.Breach[i]
		e.say(Step{
			Figure: item("#/breach", i) + "/owed", Kind: BreachStep, N: row.N, From: row.Date,
			Base: e.currency.Text(row.Reinstated), Rounded: e.currency.Text(row.Owed),
		}, brokenPlan)
	}
}
