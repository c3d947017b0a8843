package main

// rows are the structs that most of a long answer is made of. Each is written in one
// piece, without asking for every value whether there is room.
var rows = map[string]bool{"Instalment": true}

// writer writes the function that appends a struct, keys in declared order.
func (e *emitter) writer(t *typ) {
	if rows[t.name] {
		e.rowWriter(t)
		return
	}
	e.line("func write%s(w *wire.Writer, v *%s) {", t.name, e.goType(t))
	e.raw = "{"
	some := false
	for i, f := range t.fields {
		if f.optional {
			e.line("if %s {", e.given(f))
		}
		switch {
		case some:
			e.raw += `,"` + f.key + `":`
		case i == 0:
			e.raw += `"` + f.key + `":`
		default:
			e.line("w.Key(%q)", f.key)
		}
		some = some || !f.optional
		if f.optional && f.typ.kind == boolKind && !f.list && !f.pointer {
			e.raw += "true" // or it would not be there
		} else {
			e.writeField(f)
		}
		if f.optional {
			e.line("}")
		}
	}
	e.raw += "}"
	e.line("}\n")
}

// given is the condition on which an optional key is written.
func (e *emitter) given(f *field) string {
	place := "v." + f.goName
	switch {
	case f.pointer:
		return place + " != nil"
	case f.list:
		return "len(" + place + ") > 0"
	}
	switch f.typ.kind {
	case textKind, wordKind, currencyKind:
		return place + ` != ""`
	case boolKind:
		return place
	case ratioKind:
		return place + ".Den != 0"
	}
	return place + " != 0"
}

func (e *emitter) writeField(f *field) {
	place := "v." + f.goName
	if f.list {
		e.raw += "["
		e.line("for i := range %s {\nif i > 0 {\nw.Raw(\",\")\n}", place)
		e.writeOne(f, place+"[i]", false)
		e.line("}")
		e.raw = "]"
		return
	}
	e.writeOne(f, place, f.pointer)
}

func (e *emitter) writeOne(f *field, place string, pointer bool) {
	address := "&" + place
	if pointer {
		address, place = place, "*"+place
	}
	switch f.typ.kind {
	case structKind:
		e.line("write%s(w, %s)", f.typ.name, address)
	case wordKind, currencyKind:
		e.value("w.Word(", "string("+place+")")
	case textKind:
		e.value("w.String(", place)
	case boolKind:
		e.value("w.Bool(", place)
	case intKind:
		e.value("w.Int(", "int64("+place+")")
	case amountKind:
		e.value("w.Fixed(", "int64("+place+")")
	case decimalKind:
		e.value("writeShare(w, ", place)
	case dateKind:
		e.value("writeDay(w, ", place)
	case ratioKind:
		e.value("writeRatio(w, ", place)
	}
}

// value writes a scalar, behind what has gathered.
func (e *emitter) value(call, place string) {
	raw := e.raw
	e.raw = ""
	e.line("%s%s, %s)", call, "`"+raw+"`", place)
}

// rowWriter is writer for a struct of numbers, sums and days, of which the first one
// is always there.
func (e *emitter) rowWriter(t *typ) {
	var body emitter
	raw, room := "{", 0
	for i, f := range t.fields {
		if i > 0 {
			raw += ","
		}
		end := ""
		if raw += `"` + f.key + `":`; f.typ.kind != intKind {
			raw, end = raw+`"`, `"`
		}
		if f.optional {
			if raw[0] != end[0] {
				panic(t.name + ": what comes before an optional sum or day ends as it does")
			}
			body.line("if %s {", e.given(f))
		}
		body.line("row.Raw(%s)", "`"+raw+"`")
		room += len(raw)
		switch place := "v." + f.goName; f.typ.kind {
		case intKind:
			body.line("row.Int(int64(%s))", place)
		case amountKind:
			body.line("row.Fixed(int64(%s))", place)
		case dateKind:
			body.line("%s.AppendText(row.Blank(len(%q)))", place, "2026-12-20")
		default:
			panic(t.name + "." + f.goName + " is no number, sum or day")
		}
		if raw = end; f.optional {
			body.line("}")
		}
	}
	e.line("func write%s(w *wire.Writer, v *%s) {\nrow := w.Row(%d, %d)", t.name, e.goType(t), room+len(raw)+1, len(t.fields))
	e.line("%srow.Raw(%s)\nw.Take(&row)\n}\n", body.body.String(), "`"+raw+"}`")
}
