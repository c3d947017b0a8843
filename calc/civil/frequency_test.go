package civil

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func readVectors(t *testing.T, name string, cases any) {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors/" + name)
	require.NoError(t, err)
	var file struct{ Cases json.RawMessage }
	require.NoError(t, json.Unmarshal(text, &file))
	require.NoError(t, json.Unmarshal(file.Cases, cases))
}

func TestFrequencyDates(t *testing.T) {
	for _, c := range []struct {
		name      string
		frequency Frequency
		first     string
		want      string // the dates after it
	}{
		{"monthly", Frequency{UnitMonth, 1, false}, "2026-11-20", "2026-12-20 2027-01-20 2027-02-20"},
		{"the 31st comes back after a short month", Frequency{UnitMonth, 1, false}, "2026-01-31", "2026-02-28 2026-03-31 2026-04-30 2026-05-31"},
		{"the 30th", Frequency{UnitMonth, 1, false}, "2023-12-30", "2024-01-30 2024-02-29 2024-03-30 2024-04-30"},
		{"the 29th", Frequency{UnitMonth, 1, false}, "2025-01-29", "2025-02-28 2025-03-29"},
		{"the 30th of April is the last day", Frequency{UnitMonth, 1, true}, "2026-04-30", "2026-05-31 2026-06-30 2026-07-31"},
		{"without month end it is the 30th", Frequency{UnitMonth, 1, false}, "2026-04-30", "2026-05-30 2026-06-30 2026-07-30"},
		{"the last of February", Frequency{UnitMonth, 1, true}, "2025-02-28", "2025-03-31 2025-04-30"},
		{"28 February of a leap year is no month end", Frequency{UnitMonth, 1, true}, "2024-02-28", "2024-03-28 2024-04-28"},
		{"month end of another day changes nothing", Frequency{UnitMonth, 1, true}, "2026-04-29", "2026-05-29 2026-06-29"},
		{"quarterly", Frequency{UnitMonth, 3, false}, "2025-11-30", "2026-02-28 2026-05-30 2026-08-30"},
		{"yearly from a leap day", Frequency{UnitYear, 1, false}, "2024-02-29", "2025-02-28 2026-02-28 2027-02-28 2028-02-29"},
		{"every second year", Frequency{UnitYear, 2, false}, "2024-02-29", "2026-02-28 2028-02-29"},
		{"weekly", Frequency{UnitWeek, 1, false}, "2026-12-25", "2027-01-01 2027-01-08"},
		{"every two weeks", Frequency{UnitWeek, 2, false}, "2024-02-20", "2024-03-05 2024-03-19"},
		{"daily", Frequency{UnitDay, 1, false}, "2024-02-28", "2024-02-29 2024-03-01"},
		{"every thirty days", Frequency{UnitDay, 30, false}, "2026-01-01", "2026-01-31 2026-03-02"},
		{"the 1st and the 16th", Frequency{UnitSemiMonth, 1, false}, "1978-03-01", "1978-03-16 1978-04-01 1978-04-16"},
		{"from the 16th", Frequency{UnitSemiMonth, 1, false}, "2026-01-16", "2026-02-01 2026-02-16 2026-03-01"},
		{"the 5th and the 20th", Frequency{UnitSemiMonth, 1, false}, "2026-12-05", "2026-12-20 2027-01-05 2027-01-20"},
		{"the 15th and the last day", Frequency{UnitSemiMonth, 1, false}, "2026-01-15", "2026-01-31 2026-02-15 2026-02-28 2026-03-15 2026-03-31"},
		{"the 31st and the 15th", Frequency{UnitSemiMonth, 1, false}, "2026-01-31", "2026-02-15 2026-02-28 2026-03-15 2026-03-31"},
		{"the 14th and the 29th", Frequency{UnitSemiMonth, 1, false}, "2026-01-14", "2026-01-29 2026-02-14 2026-02-28 2026-03-14 2026-03-29"},
		{"every second half month is monthly", Frequency{UnitSemiMonth, 2, false}, "2026-01-31", "2026-02-28 2026-03-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := MustParse(c.first)
			assert.Equal(t, first, c.frequency.Date(first, 0))
			for k, want := range strings.Fields(c.want) {
				assert.Equal(t, want, c.frequency.Date(first, k+1).String(), "date %d", k+1)
			}
		})
	}
}

// tenorOf reads "1M", "2W", "1Y".
func tenorOf(text string, monthEnd bool) Frequency {
	n, err := strconv.Atoi(text[:len(text)-1])
	if err != nil {
		panic(text)
	}
	unit := map[byte]Unit{'D': UnitDay, 'W': UnitWeek, 'M': UnitMonth, 'Y': UnitYear}[text[len(text)-1]]
	return Frequency{unit, n, monthEnd}
}

