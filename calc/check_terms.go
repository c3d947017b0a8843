package calc

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/repay"
	"parley/calc/wire"
)

// shape is what the schedule looks like as terms: when it begins, and how often a
// row is due.
func (c *checking) shape() repay.Terms {
	if c.terms != nil {
		every := c.terms.UnitPeriod()
		return repay.Terms{Shape: repay.Level, InterestFrom: c.from, FirstDue: c.terms.FirstDue, Every: &every}
	}
	every, _ := c.every()
	return repay.Terms{Shape: repay.Level, InterestFrom: c.from, FirstDue: c.request.Schedule[0].Due, Every: &every}
}

// months is how long the schedule lasts, as a plan counts it: its periods, and up to
// the last day where the rows have none.
func (c *checking) months() int {
	schedule, terms := c.request.Schedule, c.shape()
	if _, regular := c.every(); c.terms == nil && !regular || c.terms != nil && c.terms.Shape == repay.Custom {
		terms = repay.Terms{Shape: repay.Custom, Payments: []repay.Payment{{Due: schedule[len(schedule)-1].Due}}}
		return terms.Months(c.request.AsOf, 1)
	}
	return terms.Months(c.request.AsOf, len(schedule))
}

// every is the frequency that gives all due dates, and else, not regular, the one
// that comes nearest to the time between the first and the last; a month for a
// single row.
func (c *checking) every() (every civil.Frequency, regular bool) {
	schedule := c.request.Schedule
	for _, every := range [...]civil.Frequency{
		{Unit: civil.UnitMonth, N: 1}, {Unit: civil.UnitMonth, N: 1, MonthEnd: true}, {Unit: civil.UnitWeek, N: 1},
		{Unit: civil.UnitWeek, N: 2}, {Unit: civil.UnitSemiMonth, N: 1}, {Unit: civil.UnitWeek, N: 4},
		{Unit: civil.UnitMonth, N: 3}, {Unit: civil.UnitMonth, N: 2}, {Unit: civil.UnitMonth, N: 6}, {Unit: civil.UnitYear, N: 1},
	} {
		gives := true
		for k := 1; k < len(schedule) && gives; k++ {
			gives = every.Date(schedule[0].Due, k) == schedule[k].Due
		}
		if gives {
			return every, true
		}
	}
	days := int(schedule[len(schedule)-1].Due-schedule[0].Due) / (len(schedule) - 1)
	switch {
	case days >= 25:
		return civil.Frequency{Unit: civil.UnitMonth, N: min((days+15)/30, 366)}, false
	case days >= 7:
		return civil.Frequency{Unit: civil.UnitWeek, N: (days + 3) / 7}, false
	}
	return civil.Frequency{Unit: civil.UnitMonth, N: 1}, false
}

// termsSchedule compares every printed cell with the schedule of the stated terms.
func (c *checking) termsSchedule() {
	if c.terms == nil || c.financed <= c.arrears {
		return
	}
	plan, _, err := repay.ScheduleDebt(c.terms, repay.Debt{Bearing: c.financed - c.arrears, Arrears: c.arrears})
	if err != nil {
		why := scheduleProblem(c.request.Currency, err)[0]
		c.checks = append(c.checks, Check{
			Code: TermsSchedule, Level: policy.Review, Pointer: "#/stated/terms",
			Detail:   "The stated terms give no schedule: " + why.Detail + ".",
			DetailZH: "按所述条款无法得出还款表：" + c.noSchedule(&why) + "。",
		})
		return
	}
	schedule := c.request.Schedule
	var first *Check
	rows := 0
	for k := range min(len(schedule), plan.Count) {
		if one := c.cell(k, &schedule[k], &plan.Instalments[k]); one != nil {
			if rows++; first == nil {
				first = one
			}
		}
	}
	switch {
	case first != nil:
		first.Rows = rows
		c.checks = append(c.checks, *first)
	case len(schedule) != plan.Count:
		expected, found := strconv.Itoa(plan.Count), strconv.Itoa(len(schedule))
		c.checks = append(c.checks, Check{
			Code: TermsSchedule, Level: policy.Review, Pointer: "#/schedule", Expected: expected, Found: found,
			Difference: strconv.Itoa(len(schedule) - plan.Count),
			Detail:     "The stated terms give " + expected + " rows; the schedule has " + found + ".",
			DetailZH:   "按所述条款应为 " + expected + " 期，还款表为 " + found + " 期。",
		})
	default:
		c.pass(TermsSchedule, "#/schedule", "Every row is as the stated terms give it.", "每期均与所述条款一致。")
	}
}

