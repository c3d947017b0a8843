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
