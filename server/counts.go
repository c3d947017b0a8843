package main

import (
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"parley/server/batch"
)

// counts is what an operator watches. No label comes from a client: a route, a
// known method, a status, a code and an operation are all from closed lists.
type counts struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	seconds     *prometheus.HistogramVec
	bytes       *prometheus.HistogramVec
	problems    *prometheus.CounterVec
	engine      *prometheus.HistogramVec
	lines       *prometheus.CounterVec
	connections prometheus.Gauge
}

func newCounts() *counts {
	durations := []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, 1, 5, 30}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64, label string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, []string{label})
	}
	c := &counts{
		registry:    prometheus.NewRegistry(),
		requests:    counter("parley_requests_total", "Requests answered.", "route", "method", "status"),
		seconds:     histogram("parley_request_seconds", "Time from the head of a request to the end of its answer.", durations, "route"),
		bytes:       histogram("parley_answer_bytes", "Length of answers.", prometheus.ExponentialBuckets(256, 4, 8), "route"),
		problems:    counter("parley_problems_total", "Requests refused, by the code of the problem.", "code"),
		engine:      histogram("parley_engine_seconds", "Time in the engine for a request of its own.", durations, "operation"),
		lines:       counter("parley_batch_lines_total", "Lines of batches answered: ok or failed.", "result"),
		connections: prometheus.NewGauge(prometheus.GaugeOpts{Name: "parley_connections", Help: "Connections that are open."}),
	}
	c.registry.MustRegister(c.requests, c.seconds, c.bytes, c.problems, c.engine, c.lines, c.connections,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return c
}

// answered counts one request. An address that is none counts as the route "".
func (c *counts) answered(route, method string, status int, problem string, took time.Duration, size int) {
	c.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	c.seconds.WithLabelValues(route).Observe(took.Seconds())
	c.bytes.WithLabelValues(route).Observe(float64(size))
	if problem != "" {
		c.problems.WithLabelValues(problem).Inc()
	}
}

// computed counts one call of the engine.
func (c *counts) computed(op string, took time.Duration) {
	c.engine.WithLabelValues(op).Observe(took.Seconds())
}

// batched counts the lines of one batch.
func (c *counts) batched(s batch.Summary) {
	c.lines.WithLabelValues("ok").Add(float64(s.OK))
	c.lines.WithLabelValues("failed").Add(float64(s.Failed))
}

// connected follows connections, as http.Server tells of them.
func (c *counts) connected(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		c.connections.Inc()
	case http.StateClosed, http.StateHijacked:
		c.connections.Dec()
	}
}
