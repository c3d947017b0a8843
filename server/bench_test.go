package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"
)

// BenchmarkQuote asks for a plan over loopback, and in turns the same server for
// the same bytes ready made: the ratio is what Parley adds to gin and the sockets.
func BenchmarkQuote(b *testing.B) {
	handler := door(b, io.Discard)
	ready := ask(handler, "POST", "/v1/quote", quoteRequest).Body.Bytes()
	handler.POST("/ready-made", func(c *gin.Context) {
		_, _ = io.Copy(io.Discard, c.Request.Body)
		c.Data(http.StatusOK, "application/json", ready)
	})
	server := httptest.NewServer(handler)
	defer server.Close()

	var quote, readyMade time.Duration
	turns := 0
	for b.Loop() {
		quote += time100(b, server.URL+"/v1/quote")
		readyMade += time100(b, server.URL+"/ready-made")
		turns++
	}
	each := float64(turns) * 100
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(quote.Nanoseconds())/each, "quote-ns")
	b.ReportMetric(float64(readyMade.Nanoseconds())/each, "ready-made-ns")
	b.ReportMetric(float64(readyMade)/float64(quote), "of-ready-made-throughput")
}

// time100 is how long 100 requests take, one after the other on one connection.
func time100(b *testing.B, url string) time.Duration {
	start := time.Now()
	for range 100 {
		answer, err := http.Post(url, "application/json", bytes.NewReader([]byte(quoteRequest)))
		require.NoError(b, err)
		_, err = io.Copy(io.Discard, answer.Body)
		require.NoError(b, err)
		answer.Body.Close()
		require.Equal(b, http.StatusOK, answer.StatusCode)
	}
	return time.Since(start)
}

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
