package access

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	// keysFresh is how long the keys of the issuer are used before they are asked for again.
	keysFresh = 15 * time.Minute
	// keysKept is how long they are used when the issuer does not answer.
	keysKept = 24 * time.Hour
	// keysPause is how long the issuer is left alone after each asking, so that
	// tokens with made-up key ids cannot make this server pester it.
	keysPause = 30 * time.Second
	// keysPatience is how long one asking may take.
	keysPatience = 5 * time.Second
	// keysMost is the longest key set in bytes.
	keysMost = 64 << 10
)

// keySet is the keys of an issuer, cached.
type keySet struct {
	source string
	client *http.Client // nil when the source is a file

	mutex sync.Mutex
	keys  map[string]any // by key id: ed25519.PublicKey or *ecdsa.PublicKey
	read  time.Time
	asked time.Time
}

// newKeySet refuses an address that others could answer in the issuer's place.
func newKeySet(source string) (*keySet, error) {
	address, err := url.Parse(source)
	if err != nil || address.Scheme == "" {
		return &keySet{source: source}, nil
	}
	ip := net.ParseIP(address.Hostname())
	if address.Scheme != "https" && !(address.Scheme == "http" && ip != nil && ip.IsLoopback()) {
		return nil, fmt.Errorf("the keys of the issuer must come by https, and %s does not", address.Redacted())
	}
	client := &http.Client{Timeout: keysPatience, CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("the issuer's keys are not taken from elsewhere")
	}}
	return &keySet{source: source, client: client}, nil
}

// find returns the key with an id, and asks the issuer when it does not know it or
// has not asked for long.
func (s *keySet) find(ctx context.Context, id string, now time.Time) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	key, known := s.keys[id]
	if known && now.Sub(s.read) < keysFresh {
		return key, nil
	}
	if s.asked.IsZero() || now.Sub(s.asked) >= keysPause {
		s.asked = now
		if keys, err := s.ask(ctx); err == nil {
			s.keys, s.read = keys, now
			key, known = keys[id]
		}
	}
	switch {
	case s.read.IsZero() || now.Sub(s.read) >= keysKept:
		return nil, ErrUnavailable
	case !known:
		return nil, ErrRefused
	}
	return key, nil
}

// ask reads the key set from its source. It outlives the request that caused it:
// others wait for the same keys.
func (s *keySet) ask(ctx context.Context) (map[string]any, error) {
	if s.client == nil {
		text, err := os.ReadFile(s.source)
		if err != nil {
			return nil, err
		}
		return signingKeys(text)
	}
	request, err := http.NewRequestWithContext(context.WithoutCancel(ctx), http.MethodGet, s.source, nil)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the issuer answers %s", answer.Status)
	}
	text, err := io.ReadAll(io.LimitReader(answer.Body, keysMost+1))
	if err != nil {
		return nil, err
	}
	if len(text) > keysMost {
		return nil, fmt.Errorf("the key set is longer than %d bytes", keysMost)
	}
	return signingKeys(text)
}

// signingKeys returns the keys of a set that a signature may be checked with, and
// leaves the others out: those to encrypt with, of other kinds, or secret.
func signingKeys(text []byte) (map[string]any, error) {
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(text, &set); err != nil {
		return nil, err
	}
	keys := map[string]any{}
	for _, key := range set.Keys {
		if key.KeyID == "" || key.Use != "" && key.Use != "sig" {
			continue
		}
		switch key.Key.(type) {
		case ed25519.PublicKey, *ecdsa.PublicKey:
			keys[key.KeyID] = key.Key
		}
	}
	return keys, nil
}
