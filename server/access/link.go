package access

import (
	"encoding/hex"
	"strings"
)

// IsLink tells a credential that has the form of a borrower's link.
func IsLink(credential string) bool { return strings.HasPrefix(credential, linkPrefix) }

// NewLink draws the secret of a link. What is kept of it is its id and its hash.
func NewLink(pepper string) (id, secret, hash string) {
	id, secret = newSecret(linkPrefix)
	return id, secret, hex.EncodeToString(hashOf(secret, []byte(pepper)))
}

// LinkID is the id in the secret of a link, and "" of what is none.
func LinkID(secret string) string { return idOf(linkPrefix, secret) }

// IsOfLink tells whether a secret is the one that a hash was kept of, in a time that
// says nothing about either. Of a link that is not known the hash is empty.
func IsOfLink(secret, hash, pepper string) bool { return same(secret, hash, []byte(pepper)) }
