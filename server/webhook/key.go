// Package webhook tells the webhooks of tenants what happens to their negotiations, by
// Standard Webhooks 1.0: each message has an id, the time of its sending and signatures
// of Ed25519 (v1a). It is delivered at least once; whoever hears it twice knows by its
// id. What failed is tried again for three days, and then parked.
//
// An address is somebody else's word about where to connect to. So each connection is
// checked when it is made, by the address that a name has come to mean by then; nothing
// is taken from redirects or from the proxies of the environment.
package webhook

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"parley/server/store"
)

// Keys are the signing keys of all webhooks, each its own. They follow from one secret,
// so that no key lies in the store.
type Keys struct{ secret []byte }

// ShortestSecret is the least number of characters of a secret.
const ShortestSecret = 32

// NewKeys returns the keys that follow from a secret.
func NewKeys(secret string) *Keys { return &Keys{[]byte(secret)} }

// overlap is how long the key before goes on signing beside the one that replaced it.
const overlap = 24 * time.Hour

// key is the key of one generation of a webhook.
func (k *Keys) key(w *store.Webhook, generation int) ed25519.PrivateKey {
	mac := hmac.New(sha256.New, k.secret)
	fmt.Fprintf(mac, "webhook %q %q %d", w.Tenant, w.ID, generation)
	return ed25519.NewKeyFromSeed(mac.Sum(nil))
}

// signing are the keys that sign at an instant, the newest first.
func (k *Keys) signing(w *store.Webhook, now time.Time) []ed25519.PrivateKey {
	keys := []ed25519.PrivateKey{k.key(w, w.Generation)}
	if w.Generation > 1 && store.Instant(now.Add(-overlap)) < w.Rotated {
		keys = append(keys, k.key(w, w.Generation-1))
	}
	return keys
}

// Public are the keys that verify what is signed at an instant, in the words of the
// standard: whpk_ and base64. The first one will go on signing.
func (k *Keys) Public(w *store.Webhook, now time.Time) (texts []string) {
	for _, key := range k.signing(w, now) {
		texts = append(texts, "whpk_"+base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey)))
	}
	return texts
}

// Signature is the header webhook-signature of a message: one signature of each key.
func (k *Keys) Signature(w *store.Webhook, message string, sent time.Time, payload []byte) string {
	var all []string
	for _, key := range k.signing(w, sent) {
		all = append(all, sign(key, message, sent.Unix(), payload))
	}
	return strings.Join(all, " ")
}

// sign signs the message's id, the second of its sending and its body.
func sign(key ed25519.PrivateKey, message string, second int64, payload []byte) string {
	text := append([]byte(message+"."+strconv.FormatInt(second, 10)+"."), payload...)
	return "v1a," + base64.StdEncoding.EncodeToString(ed25519.Sign(key, text))
}
