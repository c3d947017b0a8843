package negotiate

import (
	"slices"
	"strconv"
	"strings"

	"parley/calc/civil"
	"parley/calc/policy"
)

// consent is what a contact keeps to when the person asked for it, or agreed to it
// beforehand.
const consent = "consent"

// contact compares a contact with the rules of law, after what the record says
// happened before. Its day is by the clock of the debtor, which may be a day before
// or after the one by which events are kept.
func (a *advancing) contact() {
	e := a.event
	if e.Channel == "" {
		return
	}
	day := policy.DayOf(e.At)
	if apart := day - e.Date; day == 0 {
		a.flaws.add(MomentInvalid, "at", "expected a time by the clock of the place with its offset, as 2026-11-24T21:30:00+08:00", "")
	} else if apart < -1 || apart > 1 {
		a.flaws.add(DateOrder, "at", "a contact is recorded under its day", e.Date.String())
	} else if e.By == Creditor {
		a.findings = a.weigh(e.At, day)
		if a.asked {
			a.suggest(day)
		}
		for i := range a.findings {
			if f := &a.findings[i]; f.Level != policy.Pass {
				e.Findings = append(e.Findings, string(f.Level)+" "+string(f.Code))
			}
		}
	}
}

// suggest says in the findings the earliest time at which nothing stands against the
// contact, where only its time or the number of contacts does.
func (a *advancing) suggest(day civil.Date) {
	timely, free := standing(a.findings)
	at, offset := a.event.At, a.event.At[19:]
	found := a.findings
	for tries := 0; !timely && free && tries < 30; tries++ {
		opens := "00:00"
		if found[0].Code == policy.ContactHours {
			opens = found[0].Limit[:5]
		}
		if at[11:16] >= opens {
			day++
		}
		if !day.Valid() {
			return
		}
		at = day.String() + "T" + opens + ":00" + offset
		found = a.weigh(at, day)
		timely, _ = standing(found)
	}
	for i := range a.findings {
		if f := &a.findings[i]; timely && free && f.Level != policy.Pass && isOfTime(f) {
			f.Earliest = at
		}
	}
}

// standing tells whether nothing of time stands against a contact, and whether
// nothing does that no other time would help.
func standing(findings []policy.Finding) (timely, free bool) {
	timely, free = true, true
	for i := range findings {
		f := &findings[i]
		stands := f.Level != policy.Pass && f.Code != policy.ContactIdentity && f.Code != policy.ContactChannels
		if isOfTime(f) {
			timely = timely && !stands
		} else {
			free = free && !stands
		}
	}
	return timely, free
}

func isOfTime(f *policy.Finding) bool {
	return f.Code == policy.ContactHours || f.Code == policy.ContactCount
}

// weigh compares the contact, were it at a time of a day, with each rule of conduct.
// What stands against it is a wall where the source of the rule is sure and a review
// where it is not; what it does not say that it keeps to is a review.
func (a *advancing) weigh(at string, day civil.Date) (findings []policy.Finding) {
	e := a.event
	rules, _ := policy.Resolve(a.Rules.Pack, day)
	for _, s := range rules.Conduct() {
		row, hard := &s.Rows[0], true
		code, value, limit, detail, stands := policy.FindingCode(""), string(e.About), strings.Join(row.Values, ", "), "", e.About == policy.Collect
		switch s.Key {
		case policy.KeyConductHours:
			if e.Channel == policy.Letter {
				continue
			}
			// Texts of times compare as the times do.
			code, value, limit = policy.ContactHours, at[11:19], row.Values[0]+"-"+row.Values[1]
			stands = (value < row.Values[0] || value >= row.Values[1]) && !slices.Contains(e.Keeps, consent)
			detail = "The hour beside those of the rules, by the offset as it was given."
		case policy.KeyConductFrequency:
			if e.Channel != policy.Call || s.When == "online_credit" && !a.Rules.Online {
				continue
			}
			n := a.count(&s, day)
			code, value, limit = policy.ContactCount, strconv.Itoa(n), row.Values[0]
			stands = n >= max(row.Whole(0), 1) && !slices.Contains(e.Keeps, consent)
			detail = "Earlier calls in the days of the rule, beside the most that it allows."
		case policy.KeyConductAfterPlan:
			if !a.State.agreed() || a.State == StateBroken {
				continue
			}
			code, detail = policy.ContactAfterPlan, "Collection stops while an agreed plan is kept."
		case policy.KeyConductPause:
			if !a.pending(s.When) {
				continue
			}
			code, limit, detail = policy.ContactPause, s.When, "Collection waits while the matter is open."
		case policy.KeyConductThirdParty:
			if !isThird(e) {
				continue
			}
			code = policy.ContactThirdParty
		case policy.KeyConductIdentity:
			code, hard = policy.ContactIdentity, false
		case policy.KeyConductChannels:
			code, hard = policy.ContactChannels, false
		}
		if detail == "" {
			if code == "" || s.When != "" && s.When != string(e.Channel) {
				continue
			}
			if value, limit = a.kept(row, hard); limit == "" {
				continue
			}
			stands, detail = value != "", "What the contact does not say that it keeps to, beside what the rules ask of it."
		}
		level := policy.Pass
		if stands && hard && row.Confidence == policy.High {
			level = policy.Wall
		} else if stands {
			level = policy.Review
		}
		findings = append(findings, row.Compared(code, level, value, limit, detail))
	}
	return findings
}

