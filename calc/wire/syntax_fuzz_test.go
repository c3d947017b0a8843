package wire_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/wire"
)

// readAny reads a value of any type the way typed reading does, into what
// encoding/json makes of it.
func readAny(r *wire.Reader) any {
	switch r.Begins() {
	case '{':
		object := map[string]any{}
		r.Object()
		for key := r.Next(); key != nil; key = r.Next() {
			name := string(key)
			object[name] = readAny(r)
		}
		return object
	case '[':
		array := []any{}
		r.Array()
		for r.Item(wire.MaxDocument) {
			array = append(array, readAny(r))
		}
		return array
	case '"':
		return r.String(0, wire.MaxDocument)
	case 't', 'f':
		return r.Bool()
	case 'n':
		r.Skip()
		return nil
	}
	return json.Number(r.Bare())
}

// Whatever the first pass takes, encoding/json takes, and the second pass makes
// the same of it; whatever encoding/json refuses, the first pass refuses.
func FuzzSyntax(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-0.5e+10,true,false,null,"x\u4f60\ud83d\ude00\n"],"b":{"":{}}}`, ` [ ] `, `{"a":1}{`, "\xEF\xBB\xBF[]", "[\"\xFF\"]",
		`["\ud800"]`, `["` + "\x01" + `"]`, `{"a":1,"a":2}`, strings.Repeat("[", 33) + strings.Repeat("]", 33), `{"\u0061~/%":"` + "\x01" + `"}`,
		`[1e5,1.0,-0,0]`, `[01]`, `{"a":1,}`, `"`, `tru`, "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r wire.Reader
		opened := r.Open(text)
		problems := r.Problems()
		checkProblems(t, problems)
		if !json.Valid(text) {
			require.NotEmpty(t, problems, "encoding/json refuses it")
		}
		lenient := true
		for _, p := range problems {
			// This alone is stricter than encoding/json and lets the reading go on.
			lenient = lenient && p.Code == wire.JSONEncoding
		}
		if lenient && !strings.HasPrefix(string(text), "\xEF\xBB\xBF") {
			require.True(t, json.Valid(text), "encoding/json takes it: %v", problems)
		}
		if opened {
			var again wire.Reader
			again.Open(text)
			again.Skip()
			assert.Len(t, again.Problems(), len(problems), "moving past a value finds nothing")
		}
		if opened && len(problems) == 0 {
			checkMeaning(t, text)
		}
	})
}

// checkProblems holds for any list: bounded, in URI fragment form, small.
func checkProblems(t *testing.T, problems []wire.Problem) {
	require.LessOrEqual(t, len(problems), wire.MaxProblems)
	for _, p := range problems {
		require.True(t, strings.HasPrefix(p.Pointer, "#"))
		pointer, err := url.PathUnescape(p.Pointer)
		require.NoError(t, err)
		require.True(t, utf8.ValidString(pointer))
		require.LessOrEqual(t, len(p.Pointer), 1+wire.MaxDepth*(1+3*wire.MaxKey))
		require.NotEmpty(t, p.Code)
		require.NotEmpty(t, p.Detail)
	}
}

// checkMeaning compares both passes with encoding/json.
func checkMeaning(t *testing.T, text []byte) {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	var want any
	require.NoError(t, decoder.Decode(&want))
	var r wire.Reader
	require.True(t, r.Open(text))
	got := readAny(&r)
	for _, p := range r.Problems() {
		// Text that people read is stricter, and says so.
		if p.Code == wire.TextCharacter {
			return
		}
		require.Fail(t, "a problem in typed reading", p)
	}
	if !hasLongKey(want) {
		require.Equal(t, want, got)
	}
}

// hasLongKey finds keys that typed reading leaves as they are spelled, since it
// knows none of that length.
func hasLongKey(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		for key, below := range value {
			if len(key) > wire.MaxKey || hasLongKey(below) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(value, hasLongKey)
	}
	return false
}
