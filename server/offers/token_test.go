package offers

import (
	"crypto/ed25519"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
	"parley/server/zone"
)

const quote = `{"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"1000.00","penalty":"40.00"}},` +
	`"waivers":[{"component":"penalty","percent":"1"}],"terms":{"shape":"level","count":3,"first_due":"2026-12-20","every":{"unit":"month","n":1},` +
	`"rate":{"value":"0","per":"year"},"day_count":"ACT/365F","roll":"none","final_payment":"smaller"}}`

// now is before the last day of the offers here ends.
var now = time.Date(2026, 12, 10, 15, 59, 59, 0, time.UTC)

// ring is a keyring with one key of each of two partners.
func ring(t *testing.T) (*Keyring, []Key) {
	r := NewKeyring(filepath.Join(t.TempDir(), "keys"))
	for _, partner := range []string{"bank-a", "bank-b"} {
		_, err := r.Create(partner, "Bank "+partner[5:], now)
		require.NoError(t, err)
	}
	keys, err := r.Keys()
	require.NoError(t, err)
	require.Len(t, keys, 2)
	return r, keys
}

// made is an offer for Li Wei until the end of 10 December in Shanghai, which is 16:00 UTC.
func made(t *testing.T) *Claims {
	at, err := zone.Of("Asia/Shanghai")
	require.NoError(t, err)
	ends, err := zone.EndOf("2026-12-10", at)
	require.NoError(t, err)
	assert.Equal(t, now.Add(time.Second), ends.UTC())
	claims := &Claims{Audience: "Li Wei", Issued: now.Unix(), Expires: ends.Unix(), Reference: "6222…88", LastDay: "2026-12-10", Zone: "Asia/Shanghai"}
	require.NoError(t, claims.Fill(calc.Do("quote", []byte(quote)), "sha-256=:x:"))
	return claims
}

func sign(t *testing.T, key *Key) string {
	token, err := key.Sign(made(t))
	require.NoError(t, err)
	return token
}

func TestAnOfferSaysWhatWasSigned(t *testing.T) {
	_, keys := ring(t)
	token := sign(t, Newest(keys, "bank-b"))
	claims, err := Verify(token, keys, "li wei", now)
	require.NoError(t, err)
	assert.Equal(t, "Bank b", claims.Issuer)
	// 1000.00 in three parts, the last one smaller; the penalty of 40.00 waived.
	assert.Equal(t, Facts{Currency: "CNY", Paid: "1000.00", Waived: "40.00", Amount: "333.34", Count: 3, FirstDue: "2026-12-20", LastDue: "2027-02-20"}, claims.Offer)
	request, err := claims.Request()
	require.NoError(t, err)
	assert.Equal(t, calc.Do("quote", []byte(quote)).Canonical, request)
}

// go-jose reads what is signed here with the keys published here, and what go-jose signs is read here.
func TestAnotherLibraryAgrees(t *testing.T) {
	_, keys := ring(t)
	text, err := Published(keys)
	require.NoError(t, err)
	var set jose.JSONWebKeySet
	require.NoError(t, json.Unmarshal(text, &set))
	require.Len(t, set.Keys, 2)
	for i := range keys {
		sum, err := set.Keys[i].Thumbprint(5) // crypto.SHA256
		require.NoError(t, err)
		assert.Equal(t, keys[i].ID, base64url.EncodeToString(sum))
		assert.Equal(t, keys[i].Public, set.Keys[i].Key)

		parsed, err := jwt.ParseSigned(sign(t, &keys[i]), []jose.SignatureAlgorithm{jose.EdDSA})
		require.NoError(t, err)
		assert.Equal(t, keys[i].ID, parsed.Headers[0].KeyID)
		assert.Equal(t, "parley-offer+jwt", parsed.Headers[0].ExtraHeaders[jose.HeaderType])
		var said jwt.Claims
		require.NoError(t, parsed.Claims(set.Key(keys[i].ID)[0], &said))
		require.NoError(t, said.Validate(jwt.Expected{Issuer: keys[i].Name, AnyAudience: jwt.Audience{"Li Wei"}, Time: now}))
		assert.Equal(t, now.Add(time.Second), said.Expiry.Time().UTC())

		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: keys[i].private},
			(&jose.SignerOptions{}).WithType("parley-offer+jwt").WithHeader("kid", keys[i].ID))
		require.NoError(t, err)
		claims := made(t)
		claims.Issuer = keys[i].Name
		says, err := json.Marshal(claims)
		require.NoError(t, err)
		signed, err := signer.Sign(says)
		require.NoError(t, err)
		theirs, err := signed.CompactSerialize()
		require.NoError(t, err)
		read, err := Verify(theirs, keys, "", now)
		require.NoError(t, err)
		assert.Equal(t, claims, read)
		assert.Equal(t, theirs, sign(t, &keys[i]), "Ed25519 gives one signature of one text")
	}
}

