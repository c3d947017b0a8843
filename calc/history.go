package calc

import (
	"slices"

	"parley/calc/ledger"
	"parley/calc/wire"
)

// checkHistory finds what rules, allocation and entries lack or contradict.
func checkHistory(request *AssessRequest) []wire.Problem {
	var problems []wire.Problem
	for i := range request.Rules {
		problems = append(problems, checkRule(&request.Rules[i], item("#/rules", i))...)
	}
	for i, c := range request.Allocation {
		if slices.Contains(request.Allocation[:i], c) {
			problems = append(problems, problem(ComponentTwice, item("#/allocation", i),
				string(c)+" stands in the order already", ""))
		}
	}
	for i := range request.Entries {
		problems = append(problems, checkEntry(&request.Entries[i], item("#/entries", i))...)
		if len(problems) >= wire.MaxProblems {
			break
		}
	}
	return problems
}

func checkRule(rule *ledger.Rule, pointer string) []wire.Problem {
	if rule.Kind == ledger.LateFee {
		if rule.Percent == nil || rule.On != nil || rule.Rate != nil {
			return []wire.Problem{problem(RuleFields, pointer,
				"a late_fee has percent and may have min; it has no on and no rate", "")}
		}
		return nil
	}
	var problems []wire.Problem
	if rule.Rate == nil || len(rule.On) == 0 || rule.Percent != nil || rule.Min != 0 {
		problems = append(problems, problem(RuleFields, pointer,
			"an accrual has on and rate; it has no percent and no min", ""))
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
	return problems
}

func checkEntry(entry *ledger.Entry, pointer string) []wire.Problem {
	if entry.Kind != ledger.Statement {
		if entry.Amount == 0 || entry.Minimum != nil || entry.Due != 0 {
			return []wire.Problem{problem(EntryFields, pointer,
				"a "+string(entry.Kind)+" has an amount; only a statement has minimum and due", "")}
		}
		return nil
	}
	if entry.Amount != 0 || entry.Minimum == nil || entry.Due == 0 {
		return []wire.Problem{problem(EntryFields, pointer, "a statement has minimum and due, and no amount", "")}
	}
	if entry.Due < entry.Date {
		return []wire.Problem{problem(DateOrder, pointer+"/due", "a statement is due on its date or later", entry.Date.String())}
	}
	return nil
}
