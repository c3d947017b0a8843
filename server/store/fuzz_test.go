package store_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/server/store"
)

// Whatever a client sends: no panic, and what is taken is a step that verifies, can
// be replayed, and has left the event before it alone.
func FuzzAdvance(f *testing.F) {
	first, _, err := store.Advance(&store.Head{ID: "n"}, noon, golden(f, story[0]).Whole)
	require.NoError(f, err)
	for _, body := range []string{"", "{", "{}", "[]", " {\"as_of\":\"2027-03-31\",\"event\":{}}", `{"record":{}}`, `{"currency":"USD"}`,
		`{"as_of":"2027-03-31","event":{"kind":"contact","date":"2027-03-31","by":"creditor","note":"sealed:\u003c"}}`,
		`{"as_of":"2027-03-31","event":{"kind":"decline","date":"2027-03-31","by":"borrower","number":1}}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		head := store.Head{ID: "n", Revision: 1, Hash: first.Entry.Hash, Record: first.Record}
		step, reply, err := store.Advance(&head, noon, body)
		require.NoError(t, err)
		if reply.Failed {
			return
		}
		var lines bytes.Buffer
		require.NoError(t, store.Export(&lines, []store.Entry{first.Entry, step.Entry}))
		entries, err := store.Verify(&lines)
		require.NoError(t, err)
		record, err := store.Replay(nil, entries)
		require.NoError(t, err)
		require.Equal(t, string(step.Record), string(record))
		events := string(first.Record[bytes.Index(first.Record, []byte(`"events":[`)) : len(first.Record)-len("]}}")])
		require.Contains(t, string(record), events)
	})
}

// Whatever is called an export: no panic, and what verifies is exported again byte for byte.
func FuzzVerify(f *testing.F) {
	first, _, err := store.Advance(&store.Head{ID: "n"}, noon, golden(f, story[0]).Whole)
	require.NoError(f, err)
	var lines bytes.Buffer
	require.NoError(f, store.Export(&lines, []store.Entry{first.Entry}))
	f.Add(lines.Bytes())
	f.Add([]byte(`{"event":{},"hash":""}`))
	f.Fuzz(func(t *testing.T, export []byte) {
		entries, err := store.Verify(bytes.NewReader(export))
		if err != nil {
			return
		}
		var again strings.Builder
		require.NoError(t, store.Export(&again, entries))
		require.Equal(t, strings.TrimRight(string(export), "\r\n"), strings.TrimRight(again.String(), "\n"))
		_, _ = store.Replay(nil, entries)
	})
}
