package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/calc/wire"
)

// calculate passes a body to the engine and its answer back, both untouched.
func calculate(op string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !isPlain(c.Request) {
			c.Header("Accept-Encoding", "identity")
			refuse(c, bodyEncoded)
			return
		}
		if !isJSON(c.Request) {
			refuse(c, notJSON)
			return
		}
		request, err := readBody(c)
		if err != nil {
			refuseBody(c, op, err)
			return
		}
		reply := calc.Do(op, request)
		switch {
		case reply.Malformed:
			refuseWith(c, malformed, reply.Body)
		case reply.Failed:
			refuseWith(c, impossible, reply.Body)
		default:
			c.Header("Parley-Digest", digest(reply))
			c.Data(http.StatusOK, "application/json", reply.Body)
		}
	}
}

// isPlain tells whether the body is sent as it is. A compressed one is refused: a
// few kilobytes could unfold into gigabytes.
func isPlain(r *http.Request) bool { return len(r.Header.Values("Content-Encoding")) == 0 }

// isJSON tells whether the body says that it is JSON, once, and at most adds that
// it is in UTF-8.
func isJSON(r *http.Request) bool {
	kinds := r.Header.Values("Content-Type")
	if len(kinds) != 1 {
		return false
	}
	kind, parameters, err := mime.ParseMediaType(kinds[0])
	if err != nil || kind != "application/json" {
		return false
	}
	charset, named := parameters["charset"]
	return len(parameters) == 0 || len(parameters) == 1 && named && strings.EqualFold(charset, "utf-8")
}

// readBody reads at most wire.MaxDocument bytes. A body that announces more is
// refused before it is read, so that many of them at once cost no memory.
func readBody(c *gin.Context) ([]byte, error) {
	if c.Request.ContentLength > wire.MaxDocument {
		return nil, &http.MaxBytesError{Limit: wire.MaxDocument}
	}
	return io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, wire.MaxDocument))
}

// tooLarge stands for every body beyond the limit: the engine refuses by length
// alone, and so it is asked for its own words without keeping the body.
var tooLarge [wire.MaxDocument + 1]byte

// refuseBody says why a body could not be read.
func refuseBody(c *gin.Context, op string, err error) {
	var beyond *http.MaxBytesError
	switch {
	case errors.As(err, &beyond):
		c.Header("Connection", "close") // the rest of the body is not wanted
		refuseWith(c, documentTooLarge, calc.Do(op, tooLarge[:]).Body)
	case errors.Is(err, os.ErrDeadlineExceeded):
		refuse(c, bodyTooSlow)
	default:
		refuse(c, bodyBroken)
	}
}

// digest is the SHA-256 of the canonical request, a newline and the answer, as a
// structured field in the form of RFC 9530. Anyone who holds both can take it again.
func digest(reply calc.Reply) string {
	hash := sha256.New()
	hash.Write(reply.Canonical)
	hash.Write([]byte("\n"))
	hash.Write(reply.Body)
	return "sha-256=:" + base64.StdEncoding.EncodeToString(hash.Sum(nil)) + ":"
}
