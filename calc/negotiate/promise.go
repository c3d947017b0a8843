package negotiate

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// miss marks the promises that the date has passed, with the days of grace, before
// they were kept.
func (a *advancing) miss() (any bool) {
	for i := range a.Promises {
		promise := &a.Promises[i]
		if promise.State == PromiseOpen && a.event.Date >= a.Rules.missedFrom(promise) {
			promise.State, any = a.Rules.unkept(promise), true
		}
	}
	if any {
		a.stand()
	}
	return any
}

// missedFrom is the first day on which a promise that is not kept is missed.
func (r *Rules) missedFrom(p *Promise) civil.Date { return p.Due + civil.Date(r.GraceDays) + 1 }

// unkept is what a promise that was not kept is called.
func (r *Rules) unkept(p *Promise) PromiseState {
	if r.Partial != nil && p.Paid > 0 && p.reaches(r.Partial) {
		return PromisePartial
	}
	return PromiseMissed
}

// pay lets money meet the promises in order. It is recorded in a broken agreement
// too, whose promises stay missed.
func (a *advancing) pay() {
	switch {
	case !a.State.agreed() || a.State == StateCompleted:
		a.flaws.add(EventNotNow, "kind", "there is no agreement with anything left to pay", "")
	case a.event.Kind == EventDeposit && a.State != StateAwaitingDeposit:
		a.flaws.add(EventNotNow, "kind", "no deposit is waited for", "")
	case a.event.Kind == EventPayment && a.State == StateAwaitingDeposit:
		a.flaws.add(EventNotNow, "kind", "the deposit comes before the instalments", string(EventDeposit))
	case a.Credit > a.currency.Most()-a.event.Amount:
		a.flaws.add(SumTooLarge, "amount", "a sum would have more than 15 digits before the point", "")
	default:
		a.pour(a.event.Amount)
		a.stand()
	}
}

func (a *advancing) pour(left money.Amount) {
	for i := range a.Promises {
		promise := &a.Promises[i]
		taken := min(left, promise.Amount-promise.Paid)
		promise.Paid, left = promise.Paid+taken, left-taken
		if promise.State == PromiseOpen && a.Rules.keeps(promise) {
			promise.State = PromiseKept
		}
	}
	a.Credit += left
}

// keeps tells whether what is paid of a promise is the share that keeps it.
func (r *Rules) keeps(p *Promise) bool {
	if p.Paid == 0 || r.Threshold == nil {
		return p.Paid >= p.Amount
	}
	return p.reaches(r.Threshold)
}

// reaches tells whether what is paid is a share of the promise.
func (p *Promise) reaches(share *decimal.Decimal) bool {
	return decimal.New(int64(p.Paid), 0).GreaterThanOrEqual(share.Mul(decimal.New(int64(p.Amount), 0)))
}

// stand says where the agreement stands. Once broken it stays so, since a promise
// missed stays missed: what comes back with the breach is not in the promises.
func (a *advancing) stand() {
	paid, missed, state := true, 0, StateActive
	deposit := a.Offers[a.Accepted-1].Terms.Deposit != nil
	for i := range a.Promises {
		promise := &a.Promises[i]
		paid = paid && promise.Paid == promise.Amount
		first := deposit && i == 0
		unkept := promise.State == PromiseMissed || promise.State == PromisePartial
		switch {
		case first && promise.State == PromiseOpen:
			state = StateAwaitingDeposit
		case first && unkept:
			missed = a.Rules.MissedAllowed
			fallthrough
		case unkept:
			missed++
			state = StateActive
		case promise.State == PromiseKept && !first:
			state = StateKept
		}
	}
	switch {
	case missed > a.Rules.MissedAllowed:
		a.State = StateBroken
	case paid:
		a.State = StateCompleted
	default:
		a.State = state
	}
}
