package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
	"parley/calc/wire"
)

func TestAnswerIsTheEnginesOwn(t *testing.T) {
	reply := calc.Do("quote", []byte(quoteRequest))
	require.False(t, reply.Failed, string(reply.Body))
	sum := sha256.Sum256(bytes.Join([][]byte{reply.Canonical, reply.Body}, []byte("\n")))
	for _, method := range []string{"POST", "QUERY"} {
		answer := ask(door(t, io.Discard), method, "/v1/quote", quoteRequest)
		require.Equal(t, http.StatusOK, answer.Code)
		assert.Equal(t, string(reply.Body), answer.Body.String())
		header := answer.Header()
		assert.Equal(t, "application/json", header.Get("Content-Type"))
		assert.Equal(t, "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":", header.Get("Parley-Digest"))
		assert.Equal(t, "application/json", header.Get("Accept-Query"))
		assert.Equal(t, "no-store", header.Get("Cache-Control"))
		assert.Equal(t, "nosniff", header.Get("X-Content-Type-Options"))
	}
}

// The digest covers the request as it was understood: spelling does not change it.
func TestDigestIsOfTheCanonicalRequest(t *testing.T) {
	spaced := strings.ReplaceAll(quoteRequest, `,"`, ` , "`)
	first := ask(door(t, io.Discard), "POST", "/v1/quote", quoteRequest)
	second := ask(door(t, io.Discard), "POST", "/v1/quote", spaced)
	require.NotEmpty(t, first.Header().Get("Parley-Digest"))
	assert.Equal(t, first.Header().Get("Parley-Digest"), second.Header().Get("Parley-Digest"))
}

// A QUERY for an answer that the client holds is answered without it; so is none
// for another answer, and none by POST, which has no representation to compare.
func TestAnswerThatIsHeld(t *testing.T) {
	handler := door(t, io.Discard)
	first := ask(handler, "QUERY", "/v1/quote", quoteRequest)
	tag := first.Header().Get("ETag")
	require.Equal(t, `"`+strings.Trim(strings.TrimPrefix(first.Header().Get("Parley-Digest"), "sha-256="), ":")+`"`, tag)
	for held, status := range map[string]int{
		tag:                    304,
		"W/" + tag:             304,
		`"other", ` + tag:      304,
		"*":                    304,
		`"other"`:              200,
		strings.Trim(tag, `"`): 200,
		"":                     200,
	} {
		answer := ask(handler, "QUERY", "/v1/quote", quoteRequest, "If-None-Match", held)
		require.Equal(t, status, answer.Code, held)
		assert.Equal(t, tag, answer.Header().Get("ETag"))
		assert.Equal(t, status == 200, answer.Body.Len() > 0)
		assert.Equal(t, 200, ask(handler, "POST", "/v1/quote", quoteRequest, "If-None-Match", held).Code)
	}
	other := strings.Replace(quoteRequest, `"count":24`, `"count":12`, 1)
	assert.Equal(t, 200, ask(handler, "QUERY", "/v1/quote", other, "If-None-Match", tag).Code)
	assert.Equal(t, 422, ask(handler, "QUERY", "/v1/quote", "{}", "If-None-Match", "*").Code)
}

func TestEngineTimeIsTold(t *testing.T) {
	answer := ask(door(t, io.Discard), "POST", "/v1/quote", quoteRequest)
	assert.Regexp(t, `^engine;dur=[0-9]+\.[0-9]{3}$`, answer.Header().Get("Server-Timing"))
}

func TestRefusedDocument(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		status int
		code   string
	}{
		"half a document": {quoteRequest[:len(quoteRequest)/2], 400, "malformed"},
		"two documents":   {quoteRequest + quoteRequest, 400, "malformed"},
		"no body":         {"", 400, "malformed"},
		"no instalment":   {strings.Replace(quoteRequest, `"count":24`, `"count":0`, 1), 422, "impossible"},
		"an unknown key":  {strings.Replace(quoteRequest, `"count"`, `"__proto__"`, 1), 422, "impossible"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := ask(door(t, io.Discard), "POST", "/v1/quote", c.body, "Content-Type", "application/json")
			document := requireRefused(t, answer, c.status, c.code)
			reply := calc.Do("quote", []byte(c.body))
			assert.Equal(t, string(reply.Body), `{"problems":`+string(document.Problems)+`}`)
			assert.Empty(t, answer.Header().Get("Parley-Digest"))
		})
	}
}

