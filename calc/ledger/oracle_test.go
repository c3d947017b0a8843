package ledger_test

import (
	"math/big"
	"slices"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// The oracle walks every day of the calendar, as a clerk with a card index would:
// in the morning it charges late fees and bills interest, then it takes the day's
// entries, and in the evening it adds the day's interest. It is slow and has
// nothing clever; Assess is right when it says the same.
type oracle struct {
	*ledger.Account
	entries  []int // those that count, by date
	balances map[ledger.Component]int64
	oracleSums
	credits []oracleCredit
	// accrued is each rule's interest since it was last rounded, exact, in minor
	// units; out is what of it was posted, and ever what was posted before it.
	accrued   []*big.Rat
	out, ever []int64
	// bearing is each rule's billed interest that bears interest itself, and
	// waiting what sums would have borne of which it is not known yet.
	bearing  []int64
	waiting  []map[int]*big.Rat
	posted   []int64
	forgiven map[ledger.Component]int64
	stopped  map[ledger.Component]bool
	minimums []oracleMinimum
	// billing says on which days interest is billed, statement which of them are
	// statements, and own on which days a rule compounds by itself.
	billing, statement map[civil.Date]bool
	own                []map[civil.Date]bool
	billed             bool
	today              civil.Date
	// charged and principalDays are what the caps compare.
	charged, principalDays int64
	borrowed, paid, waived int64
	met                    []ledger.Met
	added                  map[ledger.Component]int64
}

type oracleMinimum struct {
	least, paid, full int64
	due               civil.Date
	decided           bool
}

func newOracle(account *ledger.Account) *oracle {
	o := &oracle{
		Account: account, balances: map[ledger.Component]int64{}, forgiven: map[ledger.Component]int64{},
		stopped: map[ledger.Component]bool{}, added: map[ledger.Component]int64{},
	}
	for range account.Rules {
		o.accrued = append(o.accrued, new(big.Rat))
		o.waiting = append(o.waiting, map[int]*big.Rat{})
		o.own = append(o.own, map[civil.Date]bool{})
	}
	o.queue = map[ledger.Component][]*oracleSum{}
	n := len(account.Rules)
	o.bearing, o.posted, o.out, o.ever = make([]int64, n), make([]int64, n), make([]int64, n), make([]int64, n)
	o.findEntries()
	o.findBilling()
	return o
}

// findEntries: what is dated up to AsOf and is not taken back by then.
func (o *oracle) findEntries() {
	back := map[string]bool{}
	for _, e := range o.Entries {
		if e.Kind == ledger.Reversal && e.Date <= o.AsOf {
			back[e.Of] = true
		}
	}
	for i, e := range o.Entries {
		if e.Date <= o.AsOf && e.Kind != ledger.Reversal && (e.ID == "" || !back[e.ID]) {
			o.entries = append(o.entries, i)
		}
	}
	slices.SortStableFunc(o.entries, func(a, b int) int { return int(o.Entries[a].Date - o.Entries[b].Date) })
}

// findBilling: each statement after the first and each monthly anniversary of the
// last; and the days on which rules compound by themselves, from the first entry on.
func (o *oracle) findBilling() {
	o.billing, o.statement = map[civil.Date]bool{}, map[civil.Date]bool{}
	if len(o.entries) == 0 {
		return
	}
	var statements []civil.Date
	for _, i := range o.entries {
		if o.Entries[i].Kind == ledger.Statement {
			statements = append(statements, o.Entries[i].Date)
		}
	}
	first := o.AsOf + 1
	for _, i := range o.entries {
		if kind := o.Entries[i].Kind; kind != ledger.WaiverEntry && kind != ledger.RateChange && kind != ledger.Pause {
			first = min(first, o.Entries[i].Date)
		}
	}
	if o.billed = len(statements) > 0; o.billed {
		for _, day := range statements {
			o.billing[day] = day != statements[0]
			o.statement[day] = o.billing[day]
		}
		for k := 1; statements[len(statements)-1].AddMonths(k) <= o.AsOf+1; k++ {
			o.billing[statements[len(statements)-1].AddMonths(k)] = true
		}
	}
	for i, rule := range o.Rules {
		for k := 1; first+civil.Date(k) <= o.AsOf+1; k++ {
			day := first + civil.Date(k)
			switch rule.Compounds {
			case ledger.Daily:
				o.own[i][day] = true
			case ledger.Monthly:
				o.own[i][first.AddMonths(k)] = !o.billed
			case ledger.Yearly:
				o.own[i][first.AddMonths(12*k)] = true
			}
		}
	}
}

// walk replays the account and returns what one more day would add.
func (o *oracle) walk() (perDiem int64) {
	first := o.AsOf
	for _, i := range o.entries {
		first = min(first, o.Entries[i].Date)
	}
	for day := first; day <= o.AsOf; day++ {
		o.today = day
		o.discard()
		o.morning(day)
		for _, i := range o.entries {
			if o.Entries[i].Date == day {
				o.enter(i)
			}
		}
		o.principalDays += o.balances["principal"] * min(int64(o.AsOf-day), 1)
		for i, rule := range o.Rules {
			if rule.Kind == ledger.Accrual && (day < o.AsOf || rule.EndRule == ledger.IncludeBoth) {
				o.evening(i, day)
			}
		}
	}
	return o.close()
}

// morning decides what waited, charges what was missed the day before and bills interest.
func (o *oracle) morning(day civil.Date) {
	for i, rule := range o.Rules {
		if rule.Grace == ledger.GraceAllOrNothing && rule.From == ledger.FromAfterGrace {
			due := day - civil.Date(rule.GraceDays) - 1
			unpaid := int64(0)
			for _, c := range rule.On {
				for _, s := range o.queue[c] {
					if s.due == due {
						unpaid += s.left
					}
				}
			}
			o.decide(i, int(due), unpaid > 0)
		}
	}
	for n := range o.minimums {
		if m := &o.minimums[n]; m.due+1 == day {
			m.decided = true
			for i, rule := range o.Rules {
				if rule.InterestFree != "" {
					o.decide(i, n, m.paid < m.full)
				}
			}
		}
	}
	for _, m := range o.minimums {
		o.chargeLate(ledger.UnpaidMinimum, m.due, m.least-m.paid)
	}
	o.meet()
	for n, due := range o.instalments {
		unpaid := int64(0)
		for _, c := range ledger.AllComponents {
			for _, s := range o.queue[c] {
				if s.instalment == n {
					unpaid += s.left
				}
			}
		}
		o.chargeLate(ledger.UnpaidInstalment, due, unpaid)
	}
	o.meet()
	o.bill(func(i int) (posts, compounds bool) {
		if o.Rules[i].EndRule == ledger.IncludeBoth {
			return o.billsOn(i, day-1)
		}
		return o.billsOn(i, day)
	})
}

// decide lets what waited join the rule, or forgets it.
func (o *oracle) decide(i, key int, bears bool) {
	if w := o.waiting[i][key]; w != nil && bears {
		o.accrued[i].Add(o.accrued[i], w)
		o.holdDown(i)
	}
	delete(o.waiting[i], key)
}

// billsOn tells whether the interest of a rule up to a day is posted, and compounds.
func (o *oracle) billsOn(i int, day civil.Date) (posts, compounds bool) {
	rule := &o.Rules[i]
	posts = o.billing[day] || o.own[i][day]
	return posts, o.own[i][day] || o.billing[day] && rule.Compounds == ledger.Monthly || o.statement[day] && rule.Compounds == ledger.AtStatement
}

// bill posts the interest of the rules that are due, lets a credit meet it, and
// then lets what is unpaid bear interest.
func (o *oracle) bill(due func(i int) (posts, compounds bool)) {
	for i := range o.Rules {
		if posts, _ := due(i); posts && o.Rules[i].Kind == ledger.Accrual {
			o.post(i)
		}
	}
	o.meet()
	for i := range o.Rules {
		if _, compounds := due(i); compounds && o.Rules[i].Kind == ledger.Accrual {
			o.bearing[i] = o.balances[o.Rules[i].Into]
		}
	}
}

func (o *oracle) post(i int) {
	rule := &o.Rules[i]
	whole := roundRat(o.accrued[i], rule.Rounding)
	amount := whole - o.out[i]
	if o.out[i] = whole; rule.RoundEach != ledger.RoundAtEnd {
		o.ever[i] += whole
		o.accrued[i], o.out[i] = new(big.Rat), 0
	}
	o.posted[i] += amount
	forgiven := min(amount, o.forgiven[rule.Into])
	o.forgiven[rule.Into] -= forgiven
	o.added[rule.Into] += forgiven
	if rule.Into != ledger.Costs {
		o.charged += forgiven
	}
	o.charge(rule.Into, amount-forgiven)
}

func (o *oracle) charge(c ledger.Component, amount int64) {
	if c != ledger.Costs {
		o.charged += amount
	}
	due := o.today
	if c == ledger.Principal {
		due = 0
	}
	o.add(c, amount, due, -1, -1)
}

func (o *oracle) chargeLate(of ledger.FeeBase, due civil.Date, unpaid int64) {
	for i, rule := range o.Rules {
		if rule.Kind != ledger.LateFee || rule.Of != of || due+1+civil.Date(rule.GraceDays) != o.today || unpaid <= 0 {
			continue
		}
		if o.paused(i, o.today) || o.stopped[rule.Into] {
			continue
		}
		share := big.NewRat(int64(rule.Amount), 1)
		if rule.Percent != nil {
			share.Add(share, new(big.Rat).Mul(big.NewRat(unpaid, 1), rule.Percent.Rat()))
		}
		fee := max(roundRat(share, rule.Rounding), int64(rule.Min))
		if rule.Max != nil {
			fee = min(fee, int64(*rule.Max))
		}
		if room, limited := o.room(i); limited {
			fee = min(fee, room)
		}
		o.ever[i] += fee
		o.posted[i] += fee
		o.charge(rule.Into, fee)
	}
}

// close bills everything up to AsOf. A rule that does not count AsOf has it as its
// one more day; for one that does it is the day after, when AsOf may be billed.
func (o *oracle) close() int64 {
	o.today = o.AsOf
	more := new(big.Rat)
	add := func(end ledger.EndRule) {
		for i, rule := range o.Rules {
			if rule.Kind != ledger.Accrual || rule.EndRule != end || o.paused(i, o.AsOf) || o.stopped[rule.Into] {
				continue
			}
			base, _ := o.bases(i)
			day := o.interest(i, base, 1)
			if room, limited := o.room(i); limited {
				left := big.NewRat(room, 1)
				if left.Sub(left, o.accrued[i]); left.Cmp(day) < 0 {
					day = left
				}
			}
			more.Add(more, day)
		}
	}
	add(ledger.ExcludeEnd)
	o.bill(func(i int) (posts, compounds bool) {
		if o.Rules[i].EndRule == ledger.IncludeBoth {
			return o.billsOn(i, o.AsOf)
		}
		return false, false
	})
	add(ledger.IncludeBoth)
	for i := range o.Rules {
		if o.Rules[i].Kind == ledger.Accrual {
			o.post(i)
		}
	}
	o.meet()
	return roundRat(more, money.HalfUp)
}
