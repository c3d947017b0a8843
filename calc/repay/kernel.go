package repay

import (
	"math/bits"

	"parley/calc/money"
)

// factors are the interest of each period as exact fractions of the balance:
// num[k]/den, all over one denominator from 2 up. The bounds of the wire (rates of ten
// decimal places up to 100, dates to 2199) keep every num and den below 2^60.
type factors struct {
	num []int64
	den divisor
	// safe is the largest balance whose product with any num, rounding
	// included, stays in 63 bits: below it one machine division is exact.
	safe int64
	// bias is added before the division so that cutting rounds as asked.
	bias int64
	// even says that an exact tie, biased up, goes back to the even unit.
	even bool
	// times, above 1, is what every num is still to be multiplied by, where the
	// product would not fit; every balance but zero then goes the wide way.
	times uint64
	// dens are the denominators of each period, where no common one fits; all
	// balances but zero go the wide way then too, and are rounded by mode.
	dens []int64
	mode money.Rounding
}

// newFactors prepares num over den, from 2 up, for one rounding mode.
func newFactors(num []int64, den int64, mode money.Rounding) factors {
	f := factors{num: num, den: newDivisor(den)}
	f.bias, f.even = biasOf(den, mode)
	largest := int64(1)
	for _, n := range num {
		largest = max(largest, n)
	}
	f.safe = (1<<63 - 1 - f.bias) / largest
	return f
}

// biasOf returns what is added before a division by den so that cutting rounds as
// asked, and whether a tie then goes back to the even unit.
func biasOf(den int64, mode money.Rounding) (bias int64, even bool) {
	switch mode {
	case money.Down:
		return 0, false
	case money.Up:
		return den - 1, false
	}
	return den / 2, mode == money.HalfEven && den%2 == 0
}

// interest returns the interest of one period on a balance, balance × num / den,
// rounded once. ok is false when the result is beyond money.MaxAmount. The balance
// is not below zero.
func (f *factors) interest(balance money.Amount, period int) (interest money.Amount, ok bool) {
	if int64(balance) <= f.safe {
		biased := uint64(balance)*uint64(f.num[period]) + uint64(f.bias)
		quotient := f.den.quotient(biased)
		if f.even && quotient&1 == 1 && quotient*f.den.value == biased {
			quotient--
		}
		return money.Amount(quotient), quotient <= uint64(money.MaxAmount)
	}
	return f.wideInterest(balance, period)
}

// wideInterest is interest through a 128-bit product. One that does not fit is
// more than any amount times den, so nothing needs a wider one.
func (f *factors) wideInterest(balance money.Amount, period int) (interest money.Amount, ok bool) {
	if f.dens != nil {
		den := f.dens[period]
		bias, even := biasOf(den, f.mode)
		return f.wide(balance, f.num[period], uint64(den), bias, even)
	}
	return f.wide(balance, f.num[period], f.den.value, f.bias, f.even)
}

// wide returns balance × num × f.times / den, the bias added before the division.
func (f *factors) wide(balance money.Amount, num int64, den uint64, bias int64, even bool) (interest money.Amount, ok bool) {
	high, low := bits.Mul64(uint64(balance), uint64(num))
	if f.times > 1 {
		over, shifted := bits.Mul64(high, f.times)
		if high, low = bits.Mul64(low, f.times); over != 0 || high+shifted < high {
			return 0, false
		}
		high += shifted
	}
	low, carry := bits.Add64(low, uint64(bias), 0)
	high += carry
	if high >= den {
		return 0, false
	}
	quotient, rest := bits.Div64(high, low, den)
	if even && quotient&1 == 1 && rest == 0 {
		quotient--
	}
	return money.Amount(quotient), quotient <= uint64(money.MaxAmount)
}

// row is what the kernel computes of an instalment; the payment is interest plus
// principal.
type row struct {
	interest, principal, balance money.Amount
}

// payLevel pays the same amount each period until the debt is cleared, and on
// the last row whatever is left. It fills rows and returns how many it used.
// ok is false when a figure left the bounds of an amount.
func (f *factors) payLevel(balance, payment money.Amount, rows []row) (count int, ok bool) {
	num, last := f.num[:len(rows)], len(rows)-1
	safe, bias, den, even := f.safe, uint64(f.bias), f.den, f.even
	for k := range rows {
		var interest money.Amount
		if int64(balance) <= safe {
			biased := uint64(balance)*uint64(num[k]) + bias
			quotient := den.quotient(biased)
			if even && quotient&1 == 1 && quotient*den.value == biased {
				quotient--
			}
			interest = money.Amount(quotient)
		} else if interest, ok = f.wideInterest(balance, k); !ok {
			return k, false
		}
		owed := balance + interest
		if owed <= payment || k == last {
			rows[k] = row{interest, balance, 0}
			return k + 1, owed <= money.MaxAmount
		}
		rows[k] = row{interest, payment - interest, owed - payment}
		balance = owed - payment
		if balance > money.MaxAmount {
			return k, false
		}
	}
	return 0, true
}

// payPrincipal repays the same share of principal each period, and on the last
// row whatever is left, with the interest on top.
func (f *factors) payPrincipal(balance, share money.Amount, rows []row) (count int, ok bool) {
	last := len(rows) - 1
	for k := range rows {
		interest, ok := f.interest(balance, k)
		if !ok || balance+interest > money.MaxAmount {
			return k, false
		}
		if balance <= share || k == last {
			rows[k] = row{interest, balance, 0}
			return k + 1, true
		}
		balance -= share
		rows[k] = row{interest, share, balance}
	}
	return 0, true
}

// unbounded stands for an excess too large to count.
const unbounded = money.Amount(1) << 62

// excess returns what is owed in period n beyond one more payment, when the
// same payment is made each period: below zero when the debt clears sooner or
// with a smaller last payment. It goes on past a cleared debt with a credit that
// bears interest too, so that it is all but straight in the payment, and falls
// strictly as the payment grows: that is what makes the search for a payment
// short, and its sign exact.
func (f *factors) excess(balance, payment money.Amount, n int) money.Amount {
	safe, bias, den, even := uint64(f.safe), uint64(f.bias), f.den, f.even
	for k, num := range f.num[:n] {
		var interest money.Amount
		if uint64(balance) <= safe {
			biased := uint64(balance)*uint64(num) + bias
			quotient := den.quotient(biased)
			if even && quotient&1 == 1 && quotient*den.value == biased {
				quotient--
			}
			interest = money.Amount(quotient)
		} else {
			size, ok := f.interest(max(balance, -balance), k)
			if interest = size; balance < 0 {
				interest = -size
			}
			if !ok || interest > unbounded-max(balance, 0) || interest < -unbounded-min(balance, 0) {
				return unboundedLike(balance)
			}
		}
		balance += interest - payment
		if balance > money.MaxAmount || balance < -unbounded/2 {
			return unboundedLike(balance)
		}
	}
	return balance
}

func unboundedLike(balance money.Amount) money.Amount {
	if balance < 0 {
		return -unbounded
	}
	return unbounded
}
