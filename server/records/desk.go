package records

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc/wire"
	"parley/server/store"
	"parley/server/webhook"
)

// Keeper is the part of a store that the addresses need.
type Keeper interface {
	Append(ctx context.Context, change *store.Change) (answer store.Answer, replayed bool, err error)
	Head(ctx context.Context, tenant, id string) (store.Head, error)
	Entries(ctx context.Context, tenant, id string, after int) ([]store.Entry, error)
	List(ctx context.Context, tenant, opened, id string, limit int) ([]store.Head, error)
	AddLink(ctx context.Context, l *store.Link) error
	Links(ctx context.Context, tenant, negotiation string, limit int) ([]store.Link, error)
	RevokeLink(ctx context.Context, tenant, negotiation, id, at string) (store.Link, error)
	Snapshot(ctx context.Context, tenant string, see func(*store.Standing) error) error

	AddWebhook(ctx context.Context, change *store.Change, webhook *store.Webhook) (answer store.Answer, replayed bool, err error)
	RotateWebhook(ctx context.Context, change *store.Change, webhook *store.Webhook) (answer store.Answer, replayed bool, err error)
	DropWebhook(ctx context.Context, tenant, id string) error
	Webhooks(ctx context.Context, tenant string) ([]store.Webhook, error)
	Webhook(ctx context.Context, tenant, id string) (store.Webhook, error)
	Deliveries(ctx context.Context, webhook *store.Webhook, negotiation string, sequence, limit int) ([]store.Delivery, error)
	Redeliver(ctx context.Context, change *store.Change, webhook, negotiation string, sequence int) (answer store.Answer, replayed bool, err error)
}

// Desk answers at the addresses. It has no say in who may reach them.
type Desk struct {
	// Where negotiations are kept.
	Store Keeper
	// The clock.
	Now func() time.Time
	// Tenant names whose negotiations the request may see: the owner of its credential.
	Tenant func(c *gin.Context) string
	// Linked is the link that came as the credential of the request, at the addresses for borrowers.
	Linked func(c *gin.Context) *store.Link
	// NewLink draws a link.
	NewLink func() NewLink
	// Body reads the document of a request, which is good until release is called, or
	// refuses it and returns false.
	Body func(c *gin.Context) (text []byte, release func(), ok bool)
	// Refuse answers with a problem document that has the members of an object besides its own.
	Refuse func(c *gin.Context, r Refusal, members []byte)
	// Keys sign for webhooks; nil when there are none.
	Keys *webhook.Keys
	// Reach is where webhooks may be.
	Reach webhook.Reach

	reading chan struct{} // has room for the reports that are read at a time
}

// Refusal is one way in which the desk says no. Its code is a promise.
type Refusal struct {
	Status       int
	Code, Detail string
}

