package store_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

// A process is killed at a random moment under load, again and again on one store:
// no acknowledged event is lost, doubled or reordered, and of each a webhook of the
// tenant is to hear, once. On PostgreSQL every fourth
// time the server is killed in place of its client.
func TestKillLosesNothing(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		events, slowest := 0, time.Duration(0)
		for round := range storetest.Kills(t, 5, 200) {
			name := fmt.Sprint("r", round)
			c := startClient(t, place, name)
			<-c.first
			time.Sleep(rand.N(250 * time.Millisecond))
			if store.OnServer(place) && round%4 == 3 {
				require.NoError(t, server(t).Kill())
				c.wait()
				require.NoError(t, server(t).Start())
			} else {
				c.kill()
			}
			require.NotEmpty(t, c.acknowledged, "%s", c.complaint.String())
			start := time.Now()
			s := open(t, place)
			require.NoError(t, s.Ready(t.Context()))
			slowest = max(slowest, time.Since(start))
			events += c.check(t, s, name)
			require.NoError(t, s.Close())
		}
		t.Logf("%d events acknowledged; ready again within %v", events, slowest)
	})
}

// check compares a store with what a client was told, and returns how many events
// that was. Each writer had at most one call more under way: it is sent again, and
// then the events of a writer are those acknowledged and this one.
func (c *client) check(t *testing.T, s *store.Store, round string) int {
	t.Helper()
	type place struct {
		sequence int
		hash     string
	}
	told, next := map[[2]int]place{}, [writers]int{}
	for _, a := range c.acknowledged {
		told[[2]int{a.writer, a.call}] = place{a.sequence, a.hash}
		next[a.writer]++
	}
	for writer := range writers {
		_, _, err := send(t.Context(), s, negotiation(round, writer), writer, next[writer])
		require.NoError(t, err)
	}
	made := [writers]int{}
	for id := range shared {
		entries := verified(t, s, "a", negotiation(round, id))
		toldOf(t, s, negotiation(round, id), len(entries))
		for _, entry := range entries {
			event, err := entry.Event()
			require.NoError(t, err)
			var said struct{ Writer, Call int }
			require.NoError(t, json.Unmarshal(event.Request, &said))
			require.Equal(t, made[said.Writer], said.Call, "the calls of a writer, each once and in order")
			made[said.Writer]++
			if acknowledged, was := told[[2]int{said.Writer, said.Call}]; was {
				require.Equal(t, acknowledged, place{event.Sequence, entry.Hash})
			}
		}
	}
	for writer := range writers {
		require.Equal(t, next[writer]+1, made[writer])
	}
	return len(c.acknowledged)
}

// toldOf checks that the webhook is to hear of each event of a negotiation, once.
func toldOf(t *testing.T, s *store.Store, id string, events int) {
	t.Helper()
	found, err := s.Deliveries(t.Context(), &store.Webhook{Tenant: "a", ID: "hook"}, id, 0, events+1)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(found), events)
	for i := range found {
		require.Equal(t, i < events, found[i].Negotiation == id)
		require.True(t, i >= events || found[i].Sequence == i+1)
	}
}
