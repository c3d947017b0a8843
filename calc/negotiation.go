package calc

import (
	"strconv"

	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/policy"
	"parley/calc/repay"
	"parley/calc/wire"
)

// negotiation is one negotiation on its way.
type negotiation struct {
	request *NegotiateRequest
	rules   policy.Rules
	total   money.Amount
	space   *negotiate.Space
	limits  *negotiate.Limits
	account negotiate.Case
	set     []negotiate.Slice
}

// enterNegotiation reads claim, mandate and budget.
func enterNegotiation(request *NegotiateRequest) (*negotiation, []wire.Problem) {
	rules, outside := resolve(request.Pack, request.AsOf, request.ContractDate)
	problems := faults(outside)
	total, ok := request.Claim.Components.Total()
	switch {
	case !ok || total > request.Currency.Most():
		problems = append(problems, tooLarge("#/claim/components"))
	case total == 0:
		problems.add(NothingToRepay, "#/claim/components", "nothing is owed", "")
	}
	if request.Claim.OldestDue > request.AsOf {
		problems.add(DateOrder, "#/claim/oldest_due", "the oldest due date cannot be after as_of", request.AsOf.String())
	}
	if len(problems) > 0 {
		return nil, problems
	}
	account := negotiate.Case{
		AsOf: request.AsOf, Currency: request.Currency, Claim: request.Claim.Components,
		Segment: request.Segment, Hardship: request.Hardship, MonthsMost: rules.PlanMonthsMost(),
	}
	if request.Claim.OldestDue != 0 {
		account.DaysOverdue = int(request.AsOf - request.Claim.OldestDue)
	}
	space, limits, flaws := negotiate.Compile(&account, &request.Mandate, &request.Budget)
	if problems.tell("#", flaws); len(problems) > 0 {
		return nil, problems
	}
	space.Lay()
	n := &negotiation{request: request, rules: rules, total: total, space: space, limits: limits, account: account}
	n.set = space.Feasible(limits)
	return n, nil
}

// affords tells whether the budget leaves anything to pay from.
func (n *negotiation) affords() bool {
	for _, most := range n.limits.Caps {
		if most > 0 {
			return true
		}
	}
	return false
}

func (n *negotiation) borrower(status Status) *BorrowerSide {
	switch status {
	case NoSustainablePlan:
		return &BorrowerSide{Routes: routes, Advice: n.rules.Advice()}
	case NoAgreement:
		return &BorrowerSide{Moves: n.ownMoves()}
	}
	side := &BorrowerSide{Ways: negotiate.Ways(n.set)}
	menu, _ := n.menu()
	for _, choice := range menu {
		side.Menu = append(side.Menu, n.openPlan(&choice))
	}
	return side
}

func (n *negotiation) creditor(status Status) *CreditorSide {
	switch status {
	case NoSustainablePlan:
		return &CreditorSide{Routes: routes, Advice: n.rules.Advice()}
	case NoAgreement:
		return n.apart()
	}
	side := &CreditorSide{Ways: negotiate.Ways(n.set), Zone: negotiate.Zone(n.set), Plans: strconv.FormatInt(n.space.Plans(n.set), 10), Longest: n.longest()}
	menu, value := n.menu()
	for _, choice := range menu {
		side.Menu = append(side.Menu, n.mandatePlan(&choice))
	}
	side.EqualValue = value
	reference := negotiate.Reference{Weights: negotiate.Even}
	if n.request.Mandate.NoDeal != nil {
		reference.NoDeal = n.request.Mandate.NoDeal.Value
	}
	points := n.space.Frontier(n.limits, n.set, reference)
	fair := n.space.Divide(points)
	for _, chosen := range []struct {
		rule  FairRule
		point *negotiate.Point
	}{{NashRule, fair.Nash}, {KalaiSmorodinskyRule, fair.KalaiSmorodinsky}, {EgalitarianRule, fair.Egalitarian}} {
		if chosen.point != nil {
			side.Fair = append(side.Fair, FairPoint{chosen.rule, n.point(chosen.point)})
		}
	}
	const most = 30
	for i := range min(len(points), most) {
		if len(points) > most {
			i = i * (len(points) - 1) / (most - 1)
		}
		side.Frontier = append(side.Frontier, n.point(&points[i]))
	}
	return side
}

