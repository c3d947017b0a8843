package negotiate

import (
	"slices"

	"parley/calc/ledger"
)

// Correction is a smallest set of constraints that open the set of plans together:
// none of them can be left out.
type Correction struct {
	// Moves are the least moves one after another: each is the least that opens the
	// set with the moves before it and those after it as far as they could go. The
	// witness of each is the plan that the whole correction makes possible.
	Moves []Concession
}

// Corrections returns at most three corrections: one that asks the borrower first,
// one that asks the creditor first, and one that takes turns; equal ones once. They
// are for a set that no single move opens: one may be a single move all the same,
// and not the smallest of those that Concessions tells. It returns none when nothing opens the set, or it is open already.
//
// Each looks at the set at most once for each constraint, which is at most 8, one
// for each frequency and 10 for each tier, and once for each move.
func (s *Space) Corrections(l *Limits, claim *ledger.Components) (corrections []Correction) {
	if s.Open(l) {
		return nil
	}
	var borrower, creditor []Constraint
	for _, c := range s.constraints(l, claim) {
		switch {
		case c.Kind == KindLaw:
		case c.Name.Owner() == Borrower:
			borrower = append(borrower, c)
		default:
			creditor = append(creditor, c)
		}
	}
	var told [][]Constraint
	// What comes first is kept first.
	for _, keep := range [][]Constraint{slices.Concat(creditor, borrower), slices.Concat(borrower, creditor), inTurns(borrower, creditor)} {
		set := s.correction(l, keep)
		if len(set) == 0 || slices.ContainsFunc(told, func(other []Constraint) bool { return sameSet(set, other) }) {
			continue
		}
		told = append(told, set)
		corrections = append(corrections, Correction{s.inOrder(l, set)})
	}
	return corrections
}

// Conflict returns an irreducible set of constraints that cannot hold together: with
// all others as wide as they could be no plan is left, and without any one of them
// there is one. Walls of the law hold throughout, and are none of them. It returns none when the grid itself
// has no plan, or the limits leave one. It looks at the set at most once for each
// constraint.
func (s *Space) Conflict(l *Limits, claim *ledger.Components) (conflict []Constraint) {
	if s.Open(l) {
		return nil
	}
	constraints := s.constraints(l, claim)
	own := l.copy()
	// The tiers first, so that few of their figures are in it.
	for i := len(constraints) - 1; i >= 0; i-- {
		c := &constraints[i]
		if c.move(&own, c.room()); s.Open(&own) {
			c.move(&own, 0)
			conflict = append(conflict, *c)
		}
	}
	return conflict
}

// correction returns a smallest set to move: all that could move do, and one after
// another is put back where the rest suffice.
func (s *Space) correction(l *Limits, keep []Constraint) (set []Constraint) {
	own := l.copy()
	for i := range keep {
		keep[i].move(&own, keep[i].room())
	}
	if !s.Open(&own) {
		return nil
	}
	for i := range keep {
		c := &keep[i]
		if c.move(&own, 0); !s.Open(&own) {
			c.move(&own, c.room())
			set = append(set, *c)
		}
	}
	return set
}

// inOrder finds the moves of a correction.
func (s *Space) inOrder(l *Limits, set []Constraint) []Concession {
	own := l.copy()
	for i := range set {
		set[i].move(&own, set[i].room())
	}
	moves := make([]Concession, len(set))
	for i, c := range set {
		c.move(&own, 0)
		change, at := s.leastMove(&own, &c, nil, c.room()+1)
		c.move(&own, change)
		moves[i].Constraint = c
		moves[i].take(s, change, at)
	}
	for i := range moves {
		moves[i].Witness = moves[len(moves)-1].Witness
	}
	return moves
}

// inTurns puts one of each list after one of the other.
func inTurns(a, b []Constraint) (list []Constraint) {
	for i := range max(len(a), len(b)) {
		if i < len(a) {
			list = append(list, a[i])
		}
		if i < len(b) {
			list = append(list, b[i])
		}
	}
	return list
}

func sameSet(a, b []Constraint) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(c Constraint) bool { return !slices.Contains(b, c) })
}
