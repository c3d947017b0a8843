package ledger_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/ledger"
	"parley/calc/money"
)

func histories(few, many uint64) uint64 {
	if testing.Short() {
		return few
	}
	return many
}

// each runs a law on random accounts, and names the seed that broke it.
func each(t *testing.T, seeds uint64, law func(t *testing.T, random *rand.Rand, account *ledger.Account, got ledger.Assessment)) {
	for seed := range seeds {
		random := rand.New(rand.NewPCG(seed, 5))
		account := randomAccount(random)
		got, err := ledger.Assess(account)
		require.NoError(t, err, "seed %d", seed)
		law(t, random, account, got)
		if t.Failed() {
			t.Fatalf("seed %d: as of %v, %s\nrules %+v\nentries %+v", seed, account.AsOf, account.Currency, account.Rules, account.Entries)
		}
	}
}

// eachRich is each, with every kind of rule and entry.
func eachRich(t *testing.T, seeds uint64, law func(t *testing.T, random *rand.Rand, account *ledger.Account, got ledger.Assessment)) {
	each(t, seeds, func(t *testing.T, random *rand.Rand, account *ledger.Account, _ ledger.Assessment) {
		enrich(random, account)
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		law(t, random, account, got)
	})
}

// Assess says what the walk through every day says, to the last unit.
func TestAssessEqualsTheDailyWalk(t *testing.T) {
	each(t, histories(500, 6000), equalsTheDailyWalk)
}

func TestRichHistoriesEqualTheDailyWalk(t *testing.T) {
	eachRich(t, histories(2000, 100_000), equalsTheDailyWalk)
}

func equalsTheDailyWalk(t *testing.T, _ *rand.Rand, account *ledger.Account, got ledger.Assessment) {
	o := newOracle(account)
	perDiem := o.walk()
	total := int64(0)
	for _, c := range ledger.AllComponents {
		assert.Equal(t, o.balances[c], int64(*got.Claim.Components.At(c)), c)
		total += o.balances[c]
	}
	assert.Equal(t, total, int64(got.Claim.Total))
	credit := int64(0)
	for _, c := range o.credits {
		credit += c.left
	}
	assert.Equal(t, credit, int64(got.Claim.Credit))
	assert.Equal(t, o.waived, int64(got.Claim.Waived), "waived")
	assert.Equal(t, perDiem, int64(got.Claim.PerDiem), "per diem")
	assert.Equal(t, o.charged, int64(got.Charged), "charged")
	digits, _ := account.Currency.Digits()
	assert.Equal(t, decimal.New(o.principalDays, -int32(digits)).String(), got.PrincipalDays.String())
	for i, rule := range account.Rules {
		assert.Equal(t, o.posted[i], sumOfLines(got, rule.Name), "lines of rule %s", rule.Name)
	}
	oldest := o.overdueSince(account.AsOf)
	assert.Equal(t, oldest, got.Claim.OldestDue)
	if oldest != 0 {
		assert.Equal(t, int(account.AsOf-oldest), got.Claim.DaysOverdue)
	}
	if got.Claim.Due != nil {
		due := total - o.balances["principal"]
		for _, s := range o.queue["principal"] {
			due += s.left
		}
		for _, m := range o.minimums {
			if m.due <= account.AsOf {
				due = max(due, m.least-m.paid)
			}
		}
		assert.Equal(t, min(due, total), int64(*got.Claim.Due), "due")
		assert.Equal(t, got.Claim.Total, *got.Claim.Due+*got.Claim.NotYetDue)
	}
}

func sumOfLines(got ledger.Assessment, rule string) (sum int64) {
	for _, line := range got.Lines {
		if line.Rule == rule {
			sum += int64(line.Amount)
		}
	}
	return sum
}

