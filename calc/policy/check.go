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
		if caps, known := r.RateCaps(contract, r.on); known && len(caps) == 1 {
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
	caps, known := r.RateCaps(contract, r.on)
	if !known {
		return nil
	}
	for _, cap := range caps {
		time := "from " + cap.From.String()
		if cap.To != 0 {
			time += " until before " + cap.To.String()
		}
		above := rate.GreaterThan(cap.Rate)
		detail := "The yearly rate stays within " + percent(cap.Rate) + " " + time + "."
		if above {
			detail = "The yearly rate is above the " + percent(cap.Rate) + " that courts support " + time + "; it is worth asking for a review."
		}
		findings = append(findings, cap.row.compared(RateCapLine, above, rate.String(), cap.Rate.String(), detail)...)
	}
	return findings
}

// CheckPlanMonths compares a plan's length with the longest of the pack, and with
// the length beyond which it is worth a review.
func (r *Rules) CheckPlanMonths(months int) (findings []Finding) {
	value := strconv.Itoa(months)
	if row := r.row(KeyPlanMaxMonths); row != nil {
		limit := row.Values[0]
		detail := "The plan lasts no longer than " + limit + " months."
		above := row.number(0).LessThan(decimal.NewFromInt(int64(months)))
		if above {
			detail = "The plan lasts longer than the " + limit + " months that the rules allow."
		}
		findings = row.compared(PlanMonths, above, value, limit, detail)
		if above {
			findings[0].Level = Wall
		}
	}
	if row := r.row(KeyPlanReviewMonths); row != nil {
		limit := row.Values[0]
		detail := "The plan lasts no longer than " + limit + " months."
		above := row.number(0).LessThan(decimal.NewFromInt(int64(months)))
		if above {
			detail = "The plan lasts longer than the " + limit + " months that the rules name; it is worth asking for a review."
		}
		findings = append(findings, row.compared(PlanMonths, above, value, limit, detail)...)
	}
	return findings
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

// compared makes the finding of one check: review when the figure is beyond.
func (r *Row) compared(code FindingCode, beyond bool, value, limit, detail string) []Finding {
	level := Pass
	if beyond {
		level = Review
	}
	return []Finding{{
		Code: code, Level: level, Value: value, Limit: limit, Source: r.Source, SourceZH: r.SourceZH,
		Confidence: r.Confidence, Detail: detail, Note: r.Note, NoteZH: r.NoteZH,
	}}
}

// percent writes a fraction of one as a percentage: 0.24 is "24%".
func percent(fraction decimal.Decimal) string { return fraction.Shift(2).String() + "%" }
