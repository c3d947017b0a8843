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
		e.say(step, instalmentSum, balanceLeft)
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
	terms, own, ending := &b.request.Terms, b.working.Bears(k), thatIs
	factor, ok := b.working.Factor(k)
	step := Step{
		Figure: item("#/plan/instalments", k) + "/interest", Kind: InstalmentStep, N: i.N, To: i.Due, Days: i.Days,
		Base: b.currency.Text(b.working.Base(k)), Ratio: &factor, Rounding: terms.Rounding,
	}
	paid := b.deferred + own
	if m := terms.Moratorium; m != nil && k < m.Interest && k < b.count-1 {
		paid = own
		switch m.InterestTreatment {
		case repay.Defer:
			ending, paid = thatWaits, 0
			b.deferred += own
		case repay.Waive:
			ending, paid = thatIsWaived, 0
		default:
			ending = thatJoins
		}
	}
	switch {
	case paid != i.Interest:
		b.rest(step, i, k)
		own = i.Interest
	case !ok && own > 0:
		step.Rounded = b.currency.Text(own)
		b.say(step, noFactor)
	case own > 0:
		step.Rounded = b.currency.Text(own)
		b.say(step, instalmentInterest, ending)
	}
	if b.borne += own; ending != thatWaits && b.deferred > 0 {
		if paid == i.Interest {
			sum := b.expression(b.expression("", "", b.deferred), "+", own)
			b.say(Step{Figure: step.Figure, Kind: SumStep, N: i.N, To: i.Due, Sum: sum, Rounded: b.currency.Text(i.Interest)}, withDeferred)
		}
		b.deferred = 0
	}
}

// rest says what the instalments before leave of flat interest.
func (b *bearing) rest(step Step, i *repay.Instalment, k int) {
	step.Rounded = b.currency.Text(i.Interest)
	whole, factor, ok := b.working.Whole(k + 1)
	if !ok || b.working.FlatOn == 0 || whole-b.borne+b.deferred != i.Interest {
		b.say(step, flatInterest)
		return
	}
	left := step
	step.Ratio, step.Rounded = &factor, b.currency.Text(whole)
	b.say(step, flatWhole, thatIs)
	left.Kind, left.Base, left.Ratio, left.Sum = SumStep, "", nil, b.expression(b.expression("", "", whole), "−", b.borne)
	left.Sum = b.expression(left.Sum, "+", b.deferred)
	b.say(left, flatRest)
}
