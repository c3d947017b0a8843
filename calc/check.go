package calc

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/repay"
	"parley/calc/wire"
)

// CheckRequest asks whether a schedule that somebody else made adds up, and what
// it costs a year.
type CheckRequest struct {
	// The day of the question; the engine never guesses today.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The rules to check the schedule against; none when left out.
	Pack policy.PackID `json:"pack,omitempty"`
	// The day on which the contract was made: it decides the highest rate where the pack's rules go by that day.
	ContractDate civil.Date `json:"contract_date,omitempty"`
	// What is owed before the offer, if it is an offer on a claim.
	Claim *Claim `json:"claim,omitempty"`
	// The sum that the offer says is waived; nothing when left out.
	Waived money.Amount `json:"waived,omitempty"`
	// The sum that is paid before the schedule begins; nothing when left out.
	Deposit money.Amount `json:"deposit,omitempty"`
	// The sum that the schedule says it repays; its principal added up when left out.
	Financed money.Amount `json:"financed,omitempty" min:"1"`
	// The day from which the schedule bears interest; that of the stated terms, or else as_of, when left out.
	InterestFrom civil.Date `json:"interest_from,omitempty"`
	// The rows as they were printed, in their order.
	Schedule []ScheduleRow `json:"schedule" minitems:"1" maxitems:"600"`
	// What the lender says of the schedule beside its rows.
	Stated *Stated `json:"stated,omitempty"`
}

// ScheduleRow is one row of a schedule that somebody else made. What is left out
// was not printed, and is not checked.
type ScheduleRow struct {
	// The day on which it is due.
	Due civil.Date `json:"due"`
	// The sum to pay.
	Amount money.Amount `json:"amount"`
	// The part that reduces the debt. Below zero where interest joins the debt.
	Principal *money.Amount `json:"principal,omitempty" min:"-999999999999999999"`
	// The part that is interest.
	Interest *money.Amount `json:"interest,omitempty"`
	// The part that is fees; none when left out.
	Fees *money.Amount `json:"fees,omitempty"`
	// The part that is arrears, which bear no interest; none when left out.
	Arrears *money.Amount `json:"arrears,omitempty"`
	// What is still owed after it, arrears included.
	Balance *money.Amount `json:"balance,omitempty"`
}

// Stated is what a lender says of a schedule beside its rows.
type Stated struct {
	// Everything that is paid: the deposit and every row.
	Total *money.Amount `json:"total,omitempty"`
	// All interest of the rows.
	Interest *money.Amount `json:"interest,omitempty"`
	// All fees of the rows.
	Fees *money.Amount `json:"fees,omitempty"`
	// The number of rows.
	Count int `json:"count,omitempty" min:"1" max:"600"`
	// The rate that the interest column is counted with; the rate of the terms when left out.
	Rate *money.Rate `json:"rate,omitempty"`
	// What the schedule is said to cost a year.
	AnnualRate *StatedRate `json:"annual_rate,omitempty"`
	// The terms that the schedule is said to follow. With both a count and an amount, the amount is followed and the count compared.
	Terms *repay.Terms `json:"terms,omitempty"`
}

// StatedRate is what a schedule is said to cost a year.
type StatedRate struct {
	// The rate as a fraction of one: "0.1824" is 18.24%.
	Value decimal.Decimal `json:"value" min:"0" max:"100"`
	// The method by which it was counted; the pack's when left out.
	Method repay.Method `json:"method,omitempty"`
}

// CheckCode names what was checked. Codes are promises.
type CheckCode string

const (
	// RowParts compares the amount of each row with its principal, interest, fees and arrears added up.
	RowParts CheckCode = "row_parts"
	// BalanceChain compares each balance with the one before it less what the row repays.
	BalanceChain CheckCode = "balance_chain"
	// DatesAscend finds a row that is due no later than the one before it, or a first row before interest begins.
	DatesAscend CheckCode = "dates_ascend"
	// PrincipalTotal compares the principal of all rows with what the schedule says it repays.
	PrincipalTotal CheckCode = "principal_total"
	// LastBalance compares the balance after the last row with zero.
	LastBalance CheckCode = "last_balance"
	// StatedTotal compares everything that is paid with the stated total.
	StatedTotal CheckCode = "stated_total"
	// StatedInterest compares the interest of all rows with the stated interest.
	StatedInterest CheckCode = "stated_interest"
	// StatedFees compares the fees of all rows with the stated fees.
	StatedFees CheckCode = "stated_fees"
	// StatedCount compares the number of rows with the stated count.
	StatedCount CheckCode = "stated_count"
	// ClaimSplit compares the claim with what is waived, paid before and repaid by the schedule.
	ClaimSplit CheckCode = "claim_split"
	// InterestRows compares the interest of each row with the stated rate on the balance before it, by every known convention.
	InterestRows CheckCode = "interest_rows"
	// TermsSchedule compares each row with the schedule that the stated terms give.
	TermsSchedule CheckCode = "terms_schedule"
	// AnnualRateStated compares the yearly rate of the schedule with the stated one.
	AnnualRateStated CheckCode = "annual_rate"
)

