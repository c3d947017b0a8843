package calc

import (
	"slices"
	"strconv"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/wire"
)

// checkAccount finds what rules, allocation and entries lack or contradict, and
// puts the rates of the pack's series in the place of their names.
func checkAccount(account *ledger.Account, pack policy.PackID) []wire.Problem {
	var problems []wire.Problem
	for i := range account.Rules {
		problems = append(problems, checkRule(account.Rules, i)...)
	}
	problems = append(problems, resolveCaps(account, pack)...)
	problems = append(problems, checkOrder(account.Allocation, "#/allocation")...)
	for i := range account.AllocationOverdue {
		row, pointer := &account.AllocationOverdue[i], item("#/allocation_overdue", i)
		problems = append(problems, checkOrder(row.Order, pointer+"/order")...)
		if i > 0 && row.DaysOverdue <= account.AllocationOverdue[i-1].DaysOverdue {
			problems = append(problems, problem(wire.NumberRange, pointer+"/days_overdue", "the orders stand by rising days_overdue",
				strconv.Itoa(account.AllocationOverdue[i-1].DaysOverdue+1)))
		}
	}
	if account.ItemizeFrom > account.AsOf {
		problems = append(problems, problem(DateOrder, "#/itemize_from", "what happened since a date is told up to as_of", account.AsOf.String()))
	}
	return append(problems, checkEntries(account)...)
}

func checkOrder(order []ledger.Component, pointer string) (problems []wire.Problem) {
	for i, c := range order {
		if slices.Contains(order[:i], c) {
			problems = append(problems, problem(ComponentTwice, item(pointer, i), string(c)+" stands in the order already", ""))
		}
	}
	return problems
}

// resolveCaps turns each cap that follows a published series into a rate. The
// rules of the request stay as they are.
func resolveCaps(account *ledger.Account, pack policy.PackID) (problems []wire.Problem) {
	account.Rules = slices.Clone(account.Rules)
	for i := range account.Rules {
		limit := account.Rules[i].Cap
		if limit == nil || limit.Series == nil {
			continue
		}
		value, ok := policy.Reference(pack, policy.Key("reference."+limit.Series.Name), limit.Series.On)
		if !ok {
			problems = append(problems, problem(SeriesUnknown, item("#/rules", i)+"/cap/series",
				"the pack has no such series on that day; give the rate instead", ""))
			continue
		}
		own := *limit
		own.Rate, own.Series = &money.Rate{Value: value.Mul(limit.Series.Times), Per: money.PerYear}, nil
		account.Rules[i].Cap = &own
	}
	return problems
}

func checkRule(rules []ledger.Rule, at int) []wire.Problem {
	rule, pointer := &rules[at], item("#/rules", at)
	if rule.Kind == ledger.LateFee {
		return checkLateFee(rule, pointer)
	}
	var problems []wire.Problem
	refuse := func(key, detail string) {
		problems = append(problems, problem(RuleFields, pointer+key, detail, ""))
	}
	if rule.Rate == nil && rule.Multiple == nil || len(rule.On) == 0 || rule.Percent != nil || rule.Min != 0 || rule.Amount != 0 || rule.Max != nil {
		refuse("", "an accrual has on and rate; it has no percent and no min")
	} else if rule.Rate != nil && rule.Multiple != nil {
		refuse("/multiple", "the rate is either its own or a multiple of another rule's")
	}
	if grace := rule.From == ledger.FromAfterGrace; !grace && (rule.GraceDays != 0 || rule.Grace != "") {
		refuse("/from", "only an accrual from after_grace has grace and grace_days")
	}
	if rule.InterestFree != "" && rule.From != ledger.FromPosting {
		refuse("/interest_free", "a purchase that is not free bears interest from posting: leave from out")
	}
	if byTheDay := rule.RoundEach == ledger.RoundEachDay || rule.Cap != nil && rule.Cap.PerDay != nil; byTheDay && rule.DayCount == civil.ActualActualISDA {
		refuse("/day_count", "a rule that rounds or caps each day needs days of one length; ACT/ACT-ISDA has two")
	}
	if limit := rule.Cap; limit != nil && limit.PerDay != nil && (rule.InterestFree != "" || rule.Grace == ledger.GraceAllOrNothing) {
		refuse("/cap/per_day", "the most for one day cannot be told while sums wait on a condition: leave out interest_free and all_or_nothing")
	}
	if rule.DayCount.NeedsReference() {
		refuse("/day_count", "ACT/ACT-ICMA counts by the periods of a plan, which a history does not have")
	}
	for i, c := range rule.On {
		if slices.Contains(rule.On[:i], c) {
			problems = append(problems, problem(ComponentTwice, item(pointer+"/on", i), string(c)+" stands in the list already", ""))
		}
		if c == rule.Into && rule.Compounds != ledger.Never {
			problems = append(problems, problem(RuleFields, item(pointer+"/on", i),
				"a rule that compounds counts its own component already: leave it out of on, or set compounds to never", ""))
		}
	}
	problems = append(problems, checkMultiple(rules, at, pointer)...)
	return append(problems, checkCap(rule, pointer)...)
}

