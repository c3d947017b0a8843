package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
)

// listPacks answers which packs there are, with the bytes of the operation packs.
func listPacks(c *gin.Context) { sendRules(c, calc.Do("packs", []byte("{}"))) }

// showPack answers one pack, with the bytes of the operation pack. The query on
// asks for the values of one day.
func showPack(c *gin.Context) {
	request := map[string]string{"id": c.Param("id")}
	if on, given := c.GetQuery("on"); given {
		request["on"] = on
	}
	text, err := json.Marshal(request)
	if err != nil {
		panic(err) // texts always marshal
	}
	sendRules(c, calc.Do("pack", text))
}

// sendRules answers with what the engine says about the law. A pack that does not
// exist is an address that does not.
func sendRules(c *gin.Context, reply calc.Reply) {
	switch {
	case reply.Malformed:
		refuseWith(c, malformed, reply.Body)
	case reply.Failed && bytes.Contains(reply.Body, []byte(`"pointer":"#/id"`)):
		refuseWith(c, notFound, reply.Body)
	case reply.Failed:
		refuseWith(c, impossible, reply.Body)
	default:
		sendKept(c, "application/json", reply.Body)
	}
}

// sendKept answers with what holds nobody's debts: others may keep it as long as
// they ask whether it has changed.
func sendKept(c *gin.Context, contentType string, body []byte) {
	sendFor(c, contentType, "no-cache", body)
}

// sendFor says as well for how long it may be kept unasked.
func sendFor(c *gin.Context, contentType, cache string, body []byte) {
	header := c.Writer.Header()
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", cache)
	sum := sha256.Sum256(body)
	header.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(body))
}