func TestBodyLimit(t *testing.T) {
	exact := quoteRequest + strings.Repeat(" ", wire.MaxDocument-len(quoteRequest))
	assert.Equal(t, http.StatusOK, ask(door(t, io.Discard), "POST", "/v1/quote", exact).Code)

	answer := ask(door(t, io.Discard), "POST", "/v1/quote", exact+" ")
	document := requireRefused(t, answer, http.StatusRequestEntityTooLarge, "document_too_large")
	reply := calc.Do("quote", []byte(exact+" "))
	assert.Equal(t, string(reply.Body), `{"problems":`+string(document.Problems)+`}`)
}

func TestContentType(t *testing.T) {
	for kind, status := range map[string]int{
		"application/json":                         200,
		"application/json; charset=utf-8":          200,
		`Application/JSON; charset="UTF-8"`:        200,
		"":                                         415,
		"text/plain":                               415,
		"application/json; charset=gbk":            415,
		"application/json; profile=x":              415,
		"application/json; charset=utf-8; x=y":     415,
		"application/jsonp":                        415,
		"application/problem+json":                 415,
		"application/json, text/plain":             415,
		"multipart/form-data; boundary=x":          415,
		"application/x-www-form-urlencoded":        415,
		"application/json; charset=utf-8; charset": 415,
	} {
		t.Run(kind, func(t *testing.T) {
			answer := ask(door(t, io.Discard), "POST", "/v1/quote", quoteRequest, "Content-Type", kind)
			if status == http.StatusOK {
				assert.Equal(t, status, answer.Code)
			} else {
				requireRefused(t, answer, status, "not_json")
			}
		})
	}
}

func TestCompressedBody(t *testing.T) {
	for _, encoding := range []string{"gzip", "br", "deflate", "identity", ""} {
		answer := ask(door(t, io.Discard), "POST", "/v1/quote", quoteRequest, "Content-Encoding", encoding)
		requireRefused(t, answer, http.StatusUnsupportedMediaType, "body_encoded")
		assert.Equal(t, "identity", answer.Header().Get("Accept-Encoding"))
	}
}

// The engine keeps nothing between calls: many at once get what one alone gets.
func TestManyAtOnce(t *testing.T) {
	handler := door(t, io.Discard)
	alone := ask(handler, "POST", "/v1/quote", quoteRequest).Body.String()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if answer := ask(handler, "POST", "/v1/quote", quoteRequest).Body.String(); answer != alone {
					t.Errorf("an answer differs: %s", answer)
				}
			}
		})
	}
	all.Wait()
}

func TestHealth(t *testing.T) {
	answer := ask(door(t, io.Discard), "GET", "/healthz", "")
	assert.Equal(t, http.StatusOK, answer.Code)
	var status map[string]string
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &status))
	assert.Equal(t, map[string]string{"status": "ok"}, status)
}

func TestSchemaNamesEveryOperation(t *testing.T) {
	answer := ask(door(t, io.Discard), "GET", "/v1/schema.json", "")
	require.Equal(t, http.StatusOK, answer.Code)
	assert.Equal(t, "application/schema+json", answer.Header().Get("Content-Type"))
	require.True(t, json.Valid(answer.Body.Bytes()))
	for _, op := range calc.Operations {
		assert.Contains(t, strings.ToLower(answer.Body.String()), op+"request")
	}
}
