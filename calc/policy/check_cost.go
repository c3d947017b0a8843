package policy

import (
	"slices"
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
	least, most := row.number(0), row.number(len(row.Values)-2)
	beyond := value.LessThan(least) || value.GreaterThan(most)
	limit := strings.Join(row.Values[:len(row.Values)-1], " to ")
	detail := "The contract rate for one " + per + " is within the range for contracts of its date."
	if beyond {
		detail = "The contract rate for one " + per + " is outside the range for contracts of its date; it is worth asking for a review."
	}
	return row.compared(ContractRate, beyond, value.String(), limit, detail)
}

// CheckPenaltyFactor compares penalty interest with the contract rate; both are for
// the same unit of time. A factor below the range is the debtor's gain and passes.
func (r *Rules) CheckPenaltyFactor(contract, penalty decimal.Decimal) []Finding {
	row := r.row(KeyPenaltyFactor)
	if row == nil || !contract.IsPositive() {
		return nil
	}
	beyond := penalty.GreaterThan(contract.Mul(row.number(1)))
	detail := "Penalty interest runs at no more than " + row.Values[1] + " times the contract rate."
	if beyond {
		detail = "Penalty interest runs at more than " + row.Values[1] + " times the contract rate; it is worth asking for a review."
	}
	return row.compared(PenaltyFactor, beyond, penalty.DivRound(contract, 10).String(), row.Values[0]+" to "+row.Values[1], detail)
}

// CheckInterestBase compares the components that bear interest with those that bear
// none under the rules.
func (r *Rules) CheckInterestBase(on []string) []Finding {
	row := r.row(KeyInterestNotOn)
	if row == nil {
		return nil
	}
	var bearing []string
	without := strings.Fields(strings.Join(row.Values, " "))
	for _, component := range on {
		if slices.Contains(without, component) && !slices.Contains(bearing, component) {
			bearing = append(bearing, component)
		}
	}
	detail := "No interest runs on " + row.list() + "."
	if len(bearing) > 0 {
		detail = "Interest runs on " + strings.Join(bearing, ", ") + ", which bear none under the rules; it is worth asking for a review."
	}
	return row.compared(InterestBase, len(bearing) > 0, strings.Join(bearing, ", "), row.list(), detail)
}

// CheckLateFeeShare compares the share of the unpaid minimum that a late fee takes
// with the usual one.
func (r *Rules) CheckLateFeeShare(share decimal.Decimal) []Finding {
	row := r.row(KeyLateFeePercent)
	if row == nil {
		return nil
	}
	beyond := share.GreaterThan(row.number(0))
	detail := "The late fee takes no more than " + percent(row.number(0)) + " of what is unpaid."
	if beyond {
		detail = "The late fee takes more than the usual " + percent(row.number(0)) + " of what is unpaid; it is worth asking for a review."
	}
	return row.compared(LateFeeShare, beyond, share.String(), row.Values[0], detail)
}

// CheckLateFeeLimit compares one late fee with the minimum payment that was due.
func (r *Rules) CheckLateFeeLimit(c money.Currency, fee, minimumDue money.Amount) []Finding {
	row := r.row(KeyLateFeeLimit)
	if row == nil || row.Values[0] != "minimum_due" {
		return nil
	}
	detail := "The late fee is no larger than the minimum payment that was due."
	if fee > minimumDue {
		detail = "The late fee is larger than the minimum payment that was due; it is worth asking for a review."
	}
	return row.compared(LateFeeLimit, fee > minimumDue, c.Text(fee), c.Text(minimumDue), detail)
}

// CheckLateFeeAmount compares one late fee with the highest amount for one.
func (r *Rules) CheckLateFeeAmount(c money.Currency, fee money.Amount) []Finding {
	return r.checkSum(KeyLateFeeAmount, LateFeeAmount, c, fee, "The largest late fee is")
}

// CheckLateFeeTotal compares all late fees together with the highest amount for them.
func (r *Rules) CheckLateFeeTotal(c money.Currency, fees money.Amount) []Finding {
	return r.checkSum(KeyLateFeeTotal, LateFeeTotal, c, fees, "All late fees together are")
}

// checkSum compares money with the largest sum of a row in the same currency.
func (r *Rules) checkSum(key Key, code FindingCode, c money.Currency, sum money.Amount, what string) []Finding {
	row := r.row(key)
	if row == nil || row.Values[0] != string(c) {
		return nil
	}
	limit, err := c.Round(row.number(len(row.Values)-1), money.HalfUp)
	if err != nil {
		return nil
	}
	detail := what + " no more than " + c.Text(limit) + " " + string(c) + "."
	if sum > limit {
		detail = what + " above " + c.Text(limit) + " " + string(c) + "; it is worth asking for a review."
	}
	return row.compared(code, sum > limit, c.Text(sum), c.Text(limit), detail)
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
	var findings []Finding
	if row := r.row(KeyCostPerDay); row != nil {
		limit, err := c.Round(row.number(0).Mul(cost.PrincipalDays), money.HalfUp)
		if err != nil {
			return nil, err
		}
		before := cost.Charged - cost.LateFees
		detail := "Interest and charges other than late fees stay within " + percent(row.number(0)) + " a day of the credit outstanding."
		if before > limit {
			detail = "Interest and charges other than late fees are above " + percent(row.number(0)) +
				" a day of the credit outstanding; it is worth asking for a review."
		}
		findings = row.compared(CostPerDay, before > limit, c.Text(before), c.Text(limit), detail)
	}
	findings = append(findings, r.CheckLateFeeTotal(c, cost.LateFees)...)
	if row := r.row(KeyCostTotal); row != nil {
		limit, err := c.Round(row.number(0).Mul(c.Decimal(cost.Credit)), money.HalfUp)
		if err != nil {
			return nil, err
		}
		detail := "All charges together stay within " + percent(row.number(0)) + " of the credit provided."
		if cost.Charged > limit {
			detail = "All charges together are above " + percent(row.number(0)) + " of the credit provided; it is worth asking for a review."
		}
		findings = append(findings, row.compared(CostTotal, cost.Charged > limit, c.Text(cost.Charged), c.Text(limit), detail)...)
	}
	return findings, nil
}

// CheckAllocation compares the order in which payments meet the components with
// that of the rules for so many days past due. Components that the rules do not
// rank, or rank alike, may stand anywhere.
func (r *Rules) CheckAllocation(order []string, daysOverdue int) []Finding {
	row := rowOf(r.held, KeyAllocation, "", daysOverdue)
	if row == nil || len(order) == 0 {
		return nil
	}
	reached, differs := 0, false
	for _, component := range order {
		rank := slices.IndexFunc(row.Values, func(alike string) bool { return slices.Contains(strings.Fields(alike), component) })
		differs = differs || rank >= 0 && rank < reached
		reached = max(reached, rank)
	}
	detail := "Payments meet the components in the order of the rules."
	if differs {
		detail = "Payments meet the components in another order than that of the rules; it is worth asking for a review."
	}
	return row.compared(AllocationOrder, differs, strings.Join(order, ", "), row.list(), detail)
}

// list writes the values of a row with commas.
func (r *Row) list() string { return strings.Join(r.Values, ", ") }
