package main

import (
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is traced is the route and what came of it, within the caller's trace; what
// was asked and answered, and under which parameters, never leaves.
func TestSpansHoldNothingOfTheRequest(t *testing.T) {
	const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
	var sent atomic.Value
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		text, _ := io.ReadAll(r.Body)
		sent.Store(r.URL.Path + " " + string(text))
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=proof")

	s := newDoor(t, io.Discard)
	traces, err := openTraces(t.Context(), func(name string) string {
		return map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": collector.URL}[name]
	})
	require.NoError(t, err)
	s.traces = traces
	router := s.routes()
	for _, body := range []string{`{"as_of":"2026-11-23","currency":"CNY","secret":"4321.09"}`, `{"amount":"4321.09"`} {
		request := httptest.NewRequest("POST", "/v1/quote?who=somebody", strings.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("traceparent", "00-"+trace+"-00f067aa0ba902b7-01")
		router.ServeHTTP(httptest.NewRecorder(), request)
	}
	router.GET("/broken", func(c *gin.Context) { panic("4321.09") })
	router.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/broken", nil))
	traces.close(s.log)

	told, _ := sent.Load().(string)
	id, _ := hex.DecodeString(trace)
	assert.True(t, strings.HasPrefix(told, "/v1/traces "))
	for _, there := range []string{"POST /v1/quote", "malformed", "parley.request_id", "service.version", "proof", string(id), "GET /broken"} {
		assert.Contains(t, told, there)
	}
	for _, kept := range []string{"4321", "secret", "somebody", "192.0.2.1"} {
		assert.NotContains(t, told, kept)
	}
}

func TestNothingIsTracedUnlessACollectorIsNamed(t *testing.T) {
	for _, set := range []map[string]string{{}, {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_SDK_DISABLED": "true"}} {
		traces, err := openTraces(t.Context(), func(name string) string { return set[name] })
		require.NoError(t, err)
		assert.Nil(t, traces)
	}
}