// count counts the earlier calls to the same person that a rule speaks of, in its
// days up to a day.
func (a *advancing) count(s *policy.Series, day civil.Date) (n int) {
	row := &s.Rows[0]
	for i := range a.Events {
		e := &a.Events[i]
		if apart := int(day - policy.DayOf(e.At)); e.Channel != policy.Call || e.To != a.event.To || apart < 0 || apart >= row.Whole(2) {
			continue
		}
		talked := e.Outcome == policy.Reached || e.Outcome == policy.Refused
		counts := talked
		if s.When != "after_conversation" {
			switch row.Values[1] {
			case "attempts":
				counts = e.Outcome == policy.NoAnswer
			case "calls":
				counts = !slices.Contains(e.Keeps, consent)
			}
			counts = counts && e.By == Creditor
		}
		if counts {
			n++
		}
	}
	return n
}

func isThird(e *Event) bool { return strings.HasPrefix(string(e.To), string(policy.ThirdParty)) }

// kept are the words of a row that a contact does not keep to, and all that it is
// asked: where they are not about whom it is with, but for those that name another
// channel.
func (a *advancing) kept(row *policy.Row, whom bool) (missing, asked string) {
	e := a.event
	for _, word := range row.Values {
		if !whom && (of(word, policy.Call, e) || of(word, policy.Visit, e) || of(word, policy.Message, e)) {
			continue
		}
		keeps := slices.Contains(e.Keeps, word)
		switch {
		case word == "once":
			keeps = !slices.ContainsFunc(a.Events, func(e Event) bool { return e.By == Creditor && isThird(&e) })
		case strings.HasSuffix(word, "_only"):
			keeps = e.To == policy.ThirdPartyLocation && !strings.HasPrefix(word, "borrower") || e.To == policy.ThirdPartyMessage && strings.Contains(word, "message")
		}
		asked += ", " + word
		if !keeps {
			missing += ", " + word
		}
	}
	return strings.TrimPrefix(missing, ", "), strings.TrimPrefix(asked, ", ")
}

// of tells whether a word is for a channel that is not the one of a contact.
func of(word string, channel policy.Channel, e *Event) bool {
	return e.Channel != channel && strings.Contains(word, string(channel))
}

// pending tells whether a dispute or a complaint is open. Nothing ends that is not.
func (a *advancing) pending(kind string) bool {
	open := 0
	for i := range a.Events {
		if e := &a.Events[i]; string(e.Kind) == kind {
			if e.Number == 0 {
				open++
			} else {
				open--
			}
		}
	}
	return open > 0
}

// opened tells whether the event at a place opened a matter that no event has ended.
func (a *advancing) opened(at int, kind string) bool {
	if at >= len(a.Events) || string(a.Events[at].Kind) != kind || a.Events[at].Number != 0 {
		return false
	}
	for i := range a.Events {
		if e := &a.Events[i]; string(e.Kind) == kind && e.Number == at+1 {
			return false
		}
	}
	return true
}

// matter opens a dispute or a complaint, or ends the one that the event names.
func (a *advancing) matter() {
	e := a.event
	if e.Number == 0 {
		rules, _ := policy.Resolve(a.Rules.Pack, e.Date)
		e.AnswerBy = rules.AnswerBy(e.To, e.Date)
	} else if !a.opened(e.Number-1, string(e.Kind)) {
		a.flaws.add(MatterUnknown, "number", "no "+string(e.Kind)+" that is open began there", "")
	}
}
