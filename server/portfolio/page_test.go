package portfolio_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/portfolio"
	"parley/server/store/storetest"
)

// The results are byte for byte those that the page gives of the same file: testdata
// holds what web/src/collector/pricing.ts made of it. In chunks of two they are the
// same as in one.
func TestResultsAreThoseOfThePage(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		for _, chunk := range []int{2, 0} {
			b := open(t, place, t.TempDir(), portfolio.Options{Workers: 2, Chunk: chunk})
			for _, file := range []string{"csv", "ndjson"} {
				id, again, err := b.Take(t.Context(), &portfolio.Order{Terms: terms(t), At: noon}, strings.NewReader(read(t, "accounts."+file)))
				require.NoError(t, err)
				assert.False(t, again)
				m := finished(t, b, "", id)
				require.Equal(t, portfolio.Done, m.State)
				assert.Equal(t, read(t, "of_"+file+".results.csv"), results(t, b, &m, portfolio.Table))

				want, got := read(t, "of_"+file+".results.ndjson"), results(t, b, &m, portfolio.Lines)
				require.True(t, strings.HasPrefix(got, want), "%s\n%s", want, got)
				var last struct {
					Manifest struct {
						Accounts, OK, Failed int
						SHA256               string
						Chunks               []portfolio.Chunk
					}
				}
				require.NoError(t, json.Unmarshal([]byte(got[len(want):]), &last))
				sum := sha256.Sum256([]byte(want))
				assert.Equal(t, hex.EncodeToString(sum[:]), last.Manifest.SHA256)
				assert.Equal(t, strings.Count(want, "\n"), last.Manifest.Accounts)
				assert.Equal(t, last.Manifest.Accounts, last.Manifest.OK+last.Manifest.Failed)
				assert.Equal(t, strings.Count(want, `"status":`), last.Manifest.OK)
				assert.Equal(t, strings.Count(want, `"agreement_possible"`), m.Agreements)
				if chunk == 2 {
					assert.Len(t, last.Manifest.Chunks, (m.Accounts+1)/2)
				}
			}
			require.NoError(t, b.Close())
		}
	})
}
