package civil

import "slices"

//go:generate go run ./generate

// CalendarID names a calendar of business days.
type CalendarID string

const (
	// CalendarChina is the working days of China mainland by the yearly arrangement
	// of the State Council, weekends made up for holidays among them: 2024 to 2026.
	CalendarChina CalendarID = "cn"
	// CalendarUSFederal is the weekdays that are no federal holiday of the United
	// States, as observed: 1971 to 2199. Federal Reserve Banks stay open on a Friday
	// before a Saturday's holiday.
	CalendarUSFederal CalendarID = "us_federal"
	// CalendarEnglandWales is the weekdays that are no bank holiday in England and
	// Wales, substitute days and days proclaimed once among them: 1978 to 2199.
	CalendarEnglandWales CalendarID = "england_wales"
	// CalendarIndia is the days on which banks open all over India, without the
	// holidays of single states; the second and fourth Saturday are closed from
	// September 2015 on: 1970 to 2199.
	CalendarIndia CalendarID = "in_national"
	// CalendarTARGET is the days on which the euro's payment system is open: 1999 to 2199.
	CalendarTARGET CalendarID = "target"
)

// Calendar tells business days from others over the time that its sources cover.
// The calendars are generated from holidays/*.json, which cite each rule.
type Calendar struct {
	ID CalendarID
	// First and Last are the first and the last day that the sources cover.
	First, Last Date
	// Source is where the days come from, in English and in Chinese.
	Source, SourceZH string

	weekend uint8 // bit 0 is Sunday
	rules   []holiday
	closed  []Date // days off besides the rules
	open    []Date // business days in spite of the weekend and the rules
}

// holiday is a day off of every year: on a day of a month; or, with nth, on the nth
// weekday of a month, or of every month when it is 0; or so many days after Easter
// Sunday.
type holiday struct {
	from, to                 Date // the first and the last day that it may fall on; 0 for no bound
	month, day, nth, weekday int8
	easter                   int8
	ifSaturday, ifSunday     int8 // how many days later it is kept when it falls there
}

// CalendarOf returns the calendar of a name, nil when there is none.
func CalendarOf(id CalendarID) *Calendar {
	for i := range calendars {
		if calendars[i].ID == id {
			return &calendars[i]
		}
	}
	return nil
}

// Covers tells whether the sources say anything about the day. No calendar, nil,
// covers none.
func (c *Calendar) Covers(d Date) bool { return c != nil && d >= c.First && d <= c.Last }

// BusinessDay tells whether the day is a business day. A day that the calendar
// does not cover is none: see Covers.
func (c *Calendar) BusinessDay(d Date) bool {
	switch {
	case !c.Covers(d):
		return false
	case slices.Contains(c.open, d):
		return true
	case c.weekend>>d.weekday()&1 == 1 || slices.Contains(c.closed, d):
		return false
	}
	for i := range c.rules {
		if c.rules[i].keptOn(d) {
			return false
		}
	}
	return true
}

// keptOn tells whether the holiday is kept on the day. New Year's Day may be kept
// on the last day of the year before.
func (h *holiday) keptOn(d Date) bool {
	year, month, day := d.YearMonthDay()
	return h.kept(year, month) == d || month == 12 && day == 31 && h.kept(year+1, 1) == d
}

// kept returns the day on which the holiday of a year, or of a month when it has
// one in each, is kept, and 0 when it was not one then.
func (h *holiday) kept(year, month int) Date {
	if h.month != 0 {
		month = int(h.month)
	}
	var on Date
	switch {
	case h.day != 0:
		on = dateOf(year, month, int(h.day))
	case h.nth != 0:
		on = nthWeekday(year, month, int(h.nth), Date(h.weekday))
	default:
		on = easterSunday(year) + Date(h.easter)
	}
	if on < h.from || h.to != 0 && on > h.to {
		return 0
	}
	switch on.weekday() {
	case saturday:
		on += Date(h.ifSaturday)
	case sunday:
		on += Date(h.ifSunday)
	}
	return on
}

const (
	sunday   = 0
	saturday = 6
)

// weekday returns 0 for a Sunday to 6 for a Saturday. 1970-01-01 was a Thursday.
func (d Date) weekday() Date { return Date(floorModulo(int(d)+3, 7)) }

// nthWeekday returns the nth weekday of a month, the last when n is -1.
func nthWeekday(year, month, n int, weekday Date) Date {
	if n < 0 {
		last := dateOf(year, month, MonthLength(year, month))
		return last - Date(floorModulo(int(last.weekday()-weekday), 7))
	}
	first := dateOf(year, month, 1)
	return first + Date(floorModulo(int(weekday-first.weekday()), 7)+7*(n-1))
}

// easterSunday returns Easter Sunday of the Gregorian calendar. Source: the
// anonymous algorithm in Nature, 20 April 1876; J. Meeus, Astronomical Algorithms,
// chapter 8.
func easterSunday(year int) Date {
	golden, century, ofCentury := year%19, year/100, year%100
	correction := (century - (century+8)/25 + 1) / 3
	moon := (19*golden + century - century/4 - correction + 15) % 30
	toSunday := (32 + 2*(century%4) + 2*(ofCentury/4) - moon - ofCentury%4) % 7
	late := (golden + 11*moon + 22*toSunday) / 451
	days := moon + toSunday - 7*late + 114
	return dateOf(year, days/31, days%31+1)
}
