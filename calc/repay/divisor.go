package repay

import "math/bits"

// divisor divides 63-bit numbers by one fixed number from 2 up, exactly.
//
// A machine division takes most of the kernel's time, and the divisor is the same
// for a whole schedule, so where a 128-bit product is one instruction it is
// multiplied by the reciprocal instead. With l the bits of value-1, the reciprocal
// m = ceil(2^(63+l)/value) fits in 64 bits and m×value exceeds 2^(63+l) by less
// than 2^l, which makes x×m/2^(63+l) cut down exact for every x below 2^63.
// Source: T. Granlund, P. Montgomery, Division by invariant integers using
// multiplication, theorem 4.2.
type divisor struct {
	value, reciprocal uint64
	shift             uint8
}

func newDivisor(value int64) divisor {
	l := bits.Len64(uint64(value) - 1)
	// 2^(63+l) rounded up to a multiple of value: high:low = 2^(63+l) + value - 1.
	reciprocal, _ := bits.Div64(1<<(l-1), uint64(value)-1, uint64(value))
	return divisor{uint64(value), reciprocal, uint8(l - 1)}
}
