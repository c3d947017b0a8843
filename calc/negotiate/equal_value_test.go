package negotiate

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
)

// Every plan of a menu of equal value is in the set, worth what is said and no more
// than the tolerance above it, and dominated by no plan of the set; the value is the
// least that any plan of the grid is worth to whom nothing is waived; and the labels hold against every plan that was
// there to choose from.
func TestMenuOfEqualValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, l := drawSmall(t)
		set := s.Feasible(l)
		all := everyOffer(t, s, set)
		menu, value := s.MenuOfEqualValue(l, set)
		full, least := wideOpen(l), Most
		for _, w := range writeOut(t, s) {
			if w.waiver == 0 && w.within(full) {
				least = min(least, w.value)
			}
		}
		common := EqualValue{least, least*5/1000 + s.WaiverStep}
		choices := s.candidates(all, common)
		if value == nil {
			require.Empty(t, menu)
			for i := range choices {
				require.True(t, slices.ContainsFunc(all, func(o Offer) bool { return dominates(s, &o, &choices[i]) }), "%+v is worth as much, and not beaten", choices[i])
			}
			return
		}
		require.Equal(t, common, *value)
		require.NotEmpty(t, menu)
		for i := range menu {
			chosen := &menu[i].Offer
			require.Contains(t, all, *chosen)
			require.GreaterOrEqual(t, chosen.Value, value.Least)
			require.LessOrEqual(t, chosen.Value, value.Least+value.Tolerance)
			for k := range all {
				require.False(t, dominates(s, &all[k], chosen), "%+v\nis dominated by\n%+v", chosen, all[k])
			}
			for k := range choices {
				switch menu[i].Label {
				case Fastest:
					require.LessOrEqual(t, chosen.Finish, choices[k].Finish)
				case Cheapest:
					require.LessOrEqual(t, chosen.Paid, choices[k].Paid)
				case LowestPayment:
					require.LessOrEqual(t, s.burden(chosen, &choices[k]), 0)
				}
			}
			for k := range menu[:i] {
				require.False(t, s.alike(chosen, &menu[k].Offer))
			}
		}
		// Those that nothing beats and that differ from each other are all there is to fill up with.
		var unbeaten []Offer
		for i := range choices {
			beaten := slices.ContainsFunc(all, func(o Offer) bool { return dominates(s, &o, &choices[i]) })
			if !beaten && !slices.ContainsFunc(unbeaten, func(o Offer) bool { return s.alike(&o, &choices[i]) }) {
				unbeaten = append(unbeaten, choices[i])
			}
		}
		if len(choices) <= triesMost {
			require.GreaterOrEqual(t, len(menu), min(len(unbeaten), fewest))
		}
		require.LessOrEqual(t, len(menu), 5)
	})
}

// wideOpen are limits without the borrower's.
func wideOpen(l *Limits) *Limits {
	open := l.copy()
	open.DepositMost, open.Earliest, open.LatestFinish, open.PaidMost = Most, 0, civil.MaxDate, Most
	for f := range open.Caps {
		open.Caps[f] = Most
	}
	return &open
}

// A larger budget never worsens what there is to choose from at equal speed: in each
// cell the waiver with which it is worth that much does not shrink.
func TestALargerBudgetDoesNotWorsenEqualValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, small := drawSmall(t)
		large := small.copy()
		for f := range large.Caps {
			large.Caps[f] += money.Amount(rapid.IntRange(0, 60).Draw(t, "more"))
		}
		large.DepositMost += money.Amount(rapid.IntRange(0, 60).Draw(t, "more deposit"))
		smallSet, largeSet := s.Feasible(small), s.Feasible(&large)
		_, before := s.MenuOfEqualValue(small, smallSet)
		_, after := s.MenuOfEqualValue(&large, largeSet)
		if before == nil || after == nil {
			return
		}
		require.Equal(t, before, after)
		waived := map[Cell]money.Amount{}
		for _, o := range s.candidates(everyOffer(t, s, largeSet), *after) {
			waived[o.Cell] = o.Waiver
		}
		for _, o := range s.candidates(everyOffer(t, s, smallSet), *before) {
			require.GreaterOrEqual(t, waived[o.Cell], o.Waiver)
		}
	})
}

// candidates are the plans with the largest waiver of each cell with which it is worth
// at least a value, where that is within the tolerance.
func (s *Space) candidates(all []Offer, value EqualValue) (list []Offer) {
	largest := map[Cell]Offer{}
	for _, o := range all {
		if known, ok := largest[o.Cell]; o.Value >= value.Least && (!ok || o.Waiver > known.Waiver) {
			largest[o.Cell] = o
		}
	}
	for _, o := range all {
		if chosen, ok := largest[o.Cell]; ok && chosen == o && o.Value <= value.Least+value.Tolerance {
			list = append(list, o)
		}
	}
	return list
}
