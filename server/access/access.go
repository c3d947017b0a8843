// Package access says who asks and what they may: API keys that are kept hashed in
// a file, and tokens of one issuer that the operator trusts. It knows no routes.
package access

import (
	"errors"
	"slices"
	"strings"
)

// What a credential may allow.
const (
	// Calculate is asking one question at a time.
	Calculate = "calculate"
	// Batch is asking many in one request.
	Batch = "batch"
	// Record is keeping negotiations on record, and reading them.
	Record = "record"
	// Offer is signing offers.
	Offer = "offer"
	// Portfolio is having files of accounts priced.
	Portfolio = "portfolio"
	// Link is what the bearer of a link may do: see one negotiation as its borrower,
	// and answer. No key and no token has it.
	Link = "link"
	// Webhook is choosing who hears of what happens to them.
	Webhook = "webhook"
	// Report is reading what they come to together.
	Report = "report"
)

// Scopes lists what a key or a token may allow.
var Scopes = []string{Calculate, Batch, Record, Offer, Webhook, Report, Portfolio}

var (
	// ErrRefused is a credential that is wrong, revoked, expired, cut short or made
	// for somebody else. It does not say which: that would help who guesses.
	ErrRefused = errors.New("the credential is not valid here")
	// ErrUnavailable is that nothing can be said about a credential, because the
	// keys to check it with cannot be read.
	ErrUnavailable = errors.New("credentials cannot be checked")
)

// Caller is who asks.
type Caller struct {
	// Partner names whoever the credential was given to. Those of tokens begin with
	// "token:", which no partner with a key can be called.
	Partner string
	// Scopes is what the credential allows.
	Scopes []string
}

// May tells whether the caller is allowed what a scope names.
func (c Caller) May(scope string) bool { return slices.Contains(c.Scopes, scope) }

// IsKey tells a credential that has the form of a key from one that does not.
func IsKey(credential string) bool { return strings.HasPrefix(credential, keyPrefix) }
