// Package civil counts days as contracts do: dates without clocks or zones,
// exact fractions of a year, due dates that fall every so often, and the business
// days that they move to.
//
// A [DayCount] gives the time between two dates as Units of which a Year has a whole
// number, or as a [Ratio] when a plan's regular periods count. A [Frequency] gives
// nominal dates; with a [Roll] and a [Calendar] it gives due dates beside them. A
// calendar ends where its sources end, and says so.
package civil

import "errors"

// Date is a day of the Gregorian calendar, as the number of days since
// 1969-12-31, so that the zero Date is no date at all. Two dates compare with
// ==, < and >; their difference is a number of days.
type Date int32

// The first and the last day that Parley knows.
const (
	MinDate Date = 1     // 1970-01-01
	MaxDate Date = 84006 // 2199-12-31
)

// ErrDate says that a text or a triple is no day from 1970-01-01 to 2199-12-31.
var ErrDate = errors.New("not a calendar day from 1970-01-01 to 2199-12-31")

// Of returns the day of a year, a month 1 to 12 and a day of that month. It
// returns ErrDate when there is no such day or Parley does not know it.
func Of(year, month, day int) (Date, error) {
	if year < 1970 || year > 2199 || month < 1 || month > 12 || day < 1 || day > MonthLength(year, month) {
		return 0, ErrDate
	}
	return dateOf(year, month, day), nil
}

// dateOf counts days from the civil calendar with years that begin in March,
// so that the leap day is the last of its year. Source: H. Hinnant,
// chrono-compatible low-level date algorithms, days_from_civil.
func dateOf(year, month, day int) Date {
	if month <= 2 {
		year--
		month += 12
	}
	era := year / 400
	yearOfEra := year - era*400
	dayOfYear := (153*(month-3)+2)/5 + day - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return Date(era*146097 + dayOfEra - 719467)
}

// YearMonthDay returns the date's parts, the month from 1 to 12. Source: C. Neri and
// L. Schneider, Euclidean affine functions and their application to calendar
// algorithms, 2022, figure 12: the year and the month are quotients of linear
// functions in whole numbers.
func (d Date) YearMonthDay() (year, month, day int) {
	n := 4*(uint32(d)+719467) + 3 // in quarters of a day since March of the year 0
	century := n / 146097
	ofCentury := uint64(n%146097|3) * 2939745
	dayOfYear := uint32(ofCentury) / 2939745 / 4
	shifted := 2141*dayOfYear + 197913
	year, month, day = int(100*century+uint32(ofCentury>>32)), int(shifted>>16), int(shifted&0xFFFF/2141)+1
	if dayOfYear >= 306 {
		return year + 1, month - 12, day
	}
	return year, month, day
}

// MonthLength returns the number of days of a month.
func MonthLength(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// AddMonths returns the same day of the month n months later (earlier when n is
// negative), or the last day of that month when it is shorter: 31 January plus
// one month is 28 or 29 February. The result may lie outside MinDate to MaxDate;
// see Valid.
func (d Date) AddMonths(n int) Date {
	year, month, day := d.YearMonthDay()
	return onDay(year, month+n, day)
}

// onDay returns a day of a month, the month counted on from January of year, and
// the last day of that month when it is shorter.
func onDay(year, month, day int) Date {
	years := floorDivide(month-1, 12)
	year, month = year+years, month-12*years
	return dateOf(year, month, min(day, MonthLength(year, month)))
}

// Valid tells whether the date is from MinDate to MaxDate.
func (d Date) Valid() bool { return d >= MinDate && d <= MaxDate }

// LastOfMonth tells whether the date is the last day of its month.
func (d Date) LastOfMonth() bool {
	year, month, day := d.YearMonthDay()
	return day == MonthLength(year, month)
}

// Parse reads YYYY-MM-DD in ASCII digits. It returns ErrDate for anything else.
func Parse(text string) (Date, error) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return 0, ErrDate
	}
	return Of(100*twoDigits(text[0], text[1])+twoDigits(text[2], text[3]), twoDigits(text[5], text[6]), twoDigits(text[8], text[9]))
}

// twoDigits returns the number of two ASCII digits, and one that is in no date for
// other bytes.
func twoDigits(ten, one byte) int {
	if ten, one = ten-'0', one-'0'; ten > 9 || one > 9 {
		return -9999
	}
	return 10*int(ten) + int(one)
}

// AppendText appends the date as YYYY-MM-DD.
func (d Date) AppendText(text []byte) []byte {
	year, month, day := d.YearMonthDay()
	century, ofCentury := uint32(year)/100, uint32(year)%100
	return append(text,
		byte('0'+century/10), byte('0'+century%10), byte('0'+ofCentury/10), byte('0'+ofCentury%10), '-',
		byte('0'+uint32(month)/10), byte('0'+uint32(month)%10), '-', byte('0'+uint32(day)/10), byte('0'+uint32(day)%10))
}

// String returns the date as YYYY-MM-DD.
func (d Date) String() string { return string(d.AppendText(make([]byte, 0, 10))) }

func floorDivide(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorModulo(a, b int) int { return a - floorDivide(a, b)*b }

// MustParse is Parse for dates that are written in the program. It panics on
// anything else.
func MustParse(text string) Date {
	date, err := Parse(text)
	if err != nil {
		panic("civil: " + text + " is " + err.Error())
	}
	return date
}
