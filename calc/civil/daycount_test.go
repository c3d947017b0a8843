package civil

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var dayCounts = [...]DayCount{
	Actual365Fixed, Actual360, Thirty360, ThirtyE360, ThirtyE360ISDA, Thirty360US, Thirty360NASD, Thirty365,
	ActualActualISDA, ActualActualICMA, ActualNoLeap, Actual364, Actual36525,
}

// The day counts whose Units over any day between add up: an end that depends on
// its start, as in the others, has no one place on a line.
var additive = [...]DayCount{
	Actual365Fixed, Actual360, ThirtyE360, ThirtyE360ISDA, Thirty365,
	ActualActualISDA, ActualActualICMA, ActualNoLeap, Actual364, Actual36525,
}

func TestDayCountVectors(t *testing.T) {
	var cases []struct {
		ID, Convention, Start, End, Termination string
		First                                   string `json:"ref_start"`
		Next                                    string `json:"ref_end"`
		Frequency                               int
		Expected                                struct {
			Fraction string
			// Where QuantLib applies the 31st before February, the fraction of the
			// order that SIA gives, which is ours.
			SIA string `json:"sia_order_fraction"`
		}
	}
	readVectors(t, "daycount.json", &cases)
	require.Len(t, cases, 464)
	ours := map[string]DayCount{"30/360-BOND": Thirty360, "30/360-US-EOM": Thirty360US}
	run := map[DayCount]int{}
	for _, c := range cases {
		convention, ok := ours[c.Convention]
		if !ok {
			convention = DayCount(c.Convention)
		}
		ref := Reference{}
		if c.Termination != "" {
			ref.Termination = MustParse(c.Termination)
		}
		if c.Frequency != 0 {
			ref.First, ref.Every = MustParse(c.First), Frequency{Unit: UnitMonth, N: 12 / c.Frequency}
			require.Equal(t, c.Next, ref.Every.Date(ref.First, 1).String(), "daycount.json %s: the reference is one regular period", c.ID)
		}
		want := c.Expected.Fraction
		if c.Expected.SIA != "" {
			want = c.Expected.SIA
		}
		start, end := MustParse(c.Start), MustParse(c.End)
		got := convention.Ratio(start, end, ref)
		assert.Zero(t, rat(got).Cmp(ratOf(want)), "daycount.json %s: %s, expected %s", c.ID, got, want)
		if ref == (Reference{}) {
			assert.Equal(t, Ratio{convention.Units(start, end), convention.Year()}, got, "daycount.json %s", c.ID)
		}
		run[convention]++
	}
	assert.Equal(t, map[DayCount]int{
		Actual365Fixed: 30, Actual360: 46, Thirty360: 32, ThirtyE360: 33, ThirtyE360ISDA: 42, Thirty360US: 35, Thirty360NASD: 41,
		Thirty365: 28, ActualActualISDA: 37, ActualActualICMA: 29, ActualNoLeap: 33, Actual364: 36, Actual36525: 42,
	}, run)
}

func rat(r Ratio) *big.Rat { return big.NewRat(r.Num, r.Den) }

// ratOf adds fractions as they are written: "31/365 + 58/366".
func ratOf(text string) *big.Rat {
	sum := new(big.Rat)
	for _, part := range strings.Split(text, " + ") {
		fraction, ok := new(big.Rat).SetString(part)
		if !ok {
			panic(text)
		}
		sum.Add(sum, fraction)
	}
	return sum
}

