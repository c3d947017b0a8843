package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Event is one thing that happened in a negotiation, as its line in the chain says it.
type Event struct {
	// The negotiation that it belongs to.
	Negotiation string `json:"negotiation"`
	// Its place in the negotiation, counted from 1: the revision of the negotiation after it.
	Sequence int `json:"sequence"`
	// When it was recorded, in the form of Instant.
	At string `json:"at"`
	// What happened, in the engine's word for it: "offer".
	Kind string `json:"kind"`
	// The version of the engine that took the event.
	Engine string `json:"engine"`
	// The pack and edition that it stands on, if any.
	Pack string `json:"pack,omitempty"`
	// The hash of the event before it; empty for the first one.
	Previous string `json:"previous"`
	// The request in the engine's own spelling, words replaced by their seals.
	Request json.RawMessage `json:"request"`
	// The hash of the record that the engine answered.
	Record string `json:"record"`
}

// Words is something that a person wrote, kept apart from the chain.
type Words struct {
	// The key of the event that holds the seal: "note".
	Field string `json:"field"`
	// What the words are mixed with, so that their hash does not give them away.
	Salt string `json:"salt,omitempty"`
	// The words themselves.
	Text string `json:"text,omitempty"`
	// When salt and text were erased, in the form of Instant.
	Erased string `json:"erased,omitempty"`
}

// After is where an event leaves its negotiation.
type After struct {
	// The engine's word for it: "offered".
	State string
	// What time alone brings about next; nil when there is nothing.
	Lapse *Lapse
}

// Lapse is an event that time alone brings about.
type Lapse struct {
	// What happens, in the engine's word for it: "expire" or "missed".
	Kind string `json:"kind"`
	// The first day on which it has happened.
	Date string `json:"date"`
}

// Entry is an event as it is stored.
type Entry struct {
	// The exact bytes that the hash is taken of.
	Line []byte
	// The hash of the line.
	Hash string
	// The words that the line has seals for.
	Words []Words
	// What the engine said of the negotiation after it; empty in an entry that was read.
	After After

	event *Event // what the line says, for whoever has just written it
}

// Event reads the line.
func (e *Entry) Event() (event Event, err error) {
	if e.event != nil {
		return *e.event, nil
	}
	err = json.Unmarshal(e.Line, &event)
	return event, err
}

// Enter writes the line of an event and takes its hash. A request that is no JSON
// is an error.
func Enter(event Event, words ...Words) (Entry, error) {
	line, err := Plain(event)
	if err != nil {
		return Entry{}, err
	}
	return Entry{Line: line, Hash: Hash(line), Words: words, event: &event}, nil
}

// Plain writes a value as JSON with nothing more escaped than has to be, so that
// what the engine spelled stays as it is.
func Plain(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}

// Hash is the SHA-256 of text in lower-case hexadecimal.
func Hash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Seal chooses a salt for words and returns them with what stands for them in the
// chain: "sealed:" and 43 characters, the SHA-256 of the salt followed by the words.
func Seal(field, text string) (Words, string) {
	words := Words{Field: field, Salt: rand.Text(), Text: text}
	return words, words.seal()
}

func (w *Words) seal() string {
	sum := sha256.Sum256([]byte(w.Salt + w.Text))
	return "sealed:" + base64.RawURLEncoding.EncodeToString(sum[:])
}

// Instant writes a time in UTC to the microsecond. All are of one length, so that
// the order of the texts is the order of the times.
func Instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
