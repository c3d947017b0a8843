package ledger

import (
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// replay is an account on its way through its history.
type replay struct {
	*Account
	order     []Component
	balances  Components
	credit    money.Amount
	accruals  []accrual
	minimums  []minimum
	lines     []Line
	charged   money.Amount
	billed    bool
	principal principalDays
}

// minimum is a statement's minimum payment and what was paid towards it.
type minimum struct {
	entry int
	least money.Amount
	due   civil.Date
	paid  money.Amount
}

func newReplay(account *Account) *replay {
	r := &replay{Account: account, order: allocationOrder(account.Allocation)}
	r.accruals = make([]accrual, len(account.Rules))
	for i := range account.Rules {
		r.accruals[i] = newAccrual(&account.Rules[i])
	}
	return r
}

// allocationOrder completes a contract's order with the components that it does
// not name: what the law puts first comes first, principal last.
func allocationOrder(named []Component) []Component {
	order := slices.Clone(named)
	for _, c := range []Component{Costs, Fees, Penalty, Compound, Interest, Principal} {
		if !slices.Contains(order, c) {
			order = append(order, c)
		}
	}
	return order
}

// apply lets one event happen.
func (r *replay) apply(e event) error {
	switch e.step {
	case chargeStep:
		return r.chargeLate(e)
	case postStep:
		return r.post(e.index, e.date)
	case compoundStep:
		r.accruals[e.index].compound(r)
		return nil
	default:
		return r.enter(e)
	}
}

// settle lets the credit meet what was posted and ends the stretches whose base
// has changed, and only those, so that a line of the answer is as long as it can be.
func (r *replay) settle(date civil.Date) error {
	r.allocate()
	return r.rebase(date)
}

// enter lets an entry take effect.
func (r *replay) enter(e event) error {
	entry := &r.Entries[e.index]
	switch entry.Kind {
	case Purchase, Advance:
		return r.add(Principal, entry.Amount, &TooLargeError{Entry: e.index, Rule: -1})
	case Fee:
		return r.charge(Fees, entry.Amount, &TooLargeError{Entry: e.index, Rule: -1})
	case Statement:
		r.minimums = append(r.minimums, minimum{e.index, *entry.Minimum, entry.Due, 0})
	case Payment:
		if !r.billed {
			if err := r.postAll(e.date); err != nil {
				return err
			}
		}
		for i := range r.minimums {
			r.minimums[i].paid = min(r.minimums[i].paid+entry.Amount, money.MaxAmount)
		}
		if r.credit+entry.Amount > money.MaxAmount {
			return &TooLargeError{Entry: e.index, Rule: -1}
		}
		r.credit += entry.Amount
	}
	return nil
}

// add raises a balance. It returns fault when a sum leaves the bounds of an amount.
func (r *replay) add(to Component, amount money.Amount, fault *TooLargeError) error {
	*r.balances.At(to) += amount
	if _, ok := r.balances.Total(); !ok || r.charged > money.MaxAmount {
		return fault
	}
	return nil
}

// charge adds interest or a fee.
func (r *replay) charge(to Component, amount money.Amount, fault *TooLargeError) error {
	if to != Costs {
		r.charged += amount
	}
	return r.add(to, amount, fault)
}

// allocate lets the credit meet what is posted, in order.
func (r *replay) allocate() {
	for _, c := range r.order {
		balance := r.balances.At(c)
		met := min(*balance, r.credit)
		*balance -= met
		r.credit -= met
		for i := range r.accruals {
			r.accruals[i].paid(c, met)
		}
	}
}

// chargeLate charges the late fees of a statement whose due date passed with
// less than the minimum paid.
func (r *replay) chargeLate(e event) error {
	at := slices.IndexFunc(r.minimums, func(m minimum) bool { return m.entry == e.index })
	if at < 0 || r.minimums[at].paid >= r.minimums[at].least {
		return nil
	}
	unpaid := r.minimums[at].least - r.minimums[at].paid
	for i := range r.Rules {
		rule := &r.Rules[i]
		if rule.Kind != LateFee {
			continue
		}
		unrounded := r.Currency.Decimal(unpaid).Mul(*rule.Percent)
		fee, err := r.Currency.Round(unrounded, rule.Rounding)
		if err != nil {
			return &TooLargeError{Entry: -1, Rule: i}
		}
		fee = max(fee, rule.Min)
		r.lines = append(r.lines, Line{
			Rule: rule.Name, Into: rule.Into, From: r.minimums[at].due, To: e.date, Days: 1,
			Ratio: civil.Ratio{Num: 1, Den: 1}, Base: unpaid, Rate: rule.Percent.String(),
			Unrounded: unrounded.StringFixed(workingPlaces), Amount: fee,
		})
		if err := r.charge(rule.Into, fee, &TooLargeError{Entry: -1, Rule: i}); err != nil {
			return err
		}
	}
	return nil
}

// close posts what is accrued up to AsOf and adds up. The postings that are
// left end with AsOf itself, of rules that count it.
func (r *replay) close(left []event) (Assessment, error) {
	perDiem, err := r.perDiem(left)
	if err != nil {
		return Assessment{}, err
	}
	for i := range r.accruals {
		if err := r.post(i, r.AsOf+r.Rules[i].lastDay()); err != nil {
			return Assessment{}, err
		}
	}
	r.allocate()
	r.principal.until(r.AsOf)
	claim := Claim{Components: r.balances, Credit: r.credit, PerDiem: perDiem}
	claim.Total, _ = r.balances.Total()
	for _, m := range r.minimums {
		if m.paid < m.least && m.due < r.AsOf && (claim.OldestDue == 0 || m.due < claim.OldestDue) {
			claim.OldestDue = m.due
			claim.DaysOverdue = int(r.AsOf - m.due)
		}
	}
	return Assessment{claim, r.lines, r.charged, r.principal.sum(r.Currency)}, nil
}

// perDiem is what one more day adds to the claim: AsOf for a rule that does not
// count it, and otherwise the day after, when what is left to post is posted.
func (r *replay) perDiem(left []event) (amount money.Amount, err error) {
	sum := decimal.Zero
	add := func(lastDay civil.Date) error {
		for i := range r.accruals {
			a := &r.accruals[i]
			if a.rule.Kind != Accrual || a.rule.lastDay() != lastDay {
				continue
			}
			numerator := r.Currency.Decimal(a.baseNow(r)).Mul(a.perDay)
			if a.rule.Rate.Per != money.PerDay {
				numerator = numerator.Mul(decimal.New(a.rule.DayCount.DayUnits(r.AsOf+lastDay), 0))
			}
			sum = sum.Add(numerator.DivRound(a.den, guardPlaces))
			if amount, err = r.Currency.Round(sum, money.HalfUp); err != nil {
				return &TooLargeError{Entry: -1, Rule: i}
			}
		}
		return nil
	}
	if err := add(0); err != nil {
		return 0, err
	}
	for _, e := range left {
		if err := r.apply(e); err != nil {
			return 0, err
		}
	}
	r.allocate()
	err = add(1)
	return amount, err
}
