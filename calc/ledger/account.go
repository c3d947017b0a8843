// Package ledger says what is owed at a date, and why. It replays the dated
// entries of an account under accrual rules; it knows no jurisdiction.
package ledger

import (
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// Account is the history of one debt and the rules it grows by.
type Account struct {
	Currency   money.Currency
	AsOf       civil.Date
	Rules      []Rule
	Allocation []Component
	Entries    []Entry
}

// Assessment is what is owed at a date, with the lines that made it.
type Assessment struct {
	Claim Claim
	Lines []Line
	// Charged is every fee and all interest ever charged, paid or not; costs are not in it.
	Charged money.Amount
	// PrincipalDays is the sum over all days of the principal owed on each, in
	// major units: the base of a cap by time.
	PrincipalDays decimal.Decimal
}

// TooLargeError says that a balance left the bounds of an amount.
type TooLargeError struct {
	// Entry is the index of the entry at fault, or -1 when a rule is.
	Entry int
	// Rule is the index of the rule at fault, or -1 when an entry is.
	Rule int
}

func (e *TooLargeError) Error() string { return "a balance is beyond 15 digits before the point" }

// step orders what happens on one day: charges for what was missed and the
// posting of interest come before the day's entries. All of one step happen
// together, so that the order of the rules does not matter; entries have an order.
type step int

const (
	chargeStep step = iota
	postStep
	compoundStep
	entryStep
)

// event is one thing that happens to the account.
type event struct {
	date  civil.Date
	step  step
	index int // of the entry, or of the rule; a late charge names its statement's entry
}

// Assess replays the account up to AsOf. Entries after AsOf have not happened.
//
// Interest accrues by the day and is posted, which means rounded, billed and
// open to payment: on each statement after the first and then on each monthly
// anniversary of the last one. Without any statement it is posted on each
// payment, and for a rule that compounds on each monthly anniversary of the first
// entry. A payment meets posted sums only; what it leaves over is a credit that
// meets the next ones.
//
// It returns *TooLargeError when a balance leaves the bounds of an amount.
func Assess(account *Account) (Assessment, error) {
	r := newReplay(account)
	events := r.events()
	for i, e := range events {
		if e.date > r.AsOf {
			return r.close(events[i:])
		}
		if err := r.apply(e); err != nil {
			return Assessment{}, err
		}
		last := i == len(events)-1 || events[i+1].date != e.date || events[i+1].step != e.step
		if last || e.step == entryStep {
			if err := r.settle(e.date); err != nil {
				return Assessment{}, err
			}
		}
	}
	return r.close(nil)
}

// events lists what happens up to AsOf, in order, and after it the posting of
// what ends with AsOf itself.
func (r *replay) events() []event {
	var events []event
	for _, i := range r.byDate() {
		entry := &r.Entries[i]
		events = append(events, event{entry.Date, entryStep, i})
		if entry.Kind == Statement && entry.Due < r.AsOf {
			events = append(events, event{entry.Due + 1, chargeStep, i})
		}
	}
	for _, day := range r.postingDays(events) {
		for i, rule := range r.Rules {
			// Without billing, interest that does not compound waits for a payment.
			if rule.Kind != Accrual || !r.billed && rule.Compounds == Never {
				continue
			}
			// When the last day counts, it still belongs to what is posted.
			on := day + rule.lastDay()
			events = append(events, event{on, postStep, i})
			if rule.Compounds == Monthly {
				events = append(events, event{on, compoundStep, i})
			}
		}
	}
	ordered := make([]event, len(events))
	for at, i := range inOrder(len(events), func(i int) int64 { return int64(events[i].date)<<2 | int64(events[i].step) }) {
		ordered[at] = events[i]
	}
	return ordered
}

// byDate lists the entries up to AsOf by date, and in the order given within a day.
func (r *replay) byDate() []int {
	order := inOrder(len(r.Entries), func(i int) int64 { return int64(r.Entries[i].Date) })
	for last := len(order) - 1; last >= 0 && r.Entries[order[last]].Date > r.AsOf; last-- {
		order = order[:last]
	}
	return order
}

// inOrder lists 0 to n-1 by key, and as they stand where keys are equal. Keys
// are below 2^35 and n below 2^28, so that both sort as one number: the compiled
// engine then holds one sort of numbers in place of one for each kind of thing.
func inOrder(n int, key func(i int) int64) []int {
	keys := make([]int64, n)
	for i := range keys {
		keys[i] = key(i)<<28 | int64(i)
	}
	slices.Sort(keys)
	order := make([]int, n)
	for at, k := range keys {
		order[at] = int(k & (1<<28 - 1))
	}
	return order
}

// postingDays lists the days on which interest is billed, see Assess, of the
// entries' events in order of date.
func (r *replay) postingDays(events []event) []civil.Date {
	var days []civil.Date
	if len(events) == 0 {
		return nil
	}
	anchor := events[0].date
	for _, e := range events {
		if e.step == entryStep && r.Entries[e.index].Kind == Statement {
			days = append(days, e.date)
		}
	}
	if r.billed = len(days) > 0; r.billed {
		anchor = days[len(days)-1]
		days = slices.Compact(days)[1:]
	}
	monthly := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	for k := 1; monthly.Date(anchor, k) <= r.AsOf; k++ {
		days = append(days, monthly.Date(anchor, k))
	}
	return days
}

// lastDay is the day more that a rule counts when it includes both ends.
func (rule *Rule) lastDay() civil.Date {
	if rule.EndRule == IncludeBoth {
		return 1
	}
	return 0
}
