package repay

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// Shape is how a plan spreads what is financed over its instalments.
type Shape string

const (
	// Level is one amount for every instalment but the last (等额本息).
	Level Shape = "level"
	// EqualPrincipal is one share of principal for every instalment, and interest on top (等额本金).
	EqualPrincipal Shape = "equal_principal"
	// InterestOnly is the interest of each period, and everything else with the last instalment (先息后本).
	InterestOnly Shape = "interest_only"
	// Stepped is level for a number of instalments, then a step, and so on.
	Stepped Shape = "stepped"
	// Seasonal is a level payment times a weight for each instalment, for income that comes by seasons.
	Seasonal Shape = "seasonal"
	// Custom is payments on the dates and of the sums that the parties chose.
	Custom Shape = "custom"
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

// InterestKind says what the interest of an instalment is counted on.
type InterestKind string

const (
	// CompoundInterest is on the falling balance.
	CompoundInterest InterestKind = "compound"
	// FlatInterest is on what was financed at the start, whatever has been repaid since.
	FlatInterest InterestKind = "flat"
)

// FlatBase says what flat interest is counted on.
type FlatBase string

const (
	// OnFinanced counts it on what the instalments repay.
	OnFinanced FlatBase = "financed"
	// BeforeDeposit counts it on that and the deposit together.
	BeforeDeposit FlatBase = "before_deposit"
)

// Residue says which instalment takes what an even split leaves.
type Residue string

const (
	// ResidueLast leaves it to the last one.
	ResidueLast Residue = "last"
	// ResidueFirst puts it on the first one that pays principal, so that the others are alike. With interest the last one may still be a few minor units smaller.
	ResidueFirst Residue = "first"
	// ResidueSpread lets the first instalments pay one minor unit, or one step of the grid, more than the others.
	ResidueSpread Residue = "spread"
)

// Solve says what gives way when both the count and the amount are given.
type Solve string

const (
	// SolveWaiver takes the least waiver, poured down the request's waterfall.
	SolveWaiver Solve = "waiver"
	// SolveDeposit takes the least deposit.
	SolveDeposit Solve = "deposit"
	// SolveRate takes the greatest rate, in steps of a ten-thousandth of a percent by the month or year and of a millionth of a percent by the day.
	SolveRate Solve = "rate"
)

// MaxCount is the largest number of instalments: fifty years of months.
const MaxCount = 600

// Deposit is a sum paid before the instalments.
type Deposit struct {
	// The sum; leave it out only where it is solved.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// The day by which it is paid.
	Due civil.Date `json:"due"`
}

// Step raises or lowers the payment every so many instalments. Exactly one of
// percent and amount is given.
type Step struct {
	// The number of instalments between two steps.
	Every int `json:"every" min:"1" max:"600"`
	// The share of the payment before the step by which it changes, as a fraction of one; below zero it falls. Each step is rounded half up to the grid of the payment.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"-1" max:"1"`
	// The sum by which the payment rises.
	Amount *money.Amount `json:"amount,omitempty"`
}

// Payment is one payment of a custom plan.
type Payment struct {
	// The day on which it is due.
	Due civil.Date `json:"due"`
	// The sum, fees and arrears left out. Only the last payment may leave it out: it is then whatever is left.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
}

// Fee is a charge that comes with each instalment. Exactly one of amount and
// percent is given.
type Fee struct {
	// The sum.
	Amount *money.Amount `json:"amount,omitempty"`
	// The share of what is financed, as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
}

// Terms are what a plan is agreed on. Give the count and the instalment is
// solved; give the amount and the count is solved; give both and say what else is
// to be solved.
type Terms struct {
	// How the debt is spread over the instalments.
	Shape Shape `json:"shape"`
	// The number of instalments; leave it out to have it solved from the amount.
	Count int `json:"count,omitempty" min:"1" max:"600"`
	// The sum of each instalment; leave it out to have it solved from the count. For equal principal it is the most that any instalment may be; for stepped and seasonal the payment before any step or weight. Fees and arrears are in it.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// With both a count and an amount: what is solved. The waiver when left out, if the request has a waterfall to pour it down.
	Solve Solve `json:"solve,omitempty"`
	// A sum paid before the instalments.
	Deposit *Deposit `json:"deposit,omitempty"`
	// The day on which the first instalment is due; for a custom plan the day of its first payment.
	FirstDue civil.Date `json:"first_due"`
	// How often an instalment is due; not needed for a lump sum, and not used by a custom plan.
	Every *civil.Frequency `json:"every,omitempty"`
	// The interest that the plan bears.
	Rate money.Rate `json:"rate"`
	// How days become a fraction of a year, for a rate by the month or the year. A month is a twelfth of a year.
	DayCount civil.DayCount `json:"day_count,omitempty" default:"ACT/365F"`
	// The day from which the plan bears interest; the day of the question when left out.
	InterestFrom civil.Date `json:"interest_from,omitempty"`
	// What happens to a due date that is no business day.
	Roll civil.Roll `json:"roll,omitempty" default:"none"`
	// The calendar of business days for the roll. No two instalments roll onto one day: the later one goes to the next business day. A due date past the days that the calendar covers stays where it falls, and a finding says so.
	Calendar civil.CalendarID `json:"calendar,omitempty"`
	// With a roll: up to which date interest counts; to the day on which it is due when left out.
	AccrueTo AccrueTo `json:"accrue_to,omitempty"`
	// Which side of the even split the instalments fall on.
	FinalPayment FinalPayment `json:"final_payment,omitempty" default:"smaller"`
	// Where interest between two minor units goes.
	Rounding money.Rounding `json:"rounding,omitempty" default:"half_up"`
	// What interest is counted on; the falling balance when left out. Flat interest is rounded for each instalment, and the last one takes the rest of the rounded whole.
	Interest InterestKind `json:"interest,omitempty"`
	// With flat interest: what it is counted on; what is financed when left out.
	FlatOn FlatBase `json:"flat_on,omitempty"`
	// Periods at the start in which less is paid, or nothing.
	Moratorium *Moratorium `json:"moratorium,omitempty"`
	// For the shape stepped: the step.
	Step *Step `json:"step,omitempty"`
	// For the shape seasonal: the weight of each instalment, repeated from the first one on for as long as the plan lasts; weighted payments are rounded half up to the grid. With weight 0 an instalment is the interest of its period and nothing else.
	Season []decimal.Decimal `json:"season,omitempty" min:"0" max:"100" minitems:"1" maxitems:"60"`
	// For the shape custom: the payments in the order of their dates.
	Payments []Payment `json:"payments,omitempty" minitems:"1" maxitems:"600"`
	// The grid of the solved payment, before fees and arrears: "10.00" makes it a multiple of ten. For equal principal it is the grid of the share of principal.
	MultipleOf money.Amount `json:"multiple_of,omitempty" min:"1" max:"100000000"`
	// Which instalment takes what an even split leaves; the last one when left out. When it is spread, final_payment is of no account.
	Residue Residue `json:"residue,omitempty"`
	// A charge that comes with each instalment; not with those of a moratorium in which nothing is paid.
	Fee *Fee `json:"fee,omitempty"`
	// The components of the claim that join the balance which bears interest; all when left out. What is left of the others is repaid without interest, in even parts beside the instalments, the spare minor units first. A deposit meets those others first.
	Capitalise []ledger.Component `json:"capitalise,omitempty" minitems:"1" maxitems:"6"`
}
