package negotiate

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// FlawCode says what is wrong with a mandate, a budget, the rules of a record or an event.
type FlawCode string

// What is wrong with a mandate or a budget.
const (
	// NameTwice is something that a list names twice.
	NameTwice FlawCode = "name_twice"
	// BandEmpty is a band that ends where it begins, or before.
	BandEmpty FlawCode = "band_empty"
	// RateTooHigh is a rate above 1 a year.
	RateTooHigh FlawCode = "rate_too_high"
	// BudgetFields is a key of a budget that says nothing without another.
	BudgetFields FlawCode = "budget_fields"
	// MonthFirstDay is an irregular month that is not told by its first day.
	MonthFirstDay FlawCode = "month_first_day"
	// StartsTooMany is a frequency with more first due dates than StartsMost.
	StartsTooMany FlawCode = "starts_too_many"
	// SpaceTooLarge is a mandate with more plans to look at than CellsMost.
	SpaceTooLarge FlawCode = "space_too_large"
)

// What is wrong with either these or an event.
const (
	// DateOrder is a date on the wrong side of another.
	DateOrder FlawCode = "date_order"
	// LevelUnknown is a level that the list of levels, or the ladder, does not have.
	LevelUnknown FlawCode = "level_unknown"
)

// Why an event is refused.
const (
	// EventFields is a key that the kind of event does not use, or without which it says nothing.
	EventFields FlawCode = "event_fields"
	// FrequencyMissing is an offer of several instalments that does not say how often they are due.
	FrequencyMissing FlawCode = "frequency_missing"
	// DateTooLate is an offer whose last instalment falls after the last day that the engine knows.
	DateTooLate FlawCode = "date_too_late"
	// SumTooLarge is a sum that would have more than 15 digits before the point.
	SumTooLarge FlawCode = "sum_too_large"
	// EventNotNow is an event that has no place in the state of the record.
	EventNotNow FlawCode = "event_not_now"
	// RecordFull is an event beyond MaxEvents.
	RecordFull FlawCode = "record_full"
	// LadderOrder is a ladder whose levels do not rise, or of which two have one name.
	LadderOrder FlawCode = "ladder_order"
	// PaceOrder is a pace that ends above where it begins.
	PaceOrder FlawCode = "pace_order"
	// OfferUnknown is the number of no offer.
	OfferUnknown FlawCode = "offer_unknown"
	// OfferClosed is an offer that is no longer open.
	OfferClosed FlawCode = "offer_closed"
	// OfferSide is an offer of the side that may not do this with it.
	OfferSide FlawCode = "offer_side"
	// OfferAmounts is an offer whose sums do not add up.
	OfferAmounts FlawCode = "offer_amounts"
	// OfferRetracted is an offer that is worse for the other side than an earlier one.
	OfferRetracted FlawCode = "offer_retracted"
	// OfferRepeated is an offer without a move in a deadlock.
	OfferRepeated FlawCode = "offer_repeated"
	// RoundsSpent is an offer that would begin a round beyond the last one.
	RoundsSpent FlawCode = "rounds_spent"
	// ApprovalNeeded is a waiver that needs a higher level.
	ApprovalNeeded FlawCode = "approval_needed"
	// WaiverBeyondLadder is a waiver that no level may agree to.
	WaiverBeyondLadder FlawCode = "waiver_beyond_ladder"
	// MatterUnknown is the place of no event that opened a dispute or a complaint, or of one that has ended.
	MatterUnknown FlawCode = "matter_unknown"
	// MomentInvalid is a text that is no time by the clock of a place, with its offset.
	MomentInvalid FlawCode = "moment_invalid"
	// NothingLapsed is a day on which no offer expires, or no promise is missed.
	NothingLapsed FlawCode = "nothing_lapsed"
)

// Flaw is one thing that is wrong with what was given.
type Flaw struct {
	// Code says which.
	Code FlawCode
	// Field is the path to it: "mandate/tiers/0/name" and "budget/share" in a request
	// that has both, "rules/ladder" in a record, "offer/paid" in an event; empty for an
	// event as a whole.
	Field string
	// Detail says it in words, and Allowed what would do; Allowed may be empty.
	Detail, Allowed string
}

// CellsMost is the largest number of cells of a space: frequencies and starts times
// rates times instalments times deposits.
const CellsMost = 1_000_000

// flaws gathers what is wrong. Its add is not inlined: there are many, and each copy
// of it would cost the browser more than the call.
type flaws []Flaw

//go:noinline
func (f *flaws) add(code FlawCode, field, detail, allowed string) {
	*f = append(*f, Flaw{code, field, detail, allowed})
}

// Flaws are what is wrong with a mandate by itself.
func (m *Mandate) Flaws() []Flaw {
	var f flaws
	f.mandate(m)
	f.tiers(m)
	return f
}

// Flaws are what is wrong with a budget by itself, on the day of the question.
func (b *Budget) Flaws(asOf civil.Date) []Flaw {
	var f flaws
	f.budget(asOf, b)
	return f
}

func item(list string, i int) string { return list + "/" + strconv.Itoa(i) }

