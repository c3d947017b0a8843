package repay

import (
	"math/bits"

	"parley/calc/civil"
	"parley/calc/money"
)

// Ladder holds the level plans of one frequency, first due date and rate: what a
// payment carries over each number of instalments, and what it is worth. It gives
// the figures that Schedule gives for the shape level with final_payment smaller,
// without the rows, for searches over many plans.
type Ladder struct {
	// Dues are the due dates in order.
	Dues    []civil.Date
	factors factors
	asOf    civil.Date
	day     factor
	values  []factor // of one unit of money on each due date
	sums    []worth  // of the values up to each due date
	// The day of the last deposit that was asked about, and its value; most are of one day.
	deposit      civil.Date
	depositValue worth
}

// worth is a number of 128 bits: high.low, the point between them.
type worth struct{ high, low uint64 }

func (w worth) plus(v worth) worth {
	low, carry := bits.Add64(w.low, v.low, 0)
	return worth{w.high + v.high + carry, low}
}

// times multiplies by an amount. The caller keeps the product below 2^64 units.
func (w worth) times(amount money.Amount) worth {
	high, low := bits.Mul64(w.low, uint64(amount))
	return worth{w.high*uint64(amount) + high, low}
}

// rounded is the sum as an amount, rounded half up.
func (w worth) rounded() money.Amount { return money.Amount(w.high + w.low>>63) }

func (f factor) worth() worth {
	if f.one() {
		return worth{1, 0}
	}
	return worth{0, f.bits}
}

// Ladder lays out at most n instalments of terms of the shape level, and what they
// are worth on asOf at a discount rate. It stops before the first date that Parley
// does not know.
func (t *Terms) Ladder(n int, asOf civil.Date, discount money.Rate) Ladder {
	periods := t.periods(n)
	l := Ladder{factors: t.factors(periods), asOf: asOf, day: dailyDiscount(discount), deposit: asOf, depositValue: factor{}.worth()}
	l.Dues = make([]civil.Date, len(periods))
	l.values, l.sums = make([]factor, len(periods)), make([]worth, len(periods))
	sum := worth{}
	for k := range periods {
		l.Dues[k] = periods[k].due
		l.values[k] = l.valueOn(periods[k].due)
		sum = sum.plus(l.values[k].worth())
		l.sums[k] = sum
	}
	return l
}

func (l *Ladder) valueOn(due civil.Date) factor { return l.day.power(uint(due - l.asOf)) }

// Payment returns the least payment, a multiple of grid, that clears a balance in
// count instalments. ok is false when a figure is beyond an amount.
func (l *Ladder) Payment(balance money.Amount, count int, grid money.Amount) (payment money.Amount, ok bool) {
	return l.factors.levelPayment(balance, count, Smaller, grid)
}

// Carries returns the largest balance that a payment clears within count
// instalments, zero when it clears none. It goes back from the last instalment:
// before each, the largest balance that with its interest is no more than the
// payment and the largest balance after it.
func (l *Ladder) Carries(payment money.Amount, count int) money.Amount {
	balance := money.Amount(0)
	for k := count - 1; k >= 0; k-- {
		balance = l.largestBefore(min(balance+payment, money.MaxAmount), k)
	}
	return balance
}

// largestBefore returns the largest balance that with the interest of period k is
// no more than owed.
func (l *Ladder) largestBefore(owed money.Amount, k int) money.Amount {
	f := &l.factors
	if f.num[k] == 0 {
		return owed
	}
	within := func(balance money.Amount) bool {
		interest, ok := f.interest(balance, k)
		return ok && balance+interest <= owed
	}
	if f.times > 1 || f.dens != nil {
		low, high := money.Amount(0), owed+1
		for high-low > 1 {
			if middle := low + (high-low)/2; within(middle) {
				low = middle
			} else {
				high = middle
			}
		}
		return low
	}
	// The exact quotient is within, since rounding never passes a whole number; it
	// lets in a unit or two more.
	high, low := bits.Mul64(uint64(owed), f.den.value)
	balance, divisor := money.Amount(0), f.den.value+uint64(f.num[k])
	if high == 0 { // much the quicker way in WebAssembly
		balance = money.Amount(low / divisor)
	} else {
		quotient, _ := bits.Div64(high, low, divisor)
		balance = money.Amount(quotient)
	}
	for balance < owed && within(balance+1) {
		balance++
	}
	return balance
}

