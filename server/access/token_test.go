package access

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bank is an issuer of tokens with keys of several kinds.
type bank struct {
	edwards ed25519.PrivateKey
	curve   *ecdsa.PrivateKey
	wide    *rsa.PrivateKey
}

func newBank(t *testing.T) bank {
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	wide, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	return bank{edwards, curve, wide}
}

// keySet is what the bank publishes.
func (b bank) keySet(t *testing.T) []byte {
	text, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
		{Key: b.edwards.Public(), KeyID: "edwards", Use: "sig"},
		{Key: b.curve.Public(), KeyID: "curve"},
		{Key: b.wide.Public(), KeyID: "wide"},
		{Key: b.edwards.Public(), KeyID: "for-encryption", Use: "enc"},
	}})
	require.NoError(t, err)
	return text
}

// sign makes a token.
func sign(t *testing.T, algorithm jose.SignatureAlgorithm, key any, id string, says map[string]any) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key},
		(&jose.SignerOptions{}).WithHeader("kid", id))
	require.NoError(t, err)
	text, err := json.Marshal(says)
	require.NoError(t, err)
	signed, err := signer.Sign(text)
	require.NoError(t, err)
	token, err := signed.CompactSerialize()
	require.NoError(t, err)
	return token
}

// good is what a token that works says, with changes.
func good(changes ...any) map[string]any {
	says := map[string]any{"iss": "https://bank.example", "aud": "parley", "sub": "collections", "scope": "calculate batch",
		"iat": noon.Unix(), "exp": noon.Add(10 * time.Minute).Unix()}
	for i := 0; i < len(changes); i += 2 {
		says[changes[i].(string)] = changes[i+1]
		if changes[i+1] == nil {
			delete(says, changes[i].(string))
		}
	}
	return says
}

// trust takes the bank's tokens, with its keys in a file.
func trust(t *testing.T, b bank) *Issuer {
	path := filepath.Join(t.TempDir(), "keys.json")
	require.NoError(t, os.WriteFile(path, b.keySet(t), 0o600))
	issuer, err := NewIssuer("https://bank.example", "parley", path)
	require.NoError(t, err)
	return issuer
}

func TestTokensThatWork(t *testing.T) {
	b := newBank(t)
	issuer := trust(t, b)
	for name, token := range map[string]string{
		"Ed25519":          sign(t, jose.EdDSA, b.edwards, "edwards", good()),
		"P-256":            sign(t, jose.ES256, b.curve, "curve", good()),
		"audiences":        sign(t, jose.EdDSA, b.edwards, "edwards", good("aud", []string{"other", "parley"})),
		"15 minutes":       sign(t, jose.EdDSA, b.edwards, "edwards", good("exp", noon.Add(15*time.Minute).Unix())),
		"no time of issue": sign(t, jose.EdDSA, b.edwards, "edwards", good("iat", nil)),
	} {
		caller, err := issuer.Find(context.Background(), token, noon)
		require.NoError(t, err, name)
		assert.Equal(t, Caller{"token:collections", []string{Calculate, Batch}}, caller, name)
	}
}

