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
	order    []ledger.Component
	balances map[ledger.Component]int64
	credit   int64
	// accrued is each rule's interest since it was last billed, exact, in minor units.
	accrued []*big.Rat
	// bearing is each rule's billed interest that bears interest itself.
	bearing  []int64
	posted   []int64
	minimums []oracleMinimum
	billing  map[civil.Date]bool
	billed   bool
	// charged and principalDays are what the caps compare.
	charged, principalDays int64
	principalPosted, paid  int64
}

type oracleMinimum struct {
	least, paid int64
	due         civil.Date
}

func newOracle(account *ledger.Account) *oracle {
	o := &oracle{Account: account, balances: map[ledger.Component]int64{}, order: slices.Clone(account.Allocation)}
	for _, c := range []ledger.Component{"costs", "fees", "penalty", "compound", "interest", "principal"} {
		if !slices.Contains(o.order, c) {
			o.order = append(o.order, c)
		}
	}
	for range account.Rules {
		o.accrued = append(o.accrued, new(big.Rat))
	}
	o.bearing, o.posted = make([]int64, len(account.Rules)), make([]int64, len(account.Rules))
	o.findBilling()
	return o
}

// findBilling: each statement after the first and each monthly anniversary of the
// last; without statements, each monthly anniversary of the first entry.
func (o *oracle) findBilling() {
	var days, statements []civil.Date
	for _, e := range o.Entries {
		if e.Date <= o.AsOf {
			days = append(days, e.Date)
			if e.Kind == ledger.Statement {
				statements = append(statements, e.Date)
			}
		}
	}
	o.billing = map[civil.Date]bool{}
	if len(days) == 0 {
		return
	}
	anchor := slices.Min(days)
	if o.billed = len(statements) > 0; o.billed {
		anchor = slices.Max(statements)
		for _, day := range statements {
			o.billing[day] = day != slices.Min(statements)
		}
	}
	for k := 1; anchor.AddMonths(k) <= o.AsOf+1; k++ {
		o.billing[anchor.AddMonths(k)] = true
	}
}

// walk replays the account and returns what one more day would add.
func (o *oracle) walk() (perDiem int64) {
	first := o.AsOf
	for _, e := range o.Entries {
		first = min(first, e.Date)
	}
	for day := first; day <= o.AsOf; day++ {
		o.morning(day)
		for _, e := range o.Entries {
			if e.Date == day {
				o.enter(e)
			}
		}
		o.principalDays += o.balances["principal"] * min(int64(o.AsOf-day), 1)
		for i, rule := range o.Rules {
			if rule.Kind == ledger.Accrual && (day < o.AsOf || rule.EndRule == ledger.IncludeBoth) {
				o.accrued[i].Add(o.accrued[i], o.daily(i, countedDays(rule.DayCount, day)))
			}
		}
	}
	return o.close()
}

// morning charges what was missed the day before and bills interest.
func (o *oracle) morning(day civil.Date) {
	for _, m := range o.minimums {
		if m.due+1 == day && m.paid < m.least {
			o.chargeLate(m.least - m.paid)
		}
	}
	o.meet()
	o.bill(func(rule *ledger.Rule) bool {
		return rule.EndRule == ledger.ExcludeEnd && o.billing[day] || o.endsOn(rule, day-1)
	})
}

// endsOn tells whether the last day that counts of a bill, itself counted, was day.
func (o *oracle) endsOn(rule *ledger.Rule, day civil.Date) bool {
	return rule.EndRule == ledger.IncludeBoth && o.billing[day]
}

// bill posts the interest of the rules that are due, lets a credit meet it, and
// then lets what is unpaid bear interest.
func (o *oracle) bill(due func(*ledger.Rule) bool) {
	is := func(i int) bool {
		rule := &o.Rules[i]
		return rule.Kind == ledger.Accrual && due(rule) && (o.billed || rule.Compounds == ledger.Monthly)
	}
	for i := range o.Rules {
		if is(i) {
			o.post(i)
		}
	}
	o.meet()
	for i := range o.Rules {
		if is(i) && o.Rules[i].Compounds == ledger.Monthly {
			o.bearing[i] = o.balances[o.Rules[i].Into]
		}
	}
}

func (o *oracle) post(i int) {
	o.charge(i, roundRat(o.accrued[i], o.Rules[i].Rounding))
	o.accrued[i] = new(big.Rat)
}

