package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/calc/wire"
	"parley/server/store"
	"parley/server/zone"
)

// What the bearer of a link is shown is written down here key by key: a key that the
// record gains later stays hidden until somebody adds it. The creditor's ladder and
// pace, its targets and levels, notes, and the ids of anything else have no place.

// borrowersView is a negotiation as its borrower may see it.
type borrowersView struct {
	Revision int    `json:"revision"`
	Hash     string `json:"hash"`
	// The day that it is for the borrower, on which an answer is given, and when the link ends.
	Today    string          `json:"today"`
	Zone     string          `json:"zone"`
	LinkEnds string          `json:"link_ends"`
	Currency string          `json:"currency"`
	State    string          `json:"state"`
	Round    int             `json:"round,omitempty"`
	Rules    borrowersRules  `json:"rules"`
	Offers   []borrowerOffer `json:"offers"`
	Accepted int             `json:"accepted,omitempty"`
	Promises []promise       `json:"promises,omitempty"`
	Credit   string          `json:"credit,omitempty"`
}

// borrowersRules are those by which a promise is kept or missed.
type borrowersRules struct {
	Threshold     string `json:"threshold,omitempty"`
	GraceDays     int    `json:"grace_days,omitempty"`
	MissedAllowed int    `json:"missed_allowed,omitempty"`
}

type borrowerOffer struct {
	Number int        `json:"number"`
	By     string     `json:"by"`
	Made   string     `json:"made"`
	Round  int        `json:"round"`
	State  string     `json:"state"`
	Terms  offerTerms `json:"terms"`
}

type offerTerms struct {
	Paid     string     `json:"paid"`
	Waived   string     `json:"waived,omitempty"`
	Amount   string     `json:"amount"`
	Count    int        `json:"count"`
	Every    *frequency `json:"every,omitempty"`
	FirstDue string     `json:"first_due"`
	Rate     *rate      `json:"rate,omitempty"`
	Deposit  *deposit   `json:"deposit,omitempty"`
	Expires  string     `json:"expires,omitempty"`
}

type frequency struct {
	Unit string `json:"unit"`
	N    int    `json:"n"`
}

type rate struct {
	Value string `json:"value"`
	Per   string `json:"per"`
}

type deposit struct {
	Amount string `json:"amount"`
	Due    string `json:"due"`
}

type promise struct {
	Due    string `json:"due"`
	Amount string `json:"amount"`
	Paid   string `json:"paid,omitempty"`
	State  string `json:"state"`
}

// showLinked answers with the negotiation of the link.
func (d *Desk) showLinked(c *gin.Context) {
	link := d.Linked(c)
	head, err := d.Store.Head(c, link.Tenant, link.Negotiation)
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	shown := struct {
		Currency string
		Record   borrowersView
	}{Record: borrowersView{Offers: []borrowerOffer{}}}
	if err := json.Unmarshal(head.Record, &shown); err != nil {
		d.refuseFor(c, err)
		return
	}
	view := &shown.Record
	view.Revision, view.Hash, view.Currency = head.Revision, head.Hash, shown.Currency
	view.Today, view.Zone, view.LinkEnds = d.today(link), link.Zone, link.Expires
	c.Header("ETag", tag(head.Revision, 0))
	send(c, view)
}

// today is the day that it is where the borrower is.
func (d *Desk) today(link *store.Link) string {
	at, err := zone.Of(link.Zone)
	if err != nil {
		panic(err) // it was one when the link was made
	}
	return d.Now().In(at).Format(time.DateOnly)
}

// answered is what is looked at of a borrower's event before the engine reads it. It
// is read with less care than the engine reads with; what the two read differently,
// such as a key in other letters or given twice, the engine refuses.
type answered struct {
	AsOf  string `json:"as_of"`
	Event struct {
		Kind, Date, By string
		Number         json.Number
		Offer          *proposed
	}
}

// proposed is what is looked at of the terms of an offer.
type proposed struct {
	Paid, Waived string
	Rate         *struct{ Value string }
}

