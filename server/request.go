package main

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// requestID names the header that ties an answer to its line in the log.
const requestID = "Request-Id"

// A caller's own id is echoed when it cannot be mistaken for anything else.
var plainID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// identify gives every answer a request id.
func identify(c *gin.Context) {
	id := c.GetHeader(requestID)
	if !plainID.MatchString(id) {
		id = rand.Text()
	}
	c.Header(requestID, id)
}

// record writes one line for each request and counts it: no body, no query string,
// no address or name of the client, and of the path only the route that it matched.
func (s *service) record(c *gin.Context) {
	start := time.Now()
	defer func() {
		took, method, code := time.Since(start), knownMethod(c.Request.Method), c.GetString(problemCode)
		status, size := c.Writer.Status(), max(c.Writer.Size(), 0)
		s.counts.answered(c.FullPath(), method, status, code, took, size)
		line := []slog.Attr{
			slog.String("method", method),
			slog.String("route", c.FullPath()),
			slog.Int("status", status),
			slog.Int("bytes", size),
			slog.Int64("microseconds", took.Microseconds()),
			slog.String("request_id", c.Writer.Header().Get(requestID)),
		}
		if code != "" {
			line = append(line, slog.String("problem", code))
		}
		if trace := c.GetHeader("traceparent"); traceParent.MatchString(trace) {
			line = append(line, slog.String("trace_id", trace[3:35]), slog.String("parent_id", trace[36:52]))
		}
		s.log.LogAttrs(c, slog.LevelInfo, "request", line...)
	}()
	c.Next()
}

// traceParent is what a caller's tracing sends (W3C Trace Context, version 00). The
// log holds its ids, so that a line here is found from the trace there.
var traceParent = regexp.MustCompile(`^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$`)

// knownMethod keeps words that a client made up out of the log.
func knownMethod(method string) string {
	known := []string{http.MethodGet, http.MethodHead, http.MethodPost, "QUERY", http.MethodOptions,
		http.MethodPut, http.MethodPatch, http.MethodDelete}
	if slices.Contains(known, method) {
		return method
	}
	return "other"
}

// harden sets what holds for every answer. Answers of the API may hold somebody's
// debts, so that nothing on the way may keep them; none of them is a page, and a
// browser that is shown one does nothing with it.
func harden(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	header.Set("Referrer-Policy", "no-referrer")
	if strings.HasPrefix(c.Request.URL.Path, "/v1/") {
		header.Set("Accept-Query", "application/json")
	}
}
