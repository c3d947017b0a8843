package offers

import (
	"strings"

	"parley/calc"
	"parley/calc/wire"
)

// Recorded is an offer on record, as far as a signed one repeats it.
type Recorded struct {
	Number int
	By     string
	State  string
	Terms  struct {
		Paid, Waived, Amount string
		Count                int
		FirstDue             string `json:"first_due"`
		Deposit              *Deposit
		Expires              string
	}
}

// Against lists in what the plan differs from the offer on record.
func (o *Recorded) Against(plan *Facts, currency string) (problems []wire.Problem) {
	differ := func(name string, same bool, allowed string) {
		if !same {
			problems = append(problems, wire.Problem{Code: calc.OfferAmounts, Pointer: "#/quote", Detail: "the plan has another " + name + " than the offer on record", Allowed: allowed})
		}
	}
	if o.State != "open" || o.By != "creditor" {
		problems = append(problems, wire.Problem{Code: calc.OfferClosed, Pointer: "#/on_record/number", Detail: "only an open offer of the creditor is signed"})
	}
	waived := o.Terms.Waived
	if waived == "" && strings.Trim(plan.Waived, "0.") == "" {
		waived = plan.Waived // a record leaves nothing out but nothing
	}
	deposits := (o.Terms.Deposit == nil) == (plan.Deposit == nil) && (plan.Deposit == nil || *o.Terms.Deposit == *plan.Deposit)
	differ("currency", currency == plan.Currency, currency)
	differ("total", o.Terms.Paid == plan.Paid, o.Terms.Paid)
	differ("waiver", waived == plan.Waived, waived)
	differ("payment", o.Terms.Amount == plan.Amount, o.Terms.Amount)
	differ("number of payments", o.Terms.Count == plan.Count, "")
	differ("first due date", o.Terms.FirstDue == plan.FirstDue, o.Terms.FirstDue)
	differ("deposit", deposits, "")
	return problems
}
