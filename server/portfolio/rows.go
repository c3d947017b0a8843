package portfolio

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"parley/server/batch"
)

// Unreadable is a file that is none of accounts, and why.
type Unreadable struct {
	// The reason in a word.
	Reason string
	// The line on which it shows, counted from 1.
	Line int
}

func (u *Unreadable) Error() string {
	return fmt.Sprintf("the accounts cannot be read: %s, on line %d", u.Reason, u.Line)
}

// Why says the reason in a sentence.
func (u *Unreadable) Why() string { return unreadable[u.Reason] }

var unreadable = map[string]string{
	"empty":          "There are no accounts.",
	"encoding":       "The table is not in UTF-8.",
	"no_columns":     "The head of the table names no part of a debt, such as principal.",
	"column_twice":   "The head of the table names a column twice.",
	"quote_open":     "A quote in the table is never closed.",
	"too_long":       "A row of the table is longer than 64 Ki characters.",
	"too_many_cells": "A row of the table has more than 100 cells.",
}

// readRows passes on each row of a file with the line on which it begins: the JSON of
// an object, or refusedRow and a reason. A file whose first sign is a brace has an
// object on each line; any other is a table of comma-separated values.
func readRows(in *bufio.Reader, take func(line int, row []byte) error) error {
	if mark, _ := in.Peek(3); string(mark) == "\uFEFF" {
		_, _ = in.Discard(3)
	}
	first, err := in.Peek(1)
	switch {
	case err == io.EOF:
		return &Unreadable{"empty", 1}
	case err != nil:
		return err
	case first[0] == '{':
		return readLines(in, take)
	}
	return readTable(in, take)
}

// readLines passes on a row for each line that is not blank. Of a line that is too
// long it keeps as much as says so.
func readLines(in *bufio.Reader, take func(line int, row []byte) error) error {
	var row []byte
	for number := 1; ; number++ {
		var err error
		row, err = batch.AppendLine(row[:0], in)
		if err != nil && err != io.EOF {
			return err
		}
		text := bytes.TrimSpace(row)
		if len(text) > 0 {
			if text[0] != '{' {
				text = []byte("!json")
			}
			if err := take(number, text); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

// readTable passes on an object for each row of a table, empty cells left out.
func readTable(in *bufio.Reader, take func(line int, row []byte) error) error {
	t := table{in: in}
	if err := t.begin(); err != nil {
		return err
	}
	var columns []string
	var row []byte
	for {
		more, err := t.next()
		switch {
		case err != nil:
			return err
		case columns == nil && (!more || t.bad):
			return &Unreadable{"no_columns", 1}
		case !more:
			return nil
		case columns == nil:
			if columns, err = columnsOf(t.cells); err != nil {
				return err
			}
			continue
		}
		row = t.row(row[:0], columns)
		if err := take(t.begun, row); err != nil {
			return err
		}
	}
}

// columnsOf are the columns by the engine's names. A table without a part of a debt
// is none of accounts.
func columnsOf(heads []string) (columns []string, err error) {
	met, owes := map[string]bool{}, false
	for _, head := range heads {
		name := columnOf(head)
		if met[name] {
			return nil, &Unreadable{"column_twice", 1}
		}
		met[name] = true
		columns = append(columns, name)
	}
	for _, name := range owedColumns {
		owes = owes || met[name]
	}
	if !owes {
		return nil, &Unreadable{"no_columns", 1}
	}
	return columns, nil
}

// row writes the row that was read as an object.
func (t *table) row(text []byte, columns []string) []byte {
	switch {
	case t.bad:
		return append(text, "!quote_text"...)
	case len(t.cells) > len(columns):
		return append(text, "!cells"...)
	}
	var cells fields
	for i, cell := range t.cells {
		if cell != "" {
			cells = append(cells, field{columns[i], quoted(cell)})
		}
	}
	return cells.appendTo(text)
}
