package policy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
)

func day(text string) civil.Date { return civil.MustParse(text) }

// every is every pack with its whole history, as the engine carries it.
func every(t testing.TB) (list []Pack) {
	for _, head := range Packs() {
		pack, err := Read(head.ID, 0)
		require.NoError(t, err)
		list = append(list, pack)
	}
	require.NotEmpty(t, list)
	return list
}

func TestPacksProve(t *testing.T) {
	ids := []PackID{CNCard, CNLoan, CNPrivate, USCard, USDebt, UKConsumer, UKHCST, EUConsumer, DEConsumer, INLoan, INCard}
	var found []PackID
	for _, pack := range every(t) {
		assert.NoError(t, pack.Prove(), pack.ID)
		found = append(found, pack.ID)
	}
	assert.True(t, slices.IsSorted(found))
	assert.ElementsMatch(t, ids, found, "every pack once, and every name has its pack")
}

// Every key of the table is in use, and every series is read back whole.
func TestKeysAreInUse(t *testing.T) {
	used := map[Key]bool{}
	for _, pack := range every(t) {
		for _, series := range pack.Series {
			used[series.Key] = true
		}
	}
	for _, row := range kindOf {
		assert.True(t, used[row.key], row.key)
	}
	assert.Len(t, used, len(kindOf))
}

// A pack file as the test reads it, on its own.
type fileOfPack struct {
	ID, Version, Jurisdiction, Product, From string
	ProductZH                                string `json:"product_zh"`
	Sources                                  map[string]struct{ EN, ZH string }
	Series                                   []struct {
		Key, When       string
		DaysOverdueFrom int    `json:"days_overdue_from"`
		SameAs          string `json:"same_as"`
		Rows            []struct {
			From, To, Source, Confidence, Note string
			NoteZH                             string `json:"note_zh"`
			Values                             []string
		}
	}
}

// The packs that the engine carries are those of the files, row by row.
func TestPacksEqualTheirFiles(t *testing.T) {
	names, err := filepath.Glob("packs/*.json")
	require.NoError(t, err)
	files := map[string]fileOfPack{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		var file fileOfPack
		require.NoError(t, json.Unmarshal(text, &file))
		assert.Equal(t, file.ID+".json", filepath.Base(name))
		files[file.ID] = file
	}
	packs := every(t)
	require.Len(t, packs, len(files))
	for _, pack := range packs {
		file := files[string(pack.ID)]
		assert.Equal(t, []string{file.ID, file.Version, file.Jurisdiction, file.Product, file.ProductZH, file.From},
			[]string{string(pack.ID), pack.Version, pack.Jurisdiction, pack.Product, pack.ProductZH, pack.From.String()})
		require.Len(t, pack.Series, len(file.Series))
		for i, want := range file.Series {
			got := pack.Series[i]
			assert.Equal(t, []any{want.Key, want.When, want.DaysOverdueFrom}, []any{string(got.Key), got.When, got.DaysOverdueFrom})
			sources := file.Sources
			if want.SameAs != "" {
				lender := files[want.SameAs]
				sources = lender.Sources
				for _, lent := range lender.Series {
					if lent.Key == want.Key && lent.When == want.When {
						want.Rows = lent.Rows
					}
				}
			}
			require.Len(t, got.Rows, len(want.Rows), "%s %s", pack.ID, want.Key)
			for k, row := range want.Rows {
				assert.Equal(t, []any{row.From, row.To, row.Values, sources[row.Source].EN, sources[row.Source].ZH, row.Confidence, row.Note, row.NoteZH},
					[]any{text(got.Rows[k].From), text(got.Rows[k].To), got.Rows[k].Values, got.Rows[k].Source, got.Rows[k].SourceZH,
						string(got.Rows[k].Confidence), got.Rows[k].Note, got.Rows[k].NoteZH})
			}
		}
	}
}

func text(day civil.Date) string {
	if day == 0 {
		return ""
	}
	return day.String()
}

