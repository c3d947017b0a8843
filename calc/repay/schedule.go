package repay

import (
	"errors"

	"parley/calc/civil"
	"parley/calc/money"
)

// ErrTooLarge says that a sum of the plan is beyond money.MaxAmount.
var ErrTooLarge = errors.New("a sum of the plan is beyond 15 digits before the point")

// ErrTooLate says that the plan lasts beyond civil.MaxDate.
var ErrTooLate = errors.New("the plan lasts beyond 2199-12-31")

// NotClearedError says that an amount, paid every period, does not clear the debt.
type NotClearedError struct {
	// Least is the smallest amount that clears it within MaxCount instalments.
	Least money.Amount
	// BelowInterest says that the amount does not even cover the interest, so
	// that the debt never falls; otherwise it falls, and too slowly.
	BelowInterest bool
	// Interest is the interest of the first period, or of the second when the first
	// is so short that only there the amount does not cover it.
	Interest money.Amount
	// Period says which of the two it is: 1 or 2.
	Period int
}

func (e *NotClearedError) Error() string {
	return "the amount does not clear the debt within the largest number of instalments"
}

// Schedule repays financed on terms that name either a count or an amount, with
// interest from terms.InterestFrom. The instalments' principal adds up to
// financed exactly; the last instalment is whatever is left.
//
// It returns ErrTooLarge, ErrTooLate or a *NotClearedError; terms are otherwise
// taken as checked: financed, count or amount above zero, a frequency when there
// is more than one instalment.
func Schedule(terms *Terms, financed money.Amount) (Plan, error) {
	count := terms.Count
	if terms.Shape == LumpSum {
		count = 1
	}
	if count == 0 {
		return terms.scheduleByAmount(financed)
	}
	periods := terms.periods(count)
	if len(periods) < count {
		return Plan{}, ErrTooLate
	}
	f := terms.factorsOf(periods)
	rows := make([]row, count)
	used, ok := 0, false
	if terms.Shape == EqualPrincipal {
		used, ok = f.payPrincipal(financed, principalShare(financed, count, terms.FinalPayment), rows)
	} else if payment, found := f.levelPayment(financed, count, terms.FinalPayment); found {
		used, ok = f.payLevel(financed, payment, rows)
	}
	if !ok {
		return Plan{}, ErrTooLarge
	}
	return assemble(financed, periods, rows[:used])
}

// scheduleByAmount pays terms.Amount each period for as long as it takes.
func (t *Terms) scheduleByAmount(financed money.Amount) (Plan, error) {
	periods := t.periods(MaxCount)
	f := t.factorsOf(periods)
	rows := make([]row, len(periods))
	if t.Shape == EqualPrincipal {
		return t.sharesByAmount(financed, &f, periods, rows)
	}
	used, ok := f.payLevel(financed, t.Amount, rows)
	if ok && rows[used-1].interest+rows[used-1].principal <= t.Amount {
		return assemble(financed, periods, rows[:used])
	}
	least, ok := f.levelPayment(financed, len(rows), Smaller)
	if !ok {
		return Plan{}, ErrTooLarge
	}
	return Plan{}, f.notCleared(t, financed, least)
}

// sharesByAmount takes the fewest equal shares of principal of which no instalment
// is above terms.Amount. Every count is tried: with a short first period and a
// steep rate, more instalments can make the largest one larger.
func (t *Terms) sharesByAmount(financed money.Amount, f *factors, periods []period, rows []row) (Plan, error) {
	least := unbounded
	for count := 1; count <= len(periods); count++ {
		used, ok := f.payPrincipal(financed, principalShare(financed, count, t.FinalPayment), rows[:count])
		if !ok {
			continue
		}
		largest := largestPayment(rows[:used])
		if largest <= t.Amount {
			return assemble(financed, periods, rows[:used])
		}
		least = min(least, largest)
	}
	if least == unbounded {
		return Plan{}, ErrTooLarge
	}
	return Plan{}, f.notCleared(t, financed, least)
}

// notCleared explains why an amount does not clear the debt, when least does.
func (f *factors) notCleared(t *Terms, financed, least money.Amount) error {
	e := &NotClearedError{Least: least, Period: 1}
	var ok bool
	if e.Interest, ok = f.interest(financed, f.num[0]); !ok {
		return ErrTooLarge
	}
	// The first period may be short or long: the second says whether the debt can fall.
	regular, _ := f.interest(financed, f.num[min(1, len(f.num)-1)])
	e.BelowInterest = t.Amount <= regular
	if e.BelowInterest && t.Amount > e.Interest {
		e.Interest, e.Period = regular, 2
	}
	return e
}

// principalShare is the even share of principal, on the side that final asks for.
func principalShare(financed money.Amount, count int, final FinalPayment) money.Amount {
	n := money.Amount(count)
	share, rest := financed/n, financed%n
	if rest == 0 || share == 0 {
		return max(share, 1)
	}
	// At share the last one is larger by rest; one unit up it is smaller by what
	// n shares are then too many, and not there at all when that is a whole share.
	if final == Larger || final == Closest && rest < min(n-rest, share+1) {
		return share
	}
	return share + 1
}

func largestPayment(rows []row) (largest money.Amount) {
	for _, r := range rows {
		largest = max(largest, r.interest+r.principal)
	}
	return largest
}

// assemble puts dates and sums to the kernel's rows.
func assemble(financed money.Amount, periods []period, rows []row) (Plan, error) {
	plan := Plan{Financed: financed, Count: len(rows), Instalments: make([]Instalment, len(rows))}
	for k, r := range rows {
		payment := r.interest + r.principal
		plan.Instalments[k] = Instalment{
			N: k + 1, Nominal: periods[k].nominal, Due: periods[k].due, Days: periods[k].days,
			Amount: payment, Principal: r.principal, Interest: r.interest, Balance: r.balance,
		}
		plan.Totals.Interest += r.interest
		plan.Totals.Paid += payment
		if plan.Totals.Paid > money.MaxAmount || plan.Totals.Interest > money.MaxAmount {
			return Plan{}, ErrTooLarge
		}
	}
	plan.Amount = plan.Instalments[0].Amount
	return plan, nil
}

// LastDue returns the day of the plan's last payment.
func (p *Plan) LastDue() civil.Date { return p.Instalments[len(p.Instalments)-1].Due }
