package calc

import (
	"errors"
	"strconv"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/repay"
	"parley/calc/wire"
)

// Claim is what is owed at a date.
type Claim struct {
	// The sum of each component.
	Components ledger.Components `json:"components"`
	// The oldest due date that is not met.
	OldestDue civil.Date `json:"oldest_due,omitempty"`
}

// QuoteRequest asks for one plan.
type QuoteRequest struct {
	// The day of the question; the engine never guesses today.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The rules to check the plan against; none when left out.
	Pack policy.PackID `json:"pack,omitempty"`
	// The day on which the contract was made: it decides the highest rate where the pack's rules go by that day.
	ContractDate civil.Date `json:"contract_date,omitempty"`
	// What is owed.
	Claim Claim `json:"claim"`
	// What the creditor waives.
	Waivers []ledger.Waiver `json:"waivers,omitempty" maxitems:"24"`
	// When the waivers are earned and what comes back on breach.
	WaiverTerms *repay.WaiverTerms `json:"waiver_terms,omitempty"`
	// What the plan is agreed on.
	Terms repay.Terms `json:"terms"`
	// The rate at which the creditor values later money.
	DiscountRate *money.Rate `json:"discount_rate,omitempty"`
}

// QuoteAnswer is one plan and what it is worth.
type QuoteAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What is owed before any waiver, all components together.
	ClaimTotal money.Amount `json:"claim_total"`
	// What is waived of each component.
	Waived ledger.Components `json:"waived"`
	// The plan.
	Plan repay.Plan `json:"plan"`
	// What the plan is worth.
	Metrics repay.Metrics `json:"metrics"`
	// For each instalment missed, what is then owed; only with waiver terms.
	Breach []repay.Breach `json:"breach,omitempty"`
	// How the plan stands against the rules of the pack.
	Findings []policy.Finding `json:"findings,omitempty"`
}

// quote waives, then finances what is left after the deposit, then schedules it.
func quote(request *QuoteRequest) (QuoteAnswer, []wire.Problem) {
	terms := &request.Terms
	if terms.InterestFrom == 0 {
		terms.InterestFrom = request.AsOf
	}
	rules, problems := resolve(request.Pack, request.AsOf, request.ContractDate)
	problems = append(problems, checkTerms(terms, request.AsOf)...)
	total, waived, faults := waive(request)
	if problems = append(problems, faults...); len(problems) > 0 {
		return QuoteAnswer{}, problems
	}
	waivedTotal, _ := waived.Total()
	financed, faults := finance(request, total-waivedTotal)
	if len(faults) > 0 {
		return QuoteAnswer{}, faults
	}
	plan, err := repay.Schedule(terms, financed)
	if err != nil {
		return QuoteAnswer{}, scheduleProblem(request.Currency, err)
	}
	if plan.Deposit = terms.Deposit; plan.Deposit != nil {
		plan.Totals.Paid += plan.Deposit.Amount
	}
	if plan.Totals.Paid > request.Currency.Most() {
		return QuoteAnswer{}, []wire.Problem{tooLarge("#/terms")}
	}
	plan.Totals.Waived = waivedTotal
	plan.Totals.Saved = total - plan.Totals.Paid
	answer := QuoteAnswer{
		Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency,
		ClaimTotal: total, Waived: waived, Plan: plan,
	}
	problems = answer.value(request, rules)
	return answer, problems
}

// value puts to the plan what it is worth: yearly rate, breach table, findings.
func (a *QuoteAnswer) value(request *QuoteRequest, rules policy.Rules) []wire.Problem {
	terms := &request.Terms
	rate, err := a.annualRate(terms, rateMethod(rules))
	if err != nil {
		return []wire.Problem{problem(RateTooLarge, "#/terms",
			"the plan's yearly rate is above the largest that is stated, as a fraction of one", strconv.Itoa(repay.MaxAnnualRate))}
	}
	a.Metrics = repay.Metrics{
		AnnualRate: rate, LastDate: a.Plan.LastDue(), Recovery: repay.Recovery(a.Plan.Totals.Paid, a.ClaimTotal),
	}
	if request.DiscountRate != nil {
		value := repay.PresentValue(request.AsOf, *request.DiscountRate, &a.Plan)
		a.Metrics.NetPresentValue = &value
	}
	if request.WaiverTerms != nil {
		a.Breach, err = repay.BreachTable(&a.Plan, terms, a.Plan.Totals.Waived, request.WaiverTerms)
		if err != nil {
			return scheduleProblem(request.Currency, err)
		}
		for _, row := range a.Breach {
			if row.Owed > request.Currency.Most() {
				return []wire.Problem{tooLarge("#/terms")}
			}
		}
	}
	a.Findings = quoteFindings(request, a, &rules)
	return nil
}

