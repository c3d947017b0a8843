package calc

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/repay"
	"parley/calc/wire"
)

func whole(n int64) *civil.Ratio { return &civil.Ratio{Num: n, Den: 1} }

func day(t *testing.T, text string) civil.Date {
	t.Helper()
	date, err := civil.Parse(text)
	require.NoError(t, err)
	return date
}

func TestAPRAnswersTheRate(t *testing.T) {
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	answer, problems := apr(&APRRequest{
		Method: repay.USRegZ, Currency: "USD", UnitPeriod: &month,
		Flows: []repay.Flow{
			{Kind: repay.AdvanceFlow, Amount: 5000_00, Date: day(t, "1978-01-10")},
			{Kind: repay.PaymentFlow, Amount: 230_00, Date: day(t, "1978-02-10"), Count: 24, Every: &month},
		},
	})
	require.Empty(t, problems)
	// 12 CFR 1026 Appendix J (c)(1)(i) prints 9.69%; the root is 0.00807142335… a month.
	assert.Equal(t, APRAnswer{
		Versions: versions(""), Method: repay.USRegZ, APR: "0.0968570806", APRPercent: "9.69",
		PeriodRate: "0.0080714234", PeriodsPerYear: civil.Ratio{Num: 12, Den: 1},
	}, answer)
}

