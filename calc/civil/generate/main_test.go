package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sound is a calendar with one thing of each kind.
func sound() calendar {
	cited := func(name string) citation { return citation{name, "an act", "high"} }
	return calendar{
		ID: "sample", First: "1970-01-01", Last: "1970-12-31", Source: "an act", SourceZH: "一部法律",
		Weekend: []string{"sunday"},
		Rules: []rule{
			{citation: cited("a day"), Month: 1, Day: 1, IfSaturday: -1, IfSunday: 1},
			{citation: cited("a weekday"), Month: 5, Weekday: "monday", Nth: -1, From: "1970-02-01"},
			{citation: cited("after Easter"), Easter: 1},
		},
		Closed: []days{{cited("two days"), "1970-03-02", "1970-03-03"}, {cited("one day"), "1970-03-04", ""}},
		Open:   []days{{cited("made up"), "1970-03-08", ""}},
	}
}

func TestCalendarIsWrittenAsValues(t *testing.T) {
	var source bytes.Buffer
	c := sound()
	require.NoError(t, appendCalendar(&source, &c))
	assert.Equal(t, `{
ID: "sample", First: 1, Last: 365, // 1970-01-01 to 1970-12-31
Source: "an act",
SourceZH: "一部法律",
weekend: 0b1,
rules: []holiday{
{month: 1, day: 1, ifSaturday: -1, ifSunday: 1}, // a day
{from: 32, month: 5, nth: -1, weekday: 1}, // a weekday
{easter: 1}, // after Easter
},
closed: []Date{
61, 62, // 1970-03-02: two days
63, // 1970-03-04: one day
},
open: []Date{
67, // 1970-03-08: made up
},
},
`, source.String())
}

func TestCalendarRefused(t *testing.T) {
	for name, spoil := range map[string]func(*calendar){
		"no such first day":             func(c *calendar) { c.First = "1970-02-30" },
		"ends before it begins":         func(c *calendar) { c.Last, c.First = c.First, c.Last },
		"no source":                     func(c *calendar) { c.Source = "" },
		"no source in Chinese":          func(c *calendar) { c.SourceZH = "" },
		"no weekday":                    func(c *calendar) { c.Weekend[0] = "Sunday" },
		"a rule without source":         func(c *calendar) { c.Rules[0].Source = "" },
		"a rule without name":           func(c *calendar) { c.Rules[0].Name = "" },
		"a confidence of its own":       func(c *calendar) { c.Rules[0].Confidence = "sure" },
		"no rule at all":                func(c *calendar) { c.Rules[0].Day = 0 },
		"two rules in one":              func(c *calendar) { c.Rules[0].Easter = 1 },
		"a day that not every year has": func(c *calendar) { c.Rules[0].Month, c.Rules[0].Day = 2, 29 },
		"a day without month":           func(c *calendar) { c.Rules[0].Month = 0 },
		"no thirteenth month":           func(c *calendar) { c.Rules[1].Month = 13 },
		"a fifth weekday":               func(c *calendar) { c.Rules[1].Nth = 5 },
		"the nth of no weekday":         func(c *calendar) { c.Rules[1].Weekday = "" },
		"a weekday without nth":         func(c *calendar) { c.Rules[0].Weekday = "monday" },
		"from no day":                   func(c *calendar) { c.Rules[1].From = "May" },
		"kept two days too early":       func(c *calendar) { c.Rules[0].IfSaturday = -2 },
		"kept in the next year":         func(c *calendar) { c.Rules[0] = rule{citation: c.Rules[0].citation, Month: 12, Day: 31, IfSaturday: 2} },
		"a date twice":                  func(c *calendar) { c.Closed[1].From = "1970-03-03" },
		"dates out of order":            func(c *calendar) { c.Closed[0], c.Closed[1] = c.Closed[1], c.Closed[0] },
		"a stretch backwards":           func(c *calendar) { c.Closed[0].To = "1970-03-01" },
		"a date past the calendar":      func(c *calendar) { c.Open[0].From = "1971-01-01" },
		"a date without source":         func(c *calendar) { c.Open[0].Source = "" },
	} {
		c := sound()
		spoil(&c)
		assert.Error(t, appendCalendar(&bytes.Buffer{}, &c), name)
	}
}
