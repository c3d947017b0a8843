package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

const noon = "2026-11-24T12:00:00.000000Z"

// change is a call of a tenant that adds an event to a negotiation. What the event
// says does not matter to the store.
func change(t testing.TB, tenant, key string, head *store.Head, words ...store.Words) *store.Change {
	event := head.Next()
	event.At, event.Kind, event.Engine = noon, "contact", "0"
	event.Request = fmt.Appendf(nil, `{"key":%q}`, key)
	for i := range words {
		kept, seal := store.Seal(words[i].Field, words[i].Text)
		words[i], event.Request = kept, fmt.Appendf(nil, `{%q:%q}`, kept.Field, seal)
	}
	entry, err := store.Enter(event, words...)
	require.NoError(t, err)
	return &store.Change{
		Tenant: tenant, Key: store.Key{Route: "events", Key: key, Request: store.Hash([]byte(key))}, At: noon,
		Entry: &entry, Record: fmt.Appendf(nil, `{"after":%q}`, key),
		Answer: store.Answer{Status: 201, Body: fmt.Appendf(nil, `{"revision":%d}`, event.Sequence)},
	}
}

// add makes the change and returns where the negotiation stands then.
func add(t testing.TB, s *store.Store, c *store.Change) *store.Head {
	t.Helper()
	answer, replayed, err := s.Append(t.Context(), c)
	require.NoError(t, err)
	require.False(t, replayed)
	require.Equal(t, c.Answer, answer)
	event, err := c.Entry.Event()
	require.NoError(t, err)
	head, err := s.Head(t.Context(), c.Tenant, event.Negotiation)
	require.NoError(t, err)
	return &head
}

// verified is what an export of the negotiation says, which has to be a whole chain.
func verified(t testing.TB, s *store.Store, tenant, id string) []store.Entry {
	t.Helper()
	entries, err := store.Verify(bytes.NewReader(export(t, s, tenant, id)))
	require.NoError(t, err)
	return entries
}

func export(t testing.TB, s *store.Store, tenant, id string) []byte {
	t.Helper()
	entries, err := s.Entries(t.Context(), tenant, id, 0)
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, store.Export(&text, entries))
	return text.Bytes()
}

func TestEventsAreReadAsTheyWereAdded(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		first := change(t, "a", "k1", &store.Head{ID: "n"})
		head := add(t, s, first)
		second := change(t, "a", "k2", head, store.Words{Field: "note", Text: "called at <noon> & again 中午"})
		head = add(t, s, second)
		assert.Equal(t, &store.Head{ID: "n", Opened: noon, Revision: 2, Hash: second.Entry.Hash, Record: []byte(`{"after":"k2"}`)}, head)
		require.NoError(t, s.Close())

		s = open(t, place) // and once more from the disk
		entries, err := s.Entries(t.Context(), "a", "n", 0)
		require.NoError(t, err)
		require.Len(t, entries, 2)
		for i, c := range []*store.Change{first, second} {
			assert.Equal(t, string(c.Entry.Line), string(entries[i].Line))
			assert.Equal(t, c.Entry.Hash, entries[i].Hash)
			assert.Equal(t, c.Entry.Words, entries[i].Words)
		}
		assert.Equal(t, entries, verified(t, s, "a", "n"))
		later, err := s.Entries(t.Context(), "a", "n", 1)
		require.NoError(t, err)
		assert.Equal(t, entries[1:], later)
		require.NoError(t, s.Ready(t.Context()))
	})
}

func TestOnlyTheLatestRevisionGoesOn(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		head := add(t, s, change(t, "a", "k1", &store.Head{ID: "n"}))
		latest := add(t, s, change(t, "a", "k2", head))
		for name, stale := range map[string]*store.Head{
			"one behind":                head,
			"opened again":              {ID: "n"},
			"one ahead":                 {ID: "n", Revision: 3, Hash: latest.Hash},
			"another past":              {ID: "n", Revision: 2, Hash: head.Hash},
			"a negotiation that is not": {ID: "m", Revision: 2, Hash: latest.Hash},
		} {
			_, _, err := s.Append(t.Context(), change(t, "a", "k3", stale))
			assert.ErrorIs(t, err, store.Stale, name)
		}
		assert.Len(t, verified(t, s, "a", "n"), 2)
		assert.Equal(t, 3, add(t, s, change(t, "a", "k3", latest)).Revision, "a refused call leaves its key free")
	})
}

func TestKeyHasOneEffect(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		c := change(t, "a", "k", &store.Head{ID: "n"})
		head := add(t, s, c)
		again := *change(t, "a", "k", head)
		answer, replayed, err := s.Append(t.Context(), &again)
		require.NoError(t, err)
		assert.True(t, replayed)
		assert.Equal(t, c.Answer, answer, "the first answer")

		again.Key.Request = "another body"
		_, _, err = s.Append(t.Context(), &again)
		assert.ErrorIs(t, err, store.KeyReused)
		assert.Len(t, verified(t, s, "a", "n"), 1)

		elsewhere := change(t, "a", "k", head)
		elsewhere.Key.Route = "another route"
		add(t, s, elsewhere)
		add(t, s, change(t, "b", "k", &store.Head{ID: "n"}))

		require.NoError(t, s.ForgetKeys(t.Context(), noon))
		_, replayed, err = s.Append(t.Context(), c)
		require.NoError(t, err)
		assert.True(t, replayed, "a key of that instant is kept")
		require.NoError(t, s.ForgetKeys(t.Context(), "2026-11-24T12:00:00.000001Z"))
		_, _, err = s.Append(t.Context(), c)
		assert.ErrorIs(t, err, store.Stale, "once forgotten it is a new call")
	})
}