// Every day of the year counts in its own year, and each convention says how much:
// the sum over the days is the slow way to the fraction.
func dayByDay(c DayCount, start, end Date) *big.Rat {
	parts := map[int64]int64{} // by denominator
	for d := start; d < end; d++ {
		year, month, day := d.YearMonthDay()
		part := Ratio{1, 365}
		switch _, _, next := (d + 1).YearMonthDay(); {
		case (c == ActualActualISDA || c == ActualActualICMA) && MonthLength(year, 2) == 29:
			part.Den = 366
		case c == ActualNoLeap && month == 2 && next == 29: // the 29th stands where the 28th does
			part.Num = 0
		case c == Actual360:
			part.Den = 360
		case c == Actual364:
			part.Den = 364
		case c == Actual36525:
			part = Ratio{100, 36525}
		case c == Thirty365 && next == 1: // from the last day to the 1st of a month of 30
			part.Num = int64(31 - day)
		case c == ThirtyE360:
			part = Ratio{int64(min(day+1, 30) - day), 360}
			if next == 1 {
				part.Num = int64(31 - min(day, 30))
			}
		case c == ThirtyE360ISDA: // the last day stands on the 30th
			part = Ratio{1, 360}
			if (d + 1).LastOfMonth() {
				part.Num = int64(30 - day)
			}
		}
		parts[part.Den] += part.Num
	}
	sum := new(big.Rat)
	for den, num := range parts {
		sum.Add(sum, big.NewRat(num, den))
	}
	return sum
}

func TestAdditiveDayCountsAgreeWithTheSumOfTheirDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := Date(rapid.IntRange(int(MinDate), int(MaxDate)-1500).Draw(t, "start"))
		end := start + Date(rapid.IntRange(0, 1500).Draw(t, "days"))
		for _, c := range additive {
			got := Ratio{c.Units(start, end), c.Year()}
			require.Zero(t, dayByDay(c, start, end).Cmp(rat(got)), "%s %s to %s: %s", c, start, end, got)
		}
	})
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
			units := c.Units(start, start.AddMonths(12))
			require.InDelta(t, 1, float64(units)/float64(c.Year()), 6./360, "%s %s: a year is near one", c, start)
			if strings.HasPrefix(string(c), "30") {
				require.InDelta(t, 360, year, 2, "%s %s: a year is 360 days, less or more for the end of February", c, start)
			}
			require.Equal(t, Ratio{c.Units(start, start+31), c.Year()}, c.Ratio(start, start+31, Reference{}), "%s %s", c, start)
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
		for _, count := range additive {
			require.Equal(t, count.Units(a, c), count.Units(a, b)+count.Units(b, c), "%s", count)
			require.Equal(t, count.Days(a, c), count.Days(a, b)+count.Days(b, c), "%s", count)
			require.Equal(t, count.Units(a, b), -count.Units(b, a), "%s", count)
		}
		require.Equal(t, Thirty360.Days(a, b), Thirty360NASD.Days(a, b), "the same days in other words")
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

func TestFebruary(t *testing.T) {
	for _, c := range []struct {
		start, end             string
		isda, last, us, nasd30 int
		why                    string
	}{
		{"2026-01-31", "2026-02-28", 30, 28, 28, 28, "the end of February is the 30th, save on the last day of the term"},
		{"2026-02-28", "2026-03-31", 30, 30, 30, 33, "a start at the end of February is the 30th, and so is then a 31st"},
		{"2026-02-28", "2026-03-30", 30, 30, 30, 32, "the 30th is the 30th"},
		{"2024-02-28", "2024-03-31", 32, 32, 33, 33, "28 February of a leap year is not its end"},
		{"2024-02-29", "2025-02-28", 360, 358, 360, 359, "end to end is a year"},
		{"2023-02-28", "2024-02-28", 358, 358, 358, 360, "28 February of a leap year is not its end"},
		{"2024-02-29", "2024-08-31", 180, 180, 180, 182, "half a year; QuantLib's order gives 181 for 30/360-US"},
	} {
		start, end := MustParse(c.start), MustParse(c.end)
		assert.Equal(t, c.isda, ThirtyE360ISDA.Days(start, end), "30E/360-ISDA %s to %s: %s", c.start, c.end, c.why)
		assert.Equal(t, Ratio{int64(c.last), 360}, ThirtyE360ISDA.Ratio(start, end, Reference{Termination: end}), "at the end of the term, %s to %s: %s", c.start, c.end, c.why)
		assert.Equal(t, c.us, Thirty360US.Days(start, end), "30/360-US %s to %s: %s", c.start, c.end, c.why)
		assert.Equal(t, c.nasd30, Thirty360NASD.Days(start, end), "30/360-NASD %s to %s: %s", c.start, c.end, c.why)
	}
}

