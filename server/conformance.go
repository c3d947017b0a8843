package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/calc/testdata/cases"
	"parley/calc/wire"
)

// conformanceCase is a question with the bytes that every door has to answer.
type conformanceCase struct {
	Name string `json:"name"`
	It   string `json:"it"`
	Op   string `json:"op"`
	// Request is the document as text: some are no good JSON.
	Request string `json:"request"`
	// Status is that of the answer by HTTP.
	Status int `json:"status"`
	// Want is what the engine answers; by HTTP, a list of problems stands in a
	// problem document.
	Want string `json:"want"`
}

// conformanceCases reads the cases that this program was built with, by name.
func conformanceCases() (all []conformanceCase, err error) {
	names, err := fs.Glob(cases.Files, "*/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := fs.ReadFile(cases.Files, name)
		if err != nil {
			return nil, err
		}
		one, err := readConformanceCase(strings.TrimSuffix(name, ".json"), text)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

func readConformanceCase(name string, text []byte) (one conformanceCase, err error) {
	var stored struct {
		It, Op        string
		Request, Want json.RawMessage
		RequestText   *string `json:"request_text"`
	}
	if err := json.Unmarshal(text, &stored); err != nil {
		return one, err
	}
	var request, want bytes.Buffer
	if stored.RequestText != nil {
		request.WriteString(*stored.RequestText)
	} else if err := json.Compact(&request, stored.Request); err != nil {
		return one, err
	}
	if err := json.Compact(&want, stored.Want); err != nil {
		return one, err
	}
	var refused struct{ Problems []wire.Problem }
	if err := json.Unmarshal(stored.Want, &refused); err != nil {
		return one, err
	}
	status := 200
	if len(refused.Problems) > 0 {
		status = statusOf(refused.Problems)
	}
	return conformanceCase{name, stored.It, stored.Op, request.String(), status, want.String()}, nil
}

// streamConformance answers with the cases, one a line.
func streamConformance() gin.HandlerFunc {
	all, err := conformanceCases()
	if err != nil {
		panic(err) // the cases are part of the program, and read by the tests
	}
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	for _, one := range all {
		if err := encoder.Encode(one); err != nil {
			panic(err) // texts and a number always marshal
		}
	}
	return func(c *gin.Context) { sendKept(c, "application/x-ndjson", lines.Bytes()) }
}
