package ledger

import (
	"math"
	"slices"

	"parley/calc/civil"
)

// step orders what happens on one day: what the calendar brings comes before the
// day's entries. All of one step happen together, so that the order of the rules
// does not matter; entries have an order.
type step int

const (
	// scheduleStep finds out what else the day brings.
	scheduleStep step = iota
	// pauseStep begins a pause, before anything is charged that day.
	pauseStep
	// resumeStep ends the pause of a rule.
	resumeStep
	// bearStep lets sums begin to bear interest, or decides whether they bear any.
	bearStep
	// freeStep decides whether the purchases of a statement bear interest.
	freeStep
	// chargeStep charges for what was missed: the minimum of a statement.
	chargeStep
	// chargeInstalmentStep charges for what was missed of an instalment.
	chargeInstalmentStep
	postStep
	compoundStep
	entryStep
)

// event is one thing that happens to the account.
type event struct {
	date  civil.Date
	step  step
	index int // of the entry, the rule, the statement or the instalment
}

// agenda holds what is to happen. Events are kept as numbers: 32 bits of the date, 4
// of the step, 28 of the index. Entries come in order and stay in it; the other
// events, which are few, have the first of them at the root of a heap.
type agenda struct{ entries, heap []int64 }

func (e event) key() int64 { return int64(e.date)<<32 | int64(e.step)<<28 | int64(e.index) }

// first returns what happens next; when nothing does, it is on a day beyond all days.
func (a *agenda) first() event {
	key := int64(math.MaxInt64)
	if len(a.entries) > 0 {
		key = a.entries[0]
	}
	if len(a.heap) > 0 {
		key = min(key, a.heap[0])
	}
	return event{civil.Date(key >> 32), step(key >> 28 & 15), int(key & (1<<28 - 1))}
}

func (a *agenda) push(date civil.Date, s step, index int) {
	key := event{date, s, index}.key()
	if n := len(a.entries); s == entryStep && (n == 0 || key > a.entries[n-1]) {
		a.entries = append(a.entries, key)
		return
	}
	heap := append(a.heap, key)
	for i := len(heap) - 1; i > 0 && heap[(i-1)/2] > heap[i]; i = (i - 1) / 2 {
		heap[(i-1)/2], heap[i] = heap[i], heap[(i-1)/2]
	}
	a.heap = heap
}

// pop takes off what first returned.
func (a *agenda) pop() {
	heap := a.heap
	if len(heap) == 0 || len(a.entries) > 0 && a.entries[0] <= heap[0] {
		a.entries = a.entries[1:]
		return
	}
	last := len(heap) - 1
	heap[0] = heap[last]
	heap = heap[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child+1 < last && heap[child+1] < heap[child] {
			child++
		}
		if child >= last || heap[i] <= heap[child] {
			break
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
	a.heap = heap
}

// byDate lists the entries by date, and in the order given within a day.
func byDate(entries []Entry) []int {
	keys := make([]int64, len(entries))
	for i := range entries {
		keys[i] = int64(entries[i].Date)<<28 | int64(i)
	}
	slices.Sort(keys)
	order := make([]int, len(entries))
	for at, k := range keys {
		order[at] = int(k & (1<<28 - 1))
	}
	return order
}

// take lets the entries up to a date be known, and reports whether one of them
// changes what has happened already.
func (r *Replay) take(to civil.Date) (again bool) {
	from := r.next
	for ; r.next < len(r.order) && r.Entries[r.order[r.next]].Date <= to; r.next++ {
		i := r.order[r.next]
		entry := &r.Entries[i]
		if entry.Kind == Reversal {
			if at := r.find(entry.Of); at >= 0 && !r.reversed[at] {
				r.reversed[at] = true
				again = again || r.Entries[at].Date <= r.at
			}
		}
	}
	for _, i := range r.order[from:r.next] {
		if entry := &r.Entries[i]; !r.reversed[i] && entry.Kind != Reversal {
			again = r.plan(i, entry) || again
		}
	}
	return again
}

// plan puts an entry, and the posting that comes with it, on the agenda.
func (r *Replay) plan(i int, entry *Entry) (again bool) {
	if r.first == 0 && entry.moves() {
		r.first = entry.Date
		for k := range r.Rules {
			r.planNext(k)
		}
	}
	again = entry.Date <= r.at
	if entry.Kind == Pause {
		r.agenda.push(entry.Date, pauseStep, i)
		return again
	}
	r.agenda.push(entry.Date, entryStep, i)
	if entry.Kind != Statement {
		return false
	}
	switch {
	case !r.billed:
		again = again || r.at != 0
		r.billed = true
	case entry.Date == r.lastBill:
		return again
	default:
		again = again || r.bills > 1 // an anniversary that now is no billing day
		r.planPosting(entry.Date, true)
	}
	r.lastBill, r.bills = entry.Date, 0
	r.planBill()
	return again
}

// moves tells whether an entry is part of the account itself, and not only of what
// is agreed about it: from the first such entry on anniversaries are counted.
func (entry *Entry) moves() bool {
	return entry.Kind != WaiverEntry && entry.Kind != RateChange && entry.Kind != Pause
}

// planPosting puts the posting of every accrual on a billing day.
func (r *Replay) planPosting(day civil.Date, statement bool) {
	for i := range r.Rules {
		if rule := &r.Rules[i]; rule.Kind == Accrual {
			r.planPost(day, i, rule.Compounds == Monthly || statement && rule.Compounds == AtStatement)
		}
	}
}

// planPost puts the posting of one accrual on a day, or on the day after it when
// the last day counts, for then it still belongs to what is posted.
func (r *Replay) planPost(day civil.Date, rule int, compounds bool) {
	last := r.Rules[rule].lastDay()
	index := rule + len(r.Rules)*int(1-last)
	r.agenda.push(day+last, postStep, index)
	if compounds {
		r.agenda.push(day+last, compoundStep, index)
	}
}

// schedule finds what a day brings that was foreseen: index 0 is the monthly
// anniversary of the last statement, and 1 and up are the days on which a rule
// compounds by itself.
func (r *Replay) schedule(date civil.Date, index int) {
	if index == 0 {
		if date == monthly.Date(r.lastBill, r.bills) { // no statement came in between
			r.planPosting(date, false)
			r.planBill()
		}
		return
	}
	if rule := index - 1; r.Rules[rule].Compounds != Monthly || !r.billed {
		r.planPost(date, rule, true)
		r.planNext(rule)
	}
}

var monthly = civil.Frequency{Unit: civil.UnitMonth, N: 1}

func (r *Replay) planBill() {
	r.bills++
	r.agenda.push(monthly.Date(r.lastBill, r.bills), scheduleStep, 0)
}

// planNext foresees the next day on which a rule compounds that does not wait for
// a statement, counted from the first entry.
func (r *Replay) planNext(rule int) {
	if r.Rules[rule].Kind != Accrual {
		return
	}
	a := &r.accruals[rule]
	a.anniversaries++
	switch r.Rules[rule].Compounds {
	case Daily:
		r.agenda.push(r.first+civil.Date(a.anniversaries), scheduleStep, rule+1)
	case Monthly:
		r.agenda.push(monthly.Date(r.first, a.anniversaries), scheduleStep, rule+1)
	case Yearly:
		r.agenda.push(monthly.Date(r.first, 12*a.anniversaries), scheduleStep, rule+1)
	}
}
