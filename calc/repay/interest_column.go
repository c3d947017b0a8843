package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// InterestColumn returns the interest that each period of a schedule bears by the
// terms' rate, day count, rounding and kind of interest. The periods end on dues,
// and before are the balances at their beginnings, of which flat interest reads the
// first alone. It uses no other key of the terms but interest_from, first_due,
// every, flat_on and the deposit.
//
// ok is false when a balance is below zero or a figure is beyond money.MaxAmount.
// Dues and before are as long as each other; dues may stand in any order.
func (t *Terms) InterestColumn(dues []civil.Date, before []money.Amount) (interest []money.Amount, ok bool) {
	periods, start, reference := make([]period, len(dues)), t.InterestFrom, t.reference()
	for k, due := range dues {
		if due < start { // no time to bear interest over
			return nil, false
		}
		periods[k].ratio = t.ratio(start, due, reference)
		start = due
	}
	f, interest := t.factors(periods), make([]money.Amount, len(dues))
	if t.Interest == FlatInterest {
		base := t.flatOn(before[0])
		ok = base >= 0 && base <= money.MaxAmount && f.flatInterest(base, interest)
		return interest, ok
	}
	for k, balance := range before {
		if balance < 0 {
			return nil, false
		}
		if interest[k], ok = f.interest(balance, k); !ok {
			return nil, false
		}
	}
	return interest, true
}
