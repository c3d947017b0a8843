package policy

import (
	"strconv"
	"strings"

	"parley/calc/civil"
)

// packText is a pack as the engine carries it: one text, since a browser loads
// texts at a third of the weight of the same values laid out one by one.
//
// A line that begins with # opens a series: its key, its case and its days past
// due. Each other line is a row: the first day, the day after the last, the values
// parted by |, the number of the source, the confidence, and the notes. Fields are
// parted by tabs. Days are written YYYY-MM-DD and compare as texts.
type packText struct {
	id                               PackID
	version, from                    string
	jurisdiction, product, productZH string
	series                           string
}

// seriesMark opens the line of a series.
const seriesMark = '#'

// find returns a pack by its name, nil when there is none.
func find(id PackID) *packText {
	for i := range packs {
		if packs[i].id == id {
			return &packs[i]
		}
	}
	return nil
}

// head is the pack without its series.
func (p *packText) head() Pack {
	return Pack{
		ID: p.id, Version: p.version, Jurisdiction: p.jurisdiction, Product: p.product, ProductZH: p.productZH, From: dayOf(p.from),
	}
}

// rowText is one row with the head of its series, neither of them parted yet.
type rowText struct{ series, row string }

// rows returns the rows that hold on a day, or all when the day is "".
func (p *packText) rows(day string) []rowText {
	list := make([]rowText, 0, 64)
	series := ""
	for rest, line := p.series, ""; rest != ""; {
		line, rest, _ = strings.Cut(rest, "\n")
		if line[0] == seriesMark {
			series = line[1:]
		} else if day == "" || holds(line, day) {
			list = append(list, rowText{series, line})
		}
	}
	return list
}

// holds tells whether a row holds on a day: its first two fields are days.
func holds(row, day string) bool {
	const date = len("2006-01-02")
	return row[:date] <= day && (row[date+1] == '\t' || day < row[date+1:2*date+1])
}

// head is the series of a row, without rows.
func (t rowText) head() Series {
	key, rest, _ := strings.Cut(t.series, "\t")
	when, days, _ := strings.Cut(rest, "\t")
	from, _ := strconv.Atoi(days)
	return Series{Key: Key(key), When: when, DaysOverdueFrom: from}
}

// read parts a row into its fields.
func (t rowText) read() Row {
	var fields [7]string
	rest := t.row
	for i := range fields {
		fields[i], rest, _ = strings.Cut(rest, "\t")
	}
	var values []string
	for list, more := fields[2], true; more; {
		var value string
		value, list, more = strings.Cut(list, "|")
		values = append(values, value)
	}
	number, _ := strconv.Atoi(fields[3])
	source, sourceZH, _ := strings.Cut(sources[number], "\t")
	return Row{
		From: dayOf(fields[0]), To: dayOf(fields[1]), Values: values, Source: source, SourceZH: sourceZH,
		Confidence: Confidence(fields[4]), Note: fields[5], NoteZH: fields[6],
	}
}

// dayOf reads a day that the generator wrote, zero for none.
func dayOf(text string) civil.Date {
	day, _ := civil.Parse(text)
	return day
}
