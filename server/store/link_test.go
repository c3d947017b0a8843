package store_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

func TestLinks(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		for _, tenant := range []string{"a", "b"} {
			add(t, s, change(t, tenant, "k", &store.Head{ID: "n-" + tenant}))
		}
		link := func(id string) *store.Link {
			return &store.Link{ID: id, Tenant: "a", Negotiation: "n-a", Hash: "hash of " + id, Zone: "Asia/Shanghai", Created: noon, Expires: "2027-01-01T00:00:00.000000Z"}
		}
		require.NoError(t, s.AddLink(t.Context(), link("1")))
		stranger := link("2")
		stranger.Negotiation = "n-b"
		assert.ErrorIs(t, s.AddLink(t.Context(), stranger), store.Absent, "somebody else's negotiation")
		require.NoError(t, s.Close())

		s = open(t, place) // and once more from the disk
		found, err := s.FindLink(t.Context(), "1")
		require.NoError(t, err)
		assert.Equal(t, *link("1"), found)
		assert.True(t, found.Works(noon))
		assert.False(t, found.Works(found.Expires), "not at the instant at which it ends")
		_, err = s.FindLink(t.Context(), "2")
		assert.ErrorIs(t, err, store.Absent)

		for i := 1; i < store.MostLinks; i++ {
			require.NoError(t, s.AddLink(t.Context(), link(fmt.Sprint("more", i))))
		}
		assert.ErrorIs(t, s.AddLink(t.Context(), link("beyond")), store.LinksSpent)
		for _, wrong := range [][3]string{{"b", "n-a", "1"}, {"a", "n-b", "1"}, {"a", "n-a", "x"}} {
			_, err := s.RevokeLink(t.Context(), wrong[0], wrong[1], wrong[2], noon)
			assert.ErrorIs(t, err, store.Absent)
		}
		for _, at := range []string{noon, "2026-11-25T00:00:00.000000Z"} {
			revoked, err := s.RevokeLink(t.Context(), "a", "n-a", "1", at)
			require.NoError(t, err)
			assert.Equal(t, noon, revoked.Revoked, "once")
			assert.False(t, revoked.Works(noon))
		}
		require.NoError(t, s.AddLink(t.Context(), link("beyond")), "there is room again")

		listed, err := s.Links(t.Context(), "a", "n-a", 5)
		require.NoError(t, err)
		require.Len(t, listed, 5)
		assert.IsIncreasing(t, []string{listed[0].ID, listed[1].ID, listed[4].ID})
		listed, err = s.Links(t.Context(), "b", "n-a", 5)
		require.NoError(t, err)
		assert.Empty(t, listed)
	})
}
