package main

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/calc"
)

//go:embed docs.html
var docsText string

//go:embed docs.css
var docsStyle string

var docsTemplates = template.Must(template.New("docs").
	Funcs(template.FuncMap{"style": func() template.CSS { return template.CSS(docsStyle) }, "paragraphs": paragraphs}).
	Parse(docsText))

// The pages of the documents run no script and ask nobody for anything: one style
// sheet within them, known by its hash, and no more.
var docsPolicy = "default-src 'none'; style-src '" + styleHash() + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func styleHash() string {
	sum := sha256.Sum256([]byte(docsStyle))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// protectDocs sets the policy of the documents in place of the calculator's.
func protectDocs(header http.Header) {
	protect(header)
	header.Set("Content-Security-Policy", docsPolicy)
}

// address is an operation by its name, or what can be read by its path.
type address struct{ Name, Summary string }

// docsOverview is the page that the documents begin with.
type docsOverview struct {
	About      string
	Operations []address
	Addresses  []address
	Limits     []limit
}

// docsOperation is the page of one operation.
type docsOperation struct {
	Name, Summary   string
	Examples        []workedExample
	Request, Answer string
	Types           []documentedType
}

// workedExample is a case with the line that asks it, and where the calculator has a
// form for it the address that shows it there.
type workedExample struct{ It, Curl, Status, Answer, Open string }

// documentedType is a type that a request or an answer reaches.
type documentedType struct {
	Name, About string
	Words       []any
	Fields      []documentedField
}

type documentedField struct {
	Key, Type, Link, About string
	List, Required         bool
}

// showDocs answers with the overview.
func showDocs(contract document) gin.HandlerFunc {
	overview := docsOverview{About: contract.Info.Description, Limits: limits()}
	for _, op := range calc.Operations {
		path, _ := contract.Paths.value("/v1/" + op)
		overview.Operations = append(overview.Operations, address{op, path["post"].Summary})
	}
	for _, path := range contract.Paths {
		if _, read := path.Value["get"]; !read && slices.Contains(calc.Operations[:], strings.TrimPrefix(path.Key, "/v1/")) {
			continue
		}
		for _, method := range []string{"get", "post", "delete"} {
			if first, there := path.Value[method]; there {
				overview.Addresses = append(overview.Addresses, address{path.Key, first.Summary})
				break
			}
		}
	}
	return sendDocs("overview", overview)
}

// showOperation answers with the page of an operation.
func showOperation(contract document) gin.HandlerFunc {
	pages := map[string]gin.HandlerFunc{}
	for _, op := range calc.Operations {
		pages[op] = sendDocs("operation", describe(contract, op))
	}
	return oneOf(pages, "operation")
}

// oneOf answers with the page that a part of the address names.
func oneOf(pages map[string]gin.HandlerFunc, part string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if show, known := pages[c.Param(part)]; known {
			show(c)
			return
		}
		refuse(c, notFound)
	}
}

func sendDocs(template string, value any) gin.HandlerFunc {
	var page bytes.Buffer
	if err := docsTemplates.ExecuteTemplate(&page, template, value); err != nil {
		panic(err) // the template is part of the program
	}
	return func(c *gin.Context) {
		protectDocs(c.Writer.Header())
		sendKept(c, "text/html; charset=utf-8", page.Bytes())
	}
}

// describe gathers what the page of an operation shows.
func describe(contract document, op string) docsOperation {
	path, _ := contract.Paths.value("/v1/" + op)
	request, answer := contract.Components.RequestBodies[op], contract.Components.Responses[op]
	asked, answered := request.Content[gin.MIMEJSON], answer.Content[gin.MIMEJSON]
	page := docsOperation{
		Name: op, Summary: path["post"].Summary, Request: asked.Schema.name(), Answer: answered.Schema.name(),
	}
	refused := contract.Components.Responses[op+".refused"].Content["application/problem+json"]
	for _, each := range asked.Examples {
		worked := workedExample{It: each.Value.Summary, Curl: curl(op, spaced(each.Value.Value)), Status: "200", Open: opened(op, each.Value.Value)}
		reply, answers := answered.Examples.value(each.Key)
		if !answers {
			worked.Status = "422"
			reply, _ = refused.Examples.value(each.Key)
		}
		worked.Answer = spaced(reply.Value)
		page.Examples = append(page.Examples, worked)
	}
	seen := map[string]bool{}
	page.reach(contract, asked.Schema, seen)
	page.reach(contract, answered.Schema, seen)
	return page
}

// curl is the line that asks an operation from a shell.
func curl(op, request string) string {
	return fmt.Sprintf("curl -s http://%s/v1/%s -H 'Content-Type: application/json' -d '%s'",
		usualAddress, op, strings.ReplaceAll(request, "'", `'\''`))
}

// spaced writes JSON for people.
func spaced(text json.RawMessage) string {
	var out bytes.Buffer
	if err := json.Indent(&out, text, "", "  "); err != nil {
		panic(err) // an example of the document is JSON
	}
	return out.String()
}

// reach adds the types that a schema leads to, each once, in the order in which a
// reader meets them.
func (page *docsOperation) reach(contract document, s shape, seen map[string]bool) {
	for s.Items != nil {
		s = *s.Items
	}
	definition, known := contract.Components.Schemas[s.name()]
	if s.Ref == "" || !known || seen[s.name()] {
		return
	}
	seen[s.name()] = true
	about := documentedType{Name: s.name(), About: definition.Description, Words: definition.Enum}
	for _, property := range definition.Properties {
		about.Fields = append(about.Fields, documentField(property.Key, property.Value, slices.Contains(definition.Required, property.Key)))
	}
	page.Types = append(page.Types, about)
	for _, property := range definition.Properties {
		page.reach(contract, property.Value, seen)
	}
}

func documentField(key string, s shape, required bool) documentedField {
	field := documentedField{Key: key, About: s.Description + bounds(s), Required: required}
	if s.Items != nil {
		field.List = true
		s = *s.Items
	}
	field.Link = s.name()
	if field.Type = s.name(); field.Type == "" {
		field.Type = fmt.Sprint(s.Type)
	}
	return field
}

// bounds says in words what a schema says in keywords.
func bounds(s shape) (text string) {
	if s.MinItems > 0 {
		text += fmt.Sprintf(" At least %d.", s.MinItems)
	}
	if s.MaxItems > 0 {
		text += fmt.Sprintf(" At most %d.", s.MaxItems)
	}
	if s.MaxLength > 0 {
		text += fmt.Sprintf(" At most %d characters.", s.MaxLength)
	}
	if s.Minimum != "" && s.Maximum != "" {
		text += fmt.Sprintf(" From %s to %s.", s.Minimum, s.Maximum)
	}
	if s.Comment != "" {
		text += " " + strings.ToUpper(s.Comment[:1]) + s.Comment[1:] + "."
	}
	if s.Default != nil {
		text += fmt.Sprintf(" When left out: %v.", s.Default)
	}
	return text
}

func paragraphs(text string) []string { return strings.Split(text, "\n\n") }
