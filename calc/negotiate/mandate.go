package negotiate

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// Mandate is what a creditor lets its collectors agree to. Shares are fractions of
// one, and those of the claim are rounded in its favour.
type Mandate struct {
	// What may be agreed to, for which accounts. A plan is within the mandate when it is within one tier that applies.
	Tiers []Tier `json:"tiers" minitems:"1" maxitems:"64"`
	// How often instalments may be due.
	Frequencies []civil.Frequency `json:"frequencies" minitems:"1" maxitems:"8"`
	// The rates of interest that a plan may bear, each at most 1 a year; no interest when left out.
	Rates []money.Rate `json:"rates,omitempty" maxitems:"8"`
	// The least instalment of a plan of several.
	MinPayment money.Amount `json:"min_payment,omitempty"`
	// The latest day of the first instalment, in days after the day of the question.
	LatestFirstDueDays int `json:"latest_first_due_days,omitempty" min:"1" max:"366" default:"45"`
	// The rate at which the creditor values later money; none when left out.
	DiscountRate *money.Rate `json:"discount_rate,omitempty"`
	// The least that a plan has to be worth on the day of the question, as a share of the claim.
	NPVFloor *decimal.Decimal `json:"npv_floor,omitempty" min:"0" max:"1"`
	// The least that has to be paid in all, as a share of the claim.
	RecoveryFloor *decimal.Decimal `json:"recovery_floor,omitempty" min:"0" max:"1"`
	// Who may agree to a tier, the least authority first; as the tiers name them when left out.
	Levels []string `json:"levels,omitempty" maxlen:"64" maxitems:"12"`
	// Payments are multiples of this sum; of one minor unit when left out.
	PaymentStep money.Amount `json:"payment_step,omitempty" min:"1" max:"100000000"`
	// Sums waived are multiples of this sum; of one minor unit when left out.
	WaiverStep money.Amount `json:"waiver_step,omitempty" min:"1" max:"100000000"`
	// Deposits are multiples of this sum; when left out, of the least of 1, 2 and 5 with zeros behind that makes no more than 50 steps of the claim.
	DepositStep money.Amount `json:"deposit_step,omitempty" min:"1"`
	// The components of which a sum is waived, in that order, nothing of the others; charges before interest before principal when left out.
	WaiverOrder []ledger.Component `json:"waiver_order,omitempty" maxitems:"6"`
	// An assumption about how promises break, the creditor's own; none when left out.
	Hazard *HazardAssumption `json:"hazard,omitempty"`
	// What the creditor expects without an agreement.
	NoDeal *NoDeal `json:"no_deal,omitempty"`
}

// Tier is one row of a mandate.
type Tier struct {
	// What the creditor calls it; no two tiers share a name.
	Name string `json:"name" maxlen:"80"`
	// The accounts that it is for; all when left out.
	When *When `json:"when,omitempty"`
	// The latest day of the last instalment, in days after the day of the question.
	FinishWithinDays int `json:"finish_within_days,omitempty" min:"1" max:"18300"`
	// The largest number of instalments; 600 when left out.
	MaxCount int `json:"max_count,omitempty" min:"1" max:"600"`
	// The least deposit, as a share of the claim.
	MinDeposit *decimal.Decimal `json:"min_deposit,omitempty" min:"0" max:"1"`
	// How much of each component may be waived; nothing when left out.
	Ceilings *Ceilings `json:"ceilings,omitempty"`
	// The most that may be waived of all components together.
	MaxWaiver *money.Amount `json:"max_waiver,omitempty"`
	// Who may agree to it.
	Level string `json:"level,omitempty" maxlen:"64"`
}

// When says which accounts a tier is for: those that are within all that it names.
type When struct {
	// The days that the oldest debt is overdue.
	DaysOverdue *DaysBand `json:"days_overdue,omitempty"`
	// What is owed in all.
	Balance *BalanceBand `json:"balance,omitempty"`
	// The creditor's own names for kinds of account, one of which is the account's.
	Segments []string `json:"segments,omitempty" maxlen:"64" maxitems:"16"`
	// Only accounts in hardship, or only those that are not.
	Hardship *bool `json:"hardship,omitempty"`
}

