package repay

import "math/bits"

// The rate i of one unit period solves, with v = 1/(1+i) and the odd fraction f of
// each sum as simple interest,
//
//	sum of payments × v^t / (1 + f·i)  =  sum of advances × v^t / (1 + f·i)
//
// or, for a method in years, with the odd fraction compounded too: v^(t+f) in place
// of v^t / (1 + f·i).
//
// The fast path works in 64 bits: v is a fraction of 2^64, taken as exact, and the
// sums are whole numbers below 2^62. It looks for v, not for the answer, by secant
// steps, and needs no error analysis of the search: what counts is that the two
// sides, computed at two values of v around the result, differ by more than the
// error of computing them. Then the root lies between, and when both ends round to
// the same digits, those are the digits. Otherwise the wide path decides.
//
// The error of present, in units of 2^-62 of the larger total, is one-sided, for
// every step rounds down. Per sum: less than 1 for bringing the amount to scale; 2
// for the factor of the odd fraction (see oddFactor, amount × 3/2^64 < 1, and the
// product); 1 for the product with a power. A power v^k is short by less than k
// parts of 2^64, by induction over its products, and meets less than 2^62, so that
// all of them together cost less than a quarter of the span. The sum of all is
// below 4 × sums + span/4, and errors only shrink on the way, as v is below 1. An
// odd power is short by up to 512 parts of 2^64, which is 128 more per sum.

// leastV is the smallest v of the fast path, a rate of 100% a period.
const leastV = 1<<63 + 1

// wholeV is v for a rate of zero, which does not fit 64 bits.
const wholeV = 0

// present returns the sums' worth at the start, rounded down, at most slack too low.
func (c *cash) present(sums []sum, v uint64) uint64 {
	worth := uint64(0)
	var lastOdd, lastStep int32
	var factor, power, force uint64
	periods := sums[len(sums)-1].periods
	for i := len(sums) - 1; i >= 0; i-- {
		s := &sums[i]
		if step := periods - s.periods; step == 1 {
			worth, _ = bits.Mul64(worth, v)
		} else if step > 1 {
			if step != lastStep {
				lastStep, power = step, powerOf(v, step)
			}
			worth, _ = bits.Mul64(worth, power)
		}
		periods = s.periods
		amount := s.amount << (c.left & 63) >> (c.right & 63)
		if s.odd != 0 {
			if s.odd != lastOdd && c.compounds {
				if force == 0 {
					force = forceOf(v)
				}
				lastOdd, factor = s.odd, oddPower(force, uint64(s.odd), c.parts)
			} else if s.odd != lastOdd {
				lastOdd, factor = s.odd, oddFactor(v, uint64(s.odd), c.parts)
			}
			amount, _ = bits.Mul64(amount, factor)
		}
		worth += amount
	}
	if periods > 0 {
		worth, _ = bits.Mul64(worth, powerOf(v, periods))
	}
	return worth
}

// slack bounds the error of present on one side.
func (c *cash) slack() uint64 {
	perSum := 4
	if c.compounds {
		perSum += 128
	}
	return uint64(perSum*max(len(c.advances), len(c.payments)) + c.span()/4 + 1)
}

// powerOf returns v^n rounded down, n at least 1.
func powerOf(v uint64, n int32) uint64 {
	for n&1 == 0 {
		v, _ = bits.Mul64(v, v)
		n >>= 1
	}
	power := v
	for n >>= 1; n > 0; n >>= 1 {
		if v, _ = bits.Mul64(v, v); n&1 == 1 {
			power, _ = bits.Mul64(power, v)
		}
	}
	return power
}

// excess returns what the payments are worth beyond the advances.
func (c *cash) excess(v uint64) int64 {
	return int64(c.present(c.payments, v)) - int64(c.present(c.advances, v))
}

