package calc

import (
	"bytes"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// figures holds the result of the last step to each figure against the answer.
func (r *reader) figures(body []byte, steps []Step) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var answer any
	require.NoError(r.t, decoder.Decode(&answer))
	last, waived := map[string]*Step{}, map[string]*big.Rat{}
	for i := range steps {
		step := &steps[i]
		if step.Kind == WaiveStep {
			if waived[step.Figure] == nil {
				waived[step.Figure] = new(big.Rat)
			}
			waived[step.Figure].Add(waived[step.Figure], rational(r.t, step.Rounded))
		}
		waits := strings.Contains(step.EN, "left to the first") || strings.Contains(step.EN, "is not charged")
		if step.Kind != PaymentFoundStep && !waits && !(step.Kind == SolvedStep && step.Figure == "#/plan/totals/waived") {
			last[step.Figure] = step
		}
	}
	for figure, step := range last {
		value := at(answer, figure)
		text, _ := value.(string)
		if number, ok := value.(json.Number); ok {
			text = number.String()
		}
		switch {
		case step.Kind == FindingStep:
			require.NotNil(r.t, value, figure)
		case step.Kind == AnnualRateStep && text == "":
			rate := value.(map[string]any)
			require.Equal(r.t, []any{rate["apr"], rate["apr_percent"]}, []any{step.Rate, step.Rounded})
		case waived[figure] != nil:
			require.Zero(r.t, rational(r.t, text).Cmp(waived[figure]), figure)
		case figure == "#/rate":
			require.Equal(r.t, at(answer, "#/rate/value"), step.Rate)
		case figure == "#/metrics/last_date":
			require.Equal(r.t, text, step.To.String())
		case figure == "#/claim/bucket":
			require.Equal(r.t, text, step.Rule)
		case figure == "#/claim/days_overdue":
			require.Equal(r.t, text, strconv.Itoa(step.Days))
			require.Equal(r.t, int(step.To-step.From), step.Days)
		case figure == "#/ignored":
			require.Equal(r.t, text, strconv.Itoa(step.N))
		case value == nil:
			require.Zero(r.t, rational(r.t, step.Rounded).Sign(), "%s\n%s", step.EN, r.request)
		default:
			require.Equal(r.t, text, step.Rounded, "%s %s\n%s", figure, step.EN, r.request)
		}
	}
}

// at follows a JSON pointer.
func at(value any, pointer string) any {
	for _, key := range strings.Split(pointer, "/")[1:] {
		switch inside := value.(type) {
		case map[string]any:
			value = inside[key]
		case []any:
			n, _ := strconv.Atoi(key)
			value = inside[n]
		default:
			return nil
		}
	}
	return value
}

// components adds up what the steps of each component brought and took away.
func (r *reader) components(steps []Step) {
	total := map[string]*big.Rat{}
	for i := range steps {
		step := &steps[i]
		if !strings.HasPrefix(step.Figure, "#/claim/components/") {
			continue
		}
		sum := total[step.Figure]
		if sum == nil {
			sum = new(big.Rat)
			total[step.Figure] = sum
		}
		switch step.Kind {
		case AccrualStep, LateFeeStep, EntryStep:
			sum.Add(sum, rational(r.t, step.Rounded))
		case PaymentStep, WaiverStep:
			sum.Sub(sum, rational(r.t, step.Rounded))
		case SumStep:
			require.Zero(r.t, sum.Cmp(rational(r.t, step.Rounded)), "%s\n%s", step.EN, r.request)
		}
	}
}

// stretch counts the days of an accrual, and its time as the rule counts it.
func (r *reader) stretch(request *AssessRequest, step *Step) {
	if step.Kind != AccrualStep {
		return
	}
	n, _ := strconv.Atoi(strings.TrimPrefix(step.Source, "#/rules/"))
	r.time(request.Rules[n].DayCount, step)
}

// yearOf is how many days a year has in the day counts that need no calendar.
var yearOf = map[civil.DayCount]int64{civil.Actual365Fixed: 365, civil.Actual360: 360, civil.ThirtyE360: 360}

// time holds the days and the ratio of a step against its two dates.
func (r *reader) time(count civil.DayCount, step *Step) {
	days := int64(step.To - step.From)
	if count == civil.ThirtyE360 {
		y1, m1, d1 := step.From.YearMonthDay()
		y2, m2, d2 := step.To.YearMonthDay()
		days = int64(360*(y2-y1) + 30*(int(m2)-int(m1)) + min(d2, 30) - min(d1, 30))
	}
	if step.Kind == AccrualStep {
		require.EqualValues(r.t, days, step.Days, "%s\n%s", step.EN, r.request)
	}
	time := big.NewRat(days, 1)
	switch step.Per {
	case money.PerYear:
		time = big.NewRat(days, yearOf[count])
	case money.PerMonth:
		time = big.NewRat(12*days, yearOf[count])
	}
	require.Zero(r.t, time.Cmp(big.NewRat(step.Ratio.Num, step.Ratio.Den)), "%s\n%s", step.EN, r.request)
	r.told["times"]++
}

