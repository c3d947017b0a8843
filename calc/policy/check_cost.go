package policy

import (
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// CheckContractRate compares a rate with the range that held for contracts of its
// date; the rate is for the unit of time per (day, month or year).
func (r *Rules) CheckContractRate(value decimal.Decimal, per string, contract civil.Date) []Finding {
	if r.pack == nil || contract == 0 {
		return nil
	}
	row := rowOf(r.pack.rows(contract.String()), KeyContractRateRange, "", 0)
	if row == nil || row.Values[len(row.Values)-1] != per {
		return nil
	}
	least, most := row.Values[0], row.Values[len(row.Values)-2]
	if value.LessThan(row.number(0)) {
		return row.compared(ContractRate, true, value.String(), least,
			"The contract rate is below "+least+" a "+per+", the least for contracts of its date; it is worth asking for a review.")
	}
	return row.measured(ContractRate, value.GreaterThan(row.number(len(row.Values)-2)), value.String(), most,
		"The contract rate", most+" a "+per+", the most for contracts of its date")
}

// CheckPenaltyFactor compares penalty interest with the contract rate; both are for
// the same unit of time. A factor below the range is the debtor's gain and passes.
func (r *Rules) CheckPenaltyFactor(contract, penalty decimal.Decimal) []Finding {
	row := r.row(KeyPenaltyFactor)
	if row == nil || !contract.IsPositive() {
		return nil
	}
	return row.measured(PenaltyFactor, penalty.GreaterThan(contract.Mul(row.number(1))), penalty.DivRound(contract, 10).String(), row.Values[1],
		"Penalty interest", strings.TrimPrefix(row.Values[1]+" times the contract rate", "1 times "))
}

// CheckInterestBase compares the components that bear interest with those that bear
// none under the rules.
func (r *Rules) CheckInterestBase(on []string) []Finding {
	row := r.row(KeyInterestNotOn)
	if row == nil {
		return nil
	}
	bearing, without := "", row.list()
	for _, component := range row.Values {
		if rank([]string{component}, on) >= 0 {
			bearing = joined(bearing, component)
		}
	}
	detail := "No interest runs on " + without + "."
	if bearing != "" {
		detail = "Interest runs on " + bearing + ", which bears none under the rules; it is worth asking for a review."
	}
	return row.compared(InterestBase, bearing != "", bearing, without, detail)
}

// CheckLateFeeShare compares the share of the unpaid minimum that a late fee takes
// with the usual one.
func (r *Rules) CheckLateFeeShare(share decimal.Decimal) []Finding {
	row := r.row(KeyLateFeePercent)
	if row == nil {
		return nil
	}
	return row.measured(LateFeeShare, share.GreaterThan(row.number(0)), share.String(), row.Values[0],
		"The share of what is unpaid that a late fee takes", "the usual "+percent(row.number(0)))
}

// CheckLateFeeLimit compares one late fee with the minimum payment that was due.
func (r *Rules) CheckLateFeeLimit(c money.Currency, fee, minimumDue money.Amount) []Finding {
	row := r.row(KeyLateFeeLimit)
	if row == nil || row.Values[0] != "minimum_due" {
		return nil
	}
	return row.measuredSum(LateFeeLimit, c, fee, minimumDue, "The late fee", "the minimum payment that was due")
}

// CheckLateFeeAmount compares one late fee with the highest amount for one.
func (r *Rules) CheckLateFeeAmount(c money.Currency, fee money.Amount) []Finding {
	return r.checkSum(KeyLateFeeAmount, LateFeeAmount, c, fee, "The largest late fee")
}

// checkSum compares money with the largest sum of a row in the same currency.
func (r *Rules) checkSum(key Key, code FindingCode, c money.Currency, sum money.Amount, what string) []Finding {
	row := r.row(key)
	if row == nil || row.Values[0] != string(c) {
		return nil
	}
	limit, _ := c.Round(row.number(len(row.Values)-1), money.HalfUp) // a sum of a pack is within an amount
	return row.measuredSum(code, c, sum, limit, what, c.Text(limit)+" "+string(c))
}

// Cost is what a credit has cost up to a day.
type Cost struct {
	// Credit is all that was provided.
	Credit money.Amount
	// Charged is all interest and every fee, late fees included.
	Charged money.Amount
	// LateFees is all that was charged for paying late.
	LateFees money.Amount
	// PrincipalDays is the sum over all days of the principal owed on each, in major units.
	PrincipalDays decimal.Decimal
}

// CheckCost compares the cost of a credit with its caps: by day, for late fees
// together, and in total.
func (r *Rules) CheckCost(c money.Currency, cost *Cost) ([]Finding, error) {
	perDay, err := r.checkShare(KeyCostPerDay, CostPerDay, c, cost.Charged-cost.LateFees, cost.PrincipalDays,
		"The cost without late fees", " a day of the credit outstanding")
	if err != nil {
		return nil, err
	}
	late := r.checkSum(KeyLateFeeTotal, LateFeeTotal, c, cost.LateFees, "The sum of all late fees")
	total, err := r.checkShare(KeyCostTotal, CostTotal, c, cost.Charged, c.Decimal(cost.Credit), "The total cost", " of the credit provided")
	return append(append(perDay, late...), total...), err
}

// checkShare compares money with a share of a base.
func (r *Rules) checkShare(key Key, code FindingCode, c money.Currency, sum money.Amount, base decimal.Decimal, what, of string) ([]Finding, error) {
	row := r.row(key)
	if row == nil {
		return nil, nil
	}
	share := row.number(0)
	limit, err := c.Round(share.Mul(base), money.HalfUp)
	return row.measuredSum(code, c, sum, limit, what, percent(share)+of), err
}

// CheckAllocation compares the order in which payments meet the components with
// that of the rules for so many days past due. Components that the rules do not
// rank, or rank alike, may stand anywhere.
func (r *Rules) CheckAllocation(order []string, daysOverdue int) []Finding {
	row := rowOf(r.held, KeyAllocation, "", daysOverdue)
	if row == nil || len(order) == 0 {
		return nil
	}
	reached, differs, given := 0, false, ""
	for _, component := range order {
		at := rank(row.Values, []string{component})
		differs = differs || at >= 0 && at < reached
		reached = max(reached, at)
		given = joined(given, component)
	}
	detail := "Payments meet the components in the order of the rules."
	if differs {
		detail = "Payments meet the components in another order than that of the rules; it is worth asking for a review."
	}
	return row.compared(AllocationOrder, differs, given, row.list(), detail)
}

// rank returns the place of the first text of a row that holds one of the
// components, -1 when there is none.
func rank(values, components []string) int {
	for at, alike := range values {
		for _, component := range components {
			if strings.Contains(alike, component) { // no component is a part of another's name
				return at
			}
		}
	}
	return -1
}

// list writes the values of a row with commas.
func (r *Row) list() (list string) {
	for _, value := range r.Values {
		list = joined(list, value)
	}
	return list
}

// joined adds a name to a list that is written with commas.
func joined(list, name string) string {
	if list == "" {
		return name
	}
	return list + ", " + name
}
