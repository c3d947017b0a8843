package main

import (
	"bytes"
	"encoding/json"
	"strings"
)

// document is the part of the OpenAPI document that people are shown.
type document struct {
	Info  struct{ Description string }
	Paths ordered[map[string]operation]
	// Components hold what the paths refer to.
	Components struct {
		Schemas       map[string]shape
		RequestBodies map[string]payload
		Responses     map[string]payload
	}
}

// operation is one method of a path.
type operation struct{ Summary string }

// payload is what goes one way, as JSON or as a problem document.
type payload struct {
	Content map[string]struct {
		Schema   shape
		Examples ordered[example]
	}
}

// example is a worked case.
type example struct {
	Summary string
	Value   json.RawMessage
}

// shape is the schema of a value.
type shape struct {
	Ref         string `json:"$ref"`
	Description string
	Type        any
	Properties  ordered[shape]
	Required    []string
	Items       *shape
	Enum        []any
	Default     any
	Minimum     json.Number
	Maximum     json.Number
	MinItems    int
	MaxItems    int
	MaxLength   int
	Comment     string `json:"$comment"`
}

// name is the definition that a schema refers to.
func (s shape) name() string { return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:] }

// ordered is a JSON object that keeps the order of its keys.
type ordered[V any] []struct {
	Key   string
	Value V
}

func (o *ordered[V]) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return err
		}
		var value V
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		*o = append(*o, struct {
			Key   string
			Value V
		}{key.(string), value})
	}
	return nil
}

// value returns what stands under a key.
func (o ordered[V]) value(key string) (value V, there bool) {
	for _, entry := range o {
		if entry.Key == key {
			return entry.Value, true
		}
	}
	return value, false
}

// readContract reads the document that this program was built with.
func readContract() (contract document) {
	if err := json.Unmarshal(openAPI, &contract); err != nil {
		panic(err) // generated, and read by the tests
	}
	return contract
}
