package calc_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc"
)

// BenchmarkRefusedCases asks each case that is refused: what a refusal takes
// inside the engine, native here and in WebAssembly when run there.
func BenchmarkRefusedCases(b *testing.B) {
	cases := readCases(b)
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		folder, file := filepath.Split(name)
		if filepath.Base(folder) != "refused" {
			continue
		}
		g := cases[name]
		request := g.text(b)
		b.Run(strings.TrimSuffix(file, ".json"), func(b *testing.B) {
			for b.Loop() {
				require.True(b, calc.Do(g.Op, request).Failed)
			}
		})
	}
}
