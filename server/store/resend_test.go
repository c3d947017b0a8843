package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

// Each call is sent one to five times at once: each has one effect, and all copies
// get the same answer.
func TestResentCallsHaveOneEffect(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		keys := 10_000
		if testing.Short() {
			keys = 500
		}
		const negotiations = 50
		s := open(t, place)
		addWebhook(t, s, "a", "hook")
		work := make(chan int)
		var callers sync.WaitGroup
		for range 16 {
			callers.Go(func() {
				for i := range work {
					resend(t, s, fmt.Sprint("n", i%negotiations), fmt.Sprint("k", i), 1+i%5)
				}
			})
		}
		for i := range keys {
			work <- i
		}
		close(work)
		callers.Wait()

		seen := map[string]int{}
		for i := range negotiations {
			entries := verified(t, s, "a", fmt.Sprint("n", i))
			toldOf(t, s, fmt.Sprint("n", i), len(entries))
			for _, entry := range entries {
				event, err := entry.Event()
				require.NoError(t, err)
				seen[string(event.Request)]++
			}
		}
		assert.Len(t, seen, keys)
		for request, times := range seen {
			assert.Equal(t, 1, times, request)
		}
	})
}

// resend sends one call in copies at once, each of which looks itself where the
// negotiation stands, as a client does whose answers come late.
func resend(t *testing.T, s *store.Store, id, key string, copies int) {
	var sent sync.WaitGroup
	answers, fresh := make([]string, copies), make([]bool, copies)
	for i := range copies {
		sent.Go(func() {
			for {
				head, err := s.Head(t.Context(), "a", id)
				if errors.Is(err, store.Absent) {
					head, err = store.Head{ID: id}, nil
				}
				if !assert.NoError(t, err) {
					return
				}
				answer, replayed, err := s.Append(t.Context(), change(t, "a", key, &head))
				if errors.Is(err, store.Stale) {
					continue
				}
				assert.NoError(t, err)
				answers[i], fresh[i] = string(answer.Body), !replayed
				return
			}
		})
	}
	sent.Wait()
	effects := 0
	for i := range copies {
		assert.Equal(t, answers[0], answers[i])
		if fresh[i] {
			effects++
		}
	}
	assert.Equal(t, 1, effects, key)
}
