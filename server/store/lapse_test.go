package store_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/followup"
	"parley/server/store"
	"parley/server/store/storetest"
)

// shanghai is where the days of tenant a begin, eight hours before those of the others.
func shanghai(tenant string) *time.Location {
	if tenant == "a" {
		return time.FixedZone("Asia/Shanghai", 8*60*60)
	}
	return time.UTC
}

// desk is one server on a store: the store and its clerk.
func desk(t *testing.T, place string, now *atomic.Pointer[time.Time]) (*store.Store, *followup.Clerk) {
	s := open(t, place)
	s.Zone = shanghai
	return s, &followup.Clerk{Store: s, Now: func() time.Time { return *now.Load() }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
}

// happen adds events that the engine takes, bodies of advance.
func happen(t *testing.T, s *store.Store, tenant, id string, bodies ...string) {
	t.Helper()
	head := store.Head{ID: id}
	for i, body := range bodies {
		step, reply, err := store.Advance(&head, noon, []byte(body))
		require.NoError(t, err)
		require.False(t, reply.Failed, string(reply.Body))
		head = *add(t, s, &store.Change{Tenant: tenant, Key: store.Key{Route: "r", Key: fmt.Sprint(id, i)}, At: noon, Entry: &step.Entry, Record: step.Record})
	}
}

// offered is the request that begins the engine's story: its offer expires after 10 December.
func offered(t *testing.T) string {
	text, err := os.ReadFile("../../calc/testdata/cases/advance/1_offer.json")
	require.NoError(t, err)
	var c struct{ Request json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &c))
	return string(c.Request)
}

// said are the events of a chain that replays, each with its kind and its day.
func said(t *testing.T, s *store.Store, tenant, id string) (list []string) {
	entries := verified(t, s, tenant, id)
	_, err := store.Replay(nil, entries)
	require.NoError(t, err)
	for i := range entries {
		event, err := entries[i].Event()
		require.NoError(t, err)
		var request struct{ Event struct{ Kind, Date string } }
		require.NoError(t, json.Unmarshal(event.Request, &request))
		list = append(list, request.Event.Kind+" "+request.Event.Date)
	}
	return list
}

// round lets the clerks of two servers loose at once and returns what both noted.
func round(t *testing.T, clerks ...*followup.Clerk) int {
	var noted atomic.Int64
	var work sync.WaitGroup
	for _, clerk := range clerks {
		work.Go(func() {
			n, err := clerk.Round(t.Context())
			assert.NoError(t, err)
			noted.Add(int64(n))
		})
	}
	work.Wait()
	return int(noted.Load())
}

// Offers expire when the day after their last begins where the tenant is, each once,
// whether one server looks or two, and whether or not they were started again.
func TestOffersExpireByThemselves(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		var now atomic.Pointer[time.Time]
		at := func(text string) {
			instant, err := time.Parse(time.RFC3339, text)
			require.NoError(t, err)
			now.Store(&instant)
		}
		one, clerk := desk(t, place, &now)
		_, other := desk(t, place, &now)
		const each = 5
		for i := range each {
			happen(t, one, "a", fmt.Sprint("n", i), offered(t))
			happen(t, one, "b", fmt.Sprint("n", i), offered(t))
		}
		at("2026-12-10T15:59:59Z")
		assert.Zero(t, round(t, clerk, other), "in Shanghai it is still the tenth")
		at("2026-12-10T16:00:00Z")
		assert.Equal(t, each, round(t, clerk, other))
		assert.Equal(t, []string{"offer 2026-11-23", "expire 2026-12-11"}, said(t, one, "a", "n0"))
		assert.Len(t, said(t, one, "b", "n0"), 1)
		require.NoError(t, one.Close())

		again, clerk := desk(t, place, &now)
		assert.Zero(t, round(t, clerk, other))
		at("2026-12-14T09:00:00Z")
		assert.Equal(t, each, round(t, clerk, other))
		for i := range each {
			assert.Equal(t, []string{"offer 2026-11-23", "expire 2026-12-11"}, said(t, again, "b", fmt.Sprint("n", i)), "its day, though nobody looked for four")
		}
		assert.Zero(t, round(t, clerk, other))
	})
}

const (
	promised = `{"as_of":"2026-11-24","currency":"GBP","record":{"rules":{"grace_days":3,"missed_allowed":1}},"event":{"kind":"offer","date":"2026-11-24","by":"creditor",
		"offer":{"paid":"300.00","amount":"100.00","count":3,"every":{"unit":"month","n":1},"first_due":"2026-12-20"}}}`
	agreed = `{"as_of":"2026-11-24","event":{"kind":"accept","date":"2026-11-24","by":"borrower","number":1}}`
	paid   = `{"as_of":"2026-12-20","event":{"kind":"payment","date":"2026-12-20","by":"borrower","amount":"100.00"}}`
)

// Promises turn missed one by one, each on its own day, after a long sleep as well.
func TestPromisesTurnMissed(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		late := time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC)
		var now atomic.Pointer[time.Time]
		now.Store(&late)
		s, clerk := desk(t, place, &now)
		happen(t, s, "b", "n", promised, agreed, paid)
		assert.Equal(t, 2, round(t, clerk))
		assert.Equal(t, []string{"missed 2027-01-24", "missed 2027-02-24"}, said(t, s, "b", "n")[3:])
		head, err := s.Head(t.Context(), "b", "n")
		require.NoError(t, err)
		assert.Contains(t, string(head.Record), `"state":"broken"`)
	})
}

// What was kept before anybody asked for lapses is asked about; where the zone has
// changed the clerk waits on; and what the engine refuses does not come up for ever.
func TestClerkIsNotMisled(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		early := time.Date(2026, 12, 11, 7, 0, 0, 0, time.UTC)
		var now atomic.Pointer[time.Time]
		now.Store(&early)
		s, clerk := desk(t, place, &now)
		driver := "sqlite"
		if store.OnServer(place) {
			driver = "pgx"
		}
		db, err := sql.Open(driver, place)
		require.NoError(t, err)
		defer db.Close()
		for id, set := range map[string]string{
			"old":  `lapse = '', due = '0'`,
			"west": `due = '2026-12-10T16:00:00.000000Z'`,
			"bad":  `lapse = 'missed 2026-12-01', due = '2026-12-01'`,
		} {
			happen(t, s, "b", id, offered(t))
			_, err := db.Exec(`UPDATE negotiations SET ` + set + ` WHERE id = '` + id + `'`)
			require.NoError(t, err)
		}
		s.Zone = func(string) *time.Location { return time.FixedZone("west", -8*60*60) }
		assert.Zero(t, round(t, clerk))
		found, err := s.Lapsed(t.Context(), "2026-12-11T08:00:00.000000Z", 10)
		require.NoError(t, err)
		assert.Len(t, found, 2, "the old one and the one in the west, when their eleventh begins")
		late := early.Add(time.Hour)
		now.Store(&late)
		assert.Equal(t, 2, round(t, clerk))
	})
}
