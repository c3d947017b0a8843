package ledger_test

import (
	"math/rand/v2"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

var (
	everyRounding  = []money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up}
	everyPer       = []money.Per{money.PerDay, money.PerMonth, money.PerYear}
	additiveCounts = []civil.DayCount{civil.Actual365Fixed, civil.Actual360, civil.ThirtyE360}
	everyKind      = []ledger.Kind{ledger.Purchase, ledger.Advance, ledger.Fee, ledger.Payment, ledger.Payment, ledger.Statement}
)

func pick[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }

// randomAccount draws up to a year around a leap day: a dozen entries, one to
// three accrual rules and up to two late fees. Sums are often small, because ties
// and credits live there.
func randomAccount(random *rand.Rand) *ledger.Account {
	first := civil.MustParse("2023-11-28")
	span := 1 + random.IntN(pick(random, []int{3, 40, 300}))
	account := &ledger.Account{
		Currency: pick(random, []money.Currency{"CNY", "JPY", "KWD"}),
		AsOf:     first + civil.Date(random.IntN(span+40)),
	}
	largest := pick(random, []int64{30, 2_000, 500_000, 100_000_000})
	kinds := everyKind
	if random.IntN(3) == 0 {
		kinds = everyKind[:5] // an account without statements
	}
	for range 1 + random.IntN(12) {
		entry := ledger.Entry{Date: first + civil.Date(random.IntN(span)), Kind: pick(random, kinds)}
		amount := money.Amount(1 + random.Int64N(largest))
		if entry.Kind == ledger.Statement {
			amount = money.Amount(random.Int64N(int64(amount) + 1))
			entry.Minimum, entry.Due = &amount, entry.Date+civil.Date(random.IntN(30))
		} else {
			entry.Amount = amount
		}
		account.Entries = append(account.Entries, entry)
	}
	for range 1 + random.IntN(3) {
		account.Rules = append(account.Rules, randomAccrual(random))
	}
	for range random.IntN(3) {
		percent := decimal.New(random.Int64N(101), -2)
		account.Rules = append(account.Rules, ledger.Rule{
			Kind: ledger.LateFee, Into: pick(random, ledger.AllComponents[:]), Percent: &percent, Of: ledger.UnpaidMinimum,
			Min: money.Amount(random.Int64N(20)), Rounding: pick(random, everyRounding),
		})
	}
	random.Shuffle(len(account.Rules), func(i, j int) {
		account.Rules[i], account.Rules[j] = account.Rules[j], account.Rules[i]
	})
	for i := range account.Rules {
		account.Rules[i].Name = string(rune('a' + i))
	}
	order := random.Perm(len(ledger.AllComponents))[:1+random.IntN(6)]
	for _, at := range order {
		account.Allocation = append(account.Allocation, ledger.AllComponents[at])
	}
	return account
}

func randomAccrual(random *rand.Rand) ledger.Rule {
	rule := ledger.Rule{
		Kind: ledger.Accrual, Into: pick(random, ledger.AllComponents[:]), From: ledger.FromPosting,
		Rate:      &money.Rate{Per: pick(random, everyPer)},
		EndRule:   pick(random, []ledger.EndRule{ledger.ExcludeEnd, ledger.IncludeBoth}),
		Compounds: pick(random, []ledger.Compounds{ledger.Never, ledger.Monthly}),
		DayCount:  pick(random, additiveCounts), Rounding: pick(random, everyRounding),
	}
	places := random.IntN(11)
	highest := map[money.Per]string{money.PerDay: "0.02", money.PerMonth: "0.3", money.PerYear: "2"}[rule.Rate.Per]
	rule.Rate.Value = decimal.RequireFromString(highest).Mul(decimal.New(random.Int64N(1000), -3)).Truncate(int32(places))
	if random.IntN(4) == 0 {
		rule.Into = ledger.Interest
	}
	for _, c := range ledger.AllComponents {
		likely := 4
		if c == ledger.Principal {
			likely = 1
		}
		if random.IntN(likely) == 0 && (c != rule.Into || rule.Compounds == ledger.Never) {
			rule.On = append(rule.On, c)
		}
	}
	if len(rule.On) == 0 {
		rule.Compounds, rule.On = ledger.Never, []ledger.Component{ledger.Principal}
	}
	return rule
}
