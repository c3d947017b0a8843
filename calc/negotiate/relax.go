package negotiate

import (
	"slices"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// Constraint is one figure of the limits that its owner could move.
type Constraint struct {
	Name ConstraintName
	Kind Kind
	// Frequency is the place of the frequency that a cap is for, Tier that of the
	// tier whose figure it is, -1 for none, and Component that of a ceiling.
	Frequency, Tier int
	Component       ledger.Component
	// Per is the unit of time of a rate.
	Per money.Per
	// Now is the figure: a sum in minor units, a date as its number, or a number of
	// instalments, a day of the month, or a rate in units of 1e-10. Bound is how far it could go. A step is one of these units.
	Now, Bound money.Amount
}

// Kind says how firm a constraint is.
type Kind string

const (
	// KindLaw is never moved.
	KindLaw Kind = "law"
	// KindPolicy is moved with an approval.
	KindPolicy Kind = "policy"
	// KindPreference is its owner's own to move.
	KindPreference Kind = "preference"
)

// constraints are the figures that have room to move, the borrower's first. A
// latest day that is the law's has none and is told all the same.
func (s *Space) constraints(l *Limits, claim *ledger.Components) (list []Constraint) {
	for f := range l.Caps {
		list = append(list, Constraint{Name: PerPeriod, Frequency: f, Bound: Most})
	}
	list = append(list,
		Constraint{Name: DepositCap, Bound: s.Claim - 1},
		Constraint{Name: EarliestDue, Bound: money.Amount(s.AsOf)},
		Constraint{Name: LatestFinish, Bound: lastDay},
		Constraint{Name: TotalCap, Bound: Most},
		Constraint{Name: LatestFirstDue, Bound: lastDay},
		Constraint{Name: MinPayment}, Constraint{Name: NPVFloor}, Constraint{Name: RecoveryFloor},
	)
	for i := range list {
		list[i].Tier = -1
	}
	finish := lastDay
	if l.FinishMost > 0 {
		finish = money.Amount(l.FinishMost)
	}
	for t := range l.Tiers {
		list = append(list, Constraint{Name: MaxWaiver, Tier: t, Bound: s.Claim})
		for _, component := range ledger.AllComponents {
			list = append(list, Constraint{Name: Ceiling, Tier: t, Component: component, Bound: *claim.At(component)})
		}
		list = append(list,
			Constraint{Name: MaxCount, Tier: t, Bound: money.Amount(s.CountMost)},
			Constraint{Name: FinishWithinDays, Tier: t, Bound: finish},
			Constraint{Name: MinDeposit, Tier: t},
		)
	}
	kept := list[:0]
	for _, c := range list {
		if c.fix(l); c.Kind == KindLaw || c.room() > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// lastDay is the last day that the engine knows.
const lastDay = money.Amount(civil.MaxDate)

// fix sets where a constraint stands in limits, and how firm it is.
func (c *Constraint) fix(l *Limits) {
	switch c.Now, c.Kind = c.read(l), KindPolicy; {
	case c.Name == FinishWithinDays && c.Now == c.Bound && l.FinishMost > 0:
		c.Kind = KindLaw
	case c.Name.Owner() == Borrower:
		c.Kind = KindPreference
	}
}

// at is where the figure stands in limits: a sum, a day or a count.
func (c *Constraint) at(l *Limits) (sum *money.Amount, day *civil.Date, count *int) {
	switch c.Name {
	case PerPeriod:
		return &l.Caps[c.Frequency], nil, nil
	case DepositCap:
		return &l.DepositMost, nil, nil
	case EarliestDue:
		return nil, &l.Earliest, nil
	case LatestFinish:
		return nil, &l.LatestFinish, nil
	case TotalCap:
		return &l.PaidMost, nil, nil
	case LatestFirstDue:
		return nil, &l.LatestFirst, nil
	case MinPayment:
		return &l.PaymentLeast, nil, nil
	case NPVFloor:
		return &l.ValueLeast, nil, nil
	case RecoveryFloor:
		return &l.PaidLeast, nil, nil
	}
	switch tier := &l.Tiers[c.Tier]; c.Name {
	case MaxWaiver:
		return &tier.WaiverMost, nil, nil
	case Ceiling:
		return tier.Ceilings.At(c.Component), nil, nil
	case MaxCount:
		return nil, nil, &tier.CountMost
	case FinishWithinDays:
		return nil, &tier.FinishBy, nil
	default:
		return &tier.DepositLeast, nil, nil
	}
}

func (c *Constraint) read(l *Limits) money.Amount {
	sum, day, count := c.at(l)
	switch {
	case sum != nil:
		return *sum
	case day != nil:
		return money.Amount(*day)
	}
	return money.Amount(*count)
}

// falls tells whether a smaller figure is the wider limit.
func (c *Constraint) falls() bool {
	switch c.Name {
	case EarliestDue, MinPayment, NPVFloor, RecoveryFloor, PlanRate, MinDeposit:
		return true
	}
	return false
}

// room is how many units the figure could move; none or fewer when it is as wide
// as it could be.
func (c *Constraint) room() money.Amount {
	if c.falls() {
		return c.Now - c.Bound
	}
	return c.Bound - c.Now
}

// Moved is the figure after a move.
func (c *Constraint) Moved(by money.Amount) money.Amount {
	if c.falls() {
		return c.Now - by
	}
	return c.Now + by
}

// move sets the figure in limits that are the caller's own, some units wider than
// it is now.
func (c *Constraint) move(l *Limits, by money.Amount) {
	sum, day, count := c.at(l)
	switch to := c.Moved(by); {
	case sum != nil:
		*sum = to
	case day != nil:
		*day = civil.Date(to)
	default:
		*count = int(to)
	}
}

// copy returns limits that share nothing with these.
func (l *Limits) copy() Limits {
	own := *l
	own.Caps, own.Tiers = slices.Clone(l.Caps), slices.Clone(l.Tiers)
	return own
}
