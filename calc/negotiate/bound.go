package negotiate

import "parley/calc/civil"

// Bounded is one limit that a plan meets or breaks.
type Bounded struct {
	// Constraint is the limit, and Tier the place of the tier whose it is, -1 for a
	// limit that is no tier's.
	Constraint ConstraintName
	Tier       int
	// Figure is what the plan has, and Limit what it may have: sums in minor units,
	// days or numbers.
	Figure, Limit int64
}

// Broken are the limits that a plan breaks: those of no tier, and of the tiers the
// one of which it breaks the fewest. There are none for a plan of the set.
func (s *Space) Broken(l *Limits, o *Offer) []Bounded {
	return s.judge(l, o, func(figure, limit, _ int64) bool { return figure > limit })
}

// Binding are the limits that a plan of the set has no room left in: one step more
// of what the plan has would break them.
func (s *Space) Binding(l *Limits, o *Offer) []Bounded {
	return s.judge(l, o, func(figure, limit, step int64) bool { return figure+step > limit })
}

// judge goes through every limit. Those that a figure has to reach are compared
// below zero; where nothing has to be reached there is no limit.
func (s *Space) judge(l *Limits, o *Offer, meets func(figure, limit, step int64) bool) []Bounded {
	var found []Bounded
	tier := -1
	see := func(c ConstraintName, figure, limit, step int64) {
		if meets(figure, limit, step) {
			found = append(found, Bounded{c, tier, max(figure, -figure), max(limit, -limit)})
		}
	}
	reach := func(c ConstraintName, figure, least, step int64) {
		if least > 0 {
			see(c, -figure, -least, step)
		}
	}
	ladder, start, step := &s.ladders[s.rung(o.Cell)], s.Starts[o.Frequency][o.Start], int64(s.step(o.Cell))
	lastDue := ladder.Dues[o.Count-1]
	see(PerPeriod, int64(o.Payment), int64(l.Caps[o.Frequency]), step)
	if o.Deposit > 0 || l.DepositMost > 0 {
		see(DepositCap, int64(o.Deposit), int64(min(l.DepositMost, s.Claim)), int64(s.DepositStep))
	}
	reach(EarliestDue, int64(start), int64(l.Earliest), 1)
	see(LatestFinish, int64(lastDue), int64(l.LatestFinish), s.nextDue(o, lastDue))
	see(TotalCap, int64(o.Paid), int64(l.PaidMost), 1)
	see(LatestFirstDue, int64(start), int64(l.LatestFirst), s.nextDue(o, start))
	if o.Count > 1 {
		payment, _ := ladder.Payment(s.Claim-o.Deposit-o.Waiver, o.Count, s.PaymentStep)
		reach(MinPayment, int64(payment), int64(l.PaymentLeast), step)
	}
	reach(NPVFloor, int64(o.Value), int64(l.ValueLeast), 1)
	reach(RecoveryFloor, int64(o.Paid), int64(l.PaidLeast), 1)
	general := found
	var fewest []Bounded
	for tier = range l.Tiers {
		found = nil
		t := &l.Tiers[tier]
		see(FinishWithinDays, int64(lastDue), int64(t.FinishBy), s.nextDue(o, lastDue))
		see(MaxCount, int64(o.Count), int64(t.CountMost), 1)
		reach(MinDeposit, int64(o.Deposit), int64(t.DepositLeast), int64(s.DepositStep))
		most := Ceiling
		if together, _ := t.Ceilings.Total(); t.WaiverMost < together {
			most = MaxWaiver
		}
		see(most, int64(o.Waiver), int64(t.Waivable()), int64(s.WaiverStep))
		if tier == 0 || len(found) < len(fewest) {
			fewest = found
		}
	}
	return append(general, fewest...)
}

// nextDue is how many days lie between a due date and the next.
func (s *Space) nextDue(o *Offer, due civil.Date) int64 {
	return int64(s.Frequencies[o.Frequency].Date(due, 1) - due)
}
