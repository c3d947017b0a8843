package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/offers"
)

// signing is a service that signs for bank-a and keeps records.
func signing(t *testing.T) (s recorder, folder, a, b string) {
	s, a, _, b = recording(t)
	folder = filepath.Join(t.TempDir(), "signing")
	s.signers, s.public = offers.NewKeyring(folder), "https://parley.example"
	_, err := s.signers.Create("bank-a", "示例银行 Example Bank", time.Now())
	require.NoError(t, err)
	return s, folder, a, b
}

// offerDay is a day on which everything here is still to come.
var offerDay = time.Now().AddDate(0, 0, 30).Format(time.DateOnly)

// offerRequest asks for a signature under three payments of 500, the penalty waived.
func offerRequest(more string) string {
	return `{"audience":"Li Wei","reference":"6222…88","zone":"Asia/Shanghai",` + more + `"quote":{"as_of":"2026-11-23","currency":"CNY",` +
		`"claim":{"components":{"principal":"1500.00","penalty":"40.00"}},"waivers":[{"component":"penalty","percent":"1"}],` +
		`"terms":{"shape":"level","count":3,"first_due":"` + offerDay + `","every":{"unit":"month","n":1},"rate":{"value":"0","per":"year"},` +
		`"day_count":"ACT/365F","roll":"none","final_payment":"smaller"}}}`
}

func lastDay(day string) string { return `"last_day":"` + day + `",` }

func signOne(t *testing.T, handler http.Handler, key string) (got signed) {
	t.Helper()
	answer := ask(handler, "POST", "/v1/offers", offerRequest(lastDay(offerDay)), "Authorization", key)
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &got))
	return got
}

func verifyOne(t *testing.T, handler http.Handler, token, audience string) (got verdict) {
	t.Helper()
	asked := map[string]string{"token": token}
	if audience != "" {
		asked["audience"] = audience
	}
	body, err := json.Marshal(asked)
	require.NoError(t, err)
	answer := ask(handler, "POST", "/v1/offers/verify", string(body))
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &got))
	return got
}

func TestSignedOffer(t *testing.T) {
	s, folder, a, _ := signing(t)
	handler := s.routes()
	got := signOne(t, handler, a)
	assert.Equal(t, "https://parley.example/offer#"+got.Token, got.Link)
	assert.Equal(t, offers.Square(got.Link), got.Square)
	quoted := ask(handler, "POST", "/v1/quote", offerRequest("")[strings.Index(offerRequest(""), `{"as_of"`):len(offerRequest(""))-1])
	assert.Equal(t, quoted.Header().Get("Parley-Digest"), got.Claims.Digest)

	found := verifyOne(t, handler, got.Token, "Li Wei")
	assert.Equal(t, verdict{Valid: true, Reproduced: true, Claims: got.Claims}, found)
	assert.Equal(t, "示例银行 Example Bank", found.Claims.Issuer)

	for it, c := range map[string]struct {
		token, audience, reason string
		claims                  bool
	}{
		"for somebody else":   {got.Token, "Wang Fang", "offer_audience", true},
		"one character":       {strings.Replace(got.Token, ".eyJ", ".eyK", 1), "Li Wei", "offer_tampered", false},
		"another digit":       {got.Token[:len(got.Token)-3] + "AAA", "Li Wei", "offer_tampered", false},
		"signed by who knows": {foreign(t), "Li Wei", "offer_key_unknown", false},
	} {
		found := verifyOne(t, handler, c.token, c.audience)
		assert.Equal(t, c.reason, found.Reason, it)
		assert.False(t, found.Valid, it)
		assert.Equal(t, c.claims, found.Claims != nil, it)
	}
	requireRefused(t, ask(handler, "POST", "/v1/offers/verify", `{"token":"eyJ.e30.c2ln"}`), 400, "offer_malformed")
	requireRefused(t, ask(handler, "POST", "/v1/offers/verify", `{"token":"`), 400, "malformed")
	requireRefused(t, ask(handler, "POST", "/v1/offers/verify", `{"audience":"x"}`), 422, "impossible")

	published := ask(handler, "GET", "/.well-known/jwks.json", "")
	assert.Equal(t, "public, max-age=300", published.Header().Get("Cache-Control"))
	assert.Contains(t, published.Body.String(), `"name":"示例银行 Example Bank"`)
	assert.Equal(t, http.StatusNotModified, ask(handler, "GET", "/.well-known/jwks.json", "", "If-None-Match", published.Header().Get("ETag")).Code)

	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	require.NoError(t, err)
	secret, err := os.ReadFile(files[0])
	require.NoError(t, err)
	var kept struct{ Seed string }
	require.NoError(t, json.Unmarshal(secret, &kept))
	for _, hidden := range []string{kept.Seed, got.Token, "Li Wei", "6222", "1500.00", "示例"} {
		assert.NotContains(t, s.log.String(), hidden, "nothing of an offer is in the log")
	}
	assert.NotContains(t, published.Body.String(), kept.Seed)

	require.NoError(t, os.Remove(files[0]))
	assert.Equal(t, "offer_key_unknown", verifyOne(t, handler, got.Token, "").Reason, "a key that was deleted counts no longer")
	require.NoError(t, os.WriteFile(files[0], []byte("{}"), 0o600))
	requireRefused(t, ask(handler, "GET", "/.well-known/jwks.json", ""), 503, "signer_unchecked")
	requireRefused(t, ask(handler, "POST", "/v1/offers/verify", `{"token":"x"}`), 503, "signer_unchecked")
	requireRefused(t, ask(handler, "POST", "/v1/offers", offerRequest(lastDay(offerDay)), "Authorization", a), 503, "signer_unchecked")
}

