package repay

import "parley/calc/civil"

// yearParts divides a year so that twelfths and 365ths are both whole.
const yearParts = 12 * 365

// timeline measures days in unit periods from a start, the day of the first
// advance: whole periods back from the later day, and an odd rest at the start.
//
// For the methods that count the rest as simple interest, a month and every multiple and half of it is
// 30 days long, the days of the calendar month in which the rest falls; a week is
// seven days, and a year 12 months or, for a rest that is no whole number of
// months, 365 days. Source: 12 CFR 1026 Appendix J (b)(5); the Chinese rule asks
// for periods and leaves odd days open, so it shares this one.
//
// The European methods count whole years, months or weeks, as the unit asks, and
// the days of the rest over the length of the year that ends with it, 365 or 366
// days; the unit of a day counts days over 365. Half months are counted like months.
// Source: Directive 2008/48/EC Annex I (c) and the Commission's guidelines on it,
// SWD(2012)128 section 4.
type timeline struct {
	inYears          bool
	unit             civil.Unit
	parts            uint32 // of one unit period
	start            civil.Date
	year, month, day int
}

func newTimeline(method Method, unit civil.Frequency, start civil.Date) timeline {
	year, month, day := start.YearMonthDay()
	line := timeline{method.inYears(), unit.Unit, uint32(partsOf(unit)), start, year, month, day}
	if line.inYears {
		line.parts = europeanParts(unit.Unit)
	}
	return line
}

// europeanParts returns into how many parts a single unit is divided, so that the
// 365th and the 366th part of a year are both whole numbers of them.
func europeanParts(unit civil.Unit) uint32 {
	switch unit {
	case civil.UnitDay:
		return 1
	case civil.UnitYear:
		return 365 * 366
	}
	return 365 * 183 // an even number of units makes a year
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

// at returns the whole unit periods from the start to date, and the odd parts of
// one. Only a European line knows a date before the start: it is then the later day.
func (l *timeline) at(date civil.Date) (periods, odd int32) {
	if l.inYears {
		return l.inEurope(date)
	}
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

// inEurope is at by the European methods.
func (l *timeline) inEurope(date civil.Date) (periods, odd int32) {
	if date < l.start {
		back := *l
		back.start = date
		back.year, back.month, back.day = date.YearMonthDay()
		if periods, odd = back.inEurope(l.start); odd > 0 {
			return -periods - 1, int32(l.parts) - odd
		}
		return -periods, 0
	}
	units := int(civil.Frequency{Unit: l.unit, N: 1}.PerYear().Num)
	whole, inner := 0, l.start // the whole units, and the day that they reach back to
	switch l.unit {
	case civil.UnitDay:
		whole = int(date - l.start)
	case civil.UnitWeek:
		whole, inner = int(date-l.start)/7, l.start+(date-l.start)%7
	default:
		months, days := l.months(date)
		whole, inner = months*units/12, l.start+civil.Date(days)
		if rest := months % 12; l.unit == civil.UnitYear && rest+days > 0 {
			inner = date.AddMonths(rest - months)
		}
	}
	year := int(inner - inner.AddMonths(-12))
	rest := units * int(inner-l.start) * int(l.parts) / year
	return int32(whole + rest/int(l.parts)), int32(rest % int(l.parts))
}
