package negotiate

import (
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

// Case is what is negotiated about.
type Case struct {
	// AsOf is the day of the question.
	AsOf civil.Date
	// Currency is that of every sum.
	Currency money.Currency
	// Claim is what is owed.
	Claim ledger.Components
	// DaysOverdue, Segment and Hardship decide with the claim which tiers apply.
	DaysOverdue int
	Segment     string
	Hardship    bool
	// MonthsMost is the longest plan that the law allows, in months as
	// repay.Terms.Months counts them; zero when it does not say.
	MonthsMost int
}

// Compile lays out which plans are looked at and what both sides allow. The space
// follows from the case, the mandate, the pay day and the day of the deposit alone,
// so that no limit moves the grid. Something is owed, and the mandate has a tier and
// a frequency. A budget that is nil limits nothing. With flaws the rest means nothing.
func Compile(c *Case, m *Mandate, b *Budget) (*Space, *Limits, []Flaw) {
	if b == nil {
		b = &Budget{Deposit: Most}
	}
	claim, _ := c.Claim.Total()
	flaws := append(m.Flaws(), b.Flaws(c.AsOf)...)
	if len(flaws) > 0 {
		return nil, nil, flaws
	}
	s := &Space{
		AsOf: c.AsOf, Claim: claim, SumMost: c.Currency.Most(), Frequencies: slices.Clone(m.Frequencies), Rates: m.Rates,
		DepositStep: m.DepositStep, DepositDue: b.DepositDue,
		PaymentStep: max(m.PaymentStep, 1), WaiverStep: max(m.WaiverStep, 1), Discount: money.Rate{Per: money.PerYear}, Hazard: m.hazard(),
	}
	if len(s.Rates) == 0 {
		s.Rates = []money.Rate{{Per: money.PerYear}}
	}
	if s.DepositStep == 0 {
		s.DepositStep = usualStep(claim, 50)
	}
	if s.DepositDue == 0 {
		s.DepositDue = c.AsOf
	}
	if m.DiscountRate != nil {
		s.Discount = *m.DiscountRate
	}
	latestFirst := c.AsOf + civil.Date(m.LatestFirstDueDays)
	for f := range s.Frequencies {
		s.Starts = append(s.Starts, s.starts(f, b.Payday, latestFirst))
	}
	l := &Limits{
		Caps: b.Caps(c.AsOf, s.Frequencies), DepositMost: b.Deposit, Earliest: max(b.Earliest, c.AsOf), LatestFinish: civil.MaxDate, PaidMost: Most,
		LatestFirst: latestFirst, PaymentLeast: m.MinPayment,
		ValueLeast: part(c.Currency, claim, m.NPVFloor, money.Up), PaidLeast: part(c.Currency, claim, m.RecoveryFloor, money.Up),
	}
	if b.LatestFinish > 0 {
		l.LatestFinish = b.LatestFinish
	}
	if b.TotalCap != nil {
		l.PaidMost = *b.TotalCap
	}
	l.Tiers = m.tiers(c, claim, false)
	laid := l.Tiers
	if len(laid) == 0 { // what is proposed is a plan all the same, though nobody may sign it
		laid = m.tiers(c, claim, true)
	}
	s.length(c, l, laid)
	return s, l, s.tooLarge()
}

// hazard is the assumption in billionths, cut down.
func (m *Mandate) hazard() (h repay.Hazard) {
	if m.Hazard == nil {
		return h
	}
	billionths := func(d *decimal.Decimal) int64 {
		if d == nil {
			return 0
		}
		return d.Shift(9).IntPart()
	}
	return repay.Hazard{
		PerMonth: billionths(&m.Hazard.PerMonth), BurdenWeight: billionths(m.Hazard.BurdenWeight),
		BurdenMid: billionths(m.Hazard.BurdenMid), Recovered: billionths(m.Hazard.Recovered),
	}
}

// part is a share of a sum, nothing where no share is given.
func part(currency money.Currency, of money.Amount, share *decimal.Decimal, rounding money.Rounding) money.Amount {
	if share == nil {
		return 0
	}
	sum, _ := currency.Round(currency.Decimal(of).Mul(*share), rounding) // a share is at most one
	return sum
}

// usualStep is the least of 1, 2 and 5 with zeros behind that makes no more than so
// many steps of a figure.
func usualStep(figure, most money.Amount) money.Amount {
	for ten := money.Amount(1); ; ten *= 10 {
		for _, digit := range []money.Amount{1, 2, 5} {
			if step := digit * ten; step*most >= figure {
				return step
			}
		}
	}
}

// StartsMost is the largest number of first due dates of one frequency.
const StartsMost = 60

// starts are the first due dates of a frequency: the first pay day after the day of
// the question, or without one a period after that day, and whole periods on, up to
// the latest. There is at least one, so that a mandate too short for it can be told
// by how much. A pay day that a month does not have gives no start, but that the
// 31st is the last day of every month. One more than StartsMost is too many.
func (s *Space) starts(f, payday int, latest civil.Date) (starts []civil.Date) {
	every := &s.Frequencies[f]
	anchor, k := s.AsOf, 1
	if payday > 0 {
		anchor, k = firstPayday(s.AsOf, payday), 0
		if payday == 31 {
			every.MonthEnd = true
		}
	}
	for ; len(starts) <= StartsMost; k++ {
		start := every.Date(anchor, k)
		if !start.Valid() || start > latest && len(starts) > 0 {
			break
		}
		if payday == 0 || every.Date(start, -k) == anchor {
			starts = append(starts, start)
		}
	}
	return starts
}

// firstPayday is the first pay day after a day.
func firstPayday(after civil.Date, payday int) civil.Date {
	year, month, _ := after.YearMonthDay()
	first := after - civil.Date(dayOf(after)-1)
	for ; ; month, first = month+1, first.AddMonths(1) {
		length := civil.MonthLength(year+(month-1)/12, (month-1)%12+1)
		day := first + civil.Date(min(payday, length)-1)
		if (payday <= length || payday == 31) && day > after {
			return day
		}
	}
}

func dayOf(d civil.Date) int {
	_, _, day := d.YearMonthDay()
	return day
}

// tiers are those that apply to the case, or all of them, the least authority first
// and then by name, so that no order of rows decides.
func (m *Mandate) tiers(c *Case, claim money.Amount, all bool) (tiers []TierLimits) {
	account := c.Account()
	for i := range m.Tiers {
		t := &m.Tiers[i]
		if !all && len(t.Unmet(&account)) > 0 {
			continue
		}
		limits := TierLimits{
			Name: t.Name, Level: t.Level, FinishBy: civil.MaxDate, CountMost: repay.MaxCount,
			DepositLeast: part(c.Currency, claim, t.MinDeposit, money.Up), WaiverMost: Most,
		}
		if t.FinishWithinDays > 0 {
			limits.FinishBy = min(c.AsOf+civil.Date(t.FinishWithinDays), civil.MaxDate)
		}
		if t.MaxCount > 0 {
			limits.CountMost = t.MaxCount
		}
		if t.MaxWaiver != nil {
			limits.WaiverMost = *t.MaxWaiver
		}
		for _, name := range m.Order() {
			*limits.Ceilings.At(name) = part(c.Currency, *c.Claim.At(name), t.Ceilings.share(name), money.Down)
		}
		at := len(tiers)
		for tiers = append(tiers, limits); at > 0 && m.before(&limits, &tiers[at-1]); at-- {
			tiers[at] = tiers[at-1]
		}
		tiers[at] = limits
	}
	return tiers
}

// before tells whether a tier comes before another: by its level, and then by name.
func (m *Mandate) before(t, other *TierLimits) bool {
	if by := m.rank(t.Level) - m.rank(other.Level); by != 0 {
		return by < 0
	}
	return t.Name < other.Name
}

// length sets the largest number of instalments that any of some tiers has time for,
// and shortens them to the longest plan of the law: a tier ends the day before the
// first instalment, of any frequency and start, with which a plan is too long.
func (s *Space) length(c *Case, l *Limits, tiers []TierLimits) {
	finish, wall := civil.Date(0), civil.MaxDate
	for i := range tiers {
		s.CountMost = max(s.CountMost, tiers[i].CountMost)
	}
	for f := range s.Frequencies {
		for at, start := range s.Starts[f] {
			terms := s.terms(Cell{Frequency: f, Start: at})
			tooLong := func(count money.Amount) bool { return terms.Months(s.AsOf, int(count)) > c.MonthsMost }
			if most := money.Amount(s.CountMost); c.MonthsMost > 0 && most > 0 && tooLong(most) {
				count := leastStep(1, most, 1, tooLong)
				wall = min(wall, s.Frequencies[f].Date(start, int(count)-1)-1)
			}
		}
	}
	for i := range tiers {
		tiers[i].FinishBy = min(tiers[i].FinishBy, wall)
		finish = max(finish, tiers[i].FinishBy)
	}
	fits := min(s.CountMost, 1)
	for f := range s.Frequencies {
		for n := s.CountMost; len(s.Starts[f]) > 0 && n > fits; n-- {
			if s.Frequencies[f].Date(s.Starts[f][0], n-1) <= finish {
				fits = n
			}
		}
	}
	if wall < civil.MaxDate {
		l.FinishMost = wall
	}
	// Twice as many are laid, so that a longer plan can be told as a concession.
	s.CountMost = min(2*fits, repay.MaxCount)
}
