package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

// refusal is one way in which the door itself says no. Its code is a promise.
type refusal struct {
	status int
	code   string
	detail string
}

// The refusals. The reasons inside a document come from the engine, as problems.
var (
	malformed        = refusal{http.StatusBadRequest, "malformed", "The document is not well formed; problems says where."}
	bodyBroken       = refusal{http.StatusBadRequest, "body_broken", "The body ended before its announced end."}
	notFound         = refusal{http.StatusNotFound, "not_found", "There is nothing at this address."}
	methodNotAllowed = refusal{http.StatusMethodNotAllowed, "method_not_allowed", "The address exists; the Allow header lists its methods."}
	bodyTooSlow      = refusal{http.StatusRequestTimeout, "body_too_slow", "The body did not arrive in time."}
	documentTooLarge = refusal{http.StatusRequestEntityTooLarge, "document_too_large", "The document is longer than 256 KiB."}
	notJSON          = refusal{http.StatusUnsupportedMediaType, "not_json", "Send one Content-Type: application/json, in UTF-8."}
	bodyEncoded      = refusal{http.StatusUnsupportedMediaType, "body_encoded", "Send the body as it is, without Content-Encoding."}
	impossible       = refusal{http.StatusUnprocessableEntity, "impossible", "The document is well formed but cannot be computed; problems says why."}
	failure          = refusal{http.StatusInternalServerError, "internal", "Something went wrong here, not in the request. The instance identifies it in the log."}
)

// problemDocument is the start of a problem document of RFC 9457. Its type is the
// address of the page about its code.
type problemDocument struct {
	Type     string `json:"type"`
	Title    string `json:"title"`
	Status   int    `json:"status"`
	Detail   string `json:"detail"`
	Instance string `json:"instance"`
	Code     string `json:"code"`
}

// refuse answers with a problem document.
func refuse(c *gin.Context, r refusal) { refuseWith(c, r, []byte("{}")) }

// refuseWith answers with a problem document and the members of a JSON object.
// They are joined as bytes: the engine's list of problems goes out as it came.
func refuseWith(c *gin.Context, r refusal, members []byte) {
	document, err := json.Marshal(problemDocument{
		Type: problemType(r), Title: http.StatusText(r.status), Status: r.status,
		Detail: r.detail, Instance: c.Writer.Header().Get(requestID), Code: r.code,
	})
	if err != nil {
		panic(err) // five texts and a number always marshal
	}
	if len(members) > len("{}") {
		document = append(append(document[:len(document)-1], ','), members[1:]...)
	}
	c.Data(r.status, "application/problem+json", document)
	c.Abort()
}

// recoverWith turns a panic into a problem. The log gets the place, not the
// panic's words: they may quote somebody's figures.
func recoverWith(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			reason := recover()
			if reason == nil {
				return
			}
			if reason == http.ErrAbortHandler {
				panic(reason) // asked for by a handler: net/http closes the connection
			}
			log.Error("panic", "request_id", c.Writer.Header().Get(requestID), "stack", string(debug.Stack()))
			if c.Writer.Written() {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			forget(c)
			refuse(c, failure)
		}()
		c.Next()
	}
}

// forget takes back what a handler had begun to say about its answer.
func forget(c *gin.Context) {
	id := c.Writer.Header().Get(requestID)
	clear(c.Writer.Header())
	c.Header(requestID, id)
	harden(c)
}
