package records_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// secretive begins a negotiation whose rules and first offer hold all that a creditor
// keeps to itself. Today is 24 November 2026.
const secretive = `{"as_of":"2026-11-24","currency":"CNY","record":{"rules":{"max_rounds":9,"deadlock_after":5,"grace_days":3,"missed_allowed":1,
	"ladder":[{"level":"collector","waiver_most":"2000.00"},{"level":"team_lead","waiver_most":"8000.00"}],
	"pace":{"curve":"even","open":"18000.00","floor":"12345.67","rounds":5}}},
	"event":{"kind":"offer","date":"2026-11-24","by":"creditor","by_level":"collector","approved_by":"team_lead","facts_changed":"lost job, per file","note":"would take 12k",
	"offer":{"paid":"18000.00","waived":"2000.00","amount":"1500.00","count":12,"every":{"unit":"month","n":1},"first_due":"2026-12-20"}}}`

// linked begins that negotiation and makes a link to it.
func (d *counter) linked(t *testing.T, key string) (address, link string) {
	t.Helper()
	begun := d.ask("POST", "/v1/negotiations", secretive, "Idempotency-Key", key)
	require.Equal(t, http.StatusCreated, begun.Code, begun.Body)
	address = begun.Header().Get("Location")
	made := d.ask("POST", address+"/links", `{"last_day":"2026-12-31","zone":"Asia/Shanghai"}`)
	require.Equal(t, http.StatusCreated, made.Code, made.Body)
	var got struct{ ID, Link, Expires, Zone string }
	require.NoError(t, json.Unmarshal(made.Body.Bytes(), &got))
	assert.Equal(t, "2026-12-31T16:00:00.000000Z", got.Expires, "midnight in Shanghai")
	assert.Contains(t, got.Link, got.ID)
	return address, got.ID
}

func (d *counter) reply(link, key, match, event string) (int, string) {
	answer := d.ask("POST", "/v1/link/events", `{"as_of":"2026-11-24","event":`+event+`}`, "Tenant", "", "Link", link, "Idempotency-Key", key, "If-Match", match)
	return answer.Code, answer.Body.String()
}

const cheaper = `{"kind":"counter","date":"2026-11-24","by":"borrower","number":1,"offer":{"paid":"14400.00","waived":"5600.00","amount":"1200.00","count":12,"every":{"unit":"month","n":1},"first_due":"2026-12-20"}}`

func TestBorrowerAnswersByALink(t *testing.T) {
	d := open(t)
	address, link := d.linked(t, "k")
	shown := d.ask("GET", "/v1/link", "", "Tenant", "", "Link", link)
	require.Equal(t, http.StatusOK, shown.Code)
	assert.Equal(t, `"1"`, shown.Header().Get("ETag"))
	var view map[string]any
	require.NoError(t, json.Unmarshal(shown.Body.Bytes(), &view))
	assert.Equal(t, []any{"2026-11-24", "offered", "CNY"}, []any{view["today"], view["state"], view["currency"]})
	for _, secret := range []string{"12345", "collector", "team_lead", "12k", "lost job", "target", "pace", "ladder", "level", "needs", "beyond", "moves", "note", "events", "npv", "floor", strings.TrimPrefix(address, "/v1/negotiations/")} {
		assert.NotContains(t, shown.Body.String(), secret)
	}

	status, said := d.reply(link, "c", `"1"`, cheaper)
	require.Equal(t, http.StatusCreated, status, said)
	for range 2 {
		again, told := d.reply(link, "c", `"1"`, cheaper)
		assert.Equal(t, []any{status, said}, []any{again, told}, "sent again it has one effect")
	}
	status, said = d.reply(link, "c2", `"1"`, `{"kind":"decline","date":"2026-11-24","by":"borrower","number":1}`)
	assert.Equal(t, 412, status, said)
	accepted := d.ask("POST", address+"/events", `{"as_of":"2026-11-24","event":{"kind":"accept","date":"2026-11-24","by":"creditor","number":2,"by_level":"collector","approved_by":"team_lead"}}`,
		"Idempotency-Key", "a", "If-Match", `"2"`)
	require.Equal(t, http.StatusCreated, accepted.Code, accepted.Body)
	shown = d.ask("GET", "/v1/link", "", "Tenant", "", "Link", link)
	assert.Contains(t, shown.Body.String(), `"state":"active"`)
	assert.Contains(t, shown.Body.String(), `"accepted":2,"promises":[{"due":"2026-12-20","amount":"1200.00","state":"open"}`)
	assert.NotContains(t, shown.Body.String(), "team_lead")
}

