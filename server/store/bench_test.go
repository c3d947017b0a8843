package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/store"
)

// clients is how many append at once, as in the figures of the design.
const clients = 256

// BenchmarkAppend appends events of 1 KB by 256 clients at once, each in its own
// negotiation, and in turns inserts the same lines into a table of SQLite with the
// same settings and a transaction each. The ratio is what committing together gains.
// A tenant whose events are heard has a webhook, for which each of them is written down.
func BenchmarkAppend(b *testing.B) {
	b.Run("alone", func(b *testing.B) { benchmarkAppend(b, 0) })
	b.Run("heard", func(b *testing.B) { benchmarkAppend(b, 1) })
}

// benchmarkAppend appends events of a tenant with so many webhooks.
func benchmarkAppend(b *testing.B, webhooks int) {
	s := open(b, filepath.Join(b.TempDir(), "parley.db"))
	for i := range webhooks {
		addWebhook(b, s, "a", fmt.Sprint("hook", i))
	}
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "plain.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	require.NoError(b, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec("CREATE TABLE lines (id INTEGER PRIMARY KEY, line TEXT)")
	require.NoError(b, err)
	insert, err := db.Prepare("INSERT INTO lines (line) VALUES ($1)")
	require.NoError(b, err)

	var together, each time.Duration
	turns := 0
	for b.Loop() {
		calls := prepared(b, turns, 40)
		start := time.Now()
		appendAll(b, s, calls)
		together += time.Since(start)
		start = time.Now()
		for _, call := range calls[0] {
			for range 10 {
				_, err := insert.Exec(string(call.Entry.Line))
				require.NoError(b, err)
			}
		}
		each += time.Since(start)
		turns++
	}
	appended, inserted := float64(turns*clients*40), float64(turns*40*10)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(appended/together.Seconds(), "appends/s")
	b.ReportMetric(inserted/each.Seconds(), "transactions/s")
	b.ReportMetric(appended/together.Seconds()*each.Seconds()/inserted, "times-one-each")
}

// prepared are the calls of each client.
func prepared(b *testing.B, turn, calls int) [][]*store.Change {
	all := make([][]*store.Change, clients)
	for client := range all {
		head := &store.Head{ID: fmt.Sprint("n", turn, "-", client)}
		for i := range calls {
			c := change(b, "a", fmt.Sprint(head.ID, " ", i), head)
			event, err := c.Entry.Event()
			require.NoError(b, err)
			event.Request = fmt.Appendf(nil, `{"text":%q}`, strings.Repeat("x", 700))
			entry, err := store.Enter(event)
			require.NoError(b, err)
			c.Entry = &entry
			all[client] = append(all[client], c)
			head = &store.Head{ID: head.ID, Revision: event.Sequence, Hash: entry.Hash}
		}
	}
	return all
}

func appendAll(b *testing.B, s *store.Store, calls [][]*store.Change) {
	var group sync.WaitGroup
	for _, mine := range calls {
		group.Go(func() {
			for _, c := range mine {
				if _, _, err := s.Append(b.Context(), c); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}
