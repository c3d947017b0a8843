package repay

import "parley/calc/money"

// levelPayment returns the level instalment, a multiple of grid, that clears
// balance in n periods, on the side of the even split that final asks for. It is found by search over
// minor units on the real, rounded schedule, so it is exact by construction.
// ok is false when the figures leave the bounds of an amount.
//
// Smaller is the least payment that leaves nothing beyond it in period n. With
// the next smaller one on the grid the last payment is the larger one, and there
// is no third choice between them.
func (f *factors) levelPayment(balance money.Amount, n int, final FinalPayment, grid money.Amount) (payment money.Amount, ok bool) {
	first, ok := f.interest(balance, 0)
	if !ok || balance+first > money.MaxAmount {
		return 0, false
	}
	// The more is paid the less is left: the least on the grid is the first one
	// from the least of all up.
	smaller := (f.leastClearing(balance, n, balance+first) + grid - 1) / grid * grid
	if final == Smaller || smaller == grid {
		return smaller, true
	}
	// Below zero the last payment is smaller than smaller by as much, or there
	// is none; one step less always leaves a last payment above itself.
	under := -f.excess(balance, smaller, n)
	if under == 0 {
		return smaller, true
	}
	over := f.excess(balance, smaller-grid, n)
	if final == Larger || over < min(under, smaller) {
		return smaller - grid, true
	}
	return smaller, true
}

// leastClearing returns the least payment whose excess after n periods is not
// above zero. high is a payment known to clear: everything owed in period one.
func (f *factors) leastClearing(balance money.Amount, n int, high money.Amount) money.Amount {
	// Invariant: low does not clear, high does. Without interest the even split,
	// rounded up, is the answer, and interest only raises it.
	low := (balance - 1) / money.Amount(n)
	guess := low + 1
	excessLow, excessHigh := unbounded, -unbounded
	for tries := 1; ; tries++ {
		excess := f.excess(balance, guess, n)
		if excess <= 0 {
			// One unit less, paid n times, leaves n units more at least.
			if excess > -money.Amount(n) {
				return guess
			}
			high, excessHigh = guess, excess
		} else {
			low, excessLow = guess, excess
		}
		if high-low == 1 {
			return high
		}
		guess = nextGuess(low, high, excessLow, excessHigh, n)
		// Debts that grow too fast to count have no chord to follow: taking the
		// middle every other time bounds the search at twice the bits of a sum.
		if tries > 6 && tries%2 == 0 {
			guess = low + (high-low)/2
		}
	}
}

// nextGuess picks a payment strictly between low and high. The excess is all but
// straight, so the chord lands within a unit of the answer; where its upper end is
// not known, n periods give a bound on the slope.
func nextGuess(low, high, excessLow, excessHigh money.Amount, n int) money.Amount {
	var guess money.Amount
	switch {
	case excessLow != unbounded && excessHigh != -unbounded && (excessLow-excessHigh)/4 < unbounded/(high-low):
		// The answer is where the excess first falls to zero: round the step up.
		span := excessLow - excessHigh
		guess = low + money.Amount((uint64(excessLow)*uint64(high-low)+uint64(span)-1)/uint64(span))
	case excessLow != unbounded && excessHigh == -unbounded:
		// Each unit of payment takes at least n off the excess.
		guess = low + excessLow/money.Amount(n) + 1
	default:
		guess = low + (high-low)/2
	}
	return min(max(guess, low+1), high-1)
}
