package ledger

import (
	"math/big"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// guardPlaces is how far the per diem is carried before it is rounded to money. A
// figure is a whole multiple of 1/(10^23 × 365 × 366), with a rate of 20 decimals
// when it is a multiple of another, so it either is a tie at three minor digits or
// is more than 1e-29 away from one: 32 places decide it.
const guardPlaces = 32

// accrual is one interest rule at work.
type accrual struct {
	rule *Rule
	// root is the rule whose rate it follows, times over, and -1 when there is none;
	// rate is what it comes to, never above a cap.
	root   int
	times  decimal.Decimal
	rate   money.Rate
	capped bool
	scale
	// paused counts the pauses that it is in; stopped is for good.
	paused  int
	stopped bool
	// anniversaries counts the days on which it compounds by itself.
	anniversaries int

	// since is where the running stretch began, and base what bears interest in it.
	since civil.Date
	base  money.Amount
	// working is the sum of the interest since the last rounding, in the units of the
	// scale; rounded is what of it stands in lines already, and posted what of that is posted.
	working         big.Int
	rounded, posted money.Amount
	// ever is the sum of all its lines.
	ever money.Amount
	// bearing is unpaid interest that bears interest itself.
	bearing money.Amount
	bears

	// joined tells that the base has changed by nothing but daily compounding, by
	// grown so far today, since its line, of which written is the working.
	joined  bool
	grown   money.Amount
	line    int
	written big.Int
}

func (r *Replay) newAccrual(index int) accrual {
	rule := &r.Rules[index]
	a := accrual{rule: rule, root: -1}
	if rule.Kind != Accrual {
		return a
	}
	a.dated = rule.dated()
	if root, times, ok := FollowRate(r.Rules, index); ok {
		a.root, a.times = root, times
		a.scale = newScale(rule.DayCount.Year(), times, r.Currency)
		a.setRate(r.Rules[root].Rate)
	}
	return a
}

// endShares ends the stretches that are capped by a share of the principal, which
// is about to grow: the days up to now are under the cap as it was.
func (r *Replay) endShares() error {
	for i := range r.accruals {
		if limit := r.accruals[i].rule.Cap; limit != nil && limit.ShareOfPrincipal != nil {
			if err := r.endStretch(i, r.now); err != nil {
				return err
			}
		}
	}
	return nil
}

// baseNow returns what bears interest under the rule.
func (a *accrual) baseNow(r *Replay) money.Amount {
	if a.stopped {
		return 0
	}
	base := a.bearing + a.bears.sum
	if !a.dated {
		for _, c := range a.rule.On {
			base += *r.balances.At(c)
		}
	}
	return base
}

// rebase ends the stretch of every rule whose base has changed.
func (r *Replay) rebase(date civil.Date) error {
	r.principal.change(date, r.balances.Principal)
	for i := range r.accruals {
		a := &r.accruals[i]
		if a.rule.Kind != Accrual {
			continue
		}
		if base := a.baseNow(r); base != a.base {
			if err := r.endStretch(i, date); err != nil {
				return err
			}
			a.joined = a.joined && base-a.base == a.grown
			a.base = base
		}
		a.grown = 0
	}
	return nil
}

// endStretch writes the line of a rule from the end of its last stretch to date.
func (r *Replay) endStretch(index int, date civil.Date) error {
	a := &r.accruals[index]
	from := a.since
	a.since = max(date, a.since)
	if from == 0 {
		return nil
	}
	var s stretch
	if r.measure(&s, a, from, date, a.base) {
		err := r.book(index, &s)
		r.used -= 4 // nothing holds its working any more
		return err
	}
	return nil
}

// post bills what a rule has accrued before date.
func (r *Replay) post(index int, date civil.Date) error {
	a := &r.accruals[index]
	if a.rule.Kind != Accrual {
		return nil
	}
	if err := r.endStretch(index, date); err != nil {
		return err
	}
	amount := a.rounded - a.posted
	a.posted = a.rounded
	if a.rule.RoundEach != RoundAtEnd {
		a.working.SetInt64(0)
		a.rounded, a.posted = 0, 0
	}
	into := a.rule.Into
	forgiven := min(amount, *r.forgiven.At(into))
	*r.forgiven.At(into) -= forgiven
	r.totals.add(into, forgiven)
	if into != Costs {
		r.charged += forgiven
	}
	return r.charge(into, amount-forgiven, TooLargeError{Entry: -1, Rule: index})
}

// postAll bills what every rule has accrued before date.
func (r *Replay) postAll(date civil.Date) error {
	for i := range r.accruals {
		if err := r.post(i, date); err != nil {
			return err
		}
	}
	return nil
}

// compound lets the unpaid sum of the rule's component bear interest.
func (a *accrual) compound(r *Replay) {
	bearing := *r.balances.At(a.rule.Into)
	a.grown += bearing - a.bearing
	a.bearing = bearing
}

// paid takes what a payment met from the interest that bears interest, oldest first.
func (a *accrual) paid(c Component, met money.Amount) {
	if c == a.rule.Into {
		a.bearing = max(a.bearing-met, 0)
	}
}
