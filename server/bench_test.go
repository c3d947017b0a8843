package main

import (
	"io"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkRefusal refuses each hostile body through the whole handler. The median
// says what a refusal takes; a mean says what else the machine was doing.
func BenchmarkRefusal(b *testing.B) {
	handler := door(b, io.Discard)
	for _, h := range hostileBodies() {
		b.Run(h.name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				answer := ask(handler, "POST", "/v1/quote", h.body, "Content-Type", "application/json")
				times = append(times, time.Since(start))
				require.Equal(b, h.status, answer.Code)
			}
			slices.Sort(times)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(times[len(times)/2].Seconds()*1000, "median-ms")
		})
	}
}
