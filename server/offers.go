package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/calc/wire"
	"parley/server/offers"
	"parley/server/records"
)

// offerAddress is where the page reads an offer, which stands in the fragment: no
// browser sends that to a server.
const offerAddress = "/offer#"

var (
	offerMalformed  = refusal{http.StatusBadRequest, "offer_malformed", "The token is no signed offer: it was cut short, or is something else."}
	offerDiffers    = refusal{http.StatusUnprocessableEntity, "offer_differs", "The plan is not the open offer of that number on record; problems says in what."}
	signerMissing   = refusal{http.StatusUnprocessableEntity, "signer_missing", "The operator has made no signing key for you."}
	signerUnchecked = refusal{http.StatusServiceUnavailable, "signer_unchecked", "The signing keys cannot be read at the moment; try again after Retry-After seconds."}
)

// signedOffers adds the addresses of signed offers.
func (s *service) signedOffers(router *gin.Engine) {
	router.GET("/.well-known/jwks.json", s.publishKeys)
	router.POST("/v1/offers", s.signOffer)
	router.POST("/v1/offers/verify", s.verifyOffer)
}

// keysOf are the keys of offers; false when they cannot be read, which is said.
func (s *service) keysOf(c *gin.Context) (keys []offers.Key, ok bool) {
	if s.signers == nil {
		return nil, true
	}
	keys, err := s.signers.Keys()
	if err != nil {
		s.log.Error("signing keys cannot be read", "error", err.Error(), "request_id", c.Writer.Header().Get(requestID))
		c.Header("Retry-After", "30")
		refuse(c, signerUnchecked)
	}
	return keys, err == nil
}

// publishKeys answers with the key set. Who has kept it asks again when an offer names
// a key that it does not know.
func (s *service) publishKeys(c *gin.Context) {
	keys, ok := s.keysOf(c)
	if !ok {
		return
	}
	set, err := offers.Published(keys)
	if err != nil {
		panic(err) // texts always marshal
	}
	c.Header("Access-Control-Allow-Origin", "*") // public, wherever it is checked
	sendFor(c, "application/jwk-set+json", "public, max-age=300", set)
}

// signed is an offer ready to be handed on.
type signed struct {
	Token  string         `json:"token"`
	Link   string         `json:"link"`
	Square string         `json:"qr_svg,omitempty"`
	Claims *offers.Claims `json:"claims"`
}

// signOffer signs an offer in the name of whoever asks. Nothing of it is kept here.
func (s *service) signOffer(c *gin.Context) {
	text, release, ok := s.document(c, "quote")
	defer release()
	if !ok {
		return
	}
	asked, problems := offers.ReadAsked(text)
	if len(problems) > 0 {
		refuseFor(c, problems)
		return
	}
	keys, ok := s.keysOf(c)
	if !ok {
		return
	}
	key := offers.Newest(keys, c.GetString(client))
	if key == nil {
		refuse(c, signerMissing)
		return
	}
	claims, ok := s.claims(c, &asked)
	if !ok {
		return
	}
	token, err := key.Sign(claims)
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	s.charge(c, "quote", len(text), len(token))
	if len(token) > offers.Longest {
		refuseFor(c, []wire.Problem{{Code: wire.TooManyItems, Pointer: "#/quote", Detail: "the offer would be longer than any that is read"}})
		return
	}
	link := s.public + offerAddress + token
	records.Send(c, http.StatusOK, signed{token, link, offers.Square(link), claims})
}

// claims is what the offer says, or a refusal.
func (s *service) claims(c *gin.Context, asked *offers.Asked) (*offers.Claims, bool) {
	now := time.Now()
	said := &offers.Claims{Audience: asked.Audience, Reference: asked.Reference, Zone: asked.Zone, LastDay: asked.LastDay, Issued: now.Unix()}
	reply := calc.Do("quote", asked.Quote)
	if reply.Failed {
		// Where in the quote; no text of a problem holds this.
		refuseWith(c, impossible, bytes.ReplaceAll(reply.Body, []byte(`"pointer":"#`), []byte(`"pointer":"#/quote`)))
		return nil, false
	}
	if err := said.Fill(reply, inField(digest(reply))); err != nil {
		panic(err) // the engine wrote it just now
	}
	if asked.Negotiation != "" && !s.onRecord(c, asked, said) {
		return nil, false
	}
	if problems := said.End(now); len(problems) > 0 {
		refuseFor(c, problems)
		return nil, false
	}
	return said, true
}

// refuseFor says no to a document for its problems.
func refuseFor(c *gin.Context, problems []wire.Problem) {
	as := impossible
	if wire.Malformed(problems) {
		as = malformed
	}
	refuseWith(c, as, wire.AppendProblems(nil, problems))
}

// onRecord finds the offer on record and compares it with the plan. Its last day is
// the one on record: what is signed never ends sooner or later.
func (s *service) onRecord(c *gin.Context, asked *offers.Asked, said *offers.Claims) bool {
	if s.store == nil {
		refuse(c, notFound)
		return false
	}
	head, err := s.store.Head(c, c.GetString(client), asked.Negotiation)
	if err != nil {
		s.refuseKept(c, "record", err)
		return false
	}
	var standing struct {
		Currency string
		Record   struct{ Offers []offers.Recorded }
	}
	if err := json.Unmarshal(head.Record, &standing); err != nil {
		s.refuseKept(c, "record", err)
		return false
	}
	at := slices.IndexFunc(standing.Record.Offers, func(o offers.Recorded) bool { return o.Number == asked.Number })
	if at < 0 {
		refuseWith(c, offerDiffers, wire.AppendProblems(nil, []wire.Problem{{Code: calc.OfferUnknown, Pointer: "#/on_record/number", Detail: "the record has no offer of that number"}}))
		return false
	}
	if problems := standing.Record.Offers[at].Against(&said.Offer, standing.Currency); len(problems) > 0 {
		refuseWith(c, offerDiffers, wire.AppendProblems(nil, problems))
		return false
	}
	said.Negotiation, said.Revision, said.Number = head.ID, head.Revision, asked.Number
	if said.LastDay = standing.Record.Offers[at].Terms.Expires; said.LastDay == "" {
		said.LastDay = said.Offer.FirstMoney()
	}
	return true
}

// verdict is what a verification comes to.
type verdict struct {
	Valid  bool   `json:"valid"`
	Reason string `json:"reason,omitempty"`
	// Whether quote, asked again, gives the digest that was signed. Another engine may not.
	Reproduced bool           `json:"reproduced"`
	Claims     *offers.Claims `json:"claims,omitempty"`
}

// verifyOffer says whether an offer is genuine and open, or why not. Saying no is an
// answer and no refusal.
func (s *service) verifyOffer(c *gin.Context) {
	text, release, ok := s.document(c, "quote")
	defer release()
	if !ok {
		return
	}
	token, audience, problems := offers.ReadToVerify(text)
	if len(problems) > 0 {
		refuseFor(c, problems)
		return
	}
	keys, ok := s.keysOf(c)
	if !ok {
		return
	}
	claims, err := offers.Verify(token, keys, audience, time.Now())
	s.charge(c, "quote", len(text), 0)
	if errors.Is(err, offers.ErrMalformed) {
		refuse(c, offerMalformed)
		return
	}
	found := verdict{Valid: err == nil, Claims: claims}
	if err != nil {
		found.Reason = err.Error()
	}
	if claims != nil {
		request, err := claims.Request()
		reply := calc.Do("quote", request)
		found.Reproduced = err == nil && !reply.Failed && claims.Digest == inField(digest(reply))
	}
	records.Send(c, http.StatusOK, found)
}
