package ledger_test

import (
	"math/rand/v2"
	"slices"

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

// enrich adds what an account of today may have besides: other rules, other
// entries, another way to meet them.
func enrich(random *rand.Rand, account *ledger.Account) {
	for i := range account.Rules {
		if rule := &account.Rules[i]; rule.Kind == ledger.Accrual {
			enrichAccrual(random, account.Rules, i)
		} else {
			enrichLateFee(random, rule)
		}
	}
	if account.AllocationBy = ""; random.IntN(2) == 0 {
		account.AllocationBy = ledger.ByInstalment
	}
	if random.IntN(3) == 0 {
		for days := 1; random.IntN(2) == 0; days += 1 + random.IntN(60) {
			c := pick(random, ledger.AllComponents[:])
			account.AllocationOverdue = append(account.AllocationOverdue, ledger.OverdueOrder{DaysOverdue: days, Order: []ledger.Component{c}})
		}
	}
	account.Ageing = random.IntN(2) == 0
	for i := range account.Entries {
		if e := &account.Entries[i]; e.Kind == ledger.Fee || e.Kind == ledger.Payment && random.IntN(3) == 0 {
			e.Component = pick(random, ledger.AllComponents[:])
		}
	}
	for range random.IntN(8) {
		account.Entries = slices.Insert(account.Entries, random.IntN(len(account.Entries)+1), randomEvent(random, account))
	}
	reverseSome(random, account)
}

func enrichAccrual(random *rand.Rand, rules []ledger.Rule, at int) {
	rule := &rules[at]
	switch random.IntN(6) {
	case 0:
		rule.From = ledger.FromDueDate
	case 1:
		rule.From, rule.GraceDays = ledger.FromAfterGrace, random.IntN(40)
	case 2:
		rule.From, rule.GraceDays, rule.Grace = ledger.FromAfterGrace, random.IntN(40), ledger.GraceAllOrNothing
	case 3:
		rule.InterestFree = ledger.PaidInFull
	}
	rule.RoundEach = pick(random, []ledger.RoundEach{"", ledger.RoundEachDay, ledger.RoundEachPeriod, ledger.RoundAtEnd})
	if rule.Compounds != ledger.Never {
		rule.Compounds = pick(random, []ledger.Compounds{ledger.Daily, ledger.Monthly, ledger.Yearly, ledger.AtStatement})
	}
	if random.IntN(3) == 0 {
		rule.Cap = randomCap(random, rule.InterestFree == "" && rule.Grace == "")
	}
	// A rule follows one that stands before it, so that no circle closes.
	for other := range rules[:at] {
		if rules[other].Kind == ledger.Accrual && random.IntN(3) == 0 {
			rule.Rate, rule.Multiple = nil, &ledger.Multiple{Of: rules[other].Name, Times: decimal.New(random.Int64N(300), -2)}
			break
		}
	}
}

func randomCap(random *rand.Rand, perDay bool) *ledger.Cap {
	limit := &ledger.Cap{}
	amount, share := money.Amount(random.Int64N(1+random.Int64N(2000))), decimal.New(random.Int64N(120), -2)
	switch random.IntN(4) {
	case 0:
		if perDay {
			limit.PerDay = &amount
		}
	case 1:
		limit.Total = &amount
	case 2:
		limit.ShareOfPrincipal = &share
	case 3:
		limit.Rate = randomRate(random)
	}
	return limit
}

func randomRate(random *rand.Rand) *money.Rate {
	per := pick(random, everyPer)
	highest := map[money.Per]string{money.PerDay: "0.02", money.PerMonth: "0.3", money.PerYear: "2"}[per]
	return &money.Rate{Per: per, Value: decimal.RequireFromString(highest).Mul(decimal.New(random.Int64N(1000), -3))}
}

func enrichLateFee(random *rand.Rand, rule *ledger.Rule) {
	if random.IntN(2) == 0 {
		rule.Of = ledger.UnpaidInstalment
	}
	if rule.GraceDays = random.IntN(5); random.IntN(2) == 0 {
		rule.Amount = money.Amount(random.Int64N(100))
	}
	if random.IntN(3) == 0 {
		most := rule.Min + money.Amount(random.Int64N(100))
		rule.Max = &most
	}
	if random.IntN(4) == 0 {
		rule.Cap = randomCap(random, false)
		rule.Cap.Rate = nil
	}
}

// randomEvent is an entry of a kind that changes what the others mean.
func randomEvent(random *rand.Rand, account *ledger.Account) ledger.Entry {
	like := pick(random, account.Entries)
	entry := ledger.Entry{Date: like.Date + civil.Date(random.IntN(20)), Component: pick(random, ledger.AllComponents[:])}
	amount := max(like.Amount, 1)
	switch random.IntN(7) {
	case 0, 1, 2:
		entry.Kind, entry.Component = ledger.InstalmentDue, ""
		entry.Principal = money.Amount(1 + random.Int64N(int64(amount)))
		entry.Interest, entry.Fees = money.Amount(random.Int64N(20)), money.Amount(random.Int64N(5))
	case 3:
		entry.Kind = ledger.WaiverEntry
		share := decimal.New(random.Int64N(101), -2)
		switch random.IntN(3) {
		case 0:
			entry.Percent = &share
		case 1:
			entry.Amount = amount
		case 2:
			entry.All = true
		}
		entry.Ongoing = random.IntN(4) == 0
	case 4, 5:
		rule := pick(random, account.Rules)
		entry.Kind, entry.Component, entry.Rule, entry.Rate = ledger.RateChange, "", rule.Name, randomRate(random)
		if rule.Kind == ledger.Accrual && rule.Multiple == nil {
			break
		}
		entry.Rule, entry.Rate = "", nil
		fallthrough
	default:
		entry.Kind, entry.Component, entry.To = ledger.Pause, "", entry.Date+civil.Date(1+random.IntN(30))
		if random.IntN(2) == 0 {
			entry.Rules = []string{pick(random, account.Rules).Name}
		}
	}
	return entry
}

// reverseSome takes an entry or two back.
func reverseSome(random *rand.Rand, account *ledger.Account) {
	for range random.IntN(3) {
		at := random.IntN(len(account.Entries))
		entry := &account.Entries[at]
		if entry.ID != "" || entry.Kind == ledger.Reversal {
			continue
		}
		entry.ID = "entry " + string(rune('a'+len(account.Entries)))
		account.Entries = append(account.Entries, ledger.Entry{
			Kind: ledger.Reversal, Of: entry.ID, Date: entry.Date + civil.Date(random.IntN(60)),
		})
	}
}
