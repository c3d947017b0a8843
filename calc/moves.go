package calc

import (
	"strconv"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/negotiate"
)

// Limit is one limit that a plan keeps within.
type Limit struct {
	// The limit.
	Constraint negotiate.ConstraintName `json:"constraint"`
	// Whose it is.
	Owner negotiate.Party `json:"owner"`
	// How firm it is; the law's is never moved.
	Kind negotiate.Kind `json:"kind"`
	// The frequency of a largest payment.
	Every *civil.Frequency `json:"every,omitempty"`
	// The tier whose it is; left out for a limit that is no tier's.
	Tier string `json:"tier,omitempty"`
	// The component of a ceiling.
	Component ledger.Component `json:"component,omitempty"`
	// The unit of time of a rate.
	Per money.Per `json:"per,omitempty"`
	// What it is: money, a date, a number of instalments, a day of the month or a rate.
	Now string `json:"now"`
}

// Move is the least change of one limit that opens an agreement.
type Move struct {
	Limit
	// What would open an agreement; left out when no change of it alone does.
	Needed string `json:"needed,omitempty"`
	// The plan that would then be open; left out with needed.
	Witness *Way `json:"witness,omitempty"`
}

// Correction is a set of moves that together open an agreement, and of which none
// can be left out.
type Correction struct {
	// The moves; the witness of each is the plan that all together open.
	Moves []Move `json:"moves"`
}

// Trade says what a move of the borrower's spares the creditor.
type Trade struct {
	// The borrower's limit.
	Borrower Limit `json:"borrower"`
	// The creditor's limit.
	Creditor Limit `json:"creditor"`
	// From the creditor's move alone to the borrower's: each with the least move of the creditor's that it leaves.
	Curve []TradePoint `json:"curve"`
	// The borrower's move alone.
	BorrowerOnly TradePoint `json:"borrower_only"`
	// The creditor's move alone.
	CreditorOnly TradePoint `json:"creditor_only"`
	// Both by the same share of their moves alone, the least in thousandths that opens an agreement.
	EqualShare TradePoint `json:"equal_share"`
}

// TradePoint is a pair of limits with which there is an agreement.
type TradePoint struct {
	// What the borrower's limit then is.
	Borrower string `json:"borrower"`
	// What the creditor's then is.
	Creditor string `json:"creditor"`
	// A plan that is then open.
	Witness Way `json:"witness"`
}

// UnmetTiers says why no tier of a mandate is for an account.
type UnmetTiers struct {
	// The account.
	Account negotiate.Account `json:"account"`
	// The tiers, in the order of the mandate.
	Tiers []UnmetTier `json:"tiers"`
}

// UnmetTier is a tier that is not for an account.
type UnmetTier struct {
	// The tier.
	Tier string `json:"tier"`
	// The accounts that it is for.
	When negotiate.When `json:"when"`
	// What of that the account is not.
	Unmet []negotiate.Condition `json:"unmet"`
}

// LongestPlan is the most instalments that are looked at, where a tier has time for
// more: by the next one a debt that nobody pays would have grown more than a hundredfold.
type LongestPlan struct {
	// How often an instalment is due.
	Every civil.Frequency `json:"every"`
	// The rate of the plan.
	Rate money.Rate `json:"rate"`
	// The largest number of instalments.
	Count int `json:"count"`
}

// reason is why nobody could sign anything, empty where a limit decides.
func (n *negotiation) reason() Reason {
	if len(n.limits.Tiers) == 0 && n.affords() {
		return NoTermsForAccount
	}
	return ""
}

// unmet is what the tiers ask of an account, where none is for this one.
func (n *negotiation) unmet() *UnmetTiers {
	if n.reason() == "" {
		return nil
	}
	account := n.account.Account()
	unmet := &UnmetTiers{Account: account}
	for i := range n.request.Mandate.Tiers {
		tier := &n.request.Mandate.Tiers[i]
		unmet.Tiers = append(unmet.Tiers, UnmetTier{tier.Name, *tier.When, tier.Unmet(&account)})
	}
	return unmet
}

func (n *negotiation) longest() (list []LongestPlan) {
	for _, cut := range n.space.Cut(n.limits) {
		list = append(list, LongestPlan{n.space.Frequencies[cut.Frequency], n.space.Rates[cut.Rate], cut.Count})
	}
	return list
}

