package ledger

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Claim is what is owed at a date.
type Claim struct {
	// What is owed of each component, interest up to the date included.
	Components Components `json:"components"`
	// All components together.
	Total money.Amount `json:"total"`
	// Money received beyond what was owed.
	Credit money.Amount `json:"credit,omitempty"`
	// The oldest due date whose minimum payment is not met.
	OldestDue civil.Date `json:"oldest_due,omitempty"`
	// Days past due: days since that due date, zero when nothing is overdue.
	DaysOverdue int `json:"days_overdue"`
	// What one more day adds.
	PerDiem money.Amount `json:"per_diem"`
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
	// The balance that bears interest, or the unpaid sum that a late fee is a share of.
	Base money.Amount `json:"base"`
	// The rate for one unit of time, or the late fee's share, as a fraction of one.
	Rate string `json:"rate"`
	// The figure before rounding, to 10 places.
	Unrounded string `json:"unrounded"`
	// The figure in money. The lines of a rule between two postings add up to the rounded whole.
	Amount money.Amount `json:"amount"`
}
