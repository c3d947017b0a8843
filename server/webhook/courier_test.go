package webhook

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
)

// office is a store, a courier with a clock of its own, and somebody who listens.
type office struct {
	*Courier
	now   time.Time
	lock  sync.Mutex
	heard []*http.Request
	body  []string
	// What the listener answers with, in order and then for ever.
	answers []int
	url     string
}

func open(t *testing.T, answers ...int) *office {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "parley.db"))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	o := &office{now: noon, answers: answers}
	listener := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		o.lock.Lock()
		defer o.lock.Unlock()
		status := o.answers[min(len(o.heard), len(o.answers)-1)]
		o.heard, o.body = append(o.heard, r), append(o.body, string(text))
		if status == http.StatusFound {
			w.Header().Set("Location", o.url+"/elsewhere")
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, strings.Repeat("x", 1<<20)) // nobody reads that much
	}))
	t.Cleanup(listener.Close)
	o.url = listener.URL
	reach := Reach{Loopback: true}
	o.Courier = &Courier{Store: s, Keys: NewKeys("a secret of thirty-two characters"), Client: reach.Client(),
		Now: func() time.Time { return o.now }, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	return o
}

// hook adds a webhook of tenant a.
func (o *office) hook(t *testing.T, id, url string) *store.Webhook {
	w := &store.Webhook{Tenant: "a", ID: id, URL: url, Created: store.Instant(o.now), Generation: 1}
	_, _, err := o.Store.AddWebhook(t.Context(), &store.Change{Tenant: "a", Key: store.Key{Route: "hook", Key: id}}, w)
	require.NoError(t, err)
	return w
}

// happen adds an event, and returns its hash.
func (o *office) happen(t *testing.T, tenant, id string) string {
	event := (&store.Head{ID: id}).Next()
	event.At, event.Kind, event.Request = store.Instant(o.now), "payment", json.RawMessage(`{"amount":"12.34"}`)
	entry, err := store.Enter(event)
	require.NoError(t, err)
	entry.After.State = "kept"
	_, _, err = o.Store.Append(t.Context(), &store.Change{Tenant: tenant, Key: store.Key{Route: "r", Key: id}, At: event.At, Entry: &entry, Record: []byte("{}")})
	require.NoError(t, err)
	return entry.Hash
}

func (o *office) left(t *testing.T, w *store.Webhook) []store.Delivery {
	found, err := o.Store.Deliveries(t.Context(), w, "", 0, 1000)
	require.NoError(t, err)
	return found
}

// pass lets time go by and makes a round.
func (o *office) pass(t *testing.T, d time.Duration) {
	o.now = o.now.Add(d)
	require.NoError(t, o.Round(t.Context()))
}

func TestMessageAsTheStandardHasIt(t *testing.T) {
	o := open(t, http.StatusNoContent)
	w := o.hook(t, "W", o.url+"/hooks")
	hash := o.happen(t, "a", "N")
	o.happen(t, "b", "M") // of whom nobody wants to hear
	o.pass(t, time.Minute)
	require.Len(t, o.heard, 1)
	assert.Equal(t, `{"type":"negotiation.payment","timestamp":"2026-11-24T12:00:00.000000Z","data":{"id":"N","revision":1,"kind":"payment","state":"kept","hash":"`+hash+`"}}`, o.body[0])
	head := o.heard[0].Header
	assert.Equal(t, "application/json", head.Get("Content-Type"))
	assert.Equal(t, "msg_N_1", head.Get("webhook-id"))
	assert.Equal(t, fmt.Sprint(noon.Add(time.Minute).Unix()), head.Get("webhook-timestamp"))
	signed := head.Get("webhook-id") + "." + head.Get("webhook-timestamp") + "." + o.body[0]
	assert.Equal(t, []bool{true}, verifies(t, o.Keys.Public(w, o.now), head.Get("webhook-signature"), signed))
	assert.Empty(t, o.left(t, w))
	o.pass(t, time.Hour)
	assert.Len(t, o.heard, 1, "once is enough")
}

// What fails is tried again, each time later, with the id it had and a new time; after
// three days it is parked, and goes out again when somebody asks.
func TestFailuresAreTriedAgain(t *testing.T) {
	o := open(t, http.StatusInternalServerError)
	w := o.hook(t, "W", o.url)
	o.happen(t, "a", "N")
	var waits []time.Duration
	for last := o.now; len(waits) < 50 && o.left(t, w)[0].Due != ""; last = o.now {
		due, err := time.Parse("2006-01-02T15:04:05.000000Z", o.left(t, w)[0].Due)
		require.NoError(t, err)
		o.now = due.Add(time.Microsecond) // an instant is written to the microsecond
		waits = append(waits, o.now.Sub(last))
		o.pass(t, 0)
		require.Len(t, o.heard, len(waits))
	}
	require.Greater(t, len(waits), 14)
	usual := 5 * time.Second
	for i, wait := range waits[1:] {
		assert.GreaterOrEqual(t, wait, usual, i)
		assert.LessOrEqual(t, wait, usual+usual/5+time.Second, i)
		usual = min(3*usual, 8*time.Hour)
	}
	assert.WithinRange(t, o.now, noon.Add(72*time.Hour), noon.Add(84*time.Hour))
	assert.Equal(t, o.heard[0].Header.Get("webhook-id"), o.heard[5].Header.Get("webhook-id"))
	assert.NotEqual(t, o.heard[0].Header.Get("webhook-signature"), o.heard[5].Header.Get("webhook-signature"))
	parked := o.left(t, w)[0]
	assert.Equal(t, "status_500", parked.Outcome)
	assert.Equal(t, len(waits), parked.Attempts)

	o.answers = []int{http.StatusOK}
	o.pass(t, 100*time.Hour)
	assert.Len(t, o.heard, len(waits), "nothing happens by itself any more")
	again := &store.Change{Tenant: "a", At: store.Instant(o.now), Key: store.Key{Route: "again", Key: "k"}}
	_, _, err := o.Store.Redeliver(t.Context(), again, "W", "N", 1)
	require.NoError(t, err)
	o.pass(t, 0)
	assert.Len(t, o.heard, len(waits)+1)
	assert.Empty(t, o.left(t, w))
}

