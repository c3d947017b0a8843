package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"parley/server/records"
)

// refusal is one way in which the door itself says no. Its code is a promise.
type refusal struct {
	status int
	code   string
	detail string
}

// The refusals. The reasons inside a document come from the engine, as problems.
var (
	malformed           = ofRecords(records.Malformed)
	bodyBroken          = refusal{http.StatusBadRequest, "body_broken", "The body ended before its announced end."}
	credentialMissing   = refusal{http.StatusUnauthorized, "credential_missing", "Send a key or a token: Authorization: Bearer …"}
	credentialRefused   = refusal{http.StatusUnauthorized, "credential_refused", "The key or token is not valid here."}
	scopeMissing        = refusal{http.StatusForbidden, "scope_missing", "The key or token does not allow this; WWW-Authenticate names the scope that does."}
	notFound            = ofRecords(records.NotFound)
	methodNotAllowed    = refusal{http.StatusMethodNotAllowed, "method_not_allowed", "The address exists; the Allow header lists its methods."}
	bodyTooSlow         = refusal{http.StatusRequestTimeout, "body_too_slow", "The body did not arrive in time."}
	documentTooLarge    = refusal{http.StatusRequestEntityTooLarge, "document_too_large", "The document is longer than 256 KiB."}
	notLines            = refusal{http.StatusUnsupportedMediaType, "not_lines", "Send one Content-Type: application/x-ndjson, in UTF-8."}
	notJSON             = refusal{http.StatusUnsupportedMediaType, "not_json", "Send one Content-Type: application/json, in UTF-8."}
	bodyEncoded         = refusal{http.StatusUnsupportedMediaType, "body_encoded", "Send the body as it is, without Content-Encoding."}
	impossible          = ofRecords(records.Impossible)
	rateLimited         = refusal{http.StatusTooManyRequests, "rate_limited", "The quota of work units is used up; Retry-After says for how many seconds."}
	busy                = refusal{http.StatusServiceUnavailable, "busy", "Too much is being read at the moment; try again after Retry-After seconds."}
	credentialUnchecked = refusal{http.StatusServiceUnavailable, "credential_unchecked", "Keys and tokens cannot be checked at the moment; try again after Retry-After seconds."}
	failure             = refusal{http.StatusInternalServerError, "internal", "Something went wrong here, not in the request. The instance identifies it in the log."}
)

// problemCode is the key under which the code of a refusal is kept with its request.
const problemCode = "problem"

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
	c.Set(problemCode, r.code)
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