// rollOf maps QuantLib's names.
var rollOf = map[string]Roll{
	"UNADJUSTED": RollNone, "FOLLOWING": RollFollowing, "MODIFIED_FOLLOWING": RollModifiedFollowing,
	"PRECEDING": RollPreceding, "MODIFIED_PRECEDING": RollModifiedPreceding,
}

func TestScheduleDatesVectors(t *testing.T) {
	sample := sampleCalendar(t)
	var cases []struct {
		ID, Start, End, Tenor, Generation, Convention string
		EndOfMonth                                    bool   `json:"end_of_month"`
		Termination                                   string `json:"termination_convention"`
		Expected                                      struct {
			Unadjusted []string `json:"unadjusted_dates"`
			Adjusted   []string `json:"adjusted_dates"`
			DateByDate []string `json:"date_by_date_adjustment_of_unadjusted"`
		}
	}
	readVectors(t, "schedule_dates.json", &cases)
	require.Len(t, cases, 21)
	for _, c := range cases {
		require.Equal(t, "FORWARD", c.Generation, "schedule_dates.json %s", c.ID)
		require.Equal(t, c.Convention, c.Termination, "schedule_dates.json %s", c.ID)
		roll, known := rollOf[c.Convention]
		require.True(t, known, "schedule_dates.json %s: %s", c.ID, c.Convention)
		frequency, first, end := tenorOf(c.Tenor, c.EndOfMonth), MustParse(c.Start), MustParse(c.End)
		var nominals, dues, alone []string
		add := func(nominal, due Date) {
			nominals, dues, alone = append(nominals, nominal.String()), append(dues, due.String()), append(alone, roll.Adjust(nominal, sample).String())
		}
		for k := 0; ; k++ {
			nominal, due := frequency.Due(first, k, roll, sample)
			if nominal > end { // a short last period ends at the end, by the roll alone
				add(end, roll.Adjust(end, sample))
				break
			}
			if add(nominal, due); nominal == end {
				break
			}
		}
		assert.Equal(t, c.Expected.Unadjusted, nominals, "schedule_dates.json %s: unadjusted", c.ID)
		assert.Equal(t, c.Expected.Adjusted, dues, "schedule_dates.json %s: adjusted", c.ID)
		if c.Expected.DateByDate != nil {
			assert.Equal(t, c.Expected.DateByDate, alone, "schedule_dates.json %s: each date by itself", c.ID)
		}
	}
}

// sampleCalendar is the calendar that schedule_dates.json brings.
func sampleCalendar(t *testing.T) *Calendar {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors/schedule_dates.json")
	require.NoError(t, err)
	var file struct {
		Calendars map[string]struct{ Weekend, Holidays []string }
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.Equal(t, []string{"SATURDAY", "SUNDAY"}, file.Calendars["sample"].Weekend)
	calendar := &Calendar{First: MinDate, Last: MaxDate, weekend: 1<<sunday | 1<<saturday}
	for _, day := range file.Calendars["sample"].Holidays {
		calendar.closed = append(calendar.closed, MustParse(day))
	}
	return calendar
}

func TestDueDates(t *testing.T) {
	sample := sampleCalendar(t)
	monthly, monthEnds := Frequency{UnitMonth, 1, false}, Frequency{UnitMonth, 1, true}
	for _, c := range []struct {
		name      string
		frequency Frequency
		first     string
		roll      Roll
		calendar  *Calendar
		want      string // nominal>due
	}{
		{"the nominal date stays where it was", monthly, "2024-03-10", RollFollowing, sample, "2024-03-10>2024-03-11 2024-04-10>2024-04-10 2024-05-10>2024-05-10"},
		{"no roll", monthly, "2024-03-10", RollNone, sample, "2024-03-10>2024-03-10 2024-04-10>2024-04-10"},
		{"without a roll a month end is the last day", monthEnds, "2024-02-29", RollNone, sample, "2024-02-29>2024-02-29 2024-03-31>2024-03-31"},
		{"the last business day of February, Thursday 29th a holiday", monthEnds, "2024-02-28", RollFollowing, sample, "2024-02-28>2024-02-28 2024-03-28>2024-03-28 2024-04-28>2024-04-30 2024-05-28>2024-05-30"},
		{"no month end", monthEnds, "2024-02-27", RollFollowing, sample, "2024-02-27>2024-02-27 2024-03-27>2024-03-27"},
		{"month ends without month_end roll over them", monthly, "2024-03-31", RollFollowing, sample, "2024-03-31>2024-04-02 2024-04-30>2024-04-30"},
		{"weeks have no month end", Frequency{UnitWeek, 1, true}, "2024-06-30", RollFollowing, sample, "2024-06-30>2024-07-01 2024-07-07>2024-07-08"},
		{"without a calendar nothing moves", monthEnds, "2024-03-31", RollFollowing, nil, "2024-03-31>2024-03-31 2024-04-30>2024-04-30"},
		{"past the data nothing moves", monthEnds, "2026-11-30", RollFollowing, CalendarOf(CalendarChina), "2026-11-30>2026-11-30 2026-12-31>2026-12-31 2027-01-31>2027-01-31"},
		{"Sunday's and Monday's date meet on the Monday", Frequency{UnitDay, 1, false}, "2024-06-02", RollFollowing, sample, "2024-06-02>2024-06-03 2024-06-03>2024-06-03"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for k, want := range strings.Fields(c.want) {
				nominal, due := c.frequency.Due(MustParse(c.first), k, c.roll, c.calendar)
				assert.Equal(t, want, nominal.String()+">"+due.String(), "date %d", k)
			}
		})
	}
}

