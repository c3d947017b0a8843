package ledger

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// planCharges foresees the days on which late fees are charged: the day after the
// due date, or after the days of grace.
func (r *Replay) planCharges(due civil.Date, at step, of FeeBase, index int) {
	for i := range r.Rules {
		if !r.Rules[i].chargesFor(of) {
			continue
		}
		first := true
		for k := range r.Rules[:i] {
			first = first && !(r.Rules[k].chargesFor(of) && r.Rules[k].GraceDays == r.Rules[i].GraceDays)
		}
		if first {
			r.agenda.push(due+1+civil.Date(r.Rules[i].GraceDays), at, index)
		}
	}
}

func (rule *Rule) chargesFor(of FeeBase) bool {
	return rule.Kind == LateFee && (rule.Of == of || rule.Of == "" && of == UnpaidMinimum)
}

func (r *Replay) chargeStatement(n int) error {
	s := &r.statements[n]
	return r.chargeLate(UnpaidMinimum, s.due, s.unpaid(s.least, r.received))
}

func (r *Replay) chargeInstalment(n int) error {
	return r.chargeLate(UnpaidInstalment, r.instalments[n].due, r.unpaidOf(n))
}

// chargeLate charges the late fees of what was due on a date and is unpaid today.
func (r *Replay) chargeLate(of FeeBase, due civil.Date, unpaid money.Amount) error {
	if unpaid == 0 {
		return nil
	}
	for i := range r.Rules {
		rule, a := &r.Rules[i], &r.accruals[i]
		if !rule.chargesFor(of) || due+1+civil.Date(rule.GraceDays) != r.now || a.paused > 0 || r.stopped[rule.Into.index()] {
			continue
		}
		fault := TooLargeError{Entry: -1, Rule: i}
		unrounded, share := r.Currency.Decimal(rule.Amount), "0"
		if rule.Percent != nil {
			unrounded, share = unrounded.Add(r.Currency.Decimal(unpaid).Mul(*rule.Percent)), rule.Percent.String()
		}
		fee, err := r.Currency.Round(unrounded, rule.Rounding)
		if err != nil {
			return fault.err()
		}
		fee = max(fee, rule.Min)
		line := Line{
			Rule: rule.Name, Into: rule.Into, From: due, To: r.now, Days: 1 + rule.GraceDays, Base: unpaid,
			Rate: share, Index: i, Unrounded: unrounded.StringFixed(unroundedPlaces),
		}
		line.Ratio = civil.Ratio{Num: 1, Den: 1}
		if rule.Max != nil && fee > *rule.Max {
			fee, line.Capped = *rule.Max, true
		}
		if room, limited := r.room(a); limited && fee > room {
			fee, line.Capped = room, true
		}
		line.Amount = fee
		a.ever = min(a.ever+fee, money.MaxAmount)
		r.lines = append(r.lines, line)
		if err := r.charge(rule.Into, fee, fault); err != nil {
			return err
		}
	}
	return nil
}
