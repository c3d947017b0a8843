package policy

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
)

func day(text string) civil.Date { return civil.MustParse(text) }

func TestPacksProve(t *testing.T) {
	require.NotEmpty(t, packs)
	names := map[PackID]bool{}
	for _, pack := range packs {
		assert.NoError(t, pack.Prove(), pack.ID)
		assert.False(t, names[pack.ID], "%s stands twice", pack.ID)
		names[pack.ID] = true
	}
}

// fileRow is a row of a pack file; the test reads the file on its own.
type fileRow struct {
	From, To, Source, Confidence string
	SourceZH                     string `json:"source_zh"`
	Value                        any
}

// The packs that the engine carries are those of the files, row by row.
func TestPacksEqualTheirFiles(t *testing.T) {
	names, err := filepath.Glob("packs/*.json")
	require.NoError(t, err)
	require.Len(t, packs, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		var file struct {
			ID, Version, Jurisdiction, Product string
			AnnualRateMethod                   []fileRow `json:"annual_rate_method"`
			ChargesLine                        []fileRow `json:"charges_line"`
			PlanMaxMonths                      []fileRow `json:"plan_max_months"`
		}
		require.NoError(t, json.Unmarshal(text, &file))
		pack := packs[i]
		assert.Equal(t, []string{file.ID, file.Version, file.Jurisdiction, file.Product},
			[]string{string(pack.ID), pack.Version, pack.Jurisdiction, pack.Product})
		assert.Equal(t, file.ID+".json", filepath.Base(name))
		equalRows(t, file.AnnualRateMethod, pack.AnnualRateMethod)
		equalRows(t, file.ChargesLine, pack.ChargesLine)
		equalRows(t, file.PlanMaxMonths, pack.PlanMaxMonths)
	}
}

func equalRows[T any](t *testing.T, file []fileRow, rows []Dated[T]) {
	require.Len(t, rows, len(file))
	for i, row := range rows {
		to := ""
		if row.To != 0 {
			to = row.To.String()
		}
		assert.Equal(t, file[i], fileRow{row.From.String(), to, row.Source, string(row.Confidence), row.SourceZH, file[i].Value})
		assert.Equal(t, fmt.Sprint(file[i].Value), fmt.Sprint(row.Value))
	}
}

func TestProveRefuses(t *testing.T) {
	row := func(from, to string) Dated[int] {
		d := Dated[int]{From: day(from), Value: 60, Source: "an order", SourceZH: "一项规定", Confidence: High}
		if to != "" {
			d.To = day(to)
		}
		return d
	}
	unsourced, unsure := row("2020-01-01", ""), row("2020-01-01", "")
	unsourced.Source, unsure.Confidence = "", ""
	tests := []struct {
		it   string
		rows []Dated[int]
		want string // nothing when the series is sound
	}{
		{"one row without an end", []Dated[int]{row("2020-01-01", "")}, ""},
		{"one row that ended", []Dated[int]{row("2020-01-01", "2021-01-01")}, ""},
		{"two rows that meet", []Dated[int]{row("2020-01-01", "2021-01-01"), row("2021-01-01", "")}, ""},
		{"a row of one day", []Dated[int]{row("2020-01-01", "2020-01-02"), row("2020-01-02", "")}, ""},
		{"no row", nil, "no row"},
		{"a gap of one day", []Dated[int]{row("2020-01-01", "2021-01-01"), row("2021-01-02", "")}, "gap or overlap"},
		{"an overlap of one day", []Dated[int]{row("2020-01-01", "2021-01-02"), row("2021-01-01", "")}, "gap or overlap"},
		{"no end before the last row", []Dated[int]{row("2020-01-01", ""), row("2021-01-01", "")}, "gap or overlap"},
		{"rows out of order", []Dated[int]{row("2021-01-01", ""), row("2020-01-01", "2021-01-01")}, "gap or overlap"},
		{"a row that ends on its first day", []Dated[int]{row("2020-01-01", "2020-01-01")}, "ends before it begins"},
		{"no source", []Dated[int]{unsourced}, "no source or confidence"},
		{"no confidence", []Dated[int]{unsure}, "no source or confidence"},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			pack := packs[0]
			require.NoError(t, pack.Prove())
			pack.PlanMaxMonths = test.rows
			if test.want == "" {
				assert.NoError(t, pack.Prove())
			} else {
				assert.ErrorContains(t, pack.Prove(), "plan_max_months: ")
				assert.ErrorContains(t, pack.Prove(), test.want)
			}
		})
	}
}