func TestResolve(t *testing.T) {
	for _, pack := range every(t) {
		for _, on := range []civil.Date{civil.MinDate, pack.From - 1} {
			_, err := Resolve(pack.ID, on)
			var outside *OutsideError
			require.ErrorAs(t, err, &outside, "%s on %v", pack.ID, on)
			assert.Equal(t, pack.From, outside.From)
			assert.NotEmpty(t, outside.Error())
			_, err = Read(pack.ID, on)
			require.ErrorAs(t, err, &outside)
		}
		for _, on := range []civil.Date{pack.From, pack.From + 1, day("2026-11-24"), civil.MaxDate} {
			rules, err := Resolve(pack.ID, on)
			require.NoError(t, err)
			assert.Equal(t, string(pack.ID)+" "+pack.Version, rules.Version)
			assert.NotEmpty(t, rules.AnnualRateMethod(), "%s on %v", pack.ID, on)
		}
	}
	for _, unknown := range []PackID{"", "cn-Card", "cn-card ", "fr-consumer"} {
		_, err := Resolve(unknown, day("2026-11-24"))
		assert.ErrorIs(t, err, ErrNoPack, "%q", unknown)
		_, err = Read(unknown, 0)
		assert.ErrorIs(t, err, ErrNoPack)
		_, err = Read(unknown, day("2026-11-24"))
		assert.ErrorIs(t, err, ErrNoPack)
	}
}

// on is the slow way to what holds on a day: every row asked one after the other.
func on(pack Pack, day civil.Date) (series []Series) {
	for _, s := range pack.Series {
		for _, row := range s.Rows {
			if row.From <= day && (row.To == 0 || day < row.To) {
				series = append(series, Series{s.Key, s.When, s.DaysOverdueFrom, []Row{row}})
			}
		}
	}
	return series
}

// A row holds from its first day, and no longer on the day that the next begins.
// Nothing is stretched past the end of the last row: on the boundary days of every
// row of every pack, and on the day before and after, the fast way says what the
// slow way says.
func TestRowsHoldOnTheirDays(t *testing.T) {
	for _, pack := range every(t) {
		for _, s := range pack.Series {
			for _, row := range s.Rows {
				for _, edge := range []civil.Date{row.From, row.To} {
					for _, near := range []civil.Date{edge - 1, edge, edge + 1} {
						if near < pack.From {
							continue
						}
						held, err := Read(pack.ID, near)
						require.NoError(t, err)
						require.Equal(t, on(pack, near), held.Series, "%s on %v", pack.ID, near)
					}
				}
			}
		}
	}
}

func TestReference(t *testing.T) {
	tests := []struct {
		it, day, want string // no want: there is no value
	}{
		{"the day before the first publication", "2019-08-19", ""},
		{"the first", "2019-08-20", "0.0425"},
		{"the day before the second", "2019-09-19", "0.0425"},
		{"the second", "2019-09-20", "0.042"},
		{"the day before a change", "2022-08-21", "0.037"},
		{"the change", "2022-08-22", "0.0365"},
		{"the last change seen", "2025-05-20", "0.03"},
		{"unchanged in a secondary source", "2026-08-20", "0.03"},
		{"carried on, unverified", "2026-11-24", "0.03"},
		{"no longer", "2026-12-21", ""},
	}
	for _, test := range tests {
		got, known := Reference(CNPrivate, KeyLPR1Y, day(test.day))
		assert.Equal(t, test.want != "", known, test.it)
		if known {
			assert.Equal(t, test.want, got.String(), test.it)
		}
	}
	for _, none := range []struct {
		pack PackID
		key  Key
		day  civil.Date
	}{{CNCard, KeyLPR1Y, day("2024-01-01")}, {"none", KeyLPR1Y, day("2024-01-01")}, {CNPrivate, "", day("2024-01-01")}, {CNPrivate, KeyLPR1Y, 0}} {
		_, known := Reference(none.pack, none.key, none.day)
		assert.False(t, known, none)
	}
}

// Words that would pronounce on a contract, or advise not to pay.
var forbidden = []string{"illegal", "unlawful", "usury", "usurious", "invalid", "void", "need not", "unenforceable", "违法", "非法", "高利贷", "无效", "无需"}

func calm(t *testing.T, text string) {
	for _, word := range forbidden {
		assert.NotContains(t, strings.ToLower(text), word)
	}
}

func TestPackWordsAreCalm(t *testing.T) {
	for _, pack := range every(t) {
		for _, series := range pack.Series {
			for _, row := range series.Rows {
				calm(t, strings.Join(append([]string{row.Source, row.SourceZH, row.Note, row.NoteZH, series.When}, row.Values...), " "))
			}
		}
	}
}
