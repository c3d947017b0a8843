package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"parley/server/access"
	"parley/server/offers"
	"parley/server/portfolio"
	"parley/server/quota"
	"parley/server/store"
	"parley/server/webhook"
)

// quotaWindow is the time in which an empty quota is full again.
const quotaWindow = time.Minute

// service is what the routes stand on. Its zero value beside a page and a log is
// open to everybody, without any quota.
type service struct {
	page       []file
	log        *slog.Logger
	store      *store.Store    // nil when no negotiations are kept
	portfolios *portfolio.Book // nil when none are taken
	keys       *access.File    // nil when nobody has a key
	issuer     *access.Issuer  // nil when no tokens are taken
	signers    *offers.Keyring // nil when no offers are signed
	pepper     string          // goes into what is kept of a secret
	public     string          // the origin that borrowers know
	hooks      *webhook.Keys   // nil when nobody is told of events
	reach      webhook.Reach   // where those who are may be
	keyed      bool            // calculations need a credential
	quota      *quota.Limiter  // nil when there is none
	origins    []string
	proxies    []string
	counts     *counts
	traces     *traces // nil when nobody collects them

	// unready says that no new requests should be sent here.
	unready atomic.Bool
	// stopping is done when what is in flight has to come to an end.
	stopping context.Context
	stop     context.CancelFunc
	// large holds the places for long bodies that are free, nil before they are first
	// used, and batches has room for those that are answered: so the memory is bounded.
	large   chan []byte
	batches chan struct{}
	// background is what runs beside the requests until stopping is done.
	background sync.WaitGroup
}

// newService returns a service for everybody.
func newService(page []file, log *slog.Logger) *service {
	s := &service{page: page, log: log, counts: newCounts(),
		large: make(chan []byte, largeBodies), batches: make(chan struct{}, batchesAtOnce)}
	for range largeBodies {
		s.large <- nil
	}
	s.stopping, s.stop = context.WithCancel(context.Background())
	return s
}

// setUp narrows the service to what the operator has decided.
func (s *service) setUp(o *settings) error {
	s.keyed = o.calculations == "keyed"
	s.origins, s.proxies = parted(o.origins), parted(o.proxies)
	if o.quota > 0 {
		s.quota = &quota.Limiter{Units: o.quota, Window: quotaWindow}
	}
	if o.keys != "" {
		s.keys = access.NewFile(o.keys, o.pepper)
		if _, err := s.keys.List(); err != nil {
			return fmt.Errorf("the keys cannot be read: %w", err)
		}
	}
	if o.issuer != "" {
		issuer, err := access.NewIssuer(o.issuer, o.audience, o.issuerKeys)
		if err != nil {
			return err
		}
		s.issuer = issuer
	}
	s.public, s.pepper = o.publicURL, o.pepper
	if o.signingKeys != "" {
		s.signers = offers.NewKeyring(o.signingKeys)
		if _, err := s.signers.Keys(); err != nil {
			return fmt.Errorf("the signing keys cannot be read: %w", err)
		}
	}
	if o.webhookSecret != "" {
		s.hooks, s.reach.Loopback = webhook.NewKeys(o.webhookSecret), o.loopback
	}
	if o.db != "" {
		opened, err := store.Open(s.stopping, o.db)
		if err != nil {
			return err
		}
		s.store = opened
		if s.store.Zone, err = readZones(o.zones); err != nil {
			return err
		}
	}
	if o.portfolios != "" {
		opened, err := portfolio.Open(s.stopping, o.db, o.portfolios, portfolio.Options{Workers: o.portfolioWorkers, Log: s.log})
		if err != nil {
			return err
		}
		s.portfolios = opened
	}
	return nil
}
