package negotiate

import (
	"math"
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
)

// EqualValue is what the plans of a menu are worth to the creditor on the day of the
// question: Least at least, and at most Tolerance more.
type EqualValue struct {
	// What each is worth at least.
	Least money.Amount `json:"least"`
	// How much more one may be worth: half a percent of that, cut down, and a step of the waiver.
	Tolerance money.Amount `json:"tolerance"`
}

const (
	// fewest is how many plans a menu of equal value is filled up to.
	fewest = 3
	// triesMost bounds how many plans are tried for that.
	triesMost = 16
)

// MenuOfEqualValue chooses three to five plans of a set that are worth alike to the
// creditor and differ in what they ask, fewer when there are fewer. Each is worth what
// the longest plans of the mandate are with nothing waived: who pays sooner is waived
// as much as makes up for it. The budget has no part in that value, so that a larger
// one never worsens what is offered at equal speed. It chooses among the largest
// waivers with which each cell is worth that much; a plan that dominates one takes its
// place, so that none is dominated by another of the set. The value is nil, and there
// is no menu, where no plan of the set is worth that.
//
// Source: G. Leonardelli, J. Gu, G. McRuer, V. Medvec and A. Galinsky, Multiple
// equivalent simultaneous offers (MESOs) reduce the negotiator dilemma, 2019.
func (s *Space) MenuOfEqualValue(l *Limits, set []Slice) (menu []Choice, value *EqualValue) {
	least, ok := s.fullValue(l)
	if !ok || len(set) == 0 {
		return nil, nil
	}
	value = &EqualValue{least, least/200 + s.WaiverStep}
	worth := *l
	worth.ValueLeast = max(l.ValueLeast, least)
	var offers []Offer
	for _, offer := range s.generous(s.Feasible(&worth)) {
		if offer.Value <= least+value.Tolerance {
			offers = append(offers, offer)
		}
	}
	add := func(label Label, o *Offer) {
		found := s.undominated(&worth, *o)
		if found.Value <= least+value.Tolerance && !slices.ContainsFunc(menu, func(c Choice) bool { return s.alike(&c.Offer, &found) }) {
			menu = append(menu, Choice{label, found})
		}
	}
	if len(offers) > 0 {
		add(Fastest, s.least(offers, fastest))
		add(Cheapest, s.least(offers, cheapest))
		add(LowestPayment, s.least(offers, lowestPayment))
		if balanced := s.balanced(l, offers); balanced != nil {
			add(Balanced, balanced)
		}
	}
	shape := s.shape(offers)
	for tries := 0; tries < triesMost && len(menu) < fewest && len(offers) > 0; tries++ {
		at := shape.farthest(offers, menu)
		add(Different, &offers[at])
		offers = slices.Delete(offers, at, at+1)
	}
	if len(menu) == 0 {
		value = nil
	}
	return menu, value
}

// fullValue is the least that a plan of the mandate is worth with nothing waived,
// whatever the borrower can pay; false when there is none.
func (s *Space) fullValue(l *Limits) (least money.Amount, ok bool) {
	full := l.copy()
	full.DepositMost, full.Earliest, full.LatestFinish, full.PaidMost, least = Most, s.AsOf, civil.MaxDate, Most, Most
	for f := range full.Caps {
		full.Caps[f] = Most
	}
	for t := range full.Tiers {
		full.Tiers[t].WaiverMost = 0
	}
	for _, offer := range s.generous(s.Feasible(&full)) {
		least = min(least, offer.Value)
	}
	return least, least < Most
}

// shape tells plans apart by what they ask of the borrower: the payments of a year,
// all that is paid, the last day and the deposit.
type shape struct {
	space *Space
	// ranges are how far the figures of some plans lie apart at most.
	ranges [4]money.Amount
}

func (s *Space) figures(o *Offer) [4]money.Amount {
	return [4]money.Amount{s.asLight(o, 0), o.Paid, money.Amount(o.Finish), o.Deposit}
}

func (s *Space) shape(offers []Offer) (of shape) {
	of.space = s
	for k := range of.ranges {
		low, high := Most, money.Amount(0)
		for i := range offers {
			figure := s.figures(&offers[i])[k]
			low, high = min(low, figure), max(high, figure)
		}
		of.ranges[k] = high - low
	}
	return of
}

// apart is how far two plans lie apart: the sum over their figures, each as a share
// of its range in billionths.
func (s *shape) apart(a, b *Offer) (sum int64) {
	figuresA, figuresB := s.space.figures(a), s.space.figures(b)
	for k, whole := range s.ranges {
		sum += share(money.Amount(apart(int64(figuresA[k]), int64(figuresB[k]))), whole)
	}
	return sum
}

// farthest is the place of the offer whose nearest plan of a menu lies farthest from
// it, the first of equal ones.
func (s *shape) farthest(offers []Offer, menu []Choice) (at int) {
	farthest := int64(-1)
	for i := range offers {
		nearest := int64(math.MaxInt64)
		for k := range menu {
			nearest = min(nearest, s.apart(&offers[i], &menu[k].Offer))
		}
		if nearest > farthest {
			at, farthest = i, nearest
		}
	}
	return at
}
