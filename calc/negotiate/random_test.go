package negotiate_test

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
)

// draw returns a whole number from 0 up to, and without, n.
type draw func(n int64) int64

func pick[T any](d draw, from ...T) T { return from[d(int64(len(from)))] }

func (d draw) amount(most money.Amount) money.Amount { return money.Amount(d(int64(most) + 1)) }

var (
	day0    = civil.MustParse("2026-03-15")
	weekly  = civil.Frequency{Unit: civil.UnitWeek, N: 1}
	halves  = civil.Frequency{Unit: civil.UnitSemiMonth, N: 1}
	monthly = civil.Frequency{Unit: civil.UnitMonth, N: 1}
)

func rate(text string, per money.Per) money.Rate {
	return money.Rate{Value: decimal.RequireFromString(text), Per: per}
}

// randomRate has none, lawful ones, and some that double a debt in a day.
func randomRate(d draw) money.Rate {
	return pick(d, rate("0", money.PerYear), rate("0.036", money.PerYear), rate("0.24", money.PerYear),
		rate("0.0005", money.PerDay), rate("0.02", money.PerMonth), rate("0.35", money.PerMonth), rate("9", money.PerYear),
		rate("100", money.PerYear), rate("1.5", money.PerDay))
}

// randomSpace is a published grid for a claim.
func randomSpace(d draw, claim money.Amount, counts int64) *negotiate.Space {
	s := &negotiate.Space{
		AsOf: day0, Claim: claim, CountMost: 1 + int(d(counts)), Discount: randomRate(d),
		DepositStep: claim/money.Amount(1+d(4)) + 1, DepositDue: day0 + civil.Date(d(20)),
		PaymentStep: pick(d, 1, 1, 2, 7, 50, 1+claim/9), WaiverStep: pick(d, 1, 1, 1, 3, 1+claim/7),
	}
	for range 1 + d(2) {
		s.Frequencies = append(s.Frequencies, pick(d, weekly, halves, monthly))
		starts := []civil.Date{day0 + civil.Date(d(40))}
		if d(2) == 0 {
			starts = append(starts, day0+civil.Date(d(40)))
		}
		s.Starts = append(s.Starts, starts)
	}
	for range 1 + d(2) {
		s.Rates = append(s.Rates, randomRate(d))
	}
	s.Lay()
	return s
}

// days is a day that the plans of a space come to, more or less.
func (d draw) day(s *negotiate.Space) civil.Date {
	return day0 + civil.Date(d(40+int64(31*s.CountMost)))
}

// share is none of a sum up to somewhat more than all.
func (d draw) share(of money.Amount) money.Amount { return d.amount(of + of/4 + 1) }

// randomLimits are drawn each as one that nothing exceeds or as one that bites. In
// half of the cases most of them are absent, so that not every set is empty.
func randomLimits(d draw, s *negotiate.Space) *negotiate.Limits {
	odds := pick[int64](d, 2, 4, 8)
	bites := func() bool { return d(odds) == 0 }
	l := wideOpen(s)
	for f := range l.Caps {
		l.Caps[f] = pick(d, negotiate.Most, negotiate.Most, d.share(2*s.Claim), d.share(s.Claim/money.Amount(s.CountMost)))
	}
	if bites() {
		l.DepositMost = d.share(s.Claim)
	}
	if bites() {
		l.Earliest = day0 + civil.Date(d(40))
	}
	if bites() {
		l.LatestFinish = d.day(s)
	}
	like := anyPlan(d, s)
	if bites() {
		l.PaidMost = pick(d, d.share(s.Claim), like.paid, like.paid, like.paid-1)
	}
	if bites() {
		l.LatestFirst = day0 + civil.Date(d(40))
	}
	if bites() {
		l.PaymentLeast = d.share(s.Claim / money.Amount(s.CountMost))
	}
	if bites() {
		l.ValueLeast = pick(d, d.share(s.Claim), like.value, like.value, like.value+1)
	}
	if bites() {
		l.PaidLeast = pick(d, d.share(s.Claim), like.paid, like.paid, like.paid+1)
	}
	for range 1 + d(3) {
		l.Tiers = append(l.Tiers, randomTier(d, s, bites))
	}
	return l
}

// wideOpen are limits that nothing exceeds, without a tier.
func wideOpen(s *negotiate.Space) *negotiate.Limits {
	l := &negotiate.Limits{
		DepositMost: negotiate.Most, LatestFinish: civil.MaxDate, LatestFirst: civil.MaxDate, PaidMost: negotiate.Most,
	}
	for range s.Frequencies {
		l.Caps = append(l.Caps, negotiate.Most)
	}
	return l
}

// anyPlan is one of the grid, for limits that pass just beside it.
func anyPlan(d draw, s *negotiate.Space) checked {
	f := d(int64(len(s.Frequencies)))
	c := negotiate.Cell{Frequency: int(f), Start: int(d(int64(len(s.Starts[f])))), Rate: int(d(int64(len(s.Rates)))),
		Count: 1 + int(d(int64(s.CountMost))), Deposit: s.DepositStep * money.Amount(d(2))}
	for waiver := d.amount(s.Claim / 2); ; waiver /= 2 {
		plan, ok := check(s, c, waiver)
		if ok || waiver == 0 && c.Deposit == 0 { // too large for any plan
			return plan
		}
		c.Deposit = 0
	}
}

func randomTier(d draw, s *negotiate.Space, bites func() bool) negotiate.TierLimits {
	tier := negotiate.TierLimits{FinishBy: civil.MaxDate, CountMost: s.CountMost, WaiverMost: negotiate.Most}
	if bites() {
		tier.FinishBy = d.day(s)
	}
	if bites() {
		tier.CountMost = 1 + int(d(int64(s.CountMost)))
	}
	if bites() {
		tier.DepositLeast = d.share(s.Claim)
	}
	if bites() {
		tier.WaiverMost = d.share(s.Claim)
	}
	tier.Ceilings = ledger.Components{Principal: d.amount(s.Claim / 2), Penalty: d.amount(s.Claim / 4), Fees: d.amount(s.Claim / 4)}
	return tier
}
