package storetest

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// OnBoth runs a test on a new SQLite file and on a new PostgreSQL database. Place
// opens the same one again.
func OnBoth(t *testing.T, test func(t *testing.T, place string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "parley.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, Server(t).Database(t)) })
}

// Kills is how many processes a test kills on each store: short of it in a short run,
// usual in another, and PARLEY_KILLS where that is set.
func Kills(t *testing.T, short, usual int) int {
	if asked := os.Getenv("PARLEY_KILLS"); asked != "" {
		n, err := strconv.Atoi(asked)
		require.NoError(t, err)
		return n
	}
	if testing.Short() {
		return short
	}
	return usual
}