// periods holds the interest of each instalment against the days that it counts:
// base × rate × days / year. Balances and days follow from one instalment to the next.
func (r *reader) periods(request *QuoteRequest, steps []Step) {
	terms := &request.Terms
	year, rate := yearOf[terms.DayCount], terms.Rate.Value.Rat()
	switch terms.Rate.Per {
	case money.PerDay:
		year = 1
	case money.PerMonth:
		rate.Mul(rate, big.NewRat(12, 1))
	}
	rate.Quo(rate, big.NewRat(year, 1))
	start, all := terms.InterestFrom, int64(0)
	for i := range steps {
		step := &steps[i]
		if step.Kind != InstalmentStep {
			if strings.HasPrefix(step.EN, "Instalment") && strings.Contains(step.EN, "deferred:") {
				r.told["deferred"]++
			}
			continue
		}
		if strings.HasSuffix(step.Figure, "/fees") {
			r.told["fee share"]++
			continue
		}
		if strings.HasSuffix(step.Figure, "/amount") {
			if terms.DayCount != civil.ThirtyE360 {
				require.EqualValues(r.t, step.To-start, step.Days, step.EN)
			}
			start, all = step.To, all+int64(step.Days)
			continue
		}
		days := int64(step.Days)
		if strings.HasPrefix(step.EN, "Flat interest of") {
			r.told["whole"]++
			days += all
		}
		if !strings.Contains(step.EN, "×") {
			r.told["without arithmetic"]++
			continue
		}
		time := new(big.Rat).Mul(rate, big.NewRat(days, 1))
		require.Zero(r.t, time.Cmp(big.NewRat(step.Ratio.Num, step.Ratio.Den)), "%s\n%s", step.EN, r.request)
	}
}

// worth works out the steps that stand on all instalments: the present value, the
// average life, the interest until a breach, and what was solved.
func (r *reader) worth(request *QuoteRequest, answer *QuoteAnswer) {
	for i := range answer.Working {
		step := &answer.Working[i]
		switch {
		case step.Kind == BreachStep && step.Ratio != nil:
			r.time(request.Terms.DayCount, step)
		case step.Kind == PresentValueStep:
			r.presentValue(request, answer.Working, step)
		case step.Kind == AverageLifeStep:
			sum, balance, from := new(big.Rat), rational(r.t, step.Base), step.From
			for k := range answer.Working {
				if row := &answer.Working[k]; row.Kind == InstalmentStep && strings.HasSuffix(row.Figure, "/amount") {
					sum.Add(sum, balance.Mul(balance, big.NewRat(int64(row.To-from), 1)))
					balance, from = rational(r.t, row.Base), row.To
				}
			}
			years := sum.Quo(sum, new(big.Rat).Mul(rational(r.t, step.Base), big.NewRat(365, 1)))
			require.Equal(r.t, step.Rounded, rounded(years, 4, "half_up"), "%s\n%s", step.EN, r.request)
		}
	}
}

// presentValue discounts each payment by the formula of the sentence, with 40 digits.
func (r *reader) presentValue(request *QuoteRequest, steps []Step, step *Step) {
	places, _ := r.currency.Digits()
	one, sum := decimal.New(1, 0), decimal.Zero
	growth := one.Add(decimal.RequireFromString(step.Rate))
	add := func(amount string, due civil.Date) {
		time := decimal.New(int64(due-step.From), 0)
		if strings.Contains(step.Sum, "12 × d") {
			time = time.Mul(decimal.New(12, 0))
		}
		if strings.Contains(step.Sum, "÷ 365") {
			time = time.DivRound(decimal.New(365, 0), 40)
		}
		power, err := growth.PowWithPrecision(time, 40)
		require.NoError(r.t, err)
		sum = sum.Add(decimal.RequireFromString(amount).DivRound(power, 40))
	}
	for i := range steps {
		if row := &steps[i]; row.Kind == InstalmentStep && strings.HasSuffix(row.Figure, "/amount") {
			add(row.Rounded, row.To)
		}
	}
	if deposit := request.Terms.Deposit; deposit != nil {
		add(r.currency.Text(deposit.Amount), deposit.Due)
	}
	off := sum.Sub(decimal.RequireFromString(step.Rounded)).Abs()
	require.True(r.t, off.LessThanOrEqual(decimal.New(50001, -int32(places)-5)), "%s off by %s\n%s", step.EN, off, r.request)
}

