package portfolio

import (
	"bufio"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Cells are read as the page reads them: its tests have the same ones.
func TestCells(t *testing.T) {
	for typed, want := range map[string]string{
		"1234.50": "1234.50", "１,２３４．５０ 元": "1234.50", "1.2万": "12000", "3千": "3000", "0.5亿": "50000000", "+5": "5", "¥ 1,000": "1000",
		"12,34,567.8": "1234567.8", "US$7": "7", "7 EUR": "7", "007": "7", ".5": "0.5", "5.": "5", "-3": "-3", "1'000": "1000", "1。5": "1.5",
		" much ": "much", "1e5": "1e5", "1,2": "1,2", "": "",
	} {
		assert.Equal(t, want, amountOf(typed), typed)
	}
	for column, cells := range map[string]map[string]string{
		"payday":     {"10": "10", "１０": "10", "12 months": "12", "5日": `"5日"`, "1234567890": `"1234567890"`},
		"hardship":   {"YES": "true", "是": "true", "0": "false", "perhaps": `"perhaps"`},
		"oldest_due": {"2026/7/5": `"2026-07-05"`, "2026年12月31日": `"2026-12-31"`, "7/5/2026": `"7/5/2026"`},
		"segment":    {"１,2": `"１,2"`},
	} {
		for typed, want := range cells {
			assert.Equal(t, want, string(cellOf(column, typed)), "%s %s", column, typed)
		}
	}
	for head, want := range map[string]string{" Oldest Due ": "oldest_due", "per-period": "per_period", "本金": "principal", "ＰＡＣＫ": "pack"} {
		assert.Equal(t, want, columnOf(head))
	}
}

// Rows of a table, whatever parts its cells and ends its lines.
func TestTable(t *testing.T) {
	for text, want := range map[string]string{
		"principal,reference\n1,a\n\n2,\n":                   `2 {"principal":"1","reference":"a"}|4 {"principal":"2"}`,
		"principal;reference\r\n1,5;\"a;\"\"b\"\"\"\r\n2":    `2 {"principal":"1,5","reference":"a;\"b\""}|3 {"principal":"2"}`,
		"principal\treference\r1\ta\r":                       `2 {"principal":"1","reference":"a"}`,
		"principal,reference\n\"1\",\"a\nb\"\n2,\"c\"d\n3,,": `2 {"principal":"1","reference":"a\nb"}|4 !quote_text|5 !cells`,
		"\ufeffprincipal\n\"\"\n4":                           `3 {"principal":"4"}`,
		" {\"a\":1}":                                         "no_columns",
		"{\"a\":1}\n\n  {\"b\":2} \r\n7\n{\n":                `1 {"a":1}|3 {"b":2}|4 !json|5 {`,
	} {
		var got []string
		err := readRows(bufio.NewReaderSize(strings.NewReader(text), longestRow+64), func(line int, row []byte) error {
			got = append(got, fmt.Sprintf("%d %s", line, row))
			return nil
		})
		if want == "no_columns" {
			assert.ErrorContains(t, err, want)
			continue
		}
		require.NoError(t, err, text)
		assert.Equal(t, want, strings.Join(got, "|"), text)
	}
}

// The walk over what the engine wrote finds every value, however it is spelled.
func TestPieces(t *testing.T) {
	object := []byte(`{"a":"x,\"}]\\","b":[1,{"c":[]},"]"],"d":{},"e":-1.5,"f":null,"g":{"h":true}}`)
	var told []string
	for key, value := range members(object) {
		told = append(told, key+"="+string(value))
	}
	assert.Equal(t, []string{`a="x,\"}]\\"`, `b=[1,{"c":[]},"]"]`, "d={}", "e=-1.5", "f=null", `g={"h":true}`}, told)
	told = nil
	for item := range items(member(object, "b")) {
		told = append(told, string(item))
	}
	assert.Equal(t, []string{"1", `{"c":[]}`, `"]"`}, told)
	assert.Equal(t, `x,"}]\`, spoken(member(object, "a")))
	assert.Equal(t, "-1.5", spoken(member(object, "e")))
	assert.Nil(t, member(nil, "a"))
	for range items([]byte("[]")) {
		assert.Fail(t, "an empty list has nothing in it")
	}
}
