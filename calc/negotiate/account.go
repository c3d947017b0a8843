package negotiate

import (
	"slices"

	"parley/calc/money"
)

// Account is what decides which tiers of a mandate apply.
type Account struct {
	// How long the oldest debt is overdue, zero when it is not.
	DaysOverdue int `json:"days_overdue"`
	// What is owed in all.
	Balance money.Amount `json:"balance"`
	// The creditor's own name for the kind of account; left out for none.
	Segment string `json:"segment,omitempty"`
	// Whether the borrower is in hardship.
	Hardship bool `json:"hardship"`
}

// Condition is one thing that a tier asks of an account.
type Condition string

const (
	// OverdueCondition is the band of days overdue.
	OverdueCondition Condition = "days_overdue"
	// BalanceCondition is the band of what is owed in all.
	BalanceCondition Condition = "balance"
	// SegmentCondition is the list of segments.
	SegmentCondition Condition = "segment"
	// HardshipCondition is to be in hardship, or not to be.
	HardshipCondition Condition = "hardship"
)

// Account is the case as the tiers see it.
func (c *Case) Account() Account {
	claim, _ := c.Claim.Total()
	return Account{c.DaysOverdue, claim, c.Segment, c.Hardship}
}

// Unmet are the conditions of a tier that an account does not meet; the tier is for
// the account when there is none.
func (t *Tier) Unmet(a *Account) (unmet []Condition) {
	if !daysOf(t).holds(band{int64(a.DaysOverdue), int64(a.DaysOverdue) + 1}) {
		unmet = append(unmet, OverdueCondition)
	}
	if !balanceOf(t).holds(band{int64(a.Balance), int64(a.Balance) + 1}) {
		unmet = append(unmet, BalanceCondition)
	}
	if segments := t.segments(); len(segments) > 0 && !slices.Contains(segments, a.Segment) {
		unmet = append(unmet, SegmentCondition)
	}
	if in := t.hardship(); in != nil && *in != a.Hardship {
		unmet = append(unmet, HardshipCondition)
	}
	return unmet
}
