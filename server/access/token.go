package access

import (
	"context"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

const (
	// longestLife is how far ahead a token may expire. A stolen one is soon worthless.
	longestLife = 15 * time.Minute
	// leeway is how far two clocks may differ.
	leeway = 30 * time.Second
	// longestToken bounds what is decoded before anything is known about its sender.
	longestToken = 4 << 10
	// longestSubject bounds the name under which work is counted.
	longestSubject = 128
)

// algorithms are those that a signature may use, whatever a token says about itself.
var algorithms = []jose.SignatureAlgorithm{jose.EdDSA, jose.ES256}

// Issuer is who makes tokens that are taken here, such as a bank's own
// authorisation server.
type Issuer struct {
	name     string
	audience string
	keys     *keySet
}

// NewIssuer takes tokens that name the issuer and the audience and are signed with
// one of its keys. Those are a JSON Web Key Set at an https address, at an http one
// of this machine, or in a file.
func NewIssuer(name, audience, keys string) (*Issuer, error) {
	set, err := newKeySet(keys)
	return &Issuer{name: name, audience: audience, keys: set}, err
}

// claims are what is read of a token.
type claims struct {
	jwt.Claims
	// What it allows, parted by spaces (RFC 8693, section 4.2).
	Scope string `json:"scope"`
}

// Find returns whose token it is: ErrRefused of one that does not work here, and
// ErrUnavailable when the keys of the issuer cannot be had.
func (i *Issuer) Find(ctx context.Context, token string, now time.Time) (Caller, error) {
	if len(token) > longestToken {
		return Caller{}, ErrRefused
	}
	parsed, err := jwt.ParseSigned(token, algorithms)
	if err != nil || len(parsed.Headers) != 1 || parsed.Headers[0].KeyID == "" {
		return Caller{}, ErrRefused
	}
	key, err := i.keys.find(ctx, parsed.Headers[0].KeyID, now)
	if err != nil {
		return Caller{}, err
	}
	// A key that is not of the kind that alg names is an error here.
	var said claims
	if err := parsed.Claims(key, &said); err != nil || !i.holds(&said, now) {
		return Caller{}, ErrRefused
	}
	return Caller{Partner: "token:" + said.Subject, Scopes: strings.Fields(said.Scope)}, nil
}

// holds tells whether what a genuine token says is meant for here and now.
func (i *Issuer) holds(said *claims, now time.Time) bool {
	expected := jwt.Expected{Issuer: i.name, AnyAudience: jwt.Audience{i.audience}, Time: now}
	return said.Expiry != nil && said.Subject != "" && len(said.Subject) <= longestSubject &&
		said.ValidateWithLeeway(expected, leeway) == nil &&
		said.Expiry.Time().Before(now.Add(longestLife+leeway))
}
