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
	// One total that is waived of several components in order, beside the waivers.
	Waterfall *ledger.Waterfall `json:"waterfall,omitempty"`
	// When the waivers are earned and what comes back on breach.
	WaiverTerms *repay.WaiverTerms `json:"waiver_terms,omitempty"`
	// What the plan is agreed on.
	Terms repay.Terms `json:"terms"`
	// The rate at which the creditor values later money.
	DiscountRate *money.Rate `json:"discount_rate,omitempty"`
	// The fees that are paid beside the plan, to have them annualised item by item.
	Costs []repay.Cost `json:"costs,omitempty" maxitems:"24"`
	// Give the working: the steps that lead to the figures, each as data and as a sentence.
	Explain bool `json:"explain,omitempty"`
	// Further figures to state of the plan.
	Metrics []repay.Metric `json:"metrics,omitempty" maxitems:"8"`
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
	// The rate that was solved; left out when none was.
	Rate *money.Rate `json:"rate,omitempty"`
	// The plan.
	Plan repay.Plan `json:"plan"`
	// What the plan is worth.
	Metrics repay.Metrics `json:"metrics"`
	// What the interest and each fee cost a year, and all in; only with costs.
	CostStatement *repay.CostStatement `json:"cost_statement,omitempty"`
	// For each instalment missed, what is then owed; only with waiver terms.
	Breach []repay.Breach `json:"breach,omitempty"`
	// What is owed when the deadline of the waivers passes; only with one.
	AfterDeadline *AfterDeadline `json:"after_deadline,omitempty"`
	// How the plan stands against the rules of the pack.
	Findings []policy.Finding `json:"findings,omitempty"`
	// The steps that lead to the figures, in order; only when asked for.
	Working []Step `json:"working,omitempty"`
}

// AfterDeadline is what is owed once the waivers can no longer be had.
type AfterDeadline struct {
	// The first day after the deadline.
	Date civil.Date `json:"date"`
	// The claim without any waiver; interest from as_of on is not in it.
	Owed money.Amount `json:"owed"`
}

// quote waives, then finances what is left after the deposit, then schedules it.
func quote(request *QuoteRequest) (QuoteAnswer, []wire.Problem) {
	terms := &request.Terms
	if terms.InterestFrom == 0 {
		terms.InterestFrom = request.AsOf
	}
	rules, outside := resolve(request.Pack, request.AsOf, request.ContractDate)
	problems := faults(outside)
	problems.checkTerms(request)
	problems.checkCosts(request.Costs)
	w := waive(request, &problems)
	if len(problems) > 0 {
		return QuoteAnswer{}, problems
	}
	debt, unpaid := w.finance()
	if len(unpaid) > 0 {
		return QuoteAnswer{}, unpaid
	}
	plan, working, err := repay.ScheduleDebt(terms, debt)
	if err != nil {
		return QuoteAnswer{}, scheduleProblem(request.Currency, err)
	}
	if plan.Deposit = terms.Deposit; plan.Deposit != nil {
		plan.Totals.Paid += plan.Deposit.Amount
	}
	if plan.Totals.Paid > request.Currency.Most() {
		return QuoteAnswer{}, []wire.Problem{tooLarge("#/terms")}
	}
	plan.Totals.Waived, _ = w.waived.Total()
	plan.Totals.Saved = w.total - plan.Totals.Paid
	answer := QuoteAnswer{
		Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency,
		ClaimTotal: w.total, Waived: w.waived, Plan: plan,
	}
	if terms.Solve == repay.SolveRate {
		answer.Rate = &terms.Rate
	}
	if problems = answer.value(request, rules); len(problems) == 0 {
		problems = answer.stateCosts(request)
	}
	if request.Explain && len(problems) == 0 {
		answer.Working = explainQuote(request, &w, &working, &answer)
	}
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
		a.Breach, err = repay.BreachTable(request.AsOf, &a.Plan, terms, &a.Waived, request.WaiverTerms)
		if err != nil {
			return scheduleProblem(request.Currency, err)
		}
		if deadline := request.WaiverTerms.Deadline; deadline != 0 && deadline < civil.MaxDate {
			a.AfterDeadline = &AfterDeadline{Date: deadline + 1, Owed: a.ClaimTotal}
		}
		for _, row := range a.Breach {
			if row.Owed > request.Currency.Most() {
				return []wire.Problem{tooLarge("#/terms")}
			}
		}
	}
	a.Findings = quoteFindings(request, a, &rules)
	a.Findings = append(a.Findings, calendarFinding(terms, &a.Plan)...)
	return nil
}

