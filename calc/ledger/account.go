// Package ledger says what is owed at a date, and why. It replays the dated
// entries of an account under accrual rules; it knows no jurisdiction.
package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// AllocationBy says what a payment works through first.
type AllocationBy string

const (
	// ByComponent meets all of one component before the next.
	ByComponent AllocationBy = "component"
	// ByInstalment meets everything of the oldest due date before the next one, and what is not due last.
	ByInstalment AllocationBy = "instalment"
)

// OverdueOrder is the order of payments to an account that is long overdue.
type OverdueOrder struct {
	// The order holds from this many days past due on, counted on the day of the payment and before it.
	DaysOverdue int `json:"days_overdue" min:"1" max:"84006"`
	// Which component a payment meets first.
	Order []Component `json:"order" minitems:"1" maxitems:"6"`
}

// Account is the history of one debt and the rules it grows by.
type Account struct {
	Currency   money.Currency
	AsOf       civil.Date
	Rules      []Rule
	Allocation []Component
	// AllocationBy is ByComponent when empty.
	AllocationBy AllocationBy
	// AllocationOverdue is in order of days overdue, the fewest first.
	AllocationOverdue []OverdueOrder
	// Ageing asks for Claim.Bucket, Due and NotYetDue where there is no instalment.
	Ageing bool
	// ItemizeFrom asks for an itemization since that date, up to AsOf.
	ItemizeFrom civil.Date
	// Explain asks for Assessment.Added and PerDay.
	Explain bool
	Entries []Entry
}

// Assessment is what is owed at a date, with the lines that made it.
type Assessment struct {
	Claim Claim
	Lines []Line
	// Met is how payments and waivers were met, in order.
	Met []Met
	// Added is what the entries brought, in order, when the account asks for it.
	Added []Met
	// PerDay is what makes Claim.PerDiem, when the account asks for it.
	PerDay []Day
	// Itemization is there when the account asks for it.
	Itemization *Itemization
	// Charged is every fee and all interest ever charged, paid or not; costs are not in it.
	Charged money.Amount
	// Costs is all costs ever added, and Paid what payments ever took away; what
	// they left over is in the claim's credit.
	Costs, Paid money.Amount
	// Ignored is the number of entries dated after the day of the question.
	Ignored int
	// PrincipalDays is the sum over all days of the principal owed on each, in
	// major units: the base of a cap by time.
	PrincipalDays decimal.Decimal
}

// Met is a sum of one component that a payment or a waiver took away, or that an
// entry added. What a payment brought, and a change of a rate, has no component.
type Met struct {
	Date civil.Date
	// Entry is the index of the entry.
	Entry     int
	Component Component
	Amount    money.Amount
}

// Day is the interest of one more day under one rule.
type Day struct {
	// Base bears Rate over Time, in units of the rate. All are zero where a cap or
	// the rounding of each day may hold the interest down.
	Base money.Amount
	Rate money.Rate
	Time civil.Ratio
	// Interest is not rounded.
	Interest decimal.Decimal
}

// TooLargeError says that a balance left the bounds of an amount.
type TooLargeError struct {
	// Entry is the index of the entry at fault, or -1 when a rule is.
	Entry int
	// Rule is the index of the rule at fault, or -1 when an entry is.
	Rule int
}

// err is the error itself, which takes memory only when there is one.
func (e TooLargeError) err() error { return &e }

func (e *TooLargeError) Error() string { return "a balance is beyond 15 digits before the point" }

// TooManyLinesError says that the working would have too many lines.
type TooManyLinesError struct {
	// Rule is the index of the rule at fault.
	Rule int
}

func (e *TooManyLinesError) Error() string { return "the working would have more than 150,000 lines" }

// mostLines is how many lines are written, and stretches measured that could
// become lines: one entry can end a stretch of every sum that waits under every rule.
const mostLines = 150_000

// Assess replays the account up to AsOf. Entries after AsOf have not happened.
//
// Interest accrues by the day and is posted, which means rounded, billed and
// open to payment: on each statement after the first and then on each monthly
// anniversary of the last one. Without any statement it is posted on each
// payment, and for a rule that compounds on the days on which it compounds. A
// payment meets posted sums only; what it leaves over is a credit that meets the
// next ones.
//
// It returns *TooLargeError when a balance leaves the bounds of an amount, and
// *TooManyLinesError when the working leaves those of an answer.
func Assess(account *Account) (Assessment, error) {
	r := Start(account)
	r.begin(account.AsOf)
	var opening *Replay
	if account.ItemizeFrom != 0 {
		// The opening is told with what is known today, so that the parts add up.
		if err := r.run(account.ItemizeFrom); err != nil {
			return Assessment{}, err
		}
		opening = r.Clone()
		if _, err := opening.close(account.ItemizeFrom); err != nil {
			return Assessment{}, err
		}
	}
	if err := r.run(account.AsOf); err != nil {
		return Assessment{}, err
	}
	assessment, err := r.close(account.AsOf)
	if err == nil && opening != nil {
		assessment.Itemization, err = opening.since(r)
	}
	return assessment, err
}
