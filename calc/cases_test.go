package calc_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

var update = flag.Bool("update", false, "rewrite what the cases want")

// golden is one case: a question, its answer, and where the figures come from.
type golden struct {
	It          string          `json:"it"`
	Source      string          `json:"source"`
	Op          string          `json:"op"`
	Request     json.RawMessage `json:"request,omitempty"`
	RequestText *string         `json:"request_text,omitempty"` // in place of request, for text that is no good JSON
	Want        json.RawMessage `json:"want"`
}

func (g *golden) text(t testing.TB) []byte {
	if g.RequestText != nil {
		return []byte(*g.RequestText)
	}
	return compact(t, g.Request)
}

func compact(t testing.TB, text []byte) []byte {
	var out bytes.Buffer
	require.NoError(t, json.Compact(&out, text))
	return out.Bytes()
}

// readCases reads every case file, and fails when there is none.
func readCases(t testing.TB) map[string]golden {
	names, err := filepath.Glob("testdata/cases/*/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	cases := make(map[string]golden, len(names))
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		var g golden
		require.NoError(t, decoder.Decode(&g), name)
		require.NotEmpty(t, g.It, name)
		require.NotEmpty(t, g.Source, name)
		cases[name] = g
	}
	return cases
}

// TestCases runs every case through Do. The same files run through HTTP in
// server and through WebAssembly in wasm, and must give the same bytes.
func TestCases(t *testing.T) {
	for name, g := range readCases(t) {
		reply := calc.Do(g.Op, g.text(t))
		if *update {
			g.Want = reply.Body
			rewrite(t, name, g)
			continue
		}
		assert.Equal(t, string(compact(t, g.Want)), string(reply.Body), "%s: %s", name, g.It)
	}
}

func rewrite(t *testing.T, name string, g golden) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	require.NoError(t, encoder.Encode(g))
	require.NoError(t, os.WriteFile(name, out.Bytes(), 0o644))
}

// TestCanonicalRequest asks each answered case again in its canonical spelling:
// the answer and the spelling must not change.
func TestCanonicalRequest(t *testing.T) {
	for name, g := range readCases(t) {
		first := calc.Do(g.Op, g.text(t))
		if first.Failed {
			assert.Nil(t, first.Canonical, name)
			continue
		}
		again := calc.Do(g.Op, first.Canonical)
		assert.Equal(t, string(first.Body), string(again.Body), name)
		assert.Equal(t, string(first.Canonical), string(again.Canonical), name)
	}
}
