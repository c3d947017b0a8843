package offers

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parley/server/durable"
)

// Key signs the offers of a partner.
type Key struct {
	// ID is the thumbprint of the public half (RFC 7638).
	ID string
	// Partner is whose offers it signs, as API keys name them, and Name who that is in
	// the eyes of a borrower: 1 to 200 characters.
	Partner, Name string
	Created       time.Time
	Public        ed25519.PublicKey

	private ed25519.PrivateKey
}

// Keyring is a folder of keys, a file for each. The newest key of a partner signs, and
// all of them verify. A key that is not to verify any longer is deleted. The folder is
// read each time: it holds a handful of files, and what was changed counts at once.
type Keyring struct{ folder string }

// NewKeyring names the folder, which Create makes when there is none.
func NewKeyring(folder string) *Keyring { return &Keyring{folder} }

// kept is the file of a key.
type kept struct {
	Partner string    `json:"partner"`
	Name    string    `json:"name"`
	Created time.Time `json:"created"`
	Seed    []byte    `json:"seed"`
}

// Create makes a key with which the offers of a partner are signed from now on.
func (r *Keyring) Create(partner, name string, now time.Time) (id string, err error) {
	printable := strings.IndexFunc(partner, func(c rune) bool { return c <= ' ' || c > '~' }) < 0
	if partner == "" || !printable || name == "" || name != strings.TrimSpace(name) || utf8.RuneCountInString(name) > 200 {
		return "", errors.New("a key needs the partner as its API keys name it, and a name of 1 to 200 characters for borrowers to read")
	}
	seed := make([]byte, ed25519.SeedSize)
	rand.Read(seed) // never fails
	text, err := json.Marshal(kept{partner, name, now.UTC(), seed})
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(r.folder, 0o700); err != nil {
		return "", err
	}
	id = thumbprint(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	return id, r.write(id, text)
}

// write writes the file of a key so that it is there whole or not at all.
func (r *Keyring) write(id string, text []byte) error {
	name := filepath.Join(r.folder, id+".new")
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = file.Write(text); err != nil {
		durable.Drop(file)
		return err
	}
	return durable.Place(file, filepath.Join(r.folder, id+".json"))
}

// Keys returns every key, the oldest first.
func (r *Keyring) Keys() (keys []Key, err error) {
	names, err := filepath.Glob(filepath.Join(r.folder, "*.json"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var file kept
		if err := json.Unmarshal(text, &file); err != nil || len(file.Seed) != ed25519.SeedSize || file.Partner == "" || file.Name == "" {
			return nil, fmt.Errorf("%s is no signing key", filepath.Base(name)) // without quoting it
		}
		private := ed25519.NewKeyFromSeed(file.Seed)
		public := private.Public().(ed25519.PublicKey)
		keys = append(keys, Key{thumbprint(public), file.Partner, file.Name, file.Created, public, private})
	}
	slices.SortStableFunc(keys, func(a, b Key) int { return a.Created.Compare(b.Created) })
	return keys, nil
}

// Newest is the key that signs for a partner, and nil when there is none.
func Newest(keys []Key, partner string) *Key {
	for i := len(keys) - 1; i >= 0; i-- {
		if keys[i].Partner == partner {
			return &keys[i]
		}
	}
	return nil
}

// published is the public half of a key as RFC 7517 and 8037 write it, with the name
// that it signs in.
type published struct {
	Kind      string `json:"kty"`
	Curve     string `json:"crv"`
	Public    string `json:"x"`
	ID        string `json:"kid"`
	Use       string `json:"use"`
	Algorithm string `json:"alg"`
	Name      string `json:"name"`
}

// Published is the key set that offers are verified with, as JSON.
func Published(keys []Key) ([]byte, error) {
	set := struct {
		Keys []published `json:"keys"`
	}{[]published{}}
	for i := range keys {
		set.Keys = append(set.Keys, published{"OKP", "Ed25519", base64url.EncodeToString(keys[i].Public), keys[i].ID, "sig", "EdDSA", keys[i].Name})
	}
	return json.Marshal(set)
}

// thumbprint names a key by its public half (RFC 7638, RFC 8037 appendix A.3).
func thumbprint(public ed25519.PublicKey) string {
	sum := sha256.Sum256([]byte(`{"crv":"Ed25519","kty":"OKP","x":"` + base64url.EncodeToString(public) + `"}`))
	return base64url.EncodeToString(sum[:])
}
