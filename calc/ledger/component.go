package ledger

import "parley/calc/money"

// Component is one kind of money inside a claim.
type Component string

const (
	Principal Component = "principal"
	// Interest is contractual interest, card overdraft interest included.
	Interest Component = "interest"
	// Penalty is interest at the higher rate on overdue sums (罚息).
	Penalty Component = "penalty"
	// Compound is interest on unpaid interest (复利).
	Compound Component = "compound"
	// Fees are late fees and liquidated damages (违约金) and other charges.
	Fees Component = "fees"
	// Costs are the costs of enforcement and of court.
	Costs Component = "costs"
)

// AllComponents lists the components in the order in which an answer prints them.
var AllComponents = [...]Component{Principal, Interest, Penalty, Compound, Fees, Costs}

// Components is an amount of each component.
type Components struct {
	// What was borrowed or spent and not yet repaid.
	Principal money.Amount `json:"principal,omitempty"`
	// Contractual interest, card overdraft interest included.
	Interest money.Amount `json:"interest,omitempty"`
	// Penalty interest: interest at the higher rate on overdue sums.
	Penalty money.Amount `json:"penalty,omitempty"`
	// Compound interest: interest on unpaid interest.
	Compound money.Amount `json:"compound,omitempty"`
	// Late fees, liquidated damages and other charges.
	Fees money.Amount `json:"fees,omitempty"`
	// Costs of enforcement and of court.
	Costs money.Amount `json:"costs,omitempty"`
}

// At returns the place where the component's amount is kept, nil for a name that
// is no component. It is not inlined: a copy of it in each place that asks costs the
// browser more than the call.
//
//go:noinline
func (c *Components) At(name Component) *money.Amount {
	switch name {
	case Principal:
		return &c.Principal
	case Interest:
		return &c.Interest
	case Penalty:
		return &c.Penalty
	case Compound:
		return &c.Compound
	case Fees:
		return &c.Fees
	case Costs:
		return &c.Costs
	}
	return nil
}

// Total adds the components, and reports whether the sum is within money.MaxAmount.
func (c *Components) Total() (money.Amount, bool) {
	return money.Sum(c.Principal, c.Interest, c.Penalty, c.Compound, c.Fees, c.Costs)
}
