package durable_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/durable"
)

func TestPlace(t *testing.T) {
	folder := t.TempDir()
	begin := func() *os.File {
		file, err := os.CreateTemp(folder, "part-*")
		require.NoError(t, err)
		_, err = file.WriteString("whole")
		require.NoError(t, err)
		return file
	}
	left := func() (names []string) {
		entries, err := os.ReadDir(folder)
		require.NoError(t, err)
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		return names
	}
	require.NoError(t, durable.Place(begin(), filepath.Join(folder, "name")))
	text, err := os.ReadFile(filepath.Join(folder, "name"))
	require.NoError(t, err)
	assert.Equal(t, "whole", string(text))

	// Neither a place that there is not nor a file that is closed leaves anything behind.
	assert.ErrorIs(t, durable.Place(begin(), filepath.Join(folder, "none", "name")), os.ErrNotExist)
	closed := begin()
	require.NoError(t, closed.Close())
	assert.ErrorIs(t, durable.Place(closed, filepath.Join(folder, "name")), os.ErrClosed)
	durable.Drop(begin())
	assert.Equal(t, []string{"name"}, left())
	assert.ErrorIs(t, durable.Names(filepath.Join(folder, "none")), os.ErrNotExist)
}