func (n *negotiation) concessions() []negotiate.Concession {
	list := n.space.Concessions(n.limits, &n.request.Claim.Components)
	list = append(list, negotiate.GridConcessions(&n.account, &n.request.Mandate, &n.request.Budget)...)
	n.space.Sort(list)
	return list
}

// ownMoves are the borrower's moves, and nothing of the creditor's.
func (n *negotiation) ownMoves() (moves []OwnMove) {
	if n.reason() != "" {
		return nil
	}
	for _, c := range n.concessions() {
		if c.Name.Owner() == negotiate.Borrower {
			move := n.move(&c)
			moves = append(moves, OwnMove{Constraint: move.Constraint, Every: move.Every, Now: move.Now, Needed: move.Needed, Witness: move.Witness})
		}
	}
	return moves
}

// apart says what keeps the sides apart, and what would bring them together.
func (n *negotiation) apart() *CreditorSide {
	side, claim := &CreditorSide{Plans: "0", Unmet: n.unmet(), Longest: n.longest()}, &n.request.Claim.Components
	if side.Unmet != nil {
		return side
	}
	concessions, alone := n.concessions(), false
	for i := range concessions {
		alone = alone || concessions[i].Witness != nil
		side.Moves = append(side.Moves, n.move(&concessions[i]))
	}
	for _, trade := range n.space.Trades(n.limits, concessions) {
		side.Trades = append(side.Trades, n.trade(&trade))
	}
	if !alone {
		for _, correction := range n.space.Corrections(n.limits, claim) {
			var moves []Move
			for i := range correction.Moves {
				moves = append(moves, n.move(&correction.Moves[i]))
			}
			side.Corrections = append(side.Corrections, Correction{moves})
		}
	}
	for _, c := range n.space.Conflict(n.limits, claim) {
		side.Conflict = append(side.Conflict, n.limit(&c))
	}
	return side
}

func (n *negotiation) trade(t *negotiate.Trade) Trade {
	point := func(p *negotiate.TradePoint) TradePoint {
		return TradePoint{n.figure(&t.Borrower, t.Borrower.Moved(p.Borrower)), n.figure(&t.Creditor, t.Creditor.Moved(p.Creditor)), way(n.space, &p.Witness)}
	}
	trade := Trade{
		Borrower: n.limit(&t.Borrower), Creditor: n.limit(&t.Creditor),
		BorrowerOnly: point(&t.BorrowerOnly), CreditorOnly: point(&t.CreditorOnly), EqualShare: point(&t.EqualShare),
	}
	for i := range t.Curve {
		trade.Curve = append(trade.Curve, point(&t.Curve[i]))
	}
	return trade
}

func (n *negotiation) move(c *negotiate.Concession) Move {
	move := Move{Limit: n.limit(&c.Constraint)}
	if c.Witness != nil {
		witness := way(c.Space, c.Witness)
		move.Needed, move.Witness = n.figure(&c.Constraint, c.Needed), &witness
	}
	return move
}

func (n *negotiation) limit(c *negotiate.Constraint) Limit {
	limit := Limit{Constraint: c.Name, Owner: c.Name.Owner(), Kind: c.Kind, Component: c.Component, Now: n.figure(c, c.Now)}
	if c.Tier >= 0 {
		limit.Tier = n.limits.Tiers[c.Tier].Name
	}
	limit.Per = c.Per
	if c.Name == negotiate.PerPeriod {
		limit.Every = &n.space.Frequencies[c.Frequency]
	}
	return limit
}

// figure writes a limit as what it is.
func (n *negotiation) figure(c *negotiate.Constraint, figure money.Amount) string {
	switch c.Name {
	case negotiate.EarliestDue, negotiate.LatestFinish, negotiate.LatestFirstDue, negotiate.FinishWithinDays:
		return civil.Date(figure).String()
	case negotiate.MaxCount, negotiate.PaydayDue:
		return strconv.Itoa(int(figure))
	case negotiate.PlanRate:
		return decimal.New(int64(figure), -money.MaxRatePlaces).String()
	}
	return n.request.Currency.Text(figure)
}
