package negotiate

import "parley/calc/money"

// Given is a concession that has a price.
type Given string

const (
	// WaivedMore is a further sum waived.
	WaivedMore Given = "waiver"
	// OneMoreInstalment is one more instalment.
	OneMoreInstalment Given = "instalment"
	// LaterStart is the next later first due date.
	LaterStart Given = "later_start"
	// GraceDay is every payment a day later than it is due.
	GraceDay Given = "grace_day"
)

// PriceTag says what one concession on a plan costs the creditor and brings the
// borrower, everything else as it was.
type PriceTag struct {
	// Given is the concession, and Sum the sum waived where it is one.
	Given Given
	Sum   money.Amount
	// Costs is what the plan is then worth less to the creditor; below zero when it
	// is worth more.
	Costs money.Amount
	// Saves is what is then paid less in all, and Lighter what each payment falls by;
	// below zero when they rise.
	Saves, Lighter money.Amount
}

// PriceTags prices one unit of each concession on a plan: a step of so much waived,
// an instalment, a later start, a day of grace. What the space has no room for, or
// would leave nothing to pay, is left out.
func (s *Space) PriceTags(o *Offer, unit money.Amount) []PriceTag {
	var tags []PriceTag
	add := func(given Given, sum money.Amount, c Cell, waiver money.Amount) {
		then := s.Offer(c, o.Tier, waiver)
		tags = append(tags, PriceTag{given, sum, o.Value - then.Value, o.Paid - then.Paid, o.Payment - then.Payment})
	}
	ladder := &s.ladders[s.rung(o.Cell)]
	if o.Waiver+unit < s.Claim-o.Deposit {
		add(WaivedMore, unit, o.Cell, o.Waiver+unit)
	}
	if longer := o.Cell; o.Count < len(ladder.Dues) {
		longer.Count++
		add(OneMoreInstalment, 0, longer, o.Waiver)
	}
	if later := o.Cell; o.Start+1 < len(s.Starts[o.Frequency]) {
		later.Start++
		if len(s.ladders[s.rung(later)].Dues) >= o.Count {
			add(LaterStart, 0, later, o.Waiver)
		}
	}
	return append(tags, PriceTag{Given: GraceDay, Costs: o.Value - ladder.DayLater(o.Value)})
}
