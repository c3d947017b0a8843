package records_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/records"
	"parley/server/store"
	"parley/server/webhook"
)

// counter is a desk with a store of its own. Who asks says so in a header: whether
// that is true is not the desk's affair.
type counter struct {
	*gin.Engine
	store *store.Store
}

func open(t testing.TB) *counter {
	gin.SetMode(gin.ReleaseMode)
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "parley.db"))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	desk := records.Desk{
		Store:  s,
		Now:    func() time.Time { return time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) },
		Tenant: func(c *gin.Context) string { return c.GetHeader("Tenant") },
		Linked: func(c *gin.Context) *store.Link {
			found, err := s.FindLink(c, c.GetHeader("Link"))
			if err != nil {
				found = store.Link{ID: "nobodys", Tenant: "a", Negotiation: "NOBODYS", Zone: "UTC"}
			}
			return &found
		},
		NewLink: func() records.NewLink {
			id := rand.Text()
			return records.NewLink{ID: id, Hash: "hash", Address: "https://parley.example/offer#link=" + id, Square: "<svg/>"}
		},
		Body: func(c *gin.Context) ([]byte, func(), bool) {
			text, err := io.ReadAll(c.Request.Body)
			return text, func() { clear(text) }, err == nil // as if others read into it
		},
		Refuse: func(c *gin.Context, r records.Refusal, members []byte) {
			c.Data(r.Status, "application/problem+json", fmt.Appendf(nil, `{"code":%q,"members":%s}`, r.Code, members))
		},
	}
	desk.Keys = webhook.NewKeys("a secret of thirty-two characters")
	router := gin.New()
	desk.Mount(router)
	return &counter{router, s}
}

// ask sends a request of tenant a; more are headers, name and value in turns.
func (d *counter) ask(method, address, body string, more ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, address, strings.NewReader(body))
	request.Header.Set("Tenant", "a")
	for i := 0; i < len(more); i += 2 {
		if request.Header.Del(more[i]); more[i+1] != "" {
			request.Header.Set(more[i], more[i+1])
		}
	}
	answer := httptest.NewRecorder()
	d.ServeHTTP(answer, request)
	return answer
}

// told is a golden case of the engine.
type told struct {
	Request json.RawMessage
	Want    struct{ Record json.RawMessage }
}

