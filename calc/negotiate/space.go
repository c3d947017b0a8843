package negotiate

import (
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// Space is the published grid: every plan that is looked at, whatever the limits.
type Space struct {
	// AsOf is the day of the question, and Claim what is owed on it.
	AsOf  civil.Date
	Claim money.Amount
	// SumMost is the largest sum that an answer may state; no bound when zero.
	SumMost money.Amount
	// Frequencies and Rates are those that the mandate names.
	Frequencies []civil.Frequency
	Rates       []money.Rate
	// Starts are the first due dates of each frequency.
	Starts [][]civil.Date
	// CountMost is the largest number of instalments that is looked at.
	CountMost int
	// DepositStep is the step between two deposits, the first of them none, and
	// DepositDue the day on which one is due.
	DepositStep money.Amount
	DepositDue  civil.Date
	// PaymentStep is the grid of payments, and WaiverStep that of waivers.
	PaymentStep, WaiverStep money.Amount
	// Discount is the rate at which the creditor values later money.
	Discount money.Rate
	// Hazard is the creditor's assumption about broken promises; none when zero. It
	// chooses among plans and never decides what is in the set.
	Hazard repay.Hazard

	ladders []repay.Ladder
	slacks  [][]money.Amount
	carried [][][2]carried
}

// Cell is all of a plan but its waiver, and its payment, which follows from it.
// Frequency, Start and Rate are places in the lists of the space.
type Cell struct {
	Frequency, Start, Rate int
	// Count is the number of instalments asked for. With a coarse grid a plan may
	// clear in fewer.
	Count int
	// Deposit is paid before the instalments.
	Deposit money.Amount
}

// A count is no part of the grid when a debt that nobody pays would, by its last due
// date and at the rate of the plan, have grown more than so many times. The payments
// of such plans are all but interest: one step more clears the debt many instalments
// sooner, so that what is paid in all leaps with every step of the waiver.
const mostGrowth = 100

// growth is how many times the debt may grow: all that is paid is never more than
// that, and so a huge debt may grow less, with a whole one left for rounding.
func (s *Space) growth() money.Amount {
	if s.SumMost == 0 {
		return mostGrowth
	}
	return min(mostGrowth, max(1, s.SumMost/s.Claim-1))
}

// Lay prepares the space for searching. Its fields are taken as checked: the claim
// and the steps above zero, no start before AsOf.
func (s *Space) Lay() {
	s.ladders, s.slacks, s.carried = nil, nil, nil
	for f := range s.Frequencies {
		for at := range s.Starts[f] {
			for r := range s.Rates {
				terms := s.terms(Cell{Frequency: f, Start: at, Rate: r})
				ladder := terms.Ladder(s.CountMost, s.AsOf, s.Discount)
				ladder.Dues = ladder.Dues[:ladder.CountWithin(s.growth())]
				slacks := ladder.Slacks(len(ladder.Dues), s.PaymentStep)
				copy(slacks, ladder.Slacks(min(len(ladder.Dues), 1), 1)) // a single payment is on no grid
				s.ladders, s.slacks = append(s.ladders, ladder), append(s.slacks, slacks)
				s.carried = append(s.carried, make([][2]carried, len(slacks)))
			}
		}
	}
}

// Longest is the largest number of instalments of one frequency and rate that the
// grid has, where a tier would have time for more.
type Longest struct{ Frequency, Rate, Count int }

// Cut returns where the grid ends before the tiers do: a debt that nobody pays would
// have grown more than a hundredfold, or to a sum that no answer can state. Of
// several starts the earliest to end counts.
func (s *Space) Cut(l *Limits) (cut []Longest) {
	for f := range s.Frequencies {
		for r := range s.Rates {
			least := Longest{f, r, s.CountMost}
			for at, start := range s.Starts[f] {
				count := len(s.ladders[s.rung(Cell{Frequency: f, Start: at, Rate: r})].Dues)
				next := s.Frequencies[f].Date(start, count)
				if next.Valid() && slices.ContainsFunc(l.Tiers, func(t TierLimits) bool { return count < t.CountMost && next <= t.FinishBy }) {
					least.Count = min(least.Count, count)
				}
			}
			if least.Count < s.CountMost {
				cut = append(cut, least)
			}
		}
	}
	return cut
}

// terms are the terms of a cell, as quote takes them.
func (s *Space) terms(c Cell) repay.Terms {
	terms := repay.Terms{
		Shape: repay.Level, Count: c.Count, FirstDue: s.Starts[c.Frequency][c.Start], Every: &s.Frequencies[c.Frequency],
		Rate: s.Rates[c.Rate], DayCount: civil.Actual365Fixed, InterestFrom: s.AsOf, Roll: civil.RollNone,
		FinalPayment: repay.Smaller, Rounding: money.HalfUp,
	}
	if step := s.step(c); step > 1 {
		terms.MultipleOf = step
	}
	if c.Deposit > 0 {
		terms.Deposit = &repay.Deposit{Amount: c.Deposit, Due: s.DepositDue}
	}
	return terms
}

// step is the grid of a cell's payments: a single payment is whatever is owed.
func (s *Space) step(c Cell) money.Amount {
	if c.Count == 1 {
		return 1
	}
	return s.PaymentStep
}

// rung is where the ladder of a cell stands.
func (s *Space) rung(c Cell) int {
	rung := 0
	for f := range c.Frequency {
		rung += len(s.Starts[f])
	}
	return (rung+c.Start)*len(s.Rates) + c.Rate
}
