package store_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
)

// The machine loses its power while one more event is being written: the log ends
// anywhere in it, cut off, or with what was on the disk before. What was
// acknowledged before is there, and of the new event all or nothing.
func TestTornWriteIsAllOrNothing(t *testing.T) {
	place := filepath.Join(t.TempDir(), "parley.db")
	s := open(t, place)
	head := &store.Head{ID: "n"}
	for i := range 5 {
		head = add(t, s, call(head, 0, i))
	}
	before := read(t, place+"-wal")
	add(t, s, call(head, 0, 5))
	file, after := read(t, place), read(t, place+"-wal")
	require.True(t, bytes.HasPrefix(after, before), "the log only grew")

	step := 31 // no divisor of a frame, so that cuts fall everywhere
	if testing.Short() {
		step = 997
	}
	garbage := bytes.Repeat([]byte("garbage!"), len(after)/8+1)
	for cut := len(before); cut < len(after); cut += step {
		torn := after[:cut:cut]
		for name, log := range map[string][]byte{
			"cut off":      torn,
			"then zeros":   append(torn, make([]byte, len(after)-cut)...),
			"then garbage": append(torn, garbage[:len(after)-cut]...),
		} {
			assert.Equal(t, 5, surviving(t, file, log), "%s at %d", name, cut)
		}
	}
	assert.Equal(t, 6, surviving(t, file, after), "whole")
}

func read(t *testing.T, path string) []byte {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return text
}

// surviving is how many events a store of these files has. It has to take one more.
func surviving(t *testing.T, file, log []byte) int {
	place := filepath.Join(t.TempDir(), "parley.db")
	require.NoError(t, os.WriteFile(place, file, 0o600))
	require.NoError(t, os.WriteFile(place+"-wal", log, 0o600))
	s, err := store.Open(t.Context(), place)
	require.NoError(t, err)
	defer s.Close()
	head, err := s.Head(t.Context(), "a", "n")
	require.NoError(t, err)
	entries := verified(t, s, "a", "n")
	require.Equal(t, entries[len(entries)-1].Hash, head.Hash)
	add(t, s, call(&head, 0, 1000))
	return len(entries)
}

// A file that was damaged or meddled with is not believed.
func TestDamageIsFound(t *testing.T) {
	place := filepath.Join(t.TempDir(), "parley.db")
	s := open(t, place)
	head := &store.Head{ID: "n"}
	for i := range 3 {
		head = add(t, s, call(head, 0, i))
	}
	require.NoError(t, s.Close())
	file := string(read(t, place))
	for i, says := range map[int]string{1: "line 2: the event is not the one that its hash was taken of", 2: "line 3: the event is not"} {
		was := fmt.Sprintf(`"writer":0,"call":%d`, i)
		meddled := strings.ReplaceAll(file, was, strings.Replace(was, "0", "7", 1))
		require.NotEqual(t, file, meddled)
		require.NoError(t, os.WriteFile(place, []byte(meddled), 0o600))
		s = open(t, place)
		lines := export(t, s, "a", "n")
		require.NoError(t, s.Close())
		_, err := store.Verify(bytes.NewReader(lines))
		assert.ErrorContains(t, err, says)
	}
	require.NoError(t, os.WriteFile(place, []byte(strings.Repeat("no database ", 1000)), 0o600))
	_, err := store.Open(t.Context(), place)
	assert.ErrorContains(t, err, "not a database")
}
