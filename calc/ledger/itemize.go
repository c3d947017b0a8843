package ledger

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Itemization is how the claim came from what was owed at an earlier date: that
// amount, more principal and charges since then, less what was paid and waived,
// is the amount now.
type Itemization struct {
	// The date from which the rest counts.
	Date civil.Date `json:"date"`
	// What was owed on that date, with what is known today.
	Owed money.Amount `json:"owed"`
	// Principal added since.
	Principal money.Amount `json:"principal"`
	// Interest since.
	Interest money.Amount `json:"interest"`
	// Penalty interest since.
	Penalty money.Amount `json:"penalty"`
	// Compound interest since.
	Compound money.Amount `json:"compound"`
	// Late fees and other charges since.
	Fees money.Amount `json:"fees"`
	// Costs since.
	Costs money.Amount `json:"costs"`
	// What payments took away since; what they left over is in the credit.
	Paid money.Amount `json:"paid"`
	// What was forgiven since.
	Waived money.Amount `json:"waived"`
	// What is owed now.
	Total money.Amount `json:"total"`
}

// since itemizes what happened between two closed accounts.
func (r *Replay) since(now *Replay) (*Itemization, error) {
	const most = money.MaxAmount + 1
	owed, _ := r.balances.Total()
	total, _ := now.balances.Total()
	part := func(c Component) money.Amount {
		return now.totals.added[c.index()].since(r.totals.added[c.index()], most)
	}
	i := &Itemization{
		Date: r.ItemizeFrom, Owed: owed, Total: total,
		Principal: part(Principal), Interest: part(Interest), Penalty: part(Penalty),
		Compound: part(Compound), Fees: part(Fees), Costs: part(Costs),
		Paid: now.totals.paid.since(r.totals.paid, most), Waived: now.totals.waived.since(r.totals.waived, most),
	}
	if max(i.Principal, i.Interest, i.Penalty, i.Compound, i.Fees, i.Costs, i.Paid, i.Waived) == most {
		return nil, &TooLargeError{Entry: len(r.Entries) - 1, Rule: -1}
	}
	return i, nil
}
