package civil

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var dayCounts = [...]DayCount{Actual365Fixed, Actual360, Thirty360, ThirtyE360}

func TestDayCountVectors(t *testing.T) {
	var cases []struct {
		ID, Convention, Start, End string
		Expected                   struct{ Fraction string }
	}
	readVectors(t, "daycount.json", &cases)
	names := map[string]DayCount{"ACT/365F": Actual365Fixed, "ACT/360": Actual360, "30/360-BOND": Thirty360, "30E/360": ThirtyE360}
	run := map[DayCount]int{}
	for _, c := range cases {
		convention, ok := names[c.Convention]
		if !ok {
			continue
		}
		num, den, _ := strings.Cut(c.Expected.Fraction, "/")
		wantNum, err := strconv.ParseInt(num, 10, 64)
		require.NoError(t, err, "daycount.json %s", c.ID)
		wantDen := int64(1)
		if den != "" {
			wantDen, err = strconv.ParseInt(den, 10, 64)
			require.NoError(t, err, "daycount.json %s", c.ID)
		}
		got := convention.Ratio(MustParse(c.Start), MustParse(c.End))
		assert.Equal(t, wantNum*got.Den, got.Num*wantDen, "daycount.json %s: %s, expected %s", c.ID, got, c.Expected.Fraction)
		run[convention]++
	}
	assert.Equal(t, map[DayCount]int{Actual365Fixed: 30, Actual360: 46, Thirty360: 32, ThirtyE360: 33}, run)
}

// The laws that every day count keeps, over every day of four years from a leap
// year on, and spans up to two years.
func TestDayCountLaws(t *testing.T) {
	for _, c := range dayCounts {
		for start := MustParse("2024-01-01"); start <= MustParse("2027-12-31"); start++ {
			require.Zero(t, c.Days(start, start), "%s %s: the same day", c, start)
			require.GreaterOrEqual(t, c.Days(start, start+1), 0, "%s %s: a day more is never less", c, start)
			require.LessOrEqual(t, c.Days(start, start+1), 3, "%s %s: the last of February takes three", c, start)
			year := c.Days(start, start.AddMonths(12))
			require.InDelta(t, float64(c.Year()), float64(year), 6, "%s %s: a year is near one", c, start)
			if c == Thirty360 || c == ThirtyE360 {
				require.InDelta(t, 360, year, 1, "%s %s: a year is 360 days, less one for a leap day", c, start)
			}
			ratio := c.Ratio(start, start+31)
			require.Equal(t, Ratio{int64(c.Days(start, start+31)), c.Year()}, ratio)
		}
	}
}

func TestDayCountProperties(t *testing.T) {
	dates := rapid.Custom(func(t *rapid.T) Date { return Date(rapid.IntRange(int(MinDate), int(MaxDate)).Draw(t, "date")) })
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := dates.Draw(t, "a"), dates.Draw(t, "b"), dates.Draw(t, "c")
		// Actual days add up over any day between, and 30E/360 too: each date has
		// one place on its line. The bond basis does not, as an end on the 31st
		// depends on the start.
		for _, count := range [...]DayCount{Actual365Fixed, Actual360, ThirtyE360} {
			require.Equal(t, count.Days(a, c), count.Days(a, b)+count.Days(b, c), "%s", count)
			require.Equal(t, count.Days(a, b), -count.Days(b, a), "%s", count)
		}
		bond := Thirty360.Days(a, c) - Thirty360.Days(a, b) - Thirty360.Days(b, c)
		require.LessOrEqual(t, max(bond, -bond), 1)
		require.InDelta(t, ThirtyE360.Days(a, b), Thirty360.Days(a, b), 1)
	})
}

func TestThirtyDayMonths(t *testing.T) {
	for _, c := range []struct {
		start, end     string
		bond, eurobond int
		why            string
	}{
		{"2026-01-31", "2026-02-28", 28, 28, "30 January to 28 February"},
		{"2026-01-31", "2026-03-31", 60, 60, "both become the 30th"},
		{"2026-01-30", "2026-03-31", 60, 60, "a start on the 30th too"},
		{"2026-01-29", "2026-03-31", 62, 61, "only the Eurobond basis moves the end"},
		{"2026-02-28", "2026-03-31", 33, 32, "February keeps its length"},
		{"2026-01-15", "2026-07-15", 180, 180, "half a year"},
		{"2024-02-29", "2025-02-28", 359, 359, "a day short of a year"},
	} {
		assert.Equal(t, c.bond, Thirty360.Days(MustParse(c.start), MustParse(c.end)), "30/360 %s to %s: %s", c.start, c.end, c.why)
		assert.Equal(t, c.eurobond, ThirtyE360.Days(MustParse(c.start), MustParse(c.end)), "30E/360 %s to %s: %s", c.start, c.end, c.why)
	}
}

func ExampleDayCount_Ratio() {
	start, end := MustParse("2026-01-31"), MustParse("2026-03-31")
	fmt.Println(Actual365Fixed.Ratio(start, end), Thirty360.Ratio(start, end))
	// Output: 59/365 60/360
}
