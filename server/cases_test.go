package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A case is one question with its answer, the same for every door.
type testCase struct {
	It          string
	Source      string
	Op          string
	Request     json.RawMessage
	RequestText *string `json:"request_text"` // in place of request, for text that is no good JSON
	Want        json.RawMessage
}

func (c testCase) body(t testing.TB) string {
	if c.RequestText != nil {
		return *c.RequestText
	}
	return compact(t, c.Request)
}

// readCases reads every case by its path; a folder without any is a failure, so
// that the test cannot pass by finding nothing.
func readCases(t testing.TB) map[string]testCase {
	paths, err := filepath.Glob("../calc/testdata/cases/*/*.json")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(paths), 12, "cases are missing")
	cases := map[string]testCase{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		reader := json.NewDecoder(bytes.NewReader(text))
		reader.DisallowUnknownFields()
		var c testCase
		require.NoError(t, reader.Decode(&c), path)
		cases[path] = c
	}
	return cases
}

func compact(t testing.TB, value json.RawMessage) string {
	var text bytes.Buffer
	require.NoError(t, json.Compact(&text, value))
	return text.String()
}

// Every case gives its bytes through this door; a refused one gives its list of
// problems inside a problem document.
func TestCases(t *testing.T) {
	handler := door(t, io.Discard)
	for path, c := range readCases(t) {
		for _, method := range []string{"POST", "QUERY"} {
			t.Run(method+" "+filepath.ToSlash(path), func(t *testing.T) {
				answer := ask(handler, method, "/v1/"+c.Op, c.body(t), "Content-Type", "application/json")
				var want struct{ Problems json.RawMessage }
				require.NoError(t, json.Unmarshal(c.Want, &want))
				if want.Problems == nil {
					require.Equal(t, http.StatusOK, answer.Code, answer.Body.String())
					assert.Equal(t, compact(t, c.Want), answer.Body.String())
					return
				}
				code := map[int]string{400: "malformed", 404: "not_found", 413: "document_too_large", 422: "impossible"}[answer.Code]
				document := requireRefused(t, answer, answer.Code, code)
				assert.Equal(t, compact(t, want.Problems), string(document.Problems))
			})
		}
	}
}