func TestActualActual(t *testing.T) {
	for _, c := range []struct{ start, end, want, why string }{
		{"2023-12-01", "2024-01-01", "31/365", "31 December is the last day of a common year"},
		{"2023-12-01", "2024-01-02", "31/365 + 1/366", "1 January is the first of a leap year"},
		{"2024-12-31", "2025-01-01", "1/366", "31 December of a leap year"},
		{"2003-11-01", "2004-05-01", "61/365 + 121/366", "ISDA memorandum of 1998, the regular period"},
		{"1999-02-01", "1999-07-01", "150/365", "the short first period"},
		{"2099-12-31", "2101-01-01", "1/365 + 365/365", "2100 is no leap year"},
		{"2000-01-01", "2001-01-01", "366/366", "2000 is one"},
	} {
		got := ActualActualISDA.Ratio(MustParse(c.start), MustParse(c.end), Reference{})
		assert.Zero(t, ratOf(c.want).Cmp(rat(got)), "%s to %s is %s, not %s: %s", c.start, c.end, c.want, got, c.why)
	}
	half, quarter := Frequency{UnitMonth, 6, false}, Frequency{UnitMonth, 3, true}
	for _, c := range []struct {
		start, end, first string
		every             Frequency
		want, why         string
	}{
		{"2003-11-01", "2004-05-01", "2003-11-01", half, "1/2", "a regular period"},
		{"2003-11-01", "2004-05-01", "", half, "1/2", "the period itself is regular"},
		{"1999-02-01", "1999-07-01", "1999-07-01", Frequency{UnitYear, 1, false}, "150/365", "the short first period"},
		{"2002-08-15", "2003-07-15", "2003-07-15", half, "153/368 + 1/2", "the long first period: 15 January to 15 July 2003 is half a year, before it 153 of 184 days"},
		{"2000-01-30", "2000-06-30", "2000-01-30", half, "152/364", "the short last period"},
		{"1999-11-30", "2000-04-30", "1999-11-30", quarter, "1/4 + 61/368", "the long last period, on month ends: 91 of 91 days and 61 of 92"},
		{"2026-01-05", "2026-03-20", "2026-02-20", Frequency{UnitMonth, 1, false}, "15/372 + 1/12 + 1/12", "15 of the 31 days to 20 January"},
		{"2026-01-20", "2026-02-03", "2026-01-20", Frequency{UnitWeek, 2, false}, "2/52", "a fortnight is 2 of 52 weeks"},
		{"2026-01-20", "2026-01-20", "1990-07-01", half, "0/1", "no time"},
		{"2026-03-01", "2026-03-11", "", Frequency{UnitDay, 30, false}, "10/365", "of 365/30 periods a year, 10 of 30 days"},
	} {
		ref := Reference{Every: c.every}
		if c.first != "" {
			ref.First = MustParse(c.first)
		}
		got := ActualActualICMA.Ratio(MustParse(c.start), MustParse(c.end), ref)
		assert.Zero(t, ratOf(c.want).Cmp(rat(got)), "%s to %s is %s, not %s: %s", c.start, c.end, c.want, got, c.why)
	}
}

// Over every day that Parley knows: the day that begins on it counts what it counts
// by itself, so that nothing depends on luck with a random date.
func TestAdditiveDayCountsOnEveryDay(t *testing.T) {
	step := Date(1)
	if testing.Short() {
		step = 31
	}
	for _, c := range additive {
		for d := MinDate; d < MaxDate; d += step {
			if got := (Ratio{c.Units(d, d+1), c.Year()}); dayByDay(c, d, d+1).Cmp(rat(got)) != 0 {
				t.Fatalf("%s %s: %s", c, d, got)
			}
		}
	}
}

