package ledger_test

import (
	"math/big"
	"slices"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// room is what a rule may still charge, besides what it has accrued.
func (o *oracle) room(i int) (int64, bool) {
	limit := o.Rules[i].Cap
	if limit == nil || limit.Total == nil && limit.ShareOfPrincipal == nil {
		return 0, false
	}
	room := int64(money.MaxAmount)
	if limit.Total != nil {
		room = int64(*limit.Total)
	}
	if limit.ShareOfPrincipal != nil {
		share := new(big.Rat).Mul(big.NewRat(o.borrowed, 1), limit.ShareOfPrincipal.Rat())
		room = min(room, roundRat(share, money.Down))
	}
	return max(room-o.ever[i], 0), true
}

// holdDown lets what a rule has accrued not rise above its room.
func (o *oracle) holdDown(i int) {
	if room, limited := o.room(i); limited && o.accrued[i].Cmp(big.NewRat(room, 1)) > 0 {
		o.accrued[i].SetInt64(room)
	}
}

func (o *oracle) paused(i int, day civil.Date) bool {
	for _, k := range o.entries {
		e := &o.Entries[k]
		if e.Kind == ledger.Pause && e.Date <= day && day < e.To && (len(e.Rules) == 0 || slices.Contains(e.Rules, o.Rules[i].Name)) {
			return true
		}
	}
	return false
}

// rateOn is the rate of a rule on a day, its unit and whether a cap holds it down.
func (o *oracle) rateOn(i int, day civil.Date) *big.Rat {
	times := big.NewRat(1, 1)
	root := i
	for o.Rules[root].Multiple != nil {
		times.Mul(times, o.Rules[root].Multiple.Times.Rat())
		root = slices.IndexFunc(o.Rules, func(r ledger.Rule) bool { return r.Name == o.Rules[root].Multiple.Of })
	}
	rate := *o.Rules[root].Rate
	for _, k := range o.entries {
		if e := &o.Entries[k]; e.Kind == ledger.RateChange && e.Rule == o.Rules[root].Name && e.Date <= day {
			rate = *e.Rate
		}
	}
	daily := o.perDay(i, rate)
	daily.Mul(daily, times)
	if limit := o.Rules[i].Cap; limit != nil && limit.Rate != nil {
		if most := o.perDay(i, *limit.Rate); most.Cmp(daily) < 0 {
			return most
		}
	}
	return daily
}

// perDay is a rate for one day of a rule's day count.
func (o *oracle) perDay(i int, rate money.Rate) *big.Rat {
	daily := new(big.Rat).Set(rate.Value.Rat())
	switch rate.Per {
	case money.PerMonth:
		daily.Mul(daily, big.NewRat(12, yearOf(o.Rules[i].DayCount)))
	case money.PerYear:
		daily.Mul(daily, big.NewRat(1, yearOf(o.Rules[i].DayCount)))
	}
	return daily
}

// bases is what bears interest under a rule today, and what waits, by its key.
func (o *oracle) bases(i int) (base int64, waits map[int]int64) {
	rule := &o.Rules[i]
	base, waits = o.bearing[i], map[int]int64{}
	for _, c := range rule.On {
		if rule.From == ledger.FromPosting && rule.InterestFree == "" {
			base += o.balances[c]
			continue
		}
		for _, s := range o.sumsOf(c) {
			grace := s.due + civil.Date(rule.GraceDays)
			switch {
			case rule.InterestFree != "" && s.shown >= 0 && (s.shown >= len(o.minimums) || !o.minimums[s.shown].decided):
				waits[s.shown] += s.left
			case rule.InterestFree != "":
				base += s.left
			case s.due == 0:
			case rule.From == ledger.FromDueDate:
				base += s.left
			case rule.Grace == ledger.GraceAllOrNothing && o.today <= grace:
				waits[int(s.due)] += s.left
			case o.today >= grace:
				base += s.left
			}
		}
	}
	return base, waits
}

// interest is what a base bears on days of a rule's day count, unrounded unless
// the rule rounds each day.
func (o *oracle) interest(i int, base, days int64) *big.Rat {
	rule := &o.Rules[i]
	one := o.rateOn(i, o.today)
	one.Mul(one, big.NewRat(base, 1))
	if rule.Cap != nil && rule.Cap.PerDay != nil {
		if most := big.NewRat(int64(*rule.Cap.PerDay), 1); most.Cmp(one) < 0 {
			one = most
		}
	}
	if rule.RoundEach == ledger.RoundEachDay {
		one = big.NewRat(roundRat(one, rule.Rounding), 1)
	}
	return one.Mul(one, big.NewRat(days, 1))
}

func (o *oracle) evening(i int, day civil.Date) {
	if o.stopped[o.Rules[i].Into] || o.paused(i, day) {
		return
	}
	days := countedDays(o.Rules[i].DayCount, day)
	base, waits := o.bases(i)
	o.accrued[i].Add(o.accrued[i], o.interest(i, base, days))
	o.holdDown(i)
	for key, sum := range waits {
		if o.waiting[i][key] == nil {
			o.waiting[i][key] = new(big.Rat)
		}
		o.waiting[i][key].Add(o.waiting[i][key], o.interest(i, sum, days))
	}
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
