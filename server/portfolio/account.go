package portfolio

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf16"

	"parley/calc"
	"parley/calc/wire"
)

// Terms are what all accounts of a portfolio have in common.
type Terms struct {
	fields fields
}

// sharedKeys are those that terms may have.
var sharedKeys = []string{"as_of", "currency", "pack", "mandate"}

// fields are the members of an object in their order, values as they are written.
type fields []field

type field struct {
	key   string
	value []byte
}

func (f fields) find(key string) []byte {
	for i := range f {
		if f[i].key == key {
			return f[i].value
		}
	}
	return nil
}

// set gives a key a value, in its old place if it has one.
func (f *fields) set(key string, value []byte) {
	for i := range *f {
		if (*f)[i].key == key {
			(*f)[i].value = value
			return
		}
	}
	*f = append(*f, field{key, value})
}

// pick sets the keys that another object has.
func (f *fields) pick(from fields, keys ...string) {
	for _, key := range keys {
		if value := from.find(key); value != nil {
			f.set(key, value)
		}
	}
}

// appendTo writes the object.
func (f fields) appendTo(text []byte) []byte {
	text = append(text, '{')
	for i := range f {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, quoted(f[i].key)...)
		text = append(append(text, ':'), f[i].value...)
	}
	return append(text, '}')
}

// readFields reads an object by the grammar of every document; which keys there may
// be is for others to say. A key given twice is a problem.
func readFields(text []byte) (fields, []wire.Problem) {
	var r wire.Reader
	var read fields
	if !r.Open(text) || !r.Object() {
		return nil, r.Problems()
	}
	for key := r.Next(); key != nil; key = r.Next() {
		name := string(key)
		place := slices.IndexFunc(read, func(f field) bool { return f.key == name })
		if place < 0 {
			place = len(read)
		}
		if r.First(1 << min(place, 63)) {
			read.set(name, r.Document())
		}
	}
	return read, r.Problems()
}

// ReadTerms reads what all accounts have in common: any of as_of, currency, pack and
// mandate. A mandate that the engine does not understand is refused with its
// problems, as {"problems":[…]}, before an account is looked at; malformed says that
// the text itself is not well formed.
func ReadTerms(text []byte) (t *Terms, problems []byte, malformed bool) {
	var r wire.Reader
	t = &Terms{}
	if r.Open(text) && r.Object() {
		for key := r.Next(); key != nil; key = r.Next() {
			if place := slices.Index(sharedKeys, string(key)); place < 0 {
				r.Unknown()
			} else if r.First(1 << place) {
				t.fields.set(sharedKeys[place], r.Document())
			}
		}
	}
	if found := r.Problems(); found != nil {
		return nil, wire.AppendProblems(nil, found), wire.Malformed(found)
	}
	var asked fields
	asked.pick(t.fields, "currency", "mandate")
	if len(asked) == 2 {
		if reply := calc.Do("lint", asked.appendTo(nil)); reply.Failed {
			return nil, reply.Body, reply.Malformed
		}
	}
	return t, nil, false
}

// text is the terms in the one spelling that they are kept in.
func (t *Terms) text() []byte {
	var ordered fields
	ordered.pick(t.fields, sharedKeys...)
	return ordered.appendTo(nil)
}

// account is a row as it is asked about.
type account struct {
	reference string
	request   []byte // of negotiate
	problems  []byte // {"problems":[…]} in place of a request
}

// accountOf makes a request of negotiate from a row, as the page does: the row is
// flat, as a table has it, or holds a claim, or a history that the engine is asked
// about what is owed. What has no use here is left out.
func (t *Terms) accountOf(row fields) account {
	a := account{reference: referenceOf(row)}
	var request fields
	request.set("budget", []byte("{}"))
	request.pick(t.fields, "mandate", "as_of", "currency", "pack")
	switch {
	case row.find("entries") != nil || row.find("rules") != nil:
		if a.problems = t.fromHistory(&request, row); a.problems != nil {
			return a
		}
	case row.find("claim") != nil:
		request.pick(row, ownColumns...)
		request.pick(row, "claim", "budget", "mandate")
	default:
		fromColumns(&request, row)
	}
	request.set("view", []byte(`"creditor"`))
	a.request = request.appendTo(nil)
	return a
}

// longestReference is how much of the creditor's own name for an account is kept, in
// UTF-16 as the page counts.
const longestReference = 100

func referenceOf(row fields) string {
	var reference string
	if json.Unmarshal(row.find("reference"), &reference) != nil {
		return ""
	}
	if units := utf16.Encode([]rune(reference)); len(units) > longestReference {
		return string(utf16.Decode(units[:longestReference]))
	}
	return reference
}

// fromHistory asks what is owed.
func (t *Terms) fromHistory(request *fields, row fields) (problems []byte) {
	var asked fields
	asked.pick(t.fields, "as_of", "currency")
	for i := range row {
		if row[i].key != "reference" {
			asked.set(row[i].key, row[i].value)
		}
	}
	reply := calc.Do("assess", asked.appendTo(nil))
	if reply.Failed {
		return reply.Body
	}
	request.pick(row, "pack", "contract_date")
	request.set("as_of", member(reply.Body, "as_of"))
	request.set("currency", member(reply.Body, "currency"))
	var claim fields
	owed := member(reply.Body, "claim")
	claim.set("components", member(owed, "components"))
	if due := member(owed, "oldest_due"); due != nil {
		claim.set("oldest_due", due)
	}
	request.set("claim", claim.appendTo(nil))
	return nil
}

// fromColumns sorts what a table has in columns of its own into claim and budget.
func fromColumns(request *fields, row fields) {
	var claim, components, budget fields
	readColumns(request, row, ownColumns)
	readColumns(&components, row, owedColumns)
	claim.set("components", components.appendTo(nil))
	readColumns(&claim, row, []string{"oldest_due"})
	readColumns(&budget, row, budgetColumns)
	request.set("claim", claim.appendTo(nil))
	request.set("budget", budget.appendTo(nil))
}

// readColumns reads the cells of some columns; empty ones say nothing.
func readColumns(into *fields, row fields, columns []string) {
	for _, column := range columns {
		value := row.find(column)
		var text string
		switch {
		case value == nil || string(value) == "null":
		case json.Unmarshal(value, &text) != nil:
			into.set(column, value) // a number or an object: for the engine to judge
		default:
			if text = strings.TrimSpace(text); text != "" {
				into.set(column, cellOf(column, text))
			}
		}
	}
}
