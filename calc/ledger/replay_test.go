package ledger_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
)

// An account that moves on day by day, is asked on the way and gets its entries as
// they come, some of them late, owes what the whole history owes.
func TestReplayEqualsIncremental(t *testing.T) {
	eachRich(t, histories(1000, 100_000), func(t *testing.T, random *rand.Rand, account *ledger.Account, want ledger.Assessment) {
		order := make([]int, len(account.Entries))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return int(account.Entries[a].Date - account.Entries[b].Date) })
		known := *account
		known.Entries = nil
		var later []int
		for _, i := range order {
			if random.IntN(2) == 0 && len(later) == 0 {
				known.Entries = append(known.Entries, account.Entries[i])
			} else {
				later = append(later, i)
			}
		}
		replay := ledger.Start(&known)
		for _, i := range later {
			if account.Entries[i].Date > account.AsOf {
				break
			}
			switch date := account.Entries[i].Date; random.IntN(4) {
			case 0: // asked first, and moved to the day
				asked, err := replay.Assess(date)
				require.NoError(t, err)
				require.NoError(t, replay.Advance(date))
				again, err := replay.Assess(date)
				require.NoError(t, err)
				require.Equal(t, asked, again)
			case 1: // moved to the day before
				require.NoError(t, replay.Advance(date-1))
			case 2: // beyond it: the entry comes late
				require.NoError(t, replay.Advance(min(date+civil.Date(random.IntN(40)), account.AsOf)))
			}
			replay.Add(account.Entries[i])
		}
		got, err := replay.Assess(account.AsOf)
		require.NoError(t, err)
		require.Len(t, got.Met, len(want.Met))
		for i := range got.Met {
			got.Met[i].Entry = want.Met[i].Entry // an entry that came later stands later
		}
		got.Ignored = want.Ignored
		require.Equal(t, want, got)
	})
}

// To ask moves nothing: the same again, and the same as before.
func TestToAskMovesNothing(t *testing.T) {
	eachRich(t, histories(300, 5000), func(t *testing.T, random *rand.Rand, account *ledger.Account, want ledger.Assessment) {
		replay := ledger.Start(account)
		for range 4 {
			_, err := replay.Assess(account.AsOf + civil.Date(random.IntN(400)-200))
			require.NoError(t, err)
		}
		one, other := replay.Clone(), replay.Clone()
		other.Add(ledger.Entry{Date: account.AsOf, Kind: ledger.Payment, Amount: 1_00})
		require.NoError(t, other.Advance(account.AsOf))
		got, err := one.Assess(account.AsOf)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	})
}
