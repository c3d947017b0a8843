package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"
)

// A plan of 24 months without interest: a request that every test can read.
const quoteRequest = `{"as_of":"2026-11-23","currency":"CNY",` +
	`"claim":{"components":{"principal":"1000.00"},"oldest_due":"2026-07-05"},` +
	`"terms":{"shape":"level","count":24,"first_due":"2026-12-20","every":{"unit":"month","n":1},` +
	`"rate":{"value":"0","per":"year"},"day_count":"ACT/365F","interest_from":"2026-11-23","roll":"none","final_payment":"smaller"}}`

// builtPage is a small page in the shape that the build leaves.
var builtPage = fstest.MapFS{
	".gitkeep":                       {},
	"index.html":                     {Data: []byte("<!doctype html>")},
	"index.html.br":                  {Data: []byte("br of index")},
	"index.html.gz":                  {Data: []byte("gz of index")},
	"collector.html":                 {Data: []byte("<!doctype html> of the desk")},
	"check.html":                     {Data: []byte("the check")},
	"offline.js":                     {Data: []byte("service worker")},
	"assets/list-1a2b.webmanifest":   {Data: []byte("{}")},
	"assets/page-1a2b3c4d.js":        {Data: []byte("plain script")},
	"assets/page-1a2b3c4d.js.br":     {Data: []byte("br of script")},
	"assets/parley-1a2b3c4d.wasm":    {Data: []byte("plain engine")},
	"assets/parley-1a2b3c4d.wasm.gz": {Data: []byte("gz of engine")},
	"assets/mark-1a2b3c4d.png":       {Data: []byte("picture")},
}

// door is the real router over a small page; its log goes to output.
func door(t testing.TB, output io.Writer) *gin.Engine {
	return newDoor(t, output).routes()
}

// newDoor is the service behind it, for a test to narrow.
func newDoor(t testing.TB, output io.Writer) *service {
	page, err := readPage(builtPage)
	require.NoError(t, err)
	return newService(page, slog.New(slog.NewJSONHandler(output, nil)))
}

// ask sends one request through a handler in memory, and lets the exchange be
// compared with the OpenAPI document.
func ask(handler http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	request, answer := send(handler, method, path, body, headers...)
	watched.see(request, body, answer)
	return answer
}

// send sends one request through a handler in memory.
func send(handler http.Handler, method, path, body string, headers ...string) (*http.Request, *httptest.ResponseRecorder) {
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	return request, answer
}

// refused is a problem document as a client reads it.
type refused struct {
	Type, Title, Detail, Instance, Code string
	Status                              int
	Problems                            json.RawMessage
}

// requireRefused reads a problem document and checks what holds for all of them.
func requireRefused(t testing.TB, answer *httptest.ResponseRecorder, status int, code string) refused {
	t.Helper()
	require.Equal(t, status, answer.Code, answer.Body.String())
	require.Equal(t, "application/problem+json", answer.Header().Get("Content-Type"))
	require.Equal(t, "no-store", answer.Header().Get("Cache-Control"))
	var document refused
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &document))
	require.Equal(t, code, document.Code)
	require.Equal(t, status, document.Status)
	require.Equal(t, problemPages+code, document.Type)
	require.Equal(t, http.StatusText(status), document.Title)
	require.NotEmpty(t, document.Detail)
	require.NotEmpty(t, document.Instance)
	require.Equal(t, answer.Header().Get(requestID), document.Instance)
	return document
}