func checkMultiple(rules []ledger.Rule, at int, pointer string) []wire.Problem {
	if rules[at].Multiple == nil {
		return nil
	}
	if root, _, ok := ledger.FollowRate(rules, at); ok && rules[root].Kind != ledger.LateFee {
		return nil
	}
	next := at
	for range rules {
		of := ledger.RuleNamed(rules, rules[next].Multiple.Of)
		if next == at && (of < 0 || rules[of].Kind == ledger.LateFee) {
			return []wire.Problem{problem(RuleUnknown, pointer+"/multiple/of", "no accrual has this name, or more than one has it", "")}
		}
		if of == at {
			return []wire.Problem{problem(RuleCycle, pointer+"/multiple/of", "the rate is a multiple of itself", "")}
		}
		if of < 0 || rules[of].Multiple == nil {
			break
		}
		next = of
	}
	return nil // told at the rule that it leads to
}

func checkCap(rule *ledger.Rule, pointer string) []wire.Problem {
	limit := rule.Cap
	if limit == nil {
		return nil
	}
	if *limit == (ledger.Cap{}) {
		return []wire.Problem{problem(CapEmpty, pointer+"/cap", "a cap has at least one bound", "")}
	}
	if limit.Rate != nil && limit.Series != nil {
		return []wire.Problem{problem(RuleFields, pointer+"/cap/series", "the highest rate is either given or that of a series", "")}
	}
	return nil
}

func checkLateFee(rule *ledger.Rule, pointer string) []wire.Problem {
	if rule.Percent == nil && rule.Amount == 0 || rule.On != nil || rule.Rate != nil || rule.Multiple != nil ||
		rule.Grace != "" || rule.InterestFree != "" || rule.RoundEach != "" {
		return []wire.Problem{problem(RuleFields, pointer, "a late_fee has percent and may have min; it has no on and no rate", "")}
	}
	if rule.Max != nil && *rule.Max < rule.Min {
		return []wire.Problem{problem(RuleFields, pointer+"/max", "the most is not below the least", "")}
	}
	if limit := rule.Cap; limit != nil && (limit.PerDay != nil || limit.Rate != nil || limit.Series != nil) {
		return []wire.Problem{problem(RuleFields, pointer+"/cap", "a late_fee is capped in total or as a share_of_principal", "")}
	}
	return checkCap(rule, pointer)
}

// entryKey is a set of the keys of an entry.
type entryKey int

const (
	keyAmount entryKey = 1 << iota
	keyMinimum
	keyDue
	keyPrincipal
	keyInterest
	keyFees
	keyComponent
	keyPercent
	keyAll
	keyOngoing
	keyRule
	keyRate
	keyTo
	keyRules
	keyOf
)

// keysOf returns the keys that an entry has, besides date, kind and id.
func keysOf(entry *ledger.Entry) (keys entryKey) {
	for i, given := range [...]bool{
		entry.Amount != 0, entry.Minimum != nil, entry.Due != 0, entry.Principal != 0, entry.Interest != 0, entry.Fees != 0,
		entry.Component != "", entry.Percent != nil, entry.All, entry.Ongoing, entry.Rule != "", entry.Rate != nil,
		entry.To != 0, entry.Rules != nil, entry.Of != "",
	} {
		if given {
			keys |= 1 << i
		}
	}
	return keys
}

// entryShape says which keys a kind of entry must have, may have, and has exactly one of.
func entryShape(kind ledger.Kind) (must, may, one entryKey) {
	switch kind {
	case ledger.Statement:
		return keyMinimum | keyDue, 0, 0
	case ledger.InstalmentDue:
		return 0, keyPrincipal | keyInterest | keyFees, 0
	case ledger.Fee, ledger.Payment:
		return keyAmount, keyComponent, 0
	case ledger.WaiverEntry:
		return keyComponent, keyOngoing, keyAmount | keyPercent | keyAll
	case ledger.RateChange:
		return keyRule | keyRate, 0, 0
	case ledger.Pause:
		return keyTo, keyRules, 0
	case ledger.Reversal:
		return keyOf, 0, 0
	default:
		return keyAmount, 0, 0
	}
}

// entryDetail says the shape of a kind of entry in words.
func entryDetail(kind ledger.Kind) string {
	switch kind {
	case ledger.Statement:
		return "a statement has minimum and due, and no amount"
	case ledger.InstalmentDue:
		return "an instalment_due has principal, interest or fees, and nothing else"
	case ledger.Fee, ledger.Payment:
		return "a " + string(kind) + " has an amount and may have a component"
	case ledger.WaiverEntry:
		return "a waiver has a component and one of percent, amount and all; it may have ongoing"
	case ledger.RateChange:
		return "a rate has the name of a rule and its rate"
	case ledger.Pause:
		return "a pause has to and may have rules"
	case ledger.Reversal:
		return "a reversal has the id of an entry in of"
	default:
		return "a " + string(kind) + " has an amount; only a statement has minimum and due"
	}
}

