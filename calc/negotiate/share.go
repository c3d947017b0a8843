package negotiate

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// Sharing is how several debts share what a borrower has for all of them.
type Sharing string

const (
	// ProRata gives each debt the part that it is of all.
	ProRata Sharing = "pro_rata"
	// ByPriority pays the debts in the order of their priority, the lowest number first.
	ByPriority Sharing = "priority"
	// SmallestFirst pays the smallest debt first.
	SmallestFirst Sharing = "smallest_first"
	// DearestFirst pays the debt with the highest rate first.
	DearestFirst Sharing = "dearest_first"
)

// SharingDebt is one of several debts.
type SharingDebt struct {
	// What the borrower calls it.
	Name string `json:"name" maxlen:"80"`
	// What is owed.
	Balance money.Amount `json:"balance" min:"1"`
	// The interest that it bears; none when left out. It says which debt is dearest, and nothing else.
	Rate *money.Rate `json:"rate,omitempty"`
	// Its place among the debts by priority; debts of one place stand as they are listed.
	Priority int `json:"priority,omitempty" min:"0" max:"1000"`
}

// SharingPart is what one debt gets.
type SharingPart struct {
	// What the borrower calls it.
	Name string `json:"name"`
	// What it gets in the first month.
	Amount money.Amount `json:"amount"`
	// The month in which it first gets something, 1 for the first; left out when it never does.
	Begins int `json:"begins,omitempty"`
	// The month in which it is paid off, without interest and with the same sum each month; left out when it never is.
	Months int `json:"months,omitempty"`
}

// MonthsMost is the last month that is counted.
const MonthsMost = 1200

// Share divides a sum of each month among debts, in the order in which they are
// listed. The parts of the first month add up to the sum, or to all debts where they
// are less; the spare minor units of pro rata go to the first debts. What a debt
// leaves in the month in which it is paid off goes to the next one, but not pro
// rata, where each debt keeps its sum. ok is false when the debts together are
// beyond money.MaxAmount.
func (s Sharing) Share(monthly money.Amount, debts []SharingDebt) (parts []SharingPart, ok bool) {
	parts = make([]SharingPart, len(debts))
	total := money.Amount(0)
	for i := range debts {
		parts[i].Name = debts[i].Name
		if total, ok = money.Sum(total, debts[i].Balance); !ok {
			return nil, false
		}
	}
	if monthly = min(monthly, total); monthly <= 0 {
		return parts, true
	}
	if s == ProRata {
		proRata(monthly, total, debts, parts)
		return parts, true
	}
	before := money.Amount(0)
	for _, i := range s.order(debts) {
		after := before + debts[i].Balance
		parts[i].Amount = max(min(after, monthly)-before, 0)
		parts[i].Begins = counted(before/monthly + 1)
		parts[i].Months = counted((after + monthly - 1) / monthly)
		before = after
	}
	return parts, true
}

func proRata(monthly, total money.Amount, debts []SharingDebt, parts []SharingPart) {
	spare := monthly
	for i := range debts {
		high, low := bits.Mul64(uint64(monthly), uint64(debts[i].Balance))
		whole, _ := bits.Div64(high, low, uint64(total)) // at most the balance, as monthly is at most the total
		parts[i].Amount = money.Amount(whole)
		spare -= money.Amount(whole)
	}
	for i := range debts {
		// With a spare unit no debt is paid whole, so each that is owed has room for one.
		if spare > 0 && debts[i].Balance > 0 {
			parts[i].Amount++
			spare--
		}
		if part := parts[i].Amount; part > 0 {
			parts[i].Begins, parts[i].Months = 1, counted((debts[i].Balance+part-1)/part)
		}
	}
}

// counted is a month, zero beyond the last that is counted.
func counted(month money.Amount) int {
	if month > MonthsMost {
		return 0
	}
	return int(month)
}

// order lists the places of the debts as they are paid.
func (s Sharing) order(debts []SharingDebt) []int {
	order := make([]int, len(debts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch s {
		case SmallestFirst:
			return cmp.Compare(debts[a].Balance, debts[b].Balance)
		case DearestFirst:
			return yearlyRate(debts[b].Rate).Cmp(yearlyRate(debts[a].Rate))
		}
		return debts[a].Priority - debts[b].Priority
	})
	return order
}

// yearlyRate is a rate for a year of twelve months or 365 days, not compounded.
func yearlyRate(r *money.Rate) decimal.Decimal {
	switch {
	case r == nil:
		return decimal.Decimal{}
	case r.Per == money.PerDay:
		return r.Value.Mul(decimal.New(365, 0))
	case r.Per == money.PerMonth:
		return r.Value.Mul(decimal.New(12, 0))
	}
	return r.Value
}