func TestAPRProblems(t *testing.T) {
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	start, later := day(t, "2026-01-10"), day(t, "2026-02-10")
	advance := repay.Flow{Kind: repay.AdvanceFlow, Amount: 100_00, T: whole(0)}
	payment := repay.Flow{Kind: repay.PaymentFlow, Amount: 110_00, T: whole(1)}
	dated := repay.Flow{Kind: repay.AdvanceFlow, Amount: 100_00, Date: start}
	type want struct {
		code    wire.Code
		pointer string
	}
	for name, c := range map[string]struct {
		flows []repay.Flow
		want  []want
	}{
		"no time":            {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1}}, []want{{FlowTime, "#/flows/1"}}},
		"two times":          {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, Date: start, T: whole(1)}}, []want{{FlowTime, "#/flows/1/t"}}},
		"mixed times":        {[]repay.Flow{dated, payment}, []want{{FlowTime, "#/flows/1/t"}}},
		"mixed, dated later": {[]repay.Flow{payment, dated}, []want{{FlowTime, "#/flows/1/date"}}},
		"fraction alone":     {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, F: whole(0)}}, []want{{FlowFraction, "#/flows/1/f"}}},
		"fraction by date":   {[]repay.Flow{dated, {Kind: repay.PaymentFlow, Amount: 1, Date: later, F: whole(0)}}, []want{{FlowFraction, "#/flows/1/f"}}},
		"fraction of one":    {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: whole(1), F: whole(1)}}, []want{{FlowFraction, "#/flows/1/f"}}},
		"fraction below zero": {
			[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: whole(1), F: whole(-1)}}, []want{{FlowFraction, "#/flows/1/f"}}},
		"fractions without a common denominator": {
			[]repay.Flow{advance,
				{Kind: repay.PaymentFlow, Amount: 1, T: whole(1), F: &civil.Ratio{Num: 1, Den: 99_991}},
				{Kind: repay.PaymentFlow, Amount: 1, T: whole(1), F: &civil.Ratio{Num: 1, Den: 99_989}}},
			[]want{{FlowFraction, "#/flows/2/f"}}},
		"half a period":     {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: &civil.Ratio{Num: 1, Den: 2}}}, []want{{FlowPeriods, "#/flows/1/t"}}},
		"before the start":  {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: whole(-1)}}, []want{{FlowPeriods, "#/flows/1/t"}}},
		"beyond the bound":  {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: whole(84_006), Count: 2}}, []want{{FlowPeriods, "#/flows/1/t"}}},
		"every with t":      {[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: whole(1), Every: &month}}, []want{{FlowSpacing, "#/flows/1/every"}}},
		"step with a date":  {[]repay.Flow{dated, {Kind: repay.PaymentFlow, Amount: 1, Date: later, Step: 2}}, []want{{FlowSpacing, "#/flows/1/step"}}},
		"run without every": {[]repay.Flow{dated, {Kind: repay.PaymentFlow, Amount: 1, Date: later, Count: 2}}, []want{{FlowSpacing, "#/flows/1/every"}}},
		"past the last day": {
			[]repay.Flow{dated, {Kind: repay.PaymentFlow, Amount: 1, Date: day(t, "2199-12-01"), Count: 2, Every: &month}},
			[]want{{DateTooLate, "#/flows/1/count"}}},
		"1201 sums": {
			[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 1, T: whole(1), Count: 600}, {Kind: repay.PaymentFlow, Amount: 1, T: whole(1), Count: 600}},
			[]want{{FlowCount, "#/flows/2/count"}}},
		"payment first":         {[]repay.Flow{{Kind: repay.AdvanceFlow, Amount: 1, T: whole(2)}, payment}, []want{{DateOrder, "#/flows/1/t"}}},
		"payment first by date": {[]repay.Flow{{Kind: repay.AdvanceFlow, Amount: 1, Date: later}, {Kind: repay.PaymentFlow, Amount: 2, Date: start}}, []want{{DateOrder, "#/flows/1/date"}}},
		"only advances":         {[]repay.Flow{advance, advance}, []want{{FlowKindMissing, "#/flows"}}},
		"only payments":         {[]repay.Flow{payment, payment}, []want{{FlowKindMissing, "#/flows"}}},
		"several at once": {
			[]repay.Flow{{Kind: repay.PaymentFlow, Amount: 1}, {Kind: repay.PaymentFlow, Amount: 1, T: &civil.Ratio{Num: 1, Den: 2}, Every: &month}},
			[]want{{FlowTime, "#/flows/0"}, {FlowSpacing, "#/flows/1/every"}, {FlowPeriods, "#/flows/1/t"}, {FlowKindMissing, "#/flows"}}},
		"paid back at once": {
			[]repay.Flow{advance, {Kind: repay.PaymentFlow, Amount: 100_00, T: whole(0)}, payment}, []want{{RateNone, "#/flows"}}},
		// 1 lent for a month and 10^9 back: 10^9 a month.
		"beyond a million a year": {
			[]repay.Flow{{Kind: repay.AdvanceFlow, Amount: 1, T: whole(0)}, {Kind: repay.PaymentFlow, Amount: 1_000_000_000, T: whole(1)}},
			[]want{{RateTooLarge, "#/flows"}}},
		"nothing comes back after the last advance": {
			[]repay.Flow{advance, payment, {Kind: repay.AdvanceFlow, Amount: 20_00, T: whole(2)}}, []want{{RateNone, "#/flows"}}},
		// (1 - 1.1 v)(1 - 1.2 v)(1 - 1.3 v) = 1 - 3.6 v + 4.31 v² - 1.716 v³: 10%, 20% and 30% fit.
		"three rates fit": {
			[]repay.Flow{
				{Kind: repay.AdvanceFlow, Amount: 1000_00, T: whole(0)}, {Kind: repay.PaymentFlow, Amount: 3600_00, T: whole(1)},
				{Kind: repay.AdvanceFlow, Amount: 4310_00, T: whole(2)}, {Kind: repay.PaymentFlow, Amount: 1716_00, T: whole(3)}},
			[]want{{RateAmbiguous, "#/flows"}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := apr(&APRRequest{Method: repay.USRegZ, Currency: "USD", UnitPeriod: &month, Flows: c.flows})
			got := make([]want, len(problems))
			for i, p := range problems {
				got[i] = want{p.Code, p.Pointer}
				assert.NotEmpty(t, p.Detail)
			}
			assert.Equal(t, c.want, got)
		})
	}
}
