package ledger

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// sum is one sum of a component that was posted, and what is left of it.
type sum struct {
	// due is zero for principal that is not due yet.
	due  civil.Date
	left money.Amount
	// shown is the number of the first statement that shows a purchase, or -1.
	shown int
	// instalment is the number of the instalment that it belongs to, or -1.
	instalment int
}

// queue holds the sums of one component by due date, met from the front; those
// before head are met whole.
type queue struct {
	sums []sum
	head int
	// late is the first sum of an instalment that is not met.
	late int
	left money.Amount
}

func (q *queue) push(s sum) {
	q.sums = append(q.sums, s)
	q.left += s.left
}

// front returns the oldest sum that is not met whole, or nil.
func (q *queue) front() *sum {
	for ; q.head < len(q.sums); q.head++ {
		if q.sums[q.head].left > 0 {
			return &q.sums[q.head]
		}
	}
	return nil
}

// oldestInstalment returns the due date of the oldest sum of an instalment that
// is not met, or zero.
func (q *queue) oldestInstalment() civil.Date {
	for q.late = max(q.late, q.head); q.late < len(q.sums); q.late++ {
		if s := &q.sums[q.late]; s.left > 0 && s.instalment >= 0 {
			return s.due
		}
	}
	return 0
}

// keep puts a new sum into the queue of its component.
func (r *Replay) keep(c Component, s sum) {
	if s.due == 0 {
		r.notDue.push(s)
	} else {
		r.queues[c.index()].push(s)
		r.planBearing(c, s.due)
	}
	r.shift(c, &s, s.left)
}

// fallDue lets principal that is not due yet fall due today, as far as there is
// any, and returns how much of the amount is new. What was repaid ahead of time
// was repaid of the last instalments.
func (r *Replay) fallDue(amount money.Amount, instalment int) (rest money.Amount) {
	due := &r.queues[Principal.index()]
	for amount > 0 {
		s := r.notDue.front()
		if s == nil {
			break
		}
		part := *s
		part.left, part.due, part.instalment = min(s.left, amount), r.now, instalment
		r.shift(Principal, s, -part.left)
		s.left -= part.left
		r.notDue.left -= part.left
		amount -= part.left
		due.push(part)
		r.planBearing(Principal, part.due)
		r.shift(Principal, &part, part.left)
	}
	repaid := min(amount, r.ahead)
	r.ahead -= repaid
	return amount - repaid
}

// reduce takes an amount off a balance, the oldest sums first.
func (r *Replay) reduce(c Component, amount money.Amount) {
	*r.balances.At(c) -= amount
	for i := range r.accruals {
		r.accruals[i].paid(c, amount)
	}
	if !r.keeps {
		return
	}
	amount = r.consume(c, &r.queues[c.index()], amount)
	if c == Principal {
		r.ahead += amount
		r.consume(c, &r.notDue, amount)
	}
}

func (r *Replay) consume(c Component, q *queue, amount money.Amount) (rest money.Amount) {
	for amount > 0 {
		s := q.front()
		if s == nil {
			break
		}
		part := min(s.left, amount)
		r.shift(c, s, -part)
		s.left -= part
		q.left -= part
		amount -= part
	}
	return amount
}

// index is the place of a component in AllComponents.
func (c Component) index() int {
	for i := range AllComponents {
		if AllComponents[i] == c {
			return i
		}
	}
	return 0
}

// tally is a sum of any number of amounts, which may be beyond the bounds of one.
type tally struct{ high, low uint64 }

func (t *tally) add(amount money.Amount) { t.addTimes(amount, 1) }

func (t *tally) addTimes(amount money.Amount, times uint64) {
	high, low := bits.Mul64(uint64(amount), times)
	low, carry := bits.Add64(t.low, low, 0)
	t.high, t.low = t.high+high+carry, low
}

func (t tally) decimal() decimal.Decimal {
	whole := new(big.Int).SetUint64(t.high)
	whole.Add(whole.Lsh(whole, 64), new(big.Int).SetUint64(t.low))
	return decimal.NewFromBigInt(whole, 0)
}

// since returns how much was added since an earlier state, and most when it is more.
func (t tally) since(before tally, most money.Amount) money.Amount {
	low, borrow := bits.Sub64(t.low, before.low, 0)
	if t.high-before.high-borrow > 0 || low > uint64(most) {
		return most
	}
	return money.Amount(low)
}
