package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"parley/server/access"
	"parley/server/offers"
	"parley/server/records"
	"parley/server/store"
)

// linked is the key under which the link of a request is kept with it.
const linked = "link"

// linkAddress is where the page opens a link, whose secret stands in the fragment: no
// browser sends that to a server by itself.
const linkAddress = "/offer#link="

// newLink draws a link for a borrower.
func (s *service) newLink() records.NewLink {
	id, secret, hash := access.NewLink(s.pepper)
	made := records.NewLink{ID: id, Hash: hash, Address: s.public + linkAddress + secret}
	if s.public != "" {
		made.Square = offers.Square(made.Address)
	}
	return made
}

// findLink returns the bearer of a link. Its work is counted as its own, and not as the
// partner's whose negotiation it opens.
func (s *service) findLink(c *gin.Context, secret string) (access.Caller, error) {
	found, err := s.store.FindLink(c, access.LinkID(secret))
	if err != nil && !errors.Is(err, store.Absent) {
		return access.Caller{}, fmt.Errorf("%w: %w", access.ErrUnavailable, err)
	}
	if !access.IsOfLink(secret, found.Hash, s.pepper) || !found.Works(store.Instant(time.Now())) {
		return access.Caller{}, access.ErrRefused
	}
	c.Set(linked, &found)
	return access.Caller{Partner: "link:" + found.ID, Scopes: []string{access.Link}}, nil
}
