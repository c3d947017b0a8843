package portfolio

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf8"
)

const (
	// longestRow is how many signs a row of a table may have: what is longer is a
	// quote that nobody closed.
	longestRow = 64 << 10
	mostCells  = 100
)

// table reads rows by RFC 4180. Lines end in LF, CRLF or CR; the first line says which
// of comma, semicolon and tab parts the cells.
type table struct {
	in        *bufio.Reader
	delimiter rune
	line      int // the line that is read
	ended     bool

	begun int      // the line on which the row begins
	cells []string // the row
	bad   bool     // text stands behind a closing quote
}

// begin finds what parts the cells.
func (t *table) begin() error {
	t.line = 1
	head, err := t.in.Peek(longestRow)
	if err != nil && err != io.EOF {
		return err
	}
	if end := bytes.IndexAny(head, "\r\n"); end >= 0 {
		head = head[:end]
	}
	t.delimiter = ','
	for _, sign := range ";\t" {
		if bytes.Count(head, []byte(string(sign))) > bytes.Count(head, []byte(string(t.delimiter))) {
			t.delimiter = sign
		}
	}
	return nil
}

// next reads a row that is not blank, and tells whether there was one.
func (t *table) next() (more bool, err error) {
	for !t.ended {
		if err := t.read(); err != nil {
			return false, err
		}
		if len(t.cells) > 1 || t.cells[0] != "" || t.bad {
			return true, nil
		}
	}
	return false, nil
}

// read reads a row to the end of its line.
func (t *table) read() error {
	t.cells, t.bad, t.begun = nil, false, t.line
	var cell []rune
	finish := func() { t.cells, cell = append(t.cells, string(cell)), cell[:0] }
	quoted, closed := false, false // within quotes, and just behind them
	for length := 1; ; length++ {
		sign, err := t.sign(length, quoted)
		switch {
		case err != nil:
			return err
		case t.ended || !quoted && (sign == '\r' || sign == '\n'):
			t.endLine(sign)
			finish()
			return nil
		case quoted && sign == '"':
			quoted, closed = false, true
		case quoted:
			cell = append(cell, sign)
		case sign == t.delimiter:
			finish()
			if closed = false; len(t.cells) > mostCells {
				return &Unreadable{"too_many_cells", t.begun}
			}
		case sign == '"' && closed: // two quotes within quotes are one
			cell = append(cell, sign)
			quoted, closed = true, false
		case sign == '"' && len(cell) == 0:
			quoted = true
		default:
			t.bad = t.bad || closed
			cell = append(cell, sign)
		}
	}
}

// sign reads the next sign of a row. At the end of the table there is none, and ended
// says so.
func (t *table) sign(length int, quoted bool) (rune, error) {
	sign, size, err := t.in.ReadRune()
	switch {
	case err == io.EOF && quoted, length > longestRow && quoted:
		return 0, &Unreadable{"quote_open", t.begun}
	case err == io.EOF:
		t.ended = true
		return 0, nil
	case err != nil:
		return 0, err
	case sign == utf8.RuneError && size == 1 || sign == 0:
		return 0, &Unreadable{"encoding", t.line}
	case length > longestRow:
		return 0, &Unreadable{"too_long", t.begun}
	case quoted && sign == '\n':
		t.line++
	}
	return sign, nil
}

// endLine takes both halves of CRLF for one end.
func (t *table) endLine(sign rune) {
	t.line++
	if ahead, _ := t.in.Peek(1); sign == '\r' && len(ahead) == 1 && ahead[0] == '\n' {
		_, _ = t.in.Discard(1)
	}
}
