package store

import (
	"bytes"
	"encoding/json"
	"fmt"

	"parley/calc"
	"parley/server/zone"
)

// Step is what one more event makes of a negotiation.
type Step struct {
	// The event, ready to be appended.
	Entry Entry
	// The currency and the record after it, as an object of the two.
	Record []byte
}

// The keys of an event under which somebody writes in words.
var written = []string{"note", "facts_changed", "who"}

// Began is a first event that brings others along.
const Began Refusal = "a negotiation begins with its rules alone"

// Advance asks the engine what an event makes of a negotiation. To begin one the
// head has an id and nothing else, and the body is a request of the operation
// advance; later the body has the keys as_of and event of one. When the reply has
// Failed it says why, and there is no step.
func Advance(head *Head, at string, body []byte) (step Step, reply calc.Reply, err error) {
	reply = zone.DoIn(nil, "advance", continued(head.Record, body))
	if reply.Failed {
		return Step{}, reply, nil
	}
	request, err := read(reply.Canonical)
	if err != nil {
		return Step{}, reply, err
	}
	if head.Revision == 0 && request.began() {
		return Step{}, reply, Began
	}
	sealed, words, err := request.sealed()
	if err != nil {
		return Step{}, reply, err
	}
	if len(words) > 0 {
		if reply = calc.Do("advance", sealed); reply.Failed {
			return Step{}, reply, nil
		}
	}
	step, err = enter(head, at, reply, words)
	return step, reply, err
}

// enter makes the entry of an answer.
func enter(head *Head, at string, reply calc.Reply, words []Words) (step Step, err error) {
	request, err := read(reply.Canonical)
	if err != nil {
		return Step{}, err
	}
	event := head.Next()
	event.At = at
	event.Request = reply.Canonical
	if head.Revision > 0 { // what came before is in the lines before
		event.Request = request.ofEvent()
	}
	if event.Kind, err = request.kind(); err != nil {
		return Step{}, err
	}
	var after After
	if step.Record, event.Engine, after, err = standing(reply); err != nil {
		return Step{}, err
	}
	event.Record = Hash(step.Record)
	step.Entry, err = Enter(event, words...)
	step.Entry.After = after
	return step, err
}

// Replay computes a negotiation again from the record before some of its events, nil
// before the first one, and returns the record after them. An event of which
// something else came than its line says is an error.
func Replay(record []byte, entries []Entry) ([]byte, error) {
	record, _, err := replay(record, entries)
	return record, err
}

// replay returns where the events leave the negotiation as well.
func replay(record []byte, entries []Entry) (_ []byte, after After, err error) {
	for i := range entries {
		event, err := entries[i].Event()
		if err != nil {
			return nil, After{}, err
		}
		reply := calc.Do("advance", continued(record, event.Request))
		if reply.Failed {
			return nil, After{}, fmt.Errorf("event %d: the engine refuses it: %s", event.Sequence, reply.Body)
		}
		if record, _, after, err = standing(reply); err != nil {
			return nil, After{}, fmt.Errorf("event %d: %w", event.Sequence, err)
		}
		if Hash(record) != event.Record {
			return nil, After{}, fmt.Errorf("event %d: engine %s made another record of it than engine %s", event.Sequence, calc.Engine, event.Engine)
		}
	}
	return record, after, nil
}

// continued is a request with the currency and the record in front. It is joined
// as bytes, so that the engine reads, and judges, exactly what the client sent.
func continued(record, body []byte) []byte {
	rest, isObject := bytes.CutPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("{"))
	if len(record) == 0 || !isObject {
		return body
	}
	joined := append(make([]byte, 0, len(record)+len(rest)), record[:len(record)-1]...)
	if !bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte("}")) {
		joined = append(joined, ',')
	}
	return append(joined, rest...)
}

// standing is the object of the currency and the record of an answer, and what the
// answer says beside them.
func standing(reply calc.Reply) (record []byte, engine string, after After, err error) {
	var answer struct {
		Versions         struct{ Engine string }
		Currency, Record json.RawMessage
		Lapse            *Lapse
	}
	if err := json.Unmarshal(reply.Body, &answer); err != nil {
		return nil, "", After{}, err
	}
	var stands struct{ State string }
	if err := json.Unmarshal(answer.Record, &stands); err != nil {
		return nil, "", After{}, err
	}
	record = fmt.Appendf(nil, `{"currency":%s,"record":%s}`, answer.Currency, answer.Record)
	return record, answer.Versions.Engine, After{stands.State, answer.Lapse}, nil
}

// request is a request of advance in its parts, each as the engine spelled it.
type request struct {
	AsOf     json.RawMessage `json:"as_of"`
	Currency json.RawMessage `json:"currency"`
	Record   json.RawMessage `json:"record"`
	Event    json.RawMessage `json:"event"`
}

func read(canonical []byte) (r request, err error) {
	err = json.Unmarshal(canonical, &r)
	return r, err
}

// began tells whether the record holds events already.
func (r *request) began() bool {
	var record struct{ Events json.RawMessage }
	return json.Unmarshal(r.Record, &record) != nil || record.Events != nil
}

func (r *request) kind() (string, error) {
	var event struct{ Kind string }
	err := json.Unmarshal(r.Event, &event)
	return event.Kind, err
}

// ofEvent is what the request says beyond the record.
func (r *request) ofEvent() []byte {
	return fmt.Appendf(nil, `{"as_of":%s,"event":%s}`, r.AsOf, r.Event)
}

// sealed is the request with a seal in the place of what is written in words.
func (r *request) sealed() (text []byte, words []Words, err error) {
	var event map[string]json.RawMessage
	if err := json.Unmarshal(r.Event, &event); err != nil {
		return nil, nil, err
	}
	for _, field := range written {
		if event[field] == nil {
			continue
		}
		var spoken string
		if err := json.Unmarshal(event[field], &spoken); err != nil {
			return nil, nil, err
		}
		kept, seal := Seal(field, spoken)
		words, event[field] = append(words, kept), quote(seal)
	}
	sealed := *r
	if sealed.Event, err = json.Marshal(event); err != nil {
		return nil, nil, err
	}
	text, err = json.Marshal(sealed)
	return text, words, err
}

// Reveal puts words back in the place of their seals. What was erased stays sealed.
func Reveal(text []byte, entries []Entry) []byte {
	for i := range entries {
		for _, words := range entries[i].Words {
			if words.Erased == "" {
				text = bytes.ReplaceAll(text, quote(words.seal()), quote(words.Text))
			}
		}
	}
	return text
}

// quote writes a text as JSON.
func quote(text string) []byte {
	quoted, err := Plain(text)
	if err != nil {
		panic(err) // a text can always be written
	}
	return quoted
}
