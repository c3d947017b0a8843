package repay

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
)

func aDate(text string) civil.Date {
	date, err := civil.Parse(text)
	if err != nil {
		panic(text)
	}
	return date
}

var eachMonth = civil.Frequency{Unit: civil.UnitMonth, N: 1}

// runOf is one advance at the start and n level payments from the first period.
func runOf(advance, payment money.Amount, n int) []Flow {
	return []Flow{
		{Kind: AdvanceFlow, Amount: advance, T: &civil.Ratio{Num: 0, Den: 1}},
		{Kind: PaymentFlow, Amount: payment, T: &civil.Ratio{Num: 1, Den: 1}, Count: n},
	}
}

func TestPublishedRates(t *testing.T) {
	for _, c := range []struct {
		source       string
		method       Method
		flows        []Flow
		apr, percent string
	}{
		{"12 CFR 1026 Appendix J (c)(1)(i): 9.69%", USRegZ, []Flow{
			{Kind: AdvanceFlow, Amount: 5000_00, Date: aDate("1978-01-10")},
			{Kind: PaymentFlow, Amount: 230_00, Date: aDate("1978-02-10"), Count: 24, Every: &eachMonth},
		}, "0.0968570806", "9.69"},
		{"PBoC announcement (2021) No 3, simple method: 13.03%", CNIRRSimple, runOf(10_000_00, 893_33, 12), "", "13.03"},
		{"PBoC announcement (2021) No 3, compound method: 13.84%", CNIRRCompound, runOf(10_000_00, 893_33, 12), "", "13.84"},
	} {
		annual, _, err := AnnualRateOfFlows(c.method, eachMonth, c.flows)
		require.NoError(t, err, c.source)
		assert.Equal(t, c.percent, annual.APRPercent, c.source)
		if c.apr != "" {
			assert.Equal(t, c.apr, annual.APR, c.source)
		}
	}
}

// Each expectation follows from the flows in one line, ties between two answers
// among them: those are what the fast path cannot decide.
func TestDerivedRates(t *testing.T) {
	year := civil.Frequency{Unit: civil.UnitYear, N: 1}
	thirtyDays := civil.Frequency{Unit: civil.UnitDay, N: 30}
	fiveWeeks := civil.Frequency{Unit: civil.UnitWeek, N: 5}
	const trillion = 1_000_000_000_000
	late := func(flows []Flow, t int64) []Flow { flows[1].T.Num = t; return flows }
	odd := func(flows []Flow, f civil.Ratio) []Flow { flows[1].T.Num, flows[1].F = 0, &f; return flows }
	for _, c := range []struct {
		name                 string
		method               Method
		unit                 civil.Frequency
		flows                []Flow
		apr, percent, period string
	}{
		{"no interest", USRegZ, eachMonth, runOf(1200_00, 100_00, 12), "0.0000000000", "0.00", "0.0000000000"},
		{"no interest, compounded", CNIRRCompound, eachMonth, runOf(1200_00, 100_00, 12), "0.0000000000", "0.00", "0.0000000000"},
		{"12 × 10%", CNIRRSimple, eachMonth, runOf(100_00, 110_00, 1), "1.2000000000", "120.00", "0.1000000000"},
		{"1.1^12 - 1", CNIRRCompound, eachMonth, runOf(100_00, 110_00, 1), "2.1384283767", "213.84", "0.1000000000"},
		{"1.1^(365/30) - 1", CNIRRCompound, thirtyDays, runOf(100_00, 110_00, 1), "2.1886804769", "218.87", "0.1000000000"},
		{"1.1^(52/5) - 1", CNIRRCompound, fiveWeeks, runOf(100_00, 110_00, 1), "1.6945355988", "169.45", "0.1000000000"},
		{"365/30 × 10% = 1.21666…", CNIRRSimple, thirtyDays, runOf(100_00, 110_00, 1), "1.2166666667", "121.67", "0.1000000000"},
		{"30 × (110/100 - 1) a month for one odd day", USRegZ, eachMonth, odd(runOf(100_00, 110_00, 1), civil.Ratio{Num: 1, Den: 30}),
			"36.0000000000", "3600.00", "3.0000000000"},
		{"12 months at 10% together are 10% a year", CNIRRCompound, eachMonth, late(runOf(100_00, 110_00, 1), 12), "0.1000000000", "10.00", "0.0079741404"},
		{"100 times the debt a month", CNIRRSimple, eachMonth, runOf(1_00, 101_00, 1), "1200.0000000000", "120000.00", "100.0000000000"},
		{"a tie of the fraction goes up: 0.00000000005", USRegZ, year, runOf(trillion*100, trillion*100+5000, 1), "0.0000000001", "0.00", "0.0000000001"},
		{"one unit below the tie", USRegZ, year, runOf(trillion*100, trillion*100+4999, 1), "0.0000000000", "0.00", "0.0000000000"},
		{"a tie of the percentage goes up: 9.685", USRegZ, year, runOf(100_000_00, 109_685_00, 1), "0.0968500000", "9.69", "0.0968500000"},
		{"12 × 0.00125 = 1.5%, no tie", USRegZ, eachMonth, runOf(800_00, 801_00, 1), "0.0150000000", "1.50", "0.0012500000"},
		{"a compounded tie, 12 months at 0.00000000005 together", CNIRRCompound, eachMonth, late(runOf(trillion*100, trillion*100+5000, 1), 12),
			"0.0000000001", "0.00", "0.0000000000"},
		{"and one unit below it", CNIRRCompound, eachMonth, late(runOf(trillion*100, trillion*100+4999, 1), 12),
			"0.0000000000", "0.00", "0.0000000000"},
		{"the largest amounts: 2%", USRegZ, year, runOf(money.MaxAmount/51*50, money.MaxAmount/51*51, 1), "0.0200000000", "2.00", "0.0200000000"},
		{"half is lost in a month", CNIRRSimple, eachMonth, runOf(100_00, 50_00, 1), "-6.0000000000", "-600.00", "-0.5000000000"},
		{"half is lost each year: 2^-1 - 1", CNIRRCompound, eachMonth, late(runOf(100_00, 50_00, 1), 12), "-0.5000000000", "-50.00", "-0.0561256873"},
		{"a tie below zero goes down: -0.00000000005", USRegZ, year, runOf(trillion*100, trillion*100-5000, 1), "-0.0000000001", "0.00", "-0.0000000001"},
	} {
		t.Run(c.name, func(t *testing.T) {
			annual, period, err := AnnualRateOfFlows(c.method, c.unit, c.flows)
			require.NoError(t, err)
			assert.Equal(t, AnnualRate{c.method, c.apr, c.percent}, annual)
			assert.Equal(t, c.period, period)
		})
	}
}