// answer adds an event of the borrower: a counter-offer, or yes or no to an offer.
func (d *Desk) answer(c *gin.Context) {
	body, release, ok := d.Body(c)
	defer release()
	if !ok {
		return
	}
	link := d.Linked(c)
	adding := addition{tenant: link.Tenant, id: link.Negotiation, route: c.FullPath() + " " + link.ID, location: "/v1/link"}
	var said answered
	var syntax *json.SyntaxError
	if errors.As(json.Unmarshal(body, &said), &syntax) {
		d.add(c, adding, body) // the engine says where
		return
	}
	if said.Event.By != "borrower" || !slices.Contains([]string{"counter", "accept", "decline"}, said.Event.Kind) {
		d.refuse(c, NotTheirs)
		return
	}
	adding.doubt = func(head *store.Head) []wire.Problem { return d.doubt(link, head, &said) }
	d.add(c, adding, body)
}

// doubt finds what the engine cannot know: that an answer is given on another day than
// today, and that a counter-offer speaks of another debt than the offer that it answers.
func (d *Desk) doubt(link *store.Link, head *store.Head, said *answered) []wire.Problem {
	today := d.today(link)
	if said.AsOf != today || said.Event.Date != today {
		return []wire.Problem{{Code: calc.DateOrder, Pointer: "#/event/date", Detail: "the bearer of a link answers today, in the zone of the link", Allowed: today}}
	}
	if said.Event.Kind != "counter" || said.Event.Offer == nil {
		return nil
	}
	var standing struct {
		Currency string
		Record   struct {
			Offers []struct {
				Number json.Number
				Terms  proposed
			}
		}
	}
	if err := json.Unmarshal(head.Record, &standing); err != nil {
		return nil // the engine wrote it, and refuses it when somebody else did
	}
	for i := range standing.Record.Offers {
		if offer := &standing.Record.Offers[i]; offer.Number == said.Event.Number && !said.Event.Offer.ofDebt(&offer.Terms, standing.Currency, today) {
			return []wire.Problem{{Code: calc.OfferAmounts, Pointer: "#/event/offer/waived", Detail: "what is paid and what is waived is not the debt of the offer that is answered"}}
		}
	}
	return nil // of a number that no offer has, the engine says so
}

// ofDebt tells whether the terms pay and waive the same debt as others do. What the
// level of whoever accepts them has to reach is the waiver, and the borrower states it.
// The engine adds up: what the others pay and waive is the claim, of which this waiver
// has to leave this sum. Where interest runs, there is more to a total than the debt.
func (t *proposed) ofDebt(other *proposed, currency, today string) bool {
	if t.bearsInterest() || other.bearsInterest() {
		return true
	}
	reply := calc.Do("quote", t.asked(other, currency, today))
	var made struct {
		Plan struct{ Totals struct{ Paid string } }
	}
	// What the engine cannot compute it says no to when it reads the event.
	return reply.Failed || json.Unmarshal(reply.Body, &made) != nil || made.Plan.Totals.Paid == t.Paid
}

func (t *proposed) bearsInterest() bool {
	return t.Rate != nil && strings.Trim(t.Rate.Value, "0.") != ""
}

// asked is the question what is left of another's debt after this waiver.
func (t *proposed) asked(other *proposed, currency, today string) []byte {
	sum := func(amount string) string {
		if amount == "" {
			return "0"
		}
		return amount
	}
	var text bytes.Buffer
	err := json.NewEncoder(&text).Encode(map[string]any{
		"as_of": today, "currency": currency,
		"claim":     map[string]any{"components": map[string]string{"principal": other.Paid, "penalty": sum(other.Waived)}},
		"waterfall": map[string]any{"total": sum(t.Waived), "order": []string{"penalty", "principal"}},
		"terms":     map[string]any{"shape": "lump_sum", "first_due": today, "rate": rate{"0", "year"}},
	})
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return text.Bytes()
}
