package calc

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/policy"
)

// explainAssess tells how an assessment came about: each component in order of
// time and added up, then the claim, then the findings.
func explainAssess(request *AssessRequest, a *ledger.Assessment, answer *AssessAnswer) []Step {
	e := explaining{currency: request.Currency}
	for _, c := range ledger.AllComponents {
		e.component(request, a, c)
	}
	e.claim(request, a, answer)
	if orders := answer.AllocationRange; orders != nil {
		step := Step{Figure: "#/allocation_range/lowest/total", Kind: SumStep, N: orders.Orders, Rounded: e.currency.Text(orders.Lowest.Total)}
		e.say(step, lowestOrder)
		step.Figure, step.Rounded = "#/allocation_range/highest/total", e.currency.Text(orders.Highest.Total)
		e.say(step, highestOrder)
	}
	if answer.Ignored > 0 {
		e.say(Step{Figure: "#/ignored", Kind: EntryStep, N: answer.Ignored, From: answer.AsOf}, notCounted)
	}
	e.findings(answer.Findings)
	return e.steps
}

// component tells what came to a component and what went. What came in lines, from
// entries and what was met are in order of time each, and here together.
func (e *explaining) component(request *AssessRequest, a *ledger.Assessment, c ledger.Component) {
	figure := "#/claim/components/" + string(c)
	var added, accrued, met money.Amount
	i, j, k, before := 0, 0, 0, len(e.steps)
	for {
		for i < len(a.Lines) && a.Lines[i].Into != c {
			i++
		}
		for j < len(a.Added) && !concerns(request, &a.Added[j], c) {
			j++
		}
		for k < len(a.Met) && a.Met[k].Component != c {
			k++
		}
		line, entry, gone := civil.MaxDate+2, civil.MaxDate+2, civil.MaxDate+2
		if i < len(a.Lines) {
			line = a.Lines[i].To
		}
		if j < len(a.Added) {
			entry = a.Added[j].Date
		}
		if k < len(a.Met) {
			gone = a.Met[k].Date
		}
		switch first := min(line, entry, gone); {
		case first == civil.MaxDate+2:
			if len(e.steps) > before {
				sum := e.expression(e.expression(e.expression("", "", added), "+", accrued), "−", met)
				e.say(Step{Figure: figure, Kind: SumStep, Component: c, Sum: sum, Rounded: e.currency.Text(added + accrued - met)}, componentSum)
			}
			return
		case entry == first:
			added += a.Added[j].Amount
			e.entry(request, figure, c, &a.Added[j])
			j++
		case line == first:
			accrued += a.Lines[i].Amount
			e.line(&request.Rules[a.Lines[i].Index], figure, &a.Lines[i], i)
			i++
		default:
			met += a.Met[k].Amount
			e.met(request, figure, &a.Met[k])
			k++
		}
	}
}

// concerns tells whether an entry added to a component, or changed a rate of it.
func concerns(request *AssessRequest, added *ledger.Met, c ledger.Component) bool {
	entry := &request.Entries[added.Entry]
	if entry.Kind == ledger.RateChange {
		return request.Rules[ledger.RuleNamed(request.Rules, entry.Rule)].Into == c
	}
	return added.Component == c
}

func (e *explaining) entry(request *AssessRequest, figure string, c ledger.Component, added *ledger.Met) {
	entry := &request.Entries[added.Entry]
	step := Step{Figure: figure, Kind: EntryStep, Source: item("#/entries", added.Entry), From: added.Date, Component: c}
	if entry.Kind == ledger.RateChange {
		step.Kind, step.Rule, step.Rate, step.Per = RateChangeStep, entry.Rule, entry.Rate.Value.String(), entry.Rate.Per
		e.say(step, rateBecame)
		return
	}
	step.Rounded = e.currency.Text(added.Amount)
	e.say(step, entryAdded)
}

func (e *explaining) met(request *AssessRequest, figure string, met *ledger.Met) {
	step := Step{
		Figure: figure, Kind: PaymentStep, Source: item("#/entries", met.Entry), From: met.Date, Component: met.Component,
		Rounded: e.currency.Text(met.Amount),
	}
	if request.Entries[met.Entry].Kind == ledger.WaiverEntry {
		step.Kind = WaiverStep
		e.say(step, entryForgave)
		return
	}
	e.say(step, paymentMet)
}

// line tells of a stretch of interest or a late fee.
func (e *explaining) line(rule *ledger.Rule, figure string, line *ledger.Line, index int) {
	step := Step{
		Figure: figure, Kind: AccrualStep, Source: item("#/rules", line.Index), N: index + 1, From: line.From, To: line.To, Days: line.Days,
		Rule: line.Rule, Component: line.Into, Base: e.currency.Text(line.Base), Rate: line.Rate, Per: line.Per,
		Unrounded: line.Unrounded, Rounding: rule.Rounding, Rounded: e.currency.Text(line.Amount),
	}
	alone := false
	if unrounded, err := decimal.NewFromString(line.Unrounded); err == nil {
		rounded, err := e.currency.Round(unrounded, rule.Rounding)
		alone = err == nil && rounded == line.Amount
	}
	ending := thatIs
	switch {
	case line.Capped && !alone:
		ending = thatIsCapped
	case !alone && rule.Kind == ledger.LateFee:
		ending = thatIsLeast
	case !alone:
		ending = thatIsPart
	}
	if rule.Kind == ledger.LateFee {
		step.Kind, step.Sum = LateFeeStep, e.currency.Text(line.Base)+" × "+line.Rate
		if rule.Amount > 0 {
			step.Sum = e.currency.Text(rule.Amount) + " + " + step.Sum
		}
		e.sayBoth(step, feeOnUnpaid, ending)
		return
	}
	ratio := line.Ratio
	step.Ratio = &ratio
	switch {
	case line.Paused:
		step.Kind = PauseStep
		e.say(step, paused)
	case line.CompoundedDaily:
		e.say(step, compounded)
	case line.Capped:
		e.sayBoth(step, held, ending)
	case ratio.Den == 1:
		e.sayBoth(step, accrued, ending)
	default:
		e.sayBoth(step, accruedNearly, ending)
	}
}

