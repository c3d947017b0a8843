package repay

import (
	"math/bits"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// Earned says when a waiver becomes final.
type Earned string

const (
	// OnSigning makes it final with the agreement.
	OnSigning Earned = "on_signing"
	// OnCompletion makes it final with the last instalment.
	OnCompletion Earned = "on_completion"
	// ProRata makes an equal share of it final with each instalment paid.
	ProRata Earned = "pro_rata"
	// SteppedEarned makes shares of it final after numbers of instalments paid, see steps.
	SteppedEarned Earned = "stepped"
)

// OnBreach says what comes back when the plan is broken.
type OnBreach string

const (
	// ReinstateAll brings back every waived sum.
	ReinstateAll OnBreach = "reinstate_all"
	// ReinstateUnearned brings back what was not yet earned.
	ReinstateUnearned OnBreach = "reinstate_unearned"
	// Nothing leaves the waiver as it is.
	Nothing OnBreach = "nothing"
)

// WaiverKind says whether a waiver reaches beyond the day of the claim.
type WaiverKind string

const (
	// Snapshot reduces what is owed on the day of the question, and nothing later.
	Snapshot WaiverKind = "snapshot"
	// Ongoing also stops interest at stopped_rate for as long as the plan is kept.
	Ongoing WaiverKind = "ongoing"
)

// EarnedStep is a share of the waivers that is final after a number of instalments.
type EarnedStep struct {
	// The number of instalments paid.
	After int `json:"after" min:"0" max:"600"`
	// The share that is then final, earlier steps included, as a fraction of one; it is cut down to a minor unit.
	Share decimal.Decimal `json:"share" min:"0" max:"1"`
}

// WaiverTerms say when waivers are earned and what comes back on breach.
type WaiverTerms struct {
	// When a waiver becomes final.
	Earned Earned `json:"earned"`
	// What comes back when the plan is broken.
	OnBreach OnBreach `json:"on_breach"`
	// Days after a due date within which a payment still counts as on time.
	GraceDays int `json:"grace_days,omitempty" min:"0" max:"90"`
	// How many missed instalments the plan survives; the next one breaks it.
	MissedAllowed int `json:"missed_allowed,omitempty" min:"0" max:"12"`
	// For waivers that are earned stepped: the steps in ascending order.
	Steps []EarnedStep `json:"steps,omitempty" minitems:"1" maxitems:"60"`
	// The last day on which the first money may be due for the waivers to hold.
	Deadline civil.Date `json:"deadline,omitempty"`
	// Whether the waivers stop interest as well; a snapshot when left out.
	Kind WaiverKind `json:"kind,omitempty"`
	// For ongoing waivers: the rate that is stopped, beside the plan's own. On breach the interest at this rate that the plan spared comes back as the waivers do: simple, on the balance that bears interest, from as_of on, rounded for each instalment.
	StoppedRate *money.Rate `json:"stopped_rate,omitempty"`
	// The rate of interest on waived sums that come back: simple, from as_of until the plan is broken. None when left out.
	ReinstatedRate *money.Rate `json:"reinstated_rate,omitempty"`
	// Says in each row of the breach table of which components the waived sum came back.
	Itemize bool `json:"itemize,omitempty"`
}

// Breach is what holds when payments stop with one instalment.
type Breach struct {
	// The first instalment that is not paid.
	N int `json:"n"`
	// The day on which the plan is broken: the last day of grace of the instalment that breaks it has passed.
	Date civil.Date `json:"date"`
	// What is then owed, what came back included.
	Owed money.Amount `json:"owed"`
	// The waived sum that came back.
	Reinstated money.Amount `json:"reinstated"`
	// The waived sum that came back of each component, in proportion and cut down so that they add up; only when itemized.
	Components *ledger.Components `json:"components,omitempty"`
	// The interest on the waived sum that came back; left out when there is none.
	ReinstatedInterest money.Amount `json:"reinstated_interest,omitempty"`
	// The interest that an ongoing waiver had stopped and that came back; left out when there is none.
	StoppedInterest money.Amount `json:"stopped_interest,omitempty"`
	// What is owed beside what came back: the balance, the interest on Base from From
	// on, what a moratorium deferred, and the fees of the instalments missed.
	Balance  money.Amount `json:"-"`
	Interest money.Amount `json:"-"`
	Deferred money.Amount `json:"-"`
	Fees     money.Amount `json:"-"`
	Base     money.Amount `json:"-"`
	From     civil.Date   `json:"-"`
}

// BreachTable says, for each instalment with something to pay, what is owed when
// payments stop with it.
//
// The plan survives waiver.MissedAllowed missed instalments; the next one breaks
// it on the day after its grace. Until then the plan's rate runs on the unpaid
// balance that bears interest, or on the base of flat interest, simple, rounded
// once; the fees of the instalments missed until then are owed too, and so is
// interest that a moratorium deferred. It returns ErrTooLarge when a sum leaves the
// bounds of an amount, and ErrTooLate when the plan would be broken after civil.MaxDate.
func BreachTable(asOf civil.Date, plan *Plan, terms *Terms, waived *ledger.Components, waiver *WaiverTerms) ([]Breach, error) {
	b := breaking{plan: plan, terms: terms, waiver: waiver, balance: plan.Financed, bearing: plan.Financed - plan.Arrears,
		paidUpTo: terms.InterestFrom, stoppedTo: asOf}
	for k := range plan.Instalments {
		if plan.Instalments[k].Amount > 0 {
			b.paying++
		}
	}
	whole, ok := waived.Total()
	if !ok {
		return nil, ErrTooLarge
	}
	table, paid := make([]Breach, 0, b.paying), 0
	for k := range plan.Instalments {
		if plan.Instalments[k].Amount > 0 {
			row, err := b.miss(k, paid, asOf, whole)
			if err != nil {
				return nil, err
			}
			if waiver.Itemize {
				row.Components = shareOf(waived, row.Reinstated, whole)
			}
			table = append(table, row)
			paid++
		}
		if err := b.pay(k); err != nil {
			return nil, err
		}
	}
	return table, nil
}

// breaking is where a plan stands before one of its instalments.
type breaking struct {
	plan   *Plan
	terms  *Terms
	waiver *WaiverTerms
	paying int // instalments with something to pay
	// balance is what is owed of the plan, and bearing the part that bears interest.
	balance, bearing money.Amount
	paidUpTo         civil.Date
	// stopped is the interest that an ongoing waiver stopped up to stoppedTo.
	stopped   money.Amount
	stoppedTo civil.Date
}

// miss returns the row of the table when instalment k is the first not paid.
func (b *breaking) miss(k, paid int, asOf civil.Date, waived money.Amount) (Breach, error) {
	last, missed, fees := k, 0, b.plan.Instalments[k].Fees
	for i := k + 1; i < b.plan.Count && missed < b.waiver.MissedAllowed; i++ {
		if b.plan.Instalments[i].Amount > 0 {
			last, missed = i, missed+1
			fees += b.plan.Instalments[i].Fees
		}
	}
	date := b.plan.Instalments[last].Due + civil.Date(b.waiver.GraceDays) + 1
	if !date.Valid() {
		return Breach{}, ErrTooLate
	}
	back := waived - b.waiver.kept(waived, paid, b.paying)
	row := Breach{
		N: k + 1, Date: date, Reinstated: back, Balance: b.balance, Deferred: b.deferred(k), Fees: fees, Base: b.base(), From: b.paidUpTo,
	}
	var ok bool
	if row.Interest, ok = b.terms.simple(b.terms.Rate, row.Base, row.From, date); !ok {
		return row, ErrTooLarge
	}
	if rate := b.waiver.ReinstatedRate; rate != nil {
		if row.ReinstatedInterest, ok = b.terms.simple(*rate, back, asOf, date); !ok {
			return row, ErrTooLarge
		}
	}
	if rate := b.waiver.StoppedRate; rate != nil {
		stopped, ok := b.terms.simple(*rate, b.bearing, b.stoppedTo, date)
		if stopped += b.stopped; !ok || stopped > money.MaxAmount {
			return row, ErrTooLarge
		}
		row.StoppedInterest = stopped - b.waiver.kept(stopped, paid, b.paying)
	}
	row.Owed, ok = money.Sum(row.Balance, row.Interest, row.Deferred, fees, back, row.ReinstatedInterest, row.StoppedInterest)
	if !ok {
		return row, ErrTooLarge
	}
	return row, nil
}

// base is what the plan's own interest runs on.
func (b *breaking) base() money.Amount {
	if b.terms.Interest != FlatInterest {
		return b.bearing
	}
	return b.terms.flatOn(b.plan.Financed - b.plan.Arrears)
}

// deferred is the interest that a moratorium left to instalment k.
func (b *breaking) deferred(k int) (deferred money.Amount) {
	moratorium := b.terms.Moratorium
	if moratorium == nil || moratorium.InterestTreatment != Defer || k != moratorium.Interest {
		return 0
	}
	periods := b.terms.periods(max(b.terms.count(), b.plan.Count))
	f, rows := b.terms.factors(periods), make([]money.Amount, len(periods))
	if b.terms.Interest == FlatInterest {
		f.flatInterest(b.base(), rows)
	}
	for i := range rows[:k] {
		if b.terms.Interest != FlatInterest {
			rows[i], _ = f.interest(b.bearing, i)
		}
		deferred += rows[i]
	}
	return deferred
}

// pay goes past instalment k.
func (b *breaking) pay(k int) error {
	instalment := &b.plan.Instalments[k]
	if rate := b.waiver.StoppedRate; rate != nil {
		stopped, ok := b.terms.simple(*rate, b.bearing, b.stoppedTo, instalment.Due)
		if b.stopped += stopped; !ok || b.stopped > money.MaxAmount {
			return ErrTooLarge
		}
		b.stoppedTo = max(b.stoppedTo, instalment.Due)
	}
	b.balance, b.paidUpTo = instalment.Balance, b.terms.accrued(instalment)
	b.bearing -= instalment.Principal
	return nil
}

// simple returns simple interest on a base from one day to another, as the plan
// counts days and rounds; none when the first is not before the second.
func (t *Terms) simple(rate money.Rate, base money.Amount, from, to civil.Date) (money.Amount, bool) {
	if from >= to {
		return 0, true
	}
	at := Terms{Rate: rate, DayCount: t.DayCount, Rounding: t.Rounding}
	f := at.factors([]period{{ratio: at.ratio(from, to, t.reference())}})
	return f.interest(base, 0)
}

// kept returns the part of a waived sum that stays waived when the plan is broken
// after paid instalments of count. Pro rata, the spare units are earned first.
func (w *WaiverTerms) kept(waived money.Amount, paid, count int) money.Amount {
	switch {
	case w.OnBreach == Nothing:
		return waived
	case w.OnBreach == ReinstateAll || w.Earned == OnCompletion:
		return 0
	case w.Earned == OnSigning:
		return waived
	case w.Earned == SteppedEarned:
		share := decimal.Decimal{}
		for _, step := range w.Steps {
			if step.After <= paid {
				share = step.Share
			}
		}
		rate := money.Rate{Value: share}
		num, den := rate.Fraction()
		return portion(waived, money.Amount(num), money.Amount(den))
	}
	each, spare := waived/money.Amount(count), waived%money.Amount(count)
	return each*money.Amount(paid) + min(spare, money.Amount(paid))
}

// portion returns sum × part / whole, cut down. Part is not above whole.
func portion(sum, part, whole money.Amount) money.Amount {
	if part == whole {
		return sum
	}
	high, low := bits.Mul64(uint64(sum), uint64(part))
	quotient, _ := bits.Div64(high, low, uint64(whole))
	return money.Amount(quotient)
}

// shareOf splits part of whole over the components that whole is made of. The parts
// add up: each is what the components up to it have, cut down, less what those
// before it have.
func shareOf(components *ledger.Components, part, whole money.Amount) *ledger.Components {
	var split ledger.Components
	upTo, before := money.Amount(0), money.Amount(0)
	for _, name := range ledger.AllComponents {
		if upTo += *components.At(name); upTo == 0 {
			continue
		}
		now := portion(upTo, part, whole)
		*split.At(name), before = now-before, now
	}
	return &split
}
