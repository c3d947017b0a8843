package main

import (
	"context"
	"errors"
	"time"

	"github.com/gin-gonic/gin"

	"parley/server/followup"
	"parley/server/portfolio"
	"parley/server/records"
	"parley/server/rounds"
	"parley/server/store"
	"parley/server/webhook"
)

// lapsePause is how long an offer may be past its last day before that is noted.
const lapsePause = 10 * time.Second

// hookPause is how long an event waits until webhooks hear of it.
const hookPause = time.Second

// negotiations adds the addresses of negotiations on record. Without a store there
// is nothing at them.
func (s *service) negotiations(router *gin.Engine) {
	desk := records.Desk{
		Store:   s.store,
		Now:     time.Now,
		Tenant:  func(c *gin.Context) string { return c.GetString(client) },
		Linked:  func(c *gin.Context) *store.Link { return c.MustGet(linked).(*store.Link) },
		NewLink: s.newLink,
		Body:    s.readEvent,
		Refuse:  func(c *gin.Context, r records.Refusal, members []byte) { refuseWith(c, ofRecords(r), members) },
		Keys:    s.hooks,
		Reach:   s.reach,
	}
	desk.Mount(router.Group("", func(c *gin.Context) {
		if s.store == nil {
			refuse(c, notFound)
			return
		}
		c.Next()
		for _, err := range c.Errors {
			s.log.Error("record", "request_id", c.Writer.Header().Get(requestID), "error", err.Error())
		}
	}))
}

// ofRecords is a refusal of the desk as one of the door.
func ofRecords(r records.Refusal) (same refusal) {
	same.status, same.code, same.detail = r.Status, r.Code, r.Detail
	return same
}

// refuseKept says no for what a store, or the book of portfolios, said about what it
// keeps. The reason of a failure is for the operator alone.
func (s *service) refuseKept(c *gin.Context, what string, err error) {
	if errors.Is(err, store.Absent) || errors.Is(err, portfolio.Absent) {
		refuse(c, notFound)
		return
	}
	s.log.Error(what, "request_id", c.Writer.Header().Get(requestID), "error", err.Error())
	c.Header("Retry-After", "1")
	refuse(c, ofRecords(records.Unavailable))
}

// readEvent reads the document of a request and counts its work.
func (s *service) readEvent(c *gin.Context) (text []byte, release func(), ok bool) {
	if text, release, ok = s.document(c, "advance"); ok {
		s.charge(c, "advance", len(text), 0)
	}
	return text, release, ok
}

// keepUp begins what a store needs done without anybody asking.
func (s *service) keepUp() {
	s.background.Go(s.forgetKeys)
	clerk := followup.Clerk{Store: s.store, Now: time.Now, Log: s.log}
	s.background.Go(func() { clerk.Run(s.stopping, lapsePause) })
	if s.hooks == nil {
		return
	}
	if s.reach.Loopback {
		s.log.Warn("WEBHOOKS MAY BE ON THIS MACHINE AND WITHOUT TLS: -webhook-loopback is for tests; whoever may add a webhook can reach what else listens here")
	}
	courier := webhook.Courier{Store: s.store, Keys: s.hooks, Client: s.reach.Client(), Now: time.Now, Log: s.log}
	s.background.Go(func() { courier.Run(s.stopping, hookPause) })
}

// closeStore closes the store once nothing uses it any more.
func (s *service) closeStore() {
	s.stop()
	s.background.Wait()
	err := s.store.Close()
	if s.portfolios != nil {
		err = errors.Join(err, s.portfolios.Close())
	}
	if err != nil {
		s.log.Error("the store was not closed", "error", err.Error())
	}
}

// forgetKeys drops old keys now and every hour, until the service stops, which does not
// cut it off.
func (s *service) forgetKeys() {
	forget := func(context.Context) error {
		if err := s.store.ForgetKeys(context.Background(), store.Instant(time.Now().Add(-store.KeyLife))); err != nil {
			s.log.Error("old idempotency keys were not dropped", "error", err.Error())
		}
		return nil
	}
	rounds.Run(s.stopping, time.Hour, forget, nil)
}
