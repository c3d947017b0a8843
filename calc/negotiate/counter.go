package negotiate

import (
	"cmp"
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
)

// Proposal is a plan that one side proposes, in its own figures.
type Proposal struct {
	// Every, FirstDue and Rate are its frequency, first due date and rate.
	Every    civil.Frequency
	FirstDue civil.Date
	Rate     money.Rate
	// Count is its number of instalments, or zero; then Payment is the sum that is
	// offered each time.
	Count   int
	Payment money.Amount
	// Deposit and Waiver are its sums.
	Deposit, Waiver money.Amount
}

// Issue is one thing that a plan settles.
type Issue string

// The issues of a plan, in the order in which a change of them is told.
const (
	// WaiverIssue is how much is waived.
	WaiverIssue Issue = "waiver"
	// CountIssue is how many instalments there are, and so how much each is.
	CountIssue Issue = "count"
	// DepositIssue is how much is paid first.
	DepositIssue Issue = "deposit"
	// StartIssue is when the first instalment is due.
	StartIssue Issue = "first_due"
	// FrequencyIssue is how often one is due.
	FrequencyIssue Issue = "every"
	// RateIssue is the rate of the plan.
	RateIssue Issue = "rate"
)

// Counter is a plan of the set that answers a proposal.
type Counter struct {
	Offer
	// Changed are the issues in which it differs from the proposal.
	Changed []Issue
}

// Countered is the answer to a proposal.
type Countered struct {
	// CountMost is the largest number of instalments of the grid at that start and
	// rate, where the proposal asks for more; zero where it does not.
	CountMost int
	// Plan is the proposal as a real plan of the space: a date, a sum or a rate that
	// is not on the grid moves to the nearest that is, the smaller or earlier of two.
	Plan Offer
	// Accepted says that both sides can sign it as it is.
	Accepted bool
	// Nearest are the plans that both sides could sign and that change one thing
	// only, each as little as it can; where there is none, the one plan that changes
	// the fewest things and those the least.
	Nearest []Counter
}

// Counter answers a proposal. It returns false when no plan clears what is proposed:
// a payment that never does.
func (s *Space) Counter(l *Limits, set []Slice, p *Proposal) (Countered, bool) {
	cell, waiver, short, ok := s.snap(p)
	if !ok {
		return Countered{}, false
	}
	answer := Countered{Plan: s.Offer(cell, 0, waiver)}
	if short {
		answer.CountMost = cell.Count
	}
	for i := range set {
		if set[i].Cell == cell && holds(set[i].Waivers, waiver) {
			answer.Plan.Tier, answer.Accepted = set[i].Tier, true
			return answer, true
		}
	}
	answer.Nearest = s.nearest(set, &answer.Plan)
	return answer, true
}

// snap moves a proposal onto the grid; short tells that the grid ends before the
// instalments that it asks for.
func (s *Space) snap(p *Proposal) (c Cell, waiver money.Amount, short, ok bool) {
	if c.Frequency = s.frequencyLike(p.Every); len(s.Starts[c.Frequency]) == 0 {
		return c, 0, false, false
	}
	for i, start := range s.Starts[c.Frequency] {
		if apart(int64(start), int64(p.FirstDue)) < apart(int64(s.Starts[c.Frequency][c.Start]), int64(p.FirstDue)) {
			c.Start = i
		}
	}
	for i := range s.Rates {
		own, best := s.Rates[i], s.Rates[c.Rate]
		if own.Per == p.Rate.Per && (best.Per != p.Rate.Per || own.Value.Sub(p.Rate.Value).Abs().LessThan(best.Value.Sub(p.Rate.Value).Abs())) {
			c.Rate = i
		}
	}
	c.Deposit = onGrid(min(p.Deposit, s.Claim-1), s.DepositStep)
	if c.Deposit >= s.Claim {
		c.Deposit -= s.DepositStep
	}
	waiver = onGrid(min(p.Waiver, s.Claim-c.Deposit-1), s.WaiverStep)
	if waiver >= s.Claim-c.Deposit {
		waiver -= s.WaiverStep
	}
	ladder := &s.ladders[s.rung(c)]
	most := len(ladder.Dues)
	if c.Count = min(p.Count, most); c.Count > 0 {
		return c, waiver, p.Count > most, true
	}
	// The fewest instalments of that sum: more of them never carry less.
	carries := func(count money.Amount) bool {
		return ladder.Carries(p.Payment, int(count)) >= s.Claim-c.Deposit-waiver
	}
	if short = most > 0 && !carries(money.Amount(most)); short {
		c.Count = most
		return c, waiver, true, true
	}
	c.Count = int(leastStep(1, money.Amount(most), 1, carries))
	return c, waiver, false, most > 0
}

