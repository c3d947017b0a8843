package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Instalment is one payment of a plan.
type Instalment struct {
	// Its number, from 1.
	N int `json:"n"`
	// The day on which it falls by the frequency alone.
	Nominal civil.Date `json:"nominal"`
	// The day on which it is due, after the roll.
	Due civil.Date `json:"due"`
	// Days since the instalment before, or since interest began, as the day count counts them.
	Days int `json:"days"`
	// The sum to pay: principal, interest, fees and arrears together.
	Amount money.Amount `json:"amount"`
	// The part that reduces the debt. Below zero when the interest is more than the payment.
	Principal money.Amount `json:"principal"`
	// The part that is interest.
	Interest money.Amount `json:"interest"`
	// The part that is fees.
	Fees money.Amount `json:"fees"`
	// The part that is arrears, which bear no interest; left out when there are none.
	Arrears money.Amount `json:"arrears,omitempty"`
	// What is still owed after it, arrears included.
	Balance money.Amount `json:"balance"`
}

// Totals add up a plan.
type Totals struct {
	// Everything that is paid: the deposit and every instalment.
	Paid money.Amount `json:"paid"`
	// The interest that the plan itself bears.
	Interest money.Amount `json:"interest"`
	// The fees of the instalments; left out when there are none.
	Fees money.Amount `json:"fees,omitempty"`
	// What the creditor waives.
	Waived money.Amount `json:"waived"`
	// The claim less everything that is paid; below zero when the plan costs more than the claim.
	Saved money.Amount `json:"saved"`
}

// Plan is a schedule of payments that clears what is financed.
type Plan struct {
	// What the instalments repay: the claim less waivers and deposit.
	Financed money.Amount `json:"financed"`
	// The part of it that bears no interest; left out when there is none.
	Arrears money.Amount `json:"arrears,omitempty"`
	// What is paid before the instalments; left out when nothing is.
	Deposit *Deposit `json:"deposit,omitempty"`
	// The number of instalments. Fewer than asked when rounding up clears the debt early.
	Count int `json:"count"`
	// The sum of each instalment but the last; for equal principal, of the first.
	Amount money.Amount `json:"amount"`
	// The payments in order.
	Instalments []Instalment `json:"instalments"`
	// The plan added up.
	Totals Totals `json:"totals"`
}

// Paying returns the instalments with something to pay: all of them but those of a
// moratorium, and of a period that bears no interest and repays nothing.
func (p *Plan) Paying() []Instalment {
	paying := p.Instalments
	for k := range p.Instalments {
		if p.Instalments[k].Amount > 0 {
			if len(paying) < len(p.Instalments) {
				paying = append(paying, p.Instalments[k])
			}
		} else if len(paying) == len(p.Instalments) {
			paying = append(make([]Instalment, 0, len(p.Instalments)), p.Instalments[:k]...)
		}
	}
	return paying
}
