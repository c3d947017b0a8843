package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// RuleKind is the shape of an accrual rule.
type RuleKind string

const (
	// Accrual is interest on balances over time.
	Accrual RuleKind = "accrual"
	// LateFee is a charge for each statement or instalment that was not paid by its due date.
	LateFee RuleKind = "late_fee"
)

// EndRule says whether the last day of an accrual counts.
type EndRule string

const (
	// ExcludeEnd counts the first day and not the last (算头不算尾).
	ExcludeEnd EndRule = "exclude_end"
	// IncludeBoth counts the first day and the last.
	IncludeBoth EndRule = "include_both"
)

// From says when a sum begins to bear interest under a rule.
type From string

const (
	// FromPosting begins on the day on which the sum was posted to the account.
	FromPosting From = "posting"
	// FromDueDate begins on the day on which the sum falls due: principal when an instalment_due says so, all else when it is posted.
	FromDueDate From = "due_date"
	// FromAfterGrace begins after grace_days from the due date, in the way that grace says.
	FromAfterGrace From = "after_grace"
)

// Grace says what the days of grace are worth to a sum that is paid after them.
type Grace string

const (
	// GraceFromEnd lets interest begin at the end of grace: the days of grace are free for everybody.
	GraceFromEnd Grace = "from_end"
	// GraceAllOrNothing lets interest run from the due date, on what is unpaid each day, when anything of the sum is unpaid at the end of grace; otherwise there is none.
	GraceAllOrNothing Grace = "all_or_nothing"
)

// InterestFree says on what condition a purchase bears no interest.
type InterestFree string

// PaidInFull frees a purchase when the statement that first shows it is paid in
// full by its due date. Otherwise interest runs from posting. Until the due date
// has passed the claim holds nothing of it. Cash advances are never free.
const PaidInFull InterestFree = "paid_in_full"

// Compounds says when unpaid interest begins to bear interest itself.
type Compounds string

const (
	// Never is simple interest.
	Never Compounds = "never"
	// Daily posts the interest every day, rounded, and lets it join the base.
	Daily Compounds = "daily"
	// Monthly lets unpaid interest join the base once a month; see Rule.Compounds.
	Monthly Compounds = "monthly"
	// Yearly lets unpaid interest join the base on each anniversary of the first entry that is no waiver, rate or pause.
	Yearly Compounds = "yearly"
	// AtStatement lets unpaid interest join the base on each statement after the first.
	AtStatement Compounds = "statement"
)

// RoundEach says which figure of an accrual is rounded to money.
type RoundEach string

const (
	// RoundEachDay rounds the interest of every single day.
	RoundEachDay RoundEach = "day"
	// RoundEachPeriod rounds the interest from one posting to the next, once.
	RoundEachPeriod RoundEach = "period"
	// RoundAtEnd rounds the running total: a posting is the difference of two rounded totals, so that the number of postings changes nothing.
	RoundAtEnd RoundEach = "end"
)

// FeeBase is the sum that a late fee is a share of.
type FeeBase string

const (
	// UnpaidMinimum is the part of a statement's minimum payment that was not paid by its due date.
	UnpaidMinimum FeeBase = "unpaid_minimum"
	// UnpaidInstalment is the part of an instalment that was not paid by its due date.
	UnpaidInstalment FeeBase = "unpaid_instalment"
)

// Multiple is a rate told as a multiple of another rule's rate, whose changes it follows.
type Multiple struct {
	// The name of the other rule.
	Of string `json:"of" maxlen:"80"`
	// How many times its rate.
	Times decimal.Decimal `json:"times" min:"0" max:"100"`
}

// Series is a published rate that a cap follows, a number of times over.
type Series struct {
	// The name of the series in the pack of the request, for example lpr_1y.
	Name string `json:"name" maxlen:"80"`
	// How many times its value.
	Times decimal.Decimal `json:"times" min:"0" max:"100"`
	// The day whose value counts, for example the day of the contract.
	On civil.Date `json:"on"`
}

// Cap is the most that a rule may charge. Each bound that is given holds.
type Cap struct {
	// Accrual only: the most for one day.
	PerDay *money.Amount `json:"per_day,omitempty"`
	// The most over the whole history, paid or not.
	Total *money.Amount `json:"total,omitempty"`
	// The most over the whole history, as a fraction of all principal so far, interest and fees added to it not counted.
	ShareOfPrincipal *decimal.Decimal `json:"share_of_principal,omitempty" min:"0" max:"100"`
	// Accrual only: the highest rate.
	Rate *money.Rate `json:"rate,omitempty"`
	// Accrual only: the highest rate, as a multiple of a published one.
	Series *Series `json:"series,omitempty"`
}

