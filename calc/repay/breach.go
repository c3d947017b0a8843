package repay

import (
	"parley/calc/civil"
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
}

// BreachTable says, for each instalment, what is owed when payments stop with it.
//
// The plan survives terms.MissedAllowed missed instalments; the next one breaks
// it on the day after its grace. Until then the plan's rate runs on the unpaid
// balance, simple, rounded once. It returns ErrTooLarge when a sum leaves the
// bounds of an amount, and ErrTooLate when the plan would be broken after civil.MaxDate.
func BreachTable(plan *Plan, terms *Terms, waived money.Amount, waiver *WaiverTerms) ([]Breach, error) {
	perDay, den := terms.unitRate()
	table := make([]Breach, plan.Count)
	balance, paidUpTo := plan.Financed, terms.InterestFrom
	for k := range table {
		breaking := plan.Instalments[min(k+waiver.MissedAllowed, plan.Count-1)]
		date := breaking.Due + civil.Date(waiver.GraceDays) + 1
		if !date.Valid() {
			return nil, ErrTooLate
		}
		days := int64(terms.DayCount.Days(paidUpTo, date))
		f := newFactors([]int64{perDay * days}, den, terms.Rounding)
		interest, ok := f.interest(balance, f.num[0])
		if !ok {
			return nil, ErrTooLarge
		}
		back := waived - waiver.kept(waived, k, plan.Count)
		owed, ok := money.Sum(balance, interest, back)
		if !ok {
			return nil, ErrTooLarge
		}
		table[k] = Breach{N: k + 1, Date: date, Owed: owed, Reinstated: back}
		balance, paidUpTo = plan.Instalments[k].Balance, plan.Instalments[k].Due
	}
	return table, nil
}

// kept returns the part of the waiver that stays waived when the plan is broken
// after paid instalments of count. Pro rata, the spare units are earned first.
func (w *WaiverTerms) kept(waived money.Amount, paid, count int) money.Amount {
	switch {
	case w.OnBreach == Nothing:
		return waived
	case w.OnBreach == ReinstateAll || w.Earned == OnCompletion:
		return 0
	case w.Earned == OnSigning:
		return waived
	}
	each, spare := waived/money.Amount(count), waived%money.Amount(count)
	return each*money.Amount(paid) + min(spare, money.Amount(paid))
}
