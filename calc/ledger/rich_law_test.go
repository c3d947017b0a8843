package ledger_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// What was owed on a date, and all that came and went since, is what is owed now;
// and the components are the claim.
func TestItemizationAddsUp(t *testing.T) {
	eachRich(t, histories(1000, 100_000), func(t *testing.T, random *rand.Rand, account *ledger.Account, plain ledger.Assessment) {
		account.ItemizeFrom = max(account.AsOf-civil.Date(random.IntN(300)), 1)
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		i := got.Itemization
		added := i.Principal + i.Interest + i.Penalty + i.Compound + i.Fees + i.Costs
		assert.Equal(t, got.Claim.Total, i.Owed+added-i.Paid-i.Waived)
		assert.Equal(t, got.Claim.Total, i.Total)
		sum, _ := got.Claim.Components.Total()
		assert.Equal(t, got.Claim.Total, sum)
		got.Itemization = nil
		assert.Equal(t, plain, got, "to itemize changes nothing else")
		earlier := *account
		earlier.AsOf, earlier.ItemizeFrom = account.ItemizeFrom, 0
		earlier.Entries = slices.DeleteFunc(slices.Clone(earlier.Entries), func(e ledger.Entry) bool { return e.Date > earlier.AsOf })
		if hasKind(account, ledger.Reversal) || hasKind(account, ledger.Statement) {
			return // a later reversal or statement changes what was owed on the date, as it is known today
		}
		then, err := ledger.Assess(&earlier)
		require.NoError(t, err)
		assert.Equal(t, then.Claim.Total, i.Owed)
	})
}

func hasKind(account *ledger.Account, kind ledger.Kind) bool {
	return slices.ContainsFunc(account.Entries, func(e ledger.Entry) bool { return e.Kind == kind })
}

// How each payment and each waiver was met adds up to what it was, less the
// credit, and to what the components lost.
func TestEveryPaymentIsMetInFull(t *testing.T) {
	eachRich(t, histories(500, 20_000), func(t *testing.T, _ *rand.Rand, account *ledger.Account, got ledger.Assessment) {
		met, paid := map[int]money.Amount{}, money.Amount(0)
		for _, m := range got.Met {
			assert.Positive(t, m.Amount)
			met[m.Entry] += m.Amount
		}
		waived := money.Amount(0)
		for i, e := range account.Entries {
			switch e.Kind {
			case ledger.Payment:
				assert.LessOrEqual(t, met[i], e.Amount)
				if taken := e.ID != "" && slices.ContainsFunc(account.Entries, func(r ledger.Entry) bool { return r.Of == e.ID && r.Date <= account.AsOf }); !taken && e.Date <= account.AsOf {
					paid += e.Amount
				} else {
					assert.Zero(t, met[i])
				}
				paid -= met[i]
			case ledger.WaiverEntry:
				waived += met[i]
			default:
				assert.Zero(t, met[i])
			}
		}
		assert.Equal(t, got.Claim.Credit, paid)
		assert.Equal(t, got.Claim.Waived, waived)
	})
}

// An entry that changes nothing, on whatever day it ends a stretch, changes
// nothing: simple interest, rounded at the end.
func TestSplittingAStretchChangesNothing(t *testing.T) {
	eachRich(t, histories(1000, 100_000), func(t *testing.T, random *rand.Rand, account *ledger.Account, _ ledger.Assessment) {
		account.Entries = slices.DeleteFunc(account.Entries, func(e ledger.Entry) bool { return e.Kind == ledger.RateChange || e.Kind == ledger.Reversal })
		for i := range account.Rules {
			if rule := &account.Rules[i]; rule.Kind == ledger.Accrual {
				rule.Compounds, rule.RoundEach = ledger.Never, ledger.RoundAtEnd
			}
		}
		if len(account.Entries) == 0 {
			return
		}
		whole, err := ledger.Assess(account)
		require.NoError(t, err)
		first := account.AsOf
		for _, e := range account.Entries {
			first = min(first, e.Date)
		}
		for range 1 + random.IntN(3) {
			rule := pick(random, account.Rules)
			if rule.Kind == ledger.Accrual && rule.Multiple == nil {
				account.Entries = append(account.Entries, ledger.Entry{
					Kind: ledger.RateChange, Date: first + civil.Date(random.IntN(int(account.AsOf-first)+1)), Rule: rule.Name, Rate: rule.Rate,
				})
			}
		}
		split, err := ledger.Assess(account)
		require.NoError(t, err)
		assert.Equal(t, whole.Claim, split.Claim)
		assert.Equal(t, whole.Charged, split.Charged)
		for _, rule := range account.Rules {
			assert.Equal(t, sumOfLines(whole, rule.Name), sumOfLines(split, rule.Name), rule.Name)
		}
	})
}

// The order in which a request lists its rules changes the order of the lines only.
func TestOrderOfTheRulesDoesNotMatter(t *testing.T) {
	eachRich(t, histories(1000, 100_000), func(t *testing.T, random *rand.Rand, account *ledger.Account, want ledger.Assessment) {
		random.Shuffle(len(account.Rules), func(i, j int) {
			account.Rules[i], account.Rules[j] = account.Rules[j], account.Rules[i]
		})
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		assert.Equal(t, want.Claim, got.Claim)
		assert.ElementsMatch(t, anyRule(want.Lines), anyRule(got.Lines))
		assert.Equal(t, want.Met, got.Met)
	})
}

