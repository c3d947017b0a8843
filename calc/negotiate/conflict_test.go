package negotiate

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/money"
)

// TestCorrectionsAreSmallest holds each correction against every plan of the grid:
// its moves open the set, none is a unit too long after those before it, and the
// set stays closed without any one of them, however far the others go.
func TestCorrectionsAreSmallest(t *testing.T) {
	several := 0
	for seed := range emptyCases() {
		s, l, claim, plans := smallEmpty(t, seed)
		wall(l, seed)
		corrections := s.Corrections(l, &claim)
		require.LessOrEqual(t, len(corrections), 3)
		if len(corrections) == 0 {
			all, rooms := movable(s.constraints(l, &claim), false)
			require.False(t, opens(plans, l, all, rooms), "seed %d", seed)
		}
		for _, correction := range corrections {
			var set []Constraint
			var moves []money.Amount
			for _, m := range correction.Moves {
				set, moves = append(set, m.Constraint), append(moves, m.Change)
			}
			if len(set) > 1 {
				several++
			}
			_, rooms := movable(set, false)
			for i, m := range correction.Moves {
				require.NotEqual(t, KindLaw, m.Kind)
				require.True(t, witnessed(plans, l, m.Witness, set, moves), "seed %d: %+v", seed, correction)
				without := slices.Clone(rooms)
				without[i] = 0
				require.False(t, opens(plans, l, set, without), "seed %d: %+v", seed, correction)
				shorter := slices.Concat(moves[:i], []money.Amount{m.Change - 1}, rooms[i+1:])
				require.False(t, opens(plans, l, set, shorter), "seed %d: %+v", seed, correction)
			}
		}
	}
	require.NotZero(t, several)
}

// TestConflictIsIrreducible holds a conflict against every plan of the grid: with
// all else as wide as it could be nothing is left, and without any one of it
// something is.
func TestConflictIsIrreducible(t *testing.T) {
	several := 0
	for seed := range emptyCases() {
		s, l, claim, plans := smallEmpty(t, seed)
		wall(l, seed)
		all, rooms := movable(s.constraints(l, &claim), true)
		conflict := s.Conflict(l, &claim)
		if len(conflict) == 0 {
			require.False(t, opens(plans, l, all, rooms), "seed %d", seed)
			continue
		}
		if len(conflict) > 1 {
			several++
		}
		held := slices.Clone(rooms)
		for i := range all {
			if slices.Contains(conflict, all[i]) {
				held[i] = 0
			}
		}
		require.False(t, opens(plans, l, all, held), "seed %d: %+v", seed, conflict)
		for i := range all {
			if slices.Contains(conflict, all[i]) {
				released := slices.Clone(held)
				released[i] = rooms[i]
				require.True(t, opens(plans, l, all, released), "seed %d: %+v without %+v", seed, conflict, all[i])
			}
		}
	}
	require.NotZero(t, several)
}

// movable are the constraints that may move, the law's too where asked for, and how
// far each can.
func movable(list []Constraint, law bool) (constraints []Constraint, rooms []money.Amount) {
	for i := range list {
		if law || list[i].Kind != KindLaw {
			constraints, rooms = append(constraints, list[i]), append(rooms, list[i].room())
		}
	}
	return constraints, rooms
}
