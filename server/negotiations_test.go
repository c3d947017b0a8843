package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
	"parley/server/access"
	"parley/server/store"
)

const contact = `{"as_of":"2026-12-01","event":{"kind":"contact","date":"2026-12-01","by":"creditor","note":"called"}}`

// recorder is a service and the place of its store.
type recorder struct {
	*service
	place string
	log   *strings.Builder
}

// recording is a service with a store and the keys of two partners, the first of which has two.
func recording(t *testing.T) (s recorder, a, again, b string) {
	o := &settings{calculations: "open", keys: filepath.Join(t.TempDir(), "keys"), db: filepath.Join(t.TempDir(), "parley.db")}
	file := access.NewFile(o.keys, "")
	var secrets []string
	for _, partner := range []string{"bank-a", "bank-a", "bank-b"} {
		secret, err := file.Create(partner, access.Scopes, time.Now())
		require.NoError(t, err)
		secrets = append(secrets, "Bearer "+secret)
	}
	log := &strings.Builder{}
	s = recorder{newDoor(t, log), o.db, log}
	require.NoError(t, s.setUp(o))
	t.Cleanup(func() { assert.NoError(t, s.store.Close()) })
	return s, secrets[0], secrets[1], secrets[2]
}

// beginning is the request of the engine's case in which a negotiation begins.
func beginning(t *testing.T) string {
	text, err := os.ReadFile("../calc/testdata/cases/advance/1_offer.json")
	require.NoError(t, err)
	var c struct{ Request json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &c))
	return string(c.Request)
}

func TestNegotiationOnRecord(t *testing.T) {
	s, a, again, b := recording(t)
	handler := s.routes()
	begun := ask(handler, "POST", "/v1/negotiations", beginning(t), "Authorization", a, "Idempotency-Key", "k1")
	require.Equal(t, http.StatusCreated, begun.Code, begun.Body)
	address := begun.Header().Get("Location")
	added := ask(handler, "POST", address+"/events", contact, "Authorization", again, "Idempotency-Key", "k2", "If-Match", begun.Header().Get("ETag"))
	require.Equal(t, http.StatusCreated, added.Code, added.Body)
	shown := ask(handler, "GET", address, "", "Authorization", a)
	require.Equal(t, http.StatusOK, shown.Code)
	assert.Contains(t, shown.Body.String(), `"note":"called"`)
	lines := ask(handler, "GET", address+"/events", "", "Authorization", a)
	entries, err := store.Verify(bytes.NewReader(lines.Body.Bytes()))
	require.NoError(t, err)
	assert.Len(t, entries, 2)
	assert.Contains(t, shown.Body.String(), entries[1].Hash)

	requireRefused(t, ask(handler, "POST", address+"/events", contact, "Authorization", a, "Idempotency-Key", "k3", "If-Match", `"1"`), 412, "revision_stale")
	requireRefused(t, ask(handler, "POST", address+"/events", contact, "Authorization", a, "If-Match", `"1"`), 400, "idempotency_key_missing")
	requireRefused(t, ask(handler, "POST", address+"/events", contact, "Authorization", a, "Content-Type", "text/plain"), 415, "not_json")
	requireRefused(t, ask(handler, "GET", address, ""), 401, "credential_missing")
	requireRefused(t, ask(handler, "GET", address, "", "Authorization", b), 404, "not_found")
}

