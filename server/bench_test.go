package main

import (
	"io"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkRefusal refuses each hostile body through the whole handler. The median
// of the time that the process computes says what a refusal takes; the clock would
// say what else the machine was doing. The bars are 2 ms and 1 MB; all of them
// together report the worst.
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
				start := computed()
				refuse()
				times = append(times, computed()-start)
			}
			slices.Sort(times)
			median, memory := times[len(times)/2].Seconds()*1000, float64(allocated(refuse))
			slowest, largest = max(slowest, median), max(largest, memory)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median, "median-processor-ms")
			b.ReportMetric(memory, "bytes")
		})
	}
	b.Run("the worst of all", func(b *testing.B) {
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(slowest, "median-processor-ms")
		b.ReportMetric(largest, "bytes")
	})
}

// computed is for how long this process has computed, on all its threads.
func computed() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
