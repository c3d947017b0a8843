package repay

import "parley/calc/money"

// NotClearedError says that an amount, paid every period, does not clear the debt.
type NotClearedError struct {
	// Least is the smallest amount that clears it within Count instalments.
	Least money.Amount
	// Count is the number of instalments asked for, or MaxCount.
	Count int
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

// plainByAmount pays terms.Amount, less the fee in it, for as long as it takes.
func (s *schedule) plainByAmount() ([]row, error) {
	t, financed := s.terms, s.debt.Bearing
	f := t.factors(s.periods)
	rows := make([]row, len(s.periods))
	s.working.record(&f, rows, s.debt)
	if t.Shape == EqualPrincipal {
		c := course{factors: f, terms: t, kinds: t.kinds(len(rows)), balance: financed,
			amounts: make([]money.Amount, len(rows)), rows: rows, onTop: true}
		return s.sharesByAmount(&c)
	}
	payment := t.Amount - s.fee
	if payment > 0 {
		used, ok := f.payLevel(financed, payment, rows)
		if ok && rows[used-1].interest+rows[used-1].principal <= payment {
			s.working.Search = Search{Payment: payment}
			return rows[:used], nil
		}
	}
	least, ok := f.levelPayment(financed, len(rows), Smaller, 1)
	if !ok {
		return nil, ErrTooLarge
	}
	return nil, s.notCleared(&f, least)
}

// courseByAmount takes the fewest rows that the amount clears, or tries the one
// number of them that the terms name.
func (s *schedule) courseByAmount(c *course) ([]row, error) {
	least, most := s.terms.Moratorium.Periods()+1, len(s.periods)
	if s.count > 0 {
		least = s.count
	}
	for n := least; n <= most; n++ {
		base := s.terms.Amount - s.fee - s.arrearsEach(n)
		if !c.begin(n) {
			return nil, ErrTooLarge
		}
		if base > 0 && c.clears(base) {
			used, _, _ := c.walk()
			s.working.Search = Search{Payment: base}
			return c.rows[:used], nil
		}
	}
	c.begin(most)
	base, ok := c.leastClearing(1)
	if !ok {
		return nil, ErrTooLarge
	}
	return nil, s.notCleared(&c.factors, base+s.arrearsEach(most))
}

// sharesByAmount takes the fewest equal shares of principal of which no instalment
// is above terms.Amount. Every count is tried: with a short first period and a
// steep rate, more instalments can make the largest one larger.
func (s *schedule) sharesByAmount(c *course) ([]row, error) {
	least, free := unbounded, s.terms.Moratorium.Periods()
	from := free + 1
	if s.count > 0 {
		from = s.count
	}
	for n := from; n <= len(s.periods); n++ {
		if !c.begin(n) {
			return nil, ErrTooLarge
		}
		used, ok := c.settleShares()
		if !ok {
			continue
		}
		largest := largestPayment(c.rows[:used]) + s.fee + s.arrearsEach(n)
		if largest <= s.terms.Amount {
			s.working.Search = Search{Payment: c.amounts[0]}
			return c.rows[:used], nil
		}
		least = min(least, largest)
	}
	if least == unbounded {
		return nil, ErrTooLarge
	}
	return nil, s.notCleared(&c.factors, least-s.fee)
}

// settleShares pays the share of principal that follows from the balance after a
// moratorium.
func (c *course) settleShares() (used int, ok bool) {
	c.pay(0)
	free, balance := c.terms.Moratorium.Periods(), c.balance
	if free > 0 {
		if _, _, ok = c.walk(); !ok {
			return 0, false
		}
		balance = c.rows[free-1].balance
	}
	c.pay(principalShare(balance, len(c.rows)-free, c.terms.FinalPayment, max(c.terms.MultipleOf, 1)))
	used, _, ok = c.walk()
	return used, ok
}

// notCleared explains why an amount does not clear the debt, when least does, the
// fee of an instalment left out.
func (s *schedule) notCleared(f *factors, least money.Amount) error {
	e := &NotClearedError{Least: least + s.fee, Count: MaxCount, Period: 1}
	if s.count > 0 {
		e.Count = s.count
	}
	t, financed := s.terms, s.debt.Bearing
	if e.Least > money.MaxAmount {
		return ErrTooLarge
	}
	if !t.plain() || s.debt.Arrears > 0 || s.fee > 0 {
		return e
	}
	var ok bool
	if e.Interest, ok = f.interest(financed, 0); !ok {
		return ErrTooLarge
	}
	// The first period may be short or long: the second says whether the debt can fall.
	regular, _ := f.interest(financed, min(1, len(f.num)-1))
	e.BelowInterest = t.Amount <= regular
	if e.BelowInterest && t.Amount > e.Interest {
		e.Interest, e.Period = regular, 2
	}
	return e
}

func largestPayment(rows []row) (largest money.Amount) {
	for _, r := range rows {
		largest = max(largest, r.interest+r.principal)
	}
	return largest
}
