package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"parley/calc/civil"
	"parley/calc/policy"
)

// The shape of a pack file. Sources are written once and named by key, so that a
// file reads as a list of rules.
type fileOfPack struct {
	ID           policy.PackID         `json:"id"`
	Version      string                `json:"version"`
	Jurisdiction string                `json:"jurisdiction"`
	Product      string                `json:"product"`
	ProductZH    string                `json:"product_zh"`
	From         string                `json:"from"`
	Sources      map[string]fileSource `json:"sources"`
	Series       []fileSeries          `json:"series"`
}

type fileSource struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

type fileSeries struct {
	Key             policy.Key    `json:"key"`
	When            string        `json:"when"`
	DaysOverdueFrom int           `json:"days_overdue_from"`
	SameAs          policy.PackID `json:"same_as"` // the rows of the same series in another pack
	Rows            []fileRow     `json:"rows"`
}

type fileRow struct {
	From       string            `json:"from"`
	To         string            `json:"to"`
	Values     []string          `json:"values"`
	Source     string            `json:"source"`
	Confidence policy.Confidence `json:"confidence"`
	Note       string            `json:"note"`
	NoteZH     string            `json:"note_zh"`
}

// readPack reads one pack file. Series that are the same as those of another pack
// come back without rows, listed in borrowed by their place.
func readPack(text []byte) (pack policy.Pack, borrowed map[int]policy.PackID, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var file fileOfPack
	if err := decoder.Decode(&file); err != nil {
		return pack, nil, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return pack, nil, errors.New("text after the pack")
	}
	pack = policy.Pack{
		ID: file.ID, Version: file.Version, Jurisdiction: file.Jurisdiction, Product: file.Product, ProductZH: file.ProductZH,
	}
	if pack.From, err = civil.Parse(file.From); err != nil {
		return pack, nil, err
	}
	borrowed = map[int]policy.PackID{}
	used := map[string]bool{}
	for i, s := range file.Series {
		series := policy.Series{Key: s.Key, When: s.When, DaysOverdueFrom: s.DaysOverdueFrom}
		if s.SameAs != "" {
			if len(s.Rows) > 0 || s.SameAs == file.ID {
				return pack, nil, fmt.Errorf("%s: rows of its own beside same_as, or same_as itself", s.Key)
			}
			borrowed[i] = s.SameAs
		}
		for _, r := range s.Rows {
			row, err := r.row(file.Sources)
			if err != nil {
				return pack, nil, fmt.Errorf("%s: %w", s.Key, err)
			}
			used[r.Source] = true
			series.Rows = append(series.Rows, row)
		}
		pack.Series = append(pack.Series, series)
	}
	for name := range file.Sources {
		if !used[name] {
			return pack, nil, fmt.Errorf("the source %q is not used", name)
		}
	}
	return pack, borrowed, nil
}

func (r *fileRow) row(sources map[string]fileSource) (row policy.Row, err error) {
	source, known := sources[r.Source]
	if !known {
		return row, fmt.Errorf("the source %q is not listed", r.Source)
	}
	row = policy.Row{
		Values: r.Values, Source: source.EN, SourceZH: source.ZH, Confidence: r.Confidence, Note: r.Note, NoteZH: r.NoteZH,
	}
	if row.From, err = civil.Parse(r.From); err != nil {
		return row, err
	}
	if r.To != "" {
		row.To, err = civil.Parse(r.To)
	}
	return row, err
}

// lend gives the borrowed series of each pack the rows of the pack that has them.
func lend(packs []policy.Pack, borrowed []map[int]policy.PackID) error {
	for i := range packs {
		for at, from := range borrowed[i] {
			series := &packs[i].Series[at]
			lender := rowsOf(packs, from, series)
			if lender == nil {
				return fmt.Errorf("%s: %s: %s has no such series of its own", packs[i].ID, series.Key, from)
			}
			series.Rows = lender
		}
	}
	return nil
}

func rowsOf(packs []policy.Pack, id policy.PackID, like *policy.Series) []policy.Row {
	for _, pack := range packs {
		for _, series := range pack.Series {
			if pack.ID == id && series.Key == like.Key && series.When == like.When && series.DaysOverdueFrom == like.DaysOverdueFrom {
				return series.Rows
			}
		}
	}
	return nil
}