func TestOffersThatAreNotGood(t *testing.T) {
	_, keys := ring(t)
	token := sign(t, &keys[0])
	header, rest, _ := strings.Cut(token, ".")
	said, signature, _ := strings.Cut(rest, ".")
	other := func(header string) string {
		signed := base64url.EncodeToString([]byte(header)) + "." + said
		return signed + "." + base64url.EncodeToString(ed25519.Sign(keys[0].private, []byte(signed)))
	}
	inAnothersName := func() string {
		posing := keys[0]
		posing.Name = keys[1].Name
		return sign(t, &posing)
	}
	payload, err := base64url.DecodeString(said)
	require.NoError(t, err)
	less := base64url.EncodeToString([]byte(strings.Replace(string(payload), "1000.00", "100.00", 1)))
	for it, c := range map[string]struct {
		token, audience string
		late            time.Duration
		says            error
	}{
		"nothing":                        {"", "", 0, ErrMalformed},
		"two parts":                      {header + "." + said, "", 0, ErrMalformed},
		"four parts":                     {token + ".x", "", 0, ErrMalformed},
		"padding":                        {token + "=", "", 0, ErrMalformed},
		"a line end":                     {token[:9] + "\n" + token[9:], "", 0, ErrMalformed},
		"a line end behind it":           {token + "\n", "", 0, ErrMalformed},
		"a signature of no bytes":        {header + "." + said + ".", "", 0, ErrMalformed},
		"a signature cut short":          {token[:len(token)-4], "", 0, ErrMalformed},
		"longer than any":                {token + strings.Repeat("A", Longest), "", 0, ErrMalformed},
		"signed with none":               {other(`{"alg":"none"}`), "", 0, ErrMalformed},
		"another algorithm":              {other(`{"alg":"HS256","kid":"` + keys[0].ID + headEnd), "", 0, ErrMalformed},
		"the header in another order":    {other(`{"kid":"` + keys[0].ID + `","alg":"EdDSA","typ":"parley-offer+jwt"}`), "", 0, ErrMalformed},
		"a key of its own in the header": {other(headStart + keys[0].ID + `","jwk":{}` + `,"typ":"parley-offer+jwt"}`), "", 0, ErrMalformed},
		"another kind of token":          {other(headStart + keys[0].ID + `","typ":"at+jwt"}`), "", 0, ErrMalformed},
		"a key that nobody has":          {other(headStart + "nobody" + headEnd), "", 0, ErrKeyUnknown},
		"another partner's key named":    {other(headStart + keys[1].ID + headEnd), "", 0, ErrTampered},
		"in another's name":              {inAnothersName(), "", 0, ErrKeyUnknown},
		"a sum changed":                  {header + "." + less + "." + signature, "", 0, ErrTampered},
		"expired":                        {token, "", time.Second, ErrExpired},
		"in its last second":             {token, "", 0, nil},
		"for somebody else":              {token, "Wang Fang", 0, ErrAudience},
		"for somebody else, and late":    {token, "Wang Fang", time.Hour, ErrAudience},
	} {
		claims, err := Verify(c.token, keys, c.audience, now.Add(c.late))
		assert.Equal(t, c.says, err, it)
		assert.Equal(t, err == nil || err == ErrExpired || err == ErrAudience, claims != nil, it)
	}
}

// Whichever one character is changed, the offer is no longer good.
func TestOneCharacterChanged(t *testing.T) {
	_, keys := ring(t)
	token := sign(t, &keys[0])
	for i := range token {
		for _, other := range "A9_." {
			if changed := token[:i] + string(other) + token[i+1:]; changed != token {
				_, err := Verify(changed, keys, "", now)
				require.Error(t, err, "character %d", i)
			}
		}
	}
}

func TestKeysTurnOver(t *testing.T) {
	r, keys := ring(t)
	first := Newest(keys, "bank-a")
	old := sign(t, first)
	id, err := r.Create("bank-a", "Bank A, new", now.Add(time.Hour))
	require.NoError(t, err)
	keys, err = r.Keys()
	require.NoError(t, err)
	assert.Equal(t, id, Newest(keys, "bank-a").ID)
	assert.NotEqual(t, id, Newest(keys, "bank-b").ID)
	assert.Nil(t, Newest(keys, "bank-c"))
	_, err = Verify(old, keys, "", now)
	assert.NoError(t, err, "the old key still verifies")
	require.NoError(t, os.Remove(filepath.Join(r.folder, first.ID+".json")))
	keys, err = r.Keys()
	require.NoError(t, err)
	_, err = Verify(old, keys, "", now)
	assert.Equal(t, ErrKeyUnknown, err, "and no longer once it is deleted")

	for _, wrong := range [][2]string{{"", "x"}, {"bank a", "x"}, {"bank-a", ""}, {"bank-a", " x"}, {"bank-a", strings.Repeat("名", 201)}} {
		_, err := r.Create(wrong[0], wrong[1], now)
		assert.Error(t, err)
	}
	info, err := os.Stat(filepath.Join(r.folder, id+".json"))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode())
	require.NoError(t, os.WriteFile(filepath.Join(r.folder, "other.json"), []byte(`{"seed":"c2VjcmV0"}`), 0o600))
	_, err = r.Keys()
	assert.EqualError(t, err, "other.json is no signing key")
	none, err := NewKeyring(filepath.Join(r.folder, "none")).Keys()
	assert.NoError(t, err)
	assert.Empty(t, none)
}

func TestRequestsThatUnfold(t *testing.T) {
	claims := Claims{Quote: pack(make([]byte, 10<<20))}
	_, err := claims.Request()
	assert.ErrorContains(t, err, "longer than any")
	for _, wrong := range []string{"=", "AAAA", pack([]byte("x"))[:2]} {
		claims.Quote = wrong
		_, err := claims.Request()
		assert.Error(t, err, wrong)
	}
}
