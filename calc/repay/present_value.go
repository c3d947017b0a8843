package repay

import (
	"math/bits"
	"strconv"

	"parley/calc/civil"
	"parley/calc/money"
)

// PresentValue returns what the deposit and the instalments are worth on asOf to
// somebody who discounts later money: each payment × (1+r)^−(days/365) for a rate
// r by the year, with 12 days/365 for one by the month and days for one by the
// day. Days are actual ones.
//
// Discount factors are fixed-point numbers of 64 bits, cut down at each step, and
// the sum is rounded once, half up: the stated precision that makes a value the
// same through every door. Over fifty years they stay within 2e-14 of the exact
// factors, which is less than half a cent on ten billion.
func PresentValue(asOf civil.Date, rate money.Rate, plan *Plan) money.Amount {
	day, sum := dailyDiscount(rate), worth{}
	add := func(amount money.Amount, on civil.Date) {
		sum = sum.plus(day.power(uint(on - asOf)).worth().times(amount))
	}
	if plan.Deposit != nil {
		add(plan.Deposit.Amount, plan.Deposit.Due)
	}
	for i := range plan.Instalments {
		add(plan.Instalments[i].Amount, plan.Instalments[i].Due)
	}
	return sum.rounded()
}

// Recovery returns paid as a share of claim, to 10 places, cut down. Neither is
// below zero; claim is above it.
func Recovery(paid, claim money.Amount) string {
	high, low := bits.Mul64(uint64(paid%claim), ratePlaces)
	places, _ := bits.Div64(high, low, uint64(claim))
	// The whole and the places apart: together they may not fit 64 bits.
	return strconv.FormatInt(int64(paid/claim), 10) + fixed(int64(places), 10)[1:]
}

// factor is a number from 0 to 1: bits/2^64, and 1 itself when bits is zero.
type factor struct{ bits uint64 }

func (f factor) one() bool { return f.bits == 0 }

func (f factor) times(g factor) factor {
	if f.one() {
		return g
	}
	if g.one() {
		return f
	}
	high, _ := bits.Mul64(f.bits, g.bits)
	return factor{max(high, 1)} // never down to what stands for one
}

func (f factor) power(n uint) factor {
	result := factor{}
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result = result.times(f)
		}
		f = f.times(f)
	}
	return result
}

// dailyDiscount returns what one unit of money a day later is worth now.
func dailyDiscount(rate money.Rate) factor {
	num, den := rate.Fraction()
	if num == 0 {
		return factor{}
	}
	quotient, _ := bits.Div64(uint64(den), 0, uint64(den+num))
	period := factor{quotient}
	switch rate.Per {
	case money.PerDay:
		return period
	case money.PerMonth:
		period = period.power(12)
	}
	return period.root(365)
}

// root returns the n-th root by Newton's method from above. The curve of the n-th
// power bends upwards, so each step stays above the root and comes nearer, until
// the last bit stops it.
func (f factor) root(n uint) factor {
	guess := factor{^uint64(0)}
	for {
		below := guess.power(n - 1)
		value := below.times(guess)
		if value.bits <= f.bits {
			return guess
		}
		// (value - f) / (n × below), as a fraction of 2^64.
		step, _ := bits.Div64((value.bits-f.bits)/uint64(n), 0, below.bits)
		if step == 0 {
			return guess
		}
		guess.bits -= step
	}
}
