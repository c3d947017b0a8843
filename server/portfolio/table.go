package portfolio

import (
	"bytes"
	"regexp"
	"strings"
)

// tableHead is what a table of results begins with: the mark that Excel needs to read
// UTF-8, and the columns.
var tableHead = "\uFEFF" + strings.Join(tableColumns, ",") + "\r\n"

var tableColumns = []string{
	"line", "reference", "status", "offer", "paid", "deposit", "amount", "count", "first_due", "last_date", "waived", "npv",
	"expected_value", "recovery", "level", "tier", "binding", "creditor_binding", "moves", "problems",
}

// appendTable writes a line of results as rows of a table: one for each offer of an
// account, or one that says why there is none.
func appendTable(out, line []byte) []byte {
	result := map[string][]byte{}
	for key, value := range members(bytes.TrimSuffix(line, []byte("\n"))) {
		result[key] = value
	}
	cells := map[string]string{"line": spoken(result["line"]), "reference": spoken(result["reference"]), "status": spoken(result["status"])}
	switch {
	case result["refused"] != nil:
		cells["status"], cells["problems"] = "refused", spoken(result["refused"])
	case result["problems"] != nil:
		cells["status"], cells["problems"] = "refused", problemsIn(result["problems"])
	case result["answer"] != nil:
		cells["status"] = "answered"
	case result["offers"] == nil:
		cells["moves"] = movesIn(result["moves"])
	}
	if result["ref"] != nil { // a line that named its operation
		cells["reference"] = spoken(result["ref"])
	}
	if result["offers"] == nil {
		return appendRow(out, cells)
	}
	for offer := range items(result["offers"]) {
		offerCells(cells, offer)
		out = appendRow(out, cells)
	}
	return out
}

// offerCells are the cells of one offer.
func offerCells(cells map[string]string, offer []byte) {
	terms, plan := member(offer, "terms"), member(offer, "plan")
	totals := member(plan, "totals")
	cells["offer"] = spoken(member(offer, "label"))
	cells["paid"], cells["waived"] = spoken(member(totals, "paid")), spoken(member(totals, "waived"))
	cells["deposit"] = spoken(member(member(plan, "deposit"), "amount"))
	cells["amount"], cells["count"] = spoken(member(plan, "amount")), spoken(member(plan, "count"))
	cells["first_due"] = spoken(member(terms, "first_due"))
	for _, key := range []string{"last_date", "npv", "expected_value", "recovery", "level", "tier"} {
		cells[key] = spoken(member(offer, key))
	}
	for _, key := range []string{"binding", "creditor_binding"} {
		var names []string
		for name := range items(member(offer, key)) {
			names = append(names, spoken(name))
		}
		cells[key] = strings.Join(names, " ")
	}
}

func problemsIn(list []byte) string {
	var told []string
	for problem := range items(list) {
		told = append(told, spoken(member(problem, "code"))+" "+spoken(member(problem, "pointer")))
	}
	return strings.Join(told, "; ")
}

func movesIn(list []byte) string {
	var told []string
	for move := range items(list) {
		name := spoken(member(move, "constraint"))
		if tier := spoken(member(move, "tier")); tier != "" {
			name += " (" + tier + ")"
		}
		told = append(told, name+" "+spoken(member(move, "now"))+" > "+spoken(member(move, "needed")))
	}
	return strings.Join(told, "; ")
}

// appendRow writes a row by RFC 4180, as spreadsheets read it in every language.
func appendRow(out []byte, cells map[string]string) []byte {
	for i, column := range tableColumns {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendCell(out, cells[column])
	}
	return append(out, '\r', '\n')
}

var (
	isNumber = regexp.MustCompile(`^-?\d+(?:\.\d+)?$`)
	formula  = regexp.MustCompile(`^\s*[=+\-@\t\r＝＋－＠]`)
)

// appendCell writes a cell. A text that a spreadsheet would take for a formula is made
// a text.
func appendCell(out []byte, text string) []byte {
	if !isNumber.MatchString(text) && formula.MatchString(text) {
		text = "'" + text
	}
	if strings.ContainsAny(text, "\",;\t\r\n") {
		text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return append(out, text...)
}