// calendarFinding tells of the first due date that the plan's calendar cannot roll.
func calendarFinding(terms *repay.Terms, plan *repay.Plan) []policy.Finding {
	calendar := civil.CalendarOf(terms.Calendar)
	if calendar == nil {
		return nil
	}
	for i := range plan.Instalments {
		if due := plan.Instalments[i].Due; !calendar.BusinessDay(due) {
			limit := calendar.Last
			if due < calendar.First {
				limit = calendar.First
			}
			return []policy.Finding{{
				Code: policy.CalendarCoverage, Level: policy.Review, Value: due.String(), Limit: limit.String(),
				Source: calendar.Source, SourceZH: calendar.SourceZH, Confidence: policy.High,
				Detail: "The calendar of business days does not cover this due date, so it stays where it falls.",
			}}
		}
	}
	return nil
}

// annualRate is what the plan costs a year. What is paid back on the day from which
// it bears interest costs nothing, and has no time to count a rate over.
func (a *QuoteAnswer) annualRate(terms *repay.Terms, method repay.Method) (repay.AnnualRate, error) {
	if a.Plan.LastDue() == terms.InterestFrom {
		return repay.NoCost(method), nil
	}
	return repay.PlanRate(method, terms.UnitPeriod(), terms.InterestFrom, a.Plan.Financed, a.Plan.Paying())
}

// rateMethod is the method of the pack, and the actuarial one without a pack.
func rateMethod(rules policy.Rules) repay.Method {
	if method := rules.AnnualRateMethod(); method != "" {
		return repay.Method(method)
	}
	return repay.USRegZ
}

// finance returns what the instalments repay: what is owed after the waivers,
// less the deposit, once what is to be solved is.
func (w *waiving) finance() (debt repay.Debt, problems []wire.Problem) {
	currency := w.request.Currency
	waived, _ := w.waived.Total()
	owed := w.total - waived
	if owed == 0 {
		return debt, []wire.Problem{problem(NothingToRepay, "#/waivers", "the waivers leave nothing to repay", "")}
	}
	if w.deposit() >= owed {
		allowed := ""
		if owed > 1 {
			allowed = currency.Text(owed - 1)
		}
		return debt, []wire.Problem{problem(DepositTooLarge, "#/terms/deposit/amount",
			"the deposit leaves nothing for instalments; to pay everything at once, use the shape lump_sum", allowed)}
	}
	if w.debt(0, w.deposit()).Bearing == 0 {
		return debt, []wire.Problem{problem(TermsFields, "#/terms/capitalise",
			"nothing is left of what is capitalised: capitalise more, or leave capitalise out", "")}
	}
	if problems = w.solve(owed); len(problems) > 0 {
		return debt, problems
	}
	if debt = w.debt(0, w.deposit()); debt.Bearing == 0 {
		return debt, []wire.Problem{problem(NothingToRepay, "#/terms/solve", "what is solved leaves nothing to repay", "")}
	}
	return debt, nil
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
			"the payment would not clear the debt in "+strconv.Itoa(notCleared.Count)+" instalments and by "+
				civil.MaxDate.String()+"; "+least+" "+string(currency)+" or more does", least)}
	}
	var small *repay.PaymentError
	if errors.As(err, &small) {
		least, pointer := currency.Text(small.Least), item("#/terms/payments", small.Index)+"/amount"
		if small.BelowInterest {
			return []wire.Problem{problem(PaymentBelowInterest, pointer, "the payment does not cover the interest of its period", least)}
		}
		return []wire.Problem{problem(PaymentsTooSmall, pointer, "the payments leave a rest, which the last of them would have to cover", least)}
	}
	if errors.Is(err, repay.ErrTooLate) {
		return []wire.Problem{problem(DateTooLate, "#/terms/count", "the plan, with its days of grace, would last beyond 2199-12-31", "")}
	}
	return []wire.Problem{tooLarge("#/terms")}
}

func tooLarge(pointer string) wire.Problem {
	return problem(SumTooLarge, pointer, "a sum would have more than 15 digits before the point", "")
}