// DaysBand is a range of days.
type DaysBand struct {
	// The first day within.
	From int `json:"from,omitempty" min:"0" max:"100000"`
	// The first day beyond; none when left out.
	To int `json:"to,omitempty" min:"1" max:"100000"`
}

// BalanceBand is a range of sums.
type BalanceBand struct {
	// The least sum within.
	From money.Amount `json:"from,omitempty"`
	// The least sum beyond; none when left out.
	To money.Amount `json:"to,omitempty" min:"1"`
}

// Ceilings are the most that may be waived of each component, as shares of what is
// claimed of it, cut down to a minor unit; nothing of one that is left out.
type Ceilings struct {
	// Of what was borrowed or spent and not yet repaid.
	Principal *decimal.Decimal `json:"principal,omitempty" min:"0" max:"1"`
	// Of contractual interest.
	Interest *decimal.Decimal `json:"interest,omitempty" min:"0" max:"1"`
	// Of penalty interest.
	Penalty *decimal.Decimal `json:"penalty,omitempty" min:"0" max:"1"`
	// Of compound interest.
	Compound *decimal.Decimal `json:"compound,omitempty" min:"0" max:"1"`
	// Of late fees and other charges.
	Fees *decimal.Decimal `json:"fees,omitempty" min:"0" max:"1"`
	// Of the costs of enforcement and of court.
	Costs *decimal.Decimal `json:"costs,omitempty" min:"0" max:"1"`
}

// HazardAssumption is how a creditor expects promises to break.
type HazardAssumption struct {
	// The rate at which plans break in a month where the burden is burden_mid.
	PerMonth decimal.Decimal `json:"per_month" min:"0" max:"1"`
	// How strongly it rises with the burden, the share that a payment takes of what the borrower has for it.
	BurdenWeight *decimal.Decimal `json:"burden_weight,omitempty" min:"0" max:"100"`
	// The burden at which the rate is per_month.
	BurdenMid *decimal.Decimal `json:"burden_mid,omitempty" min:"0" max:"10"`
	// The share that is still recovered of what is owed when a plan breaks, the waiver included; nothing when left out.
	Recovered *decimal.Decimal `json:"recovered,omitempty" min:"0" max:"1"`
}

// NoDeal is what a creditor expects without an agreement.
type NoDeal struct {
	// What going on without one is worth on the day of the question.
	Value money.Amount `json:"value"`
}

// share is the ceiling of a component, nil for none.
func (c *Ceilings) share(of ledger.Component) *decimal.Decimal {
	switch {
	case c == nil:
		return nil
	case of == ledger.Principal:
		return c.Principal
	case of == ledger.Interest:
		return c.Interest
	case of == ledger.Penalty:
		return c.Penalty
	case of == ledger.Compound:
		return c.Compound
	case of == ledger.Fees:
		return c.Fees
	}
	return c.Costs
}

// chargesFirst is the order in which a sum is waived when a mandate names none.
var chargesFirst = []ledger.Component{ledger.Fees, ledger.Penalty, ledger.Compound, ledger.Costs, ledger.Interest, ledger.Principal}

// Order is the order in which a sum is waived of the components.
func (m *Mandate) Order() []ledger.Component {
	if len(m.WaiverOrder) > 0 {
		return m.WaiverOrder
	}
	return chargesFirst
}

// rank is the place of a level among all, the least authority first; a level that
// nobody lists comes first.
func (m *Mandate) rank(level string) int {
	for i, name := range m.ladder() {
		if name == level {
			return i
		}
	}
	return -1
}

// ladder is the levels, as the tiers name them when none are listed.
func (m *Mandate) ladder() []string {
	if len(m.Levels) > 0 {
		return m.Levels
	}
	levels := make([]string, len(m.Tiers))
	for i := range m.Tiers {
		levels[i] = m.Tiers[i].Level
	}
	return levels
}
