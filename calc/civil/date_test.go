package civil

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// timeOf is the standard library's date, which shares nothing with ours.
func timeOf(d Date) time.Time { return time.Unix(int64(d-1)*86_400, 0).UTC() }

func TestEveryDateAgreesWithTime(t *testing.T) {
	for d := MinDate; d <= MaxDate; d++ {
		want := timeOf(d)
		year, month, day := d.YearMonthDay()
		require.Equal(t, [3]int{want.Year(), int(want.Month()), want.Day()}, [3]int{year, month, day}, "day %d", d)
		back, err := Of(year, month, day)
		require.NoError(t, err)
		require.Equal(t, d, back)
		text := d.String()
		require.Equal(t, want.Format(time.DateOnly), text)
		parsed, err := Parse(text)
		require.NoError(t, err)
		require.Equal(t, d, parsed)
		require.Equal(t, want.AddDate(0, 0, 1).Day() == 1, d.LastOfMonth(), text)
	}
}

func TestBounds(t *testing.T) {
	assert.Equal(t, "1970-01-01", MinDate.String())
	assert.Equal(t, "2199-12-31", MaxDate.String())
	// 230 years, of which 1972, 1976, … 2196 are leap but not 2100: 57 - 1.
	assert.Equal(t, Date(230*365+56), MaxDate)
	assert.True(t, MinDate.Valid())
	assert.True(t, MaxDate.Valid())
	assert.False(t, (MinDate - 1).Valid(), "the zero date is none")
	assert.False(t, (MaxDate + 1).Valid())
}

func TestOfRefuses(t *testing.T) {
	for _, c := range [][3]int{
		{1969, 12, 31}, {2200, 1, 1}, {2026, 0, 1}, {2026, 13, 1}, {2026, 1, 0}, {2026, 1, 32},
		{2026, 2, 29}, {2024, 2, 30}, {2100, 2, 29}, {2026, 4, 31}, {2026, -1, 1}, {2026, 1, -1},
	} {
		_, err := Of(c[0], c[1], c[2])
		assert.ErrorIs(t, err, ErrDate, "%v", c)
	}
	for _, c := range [][3]int{{2024, 2, 29}, {2000, 2, 29}, {2026, 12, 31}} {
		_, err := Of(c[0], c[1], c[2])
		assert.NoError(t, err, "%v", c)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "2026", "2026-02-30", "2026-2-03", "2026-02-3", "2026-02-003", "2026/02/03", "20260203", "2026-02-03 ", " 2026-02-03",
		"2026-02-03T00:00:00Z", "+026-02-03", "-026-02-03", "2026-+2-03", "2026-02--3", "2026--2-03", "2026-0x-03", "1e10-02-03",
		"２０２６-02-03", "2026-02-0３", "2026‑02‑03", "2026-02-0\x00", "\x002026-02-0", "2026-00-10", "2026-10-00", "1969-12-31", "2200-01-01",
		"9999-99-99", "0000-00-00", strings.Repeat("9", 1_000_000), "\xff\xfe26-02-03",
	} {
		date, err := Parse(text)
		assert.ErrorIs(t, err, ErrDate, "%.40q", text)
		assert.Zero(t, date, "%.40q", text)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-02-28", "2024-02-29", "2026-02-29", "1970-01-01", "2199-12-31", "1969-12-31", "2200-01-01", "2026-2-3", "２026-01-01", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		date, err := Parse(text)
		want, wantErr := time.Parse(time.DateOnly, text)
		known := wantErr == nil && want.Year() >= 1970 && want.Year() <= 2199
		require.Equal(t, known, err == nil, "%q", text)
		if known {
			require.Equal(t, text, date.String())
			require.Equal(t, want, timeOf(date))
		}
	})
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-01-31", 2, "2026-03-31"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-01-15", 12, "2027-01-15"}, {"2026-01-15", -1, "2025-12-15"},
		{"2026-12-31", 2, "2027-02-28"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
		{"2096-02-29", 48, "2100-02-28"}, {"2026-05-15", 0, "2026-05-15"}, {"2026-01-31", -13, "2024-12-31"},
		{"2199-12-31", -12 * 229, "1970-12-31"},
	} {
		assert.Equal(t, c.want, MustParse(c.from).AddMonths(c.n).String(), "%s and %d months", c.from, c.n)
	}
	assert.False(t, MustParse("2199-12-31").AddMonths(1).Valid())
	assert.False(t, MustParse("1970-01-01").AddMonths(-1).Valid())
}

// A month later is in the next month, on the same day or the last one, and going
// back loses at most what the short month cut off.
func TestAddMonthsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Date(rapid.IntRange(int(MinDate), int(MaxDate)).Draw(t, "date"))
		n := rapid.IntRange(-600, 600).Draw(t, "months")
		moved := d.AddMonths(n)
		year, month, day := d.YearMonthDay()
		movedYear, movedMonth, movedDay := moved.YearMonthDay()
		require.Equal(t, 12*year+month+n, 12*movedYear+movedMonth)
		require.Equal(t, min(day, MonthLength(movedYear, movedMonth)), movedDay)
		lost := d - moved.AddMonths(-n)
		require.GreaterOrEqual(t, lost, Date(0))
		require.LessOrEqual(t, lost, Date(3))
	})
}

func TestMonthLength(t *testing.T) {
	for year := 1970; year <= 2199; year++ {
		for month := 1; month <= 12; month++ {
			want := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
			require.Equal(t, want, MonthLength(year, month), "%d-%d", year, month)
		}
	}
}

func ExampleParse() {
	date, err := Parse("2026-02-28")
	fmt.Println(date, date.AddMonths(1), date+1, err)
	_, err = Parse("2026-02-30")
	fmt.Println(err)
	// Output:
	// 2026-02-28 2026-03-28 2026-03-01 <nil>
	// not a calendar day from 1970-01-01 to 2199-12-31
}
