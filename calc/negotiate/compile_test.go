package negotiate_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	. "parley/calc/negotiate"
	"parley/calc/repay"
)

func dated(text string) civil.Date { return civil.MustParse(text) }

func fraction(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func days(dates []civil.Date) (texts []string) {
	for _, d := range dates {
		texts = append(texts, d.String())
	}
	return texts
}

// story is a card debt of 32,202.70 yuan, 141 days overdue, as a mandate of two
// tiers sees it.
func story() (*Case, *Mandate) {
	c := &Case{
		AsOf: dated("2026-11-23"), Currency: "CNY", DaysOverdue: 141,
		Claim: ledger.Components{Principal: 30000_00, Interest: 1642_50, Penalty: 410_20, Fees: 150_00},
	}
	most := money.Amount(3000_00)
	return c, &Mandate{
		Tiers: []Tier{
			{
				Name: "three years", When: &When{DaysOverdue: &DaysBand{From: 30}}, FinishWithinDays: 1100, MaxCount: 36,
				Ceilings: &Ceilings{Penalty: fraction("1"), Interest: fraction("0.3")}, Level: "team_lead",
			},
			{
				Name: "settle within a month", When: &When{DaysOverdue: &DaysBand{From: 90}, Balance: &BalanceBand{To: 50000_00}}, FinishWithinDays: 31, MaxCount: 1,
				MinDeposit: fraction("0.1"), Ceilings: &Ceilings{Penalty: fraction("1"), Fees: fraction("1"), Interest: fraction("0.8")}, MaxWaiver: &most, Level: "collector",
			},
			{Name: "not yet", When: &When{DaysOverdue: &DaysBand{To: 90}}, Level: "collector"},
		},
		Frequencies: []civil.Frequency{monthly, weekly}, MinPayment: 200_00, LatestFirstDueDays: 45,
		NPVFloor: fraction("0.70"), RecoveryFloor: fraction("0.75"), Levels: []string{"collector", "team_lead"},
	}
}

func TestCompile(t *testing.T) {
	c, m := story()
	stated := money.Amount(1200_00)
	s, l, flaws := Compile(c, m, &Budget{PerPeriod: &stated, Deposit: 2000_00, Earliest: dated("2026-12-10"), Payday: 10})
	require.Empty(t, flaws)
	assert.Equal(t, money.Amount(32202_70), s.Claim)
	assert.Equal(t, []string{"2026-12-10"}, days(s.Starts[0]), "the next pay day; 10 January is 48 days away")
	assert.Equal(t, []string{"2026-12-10", "2026-12-17", "2026-12-24", "2026-12-31", "2027-01-07"}, days(s.Starts[1]), "up to 45 days: 7 January")
	assert.Equal(t, 72, s.CountMost, "twice the 36 of the longest tier")
	assert.Equal(t, money.Amount(1000_00), s.DepositStep, "a fiftieth is 644.05: of 500 and 1,000 the one above it")
	assert.Equal(t, c.AsOf, s.DepositDue)
	assert.Equal(t, Limits{
		Caps:        []money.Amount{1200_00, 276_92}, // 1200 × 12 / 52 = 276.923
		DepositMost: 2000_00, Earliest: dated("2026-12-10"), LatestFinish: civil.MaxDate, PaidMost: Most,
		LatestFirst: dated("2027-01-07"), PaymentLeast: 200_00,
		ValueLeast: 22541_89, // 32,202.70 × 0.70 exactly
		PaidLeast:  24152_03, // 32,202.70 × 0.75 = 24,152.025, up
		Tiers: []TierLimits{
			{
				Name: "settle within a month", Level: "collector", FinishBy: dated("2026-12-24"), CountMost: 1, DepositLeast: 3220_27,
				Ceilings: ledger.Components{Penalty: 410_20, Fees: 150_00, Interest: 1314_00}, WaiverMost: 3000_00,
			},
			{
				Name: "three years", Level: "team_lead", FinishBy: dated("2029-11-27"), CountMost: 36, // 2026-11-23 + 1100
				Ceilings: ledger.Components{Penalty: 410_20, Interest: 492_75}, WaiverMost: Most,
			},
		},
	}, *l)
	s.Lay()
	assert.True(t, s.Open(l), "36 payments of 1,200.00 are 43,200.00")
}

func TestTiersApply(t *testing.T) {
	yes := true
	for _, row := range []struct {
		why  string
		when *When
		c    Case
		want bool
	}{
		{"a tier without bands is for all", nil, Case{}, true},
		{"the first day is within", overdue(30, 90), Case{DaysOverdue: 30}, true},
		{"the day before is not", overdue(30, 90), Case{DaysOverdue: 29}, false},
		{"the last day is the one before the end", overdue(30, 90), Case{DaysOverdue: 89}, true},
		{"the end is beyond", overdue(30, 90), Case{DaysOverdue: 90}, false},
		{"a band without end has none", overdue(30, 0), Case{DaysOverdue: 100000}, true},
		{"a claim of 1000 is within from 1000", &When{Balance: &BalanceBand{From: 1000, To: 1001}}, Case{}, true},
		{"and beyond up to 1000", &When{Balance: &BalanceBand{From: 0, To: 1000}}, Case{}, false},
		{"a segment of several", &When{Segments: []string{"card", "loan"}}, Case{Segment: "loan"}, true},
		{"no segment is none of them", &When{Segments: []string{"card", "loan"}}, Case{}, false},
		{"hardship", &When{Hardship: &yes}, Case{Hardship: true}, true},
		{"no hardship", &When{Hardship: &yes}, Case{}, false},
	} {
		row.c.AsOf, row.c.Currency, row.c.Claim = day0, "CNY", ledger.Components{Principal: 1000}
		s, l, flaws := Compile(&row.c, &Mandate{Tiers: []Tier{{Name: "a", When: row.when}}, Frequencies: []civil.Frequency{monthly}, LatestFirstDueDays: 45}, nil)
		require.Empty(t, flaws, row.why)
		assert.Equal(t, row.want, len(l.Tiers) == 1, row.why)
		s.Lay()
		assert.Equal(t, row.want, s.Open(l), row.why)
	}
}

func TestStarts(t *testing.T) {
	half := civil.Frequency{Unit: civil.UnitSemiMonth, N: 1}
	for _, row := range []struct {
		why    string
		asOf   string
		every  civil.Frequency
		payday int
		within int
		want   []string
	}{
		{"a month on, and not the day itself", "2026-11-23", monthly, 0, 61, []string{"2026-12-23", "2027-01-23"}},
		{"the last of a month on", "2027-01-31", monthly, 0, 60, []string{"2027-02-28", "2027-03-31"}},
		{"a pay day that is today is the next one", "2026-11-10", monthly, 10, 45, []string{"2026-12-10"}},
		{"the first one even when the mandate is too short for it", "2026-11-10", monthly, 10, 7, []string{"2026-12-10"}},
		{"the 31st is the last of every month", "2027-01-31", monthly, 31, 60, []string{"2027-02-28", "2027-03-31"}},
		{"no 30th of February", "2027-01-15", monthly, 30, 90, []string{"2027-01-30", "2027-03-30"}},
		{"the first pay day in March", "2027-02-01", monthly, 30, 30, []string{"2027-03-30"}},
		{"over the new year", "2026-12-31", monthly, 5, 40, []string{"2027-01-05", "2027-02-05"}},
		{"half months from a pay day", "2026-11-23", half, 5, 45, []string{"2026-12-05", "2026-12-20", "2027-01-05"}},
		{"weeks from a pay day", "2026-11-23", weekly, 10, 31, []string{"2026-12-10", "2026-12-17", "2026-12-24"}},
		{"none after the last day", "2199-12-25", monthly, 10, 31, nil},
	} {
		c := &Case{AsOf: civil.MustParse(row.asOf), Currency: "CNY", Claim: ledger.Components{Principal: 1000_00}}
		m := &Mandate{Tiers: []Tier{{Name: "a", MaxCount: 12}}, Frequencies: []civil.Frequency{row.every}, LatestFirstDueDays: row.within}
		s, l, flaws := Compile(c, m, &Budget{Payday: row.payday})
		require.Empty(t, flaws, row.why)
		assert.Equal(t, row.want, days(s.Starts[0]), row.why)
		s.Lay()
		assert.Equal(t, len(row.want) > 0 && s.Starts[0][0] <= l.LatestFirst, s.Open(l), row.why)
	}
}

// No plan of the space is longer than the law allows, and the earliest start of a
// single frequency has all that it allows.
func TestLawWall(t *testing.T) {
	units := []civil.Unit{civil.UnitDay, civil.UnitWeek, civil.UnitSemiMonth, civil.UnitMonth, civil.UnitYear}
	rapid.Check(t, func(t *rapid.T) {
		every := civil.Frequency{Unit: rapid.SampledFrom(units).Draw(t, "unit"), N: rapid.IntRange(1, 3).Draw(t, "n")}
		if every.Unit == civil.UnitDay {
			every.N += 6
		}
		c := &Case{AsOf: day0 + civil.Date(rapid.IntRange(0, 800).Draw(t, "day")), Currency: "CNY", Claim: ledger.Components{Principal: 1000_00}, MonthsMost: rapid.IntRange(1, 40).Draw(t, "months")}
		m := &Mandate{Tiers: []Tier{{Name: "a", MaxCount: 200}}, Frequencies: []civil.Frequency{every}, LatestFirstDueDays: rapid.IntRange(1, 100).Draw(t, "within"), DepositStep: 1000_00}
		s, l, flaws := Compile(c, m, &Budget{Payday: rapid.IntRange(0, 31).Draw(t, "payday")})
		require.Empty(t, flaws)
		most := make([]int, len(s.Starts[0]))
		for at, start := range s.Starts[0] {
			terms := repay.Terms{Shape: repay.Level, FirstDue: start, Every: &s.Frequencies[0]}
			for n := 1; n <= 200 && s.Frequencies[0].Date(start, n-1) <= l.Tiers[0].FinishBy; n++ {
				require.LessOrEqual(t, n, s.CountMost)
				require.LessOrEqual(t, terms.Months(c.AsOf, n), c.MonthsMost)
				most[at] = n
			}
		}
		if len(most) == 1 && most[0] < 200 {
			terms := repay.Terms{Shape: repay.Level, FirstDue: s.Starts[0][0], Every: &s.Frequencies[0]}
			require.Greater(t, terms.Months(c.AsOf, most[0]+1), c.MonthsMost)
		}
	})
}

// No order of tiers, and no limit of the budget but its pay day, moves the grid.
func TestGridStandsStill(t *testing.T) {
	c, m := story()
	s, l, _ := Compile(c, m, nil)
	slices.Reverse(m.Tiers)
	turned, same, _ := Compile(c, m, nil)
	assert.Equal(t, s, turned)
	assert.Equal(t, l, same)
	stated := money.Amount(1_00)
	poorer, _, _ := Compile(c, m, &Budget{PerPeriod: &stated, Earliest: c.AsOf + 40, LatestFinish: c.AsOf + 50, TotalCap: &stated})
	assert.Equal(t, s, poorer)
}

func TestNothingToPayWith(t *testing.T) {
	c, m := story()
	s, l, flaws := Compile(c, m, &Budget{Income: []RegularSum{{Amount: 100_00, Every: monthly}}, Buffer: 100_00})
	require.Empty(t, flaws)
	assert.Equal(t, []money.Amount{0, 0}, l.Caps)
	s.Lay()
	assert.False(t, s.Open(l))
}

var flawed = []struct {
	it     string
	change func(*Case, *Mandate, *Budget)
	want   []string
}{
	{"takes the story", func(*Case, *Mandate, *Budget) {}, nil},
	{"tells tiers by name", func(_ *Case, m *Mandate, _ *Budget) { m.Tiers[2].Name = m.Tiers[0].Name }, []string{"name_twice mandate/tiers/2/name"}},
	{"knows the levels that it lists", func(_ *Case, m *Mandate, _ *Budget) { m.Levels = []string{"team_lead", "manager", "team_lead"} }, []string{
		"name_twice mandate/levels/2", "level_unknown mandate/tiers/1/level", "level_unknown mandate/tiers/2/level",
	}},
	{"needs a day and a sum in a band", func(_ *Case, m *Mandate, _ *Budget) {
		m.Tiers[0].When = &When{DaysOverdue: &DaysBand{From: 30, To: 30}, Balance: &BalanceBand{From: 2, To: 1}}
	}, []string{"band_empty mandate/tiers/0/when/days_overdue/to", "band_empty mandate/tiers/0/when/balance/to"}},
	{"takes a rate of 1 a year and none above: 0.0028 × 365 = 1.022", func(_ *Case, m *Mandate, _ *Budget) {
		m.Rates = []money.Rate{rate("1", money.PerYear), rate("0.0028", money.PerDay), rate("0.084", money.PerMonth), rate("0.0027", money.PerDay), rate("1.0", money.PerYear)}
	}, []string{"rate_too_high mandate/rates/1/value", "rate_too_high mandate/rates/2/value", "name_twice mandate/rates/4"}},
	{"takes each frequency and component once", func(_ *Case, m *Mandate, _ *Budget) {
		m.Frequencies = append(m.Frequencies, monthly)
		m.WaiverOrder = []ledger.Component{ledger.Fees, ledger.Fees}
	}, []string{"name_twice mandate/frequencies/2", "name_twice mandate/waiver_order/1"}},
	{"wants dates in order", func(c *Case, _ *Mandate, b *Budget) {
		b.Earliest, b.LatestFinish, b.DepositDue = c.AsOf+10, c.AsOf-1, c.AsOf-1
	}, []string{"date_order budget/latest_finish", "date_order budget/latest_finish", "date_order budget/deposit_due"}},
	{"wants an income to take from, and a sum for a period", func(_ *Case, _ *Mandate, b *Budget) {
		b.Buffer, b.Every, b.Share = 1, &monthly, fraction("1")
	}, []string{"budget_fields budget/every", "budget_fields budget/share", "budget_fields budget/buffer"}},
	{"tells a month by its first day, once", func(_ *Case, _ *Mandate, b *Budget) {
		b.Income = []RegularSum{{Every: monthly}}
		b.Irregular = []IrregularMonth{{Month: dated("2027-01-02")}, {Month: dated("2027-02-01")}, {Month: dated("2027-02-01")}}
	}, []string{"month_first_day budget/irregular/0/month", "name_twice budget/irregular/2/month"}},
	{"bounds the starts: a day each from 61 days", func(_ *Case, m *Mandate, _ *Budget) {
		m.Frequencies, m.LatestFirstDueDays = []civil.Frequency{{Unit: civil.UnitDay, N: 1}}, 61
	}, []string{"starts_too_many mandate/frequencies/0"}},
	{"takes 60 starts", func(_ *Case, m *Mandate, _ *Budget) {
		m.Frequencies, m.LatestFirstDueDays, m.DepositStep = []civil.Frequency{{Unit: civil.UnitDay, N: 1}}, 60, 10000_00
	}, nil},
	{"bounds the cells: 7 starts × 36 × 32,203 deposits of 1.00", func(_ *Case, m *Mandate, _ *Budget) { m.DepositStep = 1_00 }, []string{"space_too_large mandate"}},
}

func TestFlaws(t *testing.T) {
	sum := money.Amount(1)
	for _, row := range flawed {
		c, m := story()
		b := &Budget{TotalCap: &sum}
		row.change(c, m, b)
		_, _, flaws := Compile(c, m, b)
		var got []string
		for _, f := range flaws {
			assert.NotEmpty(t, f.Detail, row.it)
			got = append(got, string(f.Code)+" "+f.Field)
		}
		assert.Equal(t, row.want, got, row.it)
	}
}

func TestUsualDepositStep(t *testing.T) {
	for claim, want := range map[money.Amount]money.Amount{1: 1, 50: 1, 51: 2, 100: 2, 101: 5, 250: 5, 251: 10, money.MaxAmount: 20_000_000_000_000_000} {
		c := &Case{AsOf: day0, Currency: "CNY", Claim: ledger.Components{Principal: claim}}
		s, _, flaws := Compile(c, &Mandate{Tiers: []Tier{{Name: "a", MaxCount: 1}}, Frequencies: []civil.Frequency{monthly}}, nil)
		require.Empty(t, flaws)
		assert.Equal(t, want, s.DepositStep, claim)
	}
}
