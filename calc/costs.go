package calc

import (
	"strconv"

	"parley/calc/money"
	"parley/calc/repay"
	"parley/calc/wire"
)

const (
	// CostAmountOrEach is a cost with both an amount and each, or with neither.
	CostAmountOrEach wire.Code = "cost_amount_or_each"
	// CostTooLarge is a cost at the start that leaves nothing of what is financed.
	CostTooLarge wire.Code = "cost_too_large"
)

// checkCosts finds costs that do not say, or say twice, what is paid for them.
func (f *faults) checkCosts(costs []repay.Cost) {
	for i := range costs {
		if (costs[i].Amount == 0) == (costs[i].Each == 0) {
			f.add(CostAmountOrEach, item("#/costs", i),
				"give either amount, which is paid at the start, or each, which is paid with every instalment", "")
		}
	}
}

// stateCosts puts to the plan what was asked for beside it: what each cost is a
// year, and the average life.
func (a *QuoteAnswer) stateCosts(request *QuoteRequest) []wire.Problem {
	terms, plan := &request.Terms, &a.Plan
	for _, metric := range request.Metrics {
		if metric == repay.AverageLifeMetric {
			a.Metrics.AverageLife = plan.AverageLife(terms.InterestFrom)
		}
	}
	if len(request.Costs) == 0 {
		return nil
	}
	for i := range request.Costs {
		cost := &request.Costs[i]
		if cost.Amount >= plan.Financed {
			allowed := ""
			if plan.Financed > 1 {
				allowed = a.Currency.Text(plan.Financed - 1)
			}
			return []wire.Problem{problem(CostTooLarge, item("#/costs", i)+"/amount", "the cost leaves nothing of what the plan finances", allowed)}
		}
		if cost.Each > a.Currency.Most()/money.Amount(plan.Count) {
			return []wire.Problem{tooLarge(item("#/costs", i))}
		}
	}
	statement, failed, err := repay.StateCosts(request.Costs, plan, terms.UnitPeriod(), terms.InterestFrom)
	if a.CostStatement = statement; err == nil {
		return nil
	}
	p := problem(RateNone, "#/costs", "no yearly rate fits: the plan is paid back at once, or the debt grows again after a payment", "")
	if failed >= 0 {
		p.Pointer = item(p.Pointer, failed)
	}
	if err == repay.ErrRateTooLarge {
		p.Code, p.Detail, p.Allowed = RateTooLarge, "the yearly rate is above the largest that is stated, as a fraction of one", strconv.Itoa(repay.MaxAnnualRate)
	}
	return []wire.Problem{p}
}
