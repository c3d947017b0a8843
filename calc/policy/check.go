package policy

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// Each check compares plain figures with one rule of the pack. It returns nothing
// when the pack has no such rule on the day, so that a caller asks them all.

// CheckCharges compares all charges of a claim with the line of the pack: the
// share of principal a year, over principalDays, on a year of 365 days. The line is
// the one at which a court may reduce charges, or else the rate cap for a contract
// of that date, when one cap holds for its whole life; contract may be zero.
func (r *Rules) CheckCharges(c money.Currency, charged money.Amount, principalDays decimal.Decimal, contract civil.Date) ([]Finding, error) {
	share, row := r.line(contract)
	if row == nil {
		return nil, nil
	}
	limit, err := c.Round(share.Mul(principalDays).DivRound(decimal.New(365, 0), 12), money.HalfUp)
	if err != nil {
		return nil, err
	}
	detail := "All charges together stay within " + percent(share) + " of the principal a year."
	if charged > limit {
		detail = "All charges together are above the " + percent(share) + " line that courts apply; it is worth asking for a review."
	}
	return row.compared(ChargesLine, charged > limit, c.Text(charged), c.Text(limit), detail), nil
}

// CheckPlanRate compares a plan's yearly rate with the same line.
func (r *Rules) CheckPlanRate(rate decimal.Decimal, contract civil.Date) []Finding {
	share, row := r.line(contract)
	if row == nil {
		return nil
	}
	detail := "The plan's yearly rate stays within " + percent(share) + "."
	above := rate.GreaterThan(share)
	if above {
		detail = "The plan's yearly rate is above the " + percent(share) + " line that courts apply; it is worth asking for a review."
	}
	return row.compared(PlanRateLine, above, rate.String(), share.String(), detail)
}

// line returns the share of principal a year that charges and rates are compared
// with, and nil when there is none, or more than one.
func (r *Rules) line(contract civil.Date) (decimal.Decimal, *Row) {
	if row := r.row(KeyChargesLine); row != nil {
		return row.number(0), row
	}
	if contract != 0 {
		if caps, err := r.RateCaps(contract, r.on); err == nil && len(caps) == 1 {
			return caps[0].Rate, caps[0].row
		}
	}
	return decimal.Decimal{}, nil
}

// CheckRateCap compares a yearly rate with the caps over the life of a contract,
// one finding for each.
func (r *Rules) CheckRateCap(rate decimal.Decimal, contract civil.Date) (findings []Finding) {
	if contract == 0 {
		return nil
	}
	caps, err := r.RateCaps(contract, r.on)
	if err != nil {
		return nil
	}
	for _, highest := range caps {
		limit := "the " + percent(highest.Rate) + " that courts support from " + highest.From.String()
		if highest.To != 0 {
			limit += " until before " + highest.To.String()
		}
		findings = append(findings, highest.row.measured(RateCapLine, rate.GreaterThan(highest.Rate), rate.String(), highest.Rate.String(),
			"The yearly rate", limit)...)
	}
	return findings
}

// CheckPlanMonths compares a plan's length with the longest of the pack, and with
// the length beyond which it is worth a review.
func (r *Rules) CheckPlanMonths(months int) []Finding {
	findings := r.checkMonths(KeyPlanMaxMonths, months, " months that the rules allow.")
	if len(findings) > 0 && findings[0].Level != Pass {
		findings[0].Level = Wall
	}
	return append(findings, r.checkMonths(KeyPlanReviewMonths, months,
		" months that the rules name; it is worth asking for a review.")...)
}

func (r *Rules) checkMonths(key Key, months int, after string) []Finding {
	row := r.row(key)
	if row == nil {
		return nil
	}
	limit := row.Values[0]
	above := row.number(0).LessThan(decimal.New(int64(months), 0))
	detail := "The plan lasts no longer than " + limit + " months."
	if above {
		detail = "The plan lasts longer than the " + limit + after
	}
	return row.compared(PlanMonths, above, strconv.Itoa(months), limit, detail)
}

// CheckDisclosure recalls what the borrower is to be shown when a plan is offered.
func (r *Rules) CheckDisclosure() []Finding {
	row := r.row(KeyDisclosure)
	if row == nil {
		return nil
	}
	return row.compared(Disclosure, true, "", row.list(),
		"When a plan is offered, the rules ask for: "+strings.ReplaceAll(row.list(), "_", " ")+".")
}

// CheckLimitation recalls that agreeing to a plan may begin the time of limitation
// anew, with the whole years since the oldest due date, which may be zero.
func (r *Rules) CheckLimitation(oldestDue civil.Date) []Finding {
	restarts, years := r.row(KeyLimitationRestarts), r.row(KeyLimitationYears)
	if restarts == nil || years == nil {
		return nil
	}
	passed := ""
	if oldestDue != 0 && oldestDue <= r.on {
		n := 0
		for oldestDue.AddMonths(12*(n+1)) <= r.on {
			n++
		}
		passed = strconv.Itoa(n)
	}
	return restarts.compared(Limitation, true, passed, years.Values[len(years.Values)-1],
		"Proposing or agreeing to a plan, or paying a part, may begin anew the years after which a claim can no longer be enforced. Ask for advice when the debt is old.")
}

// measured makes the finding of a figure that is within a limit or above it, with
// the sentence that says so.
func (r *Row) measured(code FindingCode, above bool, value, limit, figure, named string) []Finding {
	if above {
		return r.compared(code, above, value, limit, figure+" is above "+named+"; it is worth asking for a review.")
	}
	return r.compared(code, above, value, limit, figure+" is within "+named+".")
}

// measuredSum does the same for sums of money.
func (r *Row) measuredSum(code FindingCode, c money.Currency, sum, limit money.Amount, figure, named string) []Finding {
	return r.measured(code, sum > limit, c.Text(sum), c.Text(limit), figure, named)
}

// compared makes the finding of one check: review when the figure is beyond.
func (r *Row) compared(code FindingCode, beyond bool, value, limit, detail string) []Finding {
	level := Pass
	if beyond {
		level = Review
	}
	return []Finding{r.Compared(code, level, value, limit, detail)}
}

// Compared is the finding of something compared with the row.
func (r *Row) Compared(code FindingCode, level Level, value, limit, detail string) Finding {
	return Finding{
		Code: code, Level: level, Value: value, Limit: limit, Source: r.Source, SourceZH: r.SourceZH,
		Confidence: r.Confidence, Detail: detail, Note: r.Note, NoteZH: r.NoteZH,
	}
}

// percent writes a fraction of one as a percentage: 0.24 is "24%".
func percent(fraction decimal.Decimal) string { return fraction.Shift(2).String() + "%" }
