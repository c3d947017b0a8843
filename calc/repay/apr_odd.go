package repay

import "math/bits"

// oddFactor returns 1 / (1 + odd/parts × i) = v / ((1 - f)·v + f), at most 3 parts
// of 2^64 too low: the divisor is rounded up, and it is v at least, above a half.
func oddFactor(v, odd, parts uint64) uint64 {
	high, low := bits.Mul64(parts-odd, v)
	divisor, rest := bits.Div64(high+odd, low, parts)
	if rest > 0 {
		divisor++
	}
	if divisor == 0 { // it is 2^64
		return v
	}
	factor, _ := bits.Div64(v, 0, divisor)
	return factor
}

// forceOf returns -ln v for v from a half to below one, both as fractions of 2^64,
// at most 100 parts too low: with z = (1-v)/(1+v), which is at most a third, it is
// twice z + z³/3 + z⁵/5 + …, and each of at most 21 terms is cut twice.
func forceOf(v uint64) uint64 {
	gap := -v // of 2^64
	z, _ := bits.Div64(gap>>1, gap<<63, 1<<63+v>>1)
	square, _ := bits.Mul64(z, z)
	sum, term := z, z
	for k := uint64(3); term > 0; k += 2 {
		term, _ = bits.Mul64(term, square)
		sum += term / k
	}
	return 2 * sum
}

// oddPower returns e^(-force × odd/parts) as a fraction of 2^64, at most 512 parts
// too low and never too high. With x as the exponent, below ln 2, it is one less
// x - x²/2 + x³/6 - …; x is at most 102 parts too low, and each of at most 22 terms
// is cut twice, so that 256 parts are taken off to be on the safe side.
func oddPower(force, odd, parts uint64) uint64 {
	f, _ := bits.Div64(odd, 0, parts)
	x, _ := bits.Mul64(force, f)
	lost, term := x, x
	for k := uint64(2); term > 0; k++ {
		term, _ = bits.Mul64(term, x)
		term /= k
		if k&1 == 0 {
			lost -= term
		} else {
			lost += term
		}
	}
	return -max(lost+256, 1)
}
