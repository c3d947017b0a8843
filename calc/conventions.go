package calc

import (
	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// search tries conventions on an account.
type search struct {
	request *ReconcileRequest
	account *ledger.Account
	answer  *ReconcileAnswer
	tried   int
	// work is what the tries cost so far: one for each entry, and for each month of
	// each rule, or each day of it when interest compounds daily.
	work int
}

const (
	// mostTries bounds a search over a short history.
	mostTries = 2_000
	// mostWork bounds one over a long history: about half a second of replay.
	mostWork = 500_000
)

// usual is what is tried of a dimension that the request does not narrow.
var usual = Search{
	DayCounts:   []civil.DayCount{civil.Actual365Fixed, civil.Actual360, civil.Thirty360, civil.ActualActualISDA},
	EndRules:    []ledger.EndRule{ledger.ExcludeEnd, ledger.IncludeBoth},
	Compounds:   []ledger.Compounds{ledger.Never, ledger.Monthly, ledger.AtStatement, ledger.Yearly, ledger.Daily},
	Rounding:    []money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up},
	RoundEach:   []ledger.RoundEach{ledger.RoundEachPeriod, ledger.RoundEachDay, ledger.RoundAtEnd},
	PenaltyBase: []PenaltyBase{PenaltyOnPrincipal, PenaltyOnInterest},
	GraceDays:   []int{0, 1, 3, 5, 7, 10},
}

// options lists the sets of one change for each dimension, in the order of the
// fields of Conventions. A change that changes no rule is none.
func (s *search) options() (options [7][]Conventions) {
	given := Search{}
	if s.request.Search != nil {
		given = *s.request.Search
	}
	add := func(dimension int, c Conventions) {
		if !s.changes(&c) {
			return
		}
		for _, other := range options[dimension] {
			if other == c || c.GraceDays != nil && *other.GraceDays == *c.GraceDays {
				return
			}
		}
		options[dimension] = append(options[dimension], c)
	}
	byYear := s.byYear()
	for _, v := range listed(given.DayCounts, usual.DayCounts) {
		if byYear || !s.actual(v) {
			add(0, Conventions{DayCount: v})
		}
	}
	for _, v := range listed(given.EndRules, usual.EndRules) {
		add(1, Conventions{EndRule: v})
	}
	for _, v := range listed(given.Compounds, usual.Compounds) {
		add(2, Conventions{Compounds: v})
	}
	for _, v := range listed(given.Rounding, usual.Rounding) {
		add(3, Conventions{Rounding: v})
	}
	for _, v := range listed(given.RoundEach, usual.RoundEach) {
		add(4, Conventions{RoundEach: v})
	}
	for _, v := range listed(given.PenaltyBase, usual.PenaltyBase) {
		add(5, Conventions{PenaltyBase: v})
	}
	for _, v := range listed(given.GraceDays, usual.GraceDays) {
		add(6, Conventions{GraceDays: &v})
	}
	return options
}

func listed[T any](given, usual []T) []T {
	if given != nil {
		return given
	}
	return usual
}

// byYear tells whether any rate is by the month or the year.
func (s *search) byYear() bool {
	for i := range s.account.Rules {
		if rate := s.account.Rules[i].Rate; rate != nil && rate.Per != money.PerDay {
			return true
		}
	}
	for i := range s.account.Entries {
		if rate := s.account.Entries[i].Rate; rate != nil && rate.Per != money.PerDay {
			return true
		}
	}
	return false
}

// actual tells whether a day count and those of all rules count the days of the
// calendar, so that interest by the day is the same under each.
func (s *search) actual(c civil.DayCount) bool {
	const leapDay = civil.Date(19783) // 2024-02-29
	days := func(c civil.DayCount) int { return c.Days(leapDay-1, leapDay+1) }
	for i := range s.account.Rules {
		if rule := &s.account.Rules[i]; rule.Kind != ledger.LateFee && days(rule.DayCount) != 2 {
			return false
		}
	}
	return days(c) == 2
}

// all tries every set with a change: those with one first, then those with two,
// and so on; among as many changes, those of later fields of Conventions come
// first. It reports false when the bound cut it short.
func (s *search) all() bool {
	options := s.options()
	for changes := 1; changes <= len(options); changes++ {
		if !s.choose(options[:], changes, Conventions{}) {
			return false
		}
	}
	return true
}

// choose tries every set with so many changes more in the dimensions that are left.
func (s *search) choose(left [][]Conventions, changes int, so Conventions) bool {
	if changes == 0 {
		return s.step(so)
	}
	if changes > len(left) {
		return true
	}
	if !s.choose(left[1:], changes, so) {
		return false
	}
	for i := range left[0] {
		if !s.choose(left[1:], changes-1, so.with(&left[0][i])) {
			return false
		}
	}
	return true
}

