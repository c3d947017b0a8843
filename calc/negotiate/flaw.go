package negotiate

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// FlawCode says what is wrong with a mandate or a budget.
type FlawCode string

const (
	// NothingOwed is a claim that is zero.
	NothingOwed FlawCode = "nothing_to_repay"
	// TierMissing is a mandate without any tier.
	TierMissing FlawCode = "tier_missing"
	// FrequencyLacking is a mandate without any frequency.
	FrequencyLacking FlawCode = "frequency_missing"
	// NamedTwice is something that a list names twice.
	NamedTwice FlawCode = "name_twice"
	// LevelUnlisted is the level of a tier that the list of levels does not have.
	LevelUnlisted FlawCode = "level_unknown"
	// BandEmpty is a band that ends where it begins, or before.
	BandEmpty FlawCode = "band_empty"
	// RateTooHigh is a rate above 1 a year.
	RateTooHigh FlawCode = "rate_too_high"
	// BudgetDates is a date of a budget on the wrong side of another.
	BudgetDates FlawCode = "date_order"
	// BudgetFields is a key of a budget that says nothing without another.
	BudgetFields FlawCode = "budget_fields"
	// MonthPart is an irregular month that is not told by its first day.
	MonthPart FlawCode = "month_first_day"
	// StartsTooMany is a frequency with more first due dates than StartsMost.
	StartsTooMany FlawCode = "starts_too_many"
	// SpaceTooLarge is a mandate with more plans to look at than CellsMost.
	SpaceTooLarge FlawCode = "space_too_large"
)

// Flaw is one thing that is wrong with a mandate or a budget.
type Flaw struct {
	Code FlawCode
	// Pointer is the JSON pointer to it in a request with both.
	Pointer string
	// Detail says it in words, and Allowed what would do; Allowed may be empty.
	Detail, Allowed string
}

// CellsMost is the largest number of cells of a space: frequencies and starts times
// rates times instalments times deposits.
const CellsMost = 1_000_000

type flaws []Flaw

func (f *flaws) add(code FlawCode, pointer, detail, allowed string) {
	*f = append(*f, Flaw{code, pointer, detail, allowed})
}

// Flaws are what is wrong with a mandate by itself.
func (m *Mandate) Flaws() []Flaw {
	var f flaws
	f.mandate(m)
	f.tiers(m)
	return f
}

func flawsOf(c *Case, m *Mandate, b *Budget, claim money.Amount) []Flaw {
	var f flaws
	if claim == 0 {
		f.add(NothingOwed, "#/claim", "nothing is owed", "")
	}
	f.mandate(m)
	f.tiers(m)
	f.budget(c, b)
	return f
}

func item(list string, i int) string { return list + "/" + strconv.Itoa(i) }

func (f *flaws) mandate(m *Mandate) {
	if len(m.Tiers) == 0 {
		f.add(TierMissing, "#/mandate/tiers", "a mandate needs a tier", "")
	}
	if len(m.Frequencies) == 0 {
		f.add(FrequencyLacking, "#/mandate/frequencies", "a mandate needs a frequency", "")
	}
	for i := range m.Frequencies {
		if slices.Contains(m.Frequencies[:i], m.Frequencies[i]) {
			f.add(NamedTwice, item("#/mandate/frequencies", i), "the same frequency twice", "")
		}
	}
	for i := range m.WaiverOrder {
		if slices.Contains(m.WaiverOrder[:i], m.WaiverOrder[i]) {
			f.add(NamedTwice, item("#/mandate/waiver_order", i), "the component "+string(m.WaiverOrder[i])+" twice", "")
		}
	}
	for i := range m.Levels {
		if slices.Contains(m.Levels[:i], m.Levels[i]) {
			f.add(NamedTwice, item("#/mandate/levels", i), "the same level twice", "")
		}
	}
	for i := range m.Rates {
		rate := &m.Rates[i]
		if slices.ContainsFunc(m.Rates[:i], func(r money.Rate) bool { return r.Per == rate.Per && r.Value.Equal(rate.Value) }) {
			f.add(NamedTwice, item("#/mandate/rates", i), "the same rate twice", "")
		}
		f.rate(rate, item("#/mandate/rates", i))
	}
	if m.DiscountRate != nil {
		f.rate(m.DiscountRate, "#/mandate/discount_rate")
	}
}

