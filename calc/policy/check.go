package policy

import (
	"strconv"

	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// CheckCharges compares all charges of a claim with the line of the pack: the
// share of principal a year, over principalDays, on a year of 365 days.
func (r *Rules) CheckCharges(c money.Currency, charged money.Amount, principalDays decimal.Decimal) (Finding, error) {
	line := r.ChargesLine.Value.Mul(principalDays).DivRound(decimal.New(365, 0), 12)
	limit, err := c.Round(line, money.HalfUp)
	if err != nil {
		return Finding{}, err
	}
	f := r.ChargesLine.finding(ChargesLine, c.Text(charged), c.Text(limit))
	f.Detail = "All charges together stay within " + percent(r.ChargesLine.Value) + " of the principal a year."
	if charged > limit {
		f.Level = Review
		f.Detail = "All charges together are above the " + percent(r.ChargesLine.Value) +
			" line that courts apply; it is worth asking for a review."
	}
	return f, nil
}

// CheckPlanRate compares a plan's yearly rate with the same line.
func (r *Rules) CheckPlanRate(rate decimal.Decimal) Finding {
	f := r.ChargesLine.finding(PlanRateLine, rate.String(), r.ChargesLine.Value.String())
	f.Detail = "The plan's yearly rate stays within " + percent(r.ChargesLine.Value) + "."
	if rate.GreaterThan(r.ChargesLine.Value) {
		f.Level = Review
		f.Detail = "The plan's yearly rate is above the " + percent(r.ChargesLine.Value) +
			" line that courts apply; it is worth asking for a review."
	}
	return f
}

// CheckPlanMonths compares a plan's length with the longest of the pack.
func (r *Rules) CheckPlanMonths(months int) Finding {
	limit := strconv.Itoa(r.PlanMaxMonths.Value)
	f := r.PlanMaxMonths.finding(PlanMonths, strconv.Itoa(months), limit)
	f.Detail = "The plan lasts no longer than " + limit + " months."
	if months > r.PlanMaxMonths.Value {
		f.Level = Wall
		f.Detail = "The plan lasts longer than the " + limit + " months that the rules allow."
	}
	return f
}

func (d Dated[T]) finding(code FindingCode, value, limit string) Finding {
	return Finding{
		Code: code, Level: Pass, Value: value, Limit: limit,
		Source: d.Source, SourceZH: d.SourceZH, Confidence: d.Confidence,
	}
}

// percent writes a fraction of one as a percentage: 0.24 is "24%".
func percent(fraction decimal.Decimal) string { return fraction.Shift(2).String() + "%" }
