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

// PaymentError says that a payment of a custom plan is too small.
type PaymentError struct {
	// Index is the payment, counted from 0.
	Index int
	// Least is what it would have to be.
	Least money.Amount
	// BelowInterest says that it does not cover the interest of its period;
	// otherwise it is the last one and leaves a rest.
	BelowInterest bool
}

func (e *PaymentError) Error() string { return "a payment of the plan is too small" }

// Debt is what a plan repays.
type Debt struct {
	// Bearing is the balance that bears interest.
	Bearing money.Amount
	// Arrears are repaid beside it without interest.
	Arrears money.Amount
}

// Schedule repays financed on terms that name a count, an amount or both, with
// interest from terms.InterestFrom. The instalments' principal adds up to
// financed exactly; the last instalment is whatever is left.
//
// It returns ErrTooLarge, ErrTooLate, a *NotClearedError or, for a custom plan, a
// *PaymentError; terms are otherwise taken as checked: financed, count or amount
// above zero, a frequency when there is more than one instalment, the fields of
// the shape and no others.
func Schedule(terms *Terms, financed money.Amount) (Plan, error) {
	plan, _, err := ScheduleDebt(terms, Debt{Bearing: financed})
	return plan, err
}

// ScheduleDebt is Schedule with arrears beside the balance that bears interest,
// and with the working of the plan. Bearing is above zero.
func ScheduleDebt(terms *Terms, debt Debt) (Plan, Working, error) {
	fee, ok := terms.feeOf(debt)
	if !ok {
		return Plan{}, Working{}, ErrTooLarge
	}
	s := schedule{terms: terms, debt: debt, fee: fee, count: terms.count()}
	n := s.count
	if n == 0 {
		n = MaxCount
	}
	s.periods = terms.periods(n)
	if len(s.periods) < s.count {
		return Plan{}, Working{}, ErrTooLate
	}
	rows, err := s.solve()
	if err != nil {
		return Plan{}, Working{}, err
	}
	plan, err := s.assemble(rows)
	return plan, s.working, err
}

// count returns the number of instalments, 0 when it is to be solved.
func (t *Terms) count() int {
	switch t.Shape {
	case LumpSum:
		return 1
	case Custom:
		return len(t.Payments)
	}
	return t.Count
}

// plain tells whether the terms need no more than the kernel's own rows.
func (t *Terms) plain() bool {
	return (t.Shape == Level || t.Shape == EqualPrincipal || t.Shape == LumpSum) && (t.Count == 0 || t.Amount == 0) &&
		t.Interest != FlatInterest && t.Moratorium.Periods() == 0 && (t.Residue == "" || t.Residue == ResidueLast)
}

// schedule is one plan on its way.
type schedule struct {
	terms   *Terms
	debt    Debt
	fee     money.Amount // of each instalment
	count   int          // 0 when it is to be solved
	periods []period
	working Working
}

// solve finds the rows.
func (s *schedule) solve() ([]row, error) {
	t := s.terms
	switch {
	case t.Shape == Custom:
		return s.custom()
	case t.plain() && s.count > 0:
		return s.plainByCount()
	case t.plain() && s.debt.Arrears == 0:
		return s.plainByAmount()
	}
	c := t.newCourse(s.periods, s.debt.Bearing)
	s.working.record(&c.factors, c.rows, s.debt)
	if t.Interest == FlatInterest {
		s.working.FlatOn = c.flatOn
	}
	switch {
	case t.Amount > 0 && c.onTop:
		return s.sharesByAmount(&c)
	case t.Amount > 0:
		return s.courseByAmount(&c)
	}
	if !c.begin(s.count) {
		return nil, ErrTooLarge
	}
	used, ok := c.settle(&s.working.Search)
	if !ok {
		return nil, ErrTooLarge
	}
	return c.rows[:used], nil
}

// plainByCount is the level payment or the equal share for a number of instalments.
func (s *schedule) plainByCount() ([]row, error) {
	t, financed, grid := s.terms, s.debt.Bearing, max(s.terms.MultipleOf, 1)
	f := t.factors(s.periods)
	rows := make([]row, s.count)
	s.working.record(&f, rows, s.debt)
	used, ok := 0, false
	if t.Shape == EqualPrincipal {
		share := principalShare(financed, s.count, t.FinalPayment, grid)
		s.working.Search = Search{Payment: share, Grid: grid}
		used, ok = f.payPrincipal(financed, share, rows)
	} else if payment, found := f.levelPayment(financed, s.count, t.FinalPayment, grid); found {
		s.working.Search = Search{payment, grid, t.FinalPayment == Smaller || f.excess(financed, payment, s.count) <= 0}
		used, ok = f.payLevel(financed, payment, rows)
	}
	if !ok {
		return nil, ErrTooLarge
	}
	return rows[:used], nil
}