func TestDayUnits(t *testing.T) {
	for _, c := range dayCounts {
		for _, date := range [...]string{"2023-12-31", "2024-01-01", "2024-02-28", "2024-12-31", "2025-01-31"} {
			on, want := MustParse(date), int64(1)
			if c.Days(on, on+1) == 1 && c.Units(on, on+1) != 1 {
				want = c.Units(on, on+1)
			}
			assert.Equal(t, want, c.DayUnits(on), "%s %s", c, date)
		}
	}
	assert.Equal(t, int64(366), ActualActualISDA.DayUnits(MustParse("2023-12-31")), "1/365 is 366/133590")
	assert.Equal(t, int64(365), ActualActualISDA.DayUnits(MustParse("2024-01-01")), "1/366 is 365/133590")
	assert.Equal(t, int64(4), Actual36525.DayUnits(MustParse("2024-01-01")), "1/365.25 is 4/1461")
	assert.Equal(t, int64(1), Thirty360.DayUnits(MustParse("2024-01-31")), "a day is a day, whatever the 31st counts")
}

// However it is split, and wherever the counting begins, the time by regular
// periods is the same, and every whole period is the same part of a year.
func TestRegularPeriodProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Date { return Date(rapid.IntRange(int(MinDate), int(MaxDate)).Draw(t, name)) }
		ref := Reference{First: draw("first"), Every: frequencies.Draw(t, "every")}
		a, b, c := draw("a"), draw("b"), draw("c")
		whole := rat(ActualActualICMA.Ratio(a, c, ref))
		parts := new(big.Rat).Add(rat(ActualActualICMA.Ratio(a, b, ref)), rat(ActualActualICMA.Ratio(b, c, ref)))
		require.Zero(t, whole.Cmp(parts))
		k := rapid.IntRange(0, 40).Draw(t, "k")
		if begin, end := ref.Every.Date(ref.First, k), ref.Every.Date(ref.First, k+1); end.Valid() {
			perYear := ref.Every.PerYear()
			require.Zero(t, big.NewRat(perYear.Den, perYear.Num).Cmp(rat(ActualActualICMA.Ratio(begin, end, ref))))
		}
	})
}

func TestDayCountsKnowEveryDay(t *testing.T) {
	ref := Reference{First: MustParse("2026-01-31"), Every: Frequency{UnitMonth, 1, true}, Termination: MaxDate}
	for _, c := range dayCounts {
		for d := MinDate; d < MaxDate; d += 17 {
			for _, end := range [...]Date{d, d + 1, MaxDate} {
				ratio := c.Ratio(d, end, ref)
				days, counted := c.Counted(d, end, ref)
				require.True(t, days == c.Days(d, end) && counted == ratio, "%s %s to %s", c, d, end)
				require.GreaterOrEqual(t, ratio.Num, int64(0), "%s %s to %s", c, d, end)
				require.Positive(t, ratio.Den, "%s %s to %s", c, d, end)
				require.LessOrEqual(t, ratio.Num, 236*ratio.Den, "%s %s to %s", c, d, end)
			}
		}
	}
}

func ExampleDayCount_Ratio() {
	start, end := MustParse("2026-01-31"), MustParse("2026-03-31")
	fmt.Println(Actual365Fixed.Ratio(start, end, Reference{}), Thirty360.Ratio(start, end, Reference{}))
	quarterly := Reference{First: MustParse("2025-12-31"), Every: Frequency{Unit: UnitMonth, N: 3, MonthEnd: true}}
	fmt.Println(ActualActualICMA.Ratio(start, end, quarterly))
	// Output:
	// 59/365 60/360
	// 59/360
}
