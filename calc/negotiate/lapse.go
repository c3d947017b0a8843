package negotiate

import "parley/calc/civil"

// Lapse is what days that go by bring about when nobody does anything.
type Lapse struct {
	// The event that notes it: expire or missed.
	Kind EventKind `json:"kind"`
	// The first day on which it can be noted.
	Date civil.Date `json:"date"`
}

// Next returns what time alone brings about next, and nil when there is nothing:
// no offer is open and no promise is waited for.
func (r *Record) Next() *Lapse {
	next := Lapse{Date: civil.MaxDate + 1}
	for i := range r.Offers {
		if offer := &r.Offers[i]; offer.State == OfferOpen && offer.Terms.lastDay()+1 < next.Date {
			next = Lapse{EventExpire, offer.Terms.lastDay() + 1}
		}
	}
	for i := range r.Promises {
		if promise := &r.Promises[i]; promise.State == PromiseOpen && r.Rules.missedFrom(promise) < next.Date {
			next = Lapse{EventMissed, r.Rules.missedFrom(promise)}
		}
	}
	if !next.Date.Valid() {
		return nil
	}
	return &next
}
