package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAddressesAndMethods(t *testing.T) {
	for _, c := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/v1/quote", 405, "POST, QUERY"},
		{"PUT", "/v1/quote", 405, "POST, QUERY"},
		{"OPTIONS", "/v1/apr", 405, "POST, QUERY"},
		{"BREW", "/v1/assess", 405, "POST, QUERY"},
		{"POST", "/", 405, "GET, HEAD"},
		{"POST", "/healthz", 405, "GET"},
		{"DELETE", "/assets/page-1a2b3c4d.js", 405, "GET, HEAD"},
		{"POST", "/v1/negotiate-everything", 404, ""},
		{"POST", "/v1/quote/", 404, ""},
		{"POST", "//v1/quote", 404, ""},
		{"POST", "/v1//quote", 404, ""},
		{"POST", "/v1%2Fquote", 404, ""},
		{"POST", "/V1/quote", 404, ""},
		{"POST", "/v1/../v1/quote", 404, ""},
		{"GET", "/assets/", 404, ""},
		{"GET", "/.gitkeep", 404, ""},
		{"GET", "/index.html.br", 404, ""},
		{"GET", "/../server/main.go", 404, ""},
		{"GET", "/assets/..%2f..%2fmain.go", 404, ""},
		{"GET", "/%2e%2e/main.go", 404, ""},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			answer := ask(door(t, io.Discard), c.method, c.path, "")
			code := map[int]string{404: "not_found", 405: "method_not_allowed"}[c.status]
			requireRefused(t, answer, c.status, code)
			assert.Equal(t, c.allow, answer.Header().Get("Allow"))
		})
	}
}

func TestRequestID(t *testing.T) {
	for sent, echoed := range map[string]bool{
		"a":                      true,
		"order_66-B":             true,
		strings.Repeat("x", 64):  true,
		strings.Repeat("x", 65):  false,
		"":                       false,
		"two words":              false,
		"line\nbreak":            false,
		`quote"`:                 false,
		"<script>":               false,
		"编号":                     false,
		"1; DROP TABLE requests": false,
	} {
		id := ask(door(t, io.Discard), "GET", "/healthz", "", requestID, sent).Header().Get(requestID)
		assert.Equal(t, echoed, id == sent, sent)
		assert.Regexp(t, `^[A-Za-z0-9_-]{1,64}$`, id)
	}
}

func TestRequestIDsDiffer(t *testing.T) {
	handler := door(t, io.Discard)
	first, second := ask(handler, "GET", "/healthz", ""), ask(handler, "GET", "/healthz", "")
	assert.NotEqual(t, first.Header().Get(requestID), second.Header().Get(requestID))
}

// What a person sends never reaches the log: neither the figures of a body nor
// a query string, a made-up path or method, or where the person is.
func TestLogHoldsNobodysAffairs(t *testing.T) {
	var output bytes.Buffer
	handler := door(t, &output)
	ask(handler, "POST", "/v1/quote?name=secret", quoteRequest, requestID, "mine-1")
	ask(handler, "POST", "/v1/quote", `{"claim":"secret","1000.00"`, "X-Forwarded-For", "secret")
	ask(handler, "GET", "/secret/path", "", "User-Agent", "secret", "Referer", "secret", "Cookie", "secret")
	ask(handler, "SECRET", "/v1/quote", "")
	for _, word := range []string{"secret", "SECRET", "1000.00", "192.0.2.1"} {
		assert.NotContains(t, output.String(), word)
	}

	lines := strings.Split(strings.TrimSpace(output.String()), "\n")
	require.Len(t, lines, 4)
	var line map[string]any
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &line))
	assert.Equal(t, "POST", line["method"])
	assert.Equal(t, "/v1/quote", line["route"])
	assert.Equal(t, float64(200), line["status"])
	assert.Equal(t, "mine-1", line["request_id"])
	assert.Positive(t, line["bytes"])
	assert.Contains(t, line, "microseconds")
}

// The log can be found from a caller's trace, and holds nothing that is none.
func TestTraceIsInTheLog(t *testing.T) {
	const trace, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
	for sent, logged := range map[string]bool{
		"00-" + trace + "-" + parent + "-01":                  true,
		"00-" + trace + "-" + parent:                          false,
		"00-" + strings.ToUpper(trace) + "-" + parent + "-01": false,
		"01-" + trace + "-" + parent + "-01-secret":           false,
		"secret": false,
	} {
		var output bytes.Buffer
		ask(door(t, &output), "GET", "/healthz", "", "traceparent", sent)
		assert.Equal(t, logged, strings.Contains(output.String(), `"trace_id":"`+trace+`","parent_id":"`+parent+`"`), sent)
		assert.NotContains(t, output.String(), "secret")
	}
}

func TestAnswersAreNoPages(t *testing.T) {
	for _, path := range []string{"/healthz", "/v1/packs", "/v1/nothing"} {
		header := ask(door(t, io.Discard), "GET", path, "").Header()
		assert.Equal(t, "default-src 'none'; frame-ancestors 'none'", header.Get("Content-Security-Policy"))
		assert.Equal(t, "nosniff", header.Get("X-Content-Type-Options"))
		assert.Equal(t, "no-referrer", header.Get("Referrer-Policy"))
	}
}

func TestPanicIsAProblem(t *testing.T) {
	var output bytes.Buffer
	handler := door(t, &output)
	handler.GET("/panic", func(c *gin.Context) {
		c.Header("Content-Type", "text/html")
		c.Header("Cache-Control", "immutable")
		c.Header("Content-Length", "3")
		panic("a debt of 1000.00")
	})
	answer := ask(handler, "GET", "/panic", "")
	requireRefused(t, answer, http.StatusInternalServerError, "internal")
	assert.Equal(t, strconv.Itoa(answer.Body.Len()), answer.Header().Get("Content-Length"))
	assert.NotContains(t, answer.Body.String(), "1000.00")
	assert.NotContains(t, answer.Body.String(), "goroutine")
	assert.Contains(t, output.String(), "request_test.go", "the log says where")
	assert.NotContains(t, output.String(), "1000.00", "but not what")
	assert.Equal(t, http.StatusOK, ask(handler, "GET", "/healthz", "").Code, "the next request works")
}

// An answer that broke off half way must not look whole: the connection closes.
func TestPanicAfterTheAnswerBegan(t *testing.T) {
	handler := door(t, io.Discard)
	handler.GET("/panic", func(c *gin.Context) {
		c.String(http.StatusOK, "half")
		panic("late")
	})
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { ask(handler, "GET", "/panic", "") })
}
