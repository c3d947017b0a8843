package ledger

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Bucket is how long a claim is overdue, in the steps of thirty days in which
// lenders report it.
type Bucket string

const (
	// Current is a claim of which nothing is overdue.
	Current Bucket = "current"
	// Past1 is 1 to 30 days past due.
	Past1 Bucket = "1_30"
	// Past31 is 31 to 60 days past due.
	Past31 Bucket = "31_60"
	// Past61 is 61 to 90 days past due.
	Past61 Bucket = "61_90"
	// Past91 is 91 to 120 days past due.
	Past91 Bucket = "91_120"
	// Past121 is 121 to 150 days past due.
	Past121 Bucket = "121_150"
	// Past151 is 151 to 180 days past due.
	Past151 Bucket = "151_180"
	// Past181 is more than 180 days past due.
	Past181 Bucket = "over_180"
)

// BucketOf returns the bucket of a number of days past due.
func BucketOf(days int) Bucket {
	steps := [...]Bucket{Past1, Past31, Past61, Past91, Past121, Past151, Past181}
	if days <= 0 {
		return Current
	}
	return steps[min((days-1)/30, len(steps)-1)]
}

// Claim is what is owed at a date.
type Claim struct {
	// What is owed of each component, interest up to the date included.
	Components Components `json:"components"`
	// All components together.
	Total money.Amount `json:"total"`
	// Money received beyond what was owed.
	Credit money.Amount `json:"credit,omitempty"`
	// The oldest due date whose minimum payment or instalment is not met.
	OldestDue civil.Date `json:"oldest_due,omitempty"`
	// Days past due: days since that due date, zero when nothing is overdue.
	DaysOverdue int `json:"days_overdue"`
	// What one more day adds.
	PerDiem money.Amount `json:"per_diem"`
	// The days past due in the steps in which lenders report them. Given for an account with instalments, and with ageing.
	Bucket Bucket `json:"bucket,omitempty"`
	// What has fallen due: all posted interest and charges, the principal of instalments, and at least the unpaid minimum. Given like bucket.
	Due *money.Amount `json:"due,omitempty"`
	// What has not fallen due yet. Given like bucket.
	NotYetDue *money.Amount `json:"not_yet_due,omitempty"`
	// What was forgiven up to the date.
	Waived money.Amount `json:"waived,omitempty"`
}

// Line is one stretch of days over which a base and a rate stood still, or one late fee.
type Line struct {
	// The name of the rule.
	Rule string `json:"rule"`
	// The component that it adds to.
	Into Component `json:"into"`
	// The first day that counts; for a late fee, the due date that passed.
	From civil.Date `json:"from"`
	// The first day that no longer counts; for a late fee, the day on which it is charged.
	To civil.Date `json:"to"`
	// The number of days as the day count counts them.
	Days int `json:"days"`
	// The time as an exact fraction of the rate's unit: days for a daily rate, months or years otherwise.
	Ratio civil.Ratio `json:"ratio"`
	// The balance that bears interest, or the unpaid sum that a late fee is a share of. With daily compounding, the balance at the beginning.
	Base money.Amount `json:"base"`
	// The rate for one unit of time, or the late fee's share, as a fraction of one.
	Rate string `json:"rate"`
	// The figure before rounding, to 10 places.
	Unrounded string `json:"unrounded"`
	// The figure in money. The lines of a rule between two postings add up to the rounded whole.
	Amount money.Amount `json:"amount"`
	// The rule whose rate this is a multiple of.
	MultipleOf string `json:"multiple_of,omitempty"`
	// The rule stood still: no interest ran.
	Paused bool `json:"paused,omitempty"`
	// A cap held the rate or the figure down.
	Capped bool `json:"capped,omitempty"`
	// Interest joined the base every day, rounded; base is the one at the beginning.
	CompoundedDaily bool `json:"compounded_daily,omitempty"`
	// Per is the unit of the rate, and Index the place of the rule: what a sentence about the line needs besides.
	Per   money.Per `json:"-"`
	Index int       `json:"-"`
}
