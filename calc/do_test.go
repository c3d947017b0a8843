package calc_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"parley/calc"
)

// The answer is the same in any room: none, used, too short, and longer than needed.
func TestRoomsChangeNothing(t *testing.T) {
	for name, c := range readCases(t) {
		request := c.text(t)
		want := calc.Do(c.Op, request)
		for _, length := range []int{0, 1, 100, 1 << 20} {
			room := bytes.Repeat([]byte("x"), length)
			assert.Equal(t, want, calc.DoIn(room, c.Op, request), name)
		}
	}
}
