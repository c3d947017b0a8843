package calc

import (
	"strconv"

	"parley/calc/money"
	"parley/calc/repay"
)

// explainAPR tells which flows a yearly rate was solved on, and how the rate of a
// unit period becomes one of a year.
func explainAPR(request *APRRequest, answer *APRAnswer) []Step {
	e := explaining{currency: request.Currency}
	for i := range request.Flows {
		e.flow(&request.Flows[i], i)
	}
	step := Step{Figure: "#/period_rate", Kind: AnnualRateStep, Rate: answer.PeriodRate}
	e.say(step, periodRate)
	step = Step{
		Figure: "#/apr", Kind: AnnualRateStep, Rate: answer.PeriodRate, Ratio: &answer.PeriodsPerYear, Rounded: answer.APR,
		Rule: string(answer.Method),
	}
	says := yearlySimple
	if answer.Method.Compounds() {
		says = yearlyCompound
	}
	e.say(step, says)
	e.say(Step{Figure: "#/apr_percent", Kind: AnnualRateStep, Rate: answer.APR, Rounded: answer.APRPercent}, printedRate)
	return e.steps
}

func (e *explaining) flow(flow *repay.Flow, i int) {
	count := max(flow.Count, 1)
	step := Step{
		Figure: "#/apr", Kind: FlowStep, Source: item("#/flows", i), N: count, From: flow.Date, Ratio: flow.T,
		Base: e.currency.Text(flow.Amount), Rounded: e.currency.Text(flow.Amount * money.Amount(count)),
	}
	when := flowOn
	if flow.Date == 0 {
		when = flowAt
	}
	what := flowPaid
	if flow.Kind == repay.AdvanceFlow {
		what = flowAdvanced
	}
	step.Sum = e.currency.Text(flow.Amount)
	if count > 1 {
		step.Sum = strconv.Itoa(count) + " × " + step.Sum
	}
	e.sayBoth(step, when, what)
}