func golden(t testing.TB, name string) (c told) {
	text, err := os.ReadFile("../../calc/testdata/cases/advance/" + name + ".json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &c))
	return c
}

// story is a negotiation in the engine's golden cases.
var story = []string{"1_offer", "2_sibling", "3_counter", "5_counter", "7_accepted", "8_deposit", "9_kept_in_grace"}

// event is what a golden case adds to the record.
func event(t testing.TB, name string) string {
	var parts struct {
		AsOf  json.RawMessage `json:"as_of"`
		Event json.RawMessage
	}
	require.NoError(t, json.Unmarshal(golden(t, name).Request, &parts))
	return fmt.Sprintf(`{"as_of":%s,"event":%s}`, parts.AsOf, parts.Event)
}

const contact = `{"as_of":"2027-03-31","event":{"kind":"contact","date":"2027-03-31","by":"creditor","note":"told <him>, 都说了"}}`

// begin opens a negotiation with the first n events of the story.
func (d *counter) begin(t testing.TB, tenant string, n int) (address string) {
	t.Helper()
	answer := d.ask("POST", "/v1/negotiations", string(golden(t, story[0]).Request), "Tenant", tenant, "Idempotency-Key", fmt.Sprint("begin", n))
	require.Equal(t, http.StatusCreated, answer.Code, answer.Body)
	address = answer.Header().Get("Location")
	for i := 1; i < n; i++ {
		answer = d.ask("POST", address+"/events", event(t, story[i]), "Tenant", tenant, "Idempotency-Key", address+story[i], "If-Match", answer.Header().Get("ETag"))
		require.Equal(t, http.StatusCreated, answer.Code, answer.Body)
	}
	return address
}

func TestStoryOverHTTP(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", len(story))
	sameDay := strings.Replace(contact, `"date":"2027-03-31"`, `"date":"2026-12-23"`, 1) // later a promise would be missed
	added := d.ask("POST", address+"/events", sameDay, "Idempotency-Key", "contact", "If-Match", `"7"`)
	require.Equal(t, http.StatusCreated, added.Code, added.Body)
	assert.Equal(t, `"8"`, added.Header().Get("ETag"))
	assert.Equal(t, address, added.Header().Get("Location"))

	shown := d.ask("GET", address, "")
	require.Equal(t, http.StatusOK, shown.Code)
	assert.Equal(t, `"8"`, shown.Header().Get("ETag"))
	var got struct {
		ID, Opened, Hash, Currency string
		Revision                   int
		Record                     json.RawMessage
	}
	require.NoError(t, json.Unmarshal(shown.Body.Bytes(), &got))
	assert.Equal(t, "/v1/negotiations/"+got.ID, address)
	assert.Equal(t, "2026-11-24T12:00:00.000000Z", got.Opened)
	assert.Equal(t, 8, got.Revision)
	assert.Equal(t, "CNY", got.Currency)
	assert.JSONEq(t, fmt.Sprintf(`{"id":%q,"revision":8,"hash":%q,"state":"kept"}`, got.ID, got.Hash), added.Body.String())
	// The record is the engine's of the last case, byte for byte, and the contact behind it.
	var want bytes.Buffer
	require.NoError(t, json.Compact(&want, golden(t, story[6]).Want.Record))
	assert.Equal(t, strings.TrimSuffix(want.String(), "]}")+
		`,{"kind":"contact","date":"2026-12-23","by":"creditor","note":"told <him>, 都说了"}]}`, string(got.Record))

	lines := d.ask("GET", address+"/events", "")
	assert.Equal(t, "application/x-ndjson", lines.Header().Get("Content-Type"))
	entries, err := store.Verify(lines.Body)
	require.NoError(t, err)
	assert.Equal(t, got.Hash, entries[7].Hash)
	_, err = store.Replay(nil, entries)
	require.NoError(t, err)
}

func TestWhatTheCallerHasIsNotSentAgain(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", 1)
	d.ask("POST", address+"/events", contact, "Idempotency-Key", "contact", "If-Match", `"1"`)
	assert.Equal(t, http.StatusNotModified, d.ask("GET", address, "", "If-None-Match", `"1", W/"2"`).Code)
	assert.Equal(t, http.StatusOK, d.ask("GET", address, "", "If-None-Match", `"1"`).Code)
	require.NoError(t, d.store.EraseBefore(t.Context(), "a", "3000", "2027"))
	after := d.ask("GET", address, "", "If-None-Match", `"2"`)
	assert.Equal(t, http.StatusOK, after.Code, "words are gone: something else is shown")
	assert.Equal(t, `"2-1"`, after.Header().Get("ETag"))
	assert.NotContains(t, after.Body.String(), "told")
	assert.Equal(t, http.StatusCreated, d.ask("POST", address+"/events", contact, "Idempotency-Key", "k", "If-Match", `"2-1"`).Code)
}

func TestKeysAndRevisions(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", 1) + "/events"
	sibling, retracted := event(t, "2_sibling"), `{"as_of":"2027-03-31","event":{"kind":"accept","date":"2026-11-24","by":"borrower","number":9}}`
	for _, c := range []struct {
		it, body, key, match string
		status               int
		says                 string
		replayed             bool
	}{
		{"no key", sibling, "", `"1"`, 400, "idempotency_key_missing", false},
		{"a key with a space", sibling, "a key", `"1"`, 400, "idempotency_key_missing", false},
		{"a key that is too long", sibling, strings.Repeat("k", 256), `"1"`, 400, "idempotency_key_missing", false},
		{"no revision", sibling, "k1", "", 428, "if_match_missing", false},
		{"any revision", sibling, "k1", "*", 400, "if_match_malformed", false},
		{"a weak tag", sibling, "k1", `W/"1"`, 400, "if_match_malformed", false},
		{"two tags", sibling, "k1", `"1", "2"`, 400, "if_match_malformed", false},
		{"a tag of none", sibling, "k1", `"0"`, 400, "if_match_malformed", false},
		{"no document", `{"as_of"`, "k1", `"1"`, 400, "malformed", false},
		{"an offer that is none", retracted, "k2", `"1"`, 422, "offer_unknown", false},
		{"and again", retracted, "k2", `"1"`, 422, "offer_unknown", true},
		{"a revision to come", sibling, "k3", `"2"`, 412, "revision_stale", false},
		{"made", sibling, strings.Repeat("k", 255), `"1"`, 201, `"revision":2`, false},
		{"made before", sibling, strings.Repeat("k", 255), `"1"`, 201, `"revision":2`, true},
		{"refused before, though the revision has come", sibling, "k3", `"2"`, 412, "revision_stale", true},
		{"the key of another body", contact, "k3", `"2"`, 422, "idempotency_key_reused", false},
		{"the key of another revision", sibling, "k3", `"1"`, 422, "idempotency_key_reused", false},
		{"an old revision", contact, "k4", `"1"`, 412, "revision_stale", false},
		{"made as well", contact, "k5", `"2"`, 201, `"revision":3`, false},
	} {
		answer := d.ask("POST", address, c.body, "Idempotency-Key", c.key, "If-Match", c.match)
		assert.Equal(t, c.status, answer.Code, c.it)
		assert.Contains(t, answer.Body.String(), c.says, c.it)
		assert.Equal(t, c.replayed, answer.Header().Get("Idempotency-Replayed") == "true", c.it)
	}
	began := d.ask("POST", "/v1/negotiations", string(golden(t, "2_sibling").Request), "Idempotency-Key", "k6")
	assert.Equal(t, http.StatusUnprocessableEntity, began.Code)
	assert.Contains(t, began.Body.String(), "record_began")
}

// Two tenants: every address with every id of the other says the same as with an
// id that is nobody's.
func TestWhatIsSomebodyElsesIsNotFound(t *testing.T) {
	d := open(t)
	addresses := map[string][]string{}
	for _, tenant := range []string{"a", "b"} {
		for n := 1; n <= 3; n++ {
			addresses[tenant] = append(addresses[tenant], d.begin(t, tenant, n))
		}
	}
	asked := 0
	for _, route := range d.Routes() {
		if !strings.HasPrefix(route.Path, "/v1/negotiations/:id") {
			continue
		}
		for tenant, other := range map[string]string{"a": "b", "b": "a"} {
			ask := func(address, key string) *httptest.ResponseRecorder {
				path := strings.NewReplacer("/v1/negotiations/:id", address, ":link", "somelink").Replace(route.Path)
				return d.ask(route.Method, path, contact, "Tenant", tenant, "Idempotency-Key", key, "If-Match", `"1"`)
			}
			for i, address := range addresses[other] {
				stranger := ask(address, fmt.Sprint(route.Path, i))
				nobody := ask("/v1/negotiations/NOBODYS", fmt.Sprint(route.Path, "nobodys", i))
				assert.Equal(t, http.StatusNotFound, stranger.Code, "%s %s", route.Method, route.Path)
				assert.Equal(t, nobody.Body, stranger.Body)
				assert.Equal(t, nobody.Header(), stranger.Header())
				asked++
			}
		}
	}
	assert.Equal(t, 7*2*3, asked)
	for tenant, own := range addresses {
		listed := d.ask("GET", "/v1/negotiations", "", "Tenant", tenant).Body.String()
		assert.Equal(t, 3, strings.Count(listed, `"id":`))
		for _, address := range own {
			assert.Contains(t, listed, strings.TrimPrefix(address, "/v1/negotiations/"))
			assert.Equal(t, http.StatusOK, d.ask("GET", address, "", "Tenant", tenant).Code)
		}
	}
}
