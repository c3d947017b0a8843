package access

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A secret is its prefix, an id, an underscore and 256 random bits in base64url. The
// prefix lets those who scan for leaked secrets find it.
const (
	keyPrefix    = "parley_live_"
	linkPrefix   = "parley_link_"
	idLength     = 16
	randomBytes  = 32
	randomLength = 43
)

// mostActive is how many keys of one partner work at a time: the old and the new
// one while a partner changes over.
const mostActive = 2

// Key is what is kept of a key: enough to know it again, and not the key.
type Key struct {
	// The part of the key that names it; no secret.
	ID string `json:"id"`
	// Whom it was given to: 1 to 64 letters, digits, dots, underscores and hyphens.
	Partner string `json:"partner"`
	// HMAC-SHA-256 of the whole key under the pepper, in hexadecimal.
	Hash string `json:"hash"`
	// What it allows.
	Scopes []string `json:"scopes"`
	// When it was made.
	Created time.Time `json:"created"`
	// When it was revoked; left out while it works.
	Revoked time.Time `json:"revoked,omitzero"`
}

// Active tells whether the key works.
func (k *Key) Active() bool { return k.Revoked.IsZero() }

var partnerName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// newSecret draws a secret. The id has 80 bits, so that two never meet.
func newSecret(prefix string) (id, secret string) {
	id = strings.ToLower(rand.Text()[:idLength])
	var random [randomBytes]byte
	rand.Read(random[:]) // never fails
	return id, prefix + id + "_" + base64.RawURLEncoding.EncodeToString(random[:])
}

// idOf returns the id inside a secret, and "" of what does not have the form of one.
func idOf(prefix, secret string) string {
	rest, _ := strings.CutPrefix(secret, prefix)
	id, random, _ := strings.Cut(rest, "_")
	if len(id) != idLength || len(random) != randomLength {
		return ""
	}
	return id
}

// hashOf hashes a secret. One fast hash is right for 256 random bits; slow ones are
// for passwords that people make up.
func hashOf(secret string, pepper []byte) []byte {
	mac := hmac.New(sha256.New, pepper)
	mac.Write([]byte(secret))
	return mac.Sum(nil)
}

// same tells whether a secret is the one that a hash was kept of. It hashes and
// compares one that nobody has, of which none was kept, as it does a wrong one, and
// never stops at a difference.
func same(secret, hash string, pepper []byte) bool {
	kept, _ := hex.DecodeString(hash)
	if len(kept) != sha256.Size {
		kept = make([]byte, sha256.Size)
	}
	return subtle.ConstantTimeCompare(hashOf(secret, pepper), kept) == 1
}

// find returns whose key it is.
func find(keys map[string]Key, secret string, pepper []byte) (Caller, error) {
	key := keys[idOf(keyPrefix, secret)]
	if !same(secret, key.Hash, pepper) || !key.Active() {
		return Caller{}, ErrRefused
	}
	return Caller{Partner: key.Partner, Scopes: key.Scopes}, nil
}

// issue makes a key for a partner beside those that there are.
func issue(keys []Key, partner string, scopes []string, pepper []byte, now time.Time) (Key, string, error) {
	if !partnerName.MatchString(partner) {
		return Key{}, "", errors.New("a partner is named with 1 to 64 letters, digits, dots, underscores and hyphens")
	}
	if len(scopes) == 0 {
		return Key{}, "", fmt.Errorf("a key needs at least one scope of %s", strings.Join(Scopes, ", "))
	}
	for _, scope := range scopes {
		if !slices.Contains(Scopes, scope) {
			return Key{}, "", fmt.Errorf("there is no scope %q; there are %s", scope, strings.Join(Scopes, ", "))
		}
	}
	active := 0
	for i := range keys {
		if keys[i].Partner == partner && keys[i].Active() {
			active++
		}
	}
	if active >= mostActive {
		return Key{}, "", fmt.Errorf("%s has %d keys that work; revoke one first", partner, active)
	}
	id, secret := newSecret(keyPrefix)
	hash := hex.EncodeToString(hashOf(secret, pepper))
	return Key{ID: id, Partner: partner, Hash: hash, Scopes: scopes, Created: now.UTC().Truncate(time.Second)}, secret, nil
}
