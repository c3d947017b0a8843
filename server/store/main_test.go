package store_test

import (
	"os"
	"testing"
)

// TestMain runs the tests, or, when a test has started this program again, what
// that test wants done in a process that it can kill.
func TestMain(m *testing.M) {
	if place := os.Getenv(loadOn); place != "" {
		os.Exit(load(place))
	}
	code := m.Run()
	if started != nil && started.process != nil {
		started.stop()
		_ = os.RemoveAll(started.directory)
	}
	os.Exit(code)
}
