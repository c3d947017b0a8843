package negotiate

import (
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/policy"
)

// advancing is one step of a record.
type advancing struct {
	Record
	event    *Event
	currency money.Currency
	flaws    flaws
	findings []policy.Finding
	asked    bool // the event is asked about, and not played again: findings are told
}

// Advance returns the record after one more event, or the reasons why the event is
// refused and the record as it was. The record is one that NewRecord, Advance or
// Replay returned, of rules without flaws; it is not changed. Currency writes the sums of the reasons.
// The findings are what the rules of law say of a contact.
func Advance(record *Record, event *Event, currency money.Currency) (Record, []policy.Finding, []Flaw) {
	a := advancing{Record: *record, currency: currency, asked: true}
	a.Offers, a.Promises, a.Events = slices.Clone(a.Offers), slices.Clone(a.Promises), slices.Clip(a.Events)
	a.key("findings", len(event.Findings) > 0, false, false)
	a.key("answer_by", event.AnswerBy != 0, false, false)
	a.step(event)
	if len(a.flaws) > 0 {
		return *record, nil, a.flaws
	}
	return a.Record, a.findings, nil
}

// Replay returns the record that events lead to. With flaws, at is the place of
// the event that is refused, and there is no record.
func Replay(rules Rules, events []Event, currency money.Currency) (record Record, at int, flaws []Flaw) {
	a := advancing{Record: NewRecord(rules), currency: currency}
	for at = range events {
		if a.step(&events[at]); len(a.flaws) > 0 {
			return Record{}, at, a.flaws
		}
	}
	return a.Record, len(events), nil
}

// step takes one event, or leaves flaws and a record that means nothing.
func (a *advancing) step(event *Event) {
	copied := *event
	a.event, copied.AnswerBy, copied.Findings = &copied, 0, nil
	a.checkFields()
	n := len(a.Events)
	if n >= MaxEvents {
		a.flaws.add(RecordFull, "", "the record has as many events as it can hold", "")
	}
	if n > 0 && event.Date < a.Events[n-1].Date {
		a.flaws.add(DateOrder, "date", "no event lies before the one recorded last", a.Events[n-1].Date.String())
	}
	if len(a.flaws) > 0 {
		return
	}
	if a.apply(); len(a.flaws) == 0 {
		a.Events = append(a.Events, *a.event)
	}
}

// apply does what the event says, after what its date alone brings about.
func (a *advancing) apply() {
	expired, missed := a.expire(), a.miss()
	switch a.event.Kind {
	case EventOffer, EventCounter:
		a.offer()
	case EventAccept, EventDecline, EventWithdraw:
		a.answer()
	case EventDeposit, EventPayment:
		a.pay()
	case EventExpire:
		if !expired {
			a.flaws.add(NothingLapsed, "date", "no open offer has passed its last day", "")
		}
	case EventMissed:
		if !missed {
			a.flaws.add(NothingLapsed, "date", "no promise has passed its due date and its days of grace unpaid", "")
		}
	case EventContact:
		a.contact()
	case EventDispute, EventComplaint:
		a.matter()
	}
}

// checkFields finds the keys that the event lacks or does not use.
func (a *advancing) checkFields() {
	e := a.event
	offers := e.Kind == EventOffer || e.Kind == EventCounter
	answers := e.Kind == EventAccept || e.Kind == EventDecline || e.Kind == EventWithdraw
	pays := e.Kind == EventDeposit || e.Kind == EventPayment
	matter, contact := e.Kind == EventDispute || e.Kind == EventComplaint, e.Kind == EventContact
	told, opens := contact && e.Channel != "", matter && e.Number == 0
	acts := a.event.By == Creditor && (offers || e.Kind == EventAccept)
	a.key("offer", e.Offer != nil, offers, offers)
	a.key("number", e.Number != 0, answers || matter || e.Kind == EventCounter, !matter)
	a.key("amount", e.Amount != 0, pays, true)
	a.key("by_level", e.ByLevel != "", acts && len(a.Rules.Ladder) > 0, true)
	a.key("approved_by", e.ApprovedBy != "", acts && len(a.Rules.Ladder) > 0, false)
	a.key("tier", e.Tier != "", acts, false)
	a.key("facts_changed", e.FactsChanged != "", offers, false)
	a.key("channel", e.Channel != "", contact, false)
	a.key("at", e.At != "", told, true)
	a.key("zone", e.Zone != "", told, false)
	a.key("keeps", len(e.Keeps) > 0, told, false)
	a.key("about", e.About != "", told || opens, true)
	a.key("to", e.To != "", told || opens, true)
	a.key("outcome", e.Outcome != "", told || matter && !opens, matter)
	a.key("note", e.Note != "", true, contact && !told || e.Kind == EventNote)
}

