package calc

import (
	"bytes"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/calc/negotiate"
	"parley/calc/repay"
)

// BenchmarkNegotiate answers the drawn requests, all of each answer, those with an
// agreement apart from those without. The rival only writes down, with the schedule
// and nothing waived, each plan that a search one by one would begin with.
func BenchmarkNegotiate(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one core, as in the browser
	kinds := map[string][][]byte{}
	drawn, err := os.ReadFile("testdata/bench/negotiate.jsonl")
	require.NoError(b, err)
	for request := range bytes.Lines(drawn) {
		kind := "agreement"
		if bytes.Contains(Do("negotiate", request).Body, []byte(`"status":"no_agreement"`)) {
			kind = "no_agreement"
		}
		kinds[kind] = append(kinds[kind], request)
	}
	for _, kind := range []string{"agreement", "no_agreement"} {
		b.Run(kind+"/parley", func(b *testing.B) {
			timed(b, kinds[kind], func(request []byte) { Do("negotiate", request) })
		})
		b.Run(kind+"/schedules_alone", func(b *testing.B) {
			timed(b, kinds[kind], func(request []byte) { scheduleCells(b, request) })
		})
	}
}

// timed reports the median and the 95th percentile of single calls, and the 95th of
// the quickest call of each request, for machines that do other things besides.
func timed(b *testing.B, requests [][]byte, call func([]byte)) {
	var taken []time.Duration
	quickest := make([]time.Duration, len(requests))
	for b.Loop() {
		for i := range 5 * len(requests) {
			i %= len(requests)
			start := time.Now()
			call(requests[i])
			once := time.Since(start)
			if taken = append(taken, once); quickest[i] == 0 || once < quickest[i] {
				quickest[i] = once
			}
		}
	}
	percentile := func(times []time.Duration, percent int) float64 {
		slices.Sort(times)
		return times[len(times)*percent/100].Seconds() * 1000
	}
	b.ReportMetric(percentile(taken, 50), "p50-ms")
	b.ReportMetric(percentile(taken, 95), "p95-ms")
	b.ReportMetric(percentile(quickest, 95), "p95-of-quickest-ms")
	b.ReportMetric(0, "ns/op")
}

// scheduleCells makes the plan of each frequency, first due date, rate and number of
// instalments of a request.
func scheduleCells(b *testing.B, request []byte) {
	understood, _ := decodeNegotiateRequest(request)
	n, problems := enterNegotiation(&understood)
	require.Empty(b, problems)
	for f := range n.space.Frequencies {
		for start := range n.space.Starts[f] {
			for rate := range n.space.Rates {
				for count := 1; count <= 60; count++ {
					terms := n.space.Terms(&negotiate.Offer{Cell: negotiate.Cell{Frequency: f, Start: start, Rate: rate, Count: count}})
					_, _, err := repay.ScheduleDebt(&terms, repay.Debt{Bearing: n.total})
					require.NoError(b, err)
				}
			}
		}
	}
}
