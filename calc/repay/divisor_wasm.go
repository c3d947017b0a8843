//go:build wasm

package repay

// quotient returns x / value, cut down. WebAssembly has no 128-bit product, so
// here the division itself is the quicker way.
func (d divisor) quotient(x uint64) uint64 { return x / d.value }
