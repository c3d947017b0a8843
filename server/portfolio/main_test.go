package portfolio_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/portfolio"
	"parley/server/store/storetest"
)

// TestMain runs the tests, or, when a test has started this program again, works on
// portfolios until it is killed.
func TestMain(m *testing.M) {
	if place := os.Getenv(workOn); place != "" {
		os.Exit(work(place))
	}
	code := m.Run()
	storetest.Stop()
	os.Exit(code)
}

const noon = "2026-11-24T12:00:00.000000Z"

func open(t testing.TB, place, directory string, o portfolio.Options) *portfolio.Book {
	t.Helper()
	b, err := portfolio.Open(t.Context(), place, directory, o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return string(text)
}

func terms(t testing.TB) *portfolio.Terms {
	t.Helper()
	terms, problems, _ := portfolio.ReadTerms([]byte(read(t, "terms.json")))
	require.Empty(t, string(problems))
	return terms
}

// finished waits until a portfolio is no longer worked on.
func finished(t testing.TB, b *portfolio.Book, tenant, id string) portfolio.Manifest {
	t.Helper()
	deadline := time.Now().Add(storetest.Patience)
	for {
		m, err := b.Find(context.Background(), tenant, id)
		require.NoError(t, err)
		if m.State != portfolio.Running {
			return m
		}
		require.True(t, time.Now().Before(deadline), "%+v", m)
		time.Sleep(20 * time.Millisecond)
	}
}

func results(t testing.TB, b *portfolio.Book, m *portfolio.Manifest, form portfolio.Form) string {
	t.Helper()
	var out strings.Builder
	_, err := b.Write(t.Context(), &out, m, form)
	require.NoError(t, err)
	return out.String()
}
