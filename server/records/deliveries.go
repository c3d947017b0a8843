package records

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/server/store"
)

// delivery is a message that a webhook has not heard.
type delivery struct {
	ID          string `json:"id"`
	Negotiation string `json:"negotiation"`
	Revision    int    `json:"revision"`
	Created     string `json:"created"`
	Attempts    int    `json:"attempts"`
	// What came of the last attempt.
	Outcome string `json:"outcome,omitempty"`
	// When the next one is made; nothing when there is none any more.
	Next   string `json:"next,omitempty"`
	Parked bool   `json:"parked,omitempty"`
}

// listDeliveries answers with one page of what a webhook has not heard.
func (d *Desk) listDeliveries(c *gin.Context) {
	limit, isLimit := limitOf(c)
	negotiation, sequence, isCursor := "", 0, true
	if cursor := c.Query("cursor"); cursor != "" {
		negotiation, sequence, isCursor = readMessage(cursor)
	}
	if !isLimit || !isCursor {
		d.refuse(c, QueryWrong)
		return
	}
	w, err := d.Store.Webhook(c, d.Tenant(c), c.Param("id"))
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	found, err := d.Store.Deliveries(c, &w, negotiation, sequence, limit+1)
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	page := struct {
		Deliveries []delivery `json:"deliveries"`
		Next       string     `json:"next,omitempty"`
	}{Deliveries: []delivery{}}
	if len(found) > limit {
		found = found[:limit]
		page.Next = found[limit-1].Message()
		linkTo(c, "/v1/webhooks/"+w.ID+"/deliveries", limit, page.Next)
	}
	for i := range found {
		one := &found[i]
		page.Deliveries = append(page.Deliveries, delivery{one.Message(), one.Negotiation, one.Sequence, one.Created, one.Attempts, one.Outcome, one.Due, one.Due == ""})
	}
	send(c, page)
}

// readMessage takes the id of a message apart.
func readMessage(id string) (negotiation string, sequence int, ok bool) {
	rest, isMessage := strings.CutPrefix(id, "msg_")
	negotiation, number, parted := strings.Cut(rest, "_")
	sequence, err := strconv.Atoi(number)
	return negotiation, sequence, isMessage && parted && err == nil && sequence > 0 && isKey(id)
}

// redeliver makes a message due at once, whether it is parked or waits.
func (d *Desk) redeliver(c *gin.Context) {
	negotiation, sequence, isMessage := readMessage(c.Param("delivery"))
	if !isMessage {
		d.refuse(c, NotFound)
		return
	}
	change, ok := d.called(c, d.Tenant(c), c.FullPath(), "redeliver "+c.Param("id")+" "+c.Param("delivery"))
	if !ok {
		return
	}
	change.Answer = store.Answer{Status: http.StatusAccepted, Body: []byte(`{"id":"` + c.Param("delivery") + `"}`)}
	answer, replayed, err := d.Store.Redeliver(c, change, c.Param("id"), negotiation, sequence)
	d.sendKept(c, answer, replayed, err)
}
