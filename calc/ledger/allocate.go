package ledger

import (
	"slices"

	"parley/calc/money"
)

// credit is what is left of a payment.
type credit struct {
	entry int
	left  money.Amount
	// first is the component that the debtor wants to meet first, if any.
	first Component
	// order is the place of its order in Replay.orders.
	order int
}

// allocationOrder completes a contract's order with the components that it does
// not name: what the law puts first comes first, principal last.
func allocationOrder(named []Component) []Component {
	order := slices.Clone(named)
	for _, c := range [...]Component{Costs, Fees, Penalty, Compound, Interest, Principal} {
		if !slices.Contains(order, c) {
			order = append(order, c)
		}
	}
	return order
}

func (r *Replay) enterPayment(index int, fault TooLargeError) error {
	entry := &r.Entries[index]
	if !r.billed {
		if err := r.postAll(r.now); err != nil {
			return err
		}
	}
	order := 0
	if len(r.AllocationOverdue) > 0 {
		if oldest := r.oldestDue(r.now); oldest != 0 {
			for order < len(r.AllocationOverdue) && int(r.now-oldest) >= r.AllocationOverdue[order].DaysOverdue {
				order++
			}
		}
	}
	r.received.add(entry.Amount)
	if r.credit+entry.Amount > money.MaxAmount {
		return fault.err()
	}
	r.credit += entry.Amount
	r.credits = append(r.credits, credit{index, entry.Amount, entry.Component, order})
	return nil
}

// allocate lets the payments meet what is posted, the oldest payment first.
func (r *Replay) allocate() {
	for r.credit > 0 {
		from := &r.credits[0]
		if from.first != "" {
			r.meet(from, from.first, from.left)
		}
		order := r.orders[from.order]
		if r.AllocationBy == ByInstalment {
			r.meetOldest(from, order)
		}
		for _, c := range order {
			r.meet(from, c, from.left)
		}
		if from.left > 0 {
			return // all that is posted is met
		}
		r.credits = r.credits[1:]
	}
}

// meetOldest meets what is due, one due date after the other, in order within each.
func (r *Replay) meetOldest(from *credit, order []Component) {
	for from.left > 0 {
		var oldest *sum
		for i := range r.queues {
			if s := r.queues[i].front(); s != nil && (oldest == nil || s.due < oldest.due) {
				oldest = s
			}
		}
		if oldest == nil {
			return
		}
		due := oldest.due
		for _, c := range order {
			q := &r.queues[c.index()]
			for s := q.front(); s != nil && s.due == due && from.left > 0; s = q.front() {
				r.meet(from, c, s.left)
			}
		}
	}
}

// meet lets a payment meet at most an amount of a component.
func (r *Replay) meet(from *credit, c Component, most money.Amount) {
	met := min(*r.balances.At(c), from.left, most)
	if met == 0 {
		return
	}
	from.left -= met
	r.credit -= met
	r.totals.paid.add(met)
	r.record(from.entry, c, met)
	r.reduce(c, met)
}

// record notes how a payment or a waiver was met.
func (r *Replay) record(entry int, c Component, amount money.Amount) {
	if last := len(r.met) - 1; last >= 0 && r.met[last].Entry == entry && r.met[last].Component == c && r.met[last].Date == r.now {
		r.met[last].Amount += amount
		return
	}
	r.met = append(r.met, Met{r.now, entry, c, amount})
}
