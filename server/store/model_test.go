package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/server/store"
	"parley/server/store/storetest"
)

// model is what a store has to do, in maps.
type model struct {
	heads  map[string]store.Head    // by tenant and id
	chains map[string][]string      // their hashes
	keys   map[string]*store.Change // by tenant, route and key
}

// Any calls in any order: both stores do what the model does.
func TestStoreDoesWhatTheModelDoes(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		run := 0
		rapid.Check(t, func(r *rapid.T) {
			run++ // the store is not emptied between runs: the names differ
			m := model{map[string]store.Head{}, map[string][]string{}, map[string]*store.Change{}}
			for range rapid.IntRange(1, 12).Draw(r, "calls") {
				m.step(t, r, s, run)
			}
			for name, hashes := range m.chains {
				var tenant, id string
				_, err := fmt.Sscan(name, &tenant, &id)
				require.NoError(t, err)
				var stored []string
				for _, entry := range verified(t, s, tenant, id) {
					stored = append(stored, entry.Hash)
				}
				require.Equal(t, hashes, stored)
			}
		})
	})
}

// step makes one call on both.
func (m *model) step(t *testing.T, r *rapid.T, s *store.Store, run int) {
	tenant := rapid.SampledFrom([]string{"a", "b"}).Draw(r, "tenant")
	id := fmt.Sprint("n", run, rapid.SampledFrom([]string{"x", "y"}).Draw(r, "negotiation"))
	key := fmt.Sprint("k", run, rapid.IntRange(1, 5).Draw(r, "key"))
	name := tenant + " " + id
	head, exists := m.heads[name]
	head.ID = id
	if rapid.IntRange(0, 3).Draw(r, "behind") == 0 && exists {
		head = store.Head{ID: id}
	}
	c := change(t, tenant, key, &head)
	c.Key.Request = rapid.SampledFrom([]string{"this", "that"}).Draw(r, "body")
	answer, replayed, err := s.Append(t.Context(), c)

	known, latest := m.keys[tenant+key], m.heads[name].Hash == head.Hash
	switch {
	case known != nil && known.Key.Request != c.Key.Request:
		require.ErrorIs(r, err, store.KeyReused)
	case known != nil:
		require.NoError(r, err)
		require.True(r, replayed)
		require.Equal(r, known.Answer, answer)
	case !latest:
		require.ErrorIs(r, err, store.Stale)
	default:
		require.NoError(r, err)
		require.False(r, replayed)
		require.Equal(r, c.Answer, answer)
		m.keys[tenant+key] = c
		m.chains[name] = append(m.chains[name], c.Entry.Hash)
		m.heads[name] = store.Head{ID: id, Opened: noon, Revision: head.Revision + 1, Hash: c.Entry.Hash, Record: c.Record}
	}
	stored, err := s.Head(t.Context(), tenant, id)
	if want, exists := m.heads[name]; exists {
		require.NoError(r, err)
		require.Equal(r, want, stored)
	} else {
		require.ErrorIs(r, err, store.Absent)
	}
}
