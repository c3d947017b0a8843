package records_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestListInPages(t *testing.T) {
	d := open(t)
	for n := 1; n <= 5; n++ {
		d.begin(t, "a", n)
	}
	var ids []string
	address := "/v1/negotiations?limit=2"
	for _, size := range []int{2, 2, 1} {
		answer := d.ask("GET", address, "")
		var page struct {
			Negotiations []struct{ ID string }
			Next         string
		}
		require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &page))
		require.Len(t, page.Negotiations, size)
		for _, n := range page.Negotiations {
			ids = append(ids, n.ID)
		}
		link := answer.Header().Get("Link")
		address = strings.TrimSuffix(strings.TrimPrefix(link, "<"), `>; rel="next"`)
		assert.Equal(t, page.Next != "", strings.HasSuffix(address, "&cursor="+page.Next))
	}
	assert.Empty(t, address, "the last page has no next one")
	assert.IsIncreasing(t, ids, "opened at one instant, so by id, and none twice")
	assert.Equal(t, `{"negotiations":[]}`, d.ask("GET", "/v1/negotiations", "", "Tenant", "nobody").Body.String())
}

func TestQueriesThatAreNone(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", 2)
	forged := base64.RawURLEncoding.EncodeToString
	for _, query := range []string{
		"?limit=0", "?limit=101", "?limit=-1", "?limit=1.5", "?limit=", "?cursor=no+base64", "?cursor=" + forged([]byte("nospace")),
		"?cursor=" + forged([]byte("2026 \x00")), "?cursor=" + forged([]byte(strings.Repeat("x ", 65))),
	} {
		answer := d.ask("GET", "/v1/negotiations"+query, "")
		assert.Equal(t, http.StatusBadRequest, answer.Code, query)
		assert.Contains(t, answer.Body.String(), "query_malformed", query)
	}
	for _, query := range []string{"?from=2&to=1", "?from=-1", "?to=3", "?from=x", "?from=3"} {
		assert.Equal(t, http.StatusBadRequest, d.ask("GET", address+"/diff"+query, "").Code, query)
	}
	own := d.ask("GET", "/v1/negotiations?cursor="+forged([]byte("0 0' OR '1'='1")), "")
	assert.Equal(t, 1, strings.Count(own.Body.String(), `"id":`), "a cursor that was made up shows nothing of anybody else")
}

func TestDiff(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", 5) // the fifth event accepts an offer
	var got struct {
		From, To int
		Events   []struct{ Kind string }
		Changes  []struct {
			Pointer  string
			From, To json.RawMessage
		}
	}
	require.NoError(t, json.Unmarshal(d.ask("GET", address+"/diff", "").Body.Bytes(), &got))
	assert.Equal(t, []int{4, 5}, []int{got.From, got.To})
	require.Len(t, got.Events, 1)
	assert.Equal(t, "accept", got.Events[0].Kind)
	var changes []string
	for _, change := range got.Changes {
		if change.Pointer != "#/promises" {
			changes = append(changes, fmt.Sprintf("%s %s → %s", change.Pointer, change.From, change.To))
		}
	}
	assert.Equal(t, []string{
		`#/accepted  → 4`,
		`#/offers/1/state "open" → "withdrawn"`,
		`#/offers/3/state "open" → "accepted"`,
		`#/state "countered" → "awaiting_deposit"`,
	}, changes)

	require.NoError(t, json.Unmarshal(d.ask("GET", address+"/diff?from=0&to=1", "").Body.Bytes(), &got))
	assert.Equal(t, "#", got.Changes[0].Pointer, "before the first event there is nothing")
	require.NoError(t, json.Unmarshal(d.ask("GET", address+"/diff?from=3&to=3", "").Body.Bytes(), &got))
	assert.Empty(t, got.Changes)
	assert.Empty(t, got.Events)
}

// Each call sent one to five times at once over HTTP: one effect, equal answers.
func TestResentOverHTTP(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", 1)
	for i := range 20 {
		copies := 1 + i%5
		bodies, statuses := make([]string, copies), make([]int, copies)
		var sent sync.WaitGroup
		for at := range copies {
			sent.Go(func() {
				answer := d.ask("POST", address+"/events", contact, "Idempotency-Key", fmt.Sprint(i), "If-Match", fmt.Sprintf(`"%d"`, i+1))
				bodies[at], statuses[at] = answer.Body.String(), answer.Code
			})
		}
		sent.Wait()
		for at := range copies {
			assert.Equal(t, http.StatusCreated, statuses[at])
			assert.Equal(t, bodies[0], bodies[at])
		}
	}
	assert.Equal(t, `"21"`, d.ask("GET", address, "").Header().Get("ETag"))
}

// A store that does not answer is a failure here, and says nothing about itself.
func TestStoreThatDoesNotAnswer(t *testing.T) {
	d := open(t)
	address := d.begin(t, "a", 1)
	require.NoError(t, d.store.Close())
	for _, route := range d.Routes() {
		path := strings.Replace(route.Path, "/v1/negotiations/:id", address, 1)
		path = strings.Replace(path, ":delivery", "msg_N_1", 1)
		body := contact
		if route.Path == "/v1/report" {
			path += "?from=2026-11-01&to=2026-11-30&by=month"
		}
		switch route.Path {
		case "/v1/negotiations":
			body = string(golden(t, story[0]).Request)
		case "/v1/webhooks":
			body = `{"url":"https://bank.example/"}`
		}
		if route.Path == "/v1/link/events" {
			body = strings.Replace(strings.Replace(contact, `"creditor"`, `"borrower"`, 1), `"contact"`, `"accept"`, 1)
		}
		answer := d.ask(route.Method, path, body, "Idempotency-Key", "k", "If-Match", `"1"`)
		assert.Equal(t, http.StatusServiceUnavailable, answer.Code, "%s %s", route.Method, path)
		assert.Equal(t, "1", answer.Header().Get("Retry-After"))
		assert.JSONEq(t, `{"code":"store_unavailable","members":{}}`, answer.Body.String())
	}
}
