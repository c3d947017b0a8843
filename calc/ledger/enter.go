package ledger

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// enter lets an entry take effect.
func (r *Replay) enter(index int) error {
	entry := &r.Entries[index]
	fault := TooLargeError{Entry: index, Rule: -1}
	switch entry.Kind {
	case Purchase:
		return r.borrow(entry.Amount, sum{shown: len(r.statements), instalment: -1}, fault)
	case Advance:
		return r.borrow(entry.Amount, sum{shown: -1, instalment: -1}, fault)
	case Fee:
		if entry.Component != "" {
			return r.charge(entry.Component, entry.Amount, fault)
		}
		return r.charge(Fees, entry.Amount, fault)
	case Statement:
		r.enterStatement(index)
	case InstalmentDue:
		return r.enterInstalment(index, fault)
	case Payment:
		r.note(index, "", entry.Amount)
		return r.enterPayment(index, fault)
	case WaiverEntry:
		return r.waive(index)
	case RateChange:
		r.note(index, "", 0)
		return r.changeRate(entry)
	}
	return nil
}

// add raises a balance. It returns the fault when a sum leaves the bounds of an amount.
func (r *Replay) add(to Component, amount money.Amount, s sum, fault TooLargeError) error {
	if amount == 0 {
		return nil
	}
	r.note(fault.Entry, to, amount)
	*r.balances.At(to) += amount
	r.totals.add(to, amount)
	if _, ok := r.balances.Total(); !ok || r.charged > money.MaxAmount {
		return fault.err()
	}
	if r.keeps {
		s.left = amount
		r.keep(to, s)
	}
	return nil
}

// note keeps what an entry brought, for an account that is to be explained.
func (r *Replay) note(entry int, c Component, amount money.Amount) {
	if r.Explain && entry >= 0 {
		r.added = append(r.added, Met{r.now, entry, c, amount})
	}
}

// borrow adds principal that is no charge.
func (r *Replay) borrow(amount money.Amount, s sum, fault TooLargeError) error {
	if err := r.endShares(); err != nil {
		return err
	}
	r.totals.borrowed.add(amount)
	return r.add(Principal, amount, s, fault)
}

// charge adds interest or a fee, due at once unless it is added to the principal.
func (r *Replay) charge(to Component, amount money.Amount, fault TooLargeError) error {
	if to != Costs {
		r.charged += amount
	}
	s := sum{due: r.now, shown: -1, instalment: -1}
	if to == Principal {
		s.due = 0
	}
	return r.add(to, amount, s, fault)
}

// statementDue is a statement's minimum payment and what had been received before it.
type statementDue struct {
	entry  int
	due    civil.Date
	least  money.Amount
	before tally
	// full is what was owed on the statement; decided tells whether it is known if
	// its purchases bear interest.
	full    money.Amount
	decided bool
}

func (r *Replay) enterStatement(index int) {
	entry := &r.Entries[index]
	full, _ := r.balances.Total()
	n := len(r.statements)
	r.statements = append(r.statements, statementDue{entry: index, due: entry.Due, least: *entry.Minimum, before: r.received, full: full})
	at := len(r.unmet)
	for at > 0 && r.statements[r.unmet[at-1]].due > entry.Due {
		at--
	}
	r.unmet = append(r.unmet, 0)
	copy(r.unmet[at+1:], r.unmet[at:])
	r.unmet[at] = n
	r.unmetFrom = min(r.unmetFrom, at)
	r.planCharges(entry.Due, chargeStep, UnpaidMinimum, n)
	for i := range r.Rules {
		if r.Rules[i].InterestFree != "" {
			r.agenda.push(entry.Due+1, freeStep, n)
			break
		}
	}
}

// unpaid returns what of the least that a statement asks was not paid.
func (s *statementDue) unpaid(least money.Amount, received tally) money.Amount {
	return max(least-received.since(s.before, least), 0)
}

// instalmentDue is what fell due on one day, as places in the queues.
type instalmentDue struct {
	due civil.Date
	// from and to are the places of its sums of principal, interest and fees.
	from, to [3]int
}

var instalmentComponents = [...]Component{Principal, Interest, Fees}

func (r *Replay) enterInstalment(index int, fault TooLargeError) error {
	entry := &r.Entries[index]
	n := len(r.instalments)
	instalment := instalmentDue{due: entry.Date}
	for i, c := range instalmentComponents {
		instalment.from[i] = len(r.queues[c.index()].sums)
	}
	s := sum{due: entry.Date, shown: -1, instalment: n}
	if err := r.borrow(r.fallDue(entry.Principal, n), s, fault); err != nil {
		return err
	}
	r.charged += entry.Interest + entry.Fees
	if err := r.add(Interest, entry.Interest, s, fault); err != nil {
		return err
	}
	if err := r.add(Fees, entry.Fees, s, fault); err != nil {
		return err
	}
	for i, c := range instalmentComponents {
		instalment.to[i] = len(r.queues[c.index()].sums)
	}
	r.instalments = append(r.instalments, instalment)
	r.planCharges(entry.Date, chargeInstalmentStep, UnpaidInstalment, n)
	return nil
}

// unpaidOf returns what of an instalment is not paid.
func (r *Replay) unpaidOf(n int) (left money.Amount) {
	instalment := &r.instalments[n]
	for i, c := range instalmentComponents {
		for _, s := range r.queues[c.index()].sums[instalment.from[i]:instalment.to[i]] {
			left += s.left
		}
	}
	return left
}

// oldestDue returns the oldest due date before a date whose minimum payment or
// instalment is not met, and zero when there is none.
func (r *Replay) oldestDue(before civil.Date) (oldest civil.Date) {
	for ; r.unmetFrom < len(r.unmet); r.unmetFrom++ {
		if s := &r.statements[r.unmet[r.unmetFrom]]; s.unpaid(s.least, r.received) > 0 {
			oldest = s.due
			break
		}
	}
	if oldest >= before {
		oldest = 0
	}
	for _, c := range instalmentComponents {
		if due := r.queues[c.index()].oldestInstalment(); due != 0 && due < before && (oldest == 0 || due < oldest) {
			oldest = due
		}
	}
	return oldest
}
