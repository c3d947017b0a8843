package policy

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDayOf(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-24T21:30:00+08:00": "2026-11-24", "1970-01-01T00:00:00-14:00": "1970-01-01", "2199-12-31T23:59:59+05:45": "2199-12-31",
	} {
		assert.Equal(t, want, text(DayOf(at)), at)
	}
	for _, at := range []string{
		"", "2026-11-24", "2026-11-24T21:30:00Z", "2026-11-24T21:30:00", "2026-11-24T21:30+08:00", "2026-11-24 21:30:00+08:00", "2026-11-24T24:00:00+08:00",
		"2026-11-24T21:60:00+08:00", "2026-11-24T21:30:60+08:00", "2026-11-24T21:30:00+20:00", "2026-11-24T21:30:00+08:60",
		"2026-02-29T21:30:00+08:00", "2026-11-24T2a:30:00+08:00", "2026-11-24T/9:30:00+08:00", "2026-11-24T21:30:00 08:00", "2026-11-24T21:30:00+0800 ", "2200-01-01T00:00:00+00:00",
		"2026-11-24T21.30:00+08:00", "2026-11-24T21:30.00+08:00", "2026-11-24T21:30:00+08.00", "2026-11-24T-1:30:00+08:00", "2026-11-24T:1:30:00+08:00",
	} {
		assert.Zero(t, DayOf(at), at)
	}
}

// Every rule of conduct that holds comes with its one row.
func TestConduct(t *testing.T) {
	rules := card(t)
	list := rules.Conduct()
	assert.Len(t, list, 11)
	for _, s := range list {
		assert.Len(t, s.Rows, 1)
		assert.Equal(t, *rowOf(rules.held, s.Key, s.When, 0), s.Rows[0])
		found := s.Rows[0].Compared(ContactHours, Wall, "value", "limit", "detail")
		assert.Equal(t, Finding{
			Code: ContactHours, Level: Wall, Value: "value", Limit: "limit", Detail: "detail", Source: s.Rows[0].Source, SourceZH: s.Rows[0].SourceZH,
			Confidence: s.Rows[0].Confidence, Note: s.Rows[0].Note, NoteZH: s.Rows[0].NoteZH,
		}, found)
	}
	assert.Empty(t, (&Rules{}).Conduct(), "no rules")
}

func TestAnswerBy(t *testing.T) {
	for _, c := range []struct {
		pack PackID
		to   Person
		want string
	}{
		{UKConsumer, Creditor, "2027-01-19"}, // 24 November and 56 days: 6 + 31 + 19
		{UKHCST, Creditor, "2027-01-19"},
		{CNCard, Creditor, "2026-12-09"},
		{CNLoan, Creditor, "2026-12-09"},
		{USDebt, Regulator, "2026-12-09"},
		{USCard, Regulator, "2026-12-09"},
		{INCard, Creditor, "2026-12-24"},
		{UKConsumer, Ombudsman, ""},
		{DEConsumer, Creditor, ""},
	} {
		assert.Equal(t, c.want, text(resolved(t, c.pack, "2026-11-24").AnswerBy(c.to, day("2026-11-24"))), "%s %s", c.pack, c.to)
	}
}
