// Package money counts money exactly.
//
// An Amount is a whole number of minor units. Unrounded working is a
// decimal.Decimal, which Currency.Round turns into an Amount, or a fraction of whole
// numbers, for which Quotient.Round does the same; nowhere else is a figure rounded.
// Amounts carry no currency: a document has one, and
// it is checked at the door.
package money

import "github.com/shopspring/decimal"

// Amount is a count of minor units (fen, cents, pence), at most MaxAmount on
// either side of zero.
type Amount int64

// Decimal returns the amount as unrounded working, in major units.
func (c Currency) Decimal(a Amount) decimal.Decimal {
	digits, _ := c.Digits()
	return decimal.New(int64(a), -int32(digits))
}

// Text returns the amount at the currency's scale: 5 fen is "0.05". Zero has no
// sign.
func (c Currency) Text(a Amount) string {
	digits, _ := c.Digits()
	return decimal.New(int64(a), -int32(digits)).StringFixed(int32(digits))
}

// Most is the largest amount of the currency: 15 digits before the point.
func (c Currency) Most() Amount {
	digits, _ := c.Digits()
	most := MaxAmount
	for ; digits < 3; digits++ {
		most /= 10
	}
	return most
}

// Sum adds amounts and reports whether the total, and every step to it, stayed
// within MaxAmount.
func Sum(amounts ...Amount) (total Amount, ok bool) {
	for _, a := range amounts {
		total += a
		if total > MaxAmount || total < -MaxAmount {
			return 0, false
		}
	}
	return total, true
}

// Split divides total into n parts that add up to it exactly. The parts differ
// by one unit at most; the spare units go to the first parts. It panics when n
// is below 1.
func Split(total Amount, n int) []Amount {
	parts := make([]Amount, n)
	share, spare := total/Amount(n), total%Amount(n)
	unit := Amount(1)
	if spare < 0 {
		unit, spare = -1, -spare
	}
	for i := range parts {
		parts[i] = share
		if Amount(i) < spare {
			parts[i] += unit
		}
	}
	return parts
}