// Rule is one row of data that says how a component grows.
type Rule struct {
	// What the contract calls it; it names the lines of the answer.
	Name string `json:"name" maxlen:"80"`
	// The shape of the rule.
	Kind RuleKind `json:"kind,omitempty" default:"accrual"`
	// The component that it adds to.
	Into Component `json:"into"`
	// Accrual only: the components that bear the interest.
	On []Component `json:"on,omitempty" maxitems:"6"`
	// Accrual only: the rate, with its unit of time. An entry of kind rate changes it from its date on.
	Rate *money.Rate `json:"rate,omitempty"`
	// Accrual only: in place of rate, a multiple of the rate of another rule.
	Multiple *Multiple `json:"multiple,omitempty"`
	// Accrual only: when a sum begins to bear interest.
	From From `json:"from,omitempty" default:"posting"`
	// Accrual: with from after_grace, the days from the due date. Late fee: the days after the due date on which a payment is still in time.
	GraceDays int `json:"grace_days,omitempty" min:"0" max:"366"`
	// Accrual only, with from after_grace: what the days of grace are worth to a sum that is paid after them; from_end when left out.
	Grace Grace `json:"grace,omitempty"`
	// Accrual only, with from posting: on what condition a purchase bears no interest.
	InterestFree InterestFree `json:"interest_free,omitempty"`
	// Accrual only: whether the last day counts.
	EndRule EndRule `json:"end_rule,omitempty" default:"exclude_end"`
	// Accrual only: when unpaid interest begins to bear interest. Monthly means on each statement after the first and on each monthly anniversary of the last; without statements, on each monthly anniversary of the first entry that is no waiver, rate or pause.
	Compounds Compounds `json:"compounds,omitempty" default:"never"`
	// Accrual only: how days become a fraction of a year, for a rate by the month or the year. A month is a twelfth of a year.
	DayCount civil.DayCount `json:"day_count,omitempty" default:"ACT/365F"`
	// Late fee only: the share of the unpaid sum, as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
	// Late fee only: a fixed sum, on top of the share where both are given.
	Amount money.Amount `json:"amount,omitempty"`
	// Late fee only: the sum that the share is taken of.
	Of FeeBase `json:"of,omitempty" default:"unpaid_minimum"`
	// Late fee only: the least that is charged when anything is unpaid.
	Min money.Amount `json:"min,omitempty"`
	// Late fee only: the most that is charged for one statement or instalment.
	Max *money.Amount `json:"max,omitempty"`
	// The most that the rule may charge.
	Cap *Cap `json:"cap,omitempty"`
	// Accrual only: which figure is rounded to money; period when left out.
	RoundEach RoundEach `json:"round_each,omitempty"`
	// Where a figure between two minor units goes.
	Rounding money.Rounding `json:"rounding,omitempty" default:"half_up"`
}

// FollowRate returns the index of the rule whose own rate decides the rate of
// rule at, and how many times over. It reports false when a name is not exactly
// one rule's, or when the rules lead in a circle.
func FollowRate(rules []Rule, at int) (root int, times decimal.Decimal, ok bool) {
	times = decimal.New(1, 0)
	for range rules {
		multiple := rules[at].Multiple
		if multiple == nil {
			return at, times, true
		}
		times = times.Mul(multiple.Times)
		if at = RuleNamed(rules, multiple.Of); at < 0 {
			return 0, times, false
		}
	}
	return 0, times, false
}

// RuleNamed returns the index of the one rule of that name, and -1 when there is
// none or more than one.
func RuleNamed(rules []Rule, name string) int {
	found := -1
	for i := range rules {
		if rules[i].Name == name {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// lastDay is the day more that a rule counts when it includes both ends.
func (rule *Rule) lastDay() civil.Date {
	if rule.EndRule == IncludeBoth {
		return 1
	}
	return 0
}

// dated tells whether a rule asks when a sum fell due or was posted, and not
// only how much there is.
func (rule *Rule) dated() bool {
	return rule.Kind == Accrual && (rule.From != FromPosting || rule.InterestFree != "")
}
