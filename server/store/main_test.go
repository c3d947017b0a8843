package store_test

import (
	"os"
	"testing"

	"parley/server/store/storetest"
)

// TestMain runs the tests, or, when a test has started this program again, what
// that test wants done in a process that it can kill.
func TestMain(m *testing.M) {
	if place := os.Getenv(loadOn); place != "" {
		os.Exit(load(place))
	}
	code := m.Run()
	storetest.Stop()
	os.Exit(code)
}
