package main

import (
	"bytes"
	_ "embed"
	"encoding/json"

	"github.com/gin-gonic/gin"
)

// openAPI is the contract; it is generated from the same structs as the reader,
// what is written in openapi.base.json, and the worked cases.
//
//go:embed openapi.json
var openAPI []byte

// sendContract answers with the contract in one of its editions.
func sendContract(edition string) gin.HandlerFunc {
	body := editions()[edition]
	return func(c *gin.Context) { sendKept(c, gin.MIMEJSON, body) }
}

// editions are the contract without its spaces, in OpenAPI 3.1 and in 3.2, which
// has a place for QUERY and for lists of one document a line.
func editions() map[string][]byte {
	var plain bytes.Buffer
	if err := json.Compact(&plain, openAPI); err != nil {
		panic(err) // generated, and read by the tests
	}
	newer := bytes.Replace(plain.Bytes(), []byte(`"openapi":"3.1.1"`), []byte(`"openapi":"3.2.0"`), 1)
	newer = bytes.ReplaceAll(newer, []byte(`"x-query":`), []byte(`"query":`))
	newer = bytes.ReplaceAll(newer, []byte(`"x-itemSchema":`), []byte(`"itemSchema":`))
	return map[string][]byte{"3.1": plain.Bytes(), "3.2": newer}
}
