package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/access"
	"parley/server/quota"
)

// credentials are those that the tests send.
type credentials struct{ calculate, batch, both, revoked, elsewhere, token, tokenOfAnother string }

// keyedDoor is a service that takes the keys of a file and the tokens of a bank.
func keyedDoor(t *testing.T) (*service, credentials) {
	var made credentials
	path := filepath.Join(t.TempDir(), "keys")
	file := access.NewFile(path, "a pepper")
	create := func(file *access.File, partner string, scopes ...string) string {
		secret, err := file.Create(partner, scopes, time.Now())
		require.NoError(t, err)
		return secret
	}
	made.calculate = create(file, "bank-a", access.Calculate)
	made.batch = create(file, "bank-b", access.Batch)
	made.both = create(file, "bank-c", access.Scopes...)
	made.revoked = create(file, "bank-a", access.Scopes...)
	require.NoError(t, file.Revoke(strings.Split(made.revoked, "_")[2], time.Now()))
	made.elsewhere = create(access.NewFile(path+"-elsewhere", "a pepper"), "bank-a", access.Scopes...)

	public, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	published, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: public, KeyID: "1"}}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path+"-issuer", published, 0o600))
	made.token = signToken(t, private, "parley")
	made.tokenOfAnother = signToken(t, private, "another service")

	s := newDoor(t, io.Discard)
	require.NoError(t, s.setUp(&settings{calculations: "keyed", keys: path, pepper: "a pepper",
		issuer: "https://bank.example", audience: "parley", issuerKeys: path + "-issuer"}))
	return s, made
}

func signToken(t *testing.T, key ed25519.PrivateKey, audience string) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", "1"))
	require.NoError(t, err)
	says, err := json.Marshal(map[string]any{"iss": "https://bank.example", "aud": audience, "sub": "collections",
		"scope": "calculate", "exp": time.Now().Add(10 * time.Minute).Unix()})
	require.NoError(t, err)
	signed, err := signer.Sign(says)
	require.NoError(t, err)
	token, err := signed.CompactSerialize()
	require.NoError(t, err)
	return token
}

func TestCredentials(t *testing.T) {
	s, made := keyedDoor(t)
	handler := s.routes()
	for name, c := range map[string]struct {
		path, sent string
		status     int
		code       string
	}{
		"a key":                       {"/v1/quote", "Bearer " + made.calculate, 200, ""},
		"a key, another spelling":     {"/v1/quote", "bearer " + made.calculate, 200, ""},
		"a token":                     {"/v1/quote", "Bearer " + made.token, 200, ""},
		"none":                        {"/v1/quote", "", 401, "credential_missing"},
		"an empty one":                {"/v1/quote", "Bearer ", 401, "credential_refused"},
		"a password":                  {"/v1/quote", "Basic YTpi", 401, "credential_refused"},
		"a key cut short":             {"/v1/quote", "Bearer " + made.calculate[:len(made.calculate)-1], 401, "credential_refused"},
		"a key with a space":          {"/v1/quote", "Bearer  " + made.calculate, 401, "credential_refused"},
		"a key without Bearer":        {"/v1/quote", made.calculate, 401, "credential_refused"},
		"a revoked key":               {"/v1/quote", "Bearer " + made.revoked, 401, "credential_refused"},
		"a key of another server":     {"/v1/quote", "Bearer " + made.elsewhere, 401, "credential_refused"},
		"a token for another service": {"/v1/quote", "Bearer " + made.tokenOfAnother, 401, "credential_refused"},
		"a token cut short":           {"/v1/quote", "Bearer " + made.token[:len(made.token)-1], 401, "credential_refused"},
		"a key without the scope":     {"/v1/quote", "Bearer " + made.batch, 403, "scope_missing"},
		"a batch":                     {"/v1/batch", "Bearer " + made.batch, 200, ""},
		"a batch with both":           {"/v1/batch", "Bearer " + made.both, 200, ""},
		"a batch without the scope":   {"/v1/batch", "Bearer " + made.calculate, 403, "scope_missing"},
		"a batch without a key":       {"/v1/batch", "", 401, "credential_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			headers, body := []string{"Content-Type", "application/json"}, quoteRequest
			if c.path == "/v1/batch" {
				headers[1], body = "application/x-ndjson", ""
			}
			if c.sent != "" {
				headers = append(headers, "Authorization", c.sent)
			}
			answer := ask(handler, "POST", c.path, body, headers...)
			if c.code == "" {
				require.Equal(t, c.status, answer.Code, answer.Body.String())
				return
			}
			requireRefused(t, answer, c.status, c.code)
			assert.Contains(t, answer.Header().Get("WWW-Authenticate"), `Bearer realm="parley"`)
			assert.Equal(t, c.status == 403, strings.Contains(answer.Header().Get("WWW-Authenticate"), `scope="`))
		})
	}
}

