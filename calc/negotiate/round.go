package negotiate

import (
	"cmp"
	"strconv"

	"parley/calc/civil"
	"parley/calc/money"
)

// offer makes an offer, and closes the one that it answers.
func (a *advancing) offer() {
	e := a.event
	if a.State.agreed() {
		a.flaws.add(EventNotNow, "kind", "the sides have agreed: there is nothing left to offer", "")
		return
	}
	next := RecordedOffer{Number: len(a.Offers) + 1, By: e.By, Made: e.Date, State: OfferOpen, Terms: *e.Offer, FactsChanged: e.FactsChanged}
	a.checkSums(&next.Terms)
	if len(a.flaws) == 0 {
		next.Moves = a.moves(&next)
	}
	a.checkDates(&next.Terms)
	next.Round = a.round()
	if pace := a.Rules.Pace; pace != nil && e.By == Creditor {
		next.Target = pace.Curve.Target(pace.Open, pace.Floor, next.Round-1, pace.Rounds-1)
		next.BeyondPace = next.Terms.Paid < next.Target
	}
	next.Needs = a.authorise(next.Terms.Waived)
	if e.Kind == EventCounter {
		if answered := a.open(e.By.other()); answered != nil {
			answered.State = OfferCountered
		}
		a.State = StateCountered
	} else {
		a.State = StateOffered
	}
	a.Round = next.Round
	a.Offers = append(a.Offers, next)
	if a.deadlocked() {
		a.State = StateDeadlocked
	}
}

// checkSums finds sums of an offer that no schedule can have.
func (a *advancing) checkSums(t *OfferTerms) {
	rest := t.instalments()
	switch {
	case rest < 1:
		a.flaws.add(OfferAmounts, "offer/deposit/amount", "the deposit leaves nothing for instalments", "")
	case t.Count == 1 && t.Amount != rest:
		a.flaws.add(OfferAmounts, "offer/amount", "one instalment is all that is paid after the deposit", a.currency.Text(rest))
	case t.Count > 1 && t.Amount > (rest-1)/money.Amount(t.Count-1):
		a.flaws.add(OfferAmounts, "offer/amount", "instalments of that sum leave nothing for the last one", a.currency.Text((rest-1)/money.Amount(t.Count-1)))
	}
	if t.Count > 1 && t.Every == nil {
		a.flaws.add(FrequencyMissing, "offer/every", "say how often an instalment is due", "")
	}
}

// checkDates finds dates of an offer that are out of order.
func (a *advancing) checkDates(t *OfferTerms) {
	today := a.event.Date
	if first := t.firstMoney(); first < today {
		a.flaws.add(DateOrder, "offer/first_due", "nothing can be due before the day of the offer", today.String())
	} else if t.Expires > first {
		a.flaws.add(DateOrder, "offer/expires", "an offer expires by the day on which its first money is due", first.String())
	}
	if t.FirstDue < t.firstMoney() {
		a.flaws.add(DateOrder, "offer/first_due", "the deposit is paid before the instalments", t.firstMoney().String())
	}
	if t.Expires != 0 && t.Expires < today {
		a.flaws.add(DateOrder, "offer/expires", "an offer cannot expire before the day on which it is made", today.String())
	}
	if t.Every != nil && !t.Every.Date(t.FirstDue, t.Count-1).Valid() {
		a.flaws.add(DateTooLate, "offer/count", "the last instalment would be due after 2199-12-31", "")
	}
}

// instalments is what is paid after the deposit.
func (t *OfferTerms) instalments() money.Amount { return t.Paid - t.deposit() }

func (t *OfferTerms) deposit() money.Amount {
	if t.Deposit == nil {
		return 0
	}
	return t.Deposit.Amount
}

// promises are the payments that the terms promise.
func (t *OfferTerms) promises() []Promise {
	list := make([]Promise, 0, t.Count+1)
	if t.Deposit != nil {
		list = append(list, Promise{Due: t.Deposit.Due, Amount: t.Deposit.Amount, State: PromiseOpen})
	}
	due, rest := t.FirstDue, t.instalments()
	for k := range t.Count {
		if k > 0 {
			due = t.Every.Date(t.FirstDue, k)
		}
		amount := t.Amount
		if k == t.Count-1 {
			amount = rest
		}
		rest -= amount
		list = append(list, Promise{Due: due, Amount: amount, State: PromiseOpen})
	}
	return list
}