// key finds a key that is there and not used, or used, needed and not there.
func (a *advancing) key(name string, given, used, needed bool) {
	switch {
	case given && !used:
		a.flaws.add(EventFields, name, "an event of this kind has no "+name, "")
	case !given && used && needed:
		a.flaws.add(EventFields, name, "an event of this kind needs "+name, "")
	}
}

// expire closes the open offers that the date has passed.
func (a *advancing) expire() (any bool) {
	for i := range a.Offers {
		if offer := &a.Offers[i]; offer.State == OfferOpen && a.event.Date > offer.Terms.lastDay() {
			offer.State, any = OfferExpired, true
		}
	}
	if any {
		a.close(StateExpired)
	}
	return any
}

// close says how the last open offer ended, when none is left.
func (a *advancing) close(how State) {
	for i := range a.Offers {
		if a.Offers[i].State == OfferOpen {
			return
		}
	}
	a.State = how
}

// lastDay is the last day on which the offer can be accepted.
func (t *OfferTerms) lastDay() civil.Date {
	if t.Expires != 0 {
		return t.Expires
	}
	return t.firstMoney()
}

// firstMoney is the day on which the first money is due.
func (t *OfferTerms) firstMoney() civil.Date {
	if t.Deposit != nil {
		return t.Deposit.Due
	}
	return t.FirstDue
}

// open returns the offer that the event speaks of, when it is open and made by the
// side that the event needs; otherwise there is a fault.
func (a *advancing) open(by Party) *RecordedOffer {
	n := a.event.Number
	if n < 1 || n > len(a.Offers) {
		a.flaws.add(OfferUnknown, "number", "there is no offer of that number", "")
		return nil
	}
	offer := &a.Offers[n-1]
	if offer.By != by {
		a.flaws.add(OfferSide, "number", "that is an offer of the other side than this event is about", "")
	}
	if offer.State != OfferOpen {
		a.flaws.add(OfferClosed, "number", "the offer is "+string(offer.State)+" and no longer open", "")
	}
	return offer
}

// other is the other side.
func (p Party) other() Party {
	if p == Creditor {
		return Borrower
	}
	return Creditor
}

// answer accepts, declines or withdraws an offer.
func (a *advancing) answer() {
	by := a.event.By.other()
	if a.event.Kind == EventWithdraw {
		by = a.event.By
	}
	offer := a.open(by)
	if len(a.flaws) > 0 {
		return
	}
	switch a.event.Kind {
	case EventDecline:
		offer.State = OfferDeclined
		a.close(StateDeclined)
	case EventWithdraw:
		offer.State = OfferWithdrawn
		a.close(StateWithdrawn)
	default:
		a.authorise(offer.Terms.Waived)
		a.accept(offer)
	}
}

// accept makes an offer the agreement, and withdraws the others.
func (a *advancing) accept(accepted *RecordedOffer) {
	for i := range a.Offers {
		if a.Offers[i].State == OfferOpen {
			a.Offers[i].State = OfferWithdrawn
		}
	}
	accepted.State = OfferAccepted
	a.Accepted = accepted.Number
	a.Promises = accepted.Terms.promises()
	a.stand()
}
