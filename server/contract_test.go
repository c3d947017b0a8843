package main

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain fails when anything that passed through ask broke the contract,
// whichever test sent it.
func TestMain(m *testing.M) {
	code := m.Run()
	for _, breach := range watched.breaches {
		fmt.Fprintln(os.Stderr, "against the OpenAPI document:", breach)
		code = 1
	}
	os.Exit(code)
}

// watched holds every request and every answer of the tests against the document.
var watched watch

type watch struct {
	load     sync.Once
	contract *openapi3.T
	compiler *jsonschema.Compiler

	lock     sync.Mutex
	schemas  map[string]*jsonschema.Schema
	breaches []string
}

// document is the contract in its 3.2 edition, which knows QUERY.
func (w *watch) document() *openapi3.T {
	w.load.Do(func() {
		text := editions()["3.2"]
		w.contract = must(openapi3.NewLoader().LoadFromData(text))
		w.compiler = jsonschema.NewCompiler()
		w.compiler.AssertFormat()
		whole := must(jsonschema.UnmarshalJSON(bytes.NewReader(text)))
		if err := w.compiler.AddResource("parley.json", whole); err != nil {
			panic(err)
		}
		w.schemas = map[string]*jsonschema.Schema{}
	})
	return w.contract
}

func must[V any](value V, err error) V {
	if err != nil {
		panic(err)
	}
	return value
}

// valid tells whether a text is JSON that a schema of the document allows.
func (w *watch) valid(schema *openapi3.SchemaRef, text []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	if schema.Ref == "" {
		return schema.Value.VisitJSON(value)
	}
	w.lock.Lock()
	compiled := w.schemas[schema.Ref]
	if compiled == nil {
		compiled = must(w.compiler.Compile("parley.json" + schema.Ref))
		w.schemas[schema.Ref] = compiled
	}
	w.lock.Unlock()
	return compiled.Validate(value)
}

// path finds the path of the document that an address belongs to.
func (w *watch) path(address string) *openapi3.PathItem {
	paths := w.document().Paths
	if exact := paths.Value(address); exact != nil {
		return exact
	}
	parts := strings.Split(address, "/")
	for template, path := range paths.Map() {
		if slices.EqualFunc(strings.Split(template, "/"), parts, func(wanted, part string) bool {
			return wanted == part || strings.HasPrefix(wanted, "{") && part != ""
		}) {
			return path
		}
	}
	return nil
}

// see looks at one exchange.
func (w *watch) see(request *http.Request, body string, answer *httptest.ResponseRecorder) {
	if err := w.breach(request, body, answer); err != nil {
		w.lock.Lock()
		defer w.lock.Unlock()
		if len(w.breaches) < 20 {
			w.breaches = append(w.breaches, fmt.Sprintf("%s %s -> %d: %v", request.Method, request.URL, answer.Code, err))
		}
	}
}

func (w *watch) breach(request *http.Request, body string, answer *httptest.ResponseRecorder) error {
	refusal := w.document().Components.Schemas["Refusal"]
	refusal = openapi3.NewSchemaRef("#/components/schemas/Refusal", refusal.Value)
	path := w.path(request.URL.EscapedPath())
	var operation *openapi3.Operation
	if path != nil {
		operation = path.Operations()[request.Method]
	}
	switch {
	case operation == nil && answer.Code >= 400:
		return w.valid(refusal, answer.Body.Bytes())
	case operation == nil && path != nil:
		return fmt.Errorf("a method that is not documented is answered")
	case operation == nil:
		return nil // a file of the page, or an address that a test made
	}
	if answer.Code == http.StatusOK && operation.RequestBody != nil {
		// Of a batch each line is refused or answered by itself.
		if media := operation.RequestBody.Value.Content["application/json"]; media != nil {
			if err := w.valid(media.Schema, []byte(body)); err != nil {
				return fmt.Errorf("bad input is accepted: %w", err)
			}
		}
	}
	return w.answered(operation, request.Method, answer)
}

// answered compares an answer with the response that the document has for it.
func (w *watch) answered(operation *openapi3.Operation, method string, answer *httptest.ResponseRecorder) error {
	response := operation.Responses.Status(answer.Code)
	if response == nil {
		return fmt.Errorf("the status is not documented")
	}
	for name, header := range response.Value.Headers {
		sent := answer.Header().Get(name)
		if sent == "" && header.Value.Required {
			return fmt.Errorf("the header %s is missing", name)
		}
		if sent != "" && !fits(header.Value.Schema.Value, sent) {
			return fmt.Errorf("the header %s is of another form", name)
		}
	}
	if method == http.MethodHead || answer.Code == http.StatusNotModified || answer.Code == http.StatusNoContent {
		return nil
	}
	kind, _, err := mime.ParseMediaType(answer.Header().Get("Content-Type"))
	if err != nil {
		return err
	}
	media := response.Value.Content[kind]
	switch {
	case media == nil:
		return fmt.Errorf("the content type %s is not documented", kind)
	case media.ItemSchema != nil:
		for line := range bytes.Lines(answer.Body.Bytes()) {
			if err := w.valid(media.ItemSchema, line); err != nil {
				return err
			}
		}
		return nil
	case strings.HasPrefix(kind, "text/"):
		return nil
	}
	return w.valid(media.Schema, answer.Body.Bytes())
}

