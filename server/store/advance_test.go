package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
	"parley/server/store"
	"parley/server/store/storetest"
)

// told is a golden case of the engine: what it was asked and what it answered.
type told struct {
	Request struct {
		AsOf  json.RawMessage `json:"as_of"`
		Event json.RawMessage
	}
	Whole json.RawMessage
	Want  struct{ Record json.RawMessage }
}

func golden(t testing.TB, name string) (c told) {
	text, err := os.ReadFile("../../calc/testdata/cases/advance/" + name + ".json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &c))
	var whole struct{ Request json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &whole))
	c.Whole = whole.Request
	return c
}

// story is a negotiation in the engine's golden cases, each going on from the one before.
var story = []string{"1_offer", "2_sibling", "3_counter", "5_counter", "7_accepted", "8_deposit", "9_kept_in_grace"}

// tell appends the story and one contact more, and returns where it stands.
func tell(t testing.TB, s *store.Store, tenant string) *store.Head {
	head := &store.Head{ID: "n"}
	for i, name := range story {
		c := golden(t, name)
		body := c.Whole
		if i > 0 {
			body = fmt.Appendf(nil, "\n {\"as_of\": %s, \"event\": %s}", c.Request.AsOf, c.Request.Event)
		}
		head = advanced(t, s, tenant, name, head, body)
	}
	return advanced(t, s, tenant, "contact", head, []byte(`{"as_of":"2027-03-31","event":{"kind":"contact","date":"2027-03-31","by":"creditor","note":"told <him> & her, 都说了"}}`))
}

func advanced(t testing.TB, s *store.Store, tenant, key string, head *store.Head, body []byte) *store.Head {
	t.Helper()
	step, reply, err := store.Advance(head, noon, body)
	require.NoError(t, err)
	require.False(t, reply.Failed, "%s", reply.Body)
	return add(t, s, &store.Change{Tenant: tenant, Key: store.Key{Route: "events", Key: key, Request: store.Hash(body)}, At: noon,
		Entry: &step.Entry, Record: step.Record, Answer: store.Answer{Status: 201, Body: reply.Body}})
}

// The figures of the engine's own cases come out of the store again, by reading and by replay.
func TestReplayGivesEveryFigure(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		head := tell(t, s, "a")
		assert.Equal(t, len(story)+1, head.Revision)
		entries := verified(t, s, "a", "n")
		for i, name := range story {
			var want bytes.Buffer
			require.NoError(t, json.Compact(&want, golden(t, name).Want.Record))
			record, err := store.Replay(nil, entries[:i+1])
			require.NoError(t, err)
			assert.Equal(t, `{"currency":"CNY","record":`+want.String()+`}`, string(store.Reveal(record, entries)), name)
		}
		record, err := store.Replay(nil, entries)
		require.NoError(t, err)
		assert.Equal(t, string(head.Record), string(record))
		last, err := entries[len(story)].Event()
		require.NoError(t, err)
		assert.Equal(t, "contact", last.Kind)
		assert.Equal(t, calc.Engine, last.Engine)
		assert.NotContains(t, string(record), "told")
		assert.Contains(t, string(store.Reveal(record, entries)), `"note":"told <him> & her, 都说了"`)

		require.NoError(t, s.Erase(t.Context(), "a", "n", noon))
		again, err := store.Replay(nil, verified(t, s, "a", "n"))
		require.NoError(t, err)
		assert.Equal(t, string(record), string(again), "erasure changes no figure")
	})
}

// An event whose line says another outcome, or that the engine would not take, is found.
func TestReplayFindsWhatTheEngineDidNotSay(t *testing.T) {
	body := []byte(golden(t, story[0]).Whole)
	step, _, err := store.Advance(&store.Head{ID: "n"}, noon, body)
	require.NoError(t, err)
	event, err := step.Entry.Event()
	require.NoError(t, err)
	for _, c := range []struct{ was, is, says string }{
		{"2026-12-20", "2026-12-21", "event 1: engine 0.3.0 made another record of it than engine 0.3.0"}, // first due a day later
		{"18000.00", "1000.00", "event 1: the engine refuses it"},                                         // less than twelve times 1500.00
	} {
		event := event
		event.Request = bytes.Replace(event.Request, []byte(c.was), []byte(c.is), 1)
		entry, err := store.Enter(event)
		require.NoError(t, err)
		_, err = store.Replay(nil, []store.Entry{entry})
		assert.ErrorContains(t, err, c.says)
	}
}

// What the engine refuses comes back in its words, with pointers into what was sent.
func TestAdvanceRefusals(t *testing.T) {
	first, _, err := store.Advance(&store.Head{ID: "n"}, noon, golden(t, story[0]).Whole)
	require.NoError(t, err)
	head := &store.Head{ID: "n", Revision: 1, Hash: first.Entry.Hash, Record: first.Record}
	note := func(text string) string {
		return `{"as_of":"2027-03-31","event":{"kind":"contact","date":"2027-03-31","by":"creditor","note":"` + text + `"}}`
	}
	for _, c := range []struct{ body, pointer string }{
		{``, `"#"`},
		{`[]`, `"#"`},
		{`{}`, `"#/as_of"`},
		{`{"as_of":"2027-03-31"}`, `"#/event"`},
		{strings.Replace(note("x"), `{`, `{"record":{"rules":{}},`, 1), `"#/record"`},
		{strings.Replace(note("x"), `{`, `{"currency":"USD",`, 1), `"#/currency"`},
		{strings.Replace(note("x"), `{`, `{"extra":1,`, 1), `"#/extra"`},
		{note(strings.Repeat("x", 501)), `"#/event/note"`},
		{note("x") + `{}`, `"#"`},
	} {
		_, reply, err := store.Advance(head, noon, []byte(c.body))
		require.NoError(t, err)
		assert.True(t, reply.Failed, c.body)
		assert.Contains(t, string(reply.Body), `"pointer":`+c.pointer, c.body)
	}
	_, _, err = store.Advance(&store.Head{ID: "m"}, noon, golden(t, story[1]).Whole)
	assert.ErrorIs(t, err, store.Began)
}
