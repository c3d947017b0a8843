package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// Waiver is a reduction of one component by the creditor: a share of the
// component as claimed, or a sum. Exactly one of the two is given.
type Waiver struct {
	// The component that is reduced.
	Component Component `json:"component"`
	// The share of the component as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
	// The sum.
	Amount *money.Amount `json:"amount,omitempty"`
}
