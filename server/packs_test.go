package main

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The packs have the same bytes at their own addresses as through their operations.
func TestPacksAtTheirAddresses(t *testing.T) {
	handler := door(t, io.Discard)
	for _, c := range []struct{ path, op, request string }{
		{"/v1/packs", "packs", `{}`},
		{"/v1/packs/cn-card", "pack", `{"id":"cn-card"}`},
		{"/v1/packs/uk-hcst?on=2026-11-24", "pack", `{"id":"uk-hcst","on":"2026-11-24"}`},
	} {
		posted := ask(handler, "POST", "/v1/"+c.op, c.request)
		got := ask(handler, "GET", c.path, "")
		require.Equal(t, http.StatusOK, got.Code, c.path)
		assert.Equal(t, posted.Body.String(), got.Body.String(), c.path)
		assert.Equal(t, "application/json", got.Header().Get("Content-Type"))
		assert.Equal(t, "no-cache", got.Header().Get("Cache-Control"))

		head := ask(handler, "HEAD", c.path, "")
		assert.Equal(t, http.StatusOK, head.Code)
		assert.Empty(t, head.Body.String())
		assert.Equal(t, got.Header().Get("ETag"), head.Header().Get("ETag"))

		again := ask(handler, "GET", c.path, "", "If-None-Match", got.Header().Get("ETag"))
		assert.Equal(t, http.StatusNotModified, again.Code, c.path)
		assert.Empty(t, again.Body.String())
	}
}

func TestEveryListedPackIsThere(t *testing.T) {
	handler := door(t, io.Discard)
	var list struct {
		Packs []struct{ ID, Version string }
	}
	require.NoError(t, json.Unmarshal(ask(handler, "GET", "/v1/packs", "").Body.Bytes(), &list))
	require.Len(t, list.Packs, 11)
	tags := map[string]bool{}
	for _, listed := range list.Packs {
		answer := ask(handler, "GET", "/v1/packs/"+listed.ID, "")
		require.Equal(t, http.StatusOK, answer.Code, listed.ID)
		var got struct{ Pack struct{ ID, Version string } }
		require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &got))
		assert.Equal(t, listed, got.Pack)
		tags[answer.Header().Get("ETag")] = true
	}
	assert.Len(t, tags, 11)
}

func TestPacksRefuse(t *testing.T) {
	handler := door(t, io.Discard)
	for path, want := range map[string]string{
		"/v1/packs/fr-consumer":           "not_found",
		"/v1/packs/%22":                   "not_found",
		"/v1/packs/%ff":                   "not_found",
		"/v1/packs/cn-card?on=2021-03-30": "impossible",
		"/v1/packs/cn-card?on=":           "impossible",
		"/v1/packs/cn-card?on=2026-02-30": "impossible",
		"/v1/packs/cn-card?on=%00":        "impossible",
		"/v1/packs/fr-consumer?on=never":  "not_found",
		"/v1/packs/cn-card/on":            "not_found",
		"/v1/packs/":                      "not_found",
	} {
		answer := ask(handler, "GET", path, "")
		status := map[string]int{"not_found": 404, "impossible": 422}[want]
		requireRefused(t, answer, status, want)
	}
	answer := ask(handler, "DELETE", "/v1/packs/cn-card", "")
	requireRefused(t, answer, http.StatusMethodNotAllowed, "method_not_allowed")
}
