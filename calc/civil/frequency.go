package civil

// Unit is a length of time between due dates.
type Unit string

const (
	UnitDay       Unit = "day"
	UnitWeek      Unit = "week"
	UnitSemiMonth Unit = "semi_month"
	UnitMonth     Unit = "month"
	UnitYear      Unit = "year"
)

// Frequency is how often something falls due: every N units.
type Frequency struct {
	// The unit of time.
	Unit Unit `json:"unit"`
	// How many units lie between two due dates.
	N int `json:"n" min:"1" max:"366"`
	// Keep to the last day of the month when the first due date is one: 30 April, 31 May, 30 June.
	MonthEnd bool `json:"month_end,omitempty"`
}

// Date returns the k-th date after first, counted from first itself so that a
// short month never moves the later ones: 31 January, 28 February, 31 March.
// The result may lie beyond MaxDate; see Date.Valid.
//
// Twice a month means the day of first and the day 15 later or earlier in the
// same month: the 5th and the 20th, the 1st and the 16th, the 15th and the last.
func (f Frequency) Date(first Date, k int) Date {
	series := f.From(first)
	return series.Date(k)
}

// Series is the dates of a frequency from a first one on.
type Series struct {
	frequency        Frequency
	first            Date
	year, month, day int
}

// From returns the dates from first on.
func (f Frequency) From(first Date) Series {
	s := Series{frequency: f, first: first}
	if f.Unit == UnitDay || f.Unit == UnitWeek {
		return s
	}
	s.year, s.month, s.day = first.YearMonthDay()
	if f.MonthEnd && f.Unit != UnitSemiMonth && s.day == MonthLength(s.year, s.month) {
		s.day = 31
	}
	return s
}

// Date returns the k-th date after the first, as that of the frequency does.
func (s *Series) Date(k int) Date {
	k *= s.frequency.N
	switch s.frequency.Unit {
	case UnitDay:
		return s.first + Date(k)
	case UnitWeek:
		return s.first + Date(7*k)
	case UnitSemiMonth:
		return semiMonthly(s.year, s.month, s.day, k)
	case UnitYear:
		k *= 12
	}
	return onDay(s.year, s.month+k, s.day)
}

// Due returns the k-th date after first as Date does, nominal, and the business day
// that it moves to. A date that keeps to the last day of its month stays in it
// whatever the roll: it moves to the last business day. For that, a first date on
// or after the last business day of its month is a last day too.
func (f Frequency) Due(first Date, k int, roll Roll, calendar *Calendar) (nominal, due Date) {
	nominal = f.Date(first, k)
	inMonths := f.Unit == UnitMonth || f.Unit == UnitYear
	if f.MonthEnd && inMonths && roll != RollNone && roll != "" {
		end := nominal.endOfMonth()
		if calendar.Covers(end) && RollPreceding.Adjust(first.endOfMonth(), calendar) <= first {
			return nominal, RollPreceding.Adjust(end, calendar)
		}
	}
	return nominal, roll.Adjust(nominal, calendar)
}

// endOfMonth returns the last day of the date's month.
func (d Date) endOfMonth() Date {
	year, month, _ := d.YearMonthDay()
	return dateOf(year, month, MonthLength(year, month))
}

func semiMonthly(year, month, day, halves int) Date {
	months := floorDivide(halves, 2)
	if floorModulo(halves, 2) == 0 {
		return onDay(year, month+months, day)
	}
	if day <= 15 {
		// The 15th pairs with the last day, as pay-days do.
		if day == 15 {
			return onDay(year, month+months, 31)
		}
		return onDay(year, month+months, day+15)
	}
	return onDay(year, month+months+1, min(day-15, 15))
}

// PerYear returns how many periods a year holds: 12 months, 24 half months, 52
// weeks, 365 days, each over N.
func (f Frequency) PerYear() Ratio {
	switch f.Unit {
	case UnitDay:
		return Ratio{365, int64(f.N)}
	case UnitWeek:
		return Ratio{52, int64(f.N)}
	case UnitSemiMonth:
		return Ratio{24, int64(f.N)}
	case UnitYear:
		return Ratio{1, int64(f.N)}
	default:
		return Ratio{12, int64(f.N)}
	}
}