// Settled is a balance paid off with one payment each time.
type Settled struct {
	// Count is the number of payments that it takes.
	Count int
	// Last is the last of them, and Paid all together.
	Last, Paid money.Amount
}

// Settle pays off a balance that the payment carries within count instalments.
func (l *Ladder) Settle(balance, payment money.Amount, count int) Settled {
	for k := range count {
		interest, ok := l.factors.interest(balance, k)
		if owed := balance + interest; ok && owed > payment && k < count-1 {
			balance = owed - payment
			continue
		}
		return Settled{Count: k + 1, Last: balance + interest, Paid: money.Amount(k)*payment + balance + interest}
	}
	return Settled{}
}

// Value returns what a plan is worth: the same figure as PresentValue of its
// deposit and instalments.
func (l *Ladder) Value(payment money.Amount, settled Settled, deposit money.Amount, due civil.Date) money.Amount {
	sum := l.values[settled.Count-1].worth().times(settled.Last)
	if settled.Count > 1 {
		sum = sum.plus(l.sums[settled.Count-2].times(payment))
	}
	return l.rounded(sum, deposit, due)
}

// MostValue returns what count full payments and a deposit are worth: no less than
// any plan of that payment and count.
func (l *Ladder) MostValue(payment money.Amount, count int, deposit money.Amount, due civil.Date) money.Amount {
	return l.rounded(l.sums[count-1].times(payment), deposit, due)
}

// LeastValue returns what is left of MostValue when at most slack of the full
// payments is not paid, the last ones first: no more than any such plan is worth.
// The payment is above zero.
func (l *Ladder) LeastValue(payment money.Amount, count int, slack, deposit money.Amount, due civil.Date) money.Amount {
	// Nothing is unpaid before the payments that slack covers whole, and the one before them.
	first := count - 1 - int(min(slack/payment, money.Amount(count-1)))
	sum, unpaid := l.sums[count-1].times(payment), l.values[first].worth().times(slack)
	low, borrow := bits.Sub64(sum.low, unpaid.low, 0)
	high, borrow := bits.Sub64(sum.high, unpaid.high, borrow)
	if borrow > 0 {
		high, low = 0, 0
	}
	return l.rounded(worth{high, low}, deposit, due)
}

func (l *Ladder) rounded(sum worth, deposit money.Amount, due civil.Date) money.Amount {
	if deposit > 0 {
		if l.deposit != due {
			l.deposit, l.depositValue = due, l.valueOn(due).worth()
		}
		sum = sum.plus(l.depositValue.times(deposit))
	}
	return sum.rounded()
}

// CountWithin returns the largest count over which a debt that nobody pays grows
// no more than so many times.
func (l *Ladder) CountWithin(growth money.Amount) int {
	const unit = 1_000_000 // parts of the debt at the start
	balance := money.Amount(unit)
	for k := range l.Dues {
		interest, ok := l.factors.interest(balance, k)
		if balance += interest; !ok || balance > growth*unit {
			return k
		}
	}
	return len(l.Dues)
}

// Slacks returns, for each number of instalments up to count, a bound on what
// payments that are one step of the grid above the least may leave unpaid of full
// ones: the step of each, with interest on it and a unit of rounding for each period.
func (l *Ladder) Slacks(count int, grid money.Amount) []money.Amount {
	slacks := make([]money.Amount, count+1)
	slack := money.Amount(0)
	for k := range count {
		interest, ok := l.factors.interest(slack, k)
		if slack += interest + grid + 1; !ok || slack > money.MaxAmount/2 {
			slack = money.MaxAmount
		}
		slacks[k+1] = slack
	}
	return slacks
}

// DayLater returns what a value is worth when all of it is paid one day later.
func (l *Ladder) DayLater(value money.Amount) money.Amount {
	return l.rounded(l.day.worth().times(value), 0, 0)
}
