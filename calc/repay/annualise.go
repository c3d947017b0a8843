package repay

import (
	"errors"

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

// ErrCostTooLarge says that a fee at the start leaves nothing of what is financed.
var ErrCostTooLarge = errors.New("the fee is not below what is financed")

// ErrPaidAtOnce says that a plan is paid back on the day from which it bears
// interest, so that a yearly rate has no time to count over.
var ErrPaidAtOnce = errors.New("the plan is paid back at once")

// StateCosts annualises the interest of a plan and each cost of it, in unit periods
// from the day on which it begins to bear interest. For a cost it solves the rate R
// of one unit period from
//
//	financed - fee = sum of principal of each instalment / ((1+R)^s × (1 + f·R))
//
// with s whole unit periods and f of one to each due date, or with the fee added to
// the principal when it is paid with every instalment, and multiplies R with the
// unit periods of a year. On an error, failed is the index of the cost, or -1 for
// the interest: ErrPaidAtOnce, ErrCostTooLarge, ErrRateTooLarge, ErrNoRate,
// ErrManyRates, or ErrTooLarge when what is paid for a cost is beyond an amount.
func StateCosts(costs []Cost, plan *Plan, unit civil.Frequency, from civil.Date) (statement CostStatement, failed int, err error) {
	if plan.LastDue() == from {
		return statement, -1, ErrPaidAtOnce
	}
	var allIn int64
	statement.Loan, allIn, err = plan.simpleRate(unit, from, plan.Financed, func(row *Instalment) money.Amount { return row.Amount })
	if err != nil {
		return statement, -1, err
	}
	for i := range costs {
		cost := &costs[i]
		if cost.Amount >= plan.Financed {
			return statement, i, ErrCostTooLarge
		}
		paid := cost.Amount
		for range plan.Instalments {
			if paid += cost.Each; paid > money.MaxAmount {
				return statement, i, ErrTooLarge
			}
		}
		annual, rate, err := plan.simpleRate(unit, from, plan.Financed-cost.Amount,
			func(row *Instalment) money.Amount { return row.Principal + cost.Each })
		if err != nil {
			return statement, i, err
		}
		statement.Items = append(statement.Items, CostItem{cost.Name, cost.ChargedBy, paid, annual})
		allIn += rate
	}
	const perPercentPlace = ratePlaces / 10_000
	statement.AllIn = fixed(allIn, 10)
	statement.AllInPercent = fixed((allIn+perPercentPlace/2)/perPercentPlace, 2)
	return statement, 0, nil
}

// simpleRate returns the yearly rate of advanced against one sum from each
// instalment by the simple Chinese method, and its count of ten places.
func (p *Plan) simpleRate(unit civil.Frequency, from civil.Date, advanced money.Amount, of func(*Instalment) money.Amount) (annual AnnualRate, rate int64, err error) {
	line := newTimeline(CNIRRSimple, unit, from)
	c := cash{advances: []sum{{amount: uint64(advanced)}}, parts: uint64(line.parts)}
	for i := range p.Instalments {
		row := &p.Instalments[i]
		amount := of(row)
		periods, odd := line.at(row.Due)
		if amount > 0 {
			c.payments = append(c.payments, sum{uint64(amount), periods, odd})
		} else if amount < 0 { // interest beyond the instalment adds to the debt
			c.advances = append(c.advances, sum{uint64(-amount), periods, odd})
		}
	}
	solved, err := c.solve()
	if err != nil {
		return annual, 0, err
	}
	if annual, err = solved.annualRate(CNIRRSimple, unit); err != nil {
		return annual, 0, err
	}
	rate, err = solved.rounded(yearlyBy(CNIRRSimple, unit), ratePlaces)
	return annual, rate, err
}