// claim adds the components up and tells what stands beside them.
func (e *explaining) claim(request *AssessRequest, a *ledger.Assessment, answer *AssessAnswer) {
	claim, sum := &answer.Claim, ""
	for _, c := range ledger.AllComponents {
		if amount := *claim.Components.At(c); amount > 0 {
			sum = e.expression(sum, "+", amount)
		}
	}
	if sum == "" {
		sum = e.currency.Text(0)
	}
	e.sum("#/claim/total", totalSum, sum, claim.Total)
	received, paid, waived := "", money.Amount(0), ""
	for i := range a.Added {
		if request.Entries[a.Added[i].Entry].Kind == ledger.Payment {
			received = e.expression(received, "+", a.Added[i].Amount)
		}
	}
	for i := range a.Met {
		if request.Entries[a.Met[i].Entry].Kind == ledger.WaiverEntry {
			waived = e.expression(waived, "+", a.Met[i].Amount)
		} else {
			paid += a.Met[i].Amount
		}
	}
	if claim.Credit > 0 {
		e.sum("#/claim/credit", creditSum, e.expression(received, "−", paid), claim.Credit)
	}
	if claim.Waived > 0 {
		e.sum("#/claim/waived", waivedSum, waived, claim.Waived)
	}
	if claim.OldestDue != 0 {
		e.say(Step{Figure: "#/claim/days_overdue", Kind: OverdueStep, From: claim.OldestDue, To: answer.AsOf, Days: claim.DaysOverdue}, overdueBy)
	}
	if claim.Bucket != "" {
		e.say(Step{Figure: "#/claim/bucket", Kind: OverdueStep, Days: claim.DaysOverdue, Rule: string(claim.Bucket)}, inBucket)
	}
	if claim.Due != nil {
		e.sum("#/claim/due", dueSum, e.less(claim.Total, *claim.NotYetDue), *claim.Due)
		e.sum("#/claim/not_yet_due", notYetDueSum, e.less(claim.Total, *claim.Due), *claim.NotYetDue)
	}
	e.perDiem(a.PerDay, answer)
	if i := answer.Itemization; i != nil {
		sum := e.expression("", "", i.Owed)
		for _, part := range [...]money.Amount{i.Principal, i.Interest, i.Penalty, i.Compound, i.Fees, i.Costs} {
			sum = e.expression(sum, "+", part)
		}
		sum = e.expression(e.expression(sum, "−", i.Paid), "−", i.Waived)
		e.say(Step{Figure: "#/itemization/total", Kind: SumStep, From: i.Date, Sum: sum, Rounded: e.currency.Text(i.Total)}, itemizationSum)
	}
}

// perDiem adds up the interest of one more day, rounded once.
func (e *explaining) perDiem(days []ledger.Day, answer *AssessAnswer) {
	step := Step{
		Figure: "#/claim/per_diem", Kind: PerDiemStep, From: answer.AsOf, Rounding: money.HalfUp, Rounded: e.currency.Text(answer.Claim.PerDiem),
	}
	for i := range days {
		day := &days[i]
		if i > 0 {
			step.Sum += " + "
		}
		if day.Base == 0 {
			step.Sum += day.Interest.String()
			continue
		}
		step.Sum += e.currency.Text(day.Base) + " × " + day.Rate.Value.String()
		if day.Time != (civil.Ratio{Num: 1, Den: 1}) {
			step.Sum += " × " + day.Time.String()
		}
	}
	if step.Sum == "" {
		step.Sum = step.Rounded
	}
	e.sayBoth(step, oneMoreDay, thatIs)
}

func (e *explaining) sum(figure string, says sentence, sum string, result money.Amount) {
	e.say(Step{Figure: figure, Kind: SumStep, Sum: sum, Rounded: e.currency.Text(result)}, says)
}

// findings tell what was compared, each with its source in the sentence's language.
func (e *explaining) findings(findings []policy.Finding) {
	for i := range findings {
		f := &findings[i]
		step := Step{Figure: item("#/findings", i), Kind: FindingStep, N: i + 1, Rate: f.Limit, Rounded: f.Value, Rule: f.SourceZH}
		says := compared
		if f.Value == "" || f.Limit == "" {
			says = recalled
		}
		e.say(step, says)
		said := &e.steps[len(e.steps)-1]
		said.Rule = f.Source
		said.EN = string(e.render(nil, sentences[says][0], said, false))
	}
}
