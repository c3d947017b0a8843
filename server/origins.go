package main

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
)

// What a page of another origin may send and read.
const (
	sharedMethods  = "GET, HEAD, POST, QUERY, DELETE"
	sharedHeaders  = "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Request-Id, traceparent"
	exposedHeaders = "ETag, Idempotency-Replayed, Link, Location, Parley-Digest, RateLimit, RateLimit-Policy, Request-Id, Retry-After, Server-Timing, WWW-Authenticate"
)

// openToOrigins lets the pages of the origins that the operator names call the API, and
// nobody else's: no patterns, and no cookies, of which there are none.
func (s *service) openToOrigins(c *gin.Context) {
	if len(s.origins) == 0 {
		return
	}
	c.Writer.Header().Add("Vary", "Origin")
	origin := c.GetHeader("Origin")
	if !slices.Contains(s.origins, origin) {
		return
	}
	c.Header("Access-Control-Allow-Origin", origin)
	c.Header("Access-Control-Expose-Headers", exposedHeaders)
	if c.Request.Method == http.MethodOptions && c.GetHeader("Access-Control-Request-Method") != "" {
		c.Header("Access-Control-Allow-Methods", sharedMethods)
		c.Header("Access-Control-Allow-Headers", sharedHeaders)
		c.Header("Access-Control-Max-Age", "600")
		c.AbortWithStatus(http.StatusNoContent)
	}
}
