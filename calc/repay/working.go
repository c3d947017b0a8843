package repay

import (
	"parley/calc/civil"
	"parley/calc/money"
)

// Working is how a plan came about, recorded while it was computed. Explaining a
// figure renders it and computes nothing again.
type Working struct {
	// The debt that the plan repays.
	Debt Debt
	// The interest of a row is its base × Num × Times / Den, rounded once.
	Num        []int64
	Times, Den uint64
	// FlatOn is the base of every row when interest is flat, and else zero.
	FlatOn money.Amount
	// How the payment was found.
	Search Search

	rows []row
	// wide tells that the factors of the rows do not fit Num / Den.
	wide bool
	// each are the rows' factors, to say what a row bears by itself.
	each factors
}

// Search is how the payment of a plan was found.
type Search struct {
	// Payment is the base payment, or the share of principal, before fees and arrears.
	Payment money.Amount
	// Grid is the step between two payments; zero when the payment was given.
	Grid money.Amount
	// Least says that the payment clears the debt, and one step of the grid less does not.
	Least bool
}

func (w *Working) record(f *factors, rows []row, debt Debt) {
	w.Debt, w.Num, w.Times, w.Den, w.rows = debt, f.num, max(f.times, 1), f.den.value, rows
	w.wide = f.dens != nil || f.times > 1
	w.each = *f
}

// Factor returns the rate for the period of row k, counted from 0, in low terms. ok
// is false for a fraction that does not fit.
func (w *Working) Factor(k int) (factor civil.Ratio, ok bool) {
	if w.wide || k >= len(w.Num) || w.Den == 0 {
		return factor, false
	}
	common := greatestCommonDivisor(w.Num[k], int64(w.Den))
	return civil.Ratio{Num: w.Num[k] / common, Den: int64(w.Den) / common}, true
}

// Base returns the sum that the interest of row k, counted from 0, is counted on.
func (w *Working) Base(k int) money.Amount {
	switch {
	case w.FlatOn > 0:
		return w.FlatOn
	case k == 0:
		return w.Debt.Bearing
	}
	return w.rows[k-1].balance
}

// Bears returns the interest of row k, counted from 0, by itself: its base times
// its factor, rounded. A row that pays other interest took it over from others.
func (w *Working) Bears(k int) money.Amount {
	interest, _ := w.each.interest(w.Base(k), k)
	return interest
}

// Whole returns the flat interest of the first n rows together, rounded once, and
// the rate for all their time. ok is false for a fraction that does not fit.
func (w *Working) Whole(n int) (interest money.Amount, factor civil.Ratio, ok bool) {
	if w.wide || n > len(w.Num) || w.Den == 0 {
		return 0, factor, false
	}
	whole := int64(0)
	for _, num := range w.Num[:n] {
		whole += num
	}
	interest, ok = w.each.wide(w.FlatOn, whole, w.Den, w.each.bias, w.each.even)
	common := greatestCommonDivisor(whole, int64(w.Den))
	return interest, civil.Ratio{Num: whole / common, Den: int64(w.Den) / common}, ok
}
