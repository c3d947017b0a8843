package ledger

import (
	"github.com/shopspring/decimal"

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
	// InstalmentDue says what falls due on its date. Its principal comes out of the principal that is not due yet, less what was repaid ahead of time, and what is left over is added; interest and fees are added.
	InstalmentDue Kind = "instalment_due"
	// Payment is money received.
	Payment Kind = "payment"
	// Fee adds a charge that no rule computes, to the fees unless it names a component.
	Fee Kind = "fee"
	// WaiverEntry forgives what is there of a component at the end of what was written before it on its date, interest not posted yet included, never more. What is forgiven stays forgiven, and counts towards minimum payments as if it were paid.
	WaiverEntry Kind = "waiver"
	// RateChange gives a rule another rate from its date on.
	RateChange Kind = "rate"
	// Pause stops rules from its date to the day before to: no interest runs and no late fee is charged.
	Pause Kind = "pause"
	// Reversal takes an entry back: from its date on, that entry is as if it had never been.
	Reversal Kind = "reversal"
)

// Entry is one dated fact of the account's history. Entries are replayed by date,
// and in the order given within a day, so a backdated one just works.
type Entry struct {
	// The day on which the entry takes effect.
	Date civil.Date `json:"date"`
	// What happened.
	Kind Kind `json:"kind"`
	// A name for the entry, which no other entry has; a reversal says it.
	ID string `json:"id,omitempty" maxlen:"80"`
	// The sum of money, for a purchase, advance, payment, fee and for a waiver of a fixed sum.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// Statement only: the least that must be paid by the due date.
	Minimum *money.Amount `json:"minimum,omitempty"`
	// Statement only: the day by which the minimum must be paid.
	Due civil.Date `json:"due,omitempty"`
	// Instalment only: the principal that falls due.
	Principal money.Amount `json:"principal,omitempty"`
	// Instalment only: the interest that falls due.
	Interest money.Amount `json:"interest,omitempty"`
	// Instalment only: the fees that fall due.
	Fees money.Amount `json:"fees,omitempty"`
	// Fee: the component that it adds to. Payment: the component that the debtor wants to meet first. Waiver: the component that is forgiven.
	Component Component `json:"component,omitempty"`
	// Waiver only: the share of what is there, as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
	// Waiver only: everything that is there.
	All bool `json:"all,omitempty"`
	// Waiver only: no rule adds to the component from this date on.
	Ongoing bool `json:"ongoing,omitempty"`
	// Rate only: the name of the rule.
	Rule string `json:"rule,omitempty" maxlen:"80"`
	// Rate only: the rate from this date on.
	Rate *money.Rate `json:"rate,omitempty"`
	// Pause only: the first day that counts again.
	To civil.Date `json:"to,omitempty"`
	// Pause only: the names of the rules that stand still; all of them when left out.
	Rules []string `json:"rules,omitempty" maxitems:"12" maxlen:"80"`
	// Reversal only: the id of the entry that is taken back.
	Of string `json:"of,omitempty" maxlen:"80"`
}
