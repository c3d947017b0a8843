package records

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/server/store"
)

// negotiation is where one stands.
type negotiation struct {
	ID       string          `json:"id"`
	Opened   string          `json:"opened"`
	Revision int             `json:"revision"`
	Hash     string          `json:"hash"`
	Currency json.RawMessage `json:"currency,omitempty"`
	Record   json.RawMessage `json:"record,omitempty"`
}

// show answers with a negotiation as it stands, words in their place.
func (d *Desk) show(c *gin.Context) {
	tenant, id := d.Tenant(c), c.Param("id")
	head, err := d.Store.Head(c, tenant, id)
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	entries, err := d.Store.Entries(c, tenant, id, 0)
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	entries = entries[:min(head.Revision, len(entries))] // others may have been added since
	if err := matches(&head, entries); err != nil {
		d.refuseFor(c, err)
		return
	}
	is := tag(head.Revision, erased(entries))
	c.Header("ETag", is)
	if Unchanged(c, is) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	shown := negotiation{ID: id, Opened: head.Opened, Revision: head.Revision, Hash: head.Hash}
	if err := json.Unmarshal(store.Reveal(head.Record, entries), &shown); err != nil {
		d.refuseFor(c, err)
		return
	}
	send(c, shown)
}

// matches checks that the record is the one that the last event led to: rather no
// answer than a wrong one.
func matches(head *store.Head, entries []store.Entry) error {
	if len(entries) != head.Revision {
		return errors.New("events are missing")
	}
	last, err := entries[len(entries)-1].Event()
	if err == nil && last.Record != store.Hash(head.Record) {
		err = errors.New("the record is not the one that its last event led to")
	}
	return err
}

// erased counts the words that are gone.
func erased(entries []store.Entry) (n int) {
	for i := range entries {
		for _, words := range entries[i].Words {
			if words.Erased != "" {
				n++
			}
		}
	}
	return n
}

// events returns every event of the negotiation that the address names, or refuses.
func (d *Desk) events(c *gin.Context) (entries []store.Entry, ok bool) {
	entries, err := d.Store.Entries(c, d.Tenant(c), c.Param("id"), 0)
	if err == nil && len(entries) == 0 {
		err = store.Absent
	}
	if err != nil {
		d.refuseFor(c, err)
	}
	return entries, err == nil
}

// export answers with the chain as JSON lines.
func (d *Desk) export(c *gin.Context) {
	entries, ok := d.events(c)
	if !ok {
		return
	}
	c.Header("ETag", tag(len(entries), erased(entries)))
	c.Header("Content-Type", "application/x-ndjson")
	c.Status(http.StatusOK)
	_ = store.Export(c.Writer, entries) // whoever went away hears nothing
}

// page is one page of a list.
type page struct {
	Negotiations []negotiation `json:"negotiations"`
	Next         string        `json:"next,omitempty"`
}

// list answers with one page of the tenant's negotiations.
func (d *Desk) list(c *gin.Context) {
	limit, opened, id, ok := PageOf(c)
	if !ok {
		d.refuse(c, QueryWrong)
		return
	}
	heads, err := d.Store.List(c, d.Tenant(c), opened, id, limit+1) // one more tells whether there are more
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	shown := page{Negotiations: []negotiation{}}
	for _, head := range heads[:min(limit, len(heads))] {
		shown.Negotiations = append(shown.Negotiations, negotiation{ID: head.ID, Opened: head.Opened, Revision: head.Revision, Hash: head.Hash})
	}
	if len(heads) > limit {
		shown.Next = LinkNext(c, limit, heads[limit-1].Opened, heads[limit-1].ID)
	}
	send(c, shown)
}