func (f *flaws) mandate(m *Mandate) {
	for i := range m.Frequencies {
		if slices.Contains(m.Frequencies[:i], m.Frequencies[i]) {
			f.add(NameTwice, item("mandate/frequencies", i), "the same frequency twice", "")
		}
	}
	for i := range m.WaiverOrder {
		if slices.Contains(m.WaiverOrder[:i], m.WaiverOrder[i]) {
			f.add(NameTwice, item("mandate/waiver_order", i), "the component "+string(m.WaiverOrder[i])+" twice", "")
		}
	}
	for i := range m.Levels {
		if slices.Contains(m.Levels[:i], m.Levels[i]) {
			f.add(NameTwice, item("mandate/levels", i), "the same level twice", "")
		}
	}
	for i := range m.Rates {
		rate := &m.Rates[i]
		if slices.ContainsFunc(m.Rates[:i], func(r money.Rate) bool { return r.Per == rate.Per && r.Value.Equal(rate.Value) }) {
			f.add(NameTwice, item("mandate/rates", i), "the same rate twice", "")
		}
		f.rate(rate, item("mandate/rates", i))
	}
	if m.DiscountRate != nil {
		f.rate(m.DiscountRate, "mandate/discount_rate")
	}
}

// rate finds a rate above 1 a year.
func (f *flaws) rate(rate *money.Rate, field string) {
	if yearlyRate(rate).Cmp(decimal.New(1, 0)) > 0 {
		f.add(RateTooHigh, field+"/value", "more than 1 a year, which is one hundred percent", "")
	}
}

func (f *flaws) tiers(m *Mandate) {
	for i := range m.Tiers {
		t, at := &m.Tiers[i], item("mandate/tiers", i)
		if slices.ContainsFunc(m.Tiers[:i], func(other Tier) bool { return other.Name == t.Name }) {
			f.add(NameTwice, at+"/name", "two tiers have this name", "")
		}
		if len(m.Levels) > 0 && !slices.Contains(m.Levels, t.Level) {
			f.add(LevelUnknown, at+"/level", "the list of levels does not have it", "")
		}
		if t.When == nil {
			continue
		}
		if band := t.When.DaysOverdue; band != nil && band.To > 0 && band.To <= band.From {
			f.add(BandEmpty, at+"/when/days_overdue/to", "the band has no day", "")
		}
		if band := t.When.Balance; band != nil && band.To > 0 && band.To <= band.From {
			f.add(BandEmpty, at+"/when/balance/to", "the band has no sum", "")
		}
	}
}

func (f *flaws) budget(asOf civil.Date, b *Budget) {
	ordered := func(first, then civil.Date, key, detail string) {
		if first > 0 && then > 0 && then < first {
			f.add(DateOrder, "budget/"+key, detail, first.String())
		}
	}
	ordered(b.Earliest, b.LatestFinish, "latest_finish", "before the first instalment may be due")
	ordered(asOf, b.LatestFinish, "latest_finish", "before the day of the question")
	ordered(asOf, b.DepositDue, "deposit_due", "before the day of the question")
	if b.Every != nil && b.PerPeriod == nil {
		f.add(BudgetFields, "budget/every", "says nothing without per_period", "")
	}
	if len(b.Income) == 0 {
		for key, given := range [...]bool{len(b.Outgoings) > 0, b.EssentialsFloor > 0, b.Share != nil, b.Buffer > 0, len(b.Irregular) > 0} {
			if given {
				key := [...]string{"outgoings", "essentials_floor", "share", "buffer", "irregular"}[key]
				f.add(BudgetFields, "budget/"+key, "says nothing without income; an income of zero is one", "")
			}
		}
	}
	for i := range b.Irregular {
		at, from := item("budget/irregular", i)+"/month", b.Irregular[i].Month
		if dayOf(from) != 1 {
			f.add(MonthFirstDay, at, "not the first day of a month", (from - civil.Date(dayOf(from)-1)).String())
		}
		if slices.ContainsFunc(b.Irregular[:i], func(other IrregularMonth) bool { return other.Month == from }) {
			f.add(NameTwice, at, "the same month twice", "")
		}
	}
}

// tooLarge finds a space that holds too much to look at.
func (s *Space) tooLarge() []Flaw {
	var f flaws
	starts := 0
	for i := range s.Starts {
		if starts += len(s.Starts[i]); len(s.Starts[i]) > StartsMost {
			f.add(StartsTooMany, item("mandate/frequencies", i), "more than "+strconv.Itoa(StartsMost)+" first due dates up to latest_first_due_days", "")
		}
	}
	ladders := money.Amount(starts * len(s.Rates) * s.CountMost)
	if deposits := (s.Claim-1)/s.DepositStep + 1; len(f) == 0 && ladders > CellsMost/deposits {
		f.add(SpaceTooLarge, "mandate", strconv.Itoa(int(ladders))+" starts, rates and instalments times "+strconv.FormatInt(int64(deposits), 10)+
			" deposits are more plans to look at than "+strconv.Itoa(CellsMost), "")
	}
	return f
}
