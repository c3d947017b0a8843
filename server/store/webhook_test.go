package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

func addWebhook(t testing.TB, s *store.Store, tenant, id string) *store.Webhook {
	t.Helper()
	w := &store.Webhook{Tenant: tenant, ID: id, URL: "https://bank.example/" + id, Created: noon, Generation: 1}
	_, replayed, err := s.AddWebhook(t.Context(), hookCall(tenant, "add "+id), w)
	require.NoError(t, err)
	require.False(t, replayed)
	return w
}

func hookCall(tenant, key string) *store.Change {
	return &store.Change{Tenant: tenant, At: noon, Key: store.Key{Route: "webhooks", Key: key, Request: key}, Answer: store.Answer{Status: 201, Body: []byte(key)}}
}

// Webhooks belong to their tenant, are bounded in number, and each call has one effect.
func TestWebhooksOfTenants(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		w := addWebhook(t, s, "a", "W0")
		addWebhook(t, s, "b", "W0")
		answer, replayed, err := s.AddWebhook(t.Context(), hookCall("a", "add W0"), w)
		require.NoError(t, err)
		assert.True(t, replayed)
		assert.Equal(t, "add W0", string(answer.Body))
		for i := 1; i < store.MostWebhooks; i++ {
			addWebhook(t, s, "a", fmt.Sprint("W", i))
		}
		_, _, err = s.AddWebhook(t.Context(), hookCall("a", "one more"), &store.Webhook{Tenant: "a", ID: "X"})
		assert.ErrorIs(t, err, store.TooMany)
		found, err := s.Webhooks(t.Context(), "a")
		require.NoError(t, err)
		assert.Len(t, found, store.MostWebhooks)
		assert.Equal(t, *w, found[0])

		_, _, err = s.RotateWebhook(t.Context(), hookCall("a", "rotate"), w)
		require.NoError(t, err)
		_, _, err = s.RotateWebhook(t.Context(), hookCall("a", "rotate at once"), w)
		assert.ErrorIs(t, err, store.Stale)
		turned, err := s.Webhook(t.Context(), "a", "W0")
		require.NoError(t, err)
		assert.Equal(t, 2, turned.Generation)
		assert.Equal(t, noon, turned.Rotated)

		add(t, s, change(t, "a", "k", &store.Head{ID: "n"}))
		require.NoError(t, s.DropWebhook(t.Context(), "a", "W0"))
		assert.ErrorIs(t, s.DropWebhook(t.Context(), "a", "W0"), store.NoWebhook)
		_, err = s.Webhook(t.Context(), "a", "W0")
		assert.ErrorIs(t, err, store.NoWebhook)
		left, err := s.Deliveries(t.Context(), w, "", 0, 10)
		require.NoError(t, err)
		assert.Empty(t, left)
		_, err = s.Webhook(t.Context(), "b", "W0")
		assert.NoError(t, err, "the other tenant's")
	})
}

// An event and what is to be heard of it are written together, for webhooks that were
// there before it; a delivery is taken by one, settled once, and sent again when asked.
func TestDeliveries(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		early := add(t, s, change(t, "a", "early", &store.Head{ID: "n"}))
		w := addWebhook(t, s, "a", "W")
		add(t, s, change(t, "a", "k", early))
		_, _, err := s.Append(t.Context(), change(t, "a", "stale", early))
		require.ErrorIs(t, err, store.Stale)
		due, err := s.Undelivered(t.Context(), w, noon, 10)
		require.NoError(t, err)
		require.Len(t, due, 1, "neither the one before it nor the refused one")
		assert.Equal(t, "msg_n_2", due[0].Message())
		assert.Equal(t, "https://bank.example/W", due[0].Webhook.URL)

		const later, latest = "2026-11-24T12:01:00.000000Z", "2026-11-24T13:00:00.000000Z"
		for _, first := range []bool{true, false} {
			taken, err := s.Take(t.Context(), &due[0], later)
			require.NoError(t, err)
			assert.Equal(t, first, taken)
		}
		rest := func(failures int) string {
			assert.Equal(t, 1, failures)
			return later
		}
		require.NoError(t, s.Undeliverable(t.Context(), &due[0], "timeout", "", noon, rest))
		require.NoError(t, s.Undeliverable(t.Context(), &due[0], "timeout", "", noon, rest), "while it rests, nobody counts")
		due, err = s.Undelivered(t.Context(), w, latest, 10)
		require.NoError(t, err)
		assert.Empty(t, due, "it is parked")
		waiting, err := s.Waiting(t.Context(), latest)
		require.NoError(t, err)
		assert.Empty(t, waiting)
		again := hookCall("a", "again")
		again.At = latest
		_, _, err = s.Redeliver(t.Context(), again, "W", "n", 2)
		require.NoError(t, err)
		_, _, err = s.Redeliver(t.Context(), hookCall("b", "again"), "W", "n", 2)
		assert.ErrorIs(t, err, store.NoDelivery)
		due, err = s.Undelivered(t.Context(), w, latest, 10)
		require.NoError(t, err)
		require.Len(t, due, 1)
		assert.Equal(t, "timeout", due[0].Outcome)
		assert.Zero(t, due[0].Attempts)
		waiting, err = s.Waiting(t.Context(), latest)
		require.NoError(t, err)
		assert.Equal(t, []store.Webhook{*w}, waiting)
		require.NoError(t, s.Delivered(t.Context(), &due[0]))
		left, err := s.Deliveries(t.Context(), w, "", 0, 10)
		require.NoError(t, err)
		assert.Empty(t, left)
	})
}
