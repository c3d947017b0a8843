package main

import (
	"io"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkRefusal refuses each hostile body through the whole handler. The median
// says what a refusal takes; a mean says what else the machine was doing. The bars
// are 2 ms and 1 MB; all of them together report the worst.
func BenchmarkRefusal(b *testing.B) {
	handler := door(b, io.Discard)
	var slowest, largest float64
	for _, h := range hostileBodies() {
		b.Run(h.name, func(b *testing.B) {
			var times []time.Duration
			refuse := func() {
				_, answer := send(handler, "POST", "/v1/quote", h.body, "Content-Type", "application/json")
				require.Equal(b, h.status, answer.Code)
			}
			for b.Loop() {
				start := time.Now()
				refuse()
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			median, memory := times[len(times)/2].Seconds()*1000, float64(allocated(refuse))
			slowest, largest = max(slowest, median), max(largest, memory)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median, "median-ms")
			b.ReportMetric(memory, "bytes")
		})
	}
	b.Run("the worst of all", func(b *testing.B) {
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(slowest, "median-ms")
		b.ReportMetric(largest, "bytes")
	})
}
