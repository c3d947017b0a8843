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
)

// Year returns the number of days that the convention gives a year.
func (c DayCount) Year() int64 {
	if c == Actual365Fixed {
		return 365
	}
	return 360
}

// Days returns the number of days from start to end as the convention counts
// them. It is negative when end is before start.
func (c DayCount) Days(start, end Date) int {
	if c == Actual365Fixed || c == Actual360 {
		return int(end - start)
	}
	y1, m1, d1 := start.YearMonthDay()
	y2, m2, d2 := end.YearMonthDay()
	d1 = min(d1, 30)
	if c == ThirtyE360 || d1 == 30 {
		d2 = min(d2, 30)
	}
	return 360*(y2-y1) + 30*(m2-m1) + d2 - d1
}

// Ratio returns the fraction of a year from start to end, exact and not reduced.
func (c DayCount) Ratio(start, end Date) Ratio {
	return Ratio{int64(c.Days(start, end)), c.Year()}
}