func TestTimeline(t *testing.T) {
	for _, c := range []struct {
		unit         civil.Unit
		n            int
		start, date  string
		periods, odd int32
		why          string
	}{
		{civil.UnitMonth, 1, "1978-01-10", "1978-02-10", 1, 0, "a month"},
		{civil.UnitMonth, 1, "1978-02-10", "1978-04-01", 1, 19, "back to 1 March, 19 days to it; Appendix J (c)(1)(ii)"},
		{civil.UnitMonth, 1, "2026-01-15", "2026-01-15", 0, 0, "the same day"},
		{civil.UnitMonth, 1, "2026-01-15", "2026-03-14", 2, 0, "back to 14 February, 30 days to it, a month of 30"},
		{civil.UnitMonth, 1, "2026-01-31", "2026-02-28", 1, 0, "a month end to a month end"},
		{civil.UnitMonth, 1, "2024-01-30", "2024-02-29", 1, 0, "a month end reached from the 30th"},
		{civil.UnitMonth, 1, "2026-01-31", "2026-02-27", 0, 27, "27 days"},
		{civil.UnitMonth, 1, "2026-01-31", "2026-03-01", 1, 1, "back to 1 February, a day to it"},
		{civil.UnitMonth, 1, "2026-02-28", "2026-03-31", 1, 0, "back from the 31st is the last of February"},
		{civil.UnitMonth, 1, "2025-12-20", "2026-01-15", 0, 26, "11 days to the end of December and 15"},
		{civil.UnitMonth, 2, "2026-01-10", "2026-04-02", 1, 23, "two months back to 2 February, 23 days"},
		{civil.UnitMonth, 3, "2026-01-10", "2026-03-02", 0, 53, "a month of 30 back to 2 February, and 23 days, of 90"},
		{civil.UnitSemiMonth, 1, "1978-02-23", "1978-03-01", 0, 6, "6 days of 15; Appendix J (c)(1)(iii)"},
		{civil.UnitSemiMonth, 1, "1978-02-23", "1978-03-16", 1, 6, "21 days"},
		{civil.UnitSemiMonth, 1, "1978-02-23", "1978-04-01", 2, 6, "a month of 30, and 6"},
		{civil.UnitWeek, 1, "2023-10-28", "2023-11-30", 4, 5, "33 days"},
		{civil.UnitWeek, 2, "2023-10-28", "2023-11-30", 2, 5, "33 days of 14"},
		{civil.UnitDay, 1, "2023-10-28", "2023-11-30", 33, 0, "33 days"},
		{civil.UnitDay, 30, "2023-10-28", "2023-11-30", 1, 3, "33 days of 30"},
		{civil.UnitYear, 1, "1978-01-17", "1979-07-17", 1, 6 * 365, "6 of 12 months"},
		{civil.UnitYear, 1, "1978-01-17", "1979-07-18", 1, 182 * 12, "back to 18 July 1978: 182 of 365 days"},
		{civil.UnitYear, 2, "1978-01-17", "1981-01-17", 1, 12 * 365, "one year of two"},
		{civil.UnitYear, 1, "2023-03-01", "2024-02-29", 1, 0, "365 of 365 days"},
	} {
		line := newTimeline(USRegZ, civil.Frequency{Unit: c.unit, N: c.n}, aDate(c.start))
		periods, odd := line.at(aDate(c.date))
		assert.Equal(t, [2]int32{c.periods, c.odd}, [2]int32{periods, odd}, "%d %s, %s to %s: %s", c.n, c.unit, c.start, c.date, c.why)
	}
}

