package calc

import (
	"slices"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/wire"
)

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