// Every address of the API is in the table of scopes, and the other way round; and
// each of them is refused to a credential without its scope.
func TestScopesOfRoutes(t *testing.T) {
	s, made := keyedDoor(t)
	handler := s.routes()
	met := map[string]bool{}
	for _, route := range handler.Routes() {
		scope, listed := scopes[route.Path]
		if !strings.HasPrefix(route.Path, "/v1/") {
			assert.False(t, listed, route.Path)
			continue
		}
		met[route.Path] = true
		assert.True(t, listed, route.Path)
		path := strings.ReplaceAll(route.Path, ":id", "cn-card")
		for credential, has := range map[string][]string{
			"":                         {forEverybody},
			"Bearer " + made.calculate: {forEverybody, access.Calculate},
			"Bearer " + made.batch:     {forEverybody, access.Batch},
			"Bearer " + made.both:      append([]string{forEverybody}, access.Scopes...),
		} {
			headers := []string{"Authorization", credential}
			if credential == "" {
				headers = nil
			}
			answer := ask(handler, route.Method, path, "", headers...)
			refused := answer.Code == http.StatusUnauthorized || answer.Code == http.StatusForbidden
			assert.Equal(t, !slices.Contains(has, scope), refused, "%s %s with %v", route.Method, path, has)
		}
	}
	for route := range scopes {
		assert.True(t, met[route], "%s is no address", route)
	}
}

// An address that somebody forgot to list is closed, not open.
func TestUnlistedAddressIsClosed(t *testing.T) {
	handler := door(t, io.Discard)
	handler.GET("/v1/forgotten", listPacks)
	requireRefused(t, ask(handler, "GET", "/v1/forgotten", ""), 404, "not_found")
}

// A service without keys asks for none; one with open calculations checks those it
// is sent, so that a wrong key is noticed before it is needed.
func TestOpenCalculations(t *testing.T) {
	assert.Equal(t, 200, ask(door(t, io.Discard), "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer nonsense").Code)
	s, made := keyedDoor(t)
	s.keyed = false
	handler := s.routes()
	assert.Equal(t, 200, ask(handler, "POST", "/v1/quote", quoteRequest).Code)
	assert.Equal(t, 200, ask(handler, "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer "+made.calculate).Code)
	requireRefused(t, ask(handler, "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer "+made.revoked), 401, "credential_refused")
	assert.Equal(t, 200, ask(handler, "GET", "/v1/packs", "", "Authorization", "Bearer "+made.revoked).Code, "what everybody may read")
}

// When the keys are gone nobody is let in, and nobody is told that their key is wrong.
func TestKeysThatCannotBeRead(t *testing.T) {
	var output strings.Builder
	s, made := keyedDoor(t)
	s.log = newDoor(t, &output).log
	s.keys = access.NewFile(filepath.Join(t.TempDir(), "none"), "")
	answer := ask(s.routes(), "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer "+made.calculate)
	requireRefused(t, answer, 503, "credential_unchecked")
	assert.Equal(t, "30", answer.Header().Get("Retry-After"))
	assert.Contains(t, output.String(), "credentials cannot be checked")
	assert.NotContains(t, output.String(), made.calculate)
}

// limitedDoor gives each client so many units a minute.
func limitedDoor(t *testing.T, units int64) *service {
	s := newDoor(t, io.Discard)
	s.quota = &quota.Limiter{Units: units, Window: quotaWindow}
	return s
}

