package portfolio_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/portfolio"
	"parley/server/store"
	"parley/server/store/storetest"
)

// The same call at once, again and again, makes one portfolio; with another file it is
// refused, and leaves nothing on the disk.
func TestOnePortfolioForEachKey(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		directory := t.TempDir()
		b := open(t, place, directory, portfolio.Options{})
		var calls sync.WaitGroup
		var ids [5]string
		for i := range ids {
			calls.Go(func() {
				id, _, err := b.Take(t.Context(), &portfolio.Order{Tenant: "a", Key: "k", Terms: terms(t), At: noon}, strings.NewReader("principal\n1"))
				assert.NoError(t, err)
				ids[i] = id
			})
		}
		calls.Wait()
		for _, id := range ids {
			assert.Equal(t, ids[0], id)
		}
		_, _, err := b.Take(t.Context(), &portfolio.Order{Tenant: "a", Key: "k", Terms: terms(t), At: noon}, strings.NewReader("principal\n2"))
		assert.ErrorIs(t, err, portfolio.ErrKeyReused)
		left, err := os.ReadDir(directory)
		require.NoError(t, err)
		assert.Len(t, left, 1)
		_, err = b.Find(t.Context(), "b", ids[0])
		assert.ErrorIs(t, err, portfolio.Absent)
	})
}

// Rows that are not those in the manifest are not worked on, results that are not are
// not handed out, and what was mended gets another try.
func TestDamageIsNoticed(t *testing.T) {
	directory, place := t.TempDir(), filepath.Join(t.TempDir(), "parley.db")
	b := open(t, place, directory, portfolio.Options{})
	id, _, err := b.Take(t.Context(), &portfolio.Order{Terms: terms(t), At: noon}, strings.NewReader("principal\n100\n"))
	require.NoError(t, err)
	require.NoError(t, b.Close())
	rows := filepath.Join(directory, id, "in", "000001")
	good, err := os.ReadFile(rows)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(rows, []byte(strings.Replace(string(good), "100", "900", 1)), 0o600))

	b = open(t, place, directory, portfolio.Options{Workers: 1})
	m := finished(t, b, "", id)
	assert.Equal(t, portfolio.Failed, m.State)
	assert.Equal(t, "its rows are damaged", m.Chunks[0].Trouble)
	_, err = b.Write(t.Context(), &strings.Builder{}, &m, portfolio.Lines)
	assert.ErrorIs(t, err, portfolio.ErrUnfinished)

	require.NoError(t, os.WriteFile(rows, good, 0o600))
	require.NoError(t, b.Resume(t.Context(), id))
	m = finished(t, b, "", id)
	require.Equal(t, portfolio.Done, m.State)
	assert.Empty(t, m.Chunks[0].Trouble)
	files, err := filepath.Glob(filepath.Join(directory, id, "out", "*"))
	require.NoError(t, err)
	require.Len(t, files, 1)
	text := []byte(results(t, b, &m, portfolio.Lines))
	require.NoError(t, os.WriteFile(files[0], text[1:], 0o600))
	var out strings.Builder
	_, err = b.Write(t.Context(), &out, &m, portfolio.Lines)
	assert.ErrorContains(t, err, "is not as it was written")
	assert.NotContains(t, out.String(), `{"manifest"`)
}

// A file of SQLite is one process's: a second one is told so.
func TestFileIsOfOneProcess(t *testing.T) {
	place := filepath.Join(t.TempDir(), "parley.db")
	open(t, place, t.TempDir(), portfolio.Options{})
	db, err := store.OpenFile(place+"-portfolios", "busy_timeout(1)")
	require.NoError(t, err)
	defer db.Close()
	_, err = db.Exec("BEGIN IMMEDIATE")
	assert.ErrorContains(t, err, "locked")
}

// A chunk that a worker holds is left to it as long as it lives, and not a moment
// longer than it takes to notice: its lock in PostgreSQL says which.
func TestLocksTellWhoLives(t *testing.T) {
	place, directory := storetest.Server(t).Database(t), t.TempDir()
	b := open(t, place, directory, portfolio.Options{})
	id, _, err := b.Take(t.Context(), &portfolio.Order{Terms: terms(t), At: noon}, strings.NewReader("principal\n100\n"))
	require.NoError(t, err)
	db, err := sql.Open("pgx", place)
	require.NoError(t, err)
	defer db.Close()
	const other = "parley-other"
	alive, err := db.Conn(t.Context())
	require.NoError(t, err)
	_, err = alive.ExecContext(t.Context(), "SELECT pg_advisory_lock($1)", portfolio.LockOf(other))
	require.NoError(t, err)
	_, err = db.Exec(`UPDATE river_job SET state = 'running', attempt = 1, attempted_at = now() - interval '1 minute', attempted_by = ARRAY[$1]`, other)
	require.NoError(t, err)

	worker := open(t, place, directory, portfolio.Options{Workers: 1})
	time.Sleep(1500 * time.Millisecond) // it looks once a second
	m, err := worker.Progress(t.Context(), "", id)
	require.NoError(t, err)
	require.Equal(t, portfolio.Running, m.State, "the other one is alive")
	_, err = alive.ExecContext(t.Context(), "SELECT pg_advisory_unlock_all()")
	require.NoError(t, err)
	assert.Equal(t, portfolio.Done, finished(t, worker, "", id).State)
}
