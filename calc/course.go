package calc

import (
	"errors"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/wire"
)

// outlook is what all ways to go on have in common.
type outlook struct {
	request *ForecastRequest
	account *ledger.Account
	// base stands on the day before as_of, and today is what is owed on as_of.
	base  *ledger.Replay
	today ledger.Assessment
	billing
}

// billing is how statements go on.
type billing struct {
	// statement is the last one of the account and last its date, zero when none is
	// to follow it.
	statement *ledger.Entry
	last      civil.Date
	// only tells that no statement came before it, so that it billed no interest yet.
	only bool
	// billed is what it billed, at least its minimum.
	billed money.Amount
}

var everyMonth = civil.Frequency{Unit: civil.UnitMonth, N: 1}

// date returns the day of the n-th statement after the last one.
func (b *billing) date(n int) civil.Date { return everyMonth.Date(b.last, n) }

// findBilling finds the last statement that is not taken back. Statements go on
// when the next one is not due before as_of: otherwise the account has been
// without them, and one in time to come would change what was posted meanwhile.
func (o *outlook) findBilling() {
	reversed := map[string]int{}
	for i := range o.account.Entries {
		if entry := &o.account.Entries[i]; entry.Kind == ledger.Reversal {
			reversed[entry.Of] = i
		}
	}
	for i := range o.account.Entries {
		entry := &o.account.Entries[i]
		if _, is := reversed[entry.ID]; entry.Kind != ledger.Statement || entry.Minimum == nil || is && entry.ID != "" {
			continue
		}
		if o.only = o.statement == nil; o.only || entry.Date >= o.statement.Date {
			o.statement = entry
		}
	}
	if o.statement != nil && everyMonth.Date(o.statement.Date, 1) >= o.request.AsOf {
		o.last = o.statement.Date
	}
}

func (o *outlook) nextStatement() civil.Date {
	if o.last == 0 || !o.date(1).Valid() {
		return 0
	}
	return o.date(1)
}

// open replays the account up to as_of.
func (o *outlook) open() (err error) {
	o.base = ledger.Start(o.account)
	if o.last != 0 {
		then := o.base.Clone()
		if err := then.Advance(o.last); err != nil {
			return err
		}
		billed := then.Posted()
		if !o.only {
			all, err := then.Assess(o.last) // a rule that counts the last day posts on the day after
			if err != nil {
				return err
			}
			billed = all.Claim.Total
		}
		o.billed = max(billed, *o.statement.Minimum, 1)
	}
	if o.today, err = o.base.Assess(o.request.AsOf); err != nil {
		return err
	}
	if err = o.base.Advance(o.request.AsOf - 1); err != nil {
		return err
	}
	o.base.DropWorking()
	return nil
}

// payDay returns the k-th day after as_of on which a scenario pays.
func (o *outlook) payDay(s *Scenario, k int) civil.Date {
	asOf := o.request.AsOf
	if s.Pays == PaysMinimum && s.OnDay == 0 && o.last != 0 {
		days, first := o.statement.Due-o.last, 0
		for o.date(first)+days <= asOf {
			first++
		}
		return o.date(first+k) + days
	}
	year, month, day := asOf.YearMonthDay()
	if s.OnDay != 0 {
		day = s.OnDay
	}
	january, _ := civil.Of(year, 1, day) // a month of 31 days
	if january.AddMonths(month-1) <= asOf {
		month++
	}
	return january.AddMonths(month - 1 + k)
}

// problem says what is wrong with a way to go on.
func (o *outlook) problem(err error, pointer string) wire.Problem {
	var large *ledger.TooLargeError
	if errors.As(err, &large) && large.Entry >= len(o.request.Entries) {
		return tooLarge(pointer)
	}
	return historyProblem(err)
}

// course is one way on: the account with the statements that follow.
type course struct {
	*billing
	currency money.Currency
	replay   *ledger.Replay
	// minimum is what the statements ask for, nil for the share of the last one.
	minimum *Minimum
	issued  int
}

func (o *outlook) course(minimum *Minimum) *course {
	return &course{billing: &o.billing, currency: o.request.Currency, replay: o.base.Clone(), minimum: minimum}
}

func (c *course) clone() *course {
	own := *c
	own.replay = c.replay.Clone()
	return &own
}

// least is the minimum that is asked of a claim.
func (c *course) least(claim *ledger.Claim) money.Amount {
	if c.minimum != nil {
		return c.minimum.of(c.currency, claim)
	}
	const places = 20 // the quotient is a tie or further from one than 1 in twice 10^17
	share := decimal.New(int64(claim.Total), 0).Mul(c.currency.Decimal(*c.statement.Minimum)).DivRound(decimal.New(int64(c.billed), 0), places)
	least, _ := c.currency.Round(share, money.HalfUp) // at most the claim
	return least
}

// to goes on to a date, with the statements up to it. A statement asks for a
// minimum of what is owed on its day, interest of that day included.
func (c *course) to(date civil.Date) error {
	for ; c.last != 0 && c.date(c.issued+1) <= date; c.issued++ {
		day, least := c.date(c.issued+1), new(money.Amount)
		c.replay.Add(ledger.Entry{Date: day, Kind: ledger.Statement, Minimum: least, Due: day + c.statement.Due - c.last})
		if err := c.replay.Advance(day - 1); err != nil {
			return err
		}
		owed, err := c.replay.Assess(day)
		if err != nil {
			return err
		}
		*least = c.least(&owed.Claim) // the statement has happened in a copy only
		if err := c.replay.Advance(day); err != nil {
			return err
		}
	}
	return c.replay.Advance(date)
}

// at tells what is owed on a date.
func (c *course) at(date civil.Date) (ledger.Assessment, error) {
	if err := c.to(date); err != nil {
		return ledger.Assessment{}, err
	}
	c.replay.DropWorking() // no answer shows it
	return c.replay.Assess(date)
}

// pay goes on to a date, pays what the scenario says, and tells what is then owed.
func (c *course) pay(date civil.Date, s *Scenario) (ledger.Assessment, error) {
	now, err := c.at(date)
	if err != nil {
		return now, err
	}
	amount := s.Amount
	switch {
	case s.Pays == PaysMinimum && c.last != 0:
		amount = c.replay.MinimumUnpaid()
	case s.Pays == PaysMinimum:
		amount = c.minimum.of(c.currency, &now.Claim)
	}
	if amount = min(amount, now.Claim.Total); amount == 0 {
		return now, nil
	}
	after := c.clone()
	after.replay.Add(ledger.Entry{Date: date, Kind: ledger.Payment, Amount: amount})
	if now, err = after.at(date); err != nil || now.Claim.Credit == 0 {
		*c = *after
		return now, err
	}
	// The interest of the day itself, where a rule counts it, ends with the payment.
	if amount -= now.Claim.Credit; amount > 0 {
		c.replay.Add(ledger.Entry{Date: date, Kind: ledger.Payment, Amount: amount})
	}
	return c.at(date)
}
