package calc_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc"
)

// FuzzDo asks anything of any operation: the engine answers, twice the same, and
// an answered request means the same in its canonical spelling.
func FuzzDo(f *testing.F) {
	for at, text := range []string{designAssess, designQuote, aprRequest, `{}`, `{"id":"cn-private","on":"2026-11-24"}`, checkRequest} {
		f.Add(uint8(at), []byte(text))
	}
	for _, c := range problemCases {
		for at, op := range calc.Operations {
			if op == c.op {
				f.Add(uint8(at), []byte(replaced(f, c.text, c.old, c.with)))
			}
		}
	}
	f.Fuzz(func(t *testing.T, at uint8, text []byte) {
		op := calc.Operations[int(at)%len(calc.Operations)]
		reply := calc.Do(op, text)
		require.True(t, json.Valid(reply.Body))
		require.Equal(t, reply, calc.Do(op, text))
		if reply.Failed {
			require.NotEmpty(t, told(t, reply))
			return
		}
		again := calc.Do(op, reply.Canonical)
		require.Equal(t, string(reply.Body), string(again.Body))
	})
}