// randomQuote draws a claim, waivers and terms of every shape but custom, with what
// a quote states beside its plan.
func randomQuote(random *rand.Rand) (request QuoteRequest) {
	asOf, every := civil.MustParse("2025-11-20")+civil.Date(random.IntN(400)), pick(random, everyMonth, civil.Frequency{Unit: civil.UnitWeek, N: 2})
	request = QuoteRequest{AsOf: asOf, Currency: pick(random, money.Currency("CNY"), "JPY", "KWD"), Explain: true, Metrics: []repay.Metric{repay.AverageLifeMetric}}
	some := func() money.Amount { return 1 + money.Amount(random.Int64N(pick(random, int64(500), 2_000_000))) }
	share := func() *decimal.Decimal { d := decimal.New(random.Int64N(101), -2); return &d }
	request.Claim.Components = ledger.Components{Principal: 1000 + 10*some(), Interest: some(), Penalty: some(), Fees: some()}
	terms := &request.Terms
	*terms = repay.Terms{
		Shape: pick(random, repay.Level, repay.Level, repay.EqualPrincipal, repay.InterestOnly, repay.Stepped, repay.Seasonal, repay.LumpSum),
		Count: 1 + random.IntN(14), FirstDue: asOf + civil.Date(7+random.IntN(40)), Every: &every, InterestFrom: asOf + civil.Date(random.IntN(5)),
		DayCount: pick(random, civil.Actual365Fixed, civil.Actual360, civil.ThirtyE360), Roll: civil.RollNone,
		Rounding: pick(random, money.HalfUp, money.HalfEven, money.Down, money.Up), FinalPayment: pick(random, repay.Smaller, repay.Closest, repay.Larger),
		Interest: pick(random, "", repay.CompoundInterest, repay.FlatInterest),
	}
	rate := func() money.Rate {
		return pick(random, money.Rate{Value: decimal.New(random.Int64N(9), -4), Per: money.PerDay},
			money.Rate{Value: decimal.New(random.Int64N(200), -4), Per: money.PerMonth}, money.Rate{Value: decimal.New(random.Int64N(300), -3), Per: money.PerYear})
	}
	terms.Rate = rate()
	switch terms.Shape {
	case repay.LumpSum:
		terms.Count, terms.Every = 1, nil
	case repay.Stepped:
		terms.Step = &repay.Step{Every: 1 + random.IntN(3), Percent: share()}
	case repay.Seasonal:
		terms.Season = []decimal.Decimal{decimal.New(1, 0), decimal.New(random.Int64N(20), -1)}
	}
	if random.IntN(2) == 0 && terms.Count > 2 && terms.Shape != repay.InterestOnly {
		terms.Moratorium = &repay.Moratorium{Principal: random.IntN(terms.Count), Interest: random.IntN(3), InterestTreatment: pick(random, "", repay.Capitalise, repay.Defer, repay.Waive)}
	}
	if random.IntN(3) == 0 {
		terms.Deposit = &repay.Deposit{Amount: some()/3 + 1, Due: asOf + civil.Date(random.IntN(6))}
	}
	if random.IntN(3) == 0 {
		terms.Fee, terms.Capitalise = &repay.Fee{Percent: &decimal.Decimal{}}, []ledger.Component{ledger.Principal}
		*terms.Fee.Percent = decimal.New(random.Int64N(20), -4)
	}
	for _, name := range [...]ledger.Component{ledger.Interest, ledger.Penalty} {
		if random.IntN(2) == 0 {
			request.Waivers = append(request.Waivers, ledger.Waiver{Component: name, Percent: share()})
		}
	}
	if random.IntN(4) == 0 && terms.Shape != repay.LumpSum {
		terms.Amount = request.Claim.Components.Principal/money.Amount(terms.Count) + some()/10
		switch terms.Solve = pick(random, repay.SolveRate, repay.SolveDeposit, repay.SolveWaiver); terms.Solve {
		case repay.SolveDeposit:
			terms.Deposit = &repay.Deposit{Due: asOf + 2}
		case repay.SolveWaiver:
			request.Waivers, request.Waterfall = nil, &ledger.Waterfall{Order: []ledger.Component{ledger.Penalty, ledger.Interest, ledger.Principal}}
		case repay.SolveRate:
			terms.Rate.Value = decimal.Zero
		}
	}
	if discount := rate(); random.IntN(4) == 0 {
		request.DiscountRate = &discount
	}
	if random.IntN(2) == 0 {
		reinstated := rate()
		request.WaiverTerms = &repay.WaiverTerms{
			Earned: pick(random, repay.OnSigning, repay.OnCompletion, repay.ProRata), OnBreach: pick(random, repay.ReinstateAll, repay.ReinstateUnearned, repay.Nothing),
			GraceDays: random.IntN(10), MissedAllowed: random.IntN(3), Deadline: terms.FirstDue + 60,
		}
		if request.WaiverTerms.OnBreach != repay.Nothing {
			request.WaiverTerms.ReinstatedRate = &reinstated
		}
	}
	if random.IntN(3) == 0 {
		request.Costs = []repay.Cost{{Name: "service", ChargedBy: "bank", Each: some()/100 + 1}, {Name: "notary", ChargedBy: "office", Amount: some()/100 + 1}}
	}
	return request
}
