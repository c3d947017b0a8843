package negotiate

import (
	"slices"

	"parley/calc/money"
)

// Label says what a plan of a menu is chosen for.
type Label string

const (
	// Fastest is done with soonest.
	Fastest Label = "fastest"
	// Cheapest costs the least in all.
	Cheapest Label = "cheapest"
	// LowestPayment takes the least out of a month.
	LowestPayment Label = "lowest_payment"
	// BestValue is worth the most to the creditor, among the plans with all that the mandate waives at their speed.
	BestValue Label = "best_value"
	// Balanced lies between what is best for either side.
	Balanced Label = "balanced"
	// Different differs most from the others in what it asks.
	Different Label = "different"
)

// Choice is one plan of a menu.
type Choice struct {
	Label Label
	Offer
}

// Menu chooses three to five plans of a set that differ, fewer when the set holds
// fewer. Each has the largest waiver that the mandate allows at its speed, so that
// a larger budget never worsens what is offered, and none is dominated by another
// plan of the set.
func (s *Space) Menu(l *Limits, set []Slice) []Choice {
	offers := s.generous(set)
	if len(offers) == 0 {
		return nil
	}
	var menu []Choice
	add := func(label Label, o Offer) {
		o = s.undominated(l, o)
		if !slices.ContainsFunc(menu, func(c Choice) bool { return s.alike(&c.Offer, &o) }) {
			menu = append(menu, Choice{label, o})
		}
	}
	add(Fastest, *s.least(offers, fastest))
	add(Cheapest, s.leastPaid(l, *s.least(offers, cheapest)))
	add(LowestPayment, *s.least(offers, lowestPayment))
	add(BestValue, *s.worthMost(l, offers))
	if balanced := s.balanced(l, offers); balanced != nil {
		add(Balanced, *balanced)
	}
	return menu
}

// leastPaid returns an offer with which nothing less is paid: rounding can leave a
// plan with a little less waived a few minor units below the cheapest so far.
func (s *Space) leastPaid(l *Limits, o Offer) Offer {
	below := func(paid money.Amount) *Slice {
		tighter := *l
		tighter.PaidMost = min(l.PaidMost, paid)
		return s.first(&tighter)
	}
	for {
		found := below(o.Paid - 1)
		if found == nil {
			return o
		}
		least := leastStep(0, o.Paid-1, 1, func(paid money.Amount) bool { return below(paid) != nil })
		found = below(least)
		o = s.Offer(found.Cell, found.Tier, last(found.Waivers))
	}
}

// alike tells whether two offers are the same payments on the same days.
func (s *Space) alike(a, b *Offer) bool {
	return a.Waiver == b.Waiver && a.Deposit == b.Deposit && a.Payment == b.Payment && a.Instalments == b.Instalments &&
		a.Frequency == b.Frequency && a.Start == b.Start && a.Rate == b.Rate
}

// generous are the offers with the largest waiver of each cell.
func (s *Space) generous(set []Slice) []Offer {
	set = widest(set)
	offers := make([]Offer, len(set))
	for i := range set {
		offers[i] = s.Offer(set[i].Cell, set[i].Tier, last(set[i].Waivers))
	}
	return offers
}

// worthMost returns the offer that is worth the most to the creditor, and of equal
// ones the lightest.
func (s *Space) worthMost(l *Limits, offers []Offer) *Offer {
	best, worth := &offers[0], s.Expected(l, &offers[0])
	for i := range offers {
		if own := s.Expected(l, &offers[i]); own > worth || own == worth && lowestPayment(s, &offers[i], best) < 0 {
			best, worth = &offers[i], own
		}
	}
	return best
}

// least returns the offer that comes first in an order.
func (s *Space) least(offers []Offer, by order) *Offer {
	best := &offers[0]
	for i := range offers {
		if by(s, &offers[i], best) < 0 {
			best = &offers[i]
		}
	}
	return best
}
