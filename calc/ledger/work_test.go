package ledger_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// long is a history of n entries of every kind that comes often, some days apart,
// under rules that keep sums apart by their dates.
func long(n int) *ledger.Account {
	account := card("2199-12-31")
	account.Rules = append(account.Rules, penaltyInterest("0.0001"))
	account.Rules[0].InterestFree = ledger.PaidInFull
	account.AllocationBy = ledger.ByInstalment
	least := money.Amount(1_00)
	account.Entries = nil
	for i := range n {
		date := day("2026-01-01") + civil.Date(2*i)
		entry := ledger.Entry{Date: date, Kind: ledger.Purchase, Amount: 10_00}
		switch i % 5 {
		case 1:
			entry = ledger.Entry{Date: date, Kind: ledger.Statement, Minimum: &least, Due: date + 20}
		case 2:
			entry = ledger.Entry{Date: date, Kind: ledger.Payment, Amount: 9_00}
		case 3:
			entry = ledger.Entry{Date: date, Kind: ledger.InstalmentDue, Principal: 3_00, Interest: 1}
		case 4:
			entry = ledger.Entry{Date: date, Kind: ledger.WaiverEntry, Component: ledger.Fees, Amount: 1}
		}
		account.Entries = append(account.Entries, entry)
		account.AsOf = date
	}
	return account
}

// Ten times the entries take ten times the allocations, from 10 to 10,000. The
// allocations count the work: each stretch and each figure makes some. The first
// ten entries have fewer unpaid sums to look after.
func TestWorkGrowsWithTheEntries(t *testing.T) {
	before := 0.0
	for _, n := range []int{10, 100, 1_000, 10_000} {
		account := long(n)
		took := testing.AllocsPerRun(1, func() {
			_, err := ledger.Assess(account)
			require.NoError(t, err)
		})
		t.Logf("%d entries: %.0f allocations, %.1f each", n, took, took/float64(n))
		if before > 0 {
			assert.Less(t, took, 15*before, "%d entries", n)
		}
		before = took
	}
}

// Daily compounding over the whole calendar is one line between two events, and
// its interest is that of 84,005 days, each rounded.
func TestDailyCompoundingOverDecades(t *testing.T) {
	account := loan("CNY", 1000_00, "1970-01-01", "2199-12-31", "0.0001", money.PerDay, civil.Actual365Fixed)
	account.Rules[0].Compounds = ledger.Daily
	got, err := ledger.Assess(account)
	require.NoError(t, err)
	require.Len(t, got.Lines, 1)
	assert.Equal(t, 84005, got.Lines[0].Days)
	balance := int64(1000_00)
	for range 84005 {
		balance += (balance + 5_000) / 10_000 // half up
	}
	assert.Equal(t, balance, int64(got.Claim.Total))
}

// A month more of a forecast costs the month: what was added is not replayed.
func TestAMonthMoreCostsTheMonth(t *testing.T) {
	least := money.Amount(1_00)
	cost := func(months int) float64 {
		return testing.AllocsPerRun(1, func() {
			replay := ledger.Start(card("2026-05-05"))
			require.NoError(t, replay.Advance(day("2026-05-04")))
			for k := range months {
				date := day("2026-05-05").AddMonths(k)
				replay.Add(ledger.Entry{Date: date, Kind: ledger.Statement, Minimum: &least, Due: date + 18})
				replay.Add(ledger.Entry{Date: date + 10, Kind: ledger.Payment, Amount: 5_00})
				require.NoError(t, replay.Advance(date+20))
			}
		})
	}
	assert.Less(t, cost(400), 12*cost(40))
}
