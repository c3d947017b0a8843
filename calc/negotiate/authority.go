package negotiate

import "parley/calc/money"

// Flaws are what is wrong with the rules of a record by themselves: a ladder that
// does not rise, and a pace that does not fall.
func (r *Rules) Flaws() []Flaw {
	var f flaws
	for i, own := range r.Ladder {
		if r.level(own.Level) != i {
			f.add(LadderOrder, "rules/ladder", "two levels of the ladder have the name "+own.Level, "")
		}
		if i > 0 && own.WaiverMost <= r.Ladder[i-1].WaiverMost {
			f.add(LadderOrder, "rules/ladder", own.Level+" stands above a level that may waive as much", "")
		}
	}
	if r.Pace != nil && r.Pace.Floor > r.Pace.Open {
		f.add(PaceOrder, "rules/pace/floor", "the least that is taken is more than what is first asked for", "")
	}
	return f
}

// level is the place of a level on the ladder, and -1 when it has none.
func (r *Rules) level(name string) int {
	for i := range r.Ladder {
		if r.Ladder[i].Level == name {
			return i
		}
	}
	return -1
}

// authorise returns the level that a waiver needs, and finds that neither who acts
// nor who approved reaches it. Only the creditor's acts need a level.
func (a *advancing) authorise(waived money.Amount) (needs string) {
	ladder := a.Rules.Ladder
	if len(ladder) == 0 || a.event.By != Creditor {
		return ""
	}
	acts := a.Rules.level(a.event.ByLevel)
	if acts < 0 {
		a.flaws.add(LevelUnknown, "by_level", "the ladder has no level of that name", "")
	}
	approved := acts
	if name := a.event.ApprovedBy; name != "" {
		if approved = a.Rules.level(name); approved < 0 {
			a.flaws.add(LevelUnknown, "approved_by", "the ladder has no level of that name", "")
		}
	}
	place, field := 0, "offer/waived"
	if a.event.Offer == nil {
		field = "number"
	}
	for place < len(ladder) && ladder[place].WaiverMost < waived {
		place++
	}
	if place == len(ladder) {
		most := a.currency.Text(ladder[place-1].WaiverMost)
		a.flaws.add(WaiverBeyondLadder, field, "no level may waive "+a.sum(waived)+"; the most is "+most+" "+string(a.currency), most)
		return ""
	}
	if acts >= 0 && approved >= 0 && max(acts, approved) < place {
		a.flaws.add(ApprovalNeeded, "approved_by", "needs "+ladder[place].Level+": waiver "+a.sum(waived)+
			" is more than the "+a.sum(ladder[max(acts, approved)].WaiverMost)+" of "+ladder[max(acts, approved)].Level, ladder[place].Level)
	}
	return ladder[place].Level
}

func (a *advancing) sum(amount money.Amount) string {
	return a.currency.Text(amount) + " " + string(a.currency)
}
