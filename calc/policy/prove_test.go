package policy

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sound is a pack that Prove takes, with one more series to try things on.
func sound(rows ...Row) Pack {
	return Pack{
		ID: "a-pack", Version: "2026-11-24", Jurisdiction: "CN", Product: "a product", ProductZH: "产品", From: day("2020-01-01"),
		Series: []Series{
			{Key: KeyAnnualRateMethod, Rows: []Row{dated("2020-01-01", "", "uk")}},
			{Key: KeyPlanMaxMonths, Rows: rows},
		},
	}
}

func dated(from, to string, values ...string) Row {
	row := Row{From: day(from), Values: values, Source: "an order", SourceZH: "一项规定", Confidence: High}
	if to != "" {
		row.To = day(to)
	}
	return row
}

func with(row Row, change func(*Row)) Row {
	change(&row)
	return row
}

func TestProveRefuses(t *testing.T) {
	months := func(from, to string) Row { return dated(from, to, "60") }
	last := months("2020-01-01", "")
	tests := []struct {
		it   string
		rows []Row
		want string // nothing when the series is sound
	}{
		{"one row without an end", []Row{last}, ""},
		{"one row that ended", []Row{months("2020-01-01", "2021-01-01")}, ""},
		{"two rows that meet", []Row{months("2020-01-01", "2021-01-01"), months("2021-01-01", "")}, ""},
		{"a row of one day", []Row{months("2020-01-01", "2020-01-02"), months("2020-01-02", "")}, ""},
		{"no row", nil, "no row"},
		{"a gap of one day", []Row{months("2020-01-01", "2021-01-01"), months("2021-01-02", "")}, "gap or overlap"},
		{"an overlap of one day", []Row{months("2020-01-01", "2021-01-02"), months("2021-01-01", "")}, "gap or overlap"},
		{"no end before the last row", []Row{last, months("2021-01-01", "")}, "gap or overlap"},
		{"rows out of order", []Row{months("2021-01-01", ""), months("2020-01-01", "2021-01-01")}, "gap or overlap"},
		{"a row that ends on its first day", []Row{months("2020-01-01", "2020-01-01")}, "ends before it begins"},
		{"no source", []Row{with(last, func(r *Row) { r.Source = "" })}, "has no source"},
		{"no source in Chinese", []Row{with(last, func(r *Row) { r.SourceZH = "" })}, "has no source"},
		{"a note in one language", []Row{with(last, func(r *Row) { r.NoteZH = "说明" })}, "speaks one language"},
		{"no confidence", []Row{with(last, func(r *Row) { r.Confidence = "" })}, "no confidence"},
		{"a confidence that is no word for it", []Row{with(last, func(r *Row) { r.Confidence = "sure" })}, "no confidence"},
		{"a tab in a note", []Row{with(last, func(r *Row) { r.Note, r.NoteZH = "a\tb", "说明" })}, "holds a tab"},
		{"a bar in a value", []Row{dated("2020-01-01", "", "6|0")}, "holds a tab"},
		{"no date", []Row{with(last, func(r *Row) { r.From = 0 })}, "outside the calendar"},
		{"no value", []Row{dated("2020-01-01", "")}, "another kind"},
		{"a value of another kind", []Row{dated("2020-01-01", "", "five years")}, "another kind"},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			pack := sound(test.rows...)
			if test.want == "" {
				assert.NoError(t, pack.Prove())
			} else {
				assert.ErrorContains(t, pack.Prove(), "plan.max_months: ")
				assert.ErrorContains(t, pack.Prove(), test.want)
			}
		})
	}
}

// Every fault of a pack is told at once.
func TestProveTellsAll(t *testing.T) {
	pack := Pack{Series: []Series{{Key: "no.such"}, {Key: KeyDayCount}, {Key: KeyDayCount}, {Key: KeyEndRule, When: "a case"}}}
	err := pack.Prove()
	for _, fault := range []string{
		"no id", "version is no date", "annual_rate_method: not there", "no.such: no such key", "day_count: no row", "day_count: stands twice",
		"end_rule a case: the case is no word",
	} {
		assert.ErrorContains(t, err, fault)
	}
}

// The yearly rate can be stated on every day that the pack answers for.
func TestProveWantsAMethodEveryDay(t *testing.T) {
	pack := sound(dated("2020-01-01", "", "60"))
	require.NoError(t, pack.Prove())
	for _, row := range []Row{dated("2020-01-02", "", "uk"), dated("2019-01-01", "2030-01-01", "uk")} {
		pack.Series[0].Rows = []Row{row}
		assert.ErrorContains(t, pack.Prove(), "annual_rate_method: not there on every day")
	}
}

func TestValuesFitTheirKind(t *testing.T) {
	tests := []struct {
		kind      kind
		good, bad [][]string
	}{
		{wordsKind, [][]string{{"uk"}, {"ACT/365F", "30/360-US"}}, [][]string{{""}, {"two words"}, {"_x"}, {"词"}}},
		{ranksKind, [][]string{{"fees interest", "principal"}}, [][]string{{"charges"}, {"fees", ""}}},
		{shareKind, [][]string{{"0"}, {"0.24"}, {"1"}}, [][]string{{"-0.1"}, {"1e3"}, {"0.1", "0.2"}, {"24%"}, {"0.12345678901234567"}, {"."}}},
		{pairKind, [][]string{{"1.3", "1.5"}}, [][]string{{"1.3"}, {"1.5", "1.3"}, {"1.3", "1.3"}}},
		{limitKind, [][]string{{"0.24"}, {"0.24", "0.36"}, {"4", "reference.lpr_1y", "contract_date"}},
			[][]string{{"0.36", "0.24"}, {"4", "lpr", "contract_date"}, {"x", "reference.lpr_1y", "contract_date"}, {"0.1", "0.2", "0.3", "0.4"}}},
		{rateKind, [][]string{{"0.0005", "day"}, {"0.00035", "0.0005", "day"}}, [][]string{{"day"}, {"0.1"}, {"0.1", "week"}, {"0.2", "0.1", "day"}}},
		{sumsKind, [][]string{{"GBP", "15.00"}, {"USD", "32.00", "43.00"}}, [][]string{{"15.00"}, {"GBP"}, {"pounds", "15.00"}}},
		{wholeKind, [][]string{{"0"}, {"3", "6"}}, [][]string{{"1.5"}, {"03"}, {"6", "3"}, {"-1"}}},
		{hoursKind, [][]string{{"08:00", "22:00"}}, [][]string{{"8:00", "22:00"}, {"22:00", "08:00"}, {"08:00", "24:00"}, {"08:60", "22:00"}, {"08:00"}, {"ab:cd", "ef:gh"}}},
		{countKind, [][]string{{"7", "calls", "7"}}, [][]string{{"7", "calls"}, {"seven", "calls", "7"}, {"7", "", "7"}, {"7", "letters", "7"}, {"7", "calls", "0"}}},
		{ruleKind, [][]string{{`{"name":"x"}`}}, [][]string{{"x"}, {`{"name":`}}},
	}
	for _, test := range tests {
		for _, values := range test.good {
			assert.True(t, test.kind.fits(values), values)
		}
		for _, values := range append(test.bad, nil) {
			assert.False(t, test.kind.fits(values), values)
		}
	}
}
