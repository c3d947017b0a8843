package records

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"parley/calc/wire"
	"parley/server/store"
)

// receipt is what whoever adds an event is told.
type receipt struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	// The hash of the event: with it the chain cannot be cut short unnoticed.
	Hash string `json:"hash"`
	// Where the negotiation stands.
	State string `json:"state"`
}

// begin opens a negotiation with its first event.
func (d *Desk) begin(c *gin.Context) {
	body, release, ok := d.Body(c)
	defer release()
	if !ok {
		return
	}
	if change, ok := d.called(c, d.Tenant(c), c.FullPath(), string(body)); ok {
		d.enter(c, change, "", &store.Head{ID: rand.Text()}, body)
	}
}

// advance adds an event to a negotiation.
func (d *Desk) advance(c *gin.Context) {
	body, release, ok := d.Body(c)
	defer release()
	if ok {
		id := c.Param("id")
		d.add(c, addition{tenant: d.Tenant(c), id: id, route: c.FullPath(), location: "/v1/negotiations/" + id}, body)
	}
}

// addition is what is to be known of one more event beside the event.
type addition struct {
	// Which negotiation of whom.
	tenant, id string
	// What the Idempotency-Key is good for, and where the negotiation is looked at afterwards.
	route, location string
	// Further reasons against the event as the negotiation stands; nil when there are none.
	doubt func(head *store.Head) []wire.Problem
}

// add adds an event to a negotiation as it was known to whoever sends it.
func (d *Desk) add(c *gin.Context, a addition, body []byte) {
	revision, ok := d.expected(c)
	if !ok {
		return
	}
	change, ok := d.called(c, a.tenant, a.route, a.id+" "+strconv.Itoa(revision)+" "+string(body))
	if !ok {
		return
	}
	head, err := d.Store.Head(c, a.tenant, a.id)
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	if head.Revision != revision {
		d.finish(c, change, a.location, Stale.Status, []byte("{}"))
		return
	}
	if a.doubt != nil {
		if problems := a.doubt(&head); len(problems) > 0 {
			d.finish(c, change, a.location, Impossible.Status, wire.AppendProblems(nil, problems))
			return
		}
	}
	d.enter(c, change, a.location, &head, body)
}

// called is the call itself: whose, when, under which key. What was said is hashed,
// so that the key cannot be used for something else.
func (d *Desk) called(c *gin.Context, tenant, route, said string) (*store.Change, bool) {
	key, ok := KeyOf(c)
	if !ok {
		d.refuse(c, KeyMissing)
		return nil, false
	}
	return &store.Change{
		Tenant: tenant, At: store.Instant(d.Now()),
		Key: store.Key{Route: route, Key: key, Request: store.Hash([]byte(said))},
	}, true
}

// enter asks the engine and keeps what it says.
func (d *Desk) enter(c *gin.Context, change *store.Change, location string, head *store.Head, body []byte) {
	step, reply, err := store.Advance(head, change.At, body)
	switch {
	case errors.Is(err, store.Began):
		d.refuse(c, Began)
	case err != nil:
		d.refuseFor(c, err)
	case reply.Malformed:
		d.Refuse(c, Malformed, reply.Body)
	case reply.Failed:
		d.finish(c, change, location, Impossible.Status, reply.Body)
	default:
		text, err := json.Marshal(receipt{head.ID, head.Revision + 1, step.Entry.Hash, step.Entry.After.State})
		if err != nil {
			d.refuseFor(c, err)
			return
		}
		change.Entry, change.Record = &step.Entry, step.Record
		d.finish(c, change, location, http.StatusCreated, text)
	}
}

// finish makes the change and gives its answer, or the one that was kept before. What
// began just now has no location before that.
func (d *Desk) finish(c *gin.Context, change *store.Change, location string, status int, body []byte) {
	change.Answer = store.Answer{Status: status, Body: body}
	answer, replayed, err := d.Store.Append(c, change)
	if errors.Is(err, store.Stale) { // somebody was faster since the head was read
		change.Entry, change.Answer = nil, store.Answer{Status: Stale.Status, Body: []byte("{}")}
		answer, replayed, err = d.Store.Append(c, change)
	}
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	if replayed {
		c.Header("Idempotency-Replayed", "true")
	}
	switch answer.Status {
	case Stale.Status:
		d.Refuse(c, Stale, answer.Body)
	case Impossible.Status:
		d.Refuse(c, Impossible, answer.Body)
	default:
		var told receipt
		if err := json.Unmarshal(answer.Body, &told); err != nil {
			d.refuseFor(c, err)
			return
		}
		c.Header("ETag", tag(told.Revision, 0))
		if location == "" {
			location = "/v1/negotiations/" + told.ID
		}
		c.Header("Location", location)
		c.Data(answer.Status, "application/json", answer.Body)
	}
}
