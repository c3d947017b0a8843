// Package rand stands in for the one of Go's library in the browser's engine,
// where nothing is random: math/big names it for Int.Rand and ProbablyPrime.
package rand

type Source struct{}

type Rand struct{}

func NewSource(seed int64) Source { return Source{} }

func New(src Source) *Rand { panic("nothing is random in this engine") }

func (r *Rand) Uint32() uint32 { panic("nothing is random in this engine") }