var frequencies = rapid.Custom(func(t *rapid.T) Frequency {
	return Frequency{
		rapid.SampledFrom([]Unit{UnitDay, UnitWeek, UnitSemiMonth, UnitMonth, UnitYear}).Draw(t, "unit"),
		rapid.IntRange(1, 366).Draw(t, "n"),
		rapid.Bool().Draw(t, "month end"),
	}
})

// Due dates follow each other, never twice on a day, and a run of them does not
// depend on how it is counted: n units taken k times are one unit taken n·k times.
func TestFrequencyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		frequency := frequencies.Draw(t, "frequency")
		first := Date(rapid.IntRange(int(MinDate), int(MaxDate)).Draw(t, "first"))
		k := rapid.IntRange(0, 599).Draw(t, "k")
		date, next := frequency.Date(first, k), frequency.Date(first, k+1)
		require.Greater(t, next, date)
		require.Equal(t, first, frequency.Date(first, 0))
		one := Frequency{frequency.Unit, 1, frequency.MonthEnd}
		require.Equal(t, date, one.Date(first, k*frequency.N))
		if frequency.MonthEnd && first.LastOfMonth() && (frequency.Unit == UnitMonth || frequency.Unit == UnitYear) {
			require.True(t, date.LastOfMonth())
		}
	})
}

// Nominal dates follow each other; due dates never change places, and lie where the
// roll may lead: a plan has no two rows in the wrong order, whatever the holidays.
func TestDueProperties(t *testing.T) {
	rolls := []Roll{RollNone, RollFollowing, RollModifiedFollowing, RollPreceding, RollModifiedPreceding}
	rapid.Check(t, func(t *rapid.T) {
		frequency := frequencies.Draw(t, "frequency")
		first := Date(rapid.IntRange(int(MinDate), int(MaxDate)).Draw(t, "first"))
		roll := rapid.SampledFrom(rolls).Draw(t, "roll")
		calendar := CalendarOf(rapid.SampledFrom(append(calendarIDs[:], "")).Draw(t, "calendar"))
		k := rapid.IntRange(0, 599).Draw(t, "k")
		nominal, due := frequency.Due(first, k, roll, calendar)
		later, laterDue := frequency.Due(first, k+1, roll, calendar)
		require.Equal(t, frequency.Date(first, k), nominal)
		require.Less(t, nominal, later)
		require.LessOrEqual(t, due, laterDue)
		moved := due - nominal
		require.LessOrEqual(t, max(moved, -moved), Date(13), "the longest run of days off, on either side")
		if roll == RollNone || !calendar.Covers(nominal) {
			require.Equal(t, nominal, due, "nothing to go by")
		}
	})
}

func TestPeriodsPerYear(t *testing.T) {
	for _, c := range []struct {
		frequency Frequency
		want      Ratio
	}{
		{Frequency{UnitDay, 1, false}, Ratio{365, 1}},
		{Frequency{UnitDay, 30, false}, Ratio{365, 30}},
		{Frequency{UnitWeek, 2, false}, Ratio{52, 2}},
		{Frequency{UnitSemiMonth, 1, false}, Ratio{24, 1}},
		{Frequency{UnitMonth, 3, false}, Ratio{12, 3}},
		{Frequency{UnitYear, 1, false}, Ratio{1, 1}},
	} {
		assert.Equal(t, c.want, c.frequency.PerYear(), "%v", c.frequency)
	}
}

func ExampleFrequency_Date() {
	monthly := Frequency{Unit: UnitMonth, N: 1}
	first := MustParse("2026-01-31")
	for k := range 4 {
		fmt.Println(monthly.Date(first, k))
	}
	// Output:
	// 2026-01-31
	// 2026-02-28
	// 2026-03-31
	// 2026-04-30
}
