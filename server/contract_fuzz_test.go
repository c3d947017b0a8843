package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestContractHolds asks what the OpenAPI document makes up: documents that its
// schemas allow, worked cases with parts from elsewhere, and both with one part
// broken. Whatever is asked, the status is documented and none of the server's
// faults, the answer has its schema, and no document that the schema refuses is
// answered: ask looks at that. Nor is a document that the schema allows refused for
// its shape. A failure is asked again by its number.
func TestContractHolds(t *testing.T) {
	exchanges := 20_000
	if testing.Short() {
		exchanges = 1000
	}
	handler, dreamer := door(t, io.Discard), newDreamer(t)
	statuses := map[int]int{}
	for number := range exchanges {
		dreamer.rand = rand.New(rand.NewPCG(20261124, uint64(number)))
		before := len(watched.breaches)
		method, path, body, headers := dreamer.request()
		answer := ask(handler, method, path, body, headers...)
		statuses[answer.Code]++
		if len(watched.breaches) > before || answer.Code >= 500 || dreamer.misread(path, body, answer) {
			t.Fatalf("number %d: %s %s %v\n%.2000s\n-> %d %.500s", number, method, path, headers, body, answer.Code, answer.Body)
		}
	}
	t.Log(statuses)
	for _, status := range []int{200, 400, 404, 415, 422} {
		require.NotZero(t, statuses[status], "nothing was answered with %d", status)
	}
}

// dreamer makes requests up from the document.
type dreamer struct {
	rand    *rand.Rand
	schemas map[string]any
	// operations are their names in one order, and requests their schemas.
	operations []string
	requests   map[string]map[string]any
	// worked are requests that are answered, by operation.
	worked map[string][]string
	// texts are some for each pattern.
	texts map[string][]string
}

func newDreamer(t testing.TB) *dreamer {
	var contract struct {
		Components struct{ Schemas map[string]any }
	}
	require.NoError(t, json.Unmarshal(openAPI, &contract))
	d := &dreamer{schemas: contract.Components.Schemas, requests: map[string]map[string]any{}, worked: map[string][]string{}, texts: map[string][]string{}}
	for op, request := range readContract().Components.RequestBodies {
		d.operations = append(d.operations, op)
		d.requests[op] = d.named(request.Content[gin.MIMEJSON].Schema.name())
	}
	slices.Sort(d.operations)
	for _, one := range must(conformanceCases()) {
		if one.Status == 200 {
			d.worked[one.Op] = append(d.worked[one.Op], one.Request)
		}
	}
	return d
}

// ofShape are the problems that a schema can see as well as the reader; a missing key
// is left out, as some are needed only beside another.
var ofShape = []string{"wrong_type", "json_unknown_key", "null_value", "too_many_items", "too_few_items", "not_one_of",
	"currency_unknown", "date_invalid", "text_length", "number_grammar", "number_length", "number_precision"}

// misread tells whether a document that its schema allows was refused for its shape.
func (d *dreamer) misread(path, body string, answer *httptest.ResponseRecorder) bool {
	var refused struct{ Problems []struct{ Code string } }
	if answer.Code != http.StatusUnprocessableEntity || json.Unmarshal(answer.Body.Bytes(), &refused) != nil {
		return false
	}
	shaped := slices.ContainsFunc(refused.Problems, func(p struct{ Code string }) bool { return slices.Contains(ofShape, p.Code) })
	item := watched.path(path)
	if !shaped || item == nil || item.Post == nil {
		return false
	}
	return watched.valid(item.Post.RequestBody.Value.Content[gin.MIMEJSON].Schema, []byte(body)) == nil
}

// request is one to an operation, or now and then to what can be read.
func (d *dreamer) request() (method, path, body string, headers []string) {
	if d.rand.IntN(20) == 0 {
		return d.read()
	}
	op := pick(d.rand, d.operations)
	headers = []string{"Content-Type", "application/json"}
	switch d.rand.IntN(40) {
	case 0:
		headers = []string{"Content-Type", pick(d.rand, []string{"", "text/json", "application/xml", "application/json; charset=latin1"})}
	case 1:
		headers = append(headers, "Content-Encoding", "gzip")
	}
	return pick(d.rand, []string{"POST", "QUERY"}), "/v1/" + op, d.body(op), headers
}

// read asks for what is no operation, with parts of its address made up.
func (d *dreamer) read() (method, path, body string, headers []string) {
	made := pick(d.rand, []string{"cn-card", "quote", "json_syntax", "%22", "x%00y", "..%2f", "编号", "a", strings.Repeat("z", 300)})
	path = pick(d.rand, []string{"/v1/packs", "/v1/packs/" + made, "/v1/packs/cn-card?on=" + made, "/v1/packs/cn-card?on=2026-11-24",
		"/v1/problems", "/v1/problems/" + made, "/docs", "/docs/" + made, "/v1/limits", "/v1/schema.json", "/openapi.json", "/healthz"})
	return pick(d.rand, []string{"GET", "GET", "GET", "HEAD", "POST", "DELETE"}), path, "", []string{"Accept", pick(d.rand, []string{"*/*", "text/html", "image/png"})}
}

// body is a document for an operation: dreamt, or a worked one with other parts;
// whole, or with one part broken.
func (d *dreamer) body(op string) string {
	schema := d.requests[op]
	var value any
	if d.rand.IntN(4) == 0 {
		value = d.dream(schema, 0)
	} else {
		if err := json.Unmarshal([]byte(pick(d.rand, d.worked[op])), &value); err != nil {
			panic(err)
		}
		for range d.rand.IntN(3) {
			value = d.change(schema, value, d.dream)
		}
	}
	if d.rand.IntN(3) == 0 {
		value = d.change(schema, value, d.damage)
	}
	text := must(json.Marshal(value))
	if d.rand.IntN(20) == 0 {
		text = d.scratch(text)
	}
	return string(text)
}

