package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func none(string) string { return "" }

func TestUsualSettings(t *testing.T) {
	s, err := readSettings(nil, none, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, &settings{address: "127.0.0.1:8080", admin: "127.0.0.1:8081", calculations: "open",
		quota: 600_000, connections: 16_384, stopWait: time.Second, portfolioWorkers: 1}, s)
}

// A flag counts more than the environment, which counts more than what is usual.
func TestWhereSettingsComeFrom(t *testing.T) {
	getenv := func(name string) string {
		return map[string]string{"PARLEY_ADDR": "127.0.0.1:1", "PARLEY_QUOTA": "5", "PARLEY_KEY_PEPPER": "salt"}[name]
	}
	s, err := readSettings([]string{"-quota", "7"}, getenv, io.Discard)
	require.NoError(t, err)
	assert.Equal(t, "127.0.0.1:1", s.address)
	assert.Equal(t, int64(7), s.quota)
	assert.Equal(t, "salt", s.pepper)
	_, err = readSettings([]string{"-quota", "7"}, func(string) string { return "many" }, io.Discard)
	assert.ErrorContains(t, err, "PARLEY_QUOTA")
}

// The server does not start with settings that mean something else than they say.
func TestSettingsThatAreRefused(t *testing.T) {
	for _, arguments := range [][]string{
		{"-calculations", "closed"},
		{"-calculations", "keyed"},
		{"-issuer", "a"},
		{"-db", "file"},
		{"-portfolios", "folder"},
		{"-portfolio-workers", "-1"},
		{"-issuer", "a", "-audience", "b"},
		{"-audience", "b", "-issuer-keys", "c"},
		{"-quota", "-1"},
		{"-connections", "0"},
		{"-stop-wait", "-1s"},
		{"-origins", "*"},
		{"-origins", "null"},
		{"-origins", "bank.example"},
		{"-origins", "https://bank.example/"},
		{"-origins", "https://bank.example/calculator"},
		{"-origins", "https://*.bank.example"},
		{"-origins", "https://Bank.example"},
		{"-origins", "https://someone@bank.example"},
		{"-origins", "https://bank.example,*"},
		{"-signing-keys", "folder"},
		{"-signing-keys", "folder", "-public-url", "https://bank.example"},
		{"-signing-keys", "folder", "-keys", "file"},
		{"-public-url", "https://bank.example/offers"},
		{"-proxies", "10.0.0.1"},
		{"-proxies", "0.0.0.0/0"},
		{"-proxies", "10.0.0.0/8,::/0"},
		{"-proxies", "proxy"},
		{"-zones", "Mars/Olympus"},
		{"-zones", "Local"},
		{"-webhook-loopback"},
		{"-zones", "UTC,bank-a="},
	} {
		_, err := readSettings(arguments, none, io.Discard)
		assert.Error(t, err, "%v", arguments)
	}
	for _, arguments := range [][]string{
		{"-calculations", "keyed", "-keys", "file"},
		{"-calculations", "keyed", "-issuer", "a", "-audience", "b", "-issuer-keys", "c"},
		{"-origins", "https://bank.example, http://localhost:3000"},
		{"-proxies", "10.0.0.0/8,fd00::/8"},
		{"-quota", "0"},
		{"-db", "file", "-keys", "file"},
		{"-db", "file", "-keys", "file", "-portfolios", "folder", "-portfolio-workers", "0"},
		{"-zones", "Europe/London, bank-a=Asia/Shanghai"},
		{"-signing-keys", "folder", "-public-url", "https://bank.example", "-keys", "file"},
	} {
		_, err := readSettings(arguments, none, io.Discard)
		assert.NoError(t, err, "%v", arguments)
	}
}

// The secret of webhooks is one, and there is something to tell of.
func TestWebhookSecret(t *testing.T) {
	for secret, good := range map[string]bool{"": true, "short": false, "a secret of thirty-two characters": true} {
		getenv := func(name string) string { return map[string]string{"PARLEY_WEBHOOK_SECRET": secret}[name] }
		_, err := readSettings([]string{"-db", "file", "-keys", "file"}, getenv, io.Discard)
		assert.Equal(t, good, err == nil, secret)
		_, err = readSettings(nil, getenv, io.Discard)
		assert.Equal(t, secret == "", err == nil, secret)
	}
}

// A partner's days begin in its own zone, or in that of all.
func TestZonesOfPartners(t *testing.T) {
	zone, err := readZones("Europe/London,bank-a=Asia/Shanghai")
	require.NoError(t, err)
	assert.Equal(t, "Asia/Shanghai", zone("bank-a").String())
	assert.Equal(t, "Europe/London", zone("bank-b").String())
	zone, err = readZones("")
	require.NoError(t, err)
	assert.Equal(t, time.UTC, zone("bank-a"))
}

func TestOtherOrigins(t *testing.T) {
	s := newDoor(t, io.Discard)
	s.origins = []string{"https://bank.example"}
	handler := s.routes()
	for origin, shared := range map[string]bool{
		"https://bank.example":         true,
		"https://bank.example:8443":    false,
		"http://bank.example":          false,
		"https://bank.example.net":     false,
		"https://evil.example":         false,
		"https://sub.bank.example":     false,
		"null":                         false,
		"https://bank.example, null":   false,
		"https://bank.example\x00null": false,
	} {
		answer := ask(handler, "POST", "/v1/quote", quoteRequest, "Origin", origin)
		assert.Equal(t, http.StatusOK, answer.Code, "the browser decides, not the server")
		assert.Equal(t, shared, answer.Header().Get("Access-Control-Allow-Origin") == origin, origin)
		assert.Equal(t, shared, answer.Header().Get("Access-Control-Expose-Headers") != "", origin)
		assert.Empty(t, answer.Header().Get("Access-Control-Allow-Credentials"))
		assert.Contains(t, answer.Header().Values("Vary"), "Origin")

		request := httptest.NewRequest(http.MethodOptions, "/v1/quote", nil) // what a browser asks beforehand
		request.Header.Set("Origin", origin)
		request.Header.Set("Access-Control-Request-Method", "QUERY")
		preflight := httptest.NewRecorder()
		handler.ServeHTTP(preflight, request)
		if shared {
			require.Equal(t, http.StatusNoContent, preflight.Code)
			assert.Contains(t, preflight.Header().Get("Access-Control-Allow-Methods"), "QUERY")
			assert.Contains(t, preflight.Header().Get("Access-Control-Allow-Headers"), "Authorization")
			assert.Contains(t, preflight.Header().Get("Access-Control-Allow-Headers"), "Idempotency-Key, If-Match")
		} else {
			requireRefused(t, preflight, http.StatusMethodNotAllowed, "method_not_allowed")
		}
	}
	usual := ask(door(t, io.Discard), "POST", "/v1/quote", quoteRequest, "Origin", "https://bank.example")
	assert.Empty(t, usual.Header().Get("Access-Control-Allow-Origin"), "off unless asked for")
	assert.Empty(t, usual.Header().Get("Vary"))
}