func TestQuotaOfClients(t *testing.T) {
	s := limitedDoor(t, 6000)
	handler := s.routes()
	answer := ask(handler, "POST", "/v1/quote", quoteRequest)
	require.Equal(t, 200, answer.Code)
	work := quota.Work("quote", len(quoteRequest), answer.Body.Len())
	assert.Equal(t, `"calc";q=6000;w=60;qu="work-units"`, answer.Header().Get("RateLimit-Policy"))
	assert.Equal(t, `"calc";r=`+fmt.Sprint(6000-work)+`;t=1`, answer.Header().Get("RateLimit"))

	s.quota.Charge("address:192.0.2.1", 7000, time.Now()) // httptest's client
	answer = ask(handler, "POST", "/v1/quote", quoteRequest)
	requireRefused(t, answer, 429, "rate_limited")
	assert.Equal(t, "11", answer.Header().Get("Retry-After"), "1000 units of debt and some, at 100 a second")
	assert.Contains(t, answer.Header().Get("RateLimit"), `"calc";r=0;t=`)
	assert.Equal(t, 200, ask(handler, "GET", "/v1/packs", "").Code, "what costs nothing")
	assert.Equal(t, 200, ask(handler, "GET", "/healthz", "").Code)
}

// A refusal is work as well.
func TestRefusalsAreCounted(t *testing.T) {
	handler := limitedDoor(t, 3).routes()
	for range 3 {
		assert.Equal(t, 400, ask(handler, "POST", "/v1/quote", "{").Code)
	}
	requireRefused(t, ask(handler, "POST", "/v1/quote", "{"), 429, "rate_limited")
}

// Nobody gets a quota of their own by saying that they are somebody else, unless a
// proxy that the operator trusts says so.
func TestWhoAClientIs(t *testing.T) {
	forwarded := func(s *service, from string) int {
		s.quota = &quota.Limiter{Units: 1, Window: quotaWindow}
		handler := s.routes()
		ask(handler, "POST", "/v1/quote", quoteRequest, "X-Forwarded-For", "203.0.113.1")
		return ask(handler, "POST", "/v1/quote", quoteRequest, "X-Forwarded-For", from).Code
	}
	assert.Equal(t, 429, forwarded(newDoor(t, io.Discard), "203.0.113.2"), "a header that anybody can send")
	behind := newDoor(t, io.Discard)
	behind.proxies = []string{"192.0.2.0/24"}
	assert.Equal(t, 200, forwarded(behind, "203.0.113.2"), "another client of the proxy")
	assert.Equal(t, 429, forwarded(behind, "203.0.113.1"), "the same one")
	assert.Equal(t, 429, forwarded(behind, "203.0.113.9, 203.0.113.1"), "what the client put before it does not count")

	six := newDoor(t, io.Discard)
	six.proxies = []string{"192.0.2.0/24"}
	six.quota = &quota.Limiter{Units: 1, Window: quotaWindow}
	handler := six.routes()
	ask(handler, "POST", "/v1/quote", quoteRequest, "X-Forwarded-For", "2001:db8::1")
	assert.Equal(t, 429, ask(handler, "POST", "/v1/quote", quoteRequest, "X-Forwarded-For", "2001:db8::2").Code, "one household")
	assert.Equal(t, 200, ask(handler, "POST", "/v1/quote", quoteRequest, "X-Forwarded-For", "2001:db8:0:1::1").Code)
}

// Partners have a quota each, wherever they ask from and with whichever key.
func TestQuotaOfPartners(t *testing.T) {
	s, made := keyedDoor(t)
	s.quota = &quota.Limiter{Units: 1, Window: quotaWindow}
	handler := s.routes()
	assert.Equal(t, 200, ask(handler, "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer "+made.calculate).Code)
	assert.Equal(t, 429, ask(handler, "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer "+made.calculate).Code)
	assert.Equal(t, 200, ask(handler, "POST", "/v1/quote", quoteRequest, "Authorization", "Bearer "+made.token).Code)
}
