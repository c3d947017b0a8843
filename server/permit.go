package main

import (
	"errors"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/server/access"
	"parley/server/quota"
)

// forEverybody is the scope of what needs no credential.
const forEverybody = ""

// scopes says what a credential has to allow at each address of the API. There is
// no other table, and an address of the API that is not in it is closed.
var scopes = func() map[string]string {
	table := map[string]string{
		"/v1/schema.json":    forEverybody,
		"/v1/limits":         forEverybody,
		"/v1/problems":       forEverybody,
		"/v1/problems/:code": forEverybody,
		"/v1/conformance":    forEverybody,
		"/v1/packs":          forEverybody,
		"/v1/packs/:id":      forEverybody,
		"/v1/pack":           forEverybody,
		"/v1/batch":          access.Batch,
		"/v1/report":         access.Report,
		"/v1/offers":         access.Offer,
		"/v1/offers/verify":  forEverybody,
		"/v1/link":           access.Link,
		"/v1/link/events":    access.Link,
	}
	for _, route := range []string{"", "/:id", "/:id/events", "/:id/diff", "/:id/links", "/:id/links/:link"} {
		table["/v1/negotiations"+route] = access.Record
	}
	for _, route := range []string{"", "/:id", "/:id/rotate", "/:id/deliveries", "/:id/deliveries/:delivery"} {
		table["/v1/webhooks"+route] = access.Webhook
	}
	for _, route := range []string{"", "/:id", "/:id/results"} {
		table[portfoliosPath+route] = access.Portfolio
	}
	for _, op := range calc.Operations {
		if _, listed := table["/v1/"+op]; !listed {
			table["/v1/"+op] = access.Calculate
		}
	}
	return table
}()

// client names the key under which the client of a request is kept with it.
const client = "client"

// permit lets a request through to its route when its credential allows that, and
// its client has some of its quota left.
func (s *service) permit(c *gin.Context) {
	route := c.FullPath()
	if !strings.HasPrefix(route, "/v1/") {
		return
	}
	scope, listed := scopes[route]
	if !listed {
		refuse(c, notFound)
		return
	}
	if scope == forEverybody && c.Request.Method != http.MethodPost && c.Request.Method != "QUERY" {
		return
	}
	name, ok := s.recognise(c, scope)
	if !ok {
		return
	}
	c.Set(client, name)
	if s.quota == nil {
		return
	}
	now := s.quota.Look(name, time.Now())
	if now.Wait > 0 {
		s.tell(c, now)
		c.Header("Retry-After", strconv.FormatInt(inSeconds(now.Wait), 10))
		refuse(c, rateLimited)
	}
}

// recognise returns the name under which the work of a request is counted: the
// partner's, or the network's it comes from. A request that may not go on is refused.
func (s *service) recognise(c *gin.Context, scope string) (name string, ok bool) {
	sent := c.Request.Header.Values("Authorization")
	// All but calculations has an owner: nobody without a credential comes to it.
	owned := scope != forEverybody && scope != access.Calculate && scope != access.Batch
	open := scope == forEverybody || !owned && !s.keyed
	if s.keys == nil && s.issuer == nil && !owned || len(sent) == 0 && open {
		return s.network(c), true
	}
	if len(sent) == 0 {
		c.Header("WWW-Authenticate", `Bearer realm="parley"`)
		refuse(c, credentialMissing)
		return "", false
	}
	caller, err := s.find(c, sent)
	switch {
	case errors.Is(err, access.ErrUnavailable):
		s.log.Error("credentials cannot be checked", "error", err.Error(), "request_id", c.Writer.Header().Get(requestID))
		c.Header("Retry-After", "30")
		refuse(c, credentialUnchecked)
	case err != nil:
		c.Header("WWW-Authenticate", `Bearer realm="parley", error="invalid_token"`)
		refuse(c, credentialRefused)
	case scope != forEverybody && !caller.May(scope):
		c.Header("WWW-Authenticate", `Bearer realm="parley", error="insufficient_scope", scope="`+scope+`"`)
		refuse(c, scopeMissing)
	default:
		return caller.Partner, true
	}
	return "", false
}

// find returns whose credential was sent, once, as a bearer's.
func (s *service) find(c *gin.Context, sent []string) (access.Caller, error) {
	scheme, credential, _ := strings.Cut(sent[0], " ")
	switch {
	case len(sent) != 1 || !strings.EqualFold(scheme, "Bearer"):
		return access.Caller{}, access.ErrRefused
	case access.IsKey(credential) && s.keys != nil:
		return s.keys.Find(credential)
	case !access.IsKey(credential) && !access.IsLink(credential) && s.issuer != nil:
		return s.issuer.Find(c.Request.Context(), credential, time.Now())
	case access.IsLink(credential) && s.store != nil:
		return s.findLink(c, credential)
	}
	return access.Caller{}, access.ErrRefused
}

// network names the client by its address; of IPv6 by the half that a household or
// a machine is given, since it is free to make up the other.
func (s *service) network(c *gin.Context) string {
	if s.quota == nil {
		return "" // nobody asks
	}
	address, err := netip.ParseAddr(c.ClientIP())
	if err != nil {
		return "address:none"
	}
	if address.Is6() && !address.Is4In6() {
		prefix, _ := address.WithZone("").Prefix(64) // 64 bits always fit
		return "address:" + prefix.String()
	}
	return "address:" + address.Unmap().String()
}

// charge counts the work of a calculation and tells the client what it has left.
func (s *service) charge(c *gin.Context, op string, request, answer int) {
	if s.quota != nil {
		s.tell(c, s.quota.Charge(c.GetString(client), quota.Work(op, request, answer), time.Now()))
	}
}

// tell sets the fields of draft-ietf-httpapi-ratelimit-headers.
func (s *service) tell(c *gin.Context, now quota.Standing) {
	units, window := strconv.FormatInt(s.quota.Units, 10), strconv.FormatInt(inSeconds(s.quota.Window), 10)
	c.Header("RateLimit-Policy", `"calc";q=`+units+`;w=`+window+`;qu="work-units"`)
	c.Header("RateLimit", `"calc";r=`+strconv.FormatInt(now.Left, 10)+`;t=`+strconv.FormatInt(inSeconds(now.Full), 10))
}

// inSeconds rounds up, so that who waits so long has waited long enough.
func inSeconds(some time.Duration) int64 { return int64((some + time.Second - 1) / time.Second) }