// menu chooses as the request asks.
func (n *negotiation) menu() ([]negotiate.Choice, *negotiate.EqualValue) {
	if n.request.Menu == EqualValueMenu {
		if menu, value := n.space.MenuOfEqualValue(n.limits, n.set); value != nil {
			return menu, value
		}
	}
	return n.space.Menu(n.limits, n.set), nil
}

// openPlan is a choice as quote makes it.
func (n *negotiation) openPlan(choice *negotiate.Choice) OpenPlan {
	terms, waivers := n.space.Terms(&choice.Offer), n.request.Mandate.Waivers(&n.limits.Tiers[choice.Tier], choice.Waiver)
	open := OpenPlan{Label: choice.Label, Terms: terms, Waivers: waivers}
	quoted, _ := quote(&QuoteRequest{
		AsOf: n.request.AsOf, Currency: n.request.Currency, Pack: n.request.Pack, ContractDate: n.request.ContractDate,
		Claim: n.request.Claim, Waivers: waivers, Terms: terms,
	})
	open.Plan, open.AnnualRate, open.LastDate = quoted.Plan, quoted.Metrics.AnnualRate, quoted.Metrics.LastDate
	open.Binding = n.binding(choice, negotiate.Borrower)
	return open
}

// binding are the limits of one side that a choice has no room left in.
func (n *negotiation) binding(choice *negotiate.Choice, side negotiate.Party) (names []negotiate.ConstraintName) {
	for _, bound := range n.space.Binding(n.limits, &choice.Offer) {
		if bound.Constraint.Owner() == side {
			names = append(names, bound.Constraint)
		}
	}
	return names
}

func (n *negotiation) mandatePlan(choice *negotiate.Choice) MandatePlan {
	tier := &n.limits.Tiers[choice.Tier]
	plan := MandatePlan{
		OpenPlan: n.openPlan(choice), Tier: tier.Name, Level: tier.Level, NetPresentValue: choice.Value,
		Recovery: repay.Recovery(choice.Paid, n.total),
	}
	if n.request.Mandate.Hazard != nil {
		expected := n.space.Expected(n.limits, &choice.Offer)
		plan.ExpectedValue = &expected
	}
	plan.CreditorBinding = n.binding(choice, negotiate.Creditor)
	for _, tag := range n.space.PriceTags(&choice.Offer, n.space.DepositStep) {
		plan.Prices = append(plan.Prices, PriceTag(tag))
	}
	return plan
}

func (n *negotiation) point(p *negotiate.Point) FrontierPoint {
	return FrontierPoint{way(n.space, &p.Offer), p.Gain, ninePlaces(p.Comfort)}
}

// way is an offer of a space in short.
func way(s *negotiate.Space, o *negotiate.Offer) Way {
	terms := s.Terms(o)
	return Way{
		Count: o.Instalments, Every: *terms.Every, FirstDue: terms.FirstDue, Rate: terms.Rate, Deposit: o.Deposit,
		Waived: o.Waiver, Amount: o.Payment, Paid: o.Paid, LastDate: o.Finish,
	}
}

// ninePlaces writes billionths as a fraction of one.
func ninePlaces(billionths int64) string {
	sign := ""
	if billionths < 0 {
		sign, billionths = "-", -billionths
	}
	digits := strconv.FormatInt(billionths%1_000_000_000+1_000_000_000, 10)
	return sign + strconv.FormatInt(billionths/1_000_000_000, 10) + "." + digits[1:]
}