// Nothing appears from nowhere: what was ever posted, less what was paid, is what
// is owed, less the credit.
func TestEveryUnitIsAccountedFor(t *testing.T) {
	each(t, histories(500, 5000), func(t *testing.T, _ *rand.Rand, account *ledger.Account, got ledger.Assessment) {
		sum := int64(0)
		for _, entry := range account.Entries {
			if entry.Date > account.AsOf {
				continue
			}
			if sum += int64(entry.Amount); entry.Kind == ledger.Payment {
				sum -= 2 * int64(entry.Amount)
			}
		}
		for _, line := range got.Lines {
			sum += int64(line.Amount)
			assert.GreaterOrEqual(t, line.Amount, money.Amount(0))
			assert.Less(t, line.From, line.To)
		}
		assert.Equal(t, sum, int64(got.Claim.Total-got.Claim.Credit))
		assert.True(t, got.Claim.Credit == 0 || got.Claim.Total == 0, "a credit stands only when nothing is owed")
	})
}

// Entries are replayed by date: their place in the request does not matter, and
// neither does the place of a rule, but for the order of the lines.
func TestOrderOfTheRequestDoesNotMatter(t *testing.T) {
	each(t, histories(500, 5000), func(t *testing.T, random *rand.Rand, account *ledger.Account, _ ledger.Assessment) {
		slices.SortStableFunc(account.Entries, func(a, b ledger.Entry) int { return int(a.Date - b.Date) })
		account.Entries = slices.CompactFunc(account.Entries, func(a, b ledger.Entry) bool { return a.Date == b.Date })
		want, err := ledger.Assess(account)
		require.NoError(t, err)
		random.Shuffle(len(account.Entries), func(i, j int) {
			account.Entries[i], account.Entries[j] = account.Entries[j], account.Entries[i]
		})
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		for i := range got.Met {
			got.Met[i].Entry = want.Met[i].Entry // the same payment stands elsewhere
		}
		assert.Equal(t, want, got)

		random.Shuffle(len(account.Rules), func(i, j int) {
			account.Rules[i], account.Rules[j] = account.Rules[j], account.Rules[i]
		})
		got, err = ledger.Assess(account)
		require.NoError(t, err)
		assert.Equal(t, want.Claim, got.Claim)
		assert.ElementsMatch(t, anyRule(want.Lines), anyRule(got.Lines))
	})
}

// When nothing happens, one day later the claim is per_diem higher, up to the
// rounding of each rule. Days of 30/360 are not all one day long.
func TestOneDayMoreAddsThePerDiem(t *testing.T) {
	compared := 0
	each(t, histories(1000, 8000), func(t *testing.T, _ *rand.Rand, account *ledger.Account, got ledger.Assessment) {
		for i := range account.Rules {
			account.Rules[i].EndRule = account.Rules[0].EndRule
			if account.Rules[i].DayCount == "30E/360" {
				account.Rules[i].DayCount = "ACT/360"
			}
		}
		account.AsOf++
		for _, entry := range account.Entries {
			if entry.Date == account.AsOf || entry.Due+1 == account.AsOf {
				return
			}
		}
		later, err := ledger.Assess(account)
		require.NoError(t, err)
		account.AsOf--
		got, err = ledger.Assess(account)
		require.NoError(t, err)
		if got.Claim.Credit > 0 {
			return
		}
		compared++
		grown := later.Claim.Total - got.Claim.Total
		assert.InDelta(t, int64(got.Claim.PerDiem), int64(grown), float64(len(account.Rules)+1))
	})
	assert.Greater(t, compared, 300)
}

// A payment that is larger never leaves more owed, or less credit.
func TestMorePaidIsNeverMoreOwed(t *testing.T) {
	each(t, histories(500, 5000), func(t *testing.T, random *rand.Rand, account *ledger.Account, less ledger.Assessment) {
		for i := range account.Entries {
			if account.Entries[i].Kind == ledger.Payment {
				account.Entries[i].Amount += money.Amount(1 + random.Int64N(100))
				break
			}
		}
		more, err := ledger.Assess(account)
		require.NoError(t, err)
		for _, c := range ledger.AllComponents {
			assert.LessOrEqual(t, *more.Claim.Components.At(c), *less.Claim.Components.At(c), c)
		}
		assert.GreaterOrEqual(t, more.Claim.Credit, less.Claim.Credit)
		assert.LessOrEqual(t, more.Claim.DaysOverdue, less.Claim.DaysOverdue)
		assert.LessOrEqual(t, more.Charged, less.Charged)
	})
}
