package records

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/server/store"
)

// difference is what happened between two revisions, and what follows from it.
type difference struct {
	ID   string `json:"id"`
	From int    `json:"from"`
	To   int    `json:"to"`
	// The events after the one revision, up to the other.
	Events []json.RawMessage `json:"events"`
	// Each value of the record that is another one then.
	Changes []changed `json:"changes"`
}

// changed is one value that was added, taken away or replaced.
type changed struct {
	Pointer string          `json:"pointer"`
	From    json.RawMessage `json:"from,omitempty"`
	To      json.RawMessage `json:"to,omitempty"`
}

// diff answers with what changed between two revisions; revision 0 is before the first event.
func (d *Desk) diff(c *gin.Context) {
	entries, ok := d.events(c)
	if !ok {
		return
	}
	from, wrongFrom := strconv.Atoi(c.DefaultQuery("from", strconv.Itoa(len(entries)-1)))
	to, wrongTo := strconv.Atoi(c.DefaultQuery("to", strconv.Itoa(len(entries))))
	if wrongFrom != nil || wrongTo != nil || from < 0 || to < from || to > len(entries) {
		d.refuse(c, QueryWrong)
		return
	}
	shown := difference{ID: c.Param("id"), From: from, To: to, Events: []json.RawMessage{}, Changes: []changed{}}
	before, err := store.Replay(nil, entries[:from])
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	after, err := store.Replay(before, entries[from:to])
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	for i := range entries[from:to] {
		shown.Events = append(shown.Events, store.Reveal(entries[from+i].Line, entries))
	}
	compare(&shown.Changes, "#", recordIn(before, entries), recordIn(after, entries))
	send(c, shown)
}

// recordIn reads the record in what the store keeps, words in their place, and nil
// before the first event.
func recordIn(text []byte, entries []store.Entry) any {
	if text == nil {
		return nil
	}
	var standing struct{ Record any }
	decoder := json.NewDecoder(bytes.NewReader(store.Reveal(text, entries)))
	decoder.UseNumber() // a number stays as it is spelled
	if err := decoder.Decode(&standing); err != nil {
		panic(err) // the engine wrote it just now
	}
	return standing.Record
}

// compare lists the values that differ, in the order of their keys. Events are left
// out: they are listed themselves.
func compare(to *[]changed, pointer string, before, after any) {
	if pointer == "#/events" {
		return
	}
	keysOf := map[string]bool{}
	left, right := parts(before, keysOf), parts(after, keysOf)
	if left == nil || right == nil {
		was, is := text(before), text(after)
		if !bytes.Equal(was, is) {
			*to = append(*to, changed{pointer, was, is})
		}
		return
	}
	for _, key := range slices.SortedFunc(maps.Keys(keysOf), byPlace) {
		compare(to, pointer+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(key), left[key], right[key])
	}
}

// byPlace orders the keys of an object by name and the places of a list by number.
func byPlace(a, b string) int {
	i, wrong := strconv.Atoi(a)
	j, wrongToo := strconv.Atoi(b)
	if wrong == nil && wrongToo == nil {
		return i - j
	}
	return strings.Compare(a, b)
}

// parts are the values in an object or a list, and nil of anything else.
func parts(value any, keys map[string]bool) map[string]any {
	var found map[string]any
	switch value := value.(type) {
	case map[string]any:
		found = value
	case []any:
		found = map[string]any{}
		for i, item := range value {
			found[strconv.Itoa(i)] = item
		}
	}
	for key := range found {
		keys[key] = true
	}
	return found
}

// text writes a value, and nothing where there is none.
func text(value any) json.RawMessage {
	if value == nil {
		return nil
	}
	written, err := json.Marshal(value)
	if err != nil {
		panic(err) // it was read from JSON
	}
	return written
}