// foreign is an offer that is signed with a key of another server.
func foreign(t *testing.T) string {
	ring := offers.NewKeyring(t.TempDir())
	_, err := ring.Create("bank-a", "示例银行 Example Bank", time.Now())
	require.NoError(t, err)
	keys, err := ring.Keys()
	require.NoError(t, err)
	return must(keys[0].Sign(&offers.Claims{Audience: "Li Wei", Expires: time.Now().Add(time.Hour).Unix()}))
}

// An offer that has expired is genuine, and no longer good.
func TestExpiredOffer(t *testing.T) {
	s, _, a, _ := signing(t)
	keys, err := s.signers.Keys()
	require.NoError(t, err)
	claims := verifyOne(t, s.routes(), signOne(t, s.routes(), a).Token, "").Claims
	claims.Expires = time.Now().Unix()
	found := verifyOne(t, s.routes(), must(keys[0].Sign(claims)), "")
	assert.Equal(t, "offer_expired", found.Reason)
	assert.True(t, found.Reproduced)
	assert.Equal(t, claims, found.Claims)
}

// A plan of the most payments, each one listed, can be signed, but no picture holds it.
func TestLongestOffer(t *testing.T) {
	s, _, a, _ := signing(t)
	first := time.Now().AddDate(0, 0, 30)
	var rows []string
	for i := range 600 {
		rows = append(rows, fmt.Sprintf(`{"due":%q,"amount":"%d.%02d"}`, first.AddDate(0, 0, i*7+i%3).Format(time.DateOnly), 10+i*7919%90, i*37%100))
	}
	body := `{"audience":"Li Wei","reference":"1","zone":"UTC",` + lastDay(offerDay) + `"quote":{"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"10000.00"}},` +
		`"terms":{"shape":"custom","payments":[` + strings.Join(rows, ",") + `],"rate":{"value":"0","per":"year"},"first_due":"` + offerDay + `"}}}`
	answer := ask(s.routes(), "POST", "/v1/offers", body, "Authorization", a)
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	var got signed
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &got))
	assert.Empty(t, got.Square)
	assert.True(t, verifyOne(t, s.routes(), got.Token, "").Reproduced)
}

func TestOffersThatAreNotSigned(t *testing.T) {
	s, _, a, b := signing(t)
	handler := s.routes()
	yesterday := time.Now().AddDate(0, 0, -2).Format(time.DateOnly)
	later := time.Now().AddDate(0, 0, 31).Format(time.DateOnly)
	for it, c := range map[string]struct {
		body, key string
		status    int
		code      string
		says      string
	}{
		"no key":             {offerRequest(lastDay(offerDay)), b, 422, "signer_missing", ""},
		"no JSON":            {`{"audience":`, a, 400, "malformed", "json_syntax"},
		"an unknown key":     {offerRequest(lastDay(offerDay) + `"iss":"Another Bank",`), a, 422, "impossible", `"#/iss"`},
		"nobody":             {strings.Replace(offerRequest(lastDay(offerDay)), "Li Wei", "", 1), a, 422, "impossible", "text_length"},
		"no last day":        {offerRequest(""), a, 422, "impossible", "event_fields"},
		"a day that is over": {offerRequest(lastDay(yesterday)), a, 422, "impossible", "date_order"},
		"after first money":  {offerRequest(lastDay(later)), a, 422, "impossible", `"allowed":"` + offerDay + `"`},
		"no day":             {offerRequest(lastDay("2026-02-30")), a, 422, "impossible", "date_invalid"},
		"no zone":            {strings.Replace(offerRequest(lastDay(offerDay)), "Asia/Shanghai", "Local", 1), a, 422, "impossible", `"#/zone"`},
		"no plan":            {strings.Replace(offerRequest(lastDay(offerDay)), `"count":3`, `"count":0`, 1), a, 422, "impossible", `"#/quote/terms/count"`},
	} {
		answer := ask(handler, "POST", "/v1/offers", c.body, "Authorization", c.key)
		refused := requireRefused(t, answer, c.status, c.code)
		assert.Contains(t, string(refused.Problems), c.says, it)
	}
	s.signers = nil
	requireRefused(t, ask(s.routes(), "POST", "/v1/offers", offerRequest(lastDay(offerDay)), "Authorization", a), 422, "signer_missing")
	assert.Equal(t, `{"keys":[]}`, ask(s.routes(), "GET", "/.well-known/jwks.json", "").Body.String())
}