// anyRule returns lines without the places of their rules.
func anyRule(lines []ledger.Line) []ledger.Line {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i].Index = 0
	}
	return lines
}

// What an explanation adds up is the claim: what the entries added and the lines
// charged, less what was met, is each component, and payments less what they met
// the credit; and the interest of one more day under each rule is the per diem.
// Asking for it changes nothing else.
func TestWhatIsRecordedAddsUp(t *testing.T) {
	eachRich(t, histories(1000, 100_000), func(t *testing.T, _ *rand.Rand, account *ledger.Account, want ledger.Assessment) {
		account.Explain = true
		got, err := ledger.Assess(account)
		require.NoError(t, err)
		var left ledger.Components
		credit := money.Amount(0)
		for _, added := range got.Added {
			if added.Component == "" {
				credit += added.Amount
				continue
			}
			*left.At(added.Component) += added.Amount
		}
		for _, line := range got.Lines {
			*left.At(line.Into) += line.Amount
			assert.Equal(t, line.Rule, account.Rules[line.Index].Name)
		}
		for _, met := range got.Met {
			*left.At(met.Component) -= met.Amount
			if account.Entries[met.Entry].Kind == ledger.Payment {
				credit -= met.Amount
			}
		}
		assert.Equal(t, got.Claim.Components, left)
		assert.Equal(t, got.Claim.Credit, credit)
		oneMoreDay := decimal.Zero
		for _, day := range got.PerDay {
			oneMoreDay = oneMoreDay.Add(day.Interest)
			if day.Base > 0 {
				time := decimal.New(day.Time.Num, 0).DivRound(decimal.New(day.Time.Den, 0), 40)
				off := account.Currency.Decimal(day.Base).Mul(day.Rate.Value).Mul(time).Sub(day.Interest)
				assert.True(t, off.Abs().LessThan(decimal.New(1, -20)), off)
			}
		}
		perDiem, err := account.Currency.Round(oneMoreDay, money.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, got.Claim.PerDiem, perDiem)
		got.Added, got.PerDay = nil, nil
		assert.Equal(t, want, got)
	})
}

// A waiver never leaves more owed, of any component. Left out are an order that
// depends on days past due, as whoever is less overdue may be met in an order that
// costs more; caps on a whole history, under which a charge may come later than
// the payment that would have met it; and, beside statements, other waivers, which
// find less then and count less towards a minimum that was asked without them. A
// running total that is rounded may let its odd unit fall after a payment instead
// of before it, so each period is rounded.
func TestAWaiverNeverRaisesWhatIsOwed(t *testing.T) {
	waivedSome := 0
	eachRich(t, histories(1000, 100_000), func(t *testing.T, random *rand.Rand, account *ledger.Account, _ ledger.Assessment) {
		account.AllocationOverdue = nil
		for i := range account.Rules {
			if account.Rules[i].RoundEach == ledger.RoundAtEnd {
				account.Rules[i].RoundEach = ledger.RoundEachPeriod
			}
			if limit := account.Rules[i].Cap; limit != nil {
				account.Rules[i].Cap = &ledger.Cap{PerDay: limit.PerDay, Rate: limit.Rate}
			}
		}
		if hasKind(account, ledger.Statement) {
			account.Entries = slices.DeleteFunc(account.Entries, func(e ledger.Entry) bool { return e.Kind == ledger.WaiverEntry })
		}
		without, err := ledger.Assess(account)
		require.NoError(t, err)
		waiver := randomEvent(random, account)
		for waiver.Kind != ledger.WaiverEntry {
			waiver = randomEvent(random, account)
		}
		account.Entries = slices.Insert(account.Entries, random.IntN(len(account.Entries)+1), waiver)
		with, err := ledger.Assess(account)
		require.NoError(t, err)
		for _, c := range ledger.AllComponents {
			assert.LessOrEqual(t, *with.Claim.Components.At(c), *without.Claim.Components.At(c), c)
		}
		assert.LessOrEqual(t, with.Charged, without.Charged)
		assert.LessOrEqual(t, with.Claim.DaysOverdue, without.Claim.DaysOverdue)
		if with.Claim.Waived > without.Claim.Waived {
			waivedSome++
		}
	})
	assert.Greater(t, waivedSome, 100)
}

// Entries of one day follow the written order, whatever their kinds.
func TestOneDayFollowsTheWrittenOrder(t *testing.T) {
	differ := 0
	eachRich(t, histories(1000, 100_000), func(t *testing.T, random *rand.Rand, account *ledger.Account, _ ledger.Assessment) {
		if len(account.Entries) < 2 {
			return
		}
		at := random.IntN(len(account.Entries) - 1)
		one, other := &account.Entries[at], &account.Entries[at+1]
		if one.Kind == other.Kind || one.Kind == ledger.Reversal || other.Kind == ledger.Reversal || one.Kind == ledger.Statement || other.Kind == ledger.Pause || one.Kind == ledger.Pause {
			return
		}
		if one.Date = min(one.Date, other.Date); other.Kind == ledger.Statement && other.Due < one.Date {
			return
		}
		other.Date = one.Date
		written, err := ledger.Assess(account)
		require.NoError(t, err)
		equalsTheDailyWalk(t, random, account, written)
		*one, *other = *other, *one
		swapped, err := ledger.Assess(account)
		require.NoError(t, err)
		equalsTheDailyWalk(t, random, account, swapped)
		if written.Claim.Components != swapped.Claim.Components {
			differ++
		}
	})
	assert.Positive(t, differ, "the order of one day can matter")
}