// checkEntries finds what entries lack or contradict, alone and together.
func checkEntries(account *ledger.Account) (problems []wire.Problem) {
	ids := map[string]int{}
	for i := range account.Entries {
		id := account.Entries[i].ID
		if id == "" {
			continue
		}
		if _, taken := ids[id]; taken {
			problems = append(problems, problem(EntryTwice, entryAt(i, "/id"), "another entry has this id", ""))
			continue
		}
		ids[id] = i
	}
	reversed := make([]bool, len(account.Entries))
	for i := range account.Entries {
		if len(problems) >= wire.MaxProblems {
			break
		}
		entry := &account.Entries[i]
		must, may, one := entryShape(entry.Kind)
		keys := keysOf(entry)
		if keys&must != must || keys&^(must|may|one) != 0 || one != 0 && (keys&one == 0 || keys&one&(keys&one-1) != 0) ||
			entry.Kind == ledger.InstalmentDue && keys == 0 {
			problems = append(problems, problem(EntryFields, entryAt(i, ""), entryDetail(entry.Kind), ""))
			continue
		}
		switch entry.Kind {
		case ledger.Statement:
			if entry.Due < entry.Date {
				problems = append(problems, problem(DateOrder, entryAt(i, "/due"), "a statement is due on its date or later", entry.Date.String()))
			}
		case ledger.RateChange:
			problems = append(problems, checkRateChange(account.Rules, entry, i)...)
		case ledger.Pause:
			if entry.To <= entry.Date {
				problems = append(problems, problem(DateOrder, entryAt(i, "/to"), "a pause ends after its first day", (entry.Date+1).String()))
			}
			for k, name := range entry.Rules {
				if ledger.RuleNamed(account.Rules, name) < 0 {
					problems = append(problems, problem(RuleUnknown, item(entryAt(i, "/rules"), k), "no rule has this name, or more than one has it", ""))
				}
			}
		case ledger.Reversal:
			problems = append(problems, checkReversal(account.Entries, ids, reversed, i)...)
		}
	}
	if len(problems) == 0 {
		problems = checkPauses(account, reversed)
	}
	return problems
}

// entryAt points at a key of an entry, or at the entry itself.
func entryAt(i int, key string) string { return item("#/entries", i) + key }

func checkRateChange(rules []ledger.Rule, entry *ledger.Entry, i int) []wire.Problem {
	at := ledger.RuleNamed(rules, entry.Rule)
	if at < 0 || rules[at].Kind == ledger.LateFee {
		return []wire.Problem{problem(RuleUnknown, entryAt(i, "/rule"), "no accrual has this name, or more than one has it", "")}
	}
	if rules[at].Multiple != nil {
		return []wire.Problem{problem(RuleUnknown, entryAt(i, "/rule"), "the rate of this rule follows another one: change that", rules[at].Multiple.Of)}
	}
	return nil
}

func checkReversal(entries []ledger.Entry, ids map[string]int, reversed []bool, i int) []wire.Problem {
	entry := &entries[i]
	at, known := ids[entry.Of]
	switch {
	case !known || entries[at].Kind == ledger.Reversal:
		return []wire.Problem{problem(EntryUnknown, entryAt(i, "/of"), "no entry that can be reversed has this id; a reversal cannot be reversed: enter what it took back again", "")}
	case reversed[at]:
		return []wire.Problem{problem(EntryReversed, entryAt(i, "/of"), "the entry is reversed already", "")}
	case entry.Date < entries[at].Date:
		return []wire.Problem{problem(DateOrder, entryAt(i, "/date"), "an entry is reversed on its date or later", entries[at].Date.String())}
	}
	reversed[at] = true
	return nil
}

// checkPauses finds pauses of one rule that overlap.
func checkPauses(account *ledger.Account, reversed []bool) (problems []wire.Problem) {
	var pauses []int64 // by date, and as they stand within a day
	for i := range account.Entries {
		if account.Entries[i].Kind == ledger.Pause && !reversed[i] {
			pauses = append(pauses, int64(account.Entries[i].Date)<<28|int64(i))
		}
	}
	slices.Sort(pauses)
	told := -1
	for k := range account.Rules {
		over := civil.Date(0)
		for _, key := range pauses {
			i := int(key & (1<<28 - 1))
			entry := &account.Entries[i]
			if len(entry.Rules) > 0 && !slices.Contains(entry.Rules, account.Rules[k].Name) {
				continue
			}
			if entry.Date < over && i != told && len(problems) < wire.MaxProblems {
				problems = append(problems, problem(PauseOverlap, entryAt(i, "/date"), "the rule is paused already on this day", over.String()))
				told = i
			}
			over = max(over, entry.To)
		}
	}
	return problems
}
