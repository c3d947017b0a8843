package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// Waiver is a reduction of one component by the creditor: a share of the
// component as claimed, a sum, or all that other waivers leave. Exactly one of the
// three is given, so that the order of waivers does not matter.
type Waiver struct {
	// The component that is reduced.
	Component Component `json:"component"`
	// The share of the component as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
	// The sum.
	Amount *money.Amount `json:"amount,omitempty"`
	// All that the other waivers leave of the component, before the waterfall.
	All bool `json:"all,omitempty"`
}

// Waterfall is one total that is waived of several components: of the first as
// much as its ceiling allows, then of the second, and so on.
type Waterfall struct {
	// The sum to waive. Give total or percent, and neither when the waiver is solved.
	Total *money.Amount `json:"total,omitempty"`
	// The sum to waive as a share of the whole claim, as a fraction of one.
	Percent *decimal.Decimal `json:"percent,omitempty" min:"0" max:"1"`
	// The components from which it is taken, in that order. Nothing is taken of those that are not named.
	Order []Component `json:"order" minitems:"1" maxitems:"6"`
	// How much of a component may be waived at most; all of it when left out.
	Ceilings []Ceiling `json:"ceilings,omitempty" maxitems:"6"`
}

// Ceiling is the most that may be waived of one component.
type Ceiling struct {
	// The component.
	Component Component `json:"component"`
	// The share of the component as claimed, as a fraction of one, cut down to a minor unit. Other waivers of the component count towards it.
	Share decimal.Decimal `json:"share" min:"0" max:"1"`
}

// Room returns how much of each component the waterfall may take, when waived of
// claimed is waived already. Nothing is below zero.
func (w *Waterfall) Room(currency money.Currency, claimed, waived *Components) (room Components) {
	for _, name := range w.Order {
		most := *claimed.At(name)
		for _, ceiling := range w.Ceilings {
			if ceiling.Component == name {
				most, _ = currency.Round(currency.Decimal(most).Mul(ceiling.Share), money.Down) // at most the component
			}
		}
		*room.At(name) = max(most-*waived.At(name), 0)
	}
	return room
}

// Pour takes total out of room, one component after the other, and returns what
// it took of each. What does not fit is not taken.
func (w *Waterfall) Pour(total money.Amount, room *Components) (taken Components) {
	for _, name := range w.Order {
		part := min(total, *room.At(name))
		*taken.At(name) += part
		total -= part
	}
	return taken
}
