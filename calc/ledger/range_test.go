package ledger_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/ledger"
	"parley/calc/money"
)

// every calls with each order of the components that begins with the given ones.
func every(order []ledger.Component, call func([]ledger.Component)) {
	if len(order) == len(ledger.AllComponents) {
		call(order)
		return
	}
next:
	for _, c := range ledger.AllComponents {
		for _, there := range order {
			if there == c {
				continue next
			}
		}
		every(append(order[:len(order):len(order)], c), call)
	}
}

// The range over the few orders that can differ is the range over all 720.
func TestRangeOfOrdersIsThatOfAll(t *testing.T) {
	wide, complete := 0, 0
	eachRich(t, histories(15, 400), func(t *testing.T, _ *rand.Rand, account *ledger.Account, _ ledger.Assessment) {
		account.Allocation = nil
		got, err := ledger.RangeOfOrders(account)
		require.NoError(t, err)
		lowest, highest := money.MaxAmount, money.Amount(0)
		every(nil, func(order []ledger.Component) {
			account.Allocation = order
			one, err := ledger.Assess(account)
			require.NoError(t, err)
			lowest, highest = min(lowest, one.Claim.Total), max(highest, one.Claim.Total)
		})
		for _, end := range []ledger.OrderTotal{got.Lowest, got.Highest} {
			account.Allocation = end.Order
			one, err := ledger.Assess(account)
			require.NoError(t, err)
			assert.Equal(t, one.Claim.Total, end.Total, "the order that is told gives the total that is told")
		}
		if got.Complete {
			complete++
			assert.Equal(t, []money.Amount{lowest, highest}, []money.Amount{got.Lowest.Total, got.Highest.Total})
		}
		if lowest < highest {
			wide++
		}
	})
	assert.Positive(t, wide)
	assert.Positive(t, complete)
}

func TestRangeStopsByCount(t *testing.T) {
	account := card("2026-12-31", on("2026-05-10", ledger.Payment, 300_00))
	account.Allocation = nil
	for _, c := range ledger.AllComponents[2:] {
		entry := on("2026-05-01", ledger.Fee, 100_00)
		entry.Component = c
		account.Entries = append(account.Entries, entry)
		account.Rules[0].On = append(account.Rules[0].On, c)
	}
	got, err := ledger.RangeOfOrders(account)
	require.NoError(t, err)
	assert.Equal(t, 64, got.Orders)
	assert.False(t, got.Complete)
}