// Every fault of a pack is told at once.
func TestProveTellsAll(t *testing.T) {
	err := new(Pack).Prove()
	for _, series := range []string{"annual_rate_method", "charges_line", "plan_max_months"} {
		assert.ErrorContains(t, err, series+": no row")
	}
}

func TestResolve(t *testing.T) {
	first := day("2021-03-31") // the last of the three series to begin
	for _, pack := range packs[:1] {
		for _, from := range []civil.Date{pack.AnnualRateMethod[0].From, pack.ChargesLine[0].From, pack.PlanMaxMonths[0].From} {
			_, err := Resolve(CNCard, from-1)
			var outside *OutsideError
			require.ErrorAs(t, err, &outside, "the day before %v", from)
			assert.Equal(t, first, outside.From)
			assert.NotEmpty(t, outside.Error())
		}
	}
	for _, on := range []civil.Date{first, first + 1, day("2026-11-23"), civil.MaxDate} {
		rules, err := Resolve(CNCard, on)
		require.NoError(t, err)
		assert.Equal(t, "cn-card 2026-11-23", rules.Version)
		assert.Equal(t, "cn_irr_simple", rules.AnnualRateMethod.Value)
		assert.Equal(t, "0.24", rules.ChargesLine.Value.String())
		assert.Equal(t, 60, rules.PlanMaxMonths.Value)
	}
	_, err := Resolve(CNCard, civil.MinDate)
	assert.Error(t, err)
	for _, unknown := range []PackID{"", "cn-Card", "cn-card ", "us-card"} {
		_, err := Resolve(unknown, first)
		assert.ErrorIs(t, err, ErrNoPack, "%q", unknown)
	}
}

// A row holds from its first day, and no longer on the day that the next begins.
// Nothing is stretched past the end of the last row.
func TestRowsHoldOnTheirDays(t *testing.T) {
	pack := packs[0]
	pack.PlanMaxMonths = []Dated[int]{
		{From: day("2022-01-01"), To: day("2023-01-01"), Value: 36, Source: "an order", SourceZH: "一项规定", Confidence: High},
		{From: day("2023-01-01"), To: day("2024-01-01"), Value: 60, Source: "its successor", SourceZH: "后续规定", Confidence: High},
	}
	require.NoError(t, pack.Prove())
	for text, want := range map[string]int{
		"2021-12-31": 0, "2022-01-01": 36, "2022-12-31": 36, "2023-01-01": 60, "2023-12-31": 60, "2024-01-01": 0,
	} {
		rules, err := pack.on(day(text))
		assert.Equal(t, want, rules.PlanMaxMonths.Value, text)
		if want == 0 {
			var outside *OutsideError
			require.ErrorAs(t, err, &outside, text)
			assert.Equal(t, day("2022-01-01"), outside.From, text)
		}
	}
}

// Words that would pronounce on a contract, or advise not to pay.
var forbidden = []string{"illegal", "unlawful", "usury", "usurious", "invalid", "void", "need not", "unenforceable"}

func calm(t *testing.T, text string) {
	for _, word := range forbidden {
		assert.NotContains(t, strings.ToLower(text), word)
	}
}

func TestPackWordsAreCalm(t *testing.T) {
	for _, pack := range packs {
		for _, row := range pack.AnnualRateMethod {
			calm(t, row.Source)
		}
		for _, row := range pack.ChargesLine {
			calm(t, row.Source)
			assert.True(t, row.Value.IsPositive() && row.Value.LessThan(decimal.New(1, 0)), "a share of principal a year")
		}
		for _, row := range pack.PlanMaxMonths {
			calm(t, row.Source)
		}
	}
}
