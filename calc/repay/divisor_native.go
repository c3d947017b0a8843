//go:build !wasm

package repay

import "math/bits"

// quotient returns x / value, cut down, for x below 2^63.
func (d divisor) quotient(x uint64) uint64 {
	high, _ := bits.Mul64(x, d.reciprocal)
	return high >> (d.shift & 63)
}
