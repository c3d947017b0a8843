package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/store/storetest"
)

func TestMigrationsAreAppliedOnce(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		for range 2 { // the second time there is nothing to do
			require.NoError(t, open(t, place).Close())
		}
		driver := "sqlite"
		if store.OnServer(place) {
			driver = "pgx"
		}
		db, err := sql.Open(driver, place)
		require.NoError(t, err)
		defer db.Close()
		_, err = db.Exec(`INSERT INTO migrations (name, hash) VALUES ('9999', '')`)
		require.NoError(t, err)
		_, err = store.Open(t.Context(), place)
		assert.ErrorContains(t, err, "used by a later one")
		_, err = db.Exec(`UPDATE migrations SET hash = 'edited'`)
		require.NoError(t, err)
		_, err = store.Open(t.Context(), place)
		assert.ErrorContains(t, err, "another edition")
	})
}

// Several processes that start at once do not get into each other's way.
func TestOpenAtOnce(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		var processes sync.WaitGroup
		for range 6 {
			processes.Go(func() {
				s, err := store.Open(t.Context(), place)
				if assert.NoError(t, err) {
					assert.NoError(t, s.Close())
				}
			})
		}
		processes.Wait()
	})
}

func TestPlacesThatCannotBeOpened(t *testing.T) {
	for place, says := range map[string]string{
		filepath.Join(t.TempDir(), "no", "such", "directory"): "no such file",
		t.TempDir(): "is a directory",
		"postgres://parley:secret@127.0.0.1:1/none": "connect",
		"postgres://parley:secret@[":                "not understood",
	} {
		_, err := store.Open(t.Context(), place)
		assert.ErrorContains(t, err, says)
		assert.NotContains(t, fmt.Sprint(err), "secret")
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		s := open(t, place)
		require.NoError(t, s.Close())
		assert.Error(t, s.Ready(t.Context()))
		assert.Error(t, s.Erase(t.Context(), "a", "n", noon))
	})
}

// A process killed while it makes the database leaves one that the next can use.
func TestKillWhileOpening(t *testing.T) {
	rounds := 30
	if testing.Short() {
		rounds = 3
	}
	for range rounds {
		storetest.OnBoth(t, func(t *testing.T, place string) {
			c := startClient(t, place, "r")
			time.Sleep(rand.N(80 * time.Millisecond))
			c.kill()
			s := open(t, place)
			require.NoError(t, listen(t.Context(), s), "it may have been killed before it could")
			c.check(t, s, "r")
		})
	}
}

// A PostgreSQL that would lose in a crash what it acknowledged is refused.
func TestDatabaseThatDoesNotSync(t *testing.T) {
	c := server(t)
	place := c.Database(t)
	c.Stop()
	require.NoError(t, c.Start("-c", "fsync=off"))
	_, err := store.Open(t.Context(), place)
	assert.ErrorContains(t, err, "runs with fsync off")
	c.Stop()
	require.NoError(t, c.Start())
	require.NoError(t, open(t, place).Ready(t.Context()))
}
