package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// totals is all that ever came and went.
type totals struct {
	added [len(AllComponents)]tally
	// borrowed is the principal that is no charge.
	borrowed, paid, waived tally
}

func (t *totals) add(c Component, amount money.Amount) { t.added[c.index()].add(amount) }

// close posts what is accrued up to a date and adds up. The postings that are
// left end with that date itself, of rules that count it.
func (r *Replay) close(asOf civil.Date) (Assessment, error) {
	r.now = asOf
	perDiem, err := r.perDiem(asOf)
	if err != nil {
		return Assessment{}, err
	}
	for i := range r.accruals {
		if err := r.post(i, asOf+r.Rules[i].lastDay()); err != nil {
			return Assessment{}, err
		}
		r.finish(&r.accruals[i])
	}
	r.allocate()
	r.principal.until(asOf)
	claim := Claim{Components: r.balances, Credit: r.credit, PerDiem: perDiem}
	claim.Total, _ = r.balances.Total()
	if claim.OldestDue = r.oldestDue(asOf); claim.OldestDue != 0 {
		claim.DaysOverdue = int(asOf - claim.OldestDue)
	}
	claim.Waived = r.totals.waived.since(tally{}, money.MaxAmount)
	if r.Ageing || len(r.instalments) > 0 {
		due := r.due(asOf, claim.Total)
		notYet := claim.Total - due
		claim.Bucket, claim.Due, claim.NotYetDue = BucketOf(claim.DaysOverdue), &due, &notYet
	}
	return Assessment{
		Claim: claim, Lines: r.lines, Met: r.met, Added: r.added, PerDay: r.perDay, Charged: r.charged,
		Costs: r.totals.added[Costs.index()].since(tally{}, money.MaxAmount), Paid: r.totals.paid.since(tally{}, money.MaxAmount),
		PrincipalDays: r.principal.sum(r.Currency),
		Ignored:       len(r.order) - r.next,
	}, nil
}

// due is what has fallen due: all but the principal that no instalment asks for,
// and at least what the statements due by then ask for.
func (r *Replay) due(asOf civil.Date, total money.Amount) money.Amount {
	due := total - r.balances.Principal + r.queues[Principal.index()].left
	for i := range r.statements {
		if s := &r.statements[i]; s.due <= asOf {
			due = max(due, s.unpaid(s.least, r.received))
		}
	}
	return min(due, total)
}

// perDiem is what one more day adds to the claim: asOf for a rule that does not
// count it, and otherwise the day after, when what is left to post is posted.
func (r *Replay) perDiem(asOf civil.Date) (amount money.Amount, err error) {
	sum := decimal.Zero
	r.perDay = nil
	add := func(lastDay civil.Date) error {
		for i := range r.accruals {
			a := &r.accruals[i]
			if a.rule.Kind != Accrual || a.rule.lastDay() != lastDay {
				continue
			}
			day, err := r.dayOf(i, asOf+lastDay)
			if err != nil {
				return err
			}
			sum = sum.Add(day)
			if r.Explain && !day.IsZero() {
				r.perDay = append(r.perDay, a.dayExplained(r, asOf+lastDay, day))
			}
			if amount, err = r.Currency.Round(sum, money.HalfUp); err != nil {
				return &TooLargeError{Entry: -1, Rule: i}
			}
		}
		return nil
	}
	if err := add(0); err != nil {
		return 0, err
	}
	for e := r.agenda.first(); e.date <= asOf+1; e = r.agenda.first() {
		r.agenda.pop()
		posts := e.step == postStep || e.step == compoundStep
		// What is posted here bears interest at once under a rule without days of grace.
		if posts && r.Rules[e.index%len(r.Rules)].EndRule == IncludeBoth || e.step == bearStep && e.date == asOf {
			if err := r.apply(e); err != nil {
				return 0, err
			}
		}
	}
	r.allocate()
	err = add(1)
	return amount, err
}

// dayExplained is how the interest of one more day came about.
func (a *accrual) dayExplained(r *Replay, date civil.Date, interest decimal.Decimal) Day {
	day := Day{Interest: interest}
	if a.rule.Cap == nil && a.rule.RoundEach != RoundEachDay {
		day.Base, day.Rate = a.baseNow(r), a.rate
		day.Time, _ = a.time(a.rate.Per, 1, a.rule.DayCount.DayUnits(date))
	}
	return day
}

// dayOf is the interest of one more day under a rule, within its caps.
func (r *Replay) dayOf(index int, date civil.Date) (decimal.Decimal, error) {
	a := &r.accruals[index]
	base := a.baseNow(r)
	if base == 0 || a.paused > 0 {
		return decimal.Zero, nil
	}
	year := decimal.New(a.rule.DayCount.Year(), 0)
	day := r.Currency.Decimal(base).Mul(a.oneDay(a.rate, a.rule.DayCount.DayUnits(date)))
	if a.rule.Cap == nil && a.rule.RoundEach != RoundEachDay {
		return day.DivRound(year, guardPlaces), nil
	}
	if limit := a.rule.Cap; limit != nil && limit.PerDay != nil {
		day = decimal.Min(day, r.Currency.Decimal(*limit.PerDay).Mul(year))
	}
	day = day.DivRound(year, guardPlaces)
	if a.rule.RoundEach == RoundEachDay {
		rounded, err := r.Currency.Round(day, a.rule.Rounding)
		if err != nil {
			return day, &TooLargeError{Entry: -1, Rule: index}
		}
		day = r.Currency.Decimal(rounded)
	}
	if _, limited := r.room(a); limited {
		if err := r.endStretch(index, date); err != nil {
			return day, err
		}
		room, _ := r.room(a)
		left := r.Currency.Decimal(a.rounded + room).Sub(a.decimal(&a.working).DivRound(year, guardPlaces))
		if a.rule.RoundEach == RoundEachDay {
			left = r.Currency.Decimal(room)
		}
		day = decimal.Min(day, left)
	}
	return day, nil
}
