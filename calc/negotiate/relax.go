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
	// Now is the figure: a sum in minor units, a date as its number, or a number of
	// instalments. Bound is how far it could go. A step is one of these units.
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
	add := func(c Constraint, bound money.Amount) {
		c.Bound, c.Kind = bound, KindPolicy
		if c.Name.Owner() == Borrower {
			c.Kind = KindPreference
		}
		c.Now = c.read(l)
		wall := c.Name == FinishWithinDays && c.Now == bound && l.FinishMost > 0
		if wall {
			c.Kind = KindLaw
		}
		if wall || c.room() > 0 {
			list = append(list, c)
		}
	}
	for f := range l.Caps {
		add(Constraint{Name: PerPeriod, Frequency: f, Tier: -1}, Most)
	}
	add(Constraint{Name: DepositCap, Tier: -1}, s.Claim-1)
	add(Constraint{Name: EarliestDue, Tier: -1}, money.Amount(s.AsOf))
	add(Constraint{Name: LatestFinish, Tier: -1}, money.Amount(civil.MaxDate))
	add(Constraint{Name: TotalCap, Tier: -1}, Most)
	add(Constraint{Name: LatestFirstDue, Tier: -1}, money.Amount(civil.MaxDate))
	for _, name := range []ConstraintName{MinPayment, NPVFloor, RecoveryFloor} {
		add(Constraint{Name: name, Tier: -1}, 0)
	}
	finish := civil.MaxDate
	if l.FinishMost > 0 {
		finish = l.FinishMost
	}
	for t := range l.Tiers {
		add(Constraint{Name: MaxWaiver, Tier: t}, s.Claim)
		for _, component := range ledger.AllComponents {
			add(Constraint{Name: Ceiling, Tier: t, Component: component}, *claim.At(component))
		}
		add(Constraint{Name: MaxCount, Tier: t}, money.Amount(s.CountMost))
		add(Constraint{Name: FinishWithinDays, Tier: t}, money.Amount(finish))
		add(Constraint{Name: MinDeposit, Tier: t}, 0)
	}
	return list
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
	case EarliestDue, MinPayment, NPVFloor, RecoveryFloor, MinDeposit:
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
