package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Cost is a fee beside the interest, paid at the start or with every instalment.
type Cost struct {
	// What it is for.
	Name string `json:"name" maxlen:"80"`
	// Who charges it.
	ChargedBy string `json:"charged_by" maxlen:"80"`
	// What is paid for it at the start; give either this or each.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// What is paid for it with every instalment, beside the instalment.
	Each money.Amount `json:"each,omitempty" min:"1"`
}

// CostItem is one fee and what it alone costs a year.
type CostItem struct {
	// What it is for.
	Name string `json:"name"`
	// Who charges it.
	ChargedBy string `json:"charged_by"`
	// Everything that is paid for it: the amount, or each with every instalment added up.
	Amount money.Amount `json:"amount"`
	// What it alone costs a year: the rate of one period at which the principal is worth what is financed less the fee, times the periods in a year.
	AnnualRate AnnualRate `json:"annual_rate"`
}

// CostStatement says item by item what a plan costs a year, and all in.
// Source: the Chinese regulators' notice on stating all-in financing cost,
// 金规(2026)2号, and the rules of calculation that it is applied with.
type CostStatement struct {
	// The fees in the order of the request.
	Items []CostItem `json:"items"`
	// What the interest alone costs a year, counted in the same way.
	Loan AnnualRate `json:"loan"`
	// The yearly rates of the interest and of every fee, as stated, added up: a fraction of one to 10 places.
	AllIn string `json:"all_in"`
	// The same in percent, to 2 places, half up.
	AllInPercent string `json:"all_in_percent"`
}

// StateCosts annualises the interest of a plan and each cost of it, in unit periods
// from the day on which it begins to bear interest. For a cost it solves the rate R
// of one unit period from
//
//	financed - fee = sum of principal of each instalment / ((1+R)^s × (1 + f·R))
//
// arrears repaid beside it included, with s whole unit periods and f of one to each
// due date, or with the fee added to the principal when it is paid with every
// instalment that pays something, and multiplies R with the unit periods of a year.
// Costs are taken as checked: each below money.MaxAmount altogether.
//
// On an error, failed is the index of the cost, or -1 for the interest: ErrNoRate
// when an amount is not below what is financed or the plan is paid back at once,
// ErrManyRates or ErrRateTooLarge.
func StateCosts(costs []Cost, plan *Plan, unit civil.Frequency, from civil.Date) (statement *CostStatement, failed int, err error) {
	statement = &CostStatement{Items: make([]CostItem, len(costs))}
	paying := plan.Paying()
	var allIn, rate int64
	if statement.Loan, allIn, err = planRate(CNIRRSimple, unit, from, plan.Financed, paying, nil); err != nil {
		return nil, -1, err
	}
	for i := range costs {
		cost, item := &costs[i], &statement.Items[i]
		item.Name, item.ChargedBy = cost.Name, cost.ChargedBy
		item.Amount = cost.Amount + cost.Each*money.Amount(len(paying))
		item.AnnualRate, rate, err = planRate(CNIRRSimple, unit, from, plan.Financed-cost.Amount, plan.Instalments, cost)
		if err != nil {
			return nil, i, err
		}
		allIn += rate
	}
	const perPercentPlace = ratePlaces / 10_000
	statement.AllIn = fixed(allIn, 10)
	statement.AllInPercent = fixed((allIn+perPercentPlace/2)/perPercentPlace, 2)
	return statement, 0, nil
}
