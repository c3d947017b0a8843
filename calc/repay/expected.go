package repay

import (
	"math/bits"

	"parley/calc/civil"
	"parley/calc/money"
)

// Billionth is the unit of the shares of a hazard.
const Billionth = 1_000_000_000

// Hazard is an assumption about how promises break, its figures in billionths and
// none below zero. It is the creditor's own, and says nothing about a borrower.
type Hazard struct {
	// PerMonth is the rate at which plans break in a month where the burden is
	// BurdenMid; at most 1.
	PerMonth int64
	// BurdenWeight is how strongly it rises with the burden, the share that a payment
	// takes of what the borrower has for it; at most 100. BurdenMid is the burden at
	// which it is PerMonth; at most 10.
	BurdenWeight, BurdenMid int64
	// Recovered is the share that is still recovered of what is then owed, the waiver
	// included; at most 1.
	Recovered int64
}

// survival returns the chance that a promise outlives a period of so many months
// at a burden in billionths, at most 10:
//
//	exp(−months × perMonth × exp(weight × (burden − mid)))
func (h Hazard) survival(months civil.Ratio, burden int64) factor {
	strain := burden - h.BurdenMid
	size := uint64(max(strain, -strain))
	high, low := bits.Mul64(size, uint64(h.BurdenWeight)) // at most 10^10 × 10^11
	exponent, _ := bits.Div64(high, low, Billionth)
	strength := decay(exponent)
	rate := uint64(h.PerMonth) * uint64(months.Num) / uint64(months.Den)
	switch {
	case strength.one():
	case strain < 0:
		rate, _ = bits.Mul64(rate, strength.bits)
	case rate >= strength.bits:
		rate = mostDecay
	default:
		rate, _ = bits.Div64(rate, 0, strength.bits)
	}
	return decay(rate)
}

// mostDecay is the largest exponent told apart, in billionths: 20 times the least
// that two to the power of 64 can show is no chance at all.
const mostDecay = 40 * Billionth

// decay returns exp(−x) of x in billionths as (1 − x/2^24)^(2^24), cut down. That is
// within x²/2^25 of it and, unlike a series, never rises with x: more hazard never
// makes a chance larger.
func decay(x uint64) factor {
	if x == 0 {
		return factor{}
	}
	high, low := bits.Mul64(min(x, mostDecay), 1<<(64-24))
	part, _ := bits.Div64(high, low, Billionth)
	f := factor{-max(part, 1)}
	for range 24 {
		f = f.times(f)
	}
	return f
}

// Expected returns what a plan is worth when its promises may break: the deposit,
// each instalment as likely as the promise is still kept, and when it breaks the
// share that is recovered of what is then owed, all valued on the day of the
// question. Burden is the share that the payment takes of what there is for it, in
// billionths, at most 10, months the length of a period, and waived what comes back
// on breach. Without hazard it is Value.
func (l *Ladder) Expected(h Hazard, burden int64, months civil.Ratio, balance, payment, waived money.Amount, settled Settled, deposit money.Amount, due civil.Date) money.Amount {
	if h.PerMonth == 0 {
		return l.Value(payment, settled, deposit, due)
	}
	period := h.survival(months, burden)
	kept, sum := factor{}, worth{}
	for k := range settled.Count {
		before := kept
		kept = kept.times(period)
		paid, interest := payment, money.Amount(0)
		if interest, _ = l.factors.interest(balance, k); k == settled.Count-1 {
			paid = settled.Last
		}
		owed := balance + interest + waived
		high, low := bits.Mul64(uint64(owed), uint64(h.Recovered))
		recovered, _ := bits.Div64(high, low, Billionth)
		sum = sum.plus(kept.times(l.values[k]).worth().times(paid))
		broken := before.worth().minus(kept.worth()) // below one: a promise may break in the first period
		sum = sum.plus(factor{broken.low}.partOf(l.values[k]).times(money.Amount(recovered)))
		balance = balance + interest - paid
	}
	return l.rounded(sum, deposit, due)
}

func (w worth) minus(v worth) worth {
	low, borrow := bits.Sub64(w.low, v.low, 0)
	return worth{w.high - v.high - borrow, low}
}

// partOf is f × g where f, zero included, is below one.
func (f factor) partOf(g factor) worth {
	if g.one() {
		return worth{0, f.bits}
	}
	high, _ := bits.Mul64(f.bits, g.bits)
	return worth{0, high}
}