// An answer without an event, a refusal, is kept as well.
func TestRefusalIsKept(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		c := change(t, "a", "k", &store.Head{ID: "n"})
		refusal := &store.Change{Tenant: "a", Key: c.Key, At: noon, Answer: store.Answer{Status: 422, Body: []byte("no")}}
		_, replayed, err := s.Append(t.Context(), refusal)
		require.NoError(t, err)
		assert.False(t, replayed)
		answer, replayed, err := s.Append(t.Context(), c)
		require.NoError(t, err)
		assert.True(t, replayed)
		assert.Equal(t, refusal.Answer, answer)
		_, err = s.Head(t.Context(), "a", "n")
		assert.ErrorIs(t, err, store.Absent)
	})
}

// Two tenants have a negotiation of the same name, and only one of them another.
func TestTenantsDoNotMeet(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		note := store.Words{Field: "note", Text: "whose?"}
		add(t, s, change(t, "a", "k", &store.Head{ID: "n"}, note))
		add(t, s, change(t, "b", "k", &store.Head{ID: "n"}, note))
		alone := add(t, s, change(t, "a", "k2", &store.Head{ID: "m"}))

		_, err := s.Head(t.Context(), "b", "m")
		assert.ErrorIs(t, err, store.Absent)
		entries, err := s.Entries(t.Context(), "b", "m", 0)
		require.NoError(t, err)
		assert.Empty(t, entries)
		_, _, err = s.Append(t.Context(), change(t, "b", "k2", alone))
		assert.ErrorIs(t, err, store.Stale)
		heads, err := s.List(t.Context(), "b", "", "", 10)
		require.NoError(t, err)
		require.Len(t, heads, 1)
		assert.Equal(t, "n", heads[0].ID)
		require.NoError(t, s.Erase(t.Context(), "b", "n", noon))
		require.NoError(t, s.EraseBefore(t.Context(), "b", "3000", noon))
		assert.Equal(t, "whose?", verified(t, s, "a", "n")[0].Words[0].Text)
		assert.Empty(t, verified(t, s, "b", "n")[0].Words[0].Text)
	})
}

func TestListInPages(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		var want, got []string
		for i := range 25 {
			head := store.Head{ID: fmt.Sprintf("n%02d", i)}
			c := change(t, "a", head.ID, &head)
			add(t, s, c) // all at one instant: their ids decide
			want = append(want, head.ID)
		}
		opened, id := "", ""
		for _, size := range []int{10, 10, 5, 0} {
			heads, err := s.List(t.Context(), "a", opened, id, 10)
			require.NoError(t, err)
			require.Len(t, heads, size)
			for _, head := range heads {
				got, opened, id = append(got, head.ID), head.Opened, head.ID
			}
		}
		assert.Equal(t, want, got)
	})
}

// Many at once on one negotiation, through two servers: those who come too late look
// again, and in the end each has added one event.
func TestManyAtOnce(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		servers := [2]*store.Store{open(t, place), open(t, place)}
		add(t, servers[0], change(t, "a", "first", &store.Head{ID: "n"}))
		var clients sync.WaitGroup
		for client := range 8 {
			s := servers[client%2]
			clients.Go(func() {
				for i := 0; i < 10; {
					head, err := s.Head(t.Context(), "a", "n")
					if !assert.NoError(t, err) {
						return
					}
					_, _, err = s.Append(t.Context(), change(t, "a", fmt.Sprint(client, " ", i), &head))
					switch {
					case err == nil:
						i++
					case !assert.ErrorIs(t, err, store.Stale):
						return
					}
				}
			})
		}
		clients.Wait()
		assert.Len(t, verified(t, servers[0], "a", "n"), 81)
	})
}

// A change that the database refuses spoils none of those that are made with it.
func TestOneFailureStaysAlone(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		var clients sync.WaitGroup
		for i := range 100 {
			c := change(t, "a", fmt.Sprint(i), &store.Head{ID: fmt.Sprint("n", i)})
			bad := i%10 == 0
			if bad {
				c.Entry.Words = []store.Words{{Field: "note"}, {Field: "note"}}
			}
			clients.Go(func() {
				_, _, err := s.Append(t.Context(), c)
				assert.Equal(t, bad, err != nil, "%d: %v", i, err)
				var refusal store.Refusal
				assert.False(t, errors.As(err, &refusal))
			})
		}
		clients.Wait()
		heads, err := s.List(t.Context(), "a", "", "", 1000)
		require.NoError(t, err)
		assert.Len(t, heads, 90)
	})
}
