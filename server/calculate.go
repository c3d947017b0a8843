package main

import (
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/server/records"
	"parley/server/zone"
)

// calculate passes a body to the engine and its answer back, both untouched.
func (s *service) calculate(op string) gin.HandlerFunc {
	return func(c *gin.Context) {
		request, release, ok := s.document(c, op)
		defer release()
		if !ok {
			return
		}
		room := rooms.Get().(*[]byte)
		defer rooms.Put(room)
		start := time.Now()
		reply := zone.DoIn(*room, op, request)
		if !reply.Failed && cap(reply.Body) <= largestRoom {
			*room = reply.Body
		}
		took := time.Since(start)
		s.counts.computed(op, took)
		s.charge(c, op, len(request), len(reply.Body))
		c.Header("Server-Timing", "engine;dur="+strconv.FormatFloat(took.Seconds()*1000, 'f', 3, 64))
		switch {
		case reply.Malformed:
			refuseWith(c, malformed, reply.Body)
		case reply.Failed:
			refuseWith(c, impossible, reply.Body)
		default:
			answer(c, reply)
		}
	}
}

// rooms are where answers are written, for one request after the other.
var rooms = sync.Pool{New: func() any { room := make([]byte, 0, 16<<10); return &room }}

// largestRoom is how long an answer may be for its room to be kept.
const largestRoom = 256 << 10

// document reads the body of a request for an operation, which is good until
// release is called, or refuses it.
func (s *service) document(c *gin.Context, op string) (text []byte, release func(), ok bool) {
	if !isPlain(c.Request) {
		c.Header("Accept-Encoding", "identity")
		refuse(c, bodyEncoded)
		return nil, func() {}, false
	}
	if !isJSON(c.Request) {
		refuse(c, notJSON)
		return nil, func() {}, false
	}
	text, release, err := s.readBody(c)
	if err != nil {
		refuseBody(c, op, err)
	}
	return text, release, err == nil
}

// answer sends an answer with its digest, which is its tag as well. A QUERY is as
// safe as a GET: whoever has that answer already is told so (RFC 10008).
func answer(c *gin.Context, reply calc.Reply) {
	sum := digest(reply)
	tag := `"` + sum + `"`
	c.Header("Parley-Digest", inField(sum))
	c.Header("ETag", tag)
	if c.Request.Method == "QUERY" && records.Unchanged(c, tag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	sendWhole(c, http.StatusOK, "application/json", reply.Body)
}

// isPlain tells whether the body is sent as it is. A compressed one is refused: a
// few kilobytes could unfold into gigabytes.
func isPlain(r *http.Request) bool { return len(r.Header.Values("Content-Encoding")) == 0 }

// isJSON tells whether the body says that it is one document of JSON.
func isJSON(r *http.Request) bool { return isOfKind(r, "application/json") }

// isOfKind tells whether the body says once that it is of a kind, and at most adds
// that it is in UTF-8.
func isOfKind(r *http.Request, wanted string) bool {
	kinds := r.Header.Values("Content-Type")
	if len(kinds) != 1 {
		return false
	}
	kind, parameters, err := mime.ParseMediaType(kinds[0])
	if err != nil || kind != wanted {
		return false
	}
	charset, named := parameters["charset"]
	return len(parameters) == 0 || len(parameters) == 1 && named && strings.EqualFold(charset, "utf-8")
}

// digest is the SHA-256 of the canonical request, a newline and the answer, in
// base64 as RFC 9530 writes it. Anyone who holds both can take it again.
func digest(reply calc.Reply) string {
	hash := sha256.New()
	hash.Write(reply.Canonical)
	hash.Write([]byte("\n"))
	hash.Write(reply.Body)
	return base64.StdEncoding.EncodeToString(hash.Sum(nil))
}

// inField writes a digest as Parley-Digest and signed offers do.
func inField(digest string) string { return "sha-256=:" + digest + ":" }
