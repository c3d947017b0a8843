package negotiate

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"

	"parley/calc/money"
	"parley/calc/repay"
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

// Sharings are all ways, in the order in which they are told.
var Sharings = [...]Sharing{ProRata, ByPriority, SmallestFirst, DearestFirst}

// SharingDebt is one of several debts.
type SharingDebt struct {
	// What the borrower calls it; no two debts share a name.
	Name string `json:"name" maxlen:"80"`
	// What is owed.
	Balance money.Amount `json:"balance" min:"1"`
	// The interest that it bears; none when left out.
	Rate *money.Rate `json:"rate,omitempty"`
	// The least that it gets each month, before anything is shared; nothing when left out.
	Minimum money.Amount `json:"minimum,omitempty"`
	// Its place among the debts by priority, the lowest number first; debts of one place stand as they are listed.
	Priority int `json:"priority,omitempty" min:"0" max:"1000"`
}

// Shared is one way to share, and where it leads.
type Shared struct {
	// The way.
	Sharing Sharing `json:"sharing"`
	// The month in which the last debt is paid off, 1 for the first; left out when that is beyond 600 months.
	Months int `json:"months,omitempty"`
	// All interest until then; left out with months.
	Interest *money.Amount `json:"interest,omitempty"`
	// What each debt gets, as the debts are listed.
	Parts []SharingPart `json:"parts"`
}

// SharingPart is what one debt gets.
type SharingPart struct {
	// What the borrower calls it.
	Name string `json:"name"`
	// What it gets in the first month.
	Amount money.Amount `json:"amount"`
	// The month in which it first gets something; left out when it never does.
	Begins int `json:"begins,omitempty"`
	// The month in which it is paid off; left out when it never is.
	Months int `json:"months,omitempty"`
	// Its interest until then; left out with months.
	Interest *money.Amount `json:"interest,omitempty"`
}

const monthsOfYear = 12

// sharing is one way on its way: the debts as they stand, month by month.
type sharing struct {
	debts []SharingDebt
	// balances is what each still owes, interest what it bore so far, and paid what
	// it gets in the month. Order is the places of the debts as they are paid.
	balances, interest, paid []money.Amount
	all                      money.Amount // the interest of all debts
	order                    []int
}

// Share shares a sum of each month among debts. Each month every debt bears a month's
// interest, a twelfth of a year's, rounded half up to a minor unit; then each gets its
// minimum, in the order in which the way pays them and pro rata as they are listed,
// as far as the sum goes, and the way shares the rest. Pro rata goes by what is owed at first of the debts that are
// not paid off yet, its spare minor units to those listed first. It counts 600 months
// and stops sooner where the debts or their interest grow beyond an amount. The debts
// together are no more than money.MaxAmount.
func (s Sharing) Share(monthly money.Amount, debts []SharingDebt) Shared {
	n := len(debts)
	shared := Shared{Sharing: s, Parts: make([]SharingPart, n)}
	w := sharing{debts: debts, balances: make([]money.Amount, n), interest: make([]money.Amount, n), paid: make([]money.Amount, n), order: s.order(debts)}
	owing := n
	for i := range debts {
		shared.Parts[i].Name, w.balances[i] = debts[i].Name, debts[i].Balance
	}
	for month := 1; month <= repay.MaxCount && owing > 0 && w.bear(); month++ {
		w.pay(monthly, s == ProRata)
		for i, paid := range w.paid {
			part := &shared.Parts[i]
			if month == 1 {
				part.Amount = paid
			}
			if paid > 0 && part.Begins == 0 {
				part.Begins = month
			}
			if paid > 0 && w.balances[i] == 0 {
				part.Months, part.Interest = month, &w.interest[i]
				shared.Months = month
				owing--
			}
		}
	}
	if shared.Interest = &w.all; owing > 0 {
		shared.Months, shared.Interest = 0, nil
	}
	return shared
}

// bear adds a month's interest to each debt; false when all balances or all interest
// would be beyond an amount.
func (w *sharing) bear() bool {
	total, ok := money.Amount(0), true
	var num, den, times big.Int
	var q money.Quotient
	for i := range w.debts {
		if rate := w.debts[i].Rate; rate != nil && w.balances[i] > 0 {
			perYear, whole := money.Rate{Value: yearlyRate(rate)}.Fraction()
			num.Mul(num.SetInt64(int64(w.balances[i])), times.SetInt64(perYear))
			interest, err := q.Round(&num, den.Mul(den.SetInt64(whole), times.SetInt64(monthsOfYear)), money.HalfUp)
			if err != nil {
				return false
			}
			if w.all, ok = money.Sum(w.all, interest); !ok {
				return false
			}
			w.interest[i] += interest
			w.balances[i] += interest
		}
		if total, ok = money.Sum(total, w.balances[i]); !ok {
			return false
		}
	}
	return true
}

// pay shares a month's sum.
func (w *sharing) pay(purse money.Amount, proRata bool) {
	clear(w.paid)
	for _, i := range w.order {
		purse -= w.give(i, min(w.debts[i].Minimum, purse))
	}
	for proRata && purse > 0 {
		left := w.share(purse)
		if left == purse {
			break
		}
		purse = left
	}
	for _, i := range w.order {
		purse -= w.give(i, purse)
	}
}

// give pays a debt a sum, at most what it owes, and returns what it took.
func (w *sharing) give(i int, sum money.Amount) money.Amount {
	sum = min(sum, w.balances[i])
	w.balances[i] -= sum
	w.paid[i] += sum
	return sum
}

// share gives each debt that owes something its part of a sum, and returns what is
// left: where a debt took less than its part, that is to be shared again.
func (w *sharing) share(sum money.Amount) (left money.Amount) {
	weight := money.Amount(0)
	for i := range w.debts {
		if w.balances[i] > 0 {
			weight += w.debts[i].Balance
		}
	}
	left, spare := sum, sum
	for i := range w.debts {
		if w.balances[i] > 0 {
			high, low := bits.Mul64(uint64(sum), uint64(w.debts[i].Balance))
			part, _ := bits.Div64(high, low, uint64(weight)) // at most the sum, as the weight is at least the balance
			spare -= money.Amount(part)
			left -= w.give(i, money.Amount(part))
		}
	}
	for i := range w.debts {
		if spare > 0 && w.balances[i] > 0 {
			spare--
			left -= w.give(i, 1)
		}
	}
	return left
}

// order lists the places of the debts as they are paid.
func (s Sharing) order(debts []SharingDebt) []int {
	order := make([]int, len(debts))
	for i := range order { // there are few, so each goes in front of those that come after it
		at := i
		for ; at > 0 && s.before(&debts[i], &debts[order[at-1]]); at-- {
			order[at] = order[at-1]
		}
		order[at] = i
	}
	return order
}

// before tells whether a debt is paid before one that is listed before it.
func (s Sharing) before(debt, listed *SharingDebt) bool {
	switch s {
	case ByPriority:
		return debt.Priority < listed.Priority
	case SmallestFirst:
		return debt.Balance < listed.Balance
	case DearestFirst:
		return yearlyRate(debt.Rate).Cmp(yearlyRate(listed.Rate)) > 0
	}
	return false
}

// yearlyRate is a rate for a year of twelve months or 365 days, not compounded.
func yearlyRate(r *money.Rate) decimal.Decimal {
	switch {
	case r == nil:
		return decimal.Decimal{}
	case r.Per == money.PerDay:
		return r.Value.Mul(decimal.New(365, 0))
	case r.Per == money.PerMonth:
		return r.Value.Mul(decimal.New(monthsOfYear, 0))
	}
	return r.Value
}
