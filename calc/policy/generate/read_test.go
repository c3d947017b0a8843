package main

import (
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/policy"
)

const smallPack = `{"id":"a-pack","version":"2026-11-24","jurisdiction":"CN","product":"a product","product_zh":"产品","from":"2020-01-01",
"sources":{"order":{"en":"an order","zh":"一项规定"}},
"series":[{"key":"annual_rate_method","rows":[{"from":"2020-01-01","values":["uk"],"source":"order","confidence":"high"}]},
{"key":"charges_line","when":"a_case","days_overdue_from":91,"rows":[{"from":"2020-01-01","to":"2021-01-01","values":["0.24"],"source":"order","confidence":"low","note":"n","note_zh":"注"}]}]}`

func TestReadPack(t *testing.T) {
	pack, borrowed, err := readPack([]byte(smallPack))
	require.NoError(t, err)
	require.NoError(t, pack.Prove())
	assert.Empty(t, borrowed)
	assert.Equal(t, policy.Series{Key: "charges_line", When: "a_case", DaysOverdueFrom: 91, Rows: []policy.Row{{
		From: civil.MustParse("2020-01-01"), To: civil.MustParse("2021-01-01"), Values: []string{"0.24"},
		Source: "an order", SourceZH: "一项规定", Confidence: policy.Low, Note: "n", NoteZH: "注",
	}}}, pack.Series[1])
}

func TestReadPackRefuses(t *testing.T) {
	for it, change := range map[string][2]string{
		"an unknown key":                  {`"jurisdiction"`, `"country"`},
		"text after the pack":             {`}]}]}`, `}]}]} {}`},
		"a source that is not listed":     {`"source":"order","confidence":"low"`, `"source":"law","confidence":"low"`},
		"a source that nothing uses":      {`"sources":{`, `"sources":{"law":{"en":"a","zh":"b"},`},
		"a first day that is none":        {`"from":"2020-01-01",`, `"from":"2020-02-30",`},
		"a day of a row that is none":     {`{"from":"2020-01-01","values"`, `{"from":"2020-1-1","values"`},
		"an end that is no day":           {`"to":"2021-01-01"`, `"to":"never"`},
		"a number for a value":            {`["0.24"]`, `[0.24]`},
		"rows beside same_as":             {`"when":"a_case"`, `"same_as":"b-pack"`},
		"a pack that borrows from itself": {`"when":"a_case"`, `"same_as":"a-pack"`},
	} {
		require.Contains(t, smallPack, change[0], it)
		_, _, err := readPack([]byte(strings.Replace(smallPack, change[0], change[1], 1)))
		assert.Error(t, err, it)
	}
}

func TestLend(t *testing.T) {
	row := []policy.Row{{Values: []string{"60"}}}
	packs := []policy.Pack{
		{ID: "a", Series: []policy.Series{{Key: "plan.max_months", When: "x"}}},
		{ID: "b", Series: []policy.Series{{Key: "plan.max_months"}, {Key: "plan.max_months", When: "x", Rows: row}}},
	}
	require.NoError(t, lend(packs, []map[int]policy.PackID{{0: "b"}, nil}))
	assert.Equal(t, row, packs[0].Series[0].Rows)
	assert.ErrorContains(t, lend(packs, []map[int]policy.PackID{{0: "c"}, nil}), "no such series")
}

// A gap or an overlap in a real pack is found before anything is written.
func TestReadPacksProves(t *testing.T) {
	for it, change := range map[string][2]string{
		"a gap":          {`"to": "2019-09-20"`, `"to": "2019-09-19"`},
		"an overlap":     {`"to": "2019-09-20"`, `"to": "2019-09-21"`},
		"another name":   {`"id": "cn-private"`, `"id": "cn-lending"`},
		"a foreign key":  {`"key": "reference.lpr_5y"`, `"key": "reference.sofr"`},
		"nobody to lend": {`"same_as": "cn-card"`, `"same_as": "cn-cards"`},
	} {
		folder := t.TempDir()
		names, err := filepath.Glob("../packs/*.json")
		require.NoError(t, err)
		for _, name := range names {
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			if filepath.Base(name) == "cn-private.json" {
				require.Contains(t, string(text), change[0])
				text = []byte(strings.Replace(string(text), change[0], change[1], 1))
			}
			require.NoError(t, os.WriteFile(filepath.Join(folder, filepath.Base(name)), text, 0o600))
		}
		_, err = readPacks(folder)
		assert.Error(t, err, it)
	}
	_, err := readPacks(t.TempDir())
	assert.ErrorContains(t, err, "no packs")
}

// FuzzReadPack reads any text. What is read and proven has at most one value for
// every day, exactly one between the first and the last, and can be written.
func FuzzReadPack(f *testing.F) {
	f.Add([]byte(smallPack))
	names, err := filepath.Glob("../packs/*.json")
	require.NoError(f, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		pack, borrowed, err := readPack(text)
		if err != nil || len(borrowed) > 0 || pack.Prove() != nil {
			return
		}
		for _, s := range pack.Series {
			for _, edge := range s.Rows {
				for _, day := range []civil.Date{edge.From - 1, edge.From, edge.To - 1, edge.To} {
					held := 0
					for _, row := range s.Rows {
						if row.From <= day && (row.To == 0 || day < row.To) {
							held++
						}
					}
					last := s.Rows[len(s.Rows)-1].To
					within := day >= s.Rows[0].From && (last == 0 || day < last)
					require.Equal(t, within, held == 1, "%s on %v: %d rows", s.Key, day, held)
					require.LessOrEqual(t, held, 1)
				}
			}
		}
		_, err = format.Source(goSource([]policy.Pack{pack}))
		require.NoError(t, err)
	})
}