// with returns the conventions with one more change.
func (c Conventions) with(change *Conventions) Conventions {
	switch {
	case change.DayCount != "":
		c.DayCount = change.DayCount
	case change.EndRule != "":
		c.EndRule = change.EndRule
	case change.Compounds != "":
		c.Compounds = change.Compounds
	case change.Rounding != "":
		c.Rounding = change.Rounding
	case change.RoundEach != "":
		c.RoundEach = change.RoundEach
	case change.PenaltyBase != "":
		c.PenaltyBase = change.PenaltyBase
	default:
		c.GraceDays = change.GraceDays
	}
	return c
}

// step tries one set and keeps what comes of it. A set that an account cannot
// have, or that leads beyond the bounds of an amount, is none of the answer's.
func (s *search) step(c Conventions) bool {
	if s.tried >= mostTries || s.work >= mostWork {
		return false
	}
	t, err := s.try(c)
	if err == nil && t.Total <= s.request.Currency.Most() && t.Difference >= 0 {
		s.answer.take(t)
	}
	return true
}

// try replays the account under conventions; a difference below zero says that
// its rules would not fit together.
func (s *search) try(c Conventions) (ReconcileTry, error) {
	account := *s.account
	account.Rules = append([]ledger.Rule(nil), s.account.Rules...)
	for i := range account.Rules {
		c.apply(&account.Rules[i])
	}
	s.tried++
	s.work += s.cost(account.Rules)
	for i := range account.Rules {
		if c != (Conventions{}) && len(checkRule(account.Rules, i)) > 0 {
			return ReconcileTry{Difference: -1}, nil
		}
	}
	assessment, err := ledger.Assess(&account)
	claim := &assessment.Claim
	return ReconcileTry{Conventions: c, Total: claim.Total, Components: claim.Components, Difference: s.request.Lender.far(claim)}, err
}

func (s *search) cost(rules []ledger.Rule) int {
	first := s.account.AsOf
	for i := range s.account.Entries {
		first = min(first, s.account.Entries[i].Date)
	}
	days, cost := int(s.account.AsOf-first), 1+len(s.account.Entries)
	for i := range rules {
		if rules[i].Compounds == ledger.Daily {
			cost += days
		} else {
			cost += days / 30
		}
	}
	return cost
}

// changes tells whether any rule would change.
func (s *search) changes(c *Conventions) bool {
	for i := range s.account.Rules {
		if c.apply(new(s.account.Rules[i])) {
			return true
		}
	}
	return false
}

// apply puts the conventions in the place of a rule's own, and tells whether that
// changes it.
func (c *Conventions) apply(rule *ledger.Rule) (changed bool) {
	if rule.Kind == ledger.LateFee {
		return false
	}
	if c.DayCount != "" && c.DayCount != rule.DayCount {
		rule.DayCount, changed = c.DayCount, true
	}
	if c.EndRule != "" && c.EndRule != rule.EndRule {
		rule.EndRule, changed = c.EndRule, true
	}
	if c.Compounds != "" && c.Compounds != rule.Compounds {
		rule.Compounds, changed = c.Compounds, true
	}
	if c.Rounding != "" && c.Rounding != rule.Rounding {
		rule.Rounding, changed = c.Rounding, true
	}
	each := rule.RoundEach
	if each == "" {
		each = ledger.RoundEachPeriod
	}
	if c.RoundEach != "" && c.RoundEach != each {
		rule.RoundEach, changed = c.RoundEach, true
	}
	if c.PenaltyBase != "" && rule.Into == ledger.Penalty {
		on := []ledger.Component{ledger.Principal, ledger.Interest}
		if c.PenaltyBase == PenaltyOnPrincipal {
			on = on[:1]
		}
		if !sameComponents(on, rule.On) {
			rule.On, changed = on, true
		}
	}
	if c.GraceDays != nil && (rule.From == ledger.FromAfterGrace || rule.Into == ledger.Penalty) {
		now := rule.From == ledger.FromAfterGrace || rule.From == ledger.FromDueDate // which has none
		if !now || rule.GraceDays != *c.GraceDays {
			rule.From, rule.GraceDays, changed = ledger.FromAfterGrace, *c.GraceDays, true
		}
	}
	return changed
}

// sameComponents tells whether two lists without repetition name the same components.
func sameComponents(a, b []ledger.Component) bool {
	for _, c := range a {
		found := false
		for _, other := range b {
			found = found || c == other
		}
		if !found {
			return false
		}
	}
	return len(a) == len(b)
}