// round is the round that an offer of the event's side is made in. A new one
// begins when the side that opened speaks again after the other.
func (a *advancing) round() int {
	if len(a.Offers) == 0 {
		return 1
	}
	by, most := a.event.By, a.Rules.MaxRounds
	if by != a.Offers[0].By || by == a.Offers[len(a.Offers)-1].By {
		return a.Round
	}
	if most > 0 && a.Round >= most {
		a.flaws.add(RoundsSpent, "kind", "the last round is over: accept, decline or withdraw what is open", "")
	}
	return a.Round + 1
}

// moves tells whether an offer gives the other side something that no earlier offer
// of this side gave, and finds that it takes something back. Facts that changed
// begin anew.
func (a *advancing) moves(next *RecordedOffer) bool {
	if next.FactsChanged != "" {
		return true
	}
	moves := true
	for i := len(a.Offers) - 1; i >= 0; i-- {
		earlier := &a.Offers[i]
		if earlier.By != next.By {
			continue
		}
		better, worse := next.Terms.against(&earlier.Terms, next.By.other())
		if worse && !better {
			a.flaws.add(OfferRetracted, "offer", "the offer takes back what offer "+strconv.Itoa(earlier.Number)+
				" gave, and gives nothing for it; say in facts_changed what has changed since", "")
			return false
		}
		moves = moves && better
		if earlier.FactsChanged != "" {
			break
		}
	}
	if !moves && a.State == StateDeadlocked {
		a.flaws.add(OfferRepeated, "offer", "the negotiation is deadlocked: an offer that gives nothing new does not go on", "")
	}
	return moves
}

// against tells in what a later offer is better and worse for the side that it is
// made to: all that is paid, the largest payment and the deposit, which a creditor
// wants larger and a borrower smaller, and how long it lasts, which both want short.
func (t *OfferTerms) against(earlier *OfferTerms, to Party) (better, worse bool) {
	for _, more := range [...]int{
		cmp.Compare(t.Paid, earlier.Paid), cmp.Compare(t.largest(), earlier.largest()), cmp.Compare(t.deposit(), earlier.deposit()),
	} {
		if to == Borrower {
			more = -more
		}
		better, worse = better || more > 0, worse || more < 0
	}
	length := t.compareLength(earlier)
	return better || length < 0, worse || length > 0
}

// largest is the largest instalment.
func (t *OfferTerms) largest() money.Amount {
	last := t.instalments() - t.Amount*money.Amount(t.Count-1)
	return max(t.Amount, last)
}

// compareLength compares how long two plans last from the first instalment to the
// last, in parts of a year and not in days: time that goes by is no move.
func (t *OfferTerms) compareLength(other *OfferTerms) int {
	a, b := t.length(), other.length()
	return cmp.Compare(a.Num*b.Den, b.Num*a.Den)
}

// length is (count − 1) over the periods of a year: at most 599 × 366 over 365.
func (t *OfferTerms) length() civil.Ratio {
	if t.Every == nil {
		return civil.Ratio{Num: 0, Den: 1}
	}
	year := t.Every.PerYear()
	return civil.Ratio{Num: int64(t.Count-1) * year.Den, Den: year.Num}
}

// deadlocked tells whether the last offers of both sides, as many as the rules say,
// moved nothing.
func (a *advancing) deadlocked() bool {
	k := a.Rules.DeadlockAfter
	return k > 0 && a.standing(Creditor) >= k && a.standing(Borrower) >= k
}

// standing counts a side's offers since its last move.
func (a *advancing) standing(by Party) (n int) {
	for i := len(a.Offers) - 1; i >= 0; i-- {
		if a.Offers[i].By != by {
			continue
		}
		if a.Offers[i].Moves {
			break
		}
		n++
	}
	return n
}
