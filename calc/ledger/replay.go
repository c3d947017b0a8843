package ledger

import (
	"math/big"
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
)

// Replay is an account on its way through its history. It stands at a date: all
// that is dated up to it has happened. Start puts it before the first entry;
// Advance moves it on; Add gives it one more entry; Assess asks what would be
// owed at a date, without moving it.
type Replay struct {
	*Account
	// order lists the entries by date; those before next are known.
	order []int
	next  int
	// ids finds an entry by its id, and reversed tells which entries are taken back.
	ids      map[string]int
	reversed []bool

	// indexed is the number of entries that ids knows.
	indexed int

	// at is the date at which the account stands, zero before anything has
	// happened, and now the date of what happens; stale tells that an entry came in
	// which changes what has happened.
	at, now civil.Date
	stale   bool
	agenda  agenda
	// first is the date of the first entry; billed tells whether any is a
	// statement. lastBill is the last one's date, and bills the number of its next
	// monthly anniversary.
	first, lastBill civil.Date
	billed          bool
	bills           int

	orders     [][]Component
	balances   Components
	credit     money.Amount
	credits    []credit
	accruals   []accrual
	statements []statementDue
	// unmet lists the statements by due date; those before unmetFrom are met.
	unmet     []int
	unmetFrom int
	// received is all that counts towards minimum payments.
	received    tally
	instalments []instalmentDue
	// keeps tells whether sums are kept one by one, in queues by due date for each
	// component, with notDue for the principal that is not due yet.
	keeps    bool
	queues   [len(AllComponents)]queue
	notDue   queue
	ahead    money.Amount
	forgiven Components
	stopped  [len(AllComponents)]bool

	lines []Line
	// quotient and factor are room for what is computed of a stretch.
	quotient money.Quotient
	factor   big.Int
	// words are room for the working of stretches, of which used are taken. No two
	// stretches and no two accounts share any.
	words   []big.Word
	used    int
	figures figures
	// measured counts the stretches that were measured, merged those that joined a line.
	measured, merged int
	met, added       []Met
	perDay           []Day
	totals           totals
	charged          money.Amount
	principal        principalDays
}

// Start returns an account before its first entry. Entries are known from their
// dates on only. AsOf and ItemizeFrom of the account are not read.
func Start(account *Account) *Replay {
	own := *account
	own.Entries = slices.Clip(own.Entries)
	r := &Replay{Account: &own}
	r.order = byDate(own.Entries)
	r.reset()
	return r
}

// reset puts the account before its first entry.
func (r *Replay) reset() {
	*r = Replay{Account: r.Account, order: r.order, reversed: make([]bool, len(r.Entries))}
	r.orders = append(r.orders, allocationOrder(r.Allocation))
	for i := range r.AllocationOverdue {
		r.orders = append(r.orders, allocationOrder(r.AllocationOverdue[i].Order))
	}
	r.keeps = r.AllocationBy == ByInstalment
	for i := range r.Entries {
		r.keeps = r.keeps || r.Entries[i].Kind == InstalmentDue
		if id := r.Entries[i].ID; id != "" {
			if r.ids == nil {
				r.ids = map[string]int{}
			}
			r.ids[id] = i
		}
	}
	r.indexed = len(r.Entries)
	r.agenda.entries = make([]int64, 0, len(r.Entries))
	r.lines = make([]Line, 0, len(r.Entries)+len(r.Entries)/4)
	r.accruals = make([]accrual, len(r.Rules))
	for i := range r.Rules {
		r.accruals[i] = r.newAccrual(i)
		r.keeps = r.keeps || r.Rules[i].dated()
	}
}

// begin lets the entries up to a date be known, from the start when one of them
// changes what has happened already.
func (r *Replay) begin(to civil.Date) {
	if r.stale || r.take(to) {
		r.reset()
		r.take(to)
	}
}

// find returns the index of the entry with an id, or -1.
func (r *Replay) find(id string) int {
	if at, ok := r.ids[id]; ok {
		return at
	}
	for at := r.indexed; at < len(r.Entries); at++ {
		if r.Entries[at].ID == id {
			return at
		}
	}
	return -1
}

// Advance lets everything happen up to a date, that day included. A date before
// the one at which the account stands changes nothing. It returns
// *TooLargeError when a balance leaves the bounds of an amount; the account is of
// no use then.
func (r *Replay) Advance(to civil.Date) error {
	to = max(to, r.at)
	r.begin(to)
	return r.run(to)
}

