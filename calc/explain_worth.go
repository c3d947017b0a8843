package calc

import (
	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// worth tells what the plan costs and is worth, and what a breach leaves.
func (e *explaining) worth(request *QuoteRequest, a *QuoteAnswer) {
	metrics := &a.Metrics
	e.rate("#/metrics/annual_rate", yearlyCost, string(metrics.AnnualRate.Method), metrics.AnnualRate.APR, metrics.AnnualRate.APRPercent)
	e.say(Step{Figure: "#/metrics/last_date", Kind: LastDateStep, To: metrics.LastDate}, lastPayment)
	e.say(Step{
		Figure: "#/metrics/recovery", Kind: RecoveryStep, Rounded: metrics.Recovery,
		Sum: e.currency.Text(a.Plan.Totals.Paid) + " ÷ " + e.currency.Text(a.ClaimTotal),
	}, recoveryShare)
	if value := metrics.NetPresentValue; value != nil {
		rate := request.DiscountRate
		power := "d"
		switch rate.Per {
		case money.PerMonth:
			power = "12 × d ÷ 365"
		case money.PerYear:
			power = "d ÷ 365"
		}
		e.say(Step{
			Figure: "#/metrics/npv", Kind: PresentValueStep, From: request.AsOf, Rate: rate.Value.String(), Per: rate.Per,
			Sum: "(1 + " + rate.Value.String() + ")^(−" + power + ")", Rounded: e.currency.Text(*value),
		}, presentValue)
	}
	if metrics.AverageLife != "" {
		e.say(Step{
			Figure: "#/metrics/average_life", Kind: AverageLifeStep, From: request.Terms.InterestFrom,
			Base: e.currency.Text(a.Plan.Financed), Rounded: metrics.AverageLife,
		}, averageLife)
	}
	if a.CostStatement != nil {
		e.costs(request, a)
	}
	for i := range a.Breach {
		e.breach(request, &a.Breach[i], item("#/breach", i))
	}
	if after := a.AfterDeadline; after != nil {
		e.say(Step{Figure: "#/after_deadline/owed", Kind: BreachStep, From: after.Date, Rounded: e.currency.Text(after.Owed)}, afterDeadline)
	}
}

func (e *explaining) rate(figure string, says sentence, name, rate, percent string) {
	e.say(Step{Figure: figure, Kind: AnnualRateStep, Rule: name, Rate: rate, Rounded: percent}, says)
}

// costs tell what is paid for each cost, and add the yearly rates up.
func (e *explaining) costs(request *QuoteRequest, a *QuoteAnswer) {
	statement := a.CostStatement
	e.rate("#/cost_statement/loan", yearlyCost, string(statement.Loan.Method), statement.Loan.APR, statement.Loan.APRPercent)
	sum := statement.Loan.APR
	for i := range statement.Items {
		paid, cost, figure := &statement.Items[i], &request.Costs[i], item("#/cost_statement/items", i)
		arithmetic := ""
		if cost.Each > 0 {
			arithmetic = e.add("", int(paid.Amount/cost.Each), cost.Each)
		}
		e.say(Step{Figure: figure + "/amount", Kind: SumStep, Rule: paid.Name, Sum: arithmetic, Rounded: e.currency.Text(paid.Amount)}, costPaid)
		e.rate(figure+"/annual_rate", costRate, paid.Name, paid.AnnualRate.APR, paid.AnnualRate.APRPercent)
		sum += " + " + paid.AnnualRate.APR
	}
	e.say(Step{Figure: "#/cost_statement/all_in", Kind: SumStep, Sum: sum, Rounded: statement.AllIn}, allInSum)
	e.rate("#/cost_statement/all_in_percent", printedRate, "", statement.AllIn, statement.AllInPercent)
}

// breach tells what is owed when payments stop with one instalment.
func (e *explaining) breach(request *QuoteRequest, row *repay.Breach, figure string) {
	interest := func(figure string, says sentence, base money.Amount, rate *money.Rate, from civil.Date, result money.Amount) {
		if result == 0 {
			return
		}
		time := request.Terms.Time(rate.Per, from, row.Date)
		e.sayBoth(Step{
			Figure: figure, Kind: BreachStep, N: row.N, From: from, To: row.Date, Base: e.currency.Text(base), Ratio: &time,
			Rate: rate.Value.String(), Per: rate.Per, Rounding: request.Terms.Rounding, Rounded: e.currency.Text(result),
		}, says, thatIs)
	}
	interest(figure+"/owed", breachInterest, row.Base, &request.Terms.Rate, row.From, row.Interest)
	interest(figure+"/reinstated_interest", reinstatedInterest, row.Reinstated, request.WaiverTerms.ReinstatedRate, request.AsOf, row.ReinstatedInterest)
	sum := e.currency.Text(row.Balance)
	for _, part := range [...]money.Amount{row.Interest, row.Deferred, row.Fees, row.Reinstated, row.ReinstatedInterest, row.StoppedInterest} {
		sum = e.plus(sum, part)
	}
	e.say(Step{
		Figure: figure + "/owed", Kind: BreachStep, N: row.N, From: row.Date, Sum: sum,
		Base: e.currency.Text(row.Reinstated), Rounded: e.currency.Text(row.Owed),
	}, brokenPlan)
}
