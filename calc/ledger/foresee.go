package ledger

import "parley/calc/money"

// MinimumUnpaid returns what is left to pay, today, of the minimum payments that
// the statements so far ask for, due already or not.
func (r *Replay) MinimumUnpaid() (unpaid money.Amount) {
	for _, n := range r.unmet[r.unmetFrom:] {
		s := &r.statements[n]
		unpaid = max(unpaid, s.unpaid(s.least, r.received))
	}
	return unpaid
}

// Posted returns what is billed today and open to payment: interest that only
// accrues is not in it.
func (r *Replay) Posted() money.Amount {
	posted, _ := r.balances.Total()
	return posted
}

// DropWorking lets go of the lines and of how payments were met so far, so that a
// clone is light: what is owed stays, and an assessment tells the working from
// here on.
func (r *Replay) DropWorking() {
	r.lines, r.met = nil, nil
	for i := range r.accruals {
		r.accruals[i].joined, r.accruals[i].line = false, 1<<31-1 // no line goes on
	}
}