// Time never runs backwards: a later day is at no earlier time. Years are the
// exception that Appendix J makes: two months are 2/12, and a day more is 60/365.
func TestTimelineIsMonotonic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := civil.Frequency{
			Unit: rapid.SampledFrom([]civil.Unit{civil.UnitDay, civil.UnitWeek, civil.UnitSemiMonth, civil.UnitMonth}).Draw(t, "unit"),
			N:    rapid.IntRange(1, 366).Draw(t, "n"),
		}
		method := rapid.SampledFrom([]Method{USRegZ, EU}).Draw(t, "method")
		start := civil.Date(rapid.IntRange(int(civil.MinDate), int(civil.MaxDate)-900).Draw(t, "start"))
		line := newTimeline(method, unit, start)
		before := sum{}
		for date := start; date < start+900; date++ {
			now := sum{}
			now.periods, now.odd = line.at(date)
			require.False(t, before.compare(now) > 0, "%v from %s: %s", unit, start, date)
			require.Less(t, now.odd, int32(line.parts))
			before = now
		}
	})
}

func TestPlanRateIsTheRateOfItsFlows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := civil.Date(rapid.IntRange(1, 50_000).Draw(t, "from"))
		first := from + civil.Date(rapid.IntRange(0, 62).Draw(t, "wait"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		financed := money.Amount(rapid.Int64Range(100, 1_000_000_000).Draw(t, "financed"))
		payment := financed/money.Amount(n)*money.Amount(rapid.Int64Range(1000, 1500).Draw(t, "share"))/1000 + 1
		method := rapid.SampledFrom([]Method{USRegZ, CNIRRSimple, CNIRRCompound, EU, UK, XIRR}).Draw(t, "method")
		var instalments []Instalment
		for k := range n {
			instalments = append(instalments, Instalment{N: k + 1, Due: eachMonth.Date(first, k), Amount: payment})
		}
		plan, planErr := PlanRate(method, eachMonth, from, financed, instalments)
		flows, _, flowsErr := AnnualRateOfFlows(method, eachMonth, []Flow{
			{Kind: AdvanceFlow, Amount: financed, Date: from},
			{Kind: PaymentFlow, Amount: payment, Date: first, Count: n, Every: &eachMonth},
		})
		require.Equal(t, flowsErr, planErr)
		require.Equal(t, flows, plan)
	})
}

func TestPlanRateRefusals(t *testing.T) {
	from, _, instalments := levelPlan(12)
	_, err := PlanRate(USRegZ, eachMonth, from, 0, instalments)
	assert.ErrorIs(t, err, ErrNoRate)
	_, err = PlanRate(USRegZ, eachMonth, from, 1000, nil)
	assert.ErrorIs(t, err, ErrNoRate)
	_, err = PlanRate(USRegZ, eachMonth, instalments[0].Due+1, 1000, instalments)
	assert.ErrorIs(t, err, ErrNoRate, "an instalment before the advance")
	_, err = PlanRate(USRegZ, eachMonth, from, 1, instalments[:1])
	assert.ErrorIs(t, err, ErrRateTooLarge, "a hundred million times the debt in a month")
}

func ExampleAnnualRateOfFlows() {
	annual, period, err := AnnualRateOfFlows(CNIRRSimple, eachMonth, runOf(10_000_00, 893_33, 12))
	fmt.Println(annual.APRPercent+"%", period, err)
	// Output: 13.03% 0.0108612616 <nil>
}