func TestWhatALinkDoesNotAllow(t *testing.T) {
	d := open(t)
	_, link := d.linked(t, "k")
	event := func(changes ...string) string { return strings.NewReplacer(changes...).Replace(cheaper) }
	for it, c := range map[string]struct {
		event  string
		status int
		says   string
	}{
		"a payment":                  {`{"kind":"payment","date":"2026-11-24","by":"borrower","amount":"9.00"}`, 403, "event_not_yours"},
		"as the creditor":            {event(`"borrower"`, `"creditor"`), 403, "event_not_yours"},
		"a withdrawal":               {`{"kind":"withdraw","date":"2026-11-24","by":"borrower","number":1}`, 403, "event_not_yours"},
		"a kind spelled twice":       {event(`"kind":"counter"`, `"kind":"payment","Kind":"counter"`), 422, "json_unknown_key"},
		"a kind given twice":         {event(`"kind":"counter"`, `"kind":"payment","kind":"counter"`), 422, "json_duplicate_key"},
		"yesterday":                  {event(`"date":"2026-11-24"`, `"date":"2026-11-23"`), 422, `"allowed":"2026-11-24"`},
		"less than the debt waived":  {event(`"waived":"5600.00"`, `"waived":"0"`), 422, `"#/event/offer/waived"`},
		"no waiver at all":           {event(`"waived":"5600.00",`, ``), 422, `"#/event/offer/waived"`},
		"more than the debt":         {event(`"waived":"5600.00"`, `"waived":"5600.01"`), 422, `"#/event/offer/waived"`},
		"an offer that there is not": {event(`"number":1`, `"number":7`), 422, "offer_unknown"},
		"what is no document":        {`{"kind":`, 400, "json_syntax"},
		"a total that is no text":    {event(`"paid":"14400.00"`, `"paid":14400`), 422, "offer_amounts"},
		"a number that is text":      {event(`"number":1`, `"number":"1"`), 422, "wrong_type"},
		"a level":                    {event(`"by":"borrower"`, `"by":"borrower","by_level":"team_lead"`), 422, "event_fields"},
		"an offer that is not whole": {event(`"count":12,`, ``), 422, "missing_key"},
	} {
		status, said := d.reply(link, strings.ReplaceAll(it, " ", "-"), `"1"`, c.event)
		assert.Equal(t, c.status, status, "%s: %s", it, said)
		assert.Contains(t, said, c.says, it)
	}
	// Keys are good for one link each: two borrowers may choose the same.
	_, other := d.linked(t, "k2")
	for _, bearer := range []string{link, other} {
		status, said := d.reply(bearer, "same", `"1"`, cheaper)
		assert.Equal(t, http.StatusCreated, status, said)
	}
}

func TestLinksOfANegotiation(t *testing.T) {
	d := open(t)
	address, link := d.linked(t, "k")
	for body, says := range map[string]string{
		`{"last_day":"2026-11-23","zone":"Asia/Shanghai"}`:    `"allowed":"2026-11-24"`,
		`{"last_day":"2027-11-26","zone":"Asia/Shanghai"}`:    `"allowed":"2027-11-25"`,
		`{"last_day":"2026-02-30","zone":"UTC"}`:              "date_invalid",
		`{"last_day":"2026-12-31","zone":"Local"}`:            "not_one_of",
		`{"last_day":"2026-12-31"}`:                           "missing_key",
		`{"last_day":"2026-12-31","zone":"UTC","tenant":"b"}`: "json_unknown_key",
		`{"last_day":`: "json_syntax",
	} {
		answer := d.ask("POST", address+"/links", body)
		assert.Contains(t, []int{400, 422}, answer.Code, body)
		assert.Contains(t, answer.Body.String(), says, body)
	}
	listed := d.ask("GET", address+"/links", "").Body.String()
	assert.Contains(t, listed, `"id":"`+link+`"`)
	assert.NotContains(t, listed, "offer#link")
	assert.NotContains(t, listed, "hash")
	assert.Equal(t, `{"links":[]}`, d.ask("GET", d.begin(t, "a", 1)+"/links", "").Body.String())

	assert.Equal(t, 404, d.ask("DELETE", address+"/links/nobodys", "").Code)
	assert.Equal(t, 404, d.ask("DELETE", address+"/links/"+link, "", "Tenant", "b").Code)
	assert.Equal(t, 404, d.ask("DELETE", d.begin(t, "a", 2)+"/links/"+link, "").Code, "of another negotiation")
	first := d.ask("DELETE", address+"/links/"+link, "")
	assert.Equal(t, 200, first.Code)
	assert.Contains(t, first.Body.String(), `"revoked":"2026-11-24T12:00:00.000000Z"`)
	assert.Equal(t, first.Body, d.ask("DELETE", address+"/links/"+link, "").Body)
	for range 20 {
		require.Equal(t, 201, d.ask("POST", address+"/links", `{"last_day":"2026-12-31","zone":"UTC"}`).Code)
	}
	spent := d.ask("POST", address+"/links", `{"last_day":"2026-12-31","zone":"UTC"}`)
	assert.Equal(t, 422, spent.Code)
	assert.Contains(t, spent.Body.String(), "links_spent")
}
