package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/access"
	"parley/server/store"
)

// linkTo makes a link to a negotiation: its name, and the secret as a credential.
func linkTo(t *testing.T, handler http.Handler, address, key string) (id, credential string) {
	t.Helper()
	made := ask(handler, "POST", address+"/links", `{"last_day":"`+offerDay+`","zone":"Asia/Shanghai"}`, "Authorization", key)
	require.Equal(t, http.StatusCreated, made.Code, made.Body)
	var got struct{ ID, Link string }
	require.NoError(t, json.Unmarshal(made.Body.Bytes(), &got))
	_, secret, _ := strings.Cut(got.Link, "/offer#link=")
	return got.ID, "Bearer " + secret
}

// A link opens its two addresses and nothing else, and nothing else opens those.
func TestLinkOpensOneNegotiation(t *testing.T) {
	s, a, _, b := recording(t)
	s.public = "https://parley.example"
	handler := s.routes()
	begun := ask(handler, "POST", "/v1/negotiations", beginning(t), "Authorization", a, "Idempotency-Key", "k")
	address := begun.Header().Get("Location")
	id, link := linkTo(t, handler, address, a)
	shown := ask(handler, "GET", "/v1/link", "", "Authorization", link)
	require.Equal(t, http.StatusOK, shown.Code, shown.Body)
	assert.Contains(t, shown.Body.String(), `"paid":"18000.00"`)

	opened := map[string]bool{}
	for _, route := range handler.Routes() {
		scope := scopes[route.Path]
		if scope == forEverybody {
			continue
		}
		path := strings.NewReplacer("/v1/negotiations/:id", address, ":link", id).Replace(route.Path)
		answer := ask(handler, route.Method, path, "", "Authorization", link)
		if scope == access.Link {
			opened[route.Method+" "+route.Path] = true
			assert.NotContains(t, []int{401, 403, 404}, answer.Code, path)
			for _, key := range []string{a, b} {
				requireRefused(t, ask(handler, route.Method, path, "", "Authorization", key), 403, "scope_missing")
			}
			requireRefused(t, ask(handler, route.Method, path, ""), 401, "credential_missing")
			continue
		}
		requireRefused(t, answer, 403, "scope_missing")
	}
	assert.Equal(t, map[string]bool{"GET /v1/link": true, "POST /v1/link/events": true}, opened)
	assert.False(t, slices.Contains(access.Scopes, access.Link), "no key can be made with it")

	head, err := s.store.FindLink(t.Context(), id)
	require.NoError(t, err)
	secret := strings.TrimPrefix(link, "Bearer ")
	assert.NotContains(t, head.Hash, secret)
	assert.NotContains(t, s.log.String(), secret)
	assert.NotContains(t, s.log.String(), id)
	for _, wrong := range []string{link[:len(link)-1], link + "A", link[:len(link)-1] + "~", "Bearer parley_link_" + id, strings.Replace(link, "_link_", "_live_", 1), strings.Replace(link, id, "aaaaaaaaaaaaaaaa", 1)} {
		requireRefused(t, ask(handler, "GET", "/v1/link", "", "Authorization", wrong), 401, "credential_refused")
	}
	require.Equal(t, 200, ask(handler, "DELETE", address+"/links/"+id, "", "Authorization", a).Code)
	requireRefused(t, ask(handler, "GET", "/v1/link", "", "Authorization", link), 401, "credential_refused")

	ended := store.Link{Tenant: "bank-a", Negotiation: strings.TrimPrefix(address, "/v1/negotiations/"), Zone: "UTC", Created: store.Instant(time.Now()), Expires: store.Instant(time.Now())}
	ended.ID, secret, ended.Hash = access.NewLink("")
	require.NoError(t, s.store.AddLink(t.Context(), &ended))
	requireRefused(t, ask(handler, "GET", "/v1/link", "", "Authorization", "Bearer "+secret), 401, "credential_refused")

	require.NoError(t, s.store.Close())
	requireRefused(t, ask(handler, "GET", "/v1/link", "", "Authorization", link), 503, "credential_unchecked")
	requireRefused(t, ask(door(t, s.log), "GET", "/v1/link", "", "Authorization", link), 401, "credential_refused")
}

// A borrower counters by a link, the collector accepts with its key: two who have nothing in common but the record.
func TestBorrowerCountersAndCollectorAccepts(t *testing.T) {
	s, a, _, _ := recording(t)
	handler := s.routes()
	at, err := time.LoadLocation("Asia/Shanghai")
	require.NoError(t, err)
	today := time.Now().In(at).Format(time.DateOnly)
	day := func(text string) string { return strings.NewReplacer("TODAY", today, "DUE", offerDay).Replace(text) }
	begun := ask(handler, "POST", "/v1/negotiations", day(`{"as_of":"TODAY","currency":"CNY","record":{"rules":{}},"event":{"kind":"offer","date":"TODAY","by":"creditor",`+
		`"offer":{"paid":"1500.00","waived":"40.00","amount":"500.00","count":3,"every":{"unit":"month","n":1},"first_due":"DUE"}}}`), "Authorization", a, "Idempotency-Key", "k")
	require.Equal(t, http.StatusCreated, begun.Code, begun.Body)
	_, link := linkTo(t, handler, begun.Header().Get("Location"), a)
	shown := ask(handler, "GET", "/v1/link", "", "Authorization", link)
	countered := ask(handler, "POST", "/v1/link/events", day(`{"as_of":"TODAY","event":{"kind":"counter","date":"TODAY","by":"borrower","number":1,`+
		`"offer":{"paid":"1200.00","waived":"340.00","amount":"200.00","count":6,"every":{"unit":"month","n":1},"first_due":"DUE"}}}`),
		"Authorization", link, "Idempotency-Key", "k", "If-Match", shown.Header().Get("ETag"))
	require.Equal(t, http.StatusCreated, countered.Code, countered.Body)
	assert.Equal(t, "/v1/link", countered.Header().Get("Location"))
	accepted := ask(handler, "POST", begun.Header().Get("Location")+"/events", day(`{"as_of":"TODAY","event":{"kind":"accept","date":"TODAY","by":"creditor","number":2}}`),
		"Authorization", a, "Idempotency-Key", "k2", "If-Match", countered.Header().Get("ETag"))
	require.Equal(t, http.StatusCreated, accepted.Code, accepted.Body)
	shown = ask(handler, "GET", "/v1/link", "", "Authorization", link)
	assert.Contains(t, shown.Body.String(), `"accepted":2`)
	requireRefused(t, ask(handler, "POST", "/v1/link/events", day(`{"as_of":"TODAY","event":{"kind":"payment","date":"TODAY","by":"borrower","amount":"1.00"}}`),
		"Authorization", link, "Idempotency-Key", "k3", "If-Match", shown.Header().Get("ETag")), 403, "event_not_yours")
}
