package negotiate

import "parley/calc/money"

// checkLadder finds a ladder that does not rise.
func (a *advancing) checkLadder() {
	ladder := a.Rules.Ladder
	for i := range ladder {
		if a.Rules.level(ladder[i].Level) != i {
			a.fault(LadderOrder, "", "two levels of the ladder have the name "+ladder[i].Level, "")
		}
		if i > 0 && ladder[i].WaiverMost <= ladder[i-1].WaiverMost {
			a.fault(LadderOrder, "", ladder[i].Level+" stands above a level that may waive as much", "")
		}
	}
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
		a.fault(LevelUnknown, "by_level", "the ladder has no level of that name", "")
	}
	approved := acts
	if name := a.event.ApprovedBy; name != "" {
		if approved = a.Rules.level(name); approved < 0 {
			a.fault(LevelUnknown, "approved_by", "the ladder has no level of that name", "")
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
		a.fault(WaiverBeyondLadder, field, "no level may waive "+a.sum(waived)+"; the most is "+most+" "+string(a.currency), most)
		return ""
	}
	if acts >= 0 && approved >= 0 && max(acts, approved) < place {
		a.fault(ApprovalNeeded, "approved_by", "needs "+ladder[place].Level+": waiver "+a.sum(waived)+
			" is more than the "+a.sum(ladder[max(acts, approved)].WaiverMost)+" of "+ladder[max(acts, approved)].Level, ladder[place].Level)
	}
	return ladder[place].Level
}

func (a *advancing) sum(amount money.Amount) string {
	return a.currency.Text(amount) + " " + string(a.currency)
}