func TestTokensThatAreRefused(t *testing.T) {
	b, other := newBank(t), newBank(t)
	issuer := trust(t, b)
	token := sign(t, jose.EdDSA, b.edwards, "edwards", good())
	edwards := func(says map[string]any) string { return sign(t, jose.EdDSA, b.edwards, "edwards", says) }
	parts := strings.Split(token, ".")
	head := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	public := b.edwards.Public().(ed25519.PublicKey)
	for name, wrong := range map[string]string{
		"nothing":                  "",
		"no token":                 "a.b.c",
		"cut short":                token[:len(token)-1],
		"no signature":             parts[0] + "." + parts[1] + ".",
		"alg none":                 head(`{"alg":"none","kid":"edwards"}`) + "." + parts[1] + ".",
		"another claim, old sign":  parts[0] + "." + head(`{"sub":"admin"}`) + "." + parts[2],
		"a key of their own":       sign(t, jose.EdDSA, other.edwards, "edwards", good()),
		"the public key as secret": sign(t, jose.HS256, []byte(public), "edwards", good()),
		"RSA":                      sign(t, jose.RS256, b.wide, "wide", good()),
		"a key of another kind":    sign(t, jose.ES256, b.curve, "edwards", good()),
		"an unknown key":           sign(t, jose.EdDSA, b.edwards, "nobody", good()),
		"no key id":                sign(t, jose.EdDSA, b.edwards, "", good()),
		"a key for encryption":     sign(t, jose.EdDSA, b.edwards, "for-encryption", good()),
		"another issuer":           edwards(good("iss", "https://bank.example.net")),
		"no issuer":                edwards(good("iss", nil)),
		"another audience":         edwards(good("aud", "ledger")),
		"no audience":              edwards(good("aud", nil)),
		"no subject":               edwards(good("sub", nil)),
		"a subject without end":    edwards(good("sub", strings.Repeat("x", longestSubject+1))),
		"expired":                  edwards(good("exp", noon.Add(-leeway-time.Second).Unix())),
		"never expires":            edwards(good("exp", nil)),
		"expires late":             edwards(good("exp", noon.Add(longestLife+leeway+time.Second).Unix())),
		"not yet":                  edwards(good("nbf", noon.Add(time.Minute).Unix())),
		"made tomorrow":            edwards(good("iat", noon.Add(24*time.Hour).Unix())),
		"a scope that is no text":  edwards(good("scope", []string{"calculate"})),
		"longer than it need be":   edwards(good("sub", strings.Repeat("x", longestToken))),
	} {
		_, err := issuer.Find(context.Background(), wrong, noon)
		assert.ErrorIs(t, err, ErrRefused, name)
	}
}

// The issuer is asked once, then when a key is not known, and is not pestered.
func TestKeysOfTheIssuerAreKept(t *testing.T) {
	b := newBank(t)
	asked, down := 0, false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if down {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		_, _ = w.Write(b.keySet(t))
	}))
	defer server.Close()
	issuer, err := NewIssuer("https://bank.example", "parley", server.URL)
	require.NoError(t, err)
	at := func(after time.Duration, id string) error {
		now := noon.Add(after)
		_, err := issuer.Find(context.Background(), sign(t, jose.EdDSA, b.edwards, id, good("exp", now.Add(time.Minute).Unix())), now)
		return err
	}
	require.NoError(t, at(0, "edwards"))
	require.NoError(t, at(time.Minute, "edwards"))
	assert.Equal(t, 1, asked)
	for range 10 {
		assert.ErrorIs(t, at(time.Minute, "nobody"), ErrRefused)
	}
	assert.Equal(t, 2, asked, "made-up ids reach the issuer once in a while")
	require.NoError(t, at(time.Minute+keysFresh, "edwards"))
	assert.Equal(t, 3, asked, "the keys are asked for again when they are old")
	down = true
	require.NoError(t, at(3*keysFresh, "edwards"), "the old ones do while the issuer is down")
	assert.ErrorIs(t, at(keysKept+time.Hour, "edwards"), ErrUnavailable, "for a day")
	down = false
	require.NoError(t, at(keysKept+2*time.Hour, "edwards"))
}

func TestKeySetsThatAreNotTaken(t *testing.T) {
	b := newBank(t)
	for name, answer := range map[string]http.HandlerFunc{
		"elsewhere": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/other", http.StatusFound) },
		"no JSON":   func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"too long":  func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(make([]byte, keysMost+1)) },
	} {
		server := httptest.NewServer(answer)
		issuer, err := NewIssuer("https://bank.example", "parley", server.URL)
		require.NoError(t, err)
		_, err = issuer.Find(context.Background(), sign(t, jose.EdDSA, b.edwards, "edwards", good()), noon)
		assert.ErrorIs(t, err, ErrUnavailable, name)
		server.Close()
	}
	for _, source := range []string{"http://bank.example/keys", "http://10.0.0.1/keys", "http://localhost.bank.example/", "ftp://bank.example/"} {
		_, err := NewIssuer("https://bank.example", "parley", source)
		assert.ErrorContains(t, err, "https", source)
	}
	issuer, err := NewIssuer("https://bank.example", "parley", filepath.Join(t.TempDir(), "none"))
	require.NoError(t, err)
	_, err = issuer.Find(context.Background(), sign(t, jose.EdDSA, b.edwards, "edwards", good()), noon)
	assert.ErrorIs(t, err, ErrUnavailable)
}
