package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// exported is one line of an export.
type exported struct {
	Event json.RawMessage `json:"event"`
	Hash  string          `json:"hash"`
	Words []Words         `json:"words,omitempty"`
}

// longest is the most bytes of a line: a request of the engine at its largest,
// with room for the words beside it.
const longest = 1 << 20

// Export writes the entries of a negotiation as JSON lines: of each event the line
// itself, its hash, and the words that it has seals for. Verify needs nothing else,
// and nobody needs Verify: the hash is the SHA-256 of the bytes between {"event":
// and ,"hash":, and a seal that of the salt followed by the words.
func Export(to io.Writer, entries []Entry) error {
	for _, entry := range entries {
		line, err := Plain(exported{entry.Line, entry.Hash, entry.Words})
		if err != nil {
			return err
		}
		if _, err := to.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// Verify reads an export and returns its events, or the first reason why it is not
// one whole chain from its first event on. That no events were cut off at the end
// shows only in the hash of the last one, which its owner was told.
func Verify(export io.Reader) (entries []Entry, err error) {
	lines := bufio.NewScanner(export)
	lines.Buffer(nil, longest)
	for lines.Scan() {
		line, err := readLine(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", len(entries)+1, err)
		}
		entry := Entry{Line: line.Event, Hash: line.Hash, Words: line.Words}
		if err := follows(entries, &entry); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(entries)+1, err)
		}
		entries = append(entries, entry)
	}
	if lines.Err() == nil && len(entries) == 0 {
		return nil, errors.New("there are no events")
	}
	return entries, lines.Err()
}

// readLine takes a line apart. It has to be spelled as Export spells it: another
// spelling is a sign that somebody else wrote it.
func readLine(text []byte) (line exported, err error) {
	if err := json.Unmarshal(text, &line); err != nil {
		return exported{}, err
	}
	again, err := Plain(line)
	if err == nil && !bytes.Equal(again, text) {
		err = errors.New("the line is not as it was exported")
	}
	return line, err
}

// follows checks one more entry against those before it.
func follows(before []Entry, entry *Entry) error {
	event, err := entry.Event()
	if err != nil {
		return err
	}
	previous, negotiation := "", event.Negotiation
	if n := len(before); n > 0 {
		first, err := before[0].Event()
		if err != nil {
			return err
		}
		previous, negotiation = before[n-1].Hash, first.Negotiation
	}
	switch {
	case Hash(entry.Line) != entry.Hash:
		return errors.New("the event is not the one that its hash was taken of")
	case event.Sequence != len(before)+1:
		return fmt.Errorf("event %d stands in the place of event %d", event.Sequence, len(before)+1)
	case event.Previous != previous:
		return errors.New("the event follows another than the one before it")
	case event.Negotiation != negotiation:
		return errors.New("the event belongs to another negotiation")
	}
	for i := range entry.Words {
		words := &entry.Words[i]
		member := fmt.Appendf(nil, "%s:%s", quote(words.Field), quote(words.seal()))
		if words.Erased == "" && !bytes.Contains(entry.Line, member) {
			return fmt.Errorf("the words of %q are not those that were sealed", words.Field)
		}
	}
	return nil
}
