package negotiate

import (
	"cmp"
	"math/bits"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// Offer is one plan of the space in figures.
type Offer struct {
	Cell
	// Tier is the place of the tier that allows it: of several the one that is
	// named first by its level and then by its name.
	Tier int
	// Waiver is what is waived in all.
	Waiver money.Amount
	// Payment is the sum of each instalment but the last, Last that of the last one,
	// and Instalments their number.
	Payment, Last money.Amount
	Instalments   int
	// Paid is everything that is paid, the deposit included, and Value what that is
	// worth to the creditor on the day of the question.
	Paid, Value money.Amount
	// Finish is the day of the last payment.
	Finish civil.Date
}

// Offer puts figures to a waiver of a cell that is within the set.
func (s *Space) Offer(c Cell, tier int, waiver money.Amount) Offer {
	ladder := &s.ladders[s.rung(c)]
	balance := s.Claim - c.Deposit - waiver
	payment, _ := ladder.Payment(balance, c.Count, s.step(c))
	settled := ladder.Settle(balance, payment, c.Count)
	value := ladder.Value(payment, settled, c.Deposit, s.DepositDue)
	if settled.Count == 1 {
		payment = settled.Last
	}
	return Offer{
		Cell: c, Tier: tier, Waiver: waiver, Payment: payment, Last: settled.Last, Instalments: settled.Count,
		Paid: settled.Paid + c.Deposit, Value: value,
		Finish: ladder.Dues[settled.Count-1],
	}
}

// Expected is what an offer is worth to the creditor when promises may break.
func (s *Space) Expected(l *Limits, o *Offer) money.Amount {
	if s.Hazard.PerMonth == 0 {
		return o.Value
	}
	year := s.Frequencies[o.Frequency].PerYear()
	return s.ladders[s.rung(o.Cell)].Expected(s.Hazard, share(o.Payment, l.Caps[o.Frequency]), civil.Ratio{Num: 12 * year.Den, Den: year.Num},
		s.Claim-o.Deposit-o.Waiver, o.Payment, o.Waiver, repay.Settled{Count: o.Instalments, Last: o.Last}, o.Deposit, s.DepositDue)
}

// Terms are the terms of an offer; with its waivers quote makes the same plan of them.
func (s *Space) Terms(o *Offer) repay.Terms { return s.terms(o.Cell) }

// burden compares what two offers take out of a year.
func (s *Space) burden(a, b *Offer) int {
	yearA, yearB := s.Frequencies[a.Frequency].PerYear(), s.Frequencies[b.Frequency].PerYear()
	highA, lowA := bits.Mul64(uint64(a.Payment), uint64(yearA.Num*yearB.Den))
	highB, lowB := bits.Mul64(uint64(b.Payment), uint64(yearB.Num*yearA.Den))
	return cmp.Or(cmp.Compare(highA, highB), cmp.Compare(lowA, lowB))
}

// asLight is the largest payment of a frequency that takes no more out of a year
// than an offer does.
func (s *Space) asLight(o *Offer, frequency int) money.Amount {
	own, other := s.Frequencies[o.Frequency].PerYear(), s.Frequencies[frequency].PerYear()
	high, low := bits.Mul64(uint64(o.Payment), uint64(own.Num*other.Den))
	divisor := uint64(own.Den * other.Num)
	if high >= divisor {
		return Most
	}
	payment, _ := bits.Div64(high, low, divisor)
	return money.Amount(min(payment, uint64(Most)))
}

// Order is what an offer is chosen by: of two it says which comes first, below
// zero for a.
type order func(s *Space, a, b *Offer) int

// Each order ends in every figure of an offer, so that what comes first in it is
// never dominated, and then in the cell, so that no order of lists decides.
func fastest(s *Space, a, b *Offer) int {
	return cmp.Or(cmp.Compare(a.Finish, b.Finish), cmp.Compare(a.Paid, b.Paid), s.burden(a, b), s.rest(a, b))
}

func cheapest(s *Space, a, b *Offer) int {
	return cmp.Or(cmp.Compare(a.Paid, b.Paid), cmp.Compare(a.Finish, b.Finish), s.burden(a, b), s.rest(a, b))
}

func lowestPayment(s *Space, a, b *Offer) int {
	return cmp.Or(s.burden(a, b), cmp.Compare(a.Paid, b.Paid), cmp.Compare(a.Finish, b.Finish), s.rest(a, b))
}

func (s *Space) rest(a, b *Offer) int {
	return cmp.Or(
		cmp.Compare(a.Deposit, b.Deposit), cmp.Compare(b.Value, a.Value), cmp.Compare(a.Frequency, b.Frequency),
		cmp.Compare(a.Start, b.Start), cmp.Compare(a.Rate, b.Rate), cmp.Compare(a.Count, b.Count), cmp.Compare(a.Tier, b.Tier),
	)
}