// What is signed of a negotiation is its open offer, as it is on record.
func TestOfferOfARecord(t *testing.T) {
	s, _, a, b := signing(t)
	handler := s.routes()
	today := time.Now().UTC().Format(time.DateOnly)
	begun := ask(handler, "POST", "/v1/negotiations", fmt.Sprintf(`{"as_of":%q,"currency":"CNY","record":{"rules":{}},"event":{"kind":"offer","date":%[1]q,"by":"creditor",`+
		`"offer":{"paid":"1500.00","waived":"40.00","amount":"500.00","count":3,"every":{"unit":"month","n":1},"first_due":%q}}}`, today, offerDay), "Authorization", a, "Idempotency-Key", "k")
	require.Equal(t, http.StatusCreated, begun.Code, begun.Body)
	id := strings.TrimPrefix(begun.Header().Get("Location"), "/v1/negotiations/")
	on := func(id string, number int) string {
		return fmt.Sprintf(`"on_record":{"negotiation":%q,"number":%d},`, id, number)
	}
	var got signed
	answer := ask(handler, "POST", "/v1/offers", offerRequest(on(id, 1)), "Authorization", a)
	require.Equal(t, http.StatusOK, answer.Code, answer.Body)
	require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &got))
	assert.Equal(t, []any{id, 1, 1, offerDay}, []any{got.Claims.Negotiation, got.Claims.Revision, got.Claims.Number, got.Claims.LastDay})
	assert.True(t, verifyOne(t, handler, got.Token, "").Valid)

	_, err := s.signers.Create("bank-b", "Another Bank", time.Now())
	require.NoError(t, err)
	requireRefused(t, ask(handler, "POST", "/v1/offers", offerRequest(on(id, 1)), "Authorization", b), 404, "not_found")
	requireRefused(t, ask(handler, "POST", "/v1/offers", offerRequest(on("NOBODYS", 1)), "Authorization", a), 404, "not_found")
	requireRefused(t, ask(handler, "POST", "/v1/offers", offerRequest(on(id, 1)+lastDay(offerDay)), "Authorization", a), 422, "impossible")
	refused := requireRefused(t, ask(handler, "POST", "/v1/offers", offerRequest(on(id, 2)), "Authorization", a), 422, "offer_differs")
	assert.Contains(t, string(refused.Problems), "offer_unknown")
	for from, to := range map[string]string{`"count":3`: `"count":2`, `"1500.00"`: `"1500.01"`, `"percent":"1"`: `"percent":"0.5"`, offerDay: today} {
		refused = requireRefused(t, ask(handler, "POST", "/v1/offers", strings.ReplaceAll(offerRequest(on(id, 1)), from, to), "Authorization", a), 422, "offer_differs")
		assert.Contains(t, string(refused.Problems), "offer_amounts", from)
	}
	declined := ask(handler, "POST", begun.Header().Get("Location")+"/events", fmt.Sprintf(`{"as_of":%q,"event":{"kind":"decline","date":%[1]q,"by":"borrower","number":1}}`, today),
		"Authorization", a, "Idempotency-Key", "k2", "If-Match", `"1"`)
	require.Equal(t, http.StatusCreated, declined.Code, declined.Body)
	refused = requireRefused(t, ask(handler, "POST", "/v1/offers", offerRequest(on(id, 1)), "Authorization", a), 422, "offer_differs")
	assert.Contains(t, string(refused.Problems), "offer_closed")
}

func TestSignerVerbs(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "signing")
	code, out, said := verb("", "signer", "create", "-signing-keys", folder, "-partner", "bank-a", "-name", "Example Bank")
	require.Zero(t, code, said)
	old := strings.TrimSpace(out)
	code, out, _ = verb("", "signer", "create", "-signing-keys", folder, "-partner", "bank-a", "-name", "Example Bank plc")
	require.Zero(t, code)
	code, listed, _ := verb("", "signer", "list", "-signing-keys", folder)
	require.Zero(t, code)
	assert.Regexp(t, `(?s)^ID +PARTNER +CREATED +SIGNS +NAME\n`+old+` +bank-a +\S+Z +- +Example Bank\n`+strings.TrimSpace(out)+` +bank-a +\S+Z +yes +Example Bank plc\n$`, listed)
	for arguments, want := range map[string]int{"signer": 2, "signer dance -signing-keys x": 2, "signer list": 1, "signer list -signing-keys " + folder + " x": 2, "signer create -signing-keys " + folder: 1} {
		code, _, _ := verb("", strings.Fields(arguments)...)
		assert.Equal(t, want, code, arguments)
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "x.json"), nil, 0o600))
	code, _, said = verb("", "signer", "list", "-signing-keys", folder)
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "x.json is no signing key")
}
