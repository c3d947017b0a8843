package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// contract is what the OpenAPI document is put together from: the part that
// somebody wrote, in server/openapi.base.json, and the operations of the engine.
// What the part says of every operation stands in it once, under x-operation;
// x-examples names the worked cases that an operation shows, and x-refusal is the
// envelope of a refused one.
type contract struct {
	base        object
	cases       string
	paths       object
	bodies      object
	responses   object
	definitions object
}

// openAPI writes the document: the paths of the server as they are written, one
// path for each operation, and every type as a schema.
func openAPI(m *model, root string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(root, "server/openapi.base.json"))
	if err != nil {
		return nil, err
	}
	base, err := readObject(text)
	if err != nil {
		return nil, fmt.Errorf("server/openapi.base.json: %w", err)
	}
	definitions, err := definitions(m)
	if err != nil {
		return nil, err
	}
	c := &contract{
		base: base, cases: filepath.Join(root, "calc/testdata/cases"),
		paths: base.object("paths"), responses: base.object("components", "responses"), definitions: definitions,
	}
	for _, op := range m.operations {
		if err := c.operation(op); err != nil {
			return nil, fmt.Errorf("%s: %w", op.name, err)
		}
	}
	return c.document()
}

// document puts the parts together, and points every reference to where the
// schemas lie in it.
func (c *contract) document() ([]byte, error) {
	schemas := append(object{}, c.definitions...)
	for _, m := range c.base.object("components", "schemas") {
		if _, taken := schemas.value(m.key); taken {
			return nil, fmt.Errorf("server/openapi.base.json: the engine has a type %s of its own", m.key)
		}
		schemas = append(schemas, m)
	}
	document := c.base.without("x-operation").without("x-examples").without("x-refusal").
		with(c.paths, "paths").
		with(c.responses, "components", "responses").
		with(c.bodies, "components", "requestBodies").
		with(schemas, "components", "schemas")
	text, err := indented(document)
	return bytes.ReplaceAll(text, []byte(`"#/$defs/`), []byte(`"#/components/schemas/`)), err
}

// operation adds the path of an operation, which a path of the server may share,
// with the body and the responses that POST and QUERY have in common.
func (c *contract) operation(op operation) error {
	shown, err := readExamples(c.cases, op.name, c.base.object("x-examples"))
	if err != nil {
		return err
	}
	c.bodies = append(c.bodies, member{op.name, object{
		{"description", op.request.doc}, {"required", true},
		{"content", object{{"application/json", withExamples(object{{"schema", reference(op.request.name)}}, shown.requests)}}},
	}})
	refused := c.refused(op, shown)
	c.responses = append(c.responses, member{op.name, object{
		{"description", op.answer.doc}, {"headers", c.base.object("x-operation", "headers")},
		{"content", object{{"application/json", withExamples(object{{"schema", reference(op.answer.name)}}, shown.answers)}}},
	}})
	responses := object{{"200", object{{"$ref", "#/components/responses/" + op.name}}}}
	for _, m := range c.base.object("x-operation", "responses") {
		if m.key == "422" {
			m.value = refused
		}
		responses = append(responses, m)
	}
	about := func(id string, responses object) object {
		return object{
			{"operationId", id}, {"tags", []string{"calculate"}}, {"summary", summary(op.request)},
			{"requestBody", object{{"$ref", "#/components/requestBodies/" + op.name}}}, {"responses", responses},
		}
	}
	path := "/v1/" + op.name
	byQuery := append(responses[:len(responses):len(responses)], c.base.object("x-operation", "query")...)
	c.paths = c.paths.with(about(op.name, responses), path, "post").with(about(op.name+"_by_query", byQuery), path, "x-query")
	return nil
}

// refused refers to the response of an impossible document: the common one, or
// one of the operation's own with examples.
func (c *contract) refused(op operation, shown examples) any {
	common, _ := c.base.object("x-operation", "responses").value("422")
	if len(shown.refusals) == 0 {
		return common
	}
	name := op.name + ".refused"
	response := c.base.object("components", "responses", "impossible")
	content := withExamples(response.object("content", "application/problem+json"), c.enveloped(shown.refusals))
	c.responses = append(c.responses, member{name, response.with(content, "content", "application/problem+json")})
	return object{{"$ref", "#/components/responses/" + name}}
}

// enveloped puts what the engine says of refused cases into problem documents.
func (c *contract) enveloped(refusals object) (documents object) {
	for _, m := range refusals {
		problems, _ := m.value.(object).object("value").value("problems")
		documents = append(documents, member{m.key, m.value.(object).with(c.base.object("x-refusal").with(problems, "problems"), "value")})
	}
	return documents
}

func withExamples(media, shown object) object {
	if len(shown) == 0 {
		return media
	}
	return append(append(object{}, media...), member{"examples", shown})
}

// summary is what a request asks, from its comment: "QuoteRequest asks for one
// plan." says "Asks for one plan".
func summary(t *typ) string {
	sentence, _, _ := strings.Cut(strings.TrimPrefix(t.doc, t.goName+" "), "\n")
	return exported(strings.TrimSuffix(sentence, "."))
}

// examples are the worked cases that an operation shows: each a request, with an
// answer or a refusal of the same name.
type examples struct{ requests, answers, refusals object }

// readExamples reads the cases that are named for an operation, at least one of
// which has to be answered.
func readExamples(folder, op string, named object) (shown examples, err error) {
	names, _ := named.value(op)
	list, _ := names.([]any)
	for _, name := range list {
		text, err := os.ReadFile(filepath.Join(folder, fmt.Sprint(name)+".json"))
		if err != nil {
			return shown, err
		}
		var worked struct {
			It, Op        string
			Request, Want json.RawMessage
		}
		if err := json.Unmarshal(text, &worked); err != nil {
			return shown, err
		}
		if worked.Op != op || worked.Request == nil {
			return shown, fmt.Errorf("%s is no example of it", name)
		}
		if err := shown.add(strings.ReplaceAll(fmt.Sprint(name), "/", "."), worked.It, worked.Request, worked.Want); err != nil {
			return shown, err
		}
	}
	if len(shown.answers) == 0 {
		return shown, fmt.Errorf("no answered case is named for it under x-examples")
	}
	return shown, nil
}

func (e *examples) add(name, it string, request, want []byte) error {
	asked, err := readObject(request)
	if err != nil {
		return err
	}
	answered, err := readObject(want)
	if err != nil {
		return err
	}
	example := func(value any) member { return member{name, object{{"summary", it}, {"value", value}}} }
	e.requests = append(e.requests, example(asked))
	if _, refused := answered.value("problems"); refused {
		e.refusals = append(e.refusals, example(answered))
	} else {
		e.answers = append(e.answers, example(answered))
	}
	return nil
}
