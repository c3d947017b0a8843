package civil

import "strconv"

// Ratio is an exact fraction, of a year unless said otherwise. Den is above zero.
type Ratio struct{ Num, Den int64 }

// String returns the ratio as written in working: "31/365".
func (r Ratio) String() string {
	return strconv.FormatInt(r.Num, 10) + "/" + strconv.FormatInt(r.Den, 10)
}

// DayCount turns two dates into a fraction of a year. The start day counts and
// the end day does not.
type DayCount string

const (
	// Actual365Fixed is the actual number of days over 365, leap year or not.
	// Source: ISDA 2006 definitions, 4.16(d).
	Actual365Fixed DayCount = "ACT/365F"
	// Actual360 is the actual number of days over 360. Source: ISDA 2006, 4.16(e).
	Actual360 DayCount = "ACT/360"
	// Thirty360 is months of 30 days over 360: a start on the 31st becomes the
	// 30th, an end on the 31st becomes the 30th only when the start is on the
	// 30th or 31st. Source: ISDA 2006, 4.16(f), the bond basis.
	Thirty360 DayCount = "30/360"
	// ThirtyE360 is months of 30 days over 360: either date on the 31st becomes
	// the 30th. Source: ISDA 2006, 4.16(g), the Eurobond basis.
	ThirtyE360 DayCount = "30E/360"
	// ThirtyE360ISDA is months of 30 days over 360: either date on the last day of
	// its month becomes the 30th, February too, save an end in February on the last
	// day of the term. Source: ISDA 2006, 4.16(h).
	ThirtyE360ISDA DayCount = "30E/360-ISDA"
	// Thirty360US is the bond basis with February: a start on its last day becomes
	// the 30th, and so does the end when both are. February goes first, as its
	// start then counts as the 30th for an end on the 31st: 28 February to 31
	// August is 180 days. Source: SIA Standard Securities Calculation Methods, 1993.
	Thirty360US DayCount = "30/360-US"
	// Thirty360NASD is the bond basis in other words: an end on the 31st after a
	// start before the 30th becomes the 1st of the next month, which is as far
	// away as a 31st day. Source: FINRA rule 11620, once of NASD.
	Thirty360NASD DayCount = "30/360-NASD"
	// Thirty365 is months of 30 days over 365, the days of the month as they
	// stand. Source: QuantLib, whose name for it this is.
	Thirty365 DayCount = "30/365"
	// ActualActualISDA is the days inside leap years over 366 and the others over
	// 365. Source: ISDA 2006, 4.16(b).
	ActualActualISDA DayCount = "ACT/ACT-ISDA"
	// ActualActualICMA is the days over those of the regular period that they fall
	// in, times the regular periods of a year, so that a regular period is an exact
	// part of a year. Source: ICMA Rule 251.1(iii); ISDA 2006, 4.16(c).
	ActualActualICMA DayCount = "ACT/ACT-ICMA"
	// ActualNoLeap is the actual number of days without each 29 February over 365.
	// Source: QuantLib, the no-leap variant of 365 fixed; NL/365 of bond markets.
	ActualNoLeap DayCount = "ACT/365-NOLEAP"
	// Actual364 is the actual number of days over 364: 52 weeks are a year.
	// Source: OpenGamma Strata, DayCounts.ACT_364.
	Actual364 DayCount = "ACT/364"
	// Actual36525 is the actual number of days over 365.25, the year of the
	// first European annual rate in days. Source: Directive 98/7/EC, annex, remark (c).
	Actual36525 DayCount = "ACT/365.25"
)

// counting is how a convention counts days.
type counting uint8

const (
	actual           counting = iota
	actualByLeapYear          // and its year depends on the day
	actualQuarters            // and its year has a quarter of a day
	actualNoLeapDay
	thirtyBond
	thirtyBondFebruary
	thirtyEuro
	thirtyEuroFebruary
	thirtyUnadjusted
)

// conventions says for each day count how it counts and how many units it gives a year.
var conventions = [...]struct {
	count DayCount
	counting
	year int32
}{
	{Actual365Fixed, actual, 365},
	{Actual360, actual, 360},
	{Thirty360, thirtyBond, 360},
	{ThirtyE360, thirtyEuro, 360},
	{ThirtyE360ISDA, thirtyEuroFebruary, 360},
	{Thirty360US, thirtyBondFebruary, 360},
	{Thirty360NASD, thirtyBond, 360},
	{Thirty365, thirtyUnadjusted, 365},
	{ActualActualISDA, actualByLeapYear, 365 * 366},
	{ActualActualICMA, actualByLeapYear, 365 * 366},
	{ActualNoLeap, actualNoLeapDay, 365},
	{Actual364, actual, 364},
	{Actual36525, actualQuarters, 4*365 + 1},
}

