package negotiate

import (
	"math"
	"slices"

	"parley/calc/money"
)

// band is a range of whole numbers, the end not in it.
type band struct{ from, to int64 }

const endless = math.MaxInt64

// daysOf and balanceOf are the bands that a tier is for; a tier that names none is
// for all.
func daysOf(t *Tier) band {
	if t.When == nil || t.When.DaysOverdue == nil {
		return band{0, endless}
	}
	return open(int64(t.When.DaysOverdue.From), int64(t.When.DaysOverdue.To))
}

func balanceOf(t *Tier) band {
	if t.When == nil || t.When.Balance == nil {
		return band{0, endless}
	}
	return open(int64(t.When.Balance.From), int64(t.When.Balance.To))
}

func open(from, to int64) band {
	if to == 0 {
		to = endless
	}
	return band{from, to}
}

func (b band) holds(other band) bool { return b.from <= other.from && other.to <= b.to }

func (b band) meets(other band) bool { return max(b.from, other.from) < min(b.to, other.to) }

func (t *Tier) segments() []string {
	if t.When == nil {
		return nil
	}
	return t.When.Segments
}

func (t *Tier) hardship() *bool {
	if t.When == nil {
		return nil
	}
	return t.When.Hardship
}

// meets tells whether two tiers are both for some account.
func (t *Tier) meets(other *Tier) bool {
	if !daysOf(t).meets(daysOf(other)) || !balanceOf(t).meets(balanceOf(other)) {
		return false
	}
	if a, b := t.hardship(), other.hardship(); a != nil && b != nil && *a != *b {
		return false
	}
	a, b := t.segments(), other.segments()
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(name string) bool { return slices.Contains(b, name) })
}

// covers tells whether a tier is for every account that another is for.
func (t *Tier) covers(other *Tier) bool {
	if !daysOf(t).holds(daysOf(other)) || !balanceOf(t).holds(balanceOf(other)) {
		return false
	}
	if a, b := t.hardship(), other.hardship(); a != nil && (b == nil || *a != *b) {
		return false
	}
	a, b := t.segments(), other.segments()
	return len(a) == 0 || len(b) > 0 && !slices.ContainsFunc(b, func(name string) bool { return !slices.Contains(a, name) })
}

// cuts are all ends of the bands of the tiers, ascending, each once.
func cuts(tiers []Tier, of func(*Tier) band) (ends []int64) {
	for i := range tiers {
		b := of(&tiers[i])
		ends = append(ends, b.from)
		if b.to < endless {
			ends = append(ends, b.to)
		}
	}
	slices.Sort(ends)
	return slices.Compact(ends)
}

// alike is accounts that are alike to the mandate in one way, and which tiers are
// for them, one bit each.
type alike struct {
	band
	segment  string
	hardship *bool
	tiers    uint64
}

// stretches cuts one way of telling accounts apart into bands that are alike, from
// the first band of a tier to the last.
func stretches(tiers []Tier, of func(*Tier) band) (list []alike) {
	ends := cuts(tiers, of)
	for i, from := range ends {
		b := band{from, endless}
		if i+1 < len(ends) {
			b.to = ends[i+1]
		}
		all := uint64(0)
		for k := range tiers {
			if of(&tiers[k]).holds(b) {
				all |= 1 << k
			}
		}
		if b.to < endless || all > 0 {
			list = append(list, alike{band: b, tiers: all})
		}
	}
	return list
}

// kinds are the segments that tiers name, each in and out of hardship where a tier
// tells them apart; one segment of several with the same tiers stands for them.
func kinds(tiers []Tier) (list []alike) {
	names := []string{""}
	told := [2]bool{}
	for i := range tiers {
		names = append(names, tiers[i].segments()...)
		if in := tiers[i].hardship(); in != nil {
			told[0], told[1] = told[0] || !*in, told[1] || *in
		} else {
			told = [2]bool{true, true}
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		for i, in := range []bool{false, true} {
			k := alike{segment: name, hardship: &in}
			for at := range tiers {
				of, segments := tiers[at].hardship(), tiers[at].segments()
				if (of == nil || *of == in) && (len(segments) == 0 || slices.Contains(segments, name)) {
					k.tiers |= 1 << at
				}
			}
			same := slices.IndexFunc(list, func(other alike) bool { return other.tiers == k.tiers })
			switch {
			case !told[i] || name == "" && k.tiers == 0:
			case same < 0:
				list = append(list, k)
			case list[same].segment == name:
				list[same].hardship = nil
			}
		}
	}
	return list
}

// holes are the accounts between the bands of the tiers that no tier is for.
func holes(tiers []Tier) (remarks []Remark) {
	days, balances := stretches(tiers, daysOf), stretches(tiers, balanceOf)
	for _, kind := range kinds(tiers) {
		for _, balance := range balances {
			for i := 0; i < len(days) && len(remarks) < RemarksMost; i++ {
				from := days[i].from
				for i < len(days) && days[i].tiers&balance.tiers&kind.tiers == 0 {
					i++
				}
				if i == 0 || days[i-1].to <= from {
					continue
				}
				remarks = append(remarks, Remark{Code: BandHole, When: when(kind, balance.band, band{from, days[i-1].to})})
			}
		}
	}
	return remarks
}

// when says in the words of a mandate which accounts are meant.
func when(kind alike, balance, days band) *When {
	w := &When{Hardship: kind.hardship}
	if kind.segment != "" {
		w.Segments = []string{kind.segment}
	}
	if days != (band{0, endless}) {
		w.DaysOverdue = &DaysBand{From: int(days.from)}
		if days.to < endless {
			w.DaysOverdue.To = int(days.to)
		}
	}
	if balance != (band{0, endless}) {
		w.Balance = &BalanceBand{From: money.Amount(balance.from)}
		if balance.to < endless {
			w.Balance.To = money.Amount(balance.to)
		}
	}
	return w
}
