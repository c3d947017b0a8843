package repay

import (
	"sort"

	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// The oracle is the schedule as one would first write it, in decimals and with
// nothing clever: the kernel is right when it agrees with this to the last unit.

// oracle repays balance over periods whose interest is rate × days / year.
type oracle struct {
	rate decimal.Decimal // of one year, or of one day when year is 1
	year int64
	days []int64
	mode money.Rounding
}

type oracleRow struct{ interest, principal, balance decimal.Decimal }

var cent = decimal.New(1, -2)

// interest rounds balance × rate × days / year once, with the remainder in hand.
func (o *oracle) interest(balance decimal.Decimal, days int64) decimal.Decimal {
	product := balance.Mul(o.rate).Mul(decimal.New(days, 0))
	year := decimal.New(o.year, 0)
	quotient, rest := product.QuoRem(year, 2)
	twice := rest.Mul(decimal.New(2, 0)).Cmp(year.Mul(cent))
	odd := !quotient.Shift(2).Mod(decimal.New(2, 0)).IsZero()
	switch {
	case o.mode == money.Down || rest.IsZero():
	case o.mode == money.Up, twice > 0, twice == 0 && (o.mode == money.HalfUp || odd):
		quotient = quotient.Add(cent)
	}
	return quotient
}

// level pays the same amount each period, and on the last row what is left.
func (o *oracle) level(balance, payment decimal.Decimal) []oracleRow {
	var rows []oracleRow
	for k, days := range o.days {
		interest := o.interest(balance, days)
		if owed := balance.Add(interest); owed.LessThanOrEqual(payment) || k == len(o.days)-1 {
			return append(rows, oracleRow{interest, balance, decimal.Zero})
		}
		principal := payment.Sub(interest)
		balance = balance.Sub(principal)
		rows = append(rows, oracleRow{interest, principal, balance})
	}
	return rows
}

// equalPrincipal repays the same share each period, and on the last row what is left.
func (o *oracle) equalPrincipal(balance, share decimal.Decimal) []oracleRow {
	var rows []oracleRow
	for k, days := range o.days {
		interest := o.interest(balance, days)
		if balance.LessThanOrEqual(share) || k == len(o.days)-1 {
			return append(rows, oracleRow{interest, balance, decimal.Zero})
		}
		balance = balance.Sub(share)
		rows = append(rows, oracleRow{interest, share, balance})
	}
	return rows
}

// clears tells whether no row of a level schedule is above the payment.
func (o *oracle) clears(balance, payment decimal.Decimal) bool {
	rows := o.level(balance, payment)
	last := rows[len(rows)-1]
	return last.interest.Add(last.principal).LessThanOrEqual(payment)
}

// leastClearing tries minor units by bisection.
func (o *oracle) leastClearing(balance decimal.Decimal) decimal.Decimal {
	all := balance.Add(o.interest(balance, o.days[0])).Shift(2).IntPart()
	return decimal.New(int64(sort.Search(int(all), func(units int) bool {
		return o.clears(balance, decimal.New(int64(units), -2))
	})), -2)
}

// annuity is the textbook level payment for equal periods, P × i / (1 − (1+i)^−n).
func annuity(principal, rate decimal.Decimal, n int64) decimal.Decimal {
	if rate.IsZero() {
		return principal.DivRound(decimal.New(n, 0), 2)
	}
	growth := decimal.New(1, 0).Add(rate).Pow(decimal.New(n, 0))
	return principal.Mul(rate).Mul(growth).DivRound(growth.Sub(decimal.New(1, 0)), 2)
}