// find returns how a convention counts and how many units it gives a year. It is
// kept out of its callers, which the browser downloads.
//
//go:noinline
func (c DayCount) find() (counting, int64) {
	for i := range conventions {
		if conventions[i].count == c {
			return conventions[i].counting, int64(conventions[i].year)
		}
	}
	return actual, 365
}

// NeedsReference tells whether the fraction of a year depends on more than the
// two dates: on the regular periods of a plan.
func (c DayCount) NeedsReference() bool { return c == ActualActualICMA }

// Year returns how many Units the convention gives a year.
func (c DayCount) Year() int64 {
	_, year := c.find()
	return year
}

// Days returns the number of days from start to end as the convention counts
// them, for print; interest counts Units. It is negative when end is before start.
func (c DayCount) Days(start, end Date) int {
	counting, _ := c.find()
	return counting.days(start, end)
}

// days is Days of a way of counting.
func (c counting) days(start, end Date) int {
	switch {
	case c >= thirtyBond:
		return c.thirty(start, end, 0)
	case c == actualNoLeapDay:
		return int(end-start) - leapDays(end) + leapDays(start)
	default:
		return int(end - start)
	}
}

// Units returns the time from start to end in parts of which Year make a year.
// They are days but for ACT/ACT-ISDA, whose day is 366 parts of 365 × 366 in a
// common year and 365 in a leap year, and ACT/365.25, whose day is 4 of 1461.
//
// Units over any day between add up exactly, save in 30/360, 30/360-US and
// 30/360-NASD, where an end depends on its start. ACT/ACT-ICMA counts as
// ACT/ACT-ISDA here: see NeedsReference.
func (c DayCount) Units(start, end Date) int64 {
	switch counting, _ := c.find(); counting {
	case actualByLeapYear:
		return 366*int64(end-start) - int64(daysInLeapYears(end)-daysInLeapYears(start))
	case actualQuarters:
		return 4 * int64(end-start)
	default:
		return int64(c.Days(start, end))
	}
}

// DayUnits returns how many Units one day has that begins on the date: what a per
// diem counts. It is 1 but for ACT/ACT-ISDA, ACT/ACT-ICMA and ACT/365.25.
func (c DayCount) DayUnits(on Date) int64 {
	if counting, _ := c.find(); counting == actualByLeapYear || counting == actualQuarters {
		return c.Units(on, on+1)
	}
	return 1
}

// thirty counts days in months of 30, of which last, when it is not 0, is the
// last day of the term.
func (c counting) thirty(start, end, last Date) int {
	y1, m1, d1 := start.YearMonthDay()
	y2, m2, d2 := end.YearMonthDay()
	if c == thirtyEuroFebruary || c == thirtyBondFebruary {
		startsLast := m1 == 2 && start.LastOfMonth()
		if m2 == 2 && end != last && (startsLast || c == thirtyEuroFebruary) && end.LastOfMonth() {
			d2 = 30
		}
		if startsLast {
			d1 = 30
		}
	}
	if c != thirtyUnadjusted {
		d1 = min(d1, 30)
		if d1 == 30 || c >= thirtyEuro {
			d2 = min(d2, 30)
		}
	}
	return 360*(y2-y1) + 30*(m2-m1) + d2 - d1
}

// leapDays counts each 29 February up to and with the date, from a fixed one on.
func leapDays(d Date) int {
	year, month, day := d.YearMonthDay()
	if month > 2 || month == 2 && day == 29 {
		year++
	}
	return leapYears(year)
}

// daysInLeapYears counts the days before the date that lie in leap years, from a
// fixed one on.
func daysInLeapYears(d Date) int {
	year, _, _ := d.YearMonthDay()
	days := 366 * leapYears(year)
	if MonthLength(year, 2) == 29 {
		days += int(d - dateOf(year, 1, 1))
	}
	return days
}

// leapYears counts the leap years before a year.
func leapYears(year int) int { return (year-1)/4 - (year-1)/100 + (year-1)/400 }
