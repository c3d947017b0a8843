package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"parley/calc/wire"
)

// object is a JSON object that keeps the order of its keys.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	text := []byte{'{'}
	for i, m := range o {
		if i > 0 {
			text = append(text, ',')
		}
		key, err := plainJSON(m.key)
		if err != nil {
			return nil, err
		}
		value, err := plainJSON(m.value)
		if err != nil {
			return nil, err
		}
		text = append(append(append(text, key...), ':'), value...)
	}
	return append(text, '}'), nil
}

// plainJSON is json.Marshal without escapes for HTML.
func plainJSON(value any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimRight(text.Bytes(), "\n"), err
}

// definitions has one schema for each type, one for each way in which a scalar is
// written, and the list of problems.
func definitions(m *model) (object, error) {
	defs := scalarDefinitions()
	for _, t := range m.types {
		if t.kind == wordKind {
			defs = append(defs, member{t.name, wordSchema(t)})
			continue
		}
		schema, err := structSchema(t)
		if err != nil {
			return nil, err
		}
		defs = append(defs, member{t.name, schema})
	}
	return append(defs, member{"Problems", object{
		{"description", "Why a document is refused: every problem found, in the order of the document."},
		{"type", "object"},
		{"properties", object{{"problems", object{{"type", "array"}, {"items", reference("Problem")}, {"minItems", 1}, {"maxItems", wire.MaxProblems}}}}},
		{"required", []string{"problems"}}, {"additionalProperties", false},
	}}), nil
}

// jsonSchema writes the definitions as a document of their own.
func jsonSchema(m *model) ([]byte, error) {
	defs, err := definitions(m)
	if err != nil {
		return nil, err
	}
	return indented(object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "Parley"},
		{"description", fmt.Sprintf("Requests and answers of every operation. Generated; do not edit. "+
			"A document is JSON in UTF-8 of at most %d bytes and %d levels. Unknown and repeated keys, null, and numbers in place of money are refused.",
			wire.MaxDocument, wire.MaxDepth)},
		{"$defs", defs},
	})
}

// indented writes a document for people to read and compare.
func indented(document object) ([]byte, error) {
	text, err := plainJSON(document)
	if err != nil {
		return nil, err
	}
	var spaced bytes.Buffer
	if err := json.Indent(&spaced, text, "", "  "); err != nil {
		return nil, err
	}
	return append(spaced.Bytes(), '\n'), nil
}

func reference(name string) object { return object{{"$ref", "#/$defs/" + name}} }

// scalarDefinitions say how money, dates and the like are written.
func scalarDefinitions() object {
	const whole, decimals = `(0|[1-9][0-9]{0,14})`, `(\.[0-9]{1,3})?`
	positive := above(15, 3)
	text := func(description, pattern string, more ...member) object {
		return append(object{{"description", description}, {"type", "string"}, {"pattern", pattern}, {"maxLength", wire.MaxNumber}}, more...)
	}
	return object{
		{"Amount", text(amountDoc, "^"+whole+decimals+"$", member{"examples", []string{"1642.50"}})},
		{"PositiveAmount", text(amountDoc+" Above zero.", "^"+positive+"$")},
		{"SignedAmount", text(amountDoc+" It may be below zero.", "^(-?"+positive+`|0(\.0{1,3})?)$`)},
		{"CalendarDate", text(dateDoc, "^(19[7-9][0-9]|20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", member{"format", "date"})},
		{"Ratio", text(ratioDoc, `^(0|-?[1-9][0-9]{0,8})(/[1-9][0-9]{0,8})?$`, member{"examples", []string{"39/90", "3"}})},
		{"Currency", object{{"description", currencyDoc}, {"enum", currencies()}}},
	}
}

// above matches a number above zero with at most so many digits and decimals. Zero
// has no sign, and a pattern that every dialect reads cannot look ahead.
func above(digits, places int) string {
	small := ""
	for zeros := range places {
		small += fmt.Sprintf("|%s[1-9][0-9]{0,%d}", strings.Repeat("0", zeros), places-zeros-1)
	}
	return fmt.Sprintf(`([1-9][0-9]{0,%d}(\.[0-9]{1,%d})?|0\.(%s))`, digits-1, places, small[1:])
}