// frequencyLike is a frequency by its place: itself where the mandate has it, or the
// first; among those with a first due date, as one of centuries has none.
func (s *Space) frequencyLike(every civil.Frequency) int {
	f := max(slices.Index(s.Frequencies, every), 0)
	if len(s.Starts[f]) == 0 {
		f = max(slices.IndexFunc(s.Starts, func(starts []civil.Date) bool { return len(starts) > 0 }), 0)
	}
	return f
}

// onGrid is the multiple of step that is nearest to a sum, the smaller of two.
func onGrid(sum, step money.Amount) money.Amount { return (sum + (step-1)/2) / step * step }

func apart(a, b int64) int64 { return max(a-b, b-a) }

// nearest looks through the set for the plans closest to one that is not in it.
func (s *Space) nearest(set []Slice, plan *Offer) []Counter {
	single := map[Issue]*Counter{}
	var closest *Counter
	for i := range set {
		o := s.Offer(set[i].Cell, set[i].Tier, nearestIn(set[i].Waivers, plan.Waiver, s.WaiverStep))
		candidate := &Counter{o, s.changed(plan, &o)}
		if len(candidate.Changed) == 1 {
			issue := candidate.Changed[0]
			if best := single[issue]; best == nil || s.closer(plan, candidate, best) < 0 {
				single[issue] = candidate
			}
		}
		if closest == nil || s.closer(plan, candidate, closest) < 0 {
			closest = candidate
		}
	}
	var found []Counter
	for _, issue := range []Issue{WaiverIssue, CountIssue, DepositIssue, StartIssue, FrequencyIssue, RateIssue} {
		if best := single[issue]; best != nil {
			found = append(found, *best)
		}
	}
	if len(found) == 0 && closest != nil {
		found = append(found, *closest)
	}
	return found
}

// Reach are the plans of a set that differ from one in the number of instalments, or
// in the deposit, and otherwise only in the waiver: of each the most waived. Both
// lists rise, and hold the plan's own number and deposit where the set does.
func (s *Space) Reach(set []Slice, plan *Offer) (counts, deposits []Counter) {
	for _, slice := range widest(set) {
		c := plan.Cell
		if c.Count = slice.Count; c == slice.Cell {
			counts = append(counts, s.mostWaived(&slice, plan))
		}
		c = plan.Cell
		if c.Deposit = slice.Deposit; c == slice.Cell {
			deposits = append(deposits, s.mostWaived(&slice, plan))
		}
	}
	return counts, deposits
}

func (s *Space) mostWaived(slice *Slice, plan *Offer) Counter {
	o := s.Offer(slice.Cell, slice.Tier, last(slice.Waivers))
	return Counter{o, s.changed(plan, &o)}
}

// nearestIn is the waiver of a list that is nearest to one, the smaller of two.
func nearestIn(list []Interval, waiver, step money.Amount) (nearest money.Amount) {
	nearest = list[0].Low
	for _, i := range list {
		within := max(i.Low, min(i.High, i.Low+(waiver-i.Low)/step*step))
		if apart(int64(within), int64(waiver)) < apart(int64(nearest), int64(waiver)) {
			nearest = within
		}
	}
	return nearest
}

// changed are the issues in which two plans differ.
func (s *Space) changed(from, to *Offer) (changed []Issue) {
	for _, issue := range []struct {
		name    Issue
		differs bool
	}{
		{WaiverIssue, from.Waiver != to.Waiver}, {CountIssue, from.Count != to.Count}, {DepositIssue, from.Deposit != to.Deposit},
		{StartIssue, s.Starts[from.Frequency][from.Start] != s.Starts[to.Frequency][to.Start]},
		{FrequencyIssue, from.Frequency != to.Frequency}, {RateIssue, from.Rate != to.Rate},
	} {
		if issue.differs {
			changed = append(changed, issue.name)
		}
	}
	return changed
}

// closer compares two plans by how near they are to a third: fewest issues changed,
// then the payment, the last day, all that is paid and the deposit.
func (s *Space) closer(plan *Offer, a, b *Counter) int {
	return cmp.Or(
		cmp.Compare(len(a.Changed), len(b.Changed)),
		cmp.Compare(apart(int64(a.Payment), int64(s.asLight(plan, a.Frequency))), apart(int64(b.Payment), int64(s.asLight(plan, b.Frequency)))),
		cmp.Compare(apart(int64(a.Finish), int64(plan.Finish)), apart(int64(b.Finish), int64(plan.Finish))),
		cmp.Compare(apart(int64(a.Paid), int64(plan.Paid)), apart(int64(b.Paid), int64(plan.Paid))),
		cmp.Compare(apart(int64(a.Deposit), int64(plan.Deposit)), apart(int64(b.Deposit), int64(plan.Deposit))),
		cheapest(s, &a.Offer, &b.Offer),
	)
}