// noSchedule says in Chinese why terms give no schedule.
func (c *checking) noSchedule(why *wire.Problem) string {
	least := "，至少须为 " + why.Allowed + " " + string(c.request.Currency)
	switch why.Code {
	case PaymentBelowInterest:
		return "还款不足以支付当期利息" + least
	case PaymentTooSmall:
		return "还款不足以如期清偿" + least
	case PaymentsTooSmall:
		return "各期还款不足以清偿，末期另有余额" + least
	case DateTooLate:
		return "期限超出2199年12月31日"
	}
	return "金额过大"
}

// cell returns the check of the first cell of a row that is not as the terms give
// it, and nil when all are.
func (c *checking) cell(k int, row *ScheduleRow, plan *repay.Instalment) *Check {
	if row.Due != plan.Due {
		expected, found := plan.Due.String(), row.Due.String()
		en, zh := inRow(k, "the stated terms make it due on "+expected+"; printed is "+found+".", "按所述条款到期日为 "+expected+"，所列为 "+found+"。")
		return &Check{Code: TermsSchedule, Level: policy.Review, Pointer: item("#/schedule", k) + "/due",
			Expected: expected, Found: found, Detail: en, DetailZH: zh}
	}
	for _, one := range [...]struct {
		key, zh  string
		expected money.Amount
		found    *money.Amount
	}{
		{"amount", "金额", plan.Amount, &row.Amount},
		{"principal", "本金", plan.Principal, row.Principal},
		{"interest", "利息", plan.Interest, row.Interest},
		{"fees", "费用", plan.Fees, row.Fees},
		{"arrears", "欠款", plan.Arrears, row.Arrears},
		{"balance", "余额", plan.Balance, row.Balance},
	} {
		if one.found != nil && *one.found != one.expected {
			en, zh := inRow(k, "by the stated terms the "+one.key+" is", "按所述条款"+one.zh+"为")
			var alone checking
			alone.request = c.request
			alone.compare(TermsSchedule, item("#/schedule", k)+"/"+one.key, one.expected, *one.found, 1, en, zh)
			return &alone.checks[0]
		}
	}
	return nil
}

// annualRate computes what the schedule costs a year, and compares it with what is
// stated to the last printed digit.
func (c *checking) annualRate(method repay.Method) {
	stated := c.stated.AnnualRate
	if stated != nil && stated.Method != "" {
		method = stated.Method
	}
	plan := repay.Plan{}
	for _, row := range c.request.Schedule {
		plan.Instalments = append(plan.Instalments, repay.Instalment{Due: row.Due, Amount: row.Amount})
	}
	shape := c.shape()
	if paying := plan.Paying(); plan.LastDue() == c.from && len(paying) == 1 && c.financed == paying[0].Amount {
		rate := repay.NoCost(method)
		c.rate = &rate
	} else if rate, err := repay.PlanRate(method, shape.UnitPeriod(), c.from, c.financed, paying); err == nil {
		c.rate = &rate
	}
	if stated == nil {
		return
	}
	const pointer = "#/stated/annual_rate/value"
	if c.rate == nil {
		c.checks = append(c.checks, Check{
			Code: AnnualRateStated, Level: policy.Review, Pointer: pointer, Found: stated.Value.String(),
			Detail:   "These sums and dates have no yearly rate to compare the stated one with.",
			DetailZH: "按所列金额与日期无法计算年化利率，未能比较。",
		})
		return
	}
	// The wire drops the zeros at the end, so that a rate has at least the digits of its method.
	_, digits, _ := strings.Cut(c.rate.APRPercent, ".")
	places := max(-stated.Value.Exponent(), int32(len(digits))+2)
	difference := stated.Value.Sub(decimal.RequireFromString(c.rate.APR))
	found, expected := stated.Value.Shift(2).String()+"%", c.rate.APRPercent+"%"
	one := Check{
		Code: AnnualRateStated, Level: policy.Pass, Pointer: pointer, Expected: c.rate.APR, Found: stated.Value.String(),
		Difference: difference.String(),
		Detail:     "The schedule costs " + expected + " a year by " + string(method) + "; stated is " + found + ", which agrees to its last digit.",
		DetailZH:   "按 " + string(method) + " 计算年化利率为 " + expected + "，所述为 " + found + "，末位数内一致。",
	}
	if difference.Abs().GreaterThan(decimal.New(1, -places)) {
		one.Level = policy.Review
		one.Detail = "The schedule costs " + expected + " a year by " + string(method) + "; stated is " + found + "."
		one.DetailZH = "按 " + string(method) + " 计算年化利率为 " + expected + "，所述为 " + found + "。"
	}
	c.checks = append(c.checks, one)
}
