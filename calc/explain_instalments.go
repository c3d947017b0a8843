package calc

import (
	"parley/calc/money"
	"parley/calc/repay"
)

// instalments tell the interest of each instalment and add the instalment up.
func (e *explaining) instalments(request *QuoteRequest, w *repay.Working, rows []repay.Instalment) {
	bearing := bearing{explaining: e, request: request, working: w, count: len(rows)}
	for k := range rows {
		i := &rows[k]
		bearing.tell(i, k)
		step := Step{Figure: item("#/plan/instalments", k) + "/amount", Kind: InstalmentStep, N: i.N, To: i.Due, Days: i.Days}
		step.Base, step.Rounded = e.currency.Text(i.Balance), e.currency.Text(i.Amount)
		for _, part := range [...]money.Amount{i.Principal, i.Interest, i.Fees, i.Arrears} {
			step.Sum = e.plus(step.Sum, part)
		}
		e.sayBoth(step, instalmentSum, balanceLeft)
	}
}

// bearing tells what each instalment bears, and knows what those before it bore.
type bearing struct {
	*explaining
	request *QuoteRequest
	working *repay.Working
	count   int
	// borne is the interest of the rows before, and deferred what of it waits.
	borne, deferred money.Amount
}

// tell says the interest of instalment k: its base times its rate, rounded, what
// became of it in a moratorium, and what it took over. The last row of flat interest
// is what the others leave of the whole.
func (b *bearing) tell(i *repay.Instalment, k int) {
	terms, own, ending, says := &b.request.Terms, b.working.Bears(k), thatIs, instalmentInterest
	factor, ok := b.working.Factor(k)
	paid := b.deferred + own
	if m := terms.Moratorium; m != nil && k < m.Interest && k < b.count-1 {
		paid, ending = own, thatJoins
		switch m.InterestTreatment {
		case repay.Defer:
			ending, paid = thatWaits, 0
			b.deferred += own
		case repay.Waive:
			ending, paid = thatIsWaived, 0
		}
	}
	step := Step{
		Figure: item("#/plan/instalments", k) + "/interest", Kind: InstalmentStep, N: i.N, To: i.Due, Days: i.Days,
		Base: b.currency.Text(b.working.Base(k)), Ratio: &factor, Rounding: terms.Rounding,
	}
	taken, sum := withDeferred, ""
	if ending != thatWaits && b.deferred > 0 {
		sum = b.expression(b.expression("", "", b.deferred), "+", own)
	}
	if paid != i.Interest {
		var whole money.Amount
		whole, factor, ok = b.working.Whole(k + 1)
		ok = ok && whole-b.borne+b.deferred == i.Interest
		own, says, taken, sum = whole, flatWhole, flatRest, b.expression(b.less(whole, b.borne), "+", b.deferred)
	}
	if !ok {
		own, says, ending, sum, step.Ratio = i.Interest, periodInterest, theEnd, "", nil
	}
	b.borne += own
	if step.Rounded = b.currency.Text(own); own > 0 {
		b.sayBoth(step, says, ending)
	}
	if sum != "" {
		step.Kind, step.Base, step.Ratio, step.Sum, step.Rounded = SumStep, "", nil, sum, b.currency.Text(i.Interest)
		b.say(step, taken)
	}
	if ending != thatWaits {
		b.deferred = 0
	}
}
