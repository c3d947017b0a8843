package repay

import "parley/calc/civil"

// yearParts divides a year so that twelfths and 365ths are both whole.
const yearParts = 12 * 365

// timeline measures days in unit periods from a start, the day of the first
// advance: whole periods back from the later day, and an odd rest at the start
// that is counted as simple interest. A month and every multiple and half of it is
// 30 days long, the days of the calendar month in which the rest falls; a week is
// seven days, and a year 12 months or, for a rest that is no whole number of
// months, 365 days. Source: 12 CFR 1026 Appendix J (b)(5); the Chinese rule asks
// for periods and leaves odd days open, so it shares this one.
type timeline struct {
	unit             civil.Unit
	parts            uint32 // of one unit period
	start            civil.Date
	year, month, day int
}

func newTimeline(unit civil.Frequency, start civil.Date) timeline {
	year, month, day := start.YearMonthDay()
	return timeline{unit.Unit, uint32(partsOf(unit)), start, year, month, day}
}

// partsOf returns into how many parts the timeline divides one unit period.
func partsOf(unit civil.Frequency) int {
	switch unit.Unit {
	case civil.UnitDay:
		return unit.N
	case civil.UnitWeek:
		return 7 * unit.N
	case civil.UnitSemiMonth:
		return 15 * unit.N
	case civil.UnitYear:
		return yearParts * unit.N
	default:
		return 30 * unit.N
	}
}

// at returns the whole unit periods from the start to date, which is not before
// it, and the odd parts of one.
func (l *timeline) at(date civil.Date) (periods, odd int32) {
	elapsed := int(date - l.start)
	switch l.unit {
	case civil.UnitDay, civil.UnitWeek:
	case civil.UnitYear:
		elapsed = l.yearParts(date)
	default:
		months, days := l.months(date)
		elapsed = 30*months + days
	}
	return int32(uint32(elapsed) / l.parts), int32(uint32(elapsed) % l.parts)
}

// months returns the whole months back from date and the days that are left at the
// start, at most 30. From the last days of a long month to the last day of a
// shorter one is a whole number of months, as due dates count them: 31 January to
// 28 February is one. Appendix J is silent on that, and 12 CFR 1026.17(c)(3)(iii)
// allows to disregard that months differ in length.
func (l *timeline) months(date civil.Date) (months, days int) {
	year, month, day := date.YearMonthDay()
	months = 12*(year-l.year) + month - l.month
	length := civil.MonthLength(l.year, l.month)
	if min(day, length) >= l.day {
		return months, min(day, length) - l.day
	}
	if day == civil.MonthLength(year, month) {
		return months, 0
	}
	// The rest runs from the start into the month after it.
	next := civil.MonthLength(l.year, l.month+1)
	if l.month == 12 {
		next = 31
	}
	return months - 1, length - l.day + min(day, next)
}

// yearParts returns the time to date in parts of a year, whole years back from date.
func (l *timeline) yearParts(date civil.Date) int {
	months, days := l.months(date)
	years, rest := months/12, months%12
	if days == 0 {
		return years*yearParts + rest*365
	}
	return years*yearParts + 12*int(date.AddMonths(-12*years)-l.start)
}
