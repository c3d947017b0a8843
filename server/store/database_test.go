package store_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

// patience is how long a test waits for another process before it calls it dead.
const patience = storetest.Patience

// server is the PostgreSQL of the tests.
func server(t testing.TB) *storetest.Cluster { return storetest.Server(t) }

// onDisk is all that the files of an SQLite store hold.
func onDisk(t *testing.T, place string) string {
	var all []byte
	for _, suffix := range []string{"", "-wal", "-shm"} {
		text, err := os.ReadFile(place + suffix)
		require.NoError(t, err)
		all = append(all, text...)
	}
	return string(all)
}

func open(t testing.TB, place string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), place)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}
