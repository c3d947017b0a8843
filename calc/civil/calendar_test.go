package civil

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var calendarIDs = [...]CalendarID{CalendarChina, CalendarUSFederal, CalendarEnglandWales, CalendarIndia, CalendarTARGET}

func TestCalendarOf(t *testing.T) {
	require.Len(t, calendars, len(calendarIDs))
	for _, id := range calendarIDs {
		c := CalendarOf(id)
		require.NotNil(t, c, id)
		assert.Equal(t, id, c.ID)
		assert.NotEmpty(t, c.Source, id)
		assert.NotEmpty(t, c.SourceZH, id)
		assert.True(t, c.Covers(c.First) && c.Covers(c.Last), id)
		assert.False(t, c.Covers(c.First-1) || c.Covers(c.Last+1), id)
		assert.False(t, c.BusinessDay(c.First-1) || c.BusinessDay(c.Last+1), "%s: past the data there are none", id)
	}
	for _, id := range []CalendarID{"", "CN", "xx", "cn "} {
		assert.Nil(t, CalendarOf(id), "%q", id)
	}
	var none *Calendar
	assert.False(t, none.Covers(MinDate) || none.BusinessDay(MinDate))
}

// daysOff lists the weekdays of a year that are no business days, as the month and
// the day, and the business days at weekends with a plus.
func daysOff(c *Calendar, year int) string {
	var list []string
	for d := dateOf(year, 1, 1); d < dateOf(year+1, 1, 1); d++ {
		weekend := c.weekend>>d.weekday()&1 == 1
		switch open := c.BusinessDay(d); {
		case open && weekend:
			list = append(list, "+"+d.String()[5:])
		case !open && !weekend:
			list = append(list, d.String()[5:])
		}
	}
	return strings.Join(list, " ")
}

