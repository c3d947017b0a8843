package records

import (
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/calc/wire"
	"parley/server/store"
	"parley/server/zone"
)

// longestLink is how many days ahead a link may end: a negotiation is not open for years.
const longestLink = 366

// listedLinks is how many links of one negotiation are listed, the latest ones.
const listedLinks = 100

// NewLink is a link that was just drawn.
type NewLink struct {
	// What is kept of the secret: its name, and its hash.
	ID, Hash string
	// What is handed on, this once: the address that holds the secret, and a picture of it.
	Address, Square string
}

// link is what the creditor is told of one.
type link struct {
	ID      string `json:"id"`
	Created string `json:"created"`
	Expires string `json:"expires"`
	Zone    string `json:"zone"`
	Revoked string `json:"revoked,omitempty"`
	Address string `json:"link,omitempty"`
	Square  string `json:"qr_svg,omitempty"`
}

func told(l *store.Link) link {
	return link{ID: l.ID, Created: l.Created, Expires: l.Expires, Zone: l.Zone, Revoked: l.Revoked}
}

// addLink makes a link to a negotiation. There is no Idempotency-Key, since the answer
// holds a secret and is not to be kept: asked again, it makes another link, and any of
// them can be revoked.
func (d *Desk) addLink(c *gin.Context) {
	body, release, ok := d.Body(c)
	defer release()
	if !ok {
		return
	}
	now := d.Now()
	kept := store.Link{Tenant: d.Tenant(c), Negotiation: c.Param("id"), Created: store.Instant(now)}
	if _, err := d.Store.Head(c, kept.Tenant, kept.Negotiation); err != nil {
		d.refuseFor(c, err)
		return
	}
	if problems := readLink(body, now, &kept); len(problems) > 0 {
		d.refuseProblems(c, problems)
		return
	}
	made := d.NewLink()
	kept.ID, kept.Hash = made.ID, made.Hash
	if err := d.Store.AddLink(c, &kept); errors.Is(err, store.LinksSpent) {
		d.refuse(c, LinksSpent)
		return
	} else if err != nil {
		d.refuseFor(c, err)
		return
	}
	shown := told(&kept)
	shown.Address, shown.Square = made.Address, made.Square
	Send(c, http.StatusCreated, shown)
}

// readLink reads until when a link works, and whose days count.
func readLink(text []byte, now time.Time, to *store.Link) []wire.Problem {
	var r wire.Reader
	var day string
	if !r.Open(text) || !r.Object() {
		return r.Problems()
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch string(key) {
		case "last_day":
			if r.First(1) {
				day = r.String(1, len(time.DateOnly))
			}
		case "zone":
			if r.First(2) {
				to.Zone = r.String(1, 64)
			}
		default:
			r.Unknown()
		}
	}
	r.Require(0b11, "last_day,zone")
	if problems := r.Problems(); len(problems) > 0 {
		return problems
	}
	return endLink(day, now, to)
}

// endLink sets when a link ends: after a day that is not over yet in its zone, and no more than a year ahead.
func endLink(day string, now time.Time, to *store.Link) []wire.Problem {
	at, unknown := zone.Of(to.Zone)
	if unknown != nil {
		return []wire.Problem{{Code: wire.NotOneOf, Pointer: "#/zone", Detail: "name a zone of the IANA database", Allowed: "Asia/Shanghai"}}
	}
	ends, wrong := zone.EndOf(day, at)
	today, latest := now.In(at).Format(time.DateOnly), now.In(at).AddDate(0, 0, longestLink).Format(time.DateOnly)
	switch {
	case wrong != nil:
		return []wire.Problem{{Code: calc.DateInvalid, Pointer: "#/last_day", Detail: "write a day of the calendar as YYYY-MM-DD"}}
	case day < today:
		return []wire.Problem{{Code: calc.DateOrder, Pointer: "#/last_day", Detail: "that day is over in the zone", Allowed: today}}
	case day > latest:
		return []wire.Problem{{Code: calc.DateOrder, Pointer: "#/last_day", Detail: "a link lasts a year at most", Allowed: latest}}
	}
	to.Expires = store.Instant(ends)
	return nil
}

// listLinks answers with the links of a negotiation, and without their secrets, which are not kept.
func (d *Desk) listLinks(c *gin.Context) {
	tenant, id := d.Tenant(c), c.Param("id")
	links, err := d.Store.Links(c, tenant, id, listedLinks)
	if err == nil && len(links) == 0 {
		_, err = d.Store.Head(c, tenant, id) // none of its own, or no negotiation
	}
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	shown := struct {
		Links []link `json:"links"`
	}{[]link{}}
	for i := range links {
		shown.Links = append(shown.Links, told(&links[i]))
	}
	send(c, shown)
}

// revokeLink ends a link, from the next request on. Sent again it changes nothing.
func (d *Desk) revokeLink(c *gin.Context) {
	ended, err := d.Store.RevokeLink(c, d.Tenant(c), c.Param("id"), c.Param("link"), store.Instant(d.Now()))
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	send(c, told(&ended))
}
