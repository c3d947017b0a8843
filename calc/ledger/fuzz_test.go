package ledger_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// FuzzAssess draws an account from a seed, bends what the fuzzer likes, and holds
// it to the laws that need no other engine: no panic, no sum below zero, all added
// up, the same in steps.
func FuzzAssess(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, int64(seed)*1_000, uint16(seed*17), byte(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, amount int64, days uint16, place byte) {
		random := rand.New(rand.NewPCG(seed, 6))
		account := randomAccount(random)
		enrich(random, account)
		entry := &account.Entries[int(place)%len(account.Entries)]
		entry.Date = min(entry.Date+civil.Date(days), civil.MaxDate)
		if entry.Amount > 0 {
			entry.Amount = 1 + money.Amount(uint64(amount)%uint64(money.MaxAmount))
		}
		account.AsOf = min(account.AsOf+civil.Date(days)/2, civil.MaxDate)
		account.ItemizeFrom = max(account.AsOf-civil.Date(place), 1)
		got, err := ledger.Assess(account)
		if err != nil {
			return
		}
		for _, c := range ledger.AllComponents {
			require.GreaterOrEqual(t, *got.Claim.Components.At(c), money.Amount(0))
		}
		sum, ok := got.Claim.Components.Total()
		require.True(t, ok)
		require.Equal(t, got.Claim.Total, sum)
		i := got.Itemization
		require.Equal(t, got.Claim.Total, i.Owed+i.Principal+i.Interest+i.Penalty+i.Compound+i.Fees+i.Costs-i.Paid-i.Waived)
		for _, line := range got.Lines {
			require.GreaterOrEqual(t, line.Amount, money.Amount(0))
			require.Less(t, line.From, line.To)
		}
		replay := ledger.Start(account)
		require.NoError(t, replay.Advance(account.AsOf-civil.Date(place)))
		steps, err := replay.Assess(account.AsOf)
		require.NoError(t, err)
		require.Equal(t, got.Claim, steps.Claim)
	})
}
