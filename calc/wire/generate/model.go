package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// model is everything that the generated files are made from.
type model struct {
	module     string
	operations []operation
	// types are all structs and word lists that a request, an answer or a
	// problem reaches, by name.
	types []*typ
	byKey map[string]*typ
}

// operation is one thing that can be asked.
type operation struct {
	// name is what the doors call it: "quote".
	name            string
	request, answer *typ
}

// kind is how a type is written in JSON.
type kind int

const (
	structKind kind = iota
	wordKind
	textKind
	intKind
	boolKind
	amountKind
	decimalKind
	dateKind
	currencyKind
	ratioKind
)

// typ is a named type of the model, or a scalar.
type typ struct {
	kind kind
	// path and goName say where it is declared.
	path, goName string
	// name is what the generated files call it, unlike any other.
	name   string
	doc    string
	fields []*field
	words  []word
	// input and output tell whether a request and an answer reach it.
	input, output bool
}

// word is one value of a closed list.
type word struct{ goName, text, doc string }

// field is one key of a struct.
type field struct {
	goName, key, doc        string
	optional, pointer, list bool
	typ                     *typ
	// tags are the bounds and the default, as written.
	tags map[string]string
}

// where names a field in messages.
func (f *field) where(t *typ) string { return t.goName + "." + f.goName }

func (f *field) tag(name, otherwise string) string {
	if value, ok := f.tags[name]; ok {
		return value
	}
	return otherwise
}

// signed tells whether money may be below zero: never in a request unless the
// field says so, and in an answer unless it says otherwise.
func (t *typ) signed(f *field) bool {
	return strings.HasPrefix(f.tag("min", ""), "-") || !t.input && f.tags["min"] == ""
}

// markUse notes which types requests and answers reach.
func (t *typ) markUse(input bool) {
	if input && t.input || !input && t.output {
		return
	}
	t.input, t.output = t.input || input, t.output || !input
	for _, f := range t.fields {
		f.typ.markUse(input)
	}
}

// carriesMoney tells whether an amount is reachable.
func (t *typ) carriesMoney(seen map[*typ]bool) bool {
	if t.kind == amountKind {
		return true
	}
	if seen[t] {
		return false
	}
	seen[t] = true
	return slices.ContainsFunc(t.fields, func(f *field) bool { return f.typ.carriesMoney(seen) })
}

// currency returns the field that says the scale of the amounts of a root.
func (t *typ) currency() (*field, error) {
	for _, f := range t.fields {
		if f.typ.kind == currencyKind && f.goName == "Currency" {
			return f, nil
		}
	}
	if t.carriesMoney(map[*typ]bool{}) {
		return nil, fmt.Errorf("%s holds money and has no Currency", t.goName)
	}
	return nil, nil
}

// giveNames lets every type have a name of its own: the Go name, with the package
// in front for types outside package calc that share it with another.
func (m *model) giveNames() {
	count := map[string]int{}
	for _, t := range m.types {
		count[t.goName]++
	}
	for _, t := range m.types {
		t.name = t.goName
		if t.path == m.module+"/calc/wire" && t.goName == "Code" {
			t.name = "ProblemCode"
		} else if count[t.goName] > 1 && t.path != m.module+"/calc" {
			t.name = exported(lastElement(t.path)) + t.goName
		}
	}
	sort.Slice(m.types, func(i, k int) bool { return m.types[i].name < m.types[k].name })
}

func lastElement(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

func exported(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// needed are the types that the engine reads and writes.
func (m *model) needed(t *typ) (read, write bool) { return t.input, t.input || t.output }

// neededInTests are the types that only a test reads.
func (m *model) neededInTests(t *typ) (read, write bool) { return t.output && !t.input, false }

// operationName turns a Go name into the name of an operation: APR is apr,
// CashFlow is cash_flow.
func operationName(name string) string {
	runes := []rune(name)
	var text strings.Builder
	for i, c := range runes {
		lowerNext := i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if i > 0 && unicode.IsUpper(c) && (unicode.IsLower(runes[i-1]) || lowerNext) {
			text.WriteByte('_')
		}
		text.WriteRune(unicode.ToLower(c))
	}
	return text.String()
}
