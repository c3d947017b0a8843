package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConform(t *testing.T) {
	honest := door(t, io.Discard)
	for name, c := range map[string]struct {
		server http.HandlerFunc
		code   int
		says   string
	}{
		"itself": {honest.ServeHTTP, 0, " as wanted, 0 not\n"},
		"a server that rounds otherwise": {func(w http.ResponseWriter, r *http.Request) {
			answer := httptest.NewRecorder()
			honest.ServeHTTP(answer, r)
			w.WriteHeader(answer.Code)
			_, _ = io.WriteString(w, strings.Replace(answer.Body.String(), `"apr_percent":"9.69"`, `"apr_percent":"9.68"`, 1))
		}, 1, `apr/reg_z_c1i: byte `},
		"a server that is down":      {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(503) }, 1, "status 503, wanted 200"},
		"a server that breaks off":   {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 1, "cannot be asked"},
		"a server without an answer": {func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(422) }, 1, "the refusal is no JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(c.server)
			defer server.Close()
			code, out, said := verb("", "conform", server.URL+"/")
			assert.Equal(t, c.code, code)
			assert.Contains(t, out+said, c.says)
		})
	}
}

func TestConformWantsOneAddress(t *testing.T) {
	code, _, said := verb("", "conform")
	assert.Equal(t, 2, code)
	assert.Contains(t, said, "parley conform URL")
}

// Where calculations are keyed, the key is taken from the environment.
func TestConformWithAKey(t *testing.T) {
	s, made := keyedDoor(t)
	server := httptest.NewServer(s.routes())
	defer server.Close()
	var out, said bytes.Buffer
	for key, code := range map[string]int{made.calculate: 0, made.revoked: 1, "": 1} {
		run := &shell{arguments: []string{"conform", server.URL}, out: &out, errors: &said,
			getenv: func(name string) string { return map[string]string{"PARLEY_KEY": key}[name] }}
		assert.Equal(t, code, run.run(), out.String())
	}
}

// The stream holds every case, and each is what the server answers.
func TestConformanceStream(t *testing.T) {
	handler := door(t, io.Discard)
	answer := ask(handler, "GET", "/v1/conformance", "")
	require.Equal(t, http.StatusOK, answer.Code)
	assert.Equal(t, "application/x-ndjson", answer.Header().Get("Content-Type"))
	assert.Equal(t, len(readCases(t)), bytes.Count(answer.Body.Bytes(), []byte("\n")))
	again := ask(handler, "GET", "/v1/conformance", "", "If-None-Match", answer.Header().Get("ETag"))
	assert.Equal(t, http.StatusNotModified, again.Code)
}
