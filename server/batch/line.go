package batch

import (
	"slices"

	"parley/calc"
	"parley/calc/wire"
	"parley/server/quota"
)

// longestReference is how many characters the caller's reference may have.
const longestReference = 64

// The statuses of lines, those that a request gets alone.
const (
	ok         = 200
	malformed  = 400
	unknown    = 404
	tooLong    = 413
	impossible = 422
	internal   = 500
)

// line is one request with what tells it from the others.
type line struct {
	reference string
	operation string
	request   []byte
}

// readLine reads a line by the grammar of every document.
func readLine(text []byte) (l line, problems []wire.Problem) {
	var r wire.Reader
	if !r.Open(text) || !r.Object() {
		return l, r.Problems()
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch string(key) {
		case "ref":
			if r.First(1) {
				l.reference = r.String(1, longestReference)
			}
		case "op":
			if r.First(2) {
				l.operation = r.String(1, longestReference)
			}
		case "request":
			if r.First(4) {
				l.request = r.Document()
			}
		default:
			r.Unknown()
		}
	}
	r.Require(0b111, "ref,op,request")
	return l, r.Problems()
}

// Line answers single lines, as Run answers those of a stream but for the zones of
// contacts, which it does not look at. The zero Line is ready to use.
type Line struct{ group group }

// Answer appends the answer to a line and tells whether it is one, and no problems.
func (l *Line) Answer(out []byte, number int, text []byte) (answered []byte, ok bool) {
	l.group.out, l.group.ok = out, 0
	l.group.answerLine(number, text, calc.DoIn)
	return l.group.out, l.group.ok == 1
}

// answer computes every line of the group.
func (g *group) answer(do func([]byte, string, []byte) calc.Reply) {
	start := 0
	for i, end := range g.ends {
		g.answerLine(g.first+i, g.in[start:end], do)
		start = end
	}
}

// answerLine appends the answer to one line.
func (g *group) answerLine(number int, text []byte, do func([]byte, string, []byte) calc.Reply) {
	l, problems := readLine(text)
	status, body := refusal(problems), []byte(nil)
	if problems != nil {
		body = wire.AppendProblems(nil, problems)
	} else {
		status, body = l.compute(g.room, do)
		g.keep(body)
	}
	w := wire.NewWriter(g.out, 0)
	w.Int(`{"line":`, int64(number))
	if l.reference != "" {
		w.String(`,"ref":`, l.reference)
	}
	w.Int(`,"status":`, int64(status))
	if g.out = w.Text(); status == ok {
		g.ok++
		g.out = append(g.out, `,"answer":`...)
		g.out = append(append(g.out, body...), '}', '\n')
	} else {
		g.out = append(g.out, ',')
		g.out = append(append(g.out, body[1:]...), '\n') // {"problems":[…]} without its first brace
	}
	g.units += quota.Work(l.operation, len(text), len(body))
}

// keep takes the room of an answer, which has been copied before the next one is
// computed, unless it is far longer than answers usually are.
func (g *group) keep(answer []byte) {
	if cap(answer) <= groupBytes {
		g.room = answer[:0]
	}
}

// refusal is the status of a line that is no request.
func refusal(problems []wire.Problem) int {
	switch {
	case !wire.Malformed(problems):
		return impossible
	case problems[0].Code == wire.DocumentSize:
		return tooLong
	}
	return malformed
}

// compute asks the engine. It never panics; if it did, the other lines and the
// server would go on.
func (l *line) compute(room []byte, do func([]byte, string, []byte) calc.Reply) (status int, body []byte) {
	defer func() {
		if recover() != nil {
			status, body = internal, []byte(`{"problems":[{"code":"internal","pointer":"#","detail":"something went wrong here, not in the request"}]}`)
		}
	}()
	reply := do(room, l.operation, l.request)
	switch {
	case !reply.Failed:
		return ok, reply.Body
	case reply.Malformed:
		return malformed, reply.Body
	case !slices.Contains(calc.Operations[:], l.operation):
		return unknown, reply.Body
	}
	return impossible, reply.Body
}
