package negotiate

import (
	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// Limits are what a plan has to keep within, both sides' together, as plain
// figures: sums in minor units, dates inclusive. No figure is below zero.
type Limits struct {
	// Caps are the largest payments that the borrower affords, one for each
	// frequency of the space.
	Caps []money.Amount
	// DepositMost is the largest deposit that the borrower affords.
	DepositMost money.Amount
	// Earliest is the first day on which an instalment may be due.
	Earliest civil.Date
	// LatestFinish is the last day on which one may be due.
	LatestFinish civil.Date
	// PaidMost is the most that the borrower would pay in all, the deposit included.
	PaidMost money.Amount

	// LatestFirst is the last day on which the first instalment may be due.
	LatestFirst civil.Date
	// PaymentLeast is the least payment when there is more than one.
	PaymentLeast money.Amount
	// ValueLeast is the least that a plan has to be worth to the creditor on the
	// day of the question.
	ValueLeast money.Amount
	// PaidLeast is the least that has to be paid in all.
	PaidLeast money.Amount
	// FinishMost is the last day on which the law lets an instalment be due, a wall
	// that no tier's FinishBy is beyond; none when zero.
	FinishMost civil.Date
	// Tiers are the creditor's terms that apply to the account. A plan is within
	// the mandate when it is within one of them.
	Tiers []TierLimits
}

// TierLimits are what one tier of a mandate allows.
type TierLimits struct {
	// Name and Level are the tier's, and who may agree to it.
	Name, Level string
	// FinishBy is the last day on which an instalment may be due.
	FinishBy civil.Date
	// CountMost is the largest number of instalments.
	CountMost int
	// DepositLeast is the least deposit.
	DepositLeast money.Amount
	// Ceilings are the most that may be waived of each component, and WaiverMost
	// of all together.
	Ceilings   ledger.Components
	WaiverMost money.Amount
}

// Waivable is the most that the tier waives in all.
func (t *TierLimits) Waivable() money.Amount {
	together, _ := t.Ceilings.Total() // at most the claim
	return min(together, t.WaiverMost)
}

// Most are limits that nothing exceeds, for a side that has none.
const Most = money.MaxAmount
