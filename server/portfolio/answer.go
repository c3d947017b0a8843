package portfolio

import (
	"slices"

	"parley/calc"
	"parley/calc/wire"
	"parley/server/batch"
)

// refusedRow begins a row that is not read; the reason follows, in a word.
const refusedRow = '!'

// answerer answers the rows of a chunk.
type answerer struct {
	terms *Terms
	lines batch.Line
	room  []byte
	Counts
	packs []string
}

// Counts say how rows were answered.
type Counts struct {
	// Rows with an answer, and those with problems.
	OK     int `json:"ok"`
	Failed int `json:"failed"`
	// Of those with an answer, the ones in which both sides could sign.
	Agreements int `json:"agreements"`
}

// answer appends the line of results of a row. A row that is wrong spoils nothing but
// itself.
func (a *answerer) answer(out []byte, line int, row []byte) []byte {
	if row[0] == refusedRow {
		a.Failed++
		return refusedLine(out, line, "", string(row[1:]))
	}
	read, problems := readFields(row)
	if problems == nil && read.find("op") != nil {
		out, ok := a.lines.Answer(out, line, row)
		a.count(ok, "")
		return out
	}
	if problems != nil {
		a.Failed++
		return problemLine(out, line, "", wire.AppendProblems(nil, problems))
	}
	return a.price(out, line, read)
}

func (a *answerer) count(ok bool, status string) {
	if !ok {
		a.Failed++
		return
	}
	a.OK++
	if status == "agreement_possible" {
		a.Agreements++
	}
}

// price asks what both sides of an account could sign. The engine never panics; if it
// did, the other rows would go on.
func (a *answerer) price(out []byte, line int, row fields) (answered []byte) {
	reference := referenceOf(row)
	defer func() {
		if recover() != nil {
			a.Failed++
			answered = refusedLine(out, line, reference, "engine")
		}
	}()
	asked := a.terms.accountOf(row)
	if asked.problems != nil {
		a.Failed++
		return problemLine(out, line, asked.reference, asked.problems)
	}
	reply := calc.DoIn(a.room, "negotiate", asked.request)
	if reply.Failed {
		a.Failed++
		return problemLine(out, line, asked.reference, reply.Body)
	}
	a.room = reply.Body
	answered = pricedLine(out, line, asked.reference, reply.Body)
	a.count(true, spoken(member(reply.Body, "status")))
	a.standOn(spoken(member(member(reply.Body, "versions"), "pack")))
	return answered
}

// standOn notes a pack that an answer stands on.
func (a *answerer) standOn(pack string) {
	if pack == "" {
		return
	}
	if place, known := slices.BinarySearch(a.packs, pack); !known {
		a.packs = slices.Insert(a.packs, place, pack)
	}
}

// beginLine begins a line of results.
func beginLine(out []byte, line int, reference string, always bool) []byte {
	w := wire.NewWriter(out, 0)
	w.Int(`{"line":`, int64(line))
	if reference != "" || always {
		w.String(`,"reference":`, reference)
	}
	return w.Text()
}

func refusedLine(out []byte, line int, reference, reason string) []byte {
	w := wire.NewWriter(beginLine(out, line, reference, true), 0)
	w.String(`,"refused":`, reason)
	return append(w.Text(), '}', '\n')
}

// problemLine holds {"problems":[…]} without its first brace.
func problemLine(out []byte, line int, reference string, problems []byte) []byte {
	out = append(beginLine(out, line, reference, true), ',')
	return append(append(out, problems[1:]...), '\n')
}

// pricedLine holds an answer of negotiate without the single payments: with its terms
// and waivers, quote makes the same plan.
func pricedLine(out []byte, line int, reference string, answer []byte) []byte {
	out = beginLine(out, line, reference, false)
	for key, value := range members(answer) {
		switch key {
		case "versions", "as_of", "currency", "status":
			out = appendMember(out, key, value)
		case "creditor":
			out = appendSide(out, value)
		}
	}
	return append(out, '}', '\n')
}

func appendMember(out []byte, key string, value []byte) []byte {
	if out[len(out)-1] != '{' {
		out = append(out, ',')
	}
	out = append(append(append(out, '"'), key...), '"', ':')
	return append(out, value...)
}

// appendSide writes what the creditor's side of an answer offers, or what would have
// to move.
func appendSide(out, side []byte) []byte {
	if zone := member(side, "zone"); zone != nil {
		out = appendMember(out, "zone", zone)
	}
	var offers, moves []byte
	for offer := range items(member(side, "menu")) {
		offers = appendOffer(append(offers, ','), offer)
	}
	for move := range items(member(side, "moves")) {
		if member(move, "needed") != nil {
			moves = append(append(moves, ','), move...)
		}
	}
	if offers != nil {
		out = appendMember(out, "offers", append(append([]byte{'['}, offers[1:]...), ']'))
	}
	if moves != nil {
		out = appendMember(out, "moves", append(append([]byte{'['}, moves[1:]...), ']'))
	}
	return out
}

// appendOffer writes an offer with its plan at the end, without the instalments.
func appendOffer(out, offer []byte) []byte {
	out = append(out, '{')
	for key, value := range members(offer) {
		if key != "plan" {
			out = appendMember(out, key, value)
		}
	}
	plan := []byte{'{'}
	for key, value := range members(member(offer, "plan")) {
		if key != "instalments" {
			plan = appendMember(plan, key, value)
		}
	}
	return append(appendMember(out, "plan", append(plan, '}')), '}')
}
