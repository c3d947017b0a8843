package ledger

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Kind is what an entry of the account's history is.
type Kind string

const (
	// Purchase adds to the principal on its date.
	Purchase Kind = "purchase"
	// Advance is cash drawn; it adds to the principal on its date.
	Advance Kind = "advance"
	// Statement closes a billing cycle: it says the minimum payment and its due date.
	Statement Kind = "statement"
	// Payment is money received.
	Payment Kind = "payment"
	// Fee adds a charge that no rule computes to the fees.
	Fee Kind = "fee"
)

// Entry is one dated fact of the account's history. Entries are replayed by date,
// and in the order given within a day, so a backdated one just works.
type Entry struct {
	// The day on which the entry takes effect.
	Date civil.Date `json:"date"`
	// What happened.
	Kind Kind `json:"kind"`
	// The sum of money; not for a statement.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// Statement only: the least that must be paid by the due date.
	Minimum *money.Amount `json:"minimum,omitempty"`
	// Statement only: the day by which the minimum must be paid.
	Due civil.Date `json:"due,omitempty"`
}