func wordSchema(t *typ) object {
	var words []string
	description := t.doc
	for _, w := range t.words {
		words = append(words, w.text)
		if about := aboutWord(t, w); about != "" {
			description += "\n\n" + about
		}
	}
	return object{{"description", description}, {"type", "string"}, {"enum", words}}
}

func structSchema(t *typ) (object, error) {
	properties := object{}
	required := []string{}
	for _, f := range t.fields {
		schema, err := fieldSchema(t, f)
		if err != nil {
			return nil, err
		}
		properties = append(properties, member{f.key, schema})
		if !f.optional {
			required = append(required, f.key)
		}
	}
	return object{
		{"description", t.doc}, {"type", "object"}, {"properties", properties},
		{"required", required}, {"additionalProperties", false},
	}, nil
}

func fieldSchema(t *typ, f *field) (object, error) {
	schema, err := valueSchema(t, f)
	if err != nil {
		return nil, err
	}
	if f.list {
		schema = object{{"type", "array"}, {"items", schema}}
		schema = schema.withNumber("minItems", f.tags["minitems"]).withNumber("maxItems", f.tags["maxitems"])
	}
	if value, ok := f.tags["default"]; ok && f.typ.kind == intKind {
		schema = schema.withNumber("default", value)
	} else if ok {
		schema = append(schema, member{"default", value})
	}
	return append(object{{"description", f.doc}}, schema...), nil
}

func (o object) withNumber(key, value string) object {
	if value == "" {
		return o
	}
	return append(o, member{key, json.Number(value)})
}

func valueSchema(t *typ, f *field) (object, error) {
	switch f.typ.kind {
	case structKind, wordKind:
		return reference(f.typ.name), nil
	case textKind:
		schema := object{{"type", "string"}}
		if t.input && !f.optional {
			schema = append(schema, member{"minLength", 1})
		}
		return schema.withNumber("maxLength", f.tags["maxlen"]), nil
	case boolKind:
		return object{{"type", "boolean"}}, nil
	case intKind:
		return object{{"type", "integer"}}.withNumber("minimum", f.tags["min"]).withNumber("maximum", f.tags["max"]), nil
	case decimalKind:
		return decimalSchema(t, f)
	}
	return reference(scalarDefinition(t, f)), nil
}

// scalarDefinition names the definition of money, a date, a currency or a ratio.
func scalarDefinition(t *typ, f *field) string {
	switch {
	case f.typ.kind == dateKind:
		return "CalendarDate"
	case f.typ.kind == currencyKind:
		return "Currency"
	case f.typ.kind == ratioKind:
		return "Ratio"
	case t.signed(f):
		return "SignedAmount"
	case f.tag("min", "0") != "0":
		return "PositiveAmount"
	}
	return "Amount"
}

// decimalSchema bounds a rate or a share by its pattern where the bounds are zero
// and a power of ten.
func decimalSchema(t *typ, f *field) (object, error) {
	if _, _, err := decimalBounds(t, f); err != nil {
		return nil, err
	}
	least, most := f.tags["min"], f.tags["max"]
	decimals := `(\.[0-9]{1,` + strconv.Itoa(wire.DecimalPlaces) + `})?`
	sign := "-?"
	if !strings.HasPrefix(least, "-") {
		sign = ""
	}
	pattern := "^(" + sign + above(8, wire.DecimalPlaces) + `|0(\.0{1,` + strconv.Itoa(wire.DecimalPlaces) + `})?)$`
	if least == "0" && strings.Trim(most, "0") == "1" {
		below := `(0|[1-9][0-9]{0,` + strconv.Itoa(len(most)-2) + `})`
		if most == "1" {
			below = "0"
		}
		pattern = `^(` + below + decimals + `|` + most + `(\.0{1,` + strconv.Itoa(wire.DecimalPlaces) + `})?)$`
	}
	return object{
		{"type", "string"}, {"pattern", pattern}, {"maxLength", wire.MaxNumber},
		{"$comment", "from " + least + " to " + most},
	}, nil
}