// Add gives the account one more entry, which comes last on its date. What it
// costs is its own only, unless it changes what has happened: an entry dated
// before the date at which the account stands, a reversal of such an entry, and a
// statement or a pause dated on that date, or a statement beyond a billing day
// that was foreseen, let the next call begin again from the first entry. So give
// a statement before advancing to its date.
func (r *Replay) Add(entry Entry) {
	at := len(r.order)
	for at > 0 && r.Entries[r.order[at-1]].Date > entry.Date {
		at--
	}
	r.order = slices.Insert(r.order, at, len(r.Entries))
	r.Entries = append(r.Entries, entry)
	r.reversed = append(r.reversed, false)
	r.stale = r.stale || entry.Date < r.at || entry.Kind == InstalmentDue && !r.keeps
}

// Assess returns what is owed at a date, which is not before the one at which the
// account stands. The account stays where it is.
func (r *Replay) Assess(asOf civil.Date) (Assessment, error) {
	c := r.Clone()
	if err := c.Advance(asOf); err != nil {
		return Assessment{}, err
	}
	return c.close(c.at)
}

// Clone returns a second account that stands where this one does and goes its
// own way from there.
func (r *Replay) Clone() *Replay {
	c, own := *r, *r.Account
	own.Entries = slices.Clip(own.Entries)
	c.Account = &own
	c.order, c.reversed, c.agenda = slices.Clone(r.order), slices.Clone(r.reversed), agenda{slices.Clip(r.agenda.entries), slices.Clone(r.agenda.heap)}
	c.credits, c.statements = slices.Clone(r.credits), slices.Clone(r.statements)
	c.unmet, c.instalments = slices.Clone(r.unmet), slices.Clip(r.instalments)
	c.lines, c.met, c.added = slices.Clone(r.lines), slices.Clone(r.met), slices.Clip(r.added)
	c.quotient, c.factor, c.words, c.used, c.figures = money.Quotient{}, big.Int{}, nil, 0, figures{}
	c.accruals = slices.Clone(r.accruals)
	for i := range c.accruals {
		c.accruals[i].working, c.accruals[i].written = big.Int{}, big.Int{}
		c.accruals[i].working.Set(&r.accruals[i].working)
		c.accruals[i].written.Set(&r.accruals[i].written)
		c.accruals[i].waiting = slices.Clone(c.accruals[i].waiting)
		for k := range c.accruals[i].waiting {
			w := &c.accruals[i].waiting[k]
			w.stretches = slices.Clip(w.stretches)
		}
	}
	for i := range c.queues {
		c.queues[i].sums = slices.Clone(c.queues[i].sums)
	}
	c.notDue.sums = slices.Clone(c.notDue.sums)
	return &c
}

// run lets what is on the agenda happen, up to a date.
func (r *Replay) run(to civil.Date) error {
	for e := r.agenda.first(); e.date <= to; e = r.agenda.first() {
		r.agenda.pop()
		r.now = e.date
		if err := r.apply(e); err != nil {
			return err
		}
		next := r.agenda.first()
		together := next.date == e.date && next.step == e.step
		if e.step == entryStep || !together && e.step != scheduleStep {
			if err := r.settle(e.date); err != nil {
				return err
			}
		}
	}
	r.at = max(r.at, to)
	return nil
}

// apply lets one event happen.
func (r *Replay) apply(e event) error {
	switch e.step {
	case scheduleStep:
		r.schedule(e.date, e.index)
		return nil
	case pauseStep:
		return r.pause(&r.Entries[e.index])
	case resumeStep:
		return r.resume(e.index)
	case bearStep:
		return r.bearDue(e.index)
	case freeStep:
		return r.decideFree(e.index)
	case chargeStep:
		return r.chargeStatement(e.index)
	case chargeInstalmentStep:
		return r.chargeInstalment(e.index)
	case postStep:
		return r.post(e.index%len(r.Rules), e.date)
	case compoundStep:
		r.accruals[e.index%len(r.Rules)].compound(r)
		return nil
	default:
		return r.enter(e.index)
	}
}

// settle lets the credit meet what was posted and ends the stretches whose base
// has changed, and only those, so that a line of the answer is as long as it can be.
func (r *Replay) settle(date civil.Date) error {
	if r.measured-r.merged > mostLines {
		return &TooManyLinesError{}
	}
	r.allocate()
	return r.rebase(date)
}
