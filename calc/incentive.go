package calc

import (
	"errors"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
	"parley/calc/wire"
)

// Incentive is a reduction for a debtor who accepts by a day.
type Incentive struct {
	// What is waived of the claim of as_of, as in a quote. Give waivers or amount.
	Waivers []ledger.Waiver `json:"waivers,omitempty" minitems:"1" maxitems:"24"`
	// The sum that is waived.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// The last day on which it can be had, at most 120 months from as_of.
	Deadline civil.Date `json:"deadline"`
}

// IncentiveAnswer weighs an incentive against waiting.
type IncentiveAnswer struct {
	// The sum that is waived.
	Waived money.Amount `json:"waived"`
	// The last day on which it can be had.
	Deadline civil.Date `json:"deadline"`
	// What is left to pay when it is taken up on as_of.
	OwedNow money.Amount `json:"owed_now_less_waiver"`
	// What is owed at the deadline without it, when nothing is paid until then.
	OwedAtDeadline money.Amount `json:"owed_at_deadline_without"`
	// The last day on which the interest and charges since as_of are less than the sum that is waived, when nothing is paid. Left out when that is more than 120 months away, or after 2199-12-31.
	WorthUntil civil.Date `json:"worth_until,omitempty"`
	// What one more day adds to what is owed on as_of.
	CostPerDay money.Amount `json:"cost_per_day"`
}

// mostMonths is how far ahead a forecast looks.
const mostMonths = 120

func (o *outlook) checkIncentive(i *Incentive, problems *faults) {
	if (i.Waivers == nil) == (i.Amount == 0) {
		problems.add(WaiverShareOrAmount, "#/incentive", "give either waivers or amount, the sum that is waived", "")
	}
	if i.Deadline < o.request.AsOf {
		problems.add(DateOrder, "#/incentive/deadline", "the deadline is on as_of or later", o.request.AsOf.String())
	}
	if last := everyMonth.Date(o.request.AsOf, mostMonths); i.Deadline > last {
		problems.add(DateTooLate, "#/incentive/deadline", "the deadline is at most 120 months from as_of", last.String())
	}
}

// incentive weighs the incentive against paying nothing.
func (o *outlook) incentive() (*IncentiveAnswer, []wire.Problem) {
	i, claim := o.request.Incentive, &o.today.Claim
	waived, problems := o.waived(i)
	if len(problems) > 0 {
		return nil, problems
	}
	answer := &IncentiveAnswer{Waived: waived, Deadline: i.Deadline, OwedNow: claim.Total - waived, CostPerDay: claim.PerDiem}
	then, err := o.course(nil).at(i.Deadline)
	if err == nil && then.Claim.Total > o.request.Currency.Most() {
		err = &ledger.TooLargeError{Entry: len(o.request.Entries)}
	}
	if err == nil {
		answer.OwedAtDeadline = then.Claim.Total
		answer.WorthUntil, err = o.worthUntil(waived)
	}
	if err != nil {
		return nil, []wire.Problem{o.problem(err, "#/incentive/deadline")}
	}
	return answer, nil
}

// waived is the sum of an incentive.
func (o *outlook) waived(i *Incentive) (money.Amount, []wire.Problem) {
	claim := &o.today.Claim
	if claim.Total == 0 {
		return 0, []wire.Problem{problem(NothingToRepay, "#/incentive", "nothing is owed, so there is nothing to waive", "")}
	}
	if i.Waivers == nil {
		if i.Amount > claim.Total {
			return 0, []wire.Problem{problem(WaiverExceedsComponent, "#/incentive/amount", "more than is owed", o.request.Currency.Text(claim.Total))}
		}
		return i.Amount, nil
	}
	var problems faults
	w := waive(&QuoteRequest{
		Currency: o.request.Currency, Claim: Claim{Components: claim.Components}, Waivers: i.Waivers,
		Terms: repay.Terms{Rounding: money.HalfUp},
	}, &problems)
	for k := range problems {
		problems[k].Pointer = "#/incentive" + problems[k].Pointer[1:]
	}
	total, _ := w.waived.Total()
	return total, problems
}

// worthUntil returns the last day before what is charged since as_of reaches the
// sum that is waived. It goes on month by month and halves the month in which
// that happens.
func (o *outlook) worthUntil(waived money.Amount) (civil.Date, error) {
	if waived == 0 {
		return 0, nil
	}
	c, low := o.course(nil), o.request.AsOf
	for k := 1; k <= mostMonths; k++ {
		day := min(everyMonth.Date(o.request.AsOf, k), civil.MaxDate)
		next := c.clone()
		reached, err := o.reached(next, day, waived)
		if err != nil {
			return 0, err
		}
		if !reached {
			c, low = next, day
			continue
		}
		for high := day; high > low+1; {
			middle := (low + high) / 2
			if reached, err = o.reached(c.clone(), middle, waived); err != nil {
				return 0, err
			}
			if reached {
				high = middle
			} else {
				low = middle
			}
		}
		return low, nil
	}
	return 0, nil
}

// reached tells whether the interest and charges from as_of to a date are as much
// as a sum; a balance beyond all bounds is.
func (o *outlook) reached(c *course, date civil.Date, sum money.Amount) (bool, error) {
	now, err := c.at(date)
	var large *ledger.TooLargeError
	if errors.As(err, &large) {
		return true, nil
	}
	return charges(&now)-charges(&o.today) >= sum, err
}