// Whoever holds an export can verify it; the operator can erase words while the service runs.
func TestRecordVerbs(t *testing.T) {
	s, a, _, _ := recording(t)
	handler := s.routes()
	begun := ask(handler, "POST", "/v1/negotiations", beginning(t), "Authorization", a, "Idempotency-Key", "k1")
	address := begun.Header().Get("Location")
	added := ask(handler, "POST", address+"/events", contact, "Authorization", a, "Idempotency-Key", "k2", "If-Match", `"1"`)
	require.Equal(t, http.StatusCreated, added.Code, added.Body)
	export := func() string { return ask(handler, "GET", address+"/events", "", "Authorization", a).Body.String() }

	code, out, said := verb(export(), "record", "verify")
	require.Zero(t, code, said)
	assert.Contains(t, out, "whole: events 1 to 2, and engine "+calc.Engine)
	code, _, said = verb(strings.Replace(export(), "18000.00", "18000.01", 1), "record", "verify")
	assert.Equal(t, 1, code)
	assert.Contains(t, said, "line 1: the event is not the one")

	id, place := strings.TrimPrefix(address, "/v1/negotiations/"), s.place
	for arguments, code := range map[string]int{
		"": 2, "dance": 2, "verify twice": 2, "erase " + id: 2, "erase -db " + place + " -partner bank-a": 2,
		"erase -db " + place + " -partner bank-a -before 2030-01-01 " + id: 2,
		"erase -db " + place + " -partner bank-a -before soon":             1,
		"erase -db " + place + " -partner bank-b " + id:                    1,
	} {
		got, _, _ := verb("", append([]string{"record"}, strings.Fields(arguments)...)...)
		assert.Equal(t, code, got, arguments)
	}
	assert.Contains(t, export(), `"text":"called"`)
	code, _, said = verb("", "record", "erase", "-db", place, "-partner", "bank-a", id)
	require.Zero(t, code, said)
	assert.NotContains(t, export(), "called")
	code, _, said = verb(export(), "record", "verify")
	assert.Zero(t, code, said)

	ask(handler, "POST", address+"/events", contact, "Authorization", a, "Idempotency-Key", "k3", "If-Match", `"2-1"`)
	assert.Contains(t, export(), `"text":"called"`)
	code, _, said = verb("", "record", "erase", "-db", place, "-partner", "bank-a", "-before", "2999-01-01")
	require.Zero(t, code, said)
	assert.NotContains(t, export(), "called")
}

// What one run of the program was told is there in the next, and so is what time has
// brought about.
func TestRecordsOutliveTheProgram(t *testing.T) {
	keys, place := filepath.Join(t.TempDir(), "keys"), filepath.Join(t.TempDir(), "parley.db")
	secret, err := access.NewFile(keys, "").Create("bank-a", []string{access.Record}, time.Now())
	require.NoError(t, err)
	call := func(r *running, method, path, body string) *http.Response {
		request, err := http.NewRequest(method, r.url+path, strings.NewReader(body))
		require.NoError(t, err)
		for name, value := range map[string]string{"Authorization": "Bearer " + secret, "Content-Type": "application/json", "Idempotency-Key": "k"} {
			request.Header.Set(name, value)
		}
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		t.Cleanup(func() { answer.Body.Close() })
		return answer
	}
	r := start(t, "-db", place, "-keys", keys, "-stop-wait", "0s")
	longAgo := strings.NewReplacer(`"2026-`, `"2020-`, `"2027-`, `"2021-`).Replace(beginning(t))
	begun := call(r, "POST", "/v1/negotiations", longAgo)
	require.Equal(t, http.StatusCreated, begun.StatusCode)
	r.stop()
	require.Zero(t, <-r.ended)
	require.NoFileExists(t, place+"-wal", "the store was closed")

	r = start(t, "-db", place, "-keys", keys, "-stop-wait", "0s")
	again := call(r, "POST", "/v1/negotiations", longAgo)
	assert.Equal(t, http.StatusCreated, again.StatusCode)
	assert.Equal(t, "true", again.Header.Get("Idempotency-Replayed"))
	assert.Equal(t, begun.Header.Get("Location"), again.Header.Get("Location"))
	require.Eventually(t, func() bool {
		text, err := io.ReadAll(call(r, "GET", begun.Header.Get("Location"), "").Body)
		return err == nil && bytes.Contains(text, []byte(`"state":"expired"`))
	}, patience, 10*time.Millisecond, "its offer has expired since, and nobody has to ask")
}

