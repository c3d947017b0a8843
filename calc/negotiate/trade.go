package negotiate

import "parley/calc/money"

// Trade is how a move of the borrower's and one of the creditor's make up for each
// other.
type Trade struct {
	Borrower, Creditor Constraint
	// Curve is the staircase between the two moves alone: the borrower's move in
	// eighths of what it is alone, cut down to whole units, each with the least move
	// of the creditor's that then opens the set.
	Curve []TradePoint
	// BorrowerOnly and CreditorOnly are the ends. EqualShare moves both by the same
	// share of their moves alone, the least in thousandths that opens the set, each
	// move rounded up to whole units.
	BorrowerOnly, CreditorOnly, EqualShare TradePoint
	// Thousandths is that share.
	Thousandths int
}

// TradePoint is one pair of moves, in units of their figures, and a plan that is
// then possible.
type TradePoint struct {
	Borrower, Creditor money.Amount
	Witness            Offer
}

// MaxTrades is how many pairs Trades tells of.
const MaxTrades = 3

const (
	eighths     = 8
	thousandths = 1000
)

// Trades returns the trades between the concessions that open the set alone: the
// cheapest of the borrower's with the cheapest of the creditor's, and each of the
// two with the next cheapest of the other side. The list is as Concessions returns
// it.
func (s *Space) Trades(l *Limits, list []Concession) (trades []Trade) {
	var borrower, creditor []*Concession
	for i := range list {
		switch c := &list[i]; {
		case c.Witness == nil || c.Space != s: // nor is there a space between two grids
		case c.Name.Owner() == Borrower:
			borrower = append(borrower, c)
		default:
			creditor = append(creditor, c)
		}
	}
	for _, pair := range [MaxTrades][2]int{{0, 0}, {0, 1}, {1, 0}} {
		if pair[0] < len(borrower) && pair[1] < len(creditor) {
			trades = append(trades, s.trade(l, borrower[pair[0]], creditor[pair[1]]))
		}
	}
	return trades
}

func (s *Space) trade(l *Limits, borrower, creditor *Concession) Trade {
	t := Trade{
		Borrower: borrower.Constraint, Creditor: creditor.Constraint,
		BorrowerOnly: TradePoint{borrower.Change, 0, *borrower.Witness},
		CreditorOnly: TradePoint{0, creditor.Change, *creditor.Witness},
	}
	own := l.copy()
	both := func(share money.Amount) {
		borrower.move(&own, portion(borrower.Change, share))
		creditor.move(&own, portion(creditor.Change, share))
	}
	// No smaller moves open a cell that the two whole ones leave closed.
	both(thousandths)
	among := s.opened(&own)
	share := leastStep(1, thousandths, 1, func(share money.Amount) bool {
		both(share)
		return s.openAmong(&own, among) != nil
	})
	both(share)
	t.Thousandths = int(share)
	t.EqualShare = s.tradePoint(portion(borrower.Change, share), portion(creditor.Change, share), s.openAmong(&own, among))
	t.Curve = s.curve(l, borrower, creditor, among)
	return t
}

// curve is the staircase, from the creditor's move alone to the borrower's.
func (s *Space) curve(l *Limits, borrower, creditor *Concession, among *rows) []TradePoint {
	curve := []TradePoint{{0, creditor.Change, *creditor.Witness}}
	for k := money.Amount(1); k < eighths; k++ {
		// Divided first: a sum times eight could be beyond an amount.
		move := borrower.Change/eighths*k + borrower.Change%eighths*k/eighths
		if move == curve[len(curve)-1].Borrower {
			continue
		}
		own := l.copy()
		borrower.move(&own, move)
		// The creditor's move is never more than with less from the borrower.
		most := curve[len(curve)-1].Creditor
		if least, at := s.leastMove(&own, &creditor.Constraint, among, most); at != nil {
			curve = append(curve, s.tradePoint(move, least, at))
			continue
		}
		creditor.move(&own, most)
		curve = append(curve, s.tradePoint(move, most, s.openAmong(&own, among)))
	}
	return append(curve, TradePoint{borrower.Change, 0, *borrower.Witness})
}

func (s *Space) tradePoint(borrower, creditor money.Amount, at *Slice) TradePoint {
	return TradePoint{borrower, creditor, s.Offer(at.Cell, at.Tier, at.Waivers[0].Low)}
}

// portion is a share of a move in thousandths, rounded up to whole units.
func portion(move, share money.Amount) money.Amount {
	return move/thousandths*share + (move%thousandths*share+thousandths-1)/thousandths
}

// opened are the cells that the limits leave open, a row each.
func (s *Space) opened(l *Limits) *rows {
	look, among := s.look(l), new(rows)
	look.slices(func(found []Slice) bool {
		c := found[0].Cell
		rung := s.rung(c)
		among.count(s, row{Cell: c, most: c.Deposit, rung: rung, ladder: &s.ladders[rung]})
		return true
	})
	return among
}

// openAmong returns the first slice among cells, nil when there is none.
func (s *Space) openAmong(l *Limits, among *rows) *Slice {
	look := s.look(l)
	for i := range among.list {
		if found := look.at(&among.list[i], among.list[i].Deposit); len(found) > 0 {
			return &found[0]
		}
	}
	return nil
}
