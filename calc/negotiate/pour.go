package negotiate

import (
	"parley/calc/ledger"
	"parley/calc/money"
)

// Waivers are what a tier waives of each component for a sum in all, in the order
// of the mandate.
func (m *Mandate) Waivers(tier *TierLimits, total money.Amount) (waivers []ledger.Waiver) {
	fall := ledger.Waterfall{Order: m.Order()}
	taken := fall.Pour(total, &tier.Ceilings)
	for _, c := range fall.Order {
		if amount := *taken.At(c); amount > 0 {
			waivers = append(waivers, ledger.Waiver{Component: c, Amount: &amount})
		}
	}
	return waivers
}
