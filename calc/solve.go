package calc

import (
	"github.com/shopspring/decimal"

	"parley/calc/money"
	"parley/calc/repay"
	"parley/calc/wire"
)

// solve finds what gives way when both the count and the amount are given, and
// writes it into the terms or pours it down the waterfall. Each is found by halving
// on the real schedule: more waived, more paid at first or less interest never
// makes a payment fall short.
func (w *waiving) solve(owed money.Amount) []wire.Problem {
	terms := &w.request.Terms
	if terms.Count == 0 || terms.Amount == 0 {
		return nil
	}
	switch terms.Solve {
	case repay.SolveDeposit:
		terms.Deposit.Amount = money.Amount(least(int64(owed)-1, func(deposit int64) bool {
			return terms.Clears(w.debt(0, money.Amount(deposit)))
		}))
		if terms.Deposit.Amount == 0 {
			terms.Deposit = nil
		}
	case repay.SolveRate:
		debt := w.debt(0, w.deposit())
		places := terms.RatePlaces()
		steps := int64(repay.MostRate) * decimal.New(1, places).IntPart()
		// The greatest rate that clears is the one before the least that does not.
		above := least(steps+1, func(step int64) bool {
			terms.Rate.Value = decimal.New(step, -places)
			return step > steps || !terms.Clears(debt)
		})
		terms.Rate.Value = decimal.New(max(above-1, 0), -places)
	default:
		most, _ := w.room.Total()
		extra := money.Amount(least(int64(min(most, owed-1))+1, func(extra int64) bool {
			return extra > int64(most) || terms.Clears(w.debt(money.Amount(extra), w.deposit()))
		}))
		if extra > most || extra >= owed-w.deposit() {
			return []wire.Problem{problem(WaiverTotalTooLarge, "#/waterfall",
				"the payments do not clear what is left when the whole waterfall is waived", w.request.Currency.Text(most))}
		}
		w.recordPoured(extra)
	}
	return nil
}

// deposit is the sum of the deposit, zero without one.
func (w *waiving) deposit() money.Amount {
	if w.request.Terms.Deposit == nil {
		return 0
	}
	return w.request.Terms.Deposit.Amount
}

// least returns the least number from 0 to high for which enough holds, and high
// when it holds for none below. Above a number for which it holds it must hold.
func least(high int64, enough func(int64) bool) int64 {
	low := int64(-1)
	for high-low > 1 {
		middle := low + (high-low)/2
		if enough(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}