// A webhook that fails is left alone for a while, with all that waits for it; another
// does not wait with it.
func TestOneWebhookDoesNotHoldUpAnother(t *testing.T) {
	o := open(t, http.StatusOK)
	dead, good := o.hook(t, "D", "http://127.0.0.1:1/"), o.hook(t, "G", o.url)
	for i := range 20 {
		o.happen(t, "a", fmt.Sprint("N", i))
	}
	o.pass(t, time.Second)
	assert.Len(t, o.heard, 20)
	assert.Empty(t, o.left(t, good))
	tried := 0
	for _, d := range o.left(t, dead) {
		if d.Attempts > 0 {
			tried++
			assert.Equal(t, "unreachable", d.Outcome)
		}
	}
	assert.Equal(t, abreast, tried)
	for wait, waits := range map[time.Duration]bool{4 * time.Second: false, 5 * time.Second: true} {
		waiting, err := o.Store.Waiting(t.Context(), store.Instant(o.now.Add(wait)))
		require.NoError(t, err)
		assert.Equal(t, waits, len(waiting) == 1, "it rests for five seconds")
	}
}

func TestOutcomes(t *testing.T) {
	for _, c := range []struct {
		status  int
		outcome string
		parked  bool
	}{{302, "status_302", false}, {400, "status_400", false}, {410, "status_410", true}, {503, "status_503", false}} {
		o := open(t, c.status)
		w := o.hook(t, "W", o.url)
		o.happen(t, "a", "N")
		o.pass(t, 0)
		left := o.left(t, w)
		require.Len(t, left, 1, c.status)
		assert.Equal(t, c.outcome, left[0].Outcome)
		assert.Equal(t, c.parked, left[0].Due == "", c.status)
		assert.Len(t, o.heard, 1, "a redirect leads nowhere")
	}
	o := open(t, 200)
	o.Client = new(Reach).Client()
	w := o.hook(t, "W", o.url) // a name that meant something else when it was added
	o.happen(t, "a", "N")
	o.pass(t, 0)
	assert.Equal(t, "not_public", o.left(t, w)[0].Outcome)
	o.Client.Timeout, o.Client.Transport = time.Millisecond, slow{}
	o.pass(t, time.Minute)
	assert.Equal(t, "timeout", o.left(t, w)[0].Outcome)
	assert.Empty(t, o.heard)
}

// slow answers once nobody waits for it.
type slow struct{}

func (slow) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// A webhook that is slow is left in the middle of what waits for it: its turn is over.
func TestTurnsEnd(t *testing.T) {
	o := open(t, http.StatusOK)
	w := o.hook(t, "W", o.url)
	for i := range 3 * abreast {
		o.happen(t, "a", fmt.Sprint("N", i))
	}
	var lock sync.Mutex
	o.Now = func() time.Time { // time goes by while it is looked at
		lock.Lock()
		defer lock.Unlock()
		o.now = o.now.Add(turn / (2 * abreast)) // each message looks twice
		return o.now
	}
	require.NoError(t, o.Round(t.Context()))
	assert.Equal(t, 2*abreast, len(o.left(t, w)))
	require.NoError(t, o.Round(t.Context()))
	assert.Equal(t, abreast, len(o.left(t, w)))
}

// Two couriers share a store: each message goes out once, and one that was begun by a
// server that died goes out when its time is over.
func TestCouriersShare(t *testing.T) {
	o := open(t, http.StatusOK)
	w := o.hook(t, "W", o.url)
	for i := range 30 {
		o.happen(t, "a", fmt.Sprint("N", i))
	}
	begun := o.left(t, w)[0]
	taken, err := o.Store.Take(t.Context(), &begun, store.Instant(o.now.Add(lease)))
	require.NoError(t, err)
	require.True(t, taken)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { assert.NoError(t, o.Round(t.Context())) })
	}
	both.Wait()
	assert.Len(t, o.heard, 29)
	o.pass(t, lease)
	assert.Len(t, o.heard, 30)
	seen := map[string]bool{}
	for _, r := range o.heard {
		seen[r.Header.Get("webhook-id")] = true
	}
	assert.Len(t, seen, 30)
}
