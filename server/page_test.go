package main

import (
	"io"
	"maps"
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPageForms(t *testing.T) {
	for _, c := range []struct {
		path, accepts   string
		body, encoding  string
		kind, keptUntil string
	}{
		{"/", "", "<!doctype html>", "", "text/html; charset=utf-8", "no-cache"},
		{"/", "gzip, deflate, br, zstd", "br of index", "br", "text/html; charset=utf-8", "no-cache"},
		{"/", "gzip", "gz of index", "gzip", "text/html; charset=utf-8", "no-cache"},
		{"/", "GZIP;q=0.5", "gz of index", "gzip", "text/html; charset=utf-8", "no-cache"},
		{"/", "br;q=0, gzip", "gz of index", "gzip", "text/html; charset=utf-8", "no-cache"},
		{"/", "br; q=0.000, *;q=0", "<!doctype html>", "", "text/html; charset=utf-8", "no-cache"},
		{"/", "*", "br of index", "br", "text/html; charset=utf-8", "no-cache"},
		{"/", "*, br;q=0", "gz of index", "gzip", "text/html; charset=utf-8", "no-cache"},
		{"/", "brotli", "<!doctype html>", "", "text/html; charset=utf-8", "no-cache"},
		{"/check", "br", "the check", "", "text/html; charset=utf-8", "no-cache"},
		{"/offline.js", "br", "service worker", "", "text/javascript; charset=utf-8", "no-cache"},
		{"/assets/list-1a2b.webmanifest", "", "{}", "", "application/manifest+json", "public, max-age=31536000, immutable"},
		{"/collector", "br", "<!doctype html> of the desk", "", "text/html; charset=utf-8", "no-cache"},
		{"/assets/page-1a2b3c4d.js", "br", "br of script", "br", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"/assets/page-1a2b3c4d.js", "gzip", "plain script", "", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		{"/assets/parley-1a2b3c4d.wasm", "br, gzip", "gz of engine", "gzip", "application/wasm", "public, max-age=31536000, immutable"},
		{"/assets/mark-1a2b3c4d.png", "br, gzip", "picture", "", "image/png", "public, max-age=31536000, immutable"},
	} {
		t.Run(c.path+" "+c.accepts, func(t *testing.T) {
			answer := ask(door(t, io.Discard), "GET", c.path, "", "Accept-Encoding", c.accepts)
			require.Equal(t, http.StatusOK, answer.Code)
			header := answer.Header()
			assert.Equal(t, c.body, answer.Body.String())
			assert.Equal(t, c.encoding, header.Get("Content-Encoding"))
			assert.Equal(t, c.kind, header.Get("Content-Type"))
			assert.Equal(t, c.keptUntil, header.Get("Cache-Control"))
			assert.Equal(t, "Accept-Encoding", header.Get("Vary"))
			assert.Equal(t, len(c.body), int(answer.Result().ContentLength))

			head := ask(door(t, io.Discard), "HEAD", c.path, "", "Accept-Encoding", c.accepts)
			assert.Empty(t, head.Body.String())
			assert.Equal(t, header.Get("Content-Length"), head.Header().Get("Content-Length"))
		})
	}
}

func TestPageRevalidation(t *testing.T) {
	handler := door(t, io.Discard)
	plain := ask(handler, "GET", "/", "").Header().Get("ETag")
	br := ask(handler, "GET", "/", "", "Accept-Encoding", "br").Header().Get("ETag")
	assert.NotEqual(t, plain, br, "a strong tag names the bytes that are sent")

	unchanged := ask(handler, "GET", "/", "", "If-None-Match", plain)
	assert.Equal(t, http.StatusNotModified, unchanged.Code)
	assert.Empty(t, unchanged.Body.String())
	assert.Equal(t, http.StatusOK, ask(handler, "GET", "/", "", "If-None-Match", br).Code)
	assert.Equal(t, http.StatusNotModified,
		ask(handler, "GET", "/", "", "If-None-Match", br, "Accept-Encoding", "br").Code)
}

func TestPageKeepsToItself(t *testing.T) {
	for _, path := range []string{"/", "/collector", "/assets/page-1a2b3c4d.js"} {
		header := ask(door(t, io.Discard), "GET", path, "").Header()
		assert.Equal(t, "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "+
			"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "+
			"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types parley",
			header.Get("Content-Security-Policy"))
		assert.Equal(t, "nosniff", header.Get("X-Content-Type-Options"))
		assert.Equal(t, "no-referrer", header.Get("Referrer-Policy"))
		assert.Equal(t, "same-origin", header.Get("Cross-Origin-Opener-Policy"))
		assert.Equal(t, "same-origin", header.Get("Cross-Origin-Resource-Policy"))
		assert.NotEmpty(t, header.Get("Permissions-Policy"))
		assert.Empty(t, header.Get("Access-Control-Allow-Origin"))
		assert.Empty(t, header.Get("Set-Cookie"))
	}
}

func TestPageThatCannotBeServed(t *testing.T) {
	unbuilt := fstest.MapFS{".gitkeep": {}}
	_, err := readPage(unbuilt)
	assert.ErrorContains(t, err, "make build")

	odd := maps.Clone(builtPage)
	odd["assets/notes.doc"] = &fstest.MapFile{}
	_, err = readPage(odd)
	assert.ErrorContains(t, err, "assets/notes.doc")
}
