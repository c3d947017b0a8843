package main

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// look asks what is no part of the API.
func look(handler http.Handler, path string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, nil))
	return answer
}

func TestHealthForOperators(t *testing.T) {
	s := newDoor(t, io.Discard)
	admin := s.adminRoutes(true)
	assert.Equal(t, http.StatusOK, look(admin, "/livez").Code)
	assert.Equal(t, http.StatusOK, look(admin, "/readyz").Code)
	s.unready.Store(true)
	assert.Equal(t, http.StatusServiceUnavailable, look(admin, "/readyz").Code)
	assert.Equal(t, http.StatusOK, look(admin, "/livez").Code, "a process that stops still lives")
	assert.Equal(t, http.StatusNotFound, ask(s.routes(), "GET", "/metrics", "").Code, "nothing of this is public")
	assert.Equal(t, http.StatusNotFound, ask(s.routes(), "GET", "/debug/pprof/", "").Code)
}

// Profiles show what is in memory, which others must not see.
func TestProfilesStayOnTheMachine(t *testing.T) {
	s := newDoor(t, io.Discard)
	assert.Equal(t, http.StatusOK, look(s.adminRoutes(true), "/debug/pprof/cmdline").Code)
	assert.Equal(t, http.StatusNotFound, look(s.adminRoutes(false), "/debug/pprof/cmdline").Code)
	for address, own := range map[string]bool{"127.0.0.1:0": true, "0.0.0.0:0": false} {
		listener, err := net.Listen("tcp", address)
		require.NoError(t, err)
		assert.Equal(t, own, isOwnMachine(listener), address)
		listener.Close()
	}
}

// Each count by what was asked; of what clients make up, nothing.
func TestCounts(t *testing.T) {
	s := newDoor(t, io.Discard)
	handler := s.routes()
	ask(handler, "POST", "/v1/quote", quoteRequest)
	ask(handler, "QUERY", "/v1/quote", quoteRequest)
	ask(handler, "POST", "/v1/quote", "{")
	ask(handler, "SECRET", "/secret", "", "User-Agent", "secret")
	ask(handler, "POST", "/v1/batch", `{"ref":"secret","op":"packs","request":{}}`+"\nsecret", "Content-Type", "application/x-ndjson")
	text := look(s.adminRoutes(false), "/metrics").Body.String()
	for _, line := range []string{
		`parley_requests_total{method="POST",route="/v1/quote",status="200"} 1`,
		`parley_requests_total{method="QUERY",route="/v1/quote",status="200"} 1`,
		`parley_requests_total{method="POST",route="/v1/quote",status="400"} 1`,
		`parley_requests_total{method="other",route="",status="404"} 1`,
		`parley_request_seconds_count{route="/v1/quote"} 3`,
		`parley_answer_bytes_count{route="/v1/quote"} 3`,
		`parley_engine_seconds_count{operation="quote"} 3`,
		`parley_problems_total{code="malformed"} 1`,
		`parley_problems_total{code="not_found"} 1`,
		`parley_batch_lines_total{result="ok"} 1`,
		`parley_batch_lines_total{result="failed"} 1`,
		`parley_connections 0`,
	} {
		assert.Contains(t, text, line+"\n")
	}
	assert.NotContains(t, strings.ToLower(text), "secret")
}
