package civil

// Roll says where a date goes that is no business day.
type Roll string

const (
	// RollNone leaves a date where it falls.
	RollNone Roll = "none"
	// RollFollowing moves it to the next business day.
	RollFollowing Roll = "following"
	// RollModifiedFollowing moves it to the next business day of its month, or else to
	// the one before it. Source: ISDA 2006 definitions, 4.12(a)(ii).
	RollModifiedFollowing Roll = "modified_following"
	// RollPreceding moves it to the business day before it.
	RollPreceding Roll = "preceding"
	// RollModifiedPreceding moves it to the business day before it in its month, or
	// else to the next one.
	RollModifiedPreceding Roll = "modified_preceding"
)

// Adjust moves a date that is no business day of the calendar. Where the calendar
// cannot tell, as it is nil or the way leads out of its days, the date stays: a
// caller that rolls asks BusinessDay of the result, and says so when it is none.
func (r Roll) Adjust(d Date, c *Calendar) Date {
	if r == RollNone || r == "" || !c.Covers(d) || c.BusinessDay(d) {
		return d
	}
	step := Date(1)
	if r == RollPreceding || r == RollModifiedPreceding {
		step = -1
	}
	there := c.next(d, step)
	if r == RollModifiedFollowing || r == RollModifiedPreceding {
		if there == 0 || !sameMonth(d, there) {
			there = c.next(d, -step)
		}
	}
	if there == 0 {
		return d
	}
	return there
}

// next returns the first business day after d, or before it by a step of -1, and 0
// when the calendar does not cover one.
func (c *Calendar) next(d, step Date) Date {
	for d += step; c.Covers(d); d += step {
		if c.BusinessDay(d) {
			return d
		}
	}
	return 0
}

func sameMonth(a, b Date) bool {
	yearA, monthA, _ := a.YearMonthDay()
	yearB, monthB, _ := b.YearMonthDay()
	return yearA == yearB && monthA == monthB
}
