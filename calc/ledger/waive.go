package ledger

import "parley/calc/money"

// owedToday returns what a claim would say of a component today: what is posted,
// and what is accrued and would not be met by a credit.
func (r *Replay) owedToday(c Component) (money.Amount, error) {
	var accrued Components
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.rule.Kind != Accrual || a.rule.Into != c && r.credit == 0 {
			continue
		}
		if err := r.endStretch(i, r.now); err != nil {
			return 0, err
		}
		*accrued.At(a.rule.Into) += a.rounded - a.posted
	}
	for i := range AllComponents {
		*accrued.At(AllComponents[i]) -= *r.forgiven.At(AllComponents[i])
	}
	for i := range r.credits {
		left := r.credits[i].left
		meet := func(c Component) {
			if c != "" {
				met := min(left, *accrued.At(c))
				*accrued.At(c) -= met
				left -= met
			}
		}
		meet(r.credits[i].first)
		for _, c := range r.orders[r.credits[i].order] {
			if c != Principal || r.AllocationBy != ByInstalment {
				meet(c)
			}
		}
		meet(Principal) // which is not due, and last by instalment
	}
	return *r.balances.At(c) + *accrued.At(c), nil
}

// waive forgives what is there of a component, interest that is not posted yet
// included. That part is kept in mind until it is posted, so that a waiver does
// not change when interest is rounded.
func (r *Replay) waive(index int) error {
	entry := &r.Entries[index]
	c := entry.Component
	there, err := r.owedToday(c)
	if err != nil {
		return err
	}
	sum := there
	switch {
	case entry.Percent != nil:
		sum, _ = r.Currency.Round(r.Currency.Decimal(there).Mul(*entry.Percent), money.HalfUp)
	case entry.Amount > 0:
		sum = min(entry.Amount, there)
	}
	posted := min(sum, *r.balances.At(c))
	*r.forgiven.At(c) += sum - posted
	if sum > 0 {
		r.record(index, c, sum)
		r.received.add(sum)
		r.totals.waived.add(sum)
		r.reduce(c, posted)
	}
	if entry.All || entry.Ongoing {
		r.forget(c)
	}
	if entry.Ongoing {
		return r.stop(c)
	}
	return nil
}

// forget drops what sums that wait would have borne so far.
func (r *Replay) forget(c Component) {
	for i := range r.accruals {
		if a := &r.accruals[i]; a.rule.Into == c {
			for k := range a.waiting {
				a.waiting[k].since, a.waiting[k].stretches = r.now, nil
			}
		}
	}
}

// stop lets no rule add to a component any more.
func (r *Replay) stop(c Component) error {
	r.stopped[c.index()] = true
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.rule.Into != c || a.rule.Kind != Accrual {
			continue
		}
		if err := r.split(i); err != nil {
			return err
		}
		a.stopped, a.waiting = true, nil
	}
	return nil
}
