package negotiate

import (
	"cmp"
	"math/bits"
	"slices"

	"parley/calc/civil"
	"parley/calc/money"
)

// Weights are how much each figure of a plan matters to the borrower, in parts of
// all together. They choose among plans of the set and never decide what is in it.
type Weights struct{ Burden, Paid, Finish, Deposit int }

// Even weighs all alike.
var Even = Weights{1, 1, 1, 1}

// Reference is what gains are counted from.
type Reference struct {
	// Weights are the borrower's. One who pays the whole claim at the full budget
	// until the latest day, with the largest deposit, gains nothing.
	Weights Weights
	// NoDeal is what the claim is worth to the creditor without an agreement.
	NoDeal money.Amount
}

// Point is a plan with what each side gains by it.
type Point struct {
	Offer
	// Comfort is the borrower's gain in billionths, cut down, from the reference to
	// paying nothing at all.
	Comfort int64
	// Gain is the creditor's, in money.
	Gain money.Amount
}

// Fair are the plans that well-known rules of division choose among the points of
// the frontier. None of them is the fair one; each says what it weighs.
type Fair struct {
	// Nash has the largest product of both gains.
	Nash *Point
	// KalaiSmorodinsky gives both sides the same share of the most that each could
	// gain, as nearly as the points allow.
	KalaiSmorodinsky *Point
	// Egalitarian gives both sides the same in money, as nearly as the points allow.
	Egalitarian *Point
}

const billion = 1_000_000_000

// Frontier returns the points of which no other gains more for one side and no
// less for the other, from the creditor's best to the borrower's. It looks at the
// ends of each slice and at three waivers between them.
func (s *Space) Frontier(l *Limits, set []Slice, ref Reference) []Point {
	latest := civil.Date(0)
	set = widest(set)
	for i := range set {
		dues := s.ladders[s.rung(set[i].Cell)].Dues
		latest = max(latest, dues[set[i].Count-1])
	}
	var points []Point
	for i := range set {
		waivers := set[i].Waivers
		low, high := waivers[0].Low, last(waivers)
		before := money.Amount(-1)
		for part := range money.Amount(5) {
			waiver := low + (high-low)*part/4/s.WaiverStep*s.WaiverStep
			if waiver == before || !holds(waivers, waiver) {
				continue
			}
			before = waiver
			points = append(points, s.point(l, s.Offer(set[i].Cell, set[i].Tier, waiver), latest, ref))
		}
	}
	return skyline(s, points)
}

func holds(list []Interval, at money.Amount) bool {
	return slices.ContainsFunc(list, func(i Interval) bool { return i.Low <= at && at <= i.High })
}

// skyline keeps the points that no other beats, one of several that are equal.
func skyline(s *Space, points []Point) []Point {
	slices.SortFunc(points, func(a, b Point) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(b.Comfort, a.Comfort), cheapest(s, &a.Offer, &b.Offer))
	})
	kept := points[:0]
	for _, p := range points {
		if len(kept) == 0 || p.Comfort > kept[len(kept)-1].Comfort {
			kept = append(kept, p)
		}
	}
	return kept
}

func (s *Space) point(l *Limits, o Offer, latest civil.Date, ref Reference) Point {
	w := ref.Weights
	sum := int64(w.Burden+w.Paid+w.Finish+w.Deposit) * billion
	sum -= int64(w.Burden)*share(o.Payment, l.Caps[o.Frequency]) + int64(w.Paid)*share(o.Paid, s.Claim) +
		int64(w.Finish)*share(money.Amount(o.Finish-s.AsOf), money.Amount(latest-s.AsOf)) + int64(w.Deposit)*share(o.Deposit, min(l.DepositMost, s.Claim))
	return Point{o, sum / int64(w.Burden+w.Paid+w.Finish+w.Deposit), s.Expected(l, &o) - ref.NoDeal}
}

// share is part as billionths of a whole, cut down, at most ten wholes; nothing is
// a share of nothing.
func share(part, whole money.Amount) int64 {
	if whole <= 0 {
		return 0
	}
	if part/10 >= whole {
		return 10 * billion
	}
	high, low := bits.Mul64(uint64(part), billion)
	quotient, _ := bits.Div64(high, low, uint64(whole))
	return int64(quotient)
}

// Divide chooses among points with a gain for both sides.
func (s *Space) Divide(points []Point) (fair Fair) {
	var gaining []Point
	var comfort int64
	gain := money.Amount(0)
	for _, p := range points {
		if p.Comfort > 0 && p.Gain > 0 {
			gaining = append(gaining, p)
			comfort, gain = max(comfort, p.Comfort), max(gain, p.Gain)
		}
	}
	if len(gaining) == 0 {
		return fair
	}
	fair.Nash = s.most(gaining, func(a, b *Point) int { return product(a.Gain, a.Comfort, b.Gain, b.Comfort) })
	fair.KalaiSmorodinsky = s.most(gaining, func(a, b *Point) int {
		return leximin(scaled(a.Comfort, int64(gain)), scaled(int64(a.Gain), comfort), scaled(b.Comfort, int64(gain)), scaled(int64(b.Gain), comfort))
	})
	fair.Egalitarian = s.most(gaining, func(a, b *Point) int {
		return leximin(wide{0, uint64(max(s.Claim-a.Paid, 0))}, wide{0, uint64(a.Gain)}, wide{0, uint64(max(s.Claim-b.Paid, 0))}, wide{0, uint64(b.Gain)})
	})
	return fair
}

// most returns the point that is largest, and of equal ones the one that costs the
// borrower less.
func (s *Space) most(points []Point, compare func(a, b *Point) int) *Point {
	best := &points[0]
	for i := range points {
		if cmp.Or(compare(&points[i], best), cheapest(s, &best.Offer, &points[i].Offer)) > 0 {
			best = &points[i]
		}
	}
	return best
}

// wide is a product of two figures: high × 2^64 + low.
type wide struct{ high, low uint64 }

func scaled(a, b int64) wide {
	high, low := bits.Mul64(uint64(a), uint64(b))
	return wide{high, low}
}

func (w wide) compare(v wide) int {
	return cmp.Or(cmp.Compare(w.high, v.high), cmp.Compare(w.low, v.low))
}

func product(a money.Amount, b int64, c money.Amount, d int64) int {
	return scaled(int64(a), b).compare(scaled(int64(c), d))
}

// leximin compares two pairs by their smaller member, and then by their larger.
func leximin(a, b, c, d wide) int {
	if a.compare(b) > 0 {
		a, b = b, a
	}
	if c.compare(d) > 0 {
		c, d = d, c
	}
	return cmp.Or(a.compare(c), b.compare(d))
}

// balanced is the offer that gives both sides the same share of their best, without
// a no-deal value.
func (s *Space) balanced(l *Limits, offers []Offer) *Offer {
	latest := civil.Date(0)
	for i := range offers {
		latest = max(latest, offers[i].Finish)
	}
	points := make([]Point, len(offers))
	for i := range offers {
		points[i] = s.point(l, offers[i], latest, Reference{Weights: Even})
	}
	if chosen := s.Divide(points).KalaiSmorodinsky; chosen != nil {
		return &chosen.Offer
	}
	return nil
}
