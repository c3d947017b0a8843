package negotiate

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// The pay day and the rates of the mandate lay the grid itself, so that another one
// is another space. There are few of either, and each is laid and searched.

// rateSteps is how many steps the least rate of a mandate has at most down to none.
const rateSteps = 10

// GridConcessions returns, for a case without a plan, the least move of the pay day
// and that of the least rate that make one possible while all else stays as it is;
// none of one that opens nothing. A pay day moves by whole days within the month, the
// earlier of two as near; a rate falls to multiples of the least of 1, 2 and 5 with
// zeros before or behind that makes no more than ten steps of it.
func GridConcessions(c *Case, m *Mandate, b *Budget) (list []Concession) {
	if !reachable(c, m, b) {
		return nil
	}
	if now := b.Payday; now > 0 {
		list = append(list, leastDay(c, m, b, now)...)
	}
	return append(list, leastRate(c, m, b)...)
}

func leastDay(c *Case, m *Mandate, b *Budget, now int) []Concession {
	own := *b
	for by := 1; by < 31; by++ {
		for _, day := range [...]int{now - by, now + by} {
			if own.Payday = day; day < 1 || day > 31 {
				continue
			}
			if found := opening(c, m, &own, Constraint{Name: PaydayDue, Kind: KindPreference, Tier: -1, Now: money.Amount(now)}); found != nil {
				found.Change, found.Needed = money.Amount(by), money.Amount(day)
				return []Concession{*found}
			}
		}
	}
	return nil
}

func leastRate(c *Case, m *Mandate, b *Budget) []Concession {
	if len(m.Rates) == 0 {
		return nil
	}
	lowest := m.Rates[0]
	for i := range m.Rates {
		if yearlyRate(&m.Rates[i]).Cmp(yearlyRate(&lowest)) < 0 {
			lowest = m.Rates[i]
		}
	}
	now := money.Amount(lowest.Value.Shift(money.MaxRatePlaces).IntPart())
	step, own := usualStep(now, rateSteps), *m
	for rate := now - 1; rate >= 0; {
		rate = rate / step * step
		own.Rates = []money.Rate{{Value: decimal.New(int64(rate), -money.MaxRatePlaces), Per: lowest.Per}}
		if found := opening(c, &own, b, Constraint{Name: PlanRate, Kind: KindPolicy, Tier: -1, Per: lowest.Per, Now: now}); found != nil {
			found.Change, found.Needed = now-rate, rate
			return []Concession{*found}
		}
		rate--
	}
	return nil
}

// opening tells what a moved constraint opens, nil for nothing.
func opening(c *Case, m *Mandate, b *Budget, moved Constraint) *Concession {
	s, l, flaws := Compile(c, m, b)
	if len(flaws) > 0 {
		return nil
	}
	s.Lay()
	slice := s.first(l)
	if slice == nil {
		return nil
	}
	concession := &Concession{Constraint: moved}
	concession.take(s, 0, slice)
	return concession
}

// reachable tells whether the payments reach at all, on any day and without interest:
// nothing that moves the grid opens what they do not reach.
func reachable(c *Case, m *Mandate, b *Budget) bool {
	free := *m
	free.Rates = nil
	s, l, flaws := Compile(c, &free, b)
	if len(flaws) > 0 {
		return false
	}
	s.DepositDue, l.Earliest, l.LatestFirst, l.LatestFinish = s.AsOf, s.AsOf, civil.MaxDate, civil.MaxDate
	l.PaidMost, l.PaymentLeast, l.ValueLeast, l.PaidLeast = Most, 0, 0, 0
	for t := range l.Tiers {
		l.Tiers[t].FinishBy = civil.MaxDate
	}
	s.Lay()
	return s.Open(l)
}
