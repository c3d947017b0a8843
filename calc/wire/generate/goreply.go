package main

// reply writes what runs one operation between its reader and its writers. One generic
// function would do, but the name of each of its instances spells both structs out, and
// these names are in the engine: 5 KB of what the browser loads.
func (e *emitter) reply(stem string) {
	e.line("// reply%s runs the operation between its reader and its writers. The canonical", stem)
	e.line("// request is written before the operation sees it, so that nothing it fills in can\n// colour it.")
	e.line("func reply%s(room, text []byte, compute func(*%sRequest) (%sAnswer, []wire.Problem)) Reply {", stem, stem, stem)
	e.line("request, problems := decode%sRequest(text)\nif len(problems) > 0 {\nreturn failed(problems)\n}", stem)
	e.line("canonical := append%sRequest(requestRoom(text), &request)", stem)
	e.line("answer, problems := compute(&request)\nif len(problems) > 0 {\nreturn failed(problems)\n}")
	e.line("return Reply{Body: append%sAnswer(answerRoom(room, text), &answer), Canonical: canonical}\n}\n", stem)
}
