package store_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

// threeEvents is the export of a negotiation of three events, the second with words.
func threeEvents(t *testing.T) []byte {
	s := open(t, filepath.Join(t.TempDir(), "parley.db"))
	head := add(t, s, change(t, "a", "k1", &store.Head{ID: "n"}))
	head = add(t, s, change(t, "a", "k2", head, store.Words{Field: "note", Text: "asks for time"}))
	add(t, s, change(t, "a", "k3", head))
	return export(t, s, "a", "n")
}

func TestTamperingIsFound(t *testing.T) {
	whole := string(threeEvents(t))
	lines := strings.SplitAfterN(whole, "\n", 3)
	for name, c := range map[string]struct{ export, says string }{
		"nothing":              {"", "there are no events"},
		"a first line missing": {lines[1] + lines[2], "line 1: event 2 stands in the place of event 1"},
		"a line missing":       {lines[0] + lines[2], "line 2: event 3 stands in the place of event 2"},
		"a line twice":         {lines[0] + lines[0], "line 2: event 1 stands in the place of event 2"},
		"two lines exchanged":  {lines[0] + lines[2] + lines[1], "line 2: event 3 stands in the place of event 2"},
		"a word changed":       {strings.Replace(whole, "asks for time", "asks for tine", 1), `line 2: the words of "note" are not those that were sealed`},
		"a field changed":      {strings.Replace(whole, `"engine":"0"`, `"engine":"1"`, 1), "line 1: the event is not the one that its hash was taken of"},
		"a line cut off":       {whole[:len(whole)-10], "line 3: "},
	} {
		_, err := store.Verify(strings.NewReader(c.export))
		assert.ErrorContains(t, err, c.says, name)
	}
	again := rewritten(t, lines[1], strings.NewReplacer(`"kind":"contact"`, `"kind":"accept"`))
	_, err := store.Verify(strings.NewReader(lines[0] + again + lines[2]))
	assert.ErrorContains(t, err, "line 3: the event follows another than the one before it")
	again = rewritten(t, lines[1], strings.NewReplacer(`"negotiation":"n"`, `"negotiation":"m"`))
	_, err = store.Verify(strings.NewReader(lines[0] + again))
	assert.ErrorContains(t, err, "line 2: the event belongs to another negotiation")
}

// rewritten is a line with another event and the hash of that one.
func rewritten(t *testing.T, line string, change *strings.Replacer) string {
	event, rest, found := strings.Cut(strings.TrimPrefix(line, `{"event":`), `,"hash":"`)
	require.True(t, found)
	event = change.Replace(event)
	return `{"event":` + event + `,"hash":"` + store.Hash([]byte(event)) + rest[64:]
}

// Whichever bit is changed, that is found.
func TestEveryBitCounts(t *testing.T) {
	whole := threeEvents(t)
	for at := range whole {
		for bit := range 8 {
			changed := bytes.Clone(whole)
			changed[at] ^= 1 << bit
			_, err := store.Verify(bytes.NewReader(changed))
			assert.Error(t, err, "byte %d, %q in the place of %q", at, changed[at], whole[at])
		}
	}
}

func TestErasedWordsAreGone(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		const secret = "is in hospital until the spring"
		s := open(t, place)
		head := add(t, s, change(t, "a", "k1", &store.Head{ID: "n"}, store.Words{Field: "note", Text: secret}))
		early := change(t, "a", "k2", &store.Head{ID: "m"}, store.Words{Field: "note", Text: secret})
		add(t, s, early)
		require.NoError(t, s.EraseBefore(t.Context(), "a", noon, "2027-01-01T00:00:00.000000Z"))
		assert.Equal(t, secret, verified(t, s, "a", "n")[0].Words[0].Text, "not before noon")

		before := verified(t, s, "a", "n")
		require.NoError(t, s.Erase(t.Context(), "a", "n", "2027-01-01T00:00:00.000000Z"))
		after := verified(t, s, "a", "n")
		assert.Equal(t, before[0].Line, after[0].Line)
		assert.Equal(t, []store.Words{{Field: "note", Erased: "2027-01-01T00:00:00.000000Z"}}, after[0].Words)
		assert.Equal(t, secret, verified(t, s, "a", "m")[0].Words[0].Text)
		add(t, s, change(t, "a", "k3", head))

		require.NoError(t, s.EraseBefore(t.Context(), "a", "2026-11-24T12:00:00.000001Z", "2027-02-01T00:00:00.000000Z"))
		assert.Equal(t, "2027-02-01T00:00:00.000000Z", verified(t, s, "a", "m")[0].Words[0].Erased)
		assert.Equal(t, after[0].Words, verified(t, s, "a", "n")[0].Words, "what is erased stays as it is")
		if !store.OnServer(place) { // which overwrites the rows when it vacuums
			assert.NotContains(t, onDisk(t, place), secret)
			assert.NotContains(t, onDisk(t, place), before[0].Words[0].Salt)
		}
	})
}

func TestRevealPutsWordsBack(t *testing.T) {
	words, seal := store.Seal("note", `says "no" & <leaves>`)
	text := `{"note":"` + seal + `","other":"` + seal[:30] + `"}`
	entry := store.Entry{Words: []store.Words{words}}
	assert.Equal(t, `{"note":"says \"no\" & <leaves>","other":"`+seal[:30]+`"}`, string(store.Reveal([]byte(text), []store.Entry{entry})))
	entry.Words[0] = store.Words{Field: "note", Erased: noon}
	assert.Equal(t, text, string(store.Reveal([]byte(text), []store.Entry{entry})))
}