// fits tells whether a header's text is what its schema says.
func fits(schema *openapi3.Schema, text string) bool {
	if schema.Type.Is("integer") {
		number, err := strconv.ParseFloat(text, 64)
		return err == nil && schema.VisitJSON(number) == nil
	}
	return schema.VisitJSON(text) == nil
}

func TestEditionsAreValid(t *testing.T) {
	for edition, text := range editions() {
		contract, err := openapi3.NewLoader().LoadFromData(text)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(contract.OpenAPI, edition))
		assert.NoError(t, contract.Validate(t.Context()), edition)
	}
}

// Every route is in the document, and everything in the document is a route. The
// files of the page are no part of the API.
func TestRoutesAreTheDocument(t *testing.T) {
	var routed, documented []string
	for _, route := range door(t, io.Discard).Routes() {
		if _, ofPage := pagePaths(t)[route.Path]; ofPage {
			continue
		}
		path := regexp.MustCompile(`:(\w+)`).ReplaceAllString(route.Path, "{$1}")
		routed = append(routed, route.Method+" "+path)
	}
	for path, item := range watched.document().Paths.Map() {
		for method := range item.Operations() {
			documented = append(documented, method+" "+path)
		}
	}
	slices.Sort(routed)
	slices.Sort(documented)
	assert.Equal(t, routed, documented)
}

func pagePaths(t testing.TB) map[string]bool {
	page, err := readPage(builtPage)
	require.NoError(t, err)
	paths := map[string]bool{}
	for _, f := range page {
		paths[f.path] = true
	}
	return paths
}

// Every example is sent and gives the answer beside it, byte for byte; of a
// refused one only the request id differs.
func TestExamplesRun(t *testing.T) {
	handler, contract := door(t, io.Discard), readContract()
	ran := 0
	for op, request := range contract.Components.RequestBodies {
		for _, each := range request.Content["application/json"].Examples {
			answer := ask(handler, "POST", "/v1/"+op, string(each.Value.Value), "Content-Type", "application/json")
			want, answers := contract.Components.Responses[op].Content["application/json"].Examples.value(each.Key)
			if answers {
				require.Equal(t, http.StatusOK, answer.Code, each.Key)
				assert.Equal(t, compact(t, want.Value), answer.Body.String(), each.Key)
			} else {
				want, _ = contract.Components.Responses[op+".refused"].Content["application/problem+json"].Examples.value(each.Key)
				require.Equal(t, http.StatusUnprocessableEntity, answer.Code, each.Key)
				got := strings.Replace(answer.Body.String(), answer.Header().Get(requestID), "6LKPDEXAMPLE", 1)
				assert.Equal(t, compact(t, want.Value), got, each.Key)
			}
			ran++
		}
	}
	assert.GreaterOrEqual(t, ran, 2*len(contract.Components.RequestBodies)-3, "examples are missing")
}

// What is watched is watched: each way to break the contract is told.
func TestBreachesAreTold(t *testing.T) {
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		kind, answer, says string
	}{
		"a status that is not documented": {"POST", "/v1/quote", "{}", 418, "application/json", "{}", "status is not documented"},
		"a header that is missing":        {"POST", "/v1/quote", quoteRequest, 200, "application/json", "{}", "the header"},
		"an answer of another shape":      {"GET", "/healthz", "", 200, "application/json", `{"status":"down"}`, "status"},
		"an answer of another kind":       {"GET", "/healthz", "", 200, "text/html", "ok", "content type"},
		"bad input that is accepted":      {"QUERY", "/v1/quote", `{"as_of":"2026-02-30"}`, 200, "application/json", "{}", "bad input"},
		"a method that nobody knows":      {"DELETE", "/v1/quote", "", 200, "application/json", "{}", "method"},
		"a refusal without its envelope":  {"GET", "/nowhere", "", 404, "text/plain", "not found", "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := httptest.NewRecorder()
			answer.Code = c.status
			answer.Header().Set("Content-Type", c.kind)
			if c.path == "/healthz" {
				answer.Header().Set(requestID, "1")
			}
			answer.Body.WriteString(c.answer)
			err := watched.breach(httptest.NewRequest(c.method, c.path, nil), c.body, answer)
			assert.ErrorContains(t, err, c.says)
		})
	}
}
