package ledger_test

import (
	"math/big"
	"slices"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// oracleSums is the clerk's card index: a card for each sum, due ones in front.
type oracleSums struct {
	queue       map[ledger.Component][]*oracleSum
	notDue      []*oracleSum
	instalments []civil.Date
	ahead       int64
}

type oracleSum struct {
	due               civil.Date
	left              int64
	shown, instalment int
}

type oracleCredit struct {
	entry int
	left  int64
	first ledger.Component
	order []ledger.Component
}

func (o *oracle) sumsOf(c ledger.Component) []*oracleSum {
	if c == ledger.Principal {
		return slices.Concat(o.queue[c], o.notDue)
	}
	return o.queue[c]
}

func (o *oracle) add(c ledger.Component, amount int64, due civil.Date, shown, instalment int) {
	if amount == 0 {
		return
	}
	o.balances[c] += amount
	o.added[c] += amount
	s := &oracleSum{due, amount, shown, instalment}
	if due == 0 {
		o.notDue = append(o.notDue, s)
	} else {
		o.queue[c] = append(o.queue[c], s)
	}
}

func (o *oracle) enter(index int) {
	e := o.Entries[index]
	switch e.Kind {
	case ledger.Purchase:
		o.borrowed += int64(e.Amount)
		o.add("principal", int64(e.Amount), 0, len(o.minimums), -1)
	case ledger.Advance:
		o.borrowed += int64(e.Amount)
		o.add("principal", int64(e.Amount), 0, -1, -1)
	case ledger.Fee:
		c := e.Component
		if c == "" {
			c = ledger.Fees
		}
		o.charge(c, int64(e.Amount))
	case ledger.Statement:
		full := int64(0)
		for _, owed := range o.balances {
			full += owed
		}
		o.minimums = append(o.minimums, oracleMinimum{int64(*e.Minimum), 0, full, e.Due, false})
	case ledger.InstalmentDue:
		o.enterInstalment(e)
	case ledger.Payment:
		o.enterPayment(index)
	case ledger.WaiverEntry:
		o.waive(index)
	}
	o.meet()
}

func (o *oracle) enterInstalment(e ledger.Entry) {
	n := len(o.instalments)
	o.instalments = append(o.instalments, e.Date)
	amount := int64(e.Principal)
	for _, s := range o.notDue {
		part := min(s.left, amount)
		if amount -= part; part > 0 {
			s.left -= part
			o.queue["principal"] = append(o.queue["principal"], &oracleSum{e.Date, part, s.shown, n})
		}
	}
	ahead := min(amount, o.ahead)
	o.ahead -= ahead
	o.charged += int64(e.Interest + e.Fees)
	o.borrowed += amount - ahead
	o.add("principal", amount-ahead, e.Date, -1, n)
	o.add("interest", int64(e.Interest), e.Date, -1, n)
	o.add("fees", int64(e.Fees), e.Date, -1, n)
}

// overdueSince is the oldest due date before a day that is not met, or zero.
func (o *oracle) overdueSince(day civil.Date) (oldest civil.Date) {
	see := func(due civil.Date) {
		if due < day && (oldest == 0 || due < oldest) {
			oldest = due
		}
	}
	for _, m := range o.minimums {
		if m.paid < m.least {
			see(m.due)
		}
	}
	for _, c := range ledger.AllComponents {
		for _, s := range o.queue[c] {
			if s.instalment >= 0 && s.left > 0 {
				see(s.due)
			}
		}
	}
	return oldest
}

func (o *oracle) enterPayment(index int) {
	e := o.Entries[index]
	if !o.billed {
		for i := range o.Rules {
			if o.Rules[i].Kind == ledger.Accrual {
				o.post(i)
			}
		}
	}
	order := o.Allocation
	if since := o.overdueSince(o.today); since != 0 {
		for _, row := range o.AllocationOverdue {
			if int(o.today-since) >= row.DaysOverdue {
				order = row.Order
			}
		}
	}
	order = slices.Clone(order)
	for _, c := range []ledger.Component{"costs", "fees", "penalty", "compound", "interest", "principal"} {
		if !slices.Contains(order, c) {
			order = append(order, c)
		}
	}
	o.received(int64(e.Amount))
	o.paid += int64(e.Amount)
	o.credits = append(o.credits, oracleCredit{index, int64(e.Amount), e.Component, order})
}

func (o *oracle) received(amount int64) {
	for i := range o.minimums {
		o.minimums[i].paid += amount
	}
}

// meet lets each payment meet what is posted: what the debtor named, what fell due
// first where that is agreed, and all else in order.
func (o *oracle) meet() {
	for k := range o.credits {
		credit := &o.credits[k]
		if credit.left == 0 {
			continue
		}
		if credit.first != "" {
			o.pay(credit, credit.first, credit.left)
		}
		if o.AllocationBy == ledger.ByInstalment {
			var dates []civil.Date
			for _, c := range ledger.AllComponents {
				for _, s := range o.queue[c] {
					if s.left > 0 {
						dates = append(dates, s.due)
					}
				}
			}
			slices.Sort(dates)
			for _, date := range slices.Compact(dates) {
				for _, c := range credit.order {
					for _, s := range o.queue[c] {
						if s.due == date {
							o.pay(credit, c, s.left)
						}
					}
				}
			}
		}
		for _, c := range credit.order {
			o.pay(credit, c, credit.left)
		}
	}
}

func (o *oracle) pay(credit *oracleCredit, c ledger.Component, most int64) {
	met := min(o.balances[c], credit.left, most)
	if met > 0 {
		credit.left -= met
		o.met = append(o.met, ledger.Met{Date: o.today, Entry: credit.entry, Component: c, Amount: money.Amount(met)})
		o.reduce(c, met)
	}
}

// reduce takes an amount off a component, the oldest card first.
func (o *oracle) reduce(c ledger.Component, amount int64) {
	o.balances[c] -= amount
	for i := range o.Rules {
		if o.Rules[i].Into == c {
			o.bearing[i] = max(o.bearing[i]-amount, 0)
		}
	}
	for _, s := range o.queue[c] {
		part := min(s.left, amount)
		s.left -= part
		amount -= part
	}
	if c == ledger.Principal {
		o.ahead += amount
		for _, s := range o.notDue {
			part := min(s.left, amount)
			s.left -= part
			amount -= part
		}
	}
}

// discard throws away the cards of sums that are met whole.
func (o *oracle) discard() {
	gone := func(s *oracleSum) bool { return s.left == 0 }
	for _, c := range ledger.AllComponents {
		o.queue[c] = slices.DeleteFunc(o.queue[c], gone)
	}
	o.notDue = slices.DeleteFunc(o.notDue, gone)
}

// waive forgives what is there: what is posted, and what is accrued up to yesterday.
func (o *oracle) waive(index int) {
	e := o.Entries[index]
	c := e.Component
	accrued := map[ledger.Component]int64{}
	for i, rule := range o.Rules {
		if rule.Kind == ledger.Accrual {
			accrued[rule.Into] += roundRat(o.accrued[i], rule.Rounding) - o.out[i]
		}
	}
	for _, c := range ledger.AllComponents {
		accrued[c] -= o.forgiven[c]
	}
	for _, credit := range o.credits { // what it would meet is not there
		order := append([]ledger.Component{credit.first}, credit.order...)
		if o.AllocationBy == ledger.ByInstalment {
			order = slices.DeleteFunc(order, func(c ledger.Component) bool { return c == ledger.Principal && c != credit.first })
			order = append(order, ledger.Principal)
		}
		for _, c := range order {
			met := min(credit.left, accrued[c])
			accrued[c] -= met
			credit.left -= met
		}
	}
	there := o.balances[c] + accrued[c]
	sum := there
	switch {
	case e.Percent != nil:
		share := e.Percent.Rat()
		sum = roundRat(share.Mul(share, big.NewRat(there, 1)), money.HalfUp)
	case e.Amount > 0:
		sum = min(int64(e.Amount), there)
	}
	posted := min(sum, o.balances[c])
	o.forgiven[c] += sum - posted
	o.waived += sum
	o.received(sum)
	o.reduce(c, posted)
	for i, rule := range o.Rules {
		if rule.Into == c && (e.All || e.Ongoing) {
			clear(o.waiting[i])
		}
	}
	o.stopped[c] = o.stopped[c] || e.Ongoing
}
