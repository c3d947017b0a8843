package records

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/calc/wire"
	"parley/server/store"
)

// hook is what its owner is shown of a webhook.
type hook struct {
	ID      string `json:"id"`
	URL     string `json:"url"`
	Created string `json:"created"`
	// What verifies its messages, the one that goes on first.
	Keys []string `json:"keys"`
}

// mountWebhooks adds their addresses. Without keys there is nothing at them.
func (d *Desk) mountWebhooks(all gin.IRouter) {
	router := all.Group("", func(c *gin.Context) {
		if d.Keys == nil {
			d.refuse(c, NotFound)
			c.Abort()
		}
	})
	router.POST("/v1/webhooks", d.addWebhook)
	router.GET("/v1/webhooks", d.listWebhooks)
	router.GET("/v1/webhooks/:id", d.showWebhook)
	router.DELETE("/v1/webhooks/:id", d.dropWebhook)
	router.POST("/v1/webhooks/:id/rotate", d.rotateWebhook)
	router.GET("/v1/webhooks/:id/deliveries", d.listDeliveries)
	router.POST("/v1/webhooks/:id/deliveries/:delivery", d.redeliver)
}

func (d *Desk) shown(w *store.Webhook) hook {
	return hook{w.ID, w.URL, w.Created, d.Keys.Public(w, d.Now())}
}

// addWebhook adds an address that hears of every event from now on.
func (d *Desk) addWebhook(c *gin.Context) {
	body, release, ok := d.Body(c)
	defer release()
	if !ok {
		return
	}
	change, ok := d.called(c, d.Tenant(c), c.FullPath(), string(body))
	if !ok {
		return
	}
	url, problems := readWebhook(body)
	switch {
	case problems != nil:
		d.refuseProblems(c, problems)
	case !d.Reach.Names(url):
		d.refuse(c, AddressWrong)
	default:
		w := store.Webhook{Tenant: change.Tenant, ID: rand.Text(), URL: url, Created: change.At, Generation: 1}
		change.Answer = store.Answer{Status: http.StatusCreated, Body: d.text(&w)}
		answer, replayed, err := d.Store.AddWebhook(c, change, &w)
		d.sendKept(c, answer, replayed, err)
	}
}

// readWebhook reads an address by the grammar of every document.
func readWebhook(text []byte) (url string, problems []wire.Problem) {
	var r wire.Reader
	if !r.Open(text) || !r.Object() {
		return "", r.Problems()
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch {
		case string(key) != "url":
			r.Unknown()
		case r.First(1):
			url = r.String(1, 2048)
		}
	}
	r.Require(1, "url")
	return url, r.Problems()
}

func (d *Desk) text(w *store.Webhook) []byte {
	text, err := json.Marshal(d.shown(w))
	if err != nil {
		panic(err) // texts can always be written
	}
	return text
}

// sendKept gives the answer of a call that has one effect, however often it is sent.
func (d *Desk) sendKept(c *gin.Context, answer store.Answer, replayed bool, err error) {
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	if replayed {
		c.Header("Idempotency-Replayed", "true")
	}
	c.Data(answer.Status, "application/json", answer.Body)
}

func (d *Desk) listWebhooks(c *gin.Context) {
	found, err := d.Store.Webhooks(c, d.Tenant(c))
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	list := struct {
		Webhooks []hook `json:"webhooks"`
	}{[]hook{}}
	for i := range found {
		list.Webhooks = append(list.Webhooks, d.shown(&found[i]))
	}
	send(c, list)
}

func (d *Desk) showWebhook(c *gin.Context) {
	w, err := d.Store.Webhook(c, d.Tenant(c), c.Param("id"))
	if err != nil {
		d.refuseFor(c, err)
		return
	}
	send(c, d.shown(&w))
}

func (d *Desk) dropWebhook(c *gin.Context) {
	if err := d.Store.DropWebhook(c, d.Tenant(c), c.Param("id")); err != nil {
		d.refuseFor(c, err)
		return
	}
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
}

// rotateWebhook lets a new key sign, beside which the one before goes on for a day.
func (d *Desk) rotateWebhook(c *gin.Context) {
	change, ok := d.called(c, d.Tenant(c), c.FullPath(), "rotate "+c.Param("id"))
	if !ok {
		return
	}
	for {
		w, err := d.Store.Webhook(c, change.Tenant, c.Param("id"))
		if err != nil {
			d.refuseFor(c, err)
			return
		}
		next := w
		next.Generation, next.Rotated = w.Generation+1, change.At
		change.Answer = store.Answer{Status: http.StatusOK, Body: d.text(&next)}
		answer, replayed, err := d.Store.RotateWebhook(c, change, &w)
		if errors.Is(err, store.Stale) { // somebody else rotated it just now
			continue
		}
		d.sendKept(c, answer, replayed, err)
		return
	}
}
