package calc

import (
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/policy"
)

// assessFindings asks every check of a pack that an account can answer. Without a
// pack there are none. It returns money.ErrRange for a limit beyond an amount.
func assessFindings(request *AssessRequest, assessment *ledger.Assessment, rules *policy.Rules) ([]policy.Finding, error) {
	findings, err := rules.CheckCharges(request.Currency, assessment.Charged, assessment.PrincipalDays, request.ContractDate)
	if err != nil {
		return nil, err
	}
	findings = append(findings, rateFindings(request, rules)...)
	findings = append(findings, lateFeeFindings(request, assessment, rules)...)
	costs, err := rules.CheckCost(request.Currency, costOf(request, assessment))
	if err != nil {
		return nil, err
	}
	findings = append(findings, costs...)
	if len(request.Allocation) > 0 {
		findings = append(findings, rules.CheckAllocation(wholeOrder(request.Allocation), assessment.Claim.DaysOverdue)...)
	}
	return findings, nil
}

// rateFindings compares the rates of the rules with those of the pack. The contract
// rate is the highest into interest, and the penalty rate the highest into penalty.
func rateFindings(request *AssessRequest, rules *policy.Rules) (findings []policy.Finding) {
	var contract, penalty decimal.Decimal // a year
	var on []string
	for i := range request.Rules {
		rule := &request.Rules[i]
		root, times, ok := ledger.FollowRate(request.Rules, i)
		if rule.Kind != ledger.Accrual || !ok {
			continue
		}
		rate := request.Rules[root].Rate
		on = append(on, names(rule.On)...)
		yearly := rate.Value.Mul(times).Mul(decimal.New(perYear(rate.Per), 0))
		switch rule.Into {
		case ledger.Interest:
			contract = decimal.Max(contract, yearly)
			findings = append(findings, rules.CheckContractRate(rate.Value.Mul(times), string(rate.Per), request.ContractDate)...)
		case ledger.Penalty:
			penalty = decimal.Max(penalty, yearly)
		}
	}
	findings = append(findings, rules.CheckRateCap(decimal.Max(contract, penalty), request.ContractDate)...)
	if !penalty.IsZero() {
		findings = append(findings, rules.CheckPenaltyFactor(contract, penalty)...)
	}
	if len(on) > 0 {
		findings = append(findings, rules.CheckInterestBase(on)...)
	}
	return findings
}

// perYear is how many units of time a year has, for a rate of one unit.
func perYear(per money.Per) int64 {
	switch per {
	case money.PerDay:
		return 365
	case money.PerMonth:
		return 12
	}
	return 1
}

// lateFeeFindings compares late fees with the pack: the share that the rules take,
// the largest fee, and the one that stands furthest above its minimum payment.
func lateFeeFindings(request *AssessRequest, assessment *ledger.Assessment, rules *policy.Rules) (findings []policy.Finding) {
	var share decimal.Decimal
	var largest, furthest, minimum money.Amount
	some := false
	for i := range request.Rules {
		if rule := &request.Rules[i]; rule.Kind == ledger.LateFee && rule.Percent != nil {
			share = decimal.Max(share, *rule.Percent)
			findings = rules.CheckLateFeeShare(share)
		}
	}
	for i := range assessment.Lines {
		line := &assessment.Lines[i]
		if !isLateFee(request, line) {
			continue
		}
		largest = max(largest, line.Amount)
		if due := minimumDue(request, line); !some || line.Amount-due > furthest-minimum {
			furthest, minimum, some = line.Amount, due, true
		}
	}
	if some {
		findings = append(findings, rules.CheckLateFeeLimit(request.Currency, furthest, minimum)...)
		findings = append(findings, rules.CheckLateFeeAmount(request.Currency, largest)...)
	}
	return findings
}

// isLateFee tells whether a line comes from a rule for late fees.
func isLateFee(request *AssessRequest, line *ledger.Line) bool {
	for i := range request.Rules {
		if rule := &request.Rules[i]; rule.Kind == ledger.LateFee && rule.Name == line.Rule {
			return true
		}
	}
	return false
}

// minimumDue is the minimum payment that a late fee is for: the largest with that
// due date.
func minimumDue(request *AssessRequest, fee *ledger.Line) (due money.Amount) {
	for i := range request.Entries {
		if e := &request.Entries[i]; e.Kind == ledger.Statement && e.Due == fee.From && e.Minimum != nil {
			due = max(due, *e.Minimum)
		}
	}
	return due
}

// costOf adds up what a credit has cost. A fee entered after the day on which the
// credit was first drawn counts as one for paying late; until then it belongs to
// the cost of the credit itself.
func costOf(request *AssessRequest, assessment *ledger.Assessment) *policy.Cost {
	cost := &policy.Cost{Charged: assessment.Charged, PrincipalDays: assessment.PrincipalDays}
	drawn := request.AsOf
	for i := range request.Entries {
		if e := &request.Entries[i]; isCredit(e) && e.Date <= request.AsOf {
			cost.Credit += e.Amount
			drawn = min(drawn, e.Date)
		}
	}
	for i := range request.Entries {
		if e := &request.Entries[i]; e.Kind == ledger.Fee && drawn < e.Date && e.Date <= request.AsOf {
			cost.LateFees += e.Amount
		}
	}
	for i := range assessment.Lines {
		if line := &assessment.Lines[i]; isLateFee(request, line) {
			cost.LateFees += line.Amount
		}
	}
	return cost
}

func isCredit(e *ledger.Entry) bool { return e.Kind == ledger.Advance || e.Kind == ledger.Purchase }

// wholeOrder is an allocation with the components that it leaves out, in the order
// in which they follow it.
func wholeOrder(allocation []ledger.Component) []string {
	order := names(allocation)
	for _, c := range []string{"costs", "fees", "penalty", "compound", "interest", "principal"} {
		if !slices.Contains(order, c) {
			order = append(order, c)
		}
	}
	return order
}

// names are components as the pack names them.
func names(components []ledger.Component) []string {
	list := make([]string, len(components))
	for i, c := range components {
		list[i] = string(c)
	}
	return list
}

// quoteFindings asks every check of a pack that a plan can answer.
func quoteFindings(request *QuoteRequest, answer *QuoteAnswer, rules *policy.Rules) []policy.Finding {
	rate := decimal.RequireFromString(answer.Metrics.AnnualRate.APR)
	findings := rules.CheckPlanRate(rate, request.ContractDate)
	findings = append(findings, rules.CheckPlanMonths(request.Terms.Months(request.AsOf, answer.Plan.Count))...)
	findings = append(findings, rules.CheckDisclosure()...)
	return append(findings, rules.CheckLimitation(request.Claim.OldestDue)...)
}
