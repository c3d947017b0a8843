package calc

import (
	"bytes"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/policy"
	"parley/calc/wire"
)

// AdvanceRequest asks what one more event makes of a negotiation.
type AdvanceRequest struct {
	// The day of the question; no event lies after it.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The negotiation so far, as the last answer gave it; to begin one, its rules alone.
	Record negotiate.Record `json:"record"`
	// What happened; or a contact that is planned, to see what the rules say of it.
	Event negotiate.Event `json:"event"`
	// For a contact: the oldest due date that is not met, to recall what a claim's age may mean.
	OldestDue civil.Date `json:"oldest_due,omitempty"`
}

// AdvanceAnswer is the negotiation after the event.
type AdvanceAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// The negotiation.
	Record negotiate.Record `json:"record"`
	// What time alone brings about next; nothing when no offer is open and no promise is waited for.
	Lapse *negotiate.Lapse `json:"lapse,omitempty"`
	// For a contact: what the rules of the record's pack say of it. None of it is a verdict, and none keeps the contact off the record.
	Findings []policy.Finding `json:"findings,omitempty"`
}

// ZoneOffset is a contact's time whose offset is not that of the zone that it names. A
// server says it; the engine knows no zones.
const ZoneOffset wire.Code = "zone_offset"

// advance computes the record again from its rules and its events, so that nobody
// can have changed what follows from them, and adds the event.
func advance(request *AdvanceRequest) (AdvanceAnswer, []wire.Problem) {
	var problems faults
	problems.tell("#/record", request.Record.Rules.Flaws())
	inRules := len(problems)
	record, at, refused := negotiate.Replay(request.Record.Rules, request.Record.Events, request.Currency)
	problems.tell(item("#/record/events", at), refused)
	if len(refused) == 0 && !bytes.Equal(recordText(request, &record), recordText(request, &request.Record)) {
		problems.add(RecordAltered, "#/record", "the record is not what its rules and its events lead to; give it as the last answer did", "")
	}
	if request.Event.Date > request.AsOf {
		problems.add(DateOrder, "#/event/date", "no event lies after as_of", request.AsOf.String())
	}
	if len(problems) > inRules {
		return AdvanceAnswer{}, problems
	}
	record, findings, refused := negotiate.Advance(&record, &request.Event, request.Currency)
	problems.tell("#/event", refused)
	if len(findings) > 0 && request.OldestDue != 0 {
		if rules, err := policy.Resolve(record.Rules.Pack, request.Event.Date); err == nil {
			findings = append(findings, rules.CheckLimitation(request.OldestDue)...)
		}
	}
	return AdvanceAnswer{versions(""), request.AsOf, request.Currency, record, record.Next(), findings}, problems
}

func recordText(request *AdvanceRequest, record *negotiate.Record) []byte {
	w := wire.NewWriter(nil, scaleOf(request.Currency))
	writeRecord(&w, record)
	return w.Text()
}