func (d *dreamer) named(name string) map[string]any { return d.schemas[name].(map[string]any) }

// resolved follows references.
func (d *dreamer) resolved(schema map[string]any) map[string]any {
	for {
		reference, is := schema["$ref"].(string)
		if !is {
			return schema
		}
		schema = d.named(reference[strings.LastIndexByte(reference, '/')+1:])
	}
}

// dream makes up a value that a schema allows.
func (d *dreamer) dream(schema map[string]any, depth int) any {
	schema = d.resolved(schema)
	if words, is := schema["enum"].([]any); is {
		return pick(d.rand, words)
	}
	switch schema["type"] {
	case "object":
		return d.dreamObject(schema, depth)
	case "array":
		list := make([]any, int(number(schema, "minItems", 0))+d.rand.IntN(3))
		for i := range list {
			list[i] = d.dream(schema["items"].(map[string]any), depth+1)
		}
		return list
	case "integer":
		least := number(schema, "minimum", -10)
		most := number(schema, "maximum", 1000)
		if d.rand.IntN(3) > 0 {
			most = min(most, least+30)
		}
		return least + d.rand.Int64N(most-least+1)
	case "boolean":
		return d.rand.IntN(2) == 0
	}
	return d.dreamText(schema)
}

func (d *dreamer) dreamObject(schema map[string]any, depth int) any {
	value := map[string]any{}
	properties := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]any)
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(required, any(key)) || depth < 5 && d.rand.IntN(4) == 0 {
			value[key] = d.dream(properties[key].(map[string]any), depth+1)
		}
	}
	return value
}

func (d *dreamer) dreamText(schema map[string]any) string {
	if schema["format"] == "date" {
		return fmt.Sprintf("%d-%02d-%02d", 2020+d.rand.IntN(12), 1+d.rand.IntN(12), 1+d.rand.IntN(28))
	}
	pattern, is := schema["pattern"].(string)
	if !is {
		return strings.Repeat(pick(d.rand, []string{"a", "某", "<b>", "𝟙"}), 1+d.rand.IntN(3))
	}
	if d.texts[pattern] == nil {
		for seed := range 200 {
			text := rapid.StringMatching(pattern).Example(seed)
			if len(text) <= 24 {
				d.texts[pattern] = append(d.texts[pattern], text)
			}
		}
	}
	return pick(d.rand, d.texts[pattern])
}

// change puts a part made by another way in the place of one part of a value.
func (d *dreamer) change(schema map[string]any, value any, make func(map[string]any, int) any) any {
	schema = d.resolved(schema)
	switch part := value.(type) {
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		keys := slices.Sorted(maps.Keys(properties))
		if len(keys) == 0 || d.rand.IntN(8) == 0 {
			return make(schema, 3)
		}
		key := pick(d.rand, keys)
		if present := slices.Sorted(maps.Keys(part)); len(present) > 0 && d.rand.IntN(4) > 0 {
			key = pick(d.rand, present)
		}
		inner, known := properties[key].(map[string]any)
		if old, there := part[key]; there && known {
			part[key] = d.change(inner, old, make)
		} else if known {
			part[key] = make(inner, 3)
		}
		return part
	case []any:
		items, is := schema["items"].(map[string]any)
		if len(part) == 0 || !is || d.rand.IntN(6) == 0 {
			return make(schema, 3)
		}
		at := d.rand.IntN(len(part))
		part[at] = d.change(items, part[at], make)
		return part
	}
	return make(schema, 3)
}

// damage makes up a value that a schema most likely refuses.
func (d *dreamer) damage(schema map[string]any, _ int) any {
	if most := number(schema, "maximum", 0); most > 0 && d.rand.IntN(2) == 0 {
		return most + 1
	}
	if value, is := d.dream(schema, 4).(map[string]any); is && d.rand.IntN(2) == 0 {
		value[pick(d.rand, []string{"__proto__", "", "amount ", "Count", "constructor"})] = 0
		return value
	}
	return pick(d.rand, []any{nil, true, -1, 0, 1e30, json.Number("0.1"), json.Number("9007199254740993"), "", " ", "1e5", "+1", "-0.00", "00", ".5", "１２",
		"NaN", "2026-02-30", "0000-01-01", "10000-01-01", "javascript:alert(1)", "\u202e", "\u0000", strings.Repeat("9", 25), strings.Repeat("x", 5000),
		[]any{}, []any{nil}, map[string]any{}, map[string]any{"toString": 1}})
}

// scratch damages the text itself.
func (d *dreamer) scratch(text []byte) []byte {
	at := d.rand.IntN(len(text))
	switch d.rand.IntN(5) {
	case 0:
		return text[:at]
	case 1:
		return append(slices.Clone(text), pick(d.rand, []string{"x", "{}", "\x00", ","})...)
	case 2:
		return bytes.Replace(text, []byte(`":`), []byte(`":1,"a":`), 1)
	case 3:
		return append([]byte("\xef\xbb\xbf"), text...)
	}
	changed := slices.Clone(text)
	changed[at] = byte(d.rand.IntN(256))
	return changed
}

func number(schema map[string]any, key string, otherwise int64) int64 {
	if value, is := schema[key].(float64); is {
		return int64(value)
	}
	return otherwise
}

func pick[V any](random *rand.Rand, from []V) V { return from[random.IntN(len(from))] }
