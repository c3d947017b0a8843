package civil

// Reference is what a fraction of a year may depend on besides its two dates. The
// zero Reference says nothing about it.
type Reference struct {
	// A day on which a regular period begins, for ACT/ACT-ICMA; 0 for the start.
	First Date
	// How often a regular period begins, before and after First.
	Every Frequency
	// The last day of the term, for 30E/360-ISDA; 0 when the term goes on.
	Termination Date
}

// Ratio returns the fraction of a year from start to end, exact and not reduced.
//
// ACT/ACT-ICMA splits the time at the beginnings of the regular periods: each part
// counts over the days of its period, times the periods of a year. A stub longer
// than a regular period is so counted by the notional periods before the first or
// after the last. Without a frequency it is the ratio of ACT/ACT-ISDA.
func (c DayCount) Ratio(start, end Date, ref Reference) Ratio {
	switch {
	case c == ThirtyE360ISDA:
		return Ratio{int64(thirtyEuroFebruary.thirty(start, end, ref.Termination)), 360}
	case c == ActualActualICMA && ref.Every.N > 0:
		return ref.periods(start, end)
	default:
		return Ratio{c.Units(start, end), c.Year()}
	}
}

// Counted returns Days and Ratio, which both are asked for of every period of a plan:
// most conventions count them in one.
func (c DayCount) Counted(start, end Date, ref Reference) (days int, ratio Ratio) {
	counting, year := c.find()
	days = counting.days(start, end)
	switch counting {
	case thirtyEuroFebruary, actualByLeapYear, actualQuarters:
		return days, c.Ratio(start, end, ref)
	}
	return days, Ratio{int64(days), year}
}

// periods counts regular periods: the whole ones between the periods of start and
// of end, and the parts of those two.
func (r Reference) periods(start, end Date) Ratio {
	if r.First == 0 {
		r.First = start
	}
	k1, into1, length1 := r.period(start)
	k2, into2, length2 := r.period(end)
	perYear := r.Every.PerYear()
	if perYear.Num%perYear.Den == 0 { // so that working reads 59/360, of 4 times 90
		perYear = Ratio{perYear.Num / perYear.Den, 1}
	}
	if k1 == k2 {
		return Ratio{(into2 - into1) * perYear.Den, max(length1, length2) * perYear.Num}
	}
	num := (k2-k1)*length1*length2 + into2*length1 - into1*length2
	return Ratio{num * perYear.Den, length1 * length2 * perYear.Num}
}

// period returns which regular period after First holds the date, how many days
// into it the date is, and how many days it has: 1 on its first day, where no part
// of it counts.
func (r Reference) period(d Date) (k, into, length int64) {
	perYear := r.Every.PerYear()
	k = int64(d-r.First) * perYear.Num / (365 * perYear.Den)
	for r.Every.Date(r.First, int(k)) > d {
		k--
	}
	for r.Every.Date(r.First, int(k)+1) <= d {
		k++
	}
	begin := r.Every.Date(r.First, int(k))
	if d == begin {
		return k, 0, 1
	}
	return k, int64(d - begin), int64(r.Every.Date(r.First, int(k)+1) - begin)
}
