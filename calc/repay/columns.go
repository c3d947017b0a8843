package repay

import (
	"slices"

	"parley/calc/ledger"
	"parley/calc/money"
)

// Capitalises tells whether a component joins the balance that bears interest.
func (t *Terms) Capitalises(component ledger.Component) bool {
	return len(t.Capitalise) == 0 || slices.Contains(t.Capitalise, component)
}

// feeOf returns the fee of each instalment: a share of everything that is
// financed is rounded once, as interest is. ok is false when it is beyond an amount.
func (t *Terms) feeOf(debt Debt) (fee money.Amount, ok bool) {
	switch {
	case t.Fee == nil:
		return 0, true
	case t.Fee.Amount != nil:
		return *t.Fee.Amount, true
	}
	rate := money.Rate{Value: *t.Fee.Percent}
	num, den := rate.Fraction()
	f := newFactors([]int64{2 * num}, 2*den, t.Rounding)
	return f.interest(debt.Bearing+debt.Arrears, 0)
}

// arrearsEach returns the largest part of the arrears in an instalment when there
// are n of them.
func (s *schedule) arrearsEach(n int) money.Amount {
	paying := money.Amount(max(n-s.terms.Moratorium.silent(), 1))
	return (s.debt.Arrears + paying - 1) / paying
}