// rate finds a rate above 1 a year.
func (f *flaws) rate(rate *money.Rate, pointer string) {
	if yearlyRate(rate).Cmp(decimal.New(1, 0)) > 0 {
		f.add(RateTooHigh, pointer+"/value", "more than 1 a year, which is one hundred percent", "")
	}
}

func (f *flaws) tiers(m *Mandate) {
	for i := range m.Tiers {
		t, at := &m.Tiers[i], item("#/mandate/tiers", i)
		if slices.ContainsFunc(m.Tiers[:i], func(other Tier) bool { return other.Name == t.Name }) {
			f.add(NamedTwice, at+"/name", "two tiers have this name", "")
		}
		if len(m.Levels) > 0 && !slices.Contains(m.Levels, t.Level) {
			f.add(LevelUnlisted, at+"/level", "the list of levels does not have it", "")
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

func (f *flaws) budget(c *Case, b *Budget) {
	ordered := func(first, then civil.Date, key, detail string) {
		if first > 0 && then > 0 && then < first {
			f.add(BudgetDates, "#/budget/"+key, detail, first.String())
		}
	}
	ordered(b.Earliest, b.LatestFinish, "latest_finish", "before the first instalment may be due")
	ordered(c.AsOf, b.LatestFinish, "latest_finish", "before the day of the question")
	ordered(c.AsOf, b.DepositDue, "deposit_due", "before the day of the question")
	if b.Every != nil && b.PerPeriod == nil {
		f.add(BudgetFields, "#/budget/every", "says nothing without per_period", "")
	}
	if len(b.Income) == 0 {
		for key, given := range [...]bool{len(b.Outgoings) > 0, b.EssentialsFloor > 0, b.Share != nil, b.Buffer > 0, len(b.Irregular) > 0} {
			if given {
				key := [...]string{"outgoings", "essentials_floor", "share", "buffer", "irregular"}[key]
				f.add(BudgetFields, "#/budget/"+key, "says nothing without income; an income of zero is one", "")
			}
		}
	}
	for i := range b.Irregular {
		at, from := item("#/budget/irregular", i)+"/month", b.Irregular[i].Month
		if dayOf(from) != 1 {
			f.add(MonthPart, at, "not the first day of a month", (from - civil.Date(dayOf(from)-1)).String())
		}
		if slices.ContainsFunc(b.Irregular[:i], func(other IrregularMonth) bool { return other.Month == from }) {
			f.add(NamedTwice, at, "the same month twice", "")
		}
	}
}

// tooLarge finds a space that holds too much to look at.
func (s *Space) tooLarge() []Flaw {
	var f flaws
	starts := 0
	for i := range s.Starts {
		if starts += len(s.Starts[i]); len(s.Starts[i]) > StartsMost {
			f.add(StartsTooMany, item("#/mandate/frequencies", i), "more than "+strconv.Itoa(StartsMost)+" first due dates up to latest_first_due_days", "")
		}
	}
	ladders := money.Amount(starts * len(s.Rates) * s.CountMost)
	if deposits := (s.Claim-1)/s.DepositStep + 1; len(f) == 0 && ladders > CellsMost/deposits {
		f.add(SpaceTooLarge, "#/mandate", strconv.Itoa(int(ladders))+" starts, rates and instalments times "+strconv.FormatInt(int64(deposits), 10)+
			" deposits are more plans to look at than "+strconv.Itoa(CellsMost), "")
	}
	return f
}
