package calc

import (
	"errors"
	"slices"
	"strconv"

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
func checkCosts(costs []repay.Cost) (problems []wire.Problem) {
	for i := range costs {
		if (costs[i].Amount == 0) == (costs[i].Each == 0) {
			problems = append(problems, problem(CostAmountOrEach, item("#/costs", i),
				"give either amount, which is paid at the start, or each, which is paid with every instalment", ""))
		}
	}
	return problems
}

// stateCosts puts to the plan what was asked for beside it: what each cost is a
// year, and the average life.
func (a *QuoteAnswer) stateCosts(request *QuoteRequest) []wire.Problem {
	terms := &request.Terms
	if slices.Contains(request.Metrics, repay.AverageLifeMetric) {
		a.Metrics.AverageLife = a.Plan.AverageLife(terms.InterestFrom)
	}
	if len(request.Costs) == 0 {
		return nil
	}
	statement, failed, err := repay.StateCosts(request.Costs, &a.Plan, terms.UnitPeriod(), terms.InterestFrom)
	if err != nil {
		return []wire.Problem{a.costProblem(request, failed, err)}
	}
	for i := range statement.Items {
		if statement.Items[i].Amount > a.Currency.Most() {
			return []wire.Problem{tooLarge(item("#/costs", i))}
		}
	}
	a.CostStatement = &statement
	return nil
}

// costProblem says why a cost, or the interest, has no yearly rate.
func (a *QuoteAnswer) costProblem(request *QuoteRequest, failed int, err error) wire.Problem {
	pointer := "#/costs"
	if failed >= 0 {
		pointer = item(pointer, failed)
	}
	switch {
	case errors.Is(err, repay.ErrCostTooLarge):
		allowed := ""
		if a.Plan.Financed > 1 {
			allowed = a.Currency.Text(a.Plan.Financed - 1)
		}
		return problem(CostTooLarge, pointer+"/amount", "the cost leaves nothing of what the plan finances", allowed)
	case errors.Is(err, repay.ErrPaidAtOnce):
		return problem(RateNone, pointer, "the plan is paid back on the day from which it bears interest, so there is no time to count a yearly rate over", "")
	case errors.Is(err, repay.ErrTooLarge):
		return tooLarge(pointer)
	case errors.Is(err, repay.ErrRateTooLarge):
		return problem(RateTooLarge, pointer, "the yearly rate is above the largest that is stated, as a fraction of one",
			strconv.Itoa(repay.MaxAnnualRate))
	}
	return problem(RateNone, pointer, "no yearly rate fits the cost: the debt grows again after a payment", "")
}