// Each year as published, and the years around the beginning of each dated rule.
func TestDaysOff(t *testing.T) {
	for _, c := range []struct {
		calendar CalendarID
		year     int
		want     string
		why      string
	}{
		{CalendarChina, 2024, "01-01 +02-04 02-12 02-13 02-14 02-15 02-16 +02-18 04-04 04-05 +04-07 +04-28 05-01 05-02 05-03 +05-11 06-10 +09-14 09-16 09-17 +09-29 10-01 10-02 10-03 10-04 10-07 +10-12", "as published on 2023-10-25; 9 February, the eve, is a working day"},
		{CalendarChina, 2025, "01-01 +01-26 01-28 01-29 01-30 01-31 02-03 02-04 +02-08 04-04 +04-27 05-01 05-02 05-05 06-02 +09-28 10-01 10-02 10-03 10-06 10-07 10-08 +10-11", "as published on 2024-11-12"},
		{CalendarChina, 2026, "01-01 01-02 +01-04 +02-14 02-16 02-17 02-18 02-19 02-20 02-23 +02-28 04-06 05-01 05-04 05-05 +05-09 06-19 +09-20 09-25 10-01 10-02 10-05 10-06 10-07 +10-10", "as published on 2025-11-04"},

		{CalendarUSFederal, 1977, "02-21 05-30 07-04 09-05 10-10 10-24 11-24 12-26", "the last Veterans Day in October; New Year's Day on a Saturday was kept in 1976"},
		{CalendarUSFederal, 1978, "01-02 02-20 05-29 07-04 09-04 10-09 11-10 11-23 12-25", "the first Veterans Day in November, on a Saturday"},
		{CalendarUSFederal, 1985, "01-01 02-18 05-27 07-04 09-02 10-14 11-11 11-28 12-25", "the year before Martin Luther King's Birthday"},
		{CalendarUSFederal, 1986, "01-01 01-20 02-17 05-26 07-04 09-01 10-13 11-11 11-27 12-25", "its first year"},
		{CalendarUSFederal, 2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25", "the year before Juneteenth"},
		{CalendarUSFederal, 2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31", "its first year, on a Saturday; New Year's Day of 2022 is kept on 31 December"},
		{CalendarUSFederal, 2022, "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26", "none in the first days of the year"},
		{CalendarUSFederal, 2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25", "Independence Day on a Saturday"},

		{CalendarEnglandWales, 1978, "01-02 03-24 03-27 05-01 05-29 08-28 12-25 12-26", "the first early May bank holiday"},
		{CalendarEnglandWales, 1981, "01-01 04-17 04-20 05-04 05-25 07-29 08-31 12-25 12-28", "a royal wedding; Boxing Day on a Saturday"},
		{CalendarEnglandWales, 1994, "01-03 04-01 04-04 05-02 05-30 08-29 12-26 12-27", "Christmas Day on a Sunday"},
		{CalendarEnglandWales, 1995, "01-02 04-14 04-17 05-08 05-29 08-28 12-25 12-26", "early May moved to VE Day"},
		{CalendarEnglandWales, 1999, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28 12-31", "Christmas Day on a Saturday; the millennium"},
		{CalendarEnglandWales, 2002, "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26", "the Golden Jubilee"},
		{CalendarEnglandWales, 2011, "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27", "a royal wedding"},
		{CalendarEnglandWales, 2012, "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26", "the Diamond Jubilee"},
		{CalendarEnglandWales, 2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26", "the year before"},
		{CalendarEnglandWales, 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28", "early May moved to VE Day"},
		{CalendarEnglandWales, 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28", "both Christmas days at a weekend"},
		{CalendarEnglandWales, 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27", "the Platinum Jubilee and the state funeral"},
		{CalendarEnglandWales, 2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26", "the coronation"},
		{CalendarEnglandWales, 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28", "as gov.uk lists it"},

		{CalendarIndia, 2014, "08-15 10-02", "Republic Day on a Sunday; Saturdays are working days"},
		{CalendarIndia, 2015, "01-26 08-15 09-12 09-26 10-02 10-10 10-24 11-14 11-28 12-12 12-26", "second and fourth Saturdays from September on"},
		{CalendarIndia, 2026, "01-10 01-24 01-26 02-14 02-28 03-14 03-28 04-11 04-25 05-09 05-23 06-13 06-27 07-11 07-25 08-08 08-15 08-22 09-12 09-26 10-02 10-10 10-24 11-14 11-28 12-12 12-26", "15 August is a third Saturday; 29 August, a fifth, is open"},

		{CalendarTARGET, 1999, "01-01 12-31", "Christmas Day on a Saturday is not made up"},
		{CalendarTARGET, 2000, "04-21 04-24 05-01 12-25 12-26", "the first with Easter, 1 May and 26 December"},
		{CalendarTARGET, 2001, "01-01 04-13 04-16 05-01 12-25 12-26 12-31", "the change to euro cash"},
		{CalendarTARGET, 2002, "01-01 03-29 04-01 05-01 12-25 12-26", "the long-term calendar"},
		{CalendarTARGET, 2026, "01-01 04-03 04-06 05-01 12-25", "26 December on a Saturday"},
	} {
		assert.Equal(t, c.want, daysOff(CalendarOf(c.calendar), c.year), "%s %d: %s", c.calendar, c.year, c.why)
	}
}

// The days around those on which a rule or a calendar begins and ends.
func TestCalendarBoundaries(t *testing.T) {
	for _, c := range []struct {
		calendar CalendarID
		date     string
		business bool
		why      string
	}{
		{CalendarChina, "2023-12-29", false, "a Friday before the data: not known"},
		{CalendarChina, "2024-01-02", true, "the first working day of the data"},
		{CalendarChina, "2026-12-31", true, "the last day of the data"},
		{CalendarChina, "2027-01-04", false, "a Monday past the data: not known"},
		{CalendarUSFederal, "1970-12-31", false, "before the data"},
		{CalendarUSFederal, "1971-01-04", true, "a Monday"},
		{CalendarUSFederal, "2020-06-19", true, "a Friday, a year before Juneteenth"},
		{CalendarUSFederal, "2021-06-17", true, "the day of the Act"},
		{CalendarUSFederal, "2021-06-18", false, "the first Juneteenth, as observed"},
		{CalendarUSFederal, "2021-12-31", false, "New Year's Day of 2022, as observed"},
		{CalendarUSFederal, "2022-12-30", true, "New Year's Day of 2023, a Sunday, is kept on the Monday"},
		{CalendarUSFederal, "2023-01-02", false, "that Monday"},
		{CalendarUSFederal, "2199-12-31", true, "a Tuesday, the last day"},
		{CalendarEnglandWales, "1977-12-30", false, "before the data"},
		{CalendarEnglandWales, "2022-05-30", true, "spring bank holiday moved away"},
		{CalendarIndia, "2015-08-29", true, "the fifth Saturday of August"},
		{CalendarIndia, "2015-08-22", true, "the fourth, before the notification"},
		{CalendarIndia, "2015-09-05", true, "the first Saturday of September"},
		{CalendarIndia, "2015-09-12", false, "the second"},
		{CalendarTARGET, "1999-04-02", true, "Good Friday, a year before"},
		{CalendarTARGET, "2000-04-21", false, "Good Friday"},
	} {
		assert.Equal(t, c.business, CalendarOf(c.calendar).BusinessDay(MustParse(c.date)), "%s %s: %s", c.calendar, c.date, c.why)
	}
}

// Easter by another route: the first Sunday after the full moon on or after 21
// March, by the Gregorian lunar tables (Clavius' epacts), in the Prayer Book's words.
func TestEaster(t *testing.T) {
	for _, c := range []struct{ year, month, day int }{
		{1981, 4, 19}, {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2024, 3, 31}, {2025, 4, 20}, {2026, 4, 5}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}, {2100, 3, 28},
	} {
		assert.Equal(t, dateOf(c.year, c.month, c.day), easterSunday(c.year), "%d", c.year)
	}
	for year := 1970; year <= 2199; year++ {
		century := year/100 + 1
		epact := floorModulo(11*(year%19+1)+20+(8*century+5)/25-5-(3*century/4-12), 30)
		if epact == 24 || epact == 25 && year%19 > 10 {
			epact++
		}
		moon := 44 - epact
		if moon < 21 {
			moon += 30
		}
		sunday := dateOf(year, 3, 1) + Date(moon) // the day after the full moon
		for sunday.weekday() != 0 {
			sunday++
		}
		require.Equal(t, sunday, easterSunday(year), "%d", year)
	}
}

func TestWeekday(t *testing.T) {
	for d := MinDate; d <= MaxDate; d += 3 {
		require.Equal(t, int(timeOf(d).Weekday()), int(d.weekday()), "%s", d)
	}
}

// Every calendar has business days in each week or so, and its rules break nothing
// over all days that Parley knows.
func TestCalendarsKnowEveryDay(t *testing.T) {
	for _, id := range calendarIDs {
		c, idle := CalendarOf(id), 0
		for d := MinDate - 40; d <= MaxDate+40; d++ {
			if c.BusinessDay(d) {
				require.True(t, c.Covers(d))
				idle = 0
			} else if c.Covers(d) {
				idle++
				require.LessOrEqual(t, idle, 9, "%s %s", id, d) // China's Spring Festival of 2026
			}
		}
	}
}

func TestRolls(t *testing.T) {
	for _, c := range []struct {
		calendar                                 CalendarID
		date                                     string
		following, modified, preceding, mirrored string
		why                                      string
	}{
		{CalendarChina, "2026-02-15", "2026-02-24", "2026-02-24", "2026-02-14", "2026-02-14", "Spring Festival, a Saturday made up before it"},
		{CalendarChina, "2026-10-01", "2026-10-08", "2026-10-08", "2026-09-30", "2026-10-08", "National Day: its mirror stays in October"},
		{CalendarChina, "2025-05-31", "2025-06-03", "2025-05-30", "2025-05-30", "2025-05-30", "Dragon Boat Festival at a month end"},
		{CalendarChina, "2026-09-19", "2026-09-20", "2026-09-20", "2026-09-18", "2026-09-18", "a Saturday, the Sunday after it made up"},
		{CalendarChina, "2026-12-26", "2026-12-28", "2026-12-28", "2026-12-25", "2026-12-25", "a weekend"},
		{CalendarChina, "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24", "2026-11-24", "a business day stays"},
		{CalendarChina, "2027-01-02", "2027-01-02", "2027-01-02", "2027-01-02", "2027-01-02", "past the data it stays, a Saturday"},
		{CalendarChina, "2024-01-01", "2024-01-02", "2024-01-02", "2024-01-01", "2024-01-02", "the day before is not known"},
		{CalendarTARGET, "2026-04-03", "2026-04-07", "2026-04-07", "2026-04-02", "2026-04-02", "Easter"},
		{CalendarEnglandWales, "2026-12-25", "2026-12-29", "2026-12-29", "2026-12-24", "2026-12-24", "Boxing Day is kept on the Monday"},
		{CalendarUSFederal, "2021-12-31", "2022-01-03", "2021-12-30", "2021-12-30", "2021-12-30", "the holiday on the last day of the year before"},
		{CalendarIndia, "2026-02-28", "2026-03-02", "2026-02-27", "2026-02-27", "2026-02-27", "a fourth Saturday"},
		{"", "2026-02-28", "2026-02-28", "2026-02-28", "2026-02-28", "2026-02-28", "without a calendar it stays"},
	} {
		calendar, date := CalendarOf(c.calendar), MustParse(c.date)
		for roll, want := range map[Roll]string{
			RollNone: c.date, "": c.date, RollFollowing: c.following, RollModifiedFollowing: c.modified,
			RollPreceding: c.preceding, RollModifiedPreceding: c.mirrored,
		} {
			assert.Equal(t, want, roll.Adjust(date, calendar).String(), "%s %s %q: %s", c.calendar, c.date, roll, c.why)
		}
	}
}

func TestRollProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := CalendarOf(rapid.SampledFrom(calendarIDs[:]).Draw(t, "calendar"))
		d := Date(rapid.IntRange(int(c.First)+10, int(c.Last)-10).Draw(t, "date"))
		preceding, following := RollPreceding.Adjust(d, c), RollFollowing.Adjust(d, c)
		modified, mirrored := RollModifiedFollowing.Adjust(d, c), RollModifiedPreceding.Adjust(d, c)
		require.LessOrEqual(t, preceding, d)
		require.LessOrEqual(t, d, following)
		for between := preceding + 1; between < following; between++ {
			require.False(t, c.BusinessDay(between), "%s lies between", between)
		}
		for _, moved := range [...]Date{preceding, following, modified, mirrored} {
			require.True(t, c.BusinessDay(moved), "%s", moved)
			require.Equal(t, c.BusinessDay(d), moved == d, "it moves only when it must")
		}
		for _, moved := range [...]Date{modified, mirrored} {
			require.True(t, sameMonth(d, moved))
			require.Contains(t, [...]Date{preceding, following}, moved)
		}
		// Later dates never fall due before earlier ones.
		require.LessOrEqual(t, following, RollFollowing.Adjust(d+1, c))
		require.LessOrEqual(t, preceding, RollPreceding.Adjust(d+1, c))
	})
}

func ExampleRoll_Adjust() {
	china := CalendarOf(CalendarChina)
	monthly := Frequency{Unit: UnitMonth, N: 1}
	for k := range 3 {
		nominal, due := monthly.Due(MustParse("2026-01-17"), k, RollFollowing, china)
		fmt.Println(nominal, due, china.BusinessDay(due))
	}
	nominal, due := monthly.Due(MustParse("2026-01-17"), 12, RollFollowing, china)
	fmt.Println(nominal, due, china.BusinessDay(due), china.Last)
	// Output:
	// 2026-01-17 2026-01-19 true
	// 2026-02-17 2026-02-24 true
	// 2026-03-17 2026-03-17 true
	// 2027-01-17 2027-01-17 false 2026-12-31
}