// The refusals.
var (
	Malformed    = Refusal{http.StatusBadRequest, "malformed", "The document is not well formed; problems says where."}
	KeyMissing   = Refusal{http.StatusBadRequest, "idempotency_key_missing", "Send one Idempotency-Key of 1 to 255 visible ASCII characters."}
	MatchWrong   = Refusal{http.StatusBadRequest, "if_match_malformed", "If-Match holds one tag, as the ETag of an answer gave it."}
	QueryWrong   = Refusal{http.StatusBadRequest, "query_malformed", "A parameter of the address cannot be understood; limit is 1 to 100, cursor is as the last page gave it, from and to are revisions or days in order, by is tier, collector or month."}
	NotTheirs    = Refusal{http.StatusForbidden, "event_not_yours", "The bearer of a link counters, accepts and declines, as the borrower, and does nothing else."}
	NotFound     = Refusal{http.StatusNotFound, "not_found", "There is nothing at this address."}
	Stale        = Refusal{http.StatusPreconditionFailed, "revision_stale", "The negotiation has gone on since that revision. Read it again, and decide again."}
	Impossible   = Refusal{http.StatusUnprocessableEntity, "impossible", "The document is well formed but cannot be computed; problems says why."}
	KeyReused    = Refusal{http.StatusUnprocessableEntity, "idempotency_key_reused", "That Idempotency-Key was used for another request. Use a new key for a new request."}
	Began        = Refusal{http.StatusUnprocessableEntity, "record_began", "A negotiation begins with its rules and its first event; send the later ones one by one."}
	LinksSpent   = Refusal{http.StatusUnprocessableEntity, "links_spent", "The negotiation has as many links as may work at a time."}
	MatchMissing = Refusal{http.StatusPreconditionRequired, "if_match_missing", "Send If-Match with the ETag of the negotiation as you know it."}
	AddressWrong = Refusal{http.StatusUnprocessableEntity, "webhook_url", "A webhook is a public https address of at most 2048 ASCII characters, without a user, a password or a fragment."}
	TooMany      = Refusal{http.StatusUnprocessableEntity, "webhooks_full", "There are as many webhooks as there may be, 10."}
	ReportLarge  = Refusal{http.StatusUnprocessableEntity, "report_too_large", "The report would have more than 10000 rows, or a sum of more than 15 digits before the point."}
	Unavailable  = Refusal{http.StatusServiceUnavailable, "store_unavailable", "The store does not answer. Send the request again with the same Idempotency-Key."}
)

// Refusals are those that only the desk has.
var Refusals = []Refusal{KeyMissing, MatchWrong, QueryWrong, NotTheirs, Stale, KeyReused, Began, LinksSpent, MatchMissing, AddressWrong, TooMany, ReportLarge, Unavailable}

// Mount adds the addresses to a router.
func (d *Desk) Mount(router gin.IRouter) {
	router.POST("/v1/negotiations", d.begin)
	router.GET("/v1/negotiations", d.list)
	router.GET("/v1/negotiations/:id", d.show)
	router.POST("/v1/negotiations/:id/events", d.advance)
	router.GET("/v1/negotiations/:id/events", d.export)
	router.GET("/v1/negotiations/:id/diff", d.diff)
	router.POST("/v1/negotiations/:id/links", d.addLink)
	router.GET("/v1/negotiations/:id/links", d.listLinks)
	router.DELETE("/v1/negotiations/:id/links/:link", d.revokeLink)
	router.GET("/v1/link", d.showLinked)
	router.POST("/v1/link/events", d.answer)
	d.mountWebhooks(router)
	d.reading = make(chan struct{}, reportsAtOnce)
	router.GET("/v1/report", d.report)
}

// refuse says no without anything to add.
func (d *Desk) refuse(c *gin.Context, r Refusal) { d.Refuse(c, r, []byte("{}")) }

// refuseFor says no for what the store said. The reason of a failure is for the
// operator alone.
func (d *Desk) refuseFor(c *gin.Context, err error) {
	switch {
	case errors.Is(err, store.Absent), errors.Is(err, store.NoWebhook), errors.Is(err, store.NoDelivery):
		d.refuse(c, NotFound)
	case errors.Is(err, store.TooMany):
		d.refuse(c, TooMany)
	case errors.Is(err, store.KeyReused):
		d.refuse(c, KeyReused)
	default:
		_ = c.Error(err)
		c.Header("Retry-After", "1")
		d.refuse(c, Unavailable)
	}
}

// refuseProblems says no to a document for what is wrong in it.
func (d *Desk) refuseProblems(c *gin.Context, problems []wire.Problem) {
	as := Impossible
	if wire.Malformed(problems) {
		as = Malformed
	}
	d.Refuse(c, as, wire.AppendProblems(nil, problems))
}

// send answers with a document.
func send(c *gin.Context, document any) { Send(c, http.StatusOK, document) }

// Send answers with a document of texts, numbers, truths and what was read from JSON.
// What the engine spelled stays as it is.
func Send(c *gin.Context, status int, document any) {
	text, err := store.Plain(document)
	if err != nil {
		panic(err) // such a document can always be written
	}
	c.Data(status, "application/json", text)
}