// Two partners: every address with every id of the other is not found.
func TestPartnersDoNotMeet(t *testing.T) {
	s, a, _, b := recording(t)
	handler := s.routes()
	addresses, links := map[string][]string{}, map[string]string{}
	for _, partner := range []string{a, b} {
		for i := range 3 {
			begun := ask(handler, "POST", "/v1/negotiations", beginning(t), "Authorization", partner, "Idempotency-Key", fmt.Sprint(i))
			require.Equal(t, http.StatusCreated, begun.Code, begun.Body)
			address := begun.Header().Get("Location")
			addresses[partner] = append(addresses[partner], address)
			links[address], _ = linkTo(t, handler, address, partner)
		}
	}
	asked := 0
	for _, route := range handler.Routes() {
		if !strings.HasPrefix(route.Path, "/v1/negotiations/:id") {
			continue
		}
		for partner, other := range map[string]string{a: b, b: a} {
			for i, address := range addresses[other] {
				path := strings.NewReplacer("/v1/negotiations/:id", address, ":link", links[address]).Replace(route.Path)
				answer := ask(handler, route.Method, path, contact, "Authorization", partner, "Idempotency-Key", fmt.Sprint(path, i), "If-Match", `"1"`)
				requireRefused(t, answer, 404, "not_found")
				asked++
			}
		}
	}
	assert.Equal(t, 7*2*3, asked)
	for _, other := range addresses[b] { // and the link of another's negotiation is not one of one's own
		requireRefused(t, ask(handler, "DELETE", addresses[a][0]+"/links/"+links[other], "", "Authorization", a), 404, "not_found")
	}
}

// Without a store there is nothing at the addresses, and without keys nobody comes to them.
func TestNothingOnRecord(t *testing.T) {
	s, made := keyedDoor(t)
	requireRefused(t, ask(s.routes(), "GET", "/v1/negotiations", "", "Authorization", "Bearer "+made.both), 404, "not_found")
	requireRefused(t, ask(s.routes(), "GET", "/v1/negotiations", "", "Authorization", "Bearer "+made.calculate), 403, "scope_missing")
	requireRefused(t, ask(door(t, io.Discard), "GET", "/v1/negotiations", ""), 401, "credential_missing")
	s.keyed = false
	requireRefused(t, ask(s.routes(), "GET", "/v1/negotiations", ""), 401, "credential_missing")
}

// Old keys are dropped when the service starts; a store that is gone makes it unready.
func TestStoreOfAService(t *testing.T) {
	s, a, _, _ := recording(t)
	head := store.Head{ID: "n"}
	step, reply, err := store.Advance(&head, store.Instant(time.Now()), []byte(beginning(t)))
	require.NoError(t, err)
	require.False(t, reply.Failed)
	old := &store.Change{Tenant: "bank-a", Key: store.Key{Route: "r", Key: "k"}, At: store.Instant(time.Now().Add(-store.KeyLife - time.Hour)), Entry: &step.Entry, Record: step.Record}
	_, _, err = s.store.Append(t.Context(), old)
	require.NoError(t, err)
	go s.forgetKeys()
	require.Eventually(t, func() bool {
		_, _, err := s.store.Append(t.Context(), old)
		return err == store.Stale // no longer the answer of before
	}, patience, time.Millisecond)
	s.stop()
	admin := s.adminRoutes(false)
	assert.Equal(t, http.StatusOK, look(admin, "/readyz").Code)
	require.NoError(t, s.store.Close())
	assert.Equal(t, http.StatusServiceUnavailable, look(admin, "/readyz").Code)
	requireRefused(t, ask(s.routes(), "GET", "/v1/negotiations", "", "Authorization", a), 503, "store_unavailable")
	assert.Contains(t, s.log.String(), `"msg":"record"`, "the operator is told why")
}
