package calc

import (
	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/repay"
	"parley/calc/wire"
)

// CounterRequest asks what both sides could sign instead of a proposal, or whether
// they can sign it as it is.
type CounterRequest struct {
	NegotiateRequest
	// The plan that is proposed.
	Proposal Proposal `json:"proposal"`
	// Whether to tell how far the proposal can be moved.
	Reach bool `json:"reach,omitempty"`
}

// Proposal is a plan that one side proposes. What is not on the grid of the mandate
// moves to the nearest that is: a date to a first due date, a rate to one of the
// mandate's, sums to their steps, the smaller or earlier of two as near.
type Proposal struct {
	// The number of instalments; leave it out to say the amount.
	Count int `json:"count,omitempty" min:"1" max:"600"`
	// The sum of each instalment; the count is then the fewest that it carries.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// How often an instalment is due.
	Every civil.Frequency `json:"every"`
	// The day of the first.
	FirstDue civil.Date `json:"first_due"`
	// The rate of the plan.
	Rate money.Rate `json:"rate"`
	// The deposit.
	Deposit money.Amount `json:"deposit,omitempty"`
	// What is waived in all.
	Waived money.Amount `json:"waived,omitempty"`
}

// CounterAnswer answers a proposal.
type CounterAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// Who the answer is for.
	View View `json:"view"`
	// Both sides can sign the plan.
	Accepted bool `json:"accepted"`
	// Why nobody could sign any plan, where no limit is to blame.
	Reason Reason `json:"reason,omitempty"`
	// With that reason, for a creditor or a mediator: what the account is, and what each tier asks of one.
	Unmet *UnmetTiers `json:"unmet,omitempty"`
	// Where the proposal asks for more instalments than are looked at: the most that are.
	CountMost int `json:"count_most,omitempty"`
	// The proposal as a real plan.
	Plan Way `json:"plan"`
	// The limits that it breaks; for a borrower the own ones only.
	Broken []BrokenLimit `json:"broken,omitempty"`
	// Plans that both sides could sign. Each changes one thing only and that as little as it can; where there is none, the one plan that changes the fewest things.
	Nearest []CounterPlan `json:"nearest,omitempty"`
	// How far the proposal can be moved; only when asked for.
	Reach *Reach `json:"reach,omitempty"`
}

// Reach is how far a proposal can be moved in one thing at a time. Its plans are all
// that both sides could sign, each with the most that is waived in it.
type Reach struct {
	// The largest payment that the budget affords; left out when it limits none.
	Most *money.Amount `json:"most,omitempty"`
	// With other numbers of instalments, rising; the waiver may differ with them.
	Counts []CounterPlan `json:"counts,omitempty"`
	// With other deposits, rising; the waiver may differ with them.
	Deposits []CounterPlan `json:"deposits,omitempty"`
}

// BrokenLimit is a limit that a plan breaks.
type BrokenLimit struct {
	// The limit.
	Constraint negotiate.ConstraintName `json:"constraint"`
	// Whose it is.
	Owner negotiate.Party `json:"owner"`
	// The tier whose it is, of several the one that the plan comes closest to; left out for a limit that is no tier's.
	Tier string `json:"tier,omitempty"`
	// What the plan has: money, a date or a number of instalments.
	Figure string `json:"figure"`
	// What it may have.
	Limit string `json:"limit"`
}

// CounterPlan is a plan that answers a proposal.
type CounterPlan struct {
	// What differs from the proposal.
	Changed []negotiate.Issue `json:"changed"`
	// The plan in short.
	Plan Way `json:"plan"`
	// What it is agreed on; with the waivers quote makes the same plan of it.
	Terms repay.Terms `json:"terms"`
	// What is waived of each component.
	Waivers []ledger.Waiver `json:"waivers,omitempty"`
}

// counter answers a proposal.
func counter(request *CounterRequest) (CounterAnswer, []wire.Problem) {
	n, problems := enterNegotiation(&request.NegotiateRequest)
	own := faults(problems)
	own.checkProposal(request)
	if len(own) > 0 {
		return CounterAnswer{}, own
	}
	p := &request.Proposal
	found, ok := n.space.Counter(n.limits, n.set, &negotiate.Proposal{
		Every: p.Every, FirstDue: p.FirstDue, Rate: p.Rate, Count: p.Count, Payment: p.Amount, Deposit: p.Deposit, Waiver: p.Waived,
	})
	if !ok {
		return CounterAnswer{}, []wire.Problem{problem(DateTooLate, "#/proposal/first_due", "no instalment falls due by "+civil.MaxDate.String(), "")}
	}
	answer := CounterAnswer{
		Versions: versions(n.rules.Version), AsOf: request.AsOf, Currency: request.Currency, View: request.View,
		Accepted: found.Accepted, Reason: n.reason(), CountMost: found.CountMost, Plan: way(n.space, &found.Plan),
	}
	if request.View != BorrowerView {
		answer.Unmet = n.unmet()
	}
	if !found.Accepted {
		answer.Broken = n.broken(&found.Plan)
	}
	answer.Nearest = n.counterPlans(found.Nearest)
	if request.Reach {
		counts, deposits := n.space.Reach(n.set, &found.Plan)
		answer.Reach = &Reach{Counts: n.counterPlans(counts), Deposits: n.counterPlans(deposits)}
		if most := n.limits.Caps[found.Plan.Frequency]; most < negotiate.Most {
			answer.Reach.Most = &most
		}
	}
	return answer, nil
}

func (n *negotiation) counterPlans(counters []negotiate.Counter) (plans []CounterPlan) {
	for i := range counters {
		c := &counters[i]
		plans = append(plans, CounterPlan{
			Changed: c.Changed, Plan: way(n.space, &c.Offer), Terms: n.space.Terms(&c.Offer),
			Waivers: n.request.Mandate.Waivers(&n.limits.Tiers[c.Tier], c.Waiver),
		})
	}
	return plans
}

func (problems *faults) checkProposal(request *CounterRequest) {
	p := &request.Proposal
	if (p.Count == 0) == (p.Amount == 0) {
		problems.add(CountOrAmount, "#/proposal", "give either count or amount", "")
	}
	if p.FirstDue < request.AsOf {
		problems.add(DateOrder, "#/proposal/first_due", "the first instalment cannot be due before as_of", request.AsOf.String())
	}
}

// broken are the limits that a plan breaks, as the view may see them.
func (n *negotiation) broken(o *negotiate.Offer) (list []BrokenLimit) {
	for _, b := range n.space.Broken(n.limits, o) {
		c := negotiate.Constraint{Name: b.Constraint}
		broken := BrokenLimit{
			Constraint: b.Constraint, Owner: b.Constraint.Owner(),
			Figure: n.figure(&c, money.Amount(b.Figure)), Limit: n.figure(&c, money.Amount(b.Limit)),
		}
		if n.request.View == BorrowerView && broken.Owner == negotiate.Creditor {
			continue
		}
		if b.Tier >= 0 {
			broken.Tier = n.limits.Tiers[b.Tier].Name
		}
		list = append(list, broken)
	}
	return list
}
