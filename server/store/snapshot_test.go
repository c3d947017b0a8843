package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

// A snapshot shows one moment: what is added while it is read is not in it. It shows
// every negotiation of the tenant once, over as many pages as there are.
func TestSnapshotIsOneMoment(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		const count = 205 // one page and some
		for i := range count {
			add(t, s, change(t, "a", fmt.Sprint(i), &store.Head{ID: fmt.Sprintf("n%03d", i)}, store.Words{Field: "who", Text: fmt.Sprint("staff ", i)}))
		}
		add(t, s, change(t, "b", "k", &store.Head{ID: "n"}))
		require.NoError(t, s.Erase(t.Context(), "a", "n204", noon))
		seen := 0
		require.NoError(t, s.Snapshot(t.Context(), "a", func(one *store.Standing) error {
			if seen == 0 {
				add(t, s, change(t, "a", "late", &store.Head{ID: "n999"}))
				head, err := s.Head(t.Context(), "a", "n204")
				require.NoError(t, err)
				add(t, s, change(t, "a", "later", &head))
			}
			require.Equal(t, fmt.Sprintf("n%03d", seen), one.ID)
			require.Equal(t, fmt.Sprintf(`{"after":"%d"}`, seen), string(one.Record))
			if seen < count-1 {
				require.Equal(t, map[int]string{1: fmt.Sprint("staff ", seen)}, one.Who)
			} else {
				require.Empty(t, one.Who, "erased")
			}
			seen++
			return nil
		}))
		assert.Equal(t, count, seen)
		stop := errors.New("enough")
		assert.ErrorIs(t, s.Snapshot(t.Context(), "a", func(*store.Standing) error { return stop }), stop)
	})
}
