package ledger

import (
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
)

// bears is what bears interest under a rule that asks for the dates of sums.
type bears struct {
	dated bool
	// sum bears interest; waiting are sums of which it is not known yet.
	sum     money.Amount
	waiting []waiting
	// through is the last due date whose grace is over, next the place in each
	// queue of the first sum that is due later, and planned the last date on the agenda.
	through, planned civil.Date
	next             [len(AllComponents)]int
}

// waiting are sums that bear interest on a condition: what they would have borne
// joins the rule on the day on which it is decided, or is forgotten.
type waiting struct {
	// key is the due date of the sums, or the number of the statement that shows them.
	key       int
	since     civil.Date
	sum       money.Amount
	stretches []stretch
}

// shift lets a sum count for so much more in what bears interest.
func (r *Replay) shift(c Component, s *sum, more money.Amount) {
	for i := range r.accruals {
		a := &r.accruals[i]
		if !a.dated || a.stopped || !slices.Contains(a.rule.On, c) {
			continue
		}
		switch rule := a.rule; {
		case rule.InterestFree != "":
			if s.shown < 0 || s.shown < len(r.statements) && r.statements[s.shown].decided {
				a.bears.sum += more
			} else {
				r.wait(a, s.shown, more)
			}
		case s.due == 0:
		case rule.From == FromDueDate || s.due <= a.through:
			a.bears.sum += more
		case rule.Grace == GraceAllOrNothing:
			r.wait(a, int(s.due), more)
		}
	}
}

func (r *Replay) wait(a *accrual, key int, more money.Amount) {
	k := len(a.waiting) - 1
	for k >= 0 && a.waiting[k].key != key {
		k--
	}
	if k < 0 {
		k = len(a.waiting)
		a.waiting = append(a.waiting, waiting{key: key, since: r.now})
	}
	r.extend(a, &a.waiting[k])
	a.waiting[k].sum += more
}

// extend measures what sums that wait would bear up to today.
func (r *Replay) extend(a *accrual, w *waiting) {
	if r.measured-r.merged > mostLines {
		return // the day ends with the error
	}
	var s stretch
	if r.measure(&s, a, w.since, r.now, w.sum) {
		w.stretches = append(w.stretches, s)
	}
	w.since = r.now
}

// planBearing foresees the day on which a sum begins to bear interest after its grace.
func (r *Replay) planBearing(c Component, due civil.Date) {
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.dated && a.rule.From == FromAfterGrace && a.planned != due && slices.Contains(a.rule.On, c) {
			a.planned = due
			r.agenda.push(due+a.rule.grace(), bearStep, i)
		}
	}
}

// grace is the days from the due date to the day on which interest begins, or on
// which it is decided: a payment on the last day of grace is in time.
func (rule *Rule) grace() civil.Date {
	days := civil.Date(rule.GraceDays)
	if rule.Grace == GraceAllOrNothing {
		days++
	}
	return days
}

// bearDue lets the sums whose grace is over bear interest.
func (r *Replay) bearDue(index int) error {
	a := &r.accruals[index]
	before, through := a.through, r.now-a.rule.grace()
	a.through = through
	for _, c := range a.rule.On {
		sums := r.queues[c.index()].sums
		at := &a.next[c.index()]
		for ; *at < len(sums) && sums[*at].due <= through; *at++ {
			if sums[*at].due > before && a.rule.Grace != GraceAllOrNothing {
				a.bears.sum += sums[*at].left
			}
		}
	}
	if a.rule.Grace == GraceAllOrNothing {
		return r.decide(index, int(through), false)
	}
	return nil
}

// decideFree decides whether the purchases on a statement bear interest.
func (r *Replay) decideFree(n int) error {
	s := &r.statements[n]
	s.decided = true
	free := s.unpaid(s.full, r.received) == 0
	for i := range r.Rules {
		if r.Rules[i].InterestFree != "" {
			if err := r.decide(i, n, free); err != nil {
				return err
			}
		}
	}
	return nil
}

// decide lets sums that waited bear interest: from now on, and for the time that
// they waited unless they are free or nothing is left of them.
func (r *Replay) decide(index, key int, free bool) error {
	a := &r.accruals[index]
	k := slices.IndexFunc(a.waiting, func(w waiting) bool { return w.key == key })
	if k < 0 {
		return nil
	}
	w := a.waiting[k]
	r.extend(a, &w)
	a.waiting = slices.Delete(a.waiting, k, k+1)
	a.bears.sum += w.sum
	if free || w.sum == 0 && a.rule.InterestFree == "" {
		return nil
	}
	for _, s := range w.stretches { // a clone may have the same
		if err := r.book(index, &s); err != nil {
			return err
		}
	}
	return nil
}
