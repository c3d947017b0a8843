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

// record writes one line for each request: no body, no query string, no address
// of the client, and of the path only the route that it matched.
func record(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		defer func() {
			log.LogAttrs(c, slog.LevelInfo, "request",
				slog.String("method", knownMethod(c.Request.Method)),
				slog.String("route", c.FullPath()),
				slog.Int("status", c.Writer.Status()),
				slog.Int("bytes", max(c.Writer.Size(), 0)),
				slog.Int64("microseconds", time.Since(start).Microseconds()),
				slog.String("request_id", c.Writer.Header().Get(requestID)))
		}()
		c.Next()
	}
}

// knownMethod keeps words that a client made up out of the log.
func knownMethod(method string) string {
	known := []string{http.MethodGet, http.MethodHead, http.MethodPost, "QUERY", http.MethodOptions,
		http.MethodPut, http.MethodPatch, http.MethodDelete}
	if slices.Contains(known, method) {
		return method
	}
	return "other"
}

// harden sets what holds for every answer. Answers of the API may hold
// somebody's debts, so that nothing on the way may keep them.
func harden(c *gin.Context) {
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Cache-Control", "no-store")
	if strings.HasPrefix(c.Request.URL.Path, "/v1/") {
		c.Header("Accept-Query", "application/json")
	}
}
