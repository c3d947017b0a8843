package offers

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Longest is the most bytes of a token: a plan whose payments are listed one by one, 600 of them, fits.
const Longest = 32 << 10

// Claims are what an offer says.
type Claims struct {
	// Who signs, by the name that is published with the key.
	Issuer string `json:"iss"`
	// For whom it is, as whoever made it wrote it.
	Audience string `json:"aud"`
	// When it was signed, in seconds since 1970.
	Issued int64 `json:"iat"`
	// When it ends, in seconds since 1970: the end of the last day in its zone.
	Expires int64 `json:"exp"`
	// The debt that it is about, by its reference.
	Reference string `json:"reference"`
	// The last day on which it can be accepted, and the IANA zone whose day is meant.
	LastDay string `json:"last_day"`
	Zone    string `json:"zone"`
	// The negotiation on record, its revision when the offer was signed, and the
	// number of the offer in it; left out of an offer that is not on record.
	Negotiation string `json:"negotiation,omitempty"`
	Revision    int    `json:"revision,omitempty"`
	Number      int    `json:"number,omitempty"`
	// What the plan comes to.
	Offer Facts `json:"offer"`
	// The version of the engine that computed the plan, and the Parley-Digest of its answer.
	Engine string `json:"engine"`
	Digest string `json:"digest"`
	// The canonical request of the plan, deflated (RFC 1951) and in base64url. Asking quote again gives the digest.
	Quote string `json:"quote"`
}

// Facts are the figures of a plan, as the engine spelled them.
type Facts struct {
	Currency string `json:"currency"`
	// All that is paid, all that is waived, and the sum of each payment but the last.
	Paid   string `json:"paid"`
	Waived string `json:"waived"`
	Amount string `json:"amount"`
	// How many payments there are, and when the first and the last one are due.
	Count    int    `json:"count"`
	FirstDue string `json:"first_due"`
	LastDue  string `json:"last_due"`
	// What is paid before them; left out when nothing is.
	Deposit *Deposit `json:"deposit,omitempty"`
}

// Deposit is a sum paid before the payments.
type Deposit struct {
	Amount string `json:"amount"`
	Due    string `json:"due"`
}

// Why an offer is not good. Each is a promise.
var (
	// ErrMalformed is no token of an offer at all.
	ErrMalformed = errors.New("offer_malformed")
	// ErrKeyUnknown is an offer that is signed with no key known here, or not in the name of its key.
	ErrKeyUnknown = errors.New("offer_key_unknown")
	// ErrTampered is an offer that is not as it was signed.
	ErrTampered = errors.New("offer_tampered")
	// ErrExpired is an offer whose last day is over.
	ErrExpired = errors.New("offer_expired")
	// ErrAudience is an offer that was made for somebody else.
	ErrAudience = errors.New("offer_audience")
)

const (
	headStart = `{"alg":"EdDSA","kid":"`
	headEnd   = `","typ":"parley-offer+jwt"}`
)

// base64url as RFC 7515 asks for it: without padding, and only one spelling of each text.
var base64url = base64.RawURLEncoding.Strict()

// Sign writes the token of an offer in the name of the key.
func (k *Key) Sign(claims *Claims) (string, error) {
	claims.Issuer = k.Name
	says, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed := base64url.EncodeToString([]byte(headStart+k.ID+headEnd)) + "." + base64url.EncodeToString(says)
	return signed + "." + base64url.EncodeToString(ed25519.Sign(k.private, []byte(signed))), nil
}

// Verify returns what an offer says and nil, or the first reason why it is not good:
// that of one that is genuine and no more than late or for somebody else comes with
// its claims. An audience that is empty is not compared.
func Verify(token string, keys []Key, audience string, now time.Time) (*Claims, error) {
	head, rest, _ := strings.Cut(token, ".")
	said, signature, _ := strings.Cut(rest, ".")
	header, headWrong := base64url.DecodeString(head)
	payload, saidWrong := base64url.DecodeString(said)
	sum, sumWrong := base64url.DecodeString(signature)
	id, isStart := strings.CutPrefix(string(header), headStart)
	id, isEnd := strings.CutSuffix(id, headEnd)
	// The decoder passes over the ends of lines, and so would let a token be spelled in more than one way.
	if len(token) > Longest || strings.ContainsAny(token, "\r\n") || errors.Join(headWrong, saidWrong, sumWrong) != nil || !isStart || !isEnd || len(sum) != ed25519.SignatureSize {
		return nil, ErrMalformed
	}
	for i := range keys {
		if keys[i].ID == id {
			if !ed25519.Verify(keys[i].Public, []byte(head+"."+said), sum) {
				return nil, ErrTampered
			}
			return keys[i].read(payload, audience, now)
		}
	}
	return nil, ErrKeyUnknown
}

// read reads what the key has signed.
func (k *Key) read(payload []byte, audience string, now time.Time) (*Claims, error) {
	var claims Claims
	if err := json.Unmarshal(payload, &claims); err != nil {
		return nil, ErrMalformed
	}
	switch {
	case claims.Issuer != k.Name:
		return nil, ErrKeyUnknown
	case audience != "" && !strings.EqualFold(audience, claims.Audience):
		return &claims, ErrAudience
	case now.Unix() >= claims.Expires:
		return &claims, ErrExpired
	}
	return &claims, nil
}