// MostRate is the largest value of a rate that is solved.
const MostRate = 100

// RatePlaces returns the decimal places of a rate that is solved: a
// ten-thousandth of a percent, and a hundredth of that by the day.
func (t *Terms) RatePlaces() int32 {
	if t.Rate.Per == money.PerDay {
		return 8
	}
	return 6
}

// Clears tells whether terms that name both a count and an amount clear the debt
// with no instalment above the amount and its steps or weights. What is waived,
// paid before or taken off the rate never makes them fall short.
func (t *Terms) Clears(debt Debt) bool {
	fee, ok := t.feeOf(debt)
	s := schedule{terms: t, debt: debt, fee: fee, count: t.Count, periods: t.periods(t.Count)}
	base := t.Amount - fee - s.arrearsEach(t.Count)
	if !ok || base <= 0 || len(s.periods) < t.Count {
		return false
	}
	c := t.newCourse(s.periods, debt.Bearing)
	return c.begin(t.Count) && c.clears(base)
}

// custom pays what the terms say on the days that they say.
func (s *schedule) custom() ([]row, error) {
	t := s.terms
	c := t.newCourse(s.periods, s.debt.Bearing)
	s.working.record(&c.factors, c.rows, s.debt)
	if !c.begin(s.count) {
		return nil, ErrTooLarge
	}
	if t.Interest == FlatInterest {
		s.working.FlatOn = c.flatOn
	}
	for k, payment := range t.Payments {
		c.amounts[k] = payment.Amount
	}
	used, over, ok := c.walk()
	if !ok {
		return nil, ErrTooLarge
	}
	for k, row := range c.rows[:used] {
		if row.principal < 0 {
			return nil, &PaymentError{k, row.interest, true}
		}
	}
	if amount := c.amounts[used-1]; amount > 0 && over > 0 {
		return nil, &PaymentError{used - 1, amount + over, false}
	}
	return c.rows[:used], nil
}

// principalShare is the even share of principal, a multiple of grid, on the side
// that final asks for.
func principalShare(financed money.Amount, count int, final FinalPayment, grid money.Amount) money.Amount {
	n := money.Amount(count)
	share := financed / n / grid * grid
	rest := financed - n*share
	if rest == 0 || share == 0 {
		return max(share, grid)
	}
	// At share the last one is larger by rest; one step up it is smaller by what
	// n shares are then too many, and not there at all when that is a whole share.
	if final == Larger || final == Closest && rest < min(n*grid-rest, share+grid) {
		return share
	}
	return share + grid
}

// assemble puts dates, fees and arrears to the rows.
func (s *schedule) assemble(rows []row) (Plan, error) {
	financed := s.debt.Bearing + s.debt.Arrears
	plan := Plan{Financed: financed, Count: len(rows), Instalments: make([]Instalment, len(rows)), Arrears: s.debt.Arrears}
	silent := min(s.terms.Moratorium.silent(), len(rows)-1)
	each, spare := s.debt.Arrears/money.Amount(len(rows)-silent), s.debt.Arrears%money.Amount(len(rows)-silent)
	left, totals := s.debt.Arrears, Totals{}
	for k := range rows {
		r, period, instalment := &rows[k], &s.periods[k], &plan.Instalments[k]
		instalment.N, instalment.Nominal, instalment.Due, instalment.Days = k+1, period.nominal, period.due, period.days
		instalment.Principal, instalment.Interest = r.principal, r.interest
		if k >= silent {
			instalment.Fees, instalment.Arrears = s.fee, each
			if money.Amount(k-silent) < spare {
				instalment.Arrears++
			}
		}
		left -= instalment.Arrears
		instalment.Balance = r.balance + left
		instalment.Amount = r.interest + r.principal + instalment.Fees + instalment.Arrears
		totals.Interest += r.interest
		totals.Fees += instalment.Fees
		totals.Paid += instalment.Amount
		if totals.Paid > money.MaxAmount || totals.Interest > money.MaxAmount {
			return Plan{}, ErrTooLarge
		}
	}
	plan.Totals = totals
	plan.Amount = plan.Instalments[0].Amount
	return plan, nil
}

// LastDue returns the day of the plan's last payment.
func (p *Plan) LastDue() civil.Date { return p.Instalments[len(p.Instalments)-1].Due }
