package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
	"parley/server/webhook"
)

// A partner adds a webhook, hears of an event within seconds, verifies it, changes over
// to another key, and leaves; what is another's is not found.
func TestWebhookOverHTTP(t *testing.T) {
	s, a, _, b := recording(t)
	s.hooks, s.reach.Loopback = webhook.NewKeys("a secret of thirty-two characters"), true
	handler := s.routes()
	heard := make(chan *http.Request, 1)
	status := http.StatusServiceUnavailable
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		heard <- r
	}))
	defer listener.Close()
	as := func(partner, method, path, body string, more ...string) *httptest.ResponseRecorder {
		return ask(handler, method, path, body, append([]string{"Authorization", partner, "Idempotency-Key", store.Hash([]byte(method + path + body))}, more...)...)
	}
	added := as(a, "POST", "/v1/webhooks", `{"url":"`+listener.URL+`"}`)
	require.Equal(t, http.StatusCreated, added.Code, added.Body)
	var hook struct {
		ID   string
		Keys []string
	}
	require.NoError(t, json.Unmarshal(added.Body.Bytes(), &hook))
	address := "/v1/webhooks/" + hook.ID
	assert.Equal(t, "true", as(a, "POST", "/v1/webhooks", `{"url":"`+listener.URL+`"}`).Header().Get("Idempotency-Replayed"))
	assert.Equal(t, added.Body.String(), as(a, "GET", address, "").Body.String())
	assert.Equal(t, `{"webhooks":[`+added.Body.String()+`]}`, as(a, "GET", "/v1/webhooks", "").Body.String())

	s.keepUp()
	begun := as(a, "POST", "/v1/negotiations", beginning(t))
	require.Equal(t, http.StatusCreated, begun.Code)
	<-heard
	var page struct {
		Deliveries []struct{ ID, Outcome string }
	}
	require.Eventually(t, func() bool {
		require.NoError(t, json.Unmarshal(as(a, "GET", address+"/deliveries", "").Body.Bytes(), &page))
		return len(page.Deliveries) == 1 && page.Deliveries[0].Outcome == "status_503"
	}, patience, 10*time.Millisecond)
	status = http.StatusOK
	again := address + "/deliveries/" + page.Deliveries[0].ID
	require.Equal(t, http.StatusAccepted, as(a, "POST", again, "").Code)
	assert.Equal(t, page.Deliveries[0].ID, (<-heard).Header.Get("webhook-id"))
	require.Eventually(t, func() bool {
		return as(a, "GET", address+"/deliveries", "").Body.String() == `{"deliveries":[]}`
	}, patience, 10*time.Millisecond)

	rotated := as(a, "POST", address+"/rotate", "")
	require.Equal(t, http.StatusOK, rotated.Code)
	assert.Contains(t, rotated.Body.String(), `,"`+hook.Keys[0]+`"]`, "the old key comes second")
	for _, route := range [][2]string{{"GET", address}, {"DELETE", address}, {"POST", address + "/rotate"}, {"GET", address + "/deliveries"}, {"POST", again}} {
		requireRefused(t, as(b, route[0], route[1], ""), 404, "not_found")
	}
	for body, want := range map[string][2]any{
		`{`:                                     {400, "malformed"},
		`{}`:                                    {422, "impossible"},
		`{"url":""}`:                            {422, "impossible"},
		`{"url":"https://bank.example/","x":1}`: {422, "impossible"},
		`{"url":"http://bank.example/"}`:        {422, "webhook_url"},
		`{"url":"https://169.254.169.254/latest"}`: {422, "webhook_url"},
	} {
		requireRefused(t, as(a, "POST", "/v1/webhooks", body), want[0].(int), want[1].(string))
	}
	requireRefused(t, as(a, "GET", address+"/deliveries?limit=0", ""), 400, "query_malformed")
	for i := 1; i < store.MostWebhooks; i++ {
		require.Equal(t, http.StatusCreated, as(a, "POST", "/v1/webhooks", fmt.Sprintf(`{"url":"https://bank.example/%d"}`, i)).Code)
	}
	requireRefused(t, as(a, "POST", "/v1/webhooks", `{"url":"https://bank.example/"}`), 422, "webhooks_full")
	assert.Equal(t, http.StatusNoContent, as(a, "DELETE", address, "").Code)
	requireRefused(t, as(a, "GET", address, ""), 404, "not_found")
	s.stop()
	s.background.Wait()
	assert.Contains(t, s.log.String(), "-webhook-loopback is for tests")
	assert.NotContains(t, s.log.String(), listener.URL, "addresses of partners stay out of the log")
	s.hooks = nil
	requireRefused(t, ask(s.routes(), "GET", "/v1/webhooks", "", "Authorization", a), 404, "not_found")
}

// The report of a partner counts its own negotiations, as JSON and as CSV, and names
// collectors until their names are erased.
func TestReportOverHTTP(t *testing.T) {
	s, a, _, b := recording(t)
	handler := s.routes()
	named := strings.Replace(beginning(t), `"by": "creditor",`, `"by": "creditor", "who": "=staff, 4711",`, 1)
	begun := ask(handler, "POST", "/v1/negotiations", named, "Authorization", a, "Idempotency-Key", "k")
	require.Equal(t, http.StatusCreated, begun.Code, begun.Body)
	const period = "/v1/report?from=2026-11-01&to=2026-11-30&by="
	shown := ask(handler, "GET", period+"collector", "", "Authorization", a)
	require.Equal(t, http.StatusOK, shown.Code, shown.Body)
	assert.Contains(t, shown.Body.String(), `"rows":[{"group":"=staff, 4711","currency":"CNY","negotiations":1,"offers":1,"agreements":0,"agreed":"0.00"`)
	assert.Contains(t, shown.Body.String(), `"totals":[{"group":"","currency":"CNY","negotiations":1,`)
	table := ask(handler, "GET", period+"collector", "", "Authorization", a, "Accept", "text/csv")
	assert.Equal(t, "text/csv; charset=utf-8", table.Header().Get("Content-Type"))
	lines := strings.Split(table.Body.String(), "\r\n")
	require.Len(t, lines, 3)
	assert.True(t, strings.HasPrefix(lines[0], "\ufeffcollector,currency,negotiations,"))
	assert.True(t, strings.HasPrefix(lines[1], `"'=staff, 4711",CNY,1,1,0,0.00,0.00,0.00,,0.00,0,`), lines[1])

	require.NoError(t, s.store.EraseBefore(t.Context(), "bank-a", "3000", "2027"))
	assert.NotContains(t, ask(handler, "GET", period+"collector", "", "Authorization", a).Body.String(), "staff")
	assert.Contains(t, ask(handler, "GET", period+"tier", "", "Authorization", b).Body.String(), `"rows":[],"totals":[]`)
	for _, query := range []string{"", "?from=2026-11-01&to=2026-11-30", "?from=2026-11-30&to=2026-11-01&by=month", "?from=1&to=2&by=month", "?from=2026-11-01&to=2026-11-30&by=name"} {
		requireRefused(t, ask(handler, "GET", "/v1/report"+query, "", "Authorization", a), 400, "query_malformed")
	}
}
