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
		Claim: claim, Lines: r.lines, Met: r.met, Charged: r.charged, PrincipalDays: r.principal.sum(r.Currency),
		Ignored: len(r.order) - r.next,
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
			if amount, err = r.Currency.Round(sum, money.HalfUp); err != nil {
				return &TooLargeError{Entry: -1, Rule: i}
			}
		}
		return nil
	}
	if err := add(0); err != nil {
		return 0, err
	}
	for len(r.agenda) > 0 && r.agenda.first().date <= asOf+1 {
		e := r.agenda.first()
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

// dayOf is the interest of one more day under a rule, within its caps.
func (r *Replay) dayOf(index int, date civil.Date) (decimal.Decimal, error) {
	a := &r.accruals[index]
	base := a.baseNow(r)
	if base == 0 || a.paused > 0 {
		return decimal.Zero, nil
	}
	day := r.Currency.Decimal(base).Mul(a.oneDay(a.rate, a.rule.DayCount.DayUnits(date)))
	if a.rule.Cap == nil && a.rule.RoundEach != RoundEachDay {
		return day.DivRound(a.den, guardPlaces), nil
	}
	if limit := a.rule.Cap; limit != nil && limit.PerDay != nil {
		day = decimal.Min(day, r.Currency.Decimal(*limit.PerDay).Mul(a.den))
	}
	day = day.DivRound(a.den, guardPlaces)
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
		left := r.Currency.Decimal(a.rounded + room).Sub(a.working.DivRound(a.den, guardPlaces))
		if a.rule.RoundEach == RoundEachDay {
			left = r.Currency.Decimal(room)
		}
		day = decimal.Min(day, left)
	}
	return day, nil
}

// Itemization is how the claim came from what was owed at an earlier date: that
// amount, more principal and charges since then, less what was paid and waived,
// is the amount now.
type Itemization struct {
	// The date from which the rest counts.
	Date civil.Date `json:"date"`
	// What was owed on that date, with what is known today.
	Owed money.Amount `json:"owed"`
	// Principal added since.
	Principal money.Amount `json:"principal"`
	// Interest since.
	Interest money.Amount `json:"interest"`
	// Penalty interest since.
	Penalty money.Amount `json:"penalty"`
	// Compound interest since.
	Compound money.Amount `json:"compound"`
	// Late fees and other charges since.
	Fees money.Amount `json:"fees"`
	// Costs since.
	Costs money.Amount `json:"costs"`
	// What payments took away since; what they left over is in the credit.
	Paid money.Amount `json:"paid"`
	// What was forgiven since.
	Waived money.Amount `json:"waived"`
	// What is owed now.
	Total money.Amount `json:"total"`
}

// since itemizes what happened between two closed accounts.
func (r *Replay) since(now *Replay) (*Itemization, error) {
	const most = money.MaxAmount + 1
	owed, _ := r.balances.Total()
	total, _ := now.balances.Total()
	part := func(c Component) money.Amount {
		return now.totals.added[c.index()].since(r.totals.added[c.index()], most)
	}
	i := &Itemization{
		Date: r.ItemizeFrom, Owed: owed, Total: total,
		Principal: part(Principal), Interest: part(Interest), Penalty: part(Penalty),
		Compound: part(Compound), Fees: part(Fees), Costs: part(Costs),
		Paid: now.totals.paid.since(r.totals.paid, most), Waived: now.totals.waived.since(r.totals.waived, most),
	}
	if max(i.Principal, i.Interest, i.Penalty, i.Compound, i.Fees, i.Costs, i.Paid, i.Waived) == most {
		return nil, &TooLargeError{Entry: len(r.Entries) - 1, Rule: -1}
	}
	return i, nil
}
