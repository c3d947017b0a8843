package negotiate

import (
	"math"
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/ledger"
	"parley/calc/money"
)

// RemarkCode says what a creditor may want to look at in a mandate.
type RemarkCode string

const (
	// BandHole is accounts between those of the tiers that no tier is for.
	BandHole RemarkCode = "band_hole"
	// BandOverlap is two tiers of one speed that are for the same accounts and waive differently.
	BandOverlap RemarkCode = "band_overlap"
	// FasterWaivesLess is a tier that asks for faster payment than another and waives less.
	FasterWaivesLess RemarkCode = "faster_waives_less"
	// TierCovered is a tier that nobody needs: another one gives as much or more, to the same accounts, on as little authority.
	TierCovered RemarkCode = "tier_covered"
	// ApprovalLower is a tier that gives as much as another or more on less authority.
	ApprovalLower RemarkCode = "approval_lower"
	// TierEmpty is a tier that no plan can be within.
	TierEmpty RemarkCode = "tier_empty"
	// CeilingBeyondFloor is a tier whose waivers the floor of what is paid never lets anyone have whole.
	CeilingBeyondFloor RemarkCode = "ceiling_beyond_floor"
	// Cliff is a day on which the most that is waived changes by a sum at once.
	Cliff RemarkCode = "cliff"
	// WaitingPays is a day from which a debt can be settled for less than on any day before it, whatever it has grown by.
	WaitingPays RemarkCode = "waiting_pays"
)

// Remark is one thing to look at in a mandate. It is a hint, not an error.
type Remark struct {
	// Which.
	Code RemarkCode `json:"code"`
	// The tier that it speaks of, and the one that it is compared with.
	Tier  string `json:"tier,omitempty"`
	Other string `json:"other,omitempty"`
	// The accounts that it speaks of.
	When *When `json:"when,omitempty"`
	// The component that it speaks of.
	Component ledger.Component `json:"component,omitempty"`
	// For a cliff and for waiting that pays: the first day overdue after it. For a cliff, by how much more is waived than on the day before, below zero when less is; for waiting that pays, by how much less has to be paid than on any day before.
	Day    int           `json:"day,omitempty"`
	Change *money.Amount `json:"change,omitempty" min:"-999999999999999999"`
}

// RemarksMost is the largest number of remarks.
const RemarksMost = 100

// Lint looks for what a creditor can hardly have meant, tier by tier, then pair by
// pair, then band by band. It looks at the first 64 tiers.
func Lint(m *Mandate) (remarks []Remark) {
	tiers := m.Tiers[:min(len(m.Tiers), 64)]
	for i := range tiers {
		if m.empty(&tiers[i]) {
			remarks = append(remarks, Remark{Code: TierEmpty, Tier: tiers[i].Name})
		} else if m.beyondFloor(&tiers[i]) {
			remarks = append(remarks, Remark{Code: CeilingBeyondFloor, Tier: tiers[i].Name})
		}
		for k := range tiers {
			if k != i && tiers[i].meets(&tiers[k]) {
				remarks = append(remarks, m.compared(&tiers[i], &tiers[k], i < k)...)
			}
		}
	}
	remarks = append(remarks, holes(tiers)...)
	return remarks[:min(len(remarks), RemarksMost)]
}

// empty tells whether no plan can be within a tier: a deposit is below the claim and
// on the grid.
func (m *Mandate) empty(t *Tier) bool {
	if t.MinDeposit == nil || t.MinDeposit.Sign() <= 0 {
		return false
	}
	below := t.When != nil && t.When.Balance != nil && t.When.Balance.To > 0 && m.DepositStep >= t.When.Balance.To-1
	return below || t.MinDeposit.Cmp(one) >= 0
}

var one = decimal.New(1, 0)

// beyondFloor tells whether the floor of what is paid leaves less than what the tier
// waives, whatever the claim is made of.
func (m *Mandate) beyondFloor(t *Tier) bool {
	if m.RecoveryFloor == nil || t.MaxWaiver != nil {
		return false
	}
	least := one
	for _, name := range ledger.AllComponents {
		least = decimal.Min(least, m.ceiling(t, name))
	}
	return least.Add(*m.RecoveryFloor).Cmp(one) > 0
}

// ceiling is the share of a component that a tier waives.
func (m *Mandate) ceiling(t *Tier, name ledger.Component) decimal.Decimal {
	if share := t.Ceilings.share(name); share != nil && slices.Contains(m.Order(), name) {
		return *share
	}
	return decimal.Decimal{}
}

// compared finds what is odd about a tier beside another that is for some of the
// same accounts. Of two that are alike the first one speaks of the second.
func (m *Mandate) compared(t, other *Tier, first bool) (remarks []Remark) {
	quicker, slower := slackOf(t), slackOf(other)
	days, count := quicker.days-slower.days, quicker.count-slower.count
	gives, given := m.gives(t, other), m.gives(other, t)
	switch {
	case gives && (!given || first) && m.rank(t.Level) <= m.rank(other.Level) && t.covers(other):
		return []Remark{{Code: TierCovered, Tier: other.Name, Other: t.Name}}
	case gives && !given && m.rank(t.Level) < m.rank(other.Level):
		return []Remark{{Code: ApprovalLower, Tier: t.Name, Other: other.Name}}
	case days == 0 && count == 0 && first && m.lower(t, other) != "" && m.lower(other, t) != "":
		return []Remark{{Code: BandOverlap, Tier: t.Name, Other: other.Name}}
	case days <= 0 && count <= 0 && days+count < 0:
		if name := m.lower(t, other); name != "" {
			remarks = append(remarks, Remark{Code: FasterWaivesLess, Tier: t.Name, Other: other.Name, Component: name})
		}
	}
	return remarks
}

// slack is how much time a tier leaves.
type slack struct{ days, count int }

func slackOf(t *Tier) slack {
	s := slack{t.FinishWithinDays, t.MaxCount}
	if s.days == 0 {
		s.days = math.MaxInt32
	}
	if s.count == 0 {
		s.count = math.MaxInt32
	}
	return s
}

// gives tells whether a tier gives at least as much as another in every way.
func (m *Mandate) gives(t, other *Tier) bool {
	more, less := slackOf(t), slackOf(other)
	deposit := func(t *Tier) decimal.Decimal {
		if t.MinDeposit == nil {
			return decimal.Decimal{}
		}
		return *t.MinDeposit
	}
	return more.days >= less.days && more.count >= less.count && deposit(t).Cmp(deposit(other)) <= 0 &&
		t.most() >= other.most() && m.lower(t, other) == ""
}

func (t *Tier) most() money.Amount {
	if t.MaxWaiver == nil {
		return Most
	}
	return *t.MaxWaiver
}

// lower is the first component of which a tier waives less than another.
func (m *Mandate) lower(t, other *Tier) ledger.Component {
	for _, name := range m.Order() {
		if m.ceiling(t, name).Cmp(m.ceiling(other, name)) < 0 {
			return name
		}
	}
	return ""
}
