package webhook

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/store"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// The vector of the standard's own libraries (libraries/go/webhook_asymmetric_test.go).
func TestSignatureOfTheStandard(t *testing.T) {
	seed, err := base64.StdEncoding.DecodeString("VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=")
	require.NoError(t, err)
	got := sign(ed25519.NewKeyFromSeed(seed), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, []byte(`{"test": 2432232314}`))
	assert.Equal(t, "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==", got)
}

// verifies tells which of the public keys verify one of the signatures.
func verifies(t *testing.T, keys []string, header, signed string) (good []bool) {
	for _, key := range keys {
		public, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(key, "whpk_"))
		require.NoError(t, err)
		any := false
		for _, signature := range strings.Fields(header) {
			text, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(signature, "v1a,"))
			require.NoError(t, err)
			any = any || ed25519.Verify(public, []byte(signed), text)
		}
		good = append(good, any)
	}
	return good
}

// After a rotation both keys sign for a day, and then the new one alone: whoever changes
// over within the day misses nothing.
func TestRotation(t *testing.T) {
	keys := NewKeys("a secret of thirty-two characters")
	before := store.Webhook{Tenant: "a", ID: "W", Generation: 1}
	after := store.Webhook{Tenant: "a", ID: "W", Generation: 2, Rotated: store.Instant(noon)}
	old := keys.Public(&before, noon)
	require.Len(t, old, 1)
	for late, count := range map[time.Duration]int{0: 2, overlap - time.Second: 2, overlap: 1} {
		sent := noon.Add(late)
		public := keys.Public(&after, sent)
		require.Len(t, public, count, late)
		header := keys.Signature(&after, "msg_1", sent, []byte("{}"))
		signed := fmt.Sprintf("msg_1.%d.{}", sent.Unix())
		assert.NotContains(t, verifies(t, public, header, signed), false)
		assert.Equal(t, []bool{count == 2}, verifies(t, old, header, signed), "the old key")
		assert.Equal(t, []bool{false}, verifies(t, public[:1], header, signed+" "), "one character more")
	}
}

// No two webhooks have a key in common, and none without the secret.
func TestKeysAreApart(t *testing.T) {
	seen := map[string]bool{}
	for _, secret := range []string{"one", "two"} {
		for _, w := range []store.Webhook{{Tenant: "a", ID: "W"}, {Tenant: "b", ID: "W"}, {Tenant: "a", ID: "V"}, {Tenant: `a" "W`, ID: ""}} {
			for w.Generation = 1; w.Generation < 3; w.Generation++ {
				key := NewKeys(secret).Public(&w, noon)[0]
				assert.False(t, seen[key])
				seen[key] = true
			}
		}
	}
}