func (o *oracle) charge(i int, amount int64) {
	o.balances[o.Rules[i].Into] += amount
	o.posted[i] += amount
	if o.Rules[i].Into != ledger.Costs {
		o.charged += amount
	}
}

func (o *oracle) chargeLate(unpaid int64) {
	for i, rule := range o.Rules {
		if rule.Kind == ledger.LateFee {
			share := new(big.Rat).Mul(big.NewRat(unpaid, 1), rule.Percent.Rat())
			o.charge(i, max(roundRat(share, rule.Rounding), int64(rule.Min)))
		}
	}
}

func (o *oracle) enter(e ledger.Entry) {
	switch e.Kind {
	case ledger.Purchase, ledger.Advance:
		o.balances["principal"] += int64(e.Amount)
		o.principalPosted += int64(e.Amount)
	case ledger.Fee:
		o.balances["fees"] += int64(e.Amount)
		o.charged += int64(e.Amount)
	case ledger.Statement:
		o.minimums = append(o.minimums, oracleMinimum{int64(*e.Minimum), 0, e.Due})
	case ledger.Payment:
		for i := range o.Rules {
			if !o.billed && o.Rules[i].Kind == ledger.Accrual {
				o.post(i)
			}
		}
		for i := range o.minimums {
			o.minimums[i].paid += int64(e.Amount)
		}
		o.credit += int64(e.Amount)
		o.paid += int64(e.Amount)
	}
	o.meet()
}

// meet lets the credit meet what is posted, in order, the oldest interest first.
func (o *oracle) meet() {
	for _, c := range o.order {
		met := min(o.credit, o.balances[c])
		o.credit -= met
		o.balances[c] -= met
		for i := range o.Rules {
			if o.Rules[i].Into == c {
				o.bearing[i] = max(o.bearing[i]-met, 0)
			}
		}
	}
}

// daily is the interest of days of a rule's day count, unrounded.
func (o *oracle) daily(i int, days int64) *big.Rat {
	rule := &o.Rules[i]
	base := o.bearing[i]
	for _, c := range rule.On {
		base += o.balances[c]
	}
	rate := new(big.Rat).Set(rule.Rate.Value.Rat())
	switch rule.Rate.Per {
	case money.PerMonth:
		rate.Mul(rate, big.NewRat(12, yearOf(rule.DayCount)))
	case money.PerYear:
		rate.Mul(rate, big.NewRat(1, yearOf(rule.DayCount)))
	}
	return rate.Mul(rate, big.NewRat(base*days, 1))
}

// close bills everything up to AsOf. A rule that does not count AsOf has it as its
// one more day; for one that does it is the day after, when AsOf may be billed.
func (o *oracle) close() int64 {
	more := new(big.Rat)
	add := func(end ledger.EndRule) {
		for i, rule := range o.Rules {
			if rule.Kind == ledger.Accrual && rule.EndRule == end {
				more.Add(more, o.daily(i, 1))
			}
		}
	}
	add(ledger.ExcludeEnd)
	o.bill(func(rule *ledger.Rule) bool { return o.endsOn(rule, o.AsOf) })
	add(ledger.IncludeBoth)
	for i := range o.Rules {
		o.post(i)
	}
	o.meet()
	return roundRat(more, money.HalfUp)
}

func yearOf(c civil.DayCount) int64 {
	if c == civil.Actual365Fixed {
		return 365
	}
	return 360
}

// countedDays is what one day of the calendar counts for: one; in a year of twelve
// months of 30 days, the 30th of a long month counts for nothing, and the last day
// of February for all that is missing to 30.
func countedDays(c civil.DayCount, day civil.Date) int64 {
	if c != civil.ThirtyE360 {
		return 1
	}
	_, _, today := day.YearMonthDay()
	if _, _, tomorrow := (day + 1).YearMonthDay(); tomorrow == 1 {
		return int64(31 - min(today, 30))
	}
	return int64(min(today+1, 30) - today)
}

// roundRat rounds an exact figure, not below zero, to a whole number.
func roundRat(r *big.Rat, mode money.Rounding) int64 {
	whole, rest := new(big.Int).QuoRem(r.Num(), r.Denom(), new(big.Int))
	twice := rest.Lsh(rest, 1).Cmp(r.Denom())
	switch {
	case rest.Sign() == 0 || mode == money.Down:
	case mode == money.Up, twice > 0, twice == 0 && (mode == money.HalfUp || whole.Bit(0) == 1):
		whole.Add(whole, big.NewInt(1))
	}
	return whole.Int64()
}