// annualRate is what the plan costs a year. What is paid back on the day from which
// it bears interest costs nothing, and has no time to count a rate over.
func (a *QuoteAnswer) annualRate(terms *repay.Terms, method repay.Method) (repay.AnnualRate, error) {
	if a.Plan.LastDue() == terms.InterestFrom {
		return repay.AnnualRate{Method: method, APR: "0.0000000000", APRPercent: "0.00"}, nil
	}
	return repay.PlanRate(method, terms.UnitPeriod(), terms.InterestFrom, a.Plan.Financed, a.Plan.Instalments)
}

// rateMethod is the method of the pack, and the actuarial one without a pack.
func rateMethod(rules policy.Rules) repay.Method {
	if method := rules.AnnualRateMethod(); method != "" {
		return repay.Method(method)
	}
	return repay.USRegZ
}

// waive adds up the claim and takes each waiver of it. A share is of the
// component as claimed, so the order of waivers does not matter.
func waive(request *QuoteRequest) (total money.Amount, waived ledger.Components, problems []wire.Problem) {
	claimed := &request.Claim.Components
	total, ok := claimed.Total()
	if !ok || total > request.Currency.Most() {
		problems = append(problems, tooLarge("#/claim/components"))
	} else if total == 0 {
		problems = append(problems, problem(NothingToRepay, "#/claim/components",
			"nothing is owed: give at least one component above zero", ""))
	}
	for i := range request.Waivers {
		w, pointer := &request.Waivers[i], item("#/waivers", i)
		if (w.Percent == nil) == (w.Amount == nil) {
			problems = append(problems, problem(WaiverShareOrAmount, pointer,
				"give either percent, the share as a fraction of one, or amount", ""))
			continue
		}
		component, taken := *claimed.At(w.Component), waived.At(w.Component)
		amount, key := component, "/percent"
		if w.Amount != nil {
			amount, key = *w.Amount, "/amount"
		} else {
			share := request.Currency.Decimal(component).Mul(*w.Percent)
			amount, _ = request.Currency.Round(share, request.Terms.Rounding) // at most the component
		}
		if amount > component-*taken {
			problems = append(problems, problem(WaiverExceedsComponent, pointer+key,
				"more than is left of the "+string(w.Component)+" to waive", request.Currency.Text(component-*taken)))
			continue
		}
		*taken += amount
	}
	return total, waived, problems
}

// finance returns what the instalments repay: what is owed after the waivers,
// less the deposit.
func finance(request *QuoteRequest, owed money.Amount) (money.Amount, []wire.Problem) {
	if owed == 0 {
		return 0, []wire.Problem{problem(NothingToRepay, "#/waivers", "the waivers leave nothing to repay", "")}
	}
	deposit := request.Terms.Deposit
	if deposit == nil {
		return owed, nil
	}
	if deposit.Amount >= owed {
		allowed := ""
		if owed > 1 {
			allowed = request.Currency.Text(owed - 1)
		}
		return 0, []wire.Problem{problem(DepositTooLarge, "#/terms/deposit/amount",
			"the deposit leaves nothing for instalments; to pay everything at once, use the shape lump_sum", allowed)}
	}
	return owed - deposit.Amount, nil
}

// scheduleProblem says why there is no schedule.
func scheduleProblem(currency money.Currency, err error) []wire.Problem {
	var notCleared *repay.NotClearedError
	if errors.As(err, &notCleared) {
		least := currency.Text(notCleared.Least)
		if notCleared.BelowInterest {
			period := [...]string{1: "first", 2: "second"}[notCleared.Period]
			return []wire.Problem{problem(PaymentBelowInterest, "#/terms/amount",
				"the payment does not cover the interest, which is "+currency.Text(notCleared.Interest)+" "+string(currency)+
					" in the "+period+" period, so the debt would never fall; "+least+" "+string(currency)+" or more clears it", least)}
		}
		return []wire.Problem{problem(PaymentTooSmall, "#/terms/amount",
			"the payment would not clear the debt in "+strconv.Itoa(repay.MaxCount)+" instalments and by "+
				civil.MaxDate.String()+"; "+least+" "+string(currency)+" or more does", least)}
	}
	if errors.Is(err, repay.ErrTooLate) {
		return []wire.Problem{problem(DateTooLate, "#/terms/count", "the plan, with its days of grace, would last beyond 2199-12-31", "")}
	}
	return []wire.Problem{tooLarge("#/terms")}
}

func tooLarge(pointer string) wire.Problem {
	return problem(SumTooLarge, pointer, "a sum would have more than 15 digits before the point", "")
}
