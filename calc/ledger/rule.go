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
	// LateFee is a charge for each statement whose minimum was not paid by its due date.
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

// FromPosting begins on the day on which the sum was posted to the account.
const FromPosting From = "posting"

// Compounds says when unpaid interest begins to bear interest itself.
type Compounds string

const (
	// Never is simple interest.
	Never Compounds = "never"
	// Monthly lets unpaid interest join the base once a month; see Rule.Compounds.
	Monthly Compounds = "monthly"
)

// FeeBase is the sum that a late fee is a share of.
type FeeBase string

// UnpaidMinimum is the part of a statement's minimum payment that was not paid by
// its due date.
const UnpaidMinimum FeeBase = "unpaid_minimum"

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
	// Accrual only: the rate, with its unit of time.
	Rate *money.Rate `json:"rate,omitempty"`
	// Accrual only: when a sum begins to bear interest.
	From From `json:"from,omitempty" default:"posting"`
	// Accrual only: whether the last day counts.
	EndRule EndRule `json:"end_rule,omitempty" default:"exclude_end"`
	// Accrual only: when unpaid interest begins to bear interest. Monthly means on each statement after the first and on each monthly anniversary of the last; without statements, on each monthly anniversary of the first entry.
	Compounds Compounds `json:"compounds,omitempty" default:"never"`
	// Accrual only: how days become a fraction of a year, for a rate by the month or the year. A month is a twelfth of a year.
	DayCount civil.DayCount `json:"day_count,omitempty" default:"ACT/365F"`
	// Late fee only: the share of the unpaid sum, as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
	// Late fee only: the sum that the share is taken of.
	Of FeeBase `json:"of,omitempty" default:"unpaid_minimum"`
	// Late fee only: the least that is charged when anything is unpaid.
	Min money.Amount `json:"min,omitempty"`
	// Where a figure between two minor units goes.
	Rounding money.Rounding `json:"rounding,omitempty" default:"half_up"`
}