// Check is one comparison of what was printed with what it should be by the rest.
// It is a signal for a reader and never a verdict.
type Check struct {
	// What was checked.
	Code CheckCode `json:"code"`
	// Pass when it holds, and review when it is worth asking about.
	Level policy.Level `json:"level"`
	// Where in the request the figure stands; of several rows the first that differs.
	Pointer string `json:"pointer"`
	// The figure that follows from the others: money, a day, a number, or a yearly rate as a fraction of one. Left out where no single figure is compared.
	Expected string `json:"expected,omitempty"`
	// The figure that was printed.
	Found string `json:"found,omitempty"`
	// The printed figure less the expected one, in the same unit.
	Difference string `json:"difference,omitempty"`
	// How many rows differ; left out when none does, or when no rows are compared.
	Rows int `json:"rows,omitempty"`
	// One sentence that says what was found, in English.
	Detail string `json:"detail"`
	// One sentence that says what was found, in Chinese.
	DetailZH string `json:"detail_zh"`
}

// Convention is one way to count interest that gives every row of the schedule.
type Convention struct {
	// How days become a fraction of a year.
	DayCount civil.DayCount `json:"day_count"`
	// What interest is counted on.
	Interest repay.InterestKind `json:"interest"`
	// With flat interest: what it is counted on.
	FlatOn repay.FlatBase `json:"flat_on,omitempty"`
	// Where interest between two minor units goes.
	Rounding money.Rounding `json:"rounding"`
}

// ScheduleTotals add up the rows as they were printed.
type ScheduleTotals struct {
	// Everything that is paid: the deposit and every row.
	Paid money.Amount `json:"paid"`
	// The principal, arrears included; left out where a row shows none and none follows.
	Principal *money.Amount `json:"principal,omitempty"`
	// The interest; left out where a row shows none.
	Interest *money.Amount `json:"interest,omitempty"`
	// The fees.
	Fees money.Amount `json:"fees"`
}

// CheckAnswer is what was found of a schedule.
type CheckAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What was checked, in a fixed order; only what can be checked from what was given.
	Checks []Check `json:"checks"`
	// The rows added up.
	Totals ScheduleTotals `json:"totals"`
	// What the schedule costs a year, by the method stated or else the pack's; left out when the sums and dates have no rate.
	AnnualRate *repay.AnnualRate `json:"annual_rate,omitempty"`
	// The conventions by which the stated rate gives the interest of every row.
	ReproducedBy []Convention `json:"reproduced_by,omitempty"`
	// How the schedule stands against the rules of the pack.
	Findings []policy.Finding `json:"findings,omitempty"`
}

// check compares a schedule with itself, with what is stated of it, and with the
// rules of the pack.
func check(request *CheckRequest) (CheckAnswer, []wire.Problem) {
	rules, outside := resolve(request.Pack, request.AsOf, request.ContractDate)
	problems := faults(outside)
	c := checking{request: request, from: request.InterestFrom}
	if request.Stated != nil {
		c.stated = *request.Stated
	}
	terms := c.stated.Terms
	if c.dated = c.from != 0 || terms != nil && terms.InterestFrom != 0; c.from == 0 && c.dated {
		c.from = terms.InterestFrom
	} else if c.from == 0 {
		c.from = request.AsOf
	}
	c.addUp(&problems)
	if terms != nil {
		c.checkStatedTerms(&problems)
	}
	if len(problems) > 0 {
		return CheckAnswer{}, problems
	}
	c.rows()
	c.totals()
	c.interestRows()
	c.termsSchedule()
	c.annualRate(rateMethod(rules))
	answer := CheckAnswer{
		Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency,
		Checks: c.checks, Totals: c.total, AnnualRate: c.rate, ReproducedBy: c.conventions,
	}
	if c.rate != nil {
		answer.Findings = rules.CheckPlanRate(decimal.RequireFromString(c.rate.APR), request.ContractDate)
	}
	answer.Findings = append(answer.Findings, rules.CheckPlanMonths(c.months())...)
	answer.Findings = append(answer.Findings, rules.CheckDisclosure()...)
	oldest := civil.Date(0)
	if request.Claim != nil {
		oldest = request.Claim.OldestDue
	}
	answer.Findings = append(answer.Findings, rules.CheckLimitation(oldest)...)
	return answer, nil
}

// checkStatedTerms finds what the stated terms lack or contradict, as a quote on
// them would.
func (c *checking) checkStatedTerms(problems *faults) {
	terms := *c.stated.Terms
	c.terms = &terms
	if terms.Solve != "" {
		problems.unused("#/stated/terms/solve", "has nothing to solve in a schedule that is there already")
		return
	}
	if terms.Shape != repay.Custom && terms.Shape != repay.LumpSum && terms.Amount > 0 && terms.Count > 0 {
		if terms.Count = 0; terms.Shape == repay.InterestOnly {
			terms.Count, terms.Amount = c.stated.Terms.Count, 0
		}
	}
	terms.InterestFrom = c.from
	quoted := QuoteRequest{
		AsOf: c.from, Currency: c.request.Currency, Terms: terms,
		Claim: Claim{Components: ledger.Components{Principal: c.financed}},
	}
	if terms.Deposit != nil {
		quoted.AsOf = min(quoted.AsOf, terms.Deposit.Due)
	}
	var found faults
	found.checkTerms(&quoted)
	for _, p := range found {
		problems.add(p.Code, "#/stated"+p.Pointer[1:], p.Detail, p.Allowed)
	}
}