// bracket finds two values of v, low below the root and high above it, close
// together; high is wholeV when the root is too near it. ok is false when 64 bits
// do not tell. More is paid than advanced.
func (c *cash) bracket() (low, high uint64, ok bool) {
	before, step := c.guess()
	excess := c.excess(before)
	v := move(before, step, excess > 0)
	for range 12 {
		now := c.excess(v)
		run, rise := distance(v, before), distance(lifted(now), lifted(excess))
		if run == 0 || rise == 0 || (now > excess) != (v > before) {
			return 0, 0, false
		}
		step, ok := scale(distance(lifted(now), lifted(0)), run, rise)
		if !ok {
			return 0, 0, false
		}
		before, excess = v, now
		v = move(v, step, now > 0)
		// The rise is what one step of v makes, so this many steps outweigh the error.
		width := (run/rise+1)*8*c.slack() + 1<<12
		if step < 1<<20 || step < width {
			if low, high, ok = c.around(v, width); ok {
				return low, high, true
			}
		}
	}
	return 0, 0, false
}

// around returns v less and plus width when the sides certainly differ there.
func (c *cash) around(v, width uint64) (low, high uint64, ok bool) {
	slack := int64(c.slack())
	if v < leastV+width || width > 1<<40 || c.excess(v-width) >= -slack {
		return 0, 0, false
	}
	if v+width < v {
		return v - width, wholeV, true
	}
	return v - width, v + width, c.excess(v+width) > slack
}

// move takes a step down or up and stays where v may be.
func move(v, step uint64, down bool) uint64 {
	if down {
		return max(v-min(step, v), leastV)
	}
	if v+step < v {
		return 1<<64 - 2
	}
	return min(v+step, 1<<64-2)
}

// lifted moves an excess, from -2^62 to 2^62, above zero.
func lifted(excess int64) uint64 { return uint64(excess) + 1<<62 }

func distance(a, b uint64) uint64 { return max(a, b) - min(a, b) }

// scale returns a × b / c; ok is false when it does not fit 64 bits.
func scale(a, b, c uint64) (product uint64, ok bool) {
	high, low := bits.Mul64(a, b)
	if high >= c {
		return 0, false
	}
	product, _ = bits.Div64(high, low, c)
	return product, true
}

// guess returns a v near the root and a step from there. With r paid for each
// unit advanced and d periods between them on average, ln(1+i) is near
// ln r / d × (1 + ln r / 6), the last factor for payments spread evenly.
func (c *cash) guess() (v, step uint64) {
	const one = 1 << 62
	paid, paidAt := meanTime(c, c.payments)
	advanced, advancedAt := meanTime(c, c.advances)
	duration := uint64(max(paidAt-advancedAt, 1))
	logarithm, ok := scale(2*(max(paid, advanced)-advanced), one, paid+advanced)
	if !ok {
		logarithm = one
	}
	force := logarithm / duration * 16
	if force > one/2 {
		force = one / 2
	}
	force = max(force+product62(force, logarithm)/6, 1)
	square := product62(force, force)
	v = one - force + square/2 - product62(square, force)/6
	v = min(max(v<<2, leastV), 1<<64-2)
	// The step is Newton's, with the slope taken from the average time.
	payments, advances := c.present(c.payments, v), c.present(c.advances, v)
	step, _ = scale(distance(payments, advances), v, max(payments, advances)+1)
	return v, step/duration*16 + 1
}

// product62 multiplies fractions of 2^62.
func product62(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high<<2 | low>>62
}

// meanTime returns the sums' total, scaled to 40 bits, and their average time by
// amount, in sixteenths of a period.
func meanTime(c *cash, sums []sum) (weights uint64, mean int64) {
	var moment uint64
	for i := range sums {
		weight := sums[i].amount << (c.left & 63) >> (c.right & 63) >> 22
		time := uint64(sums[i].periods) << 4
		if sums[i].odd != 0 {
			time += uint64(sums[i].odd) << 4 / c.parts
		}
		weights += weight
		moment += weight * time
	}
	return weights, int64(moment / max(weights, 1))
}
