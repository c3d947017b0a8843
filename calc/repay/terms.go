package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Shape is how a plan spreads what is financed over its instalments.
type Shape string

const (
	// Level is one amount for every instalment but the last (等额本息).
	Level Shape = "level"
	// EqualPrincipal is one share of principal for every instalment, and interest on top (等额本金).
	EqualPrincipal Shape = "equal_principal"
	// LumpSum is one payment of everything on the first due date.
	LumpSum Shape = "lump_sum"
)

// FinalPayment says which side of the even split the instalments fall on, so
// whether the last one is smaller or larger than the others.
type FinalPayment string

const (
	// Smaller takes the least instalment that leaves a last one not above it.
	Smaller FinalPayment = "smaller"
	// Closest takes the instalment that leaves the last one nearest to it, and the larger instalment of two as near.
	Closest FinalPayment = "closest"
	// Larger takes the greatest instalment that leaves a last one not below it.
	Larger FinalPayment = "larger"
)

// Roll says what happens to a due date that is no business day.
type Roll string

// NoRoll leaves due dates where they fall.
const NoRoll Roll = "none"

// MaxCount is the largest number of instalments: fifty years of months.
const MaxCount = 600

// Deposit is a sum paid before the instalments.
type Deposit struct {
	// The sum.
	Amount money.Amount `json:"amount" min:"1"`
	// The day by which it is paid.
	Due civil.Date `json:"due"`
}

// Terms are what a plan is agreed on. Give the count and the instalment is
// solved; give the amount and the count is solved.
type Terms struct {
	// How the debt is spread over the instalments.
	Shape Shape `json:"shape"`
	// The number of instalments; leave it out to have it solved from the amount.
	Count int `json:"count,omitempty" min:"1" max:"600"`
	// The sum of each instalment; leave it out to have it solved from the count. For equal principal it is the most that any instalment may be.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// A sum paid before the instalments.
	Deposit *Deposit `json:"deposit,omitempty"`
	// The day on which the first instalment is due.
	FirstDue civil.Date `json:"first_due"`
	// How often an instalment is due; not needed for a lump sum.
	Every *civil.Frequency `json:"every,omitempty"`
	// The interest that the plan bears.
	Rate money.Rate `json:"rate"`
	// How days become a fraction of a year, for a rate by the month or the year. A month is a twelfth of a year.
	DayCount civil.DayCount `json:"day_count,omitempty" default:"ACT/365F"`
	// The day from which the plan bears interest; the day of the question when left out.
	InterestFrom civil.Date `json:"interest_from,omitempty"`
	// What happens to a due date that is no business day.
	Roll Roll `json:"roll,omitempty" default:"none"`
	// Which side of the even split the instalments fall on.
	FinalPayment FinalPayment `json:"final_payment,omitempty" default:"smaller"`
	// Where interest between two minor units goes.
	Rounding money.Rounding `json:"rounding,omitempty" default:"half_up"`
}
