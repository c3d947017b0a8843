package negotiate

import "parley/calc/money"

// undominated returns the offer itself, or one that is at least as good for both
// sides in every figure, better in one, and itself beaten by no plan of the set.
// The figures are, for the borrower, what the payments take out of a year, all that
// is paid, the last day and the deposit, less of each being better, and for the
// creditor what the plan is worth.
//
// Plans that are no worse are those within the limits drawn in to the offer's own
// figures; one of them is better where a limit can be drawn in one unit further.
func (s *Space) undominated(l *Limits, o Offer) Offer {
	for {
		better, found := s.better(l, &o)
		if !found {
			return o
		}
		o = better
	}
}

// better returns a plan that dominates an offer.
func (s *Space) better(l *Limits, o *Offer) (Offer, bool) {
	drawn := s.drawnIn(l, o)
	// One unit further, one figure after the other.
	further := []func(*Limits){
		func(l *Limits) { l.PaidMost-- },
		func(l *Limits) { l.ValueLeast++ },
		func(l *Limits) { l.LatestFinish-- },
		func(l *Limits) { l.DepositMost-- },
		func(l *Limits) {
			for f := range l.Caps {
				if s.burden(o, &Offer{Cell: Cell{Frequency: f}, Payment: l.Caps[f]}) == 0 {
					l.Caps[f]--
				}
			}
		},
	}
	for _, draw := range further {
		tighter := drawn
		tighter.Caps = append([]money.Amount(nil), drawn.Caps...)
		draw(&tighter)
		if set := s.first(&tighter); set != nil {
			return s.Offer(set.Cell, set.Tier, last(set.Waivers)), true
		}
	}
	return Offer{}, false
}

// drawnIn are limits drawn in to an offer's own figures.
func (s *Space) drawnIn(l *Limits, o *Offer) Limits {
	drawn := *l
	drawn.Caps = make([]money.Amount, len(l.Caps))
	for f, most := range l.Caps {
		drawn.Caps[f] = min(most, s.asLight(o, f))
	}
	drawn.PaidMost = min(l.PaidMost, o.Paid)
	drawn.LatestFinish = min(l.LatestFinish, o.Finish)
	drawn.DepositMost = min(l.DepositMost, o.Deposit)
	drawn.ValueLeast = max(l.ValueLeast, o.Value)
	return drawn
}
