package ledger

import (
	"slices"

	"parley/calc/money"
)

const (
	// mostOrders is how many orders a range looks at, and mostReplayed how many
	// entries it replays for them, six orders of three components in any case.
	mostOrders   = 64
	mostReplayed = 60_000
)

// AllocationRange is how much the order of payments matters when the contract
// does not say it: the lowest and the highest claim over the possible orders.
// Orders that differ by nothing that the claim could show count once.
type AllocationRange struct {
	// The lowest claim.
	Lowest OrderTotal `json:"lowest"`
	// The highest claim.
	Highest OrderTotal `json:"highest"`
	// How many orders were looked at.
	Orders int `json:"orders"`
	// Whether these are all. When they are not, the true range may be wider.
	Complete bool `json:"complete"`
}

// OrderTotal is what is owed under one order.
type OrderTotal struct {
	// All components together.
	Total money.Amount `json:"total"`
	// The first order that gives it.
	Order []Component `json:"order"`
}

// RangeOfOrders replays an account once for each order in which its payments
// could meet the components. It returns the errors of Assess.
func RangeOfOrders(account *Account) (AllocationRange, error) {
	order, alike, err := account.orderly()
	if err != nil {
		return AllocationRange{}, err
	}
	most := min(mostOrders, max(6, mostReplayed/max(len(account.Entries), 1)))
	result := AllocationRange{Complete: true}
	places := make([]int, len(order))
	for i := range places {
		places[i] = i
	}
	for more := true; more; more = nextOrder(places) {
		if !distinct(places, alike) {
			continue
		}
		if result.Orders == most {
			result.Complete = false
			break
		}
		named := make([]Component, len(order))
		for i, at := range places {
			named[i] = order[at]
		}
		try := *account
		try.Allocation, try.ItemizeFrom = named, 0
		got, err := Assess(&try)
		if err != nil {
			return AllocationRange{}, err
		}
		total := OrderTotal{got.Claim.Total, named}
		if result.Orders == 0 || total.Total < result.Lowest.Total {
			result.Lowest = total
		}
		if result.Orders == 0 || total.Total > result.Highest.Total {
			result.Highest = total
		}
		result.Orders++
	}
	return result, nil
}

// orderly lists the components that the account ever owed, in the order of the
// law, and tells which of them are alike: whichever of those is met first, the
// same is owed in the end.
func (account *Account) orderly() (order []Component, alike []bool, err error) {
	r := Start(account)
	if err := r.Advance(account.AsOf); err != nil {
		return nil, nil, err
	}
	if _, err := r.close(account.AsOf); err != nil {
		return nil, nil, err
	}
	for _, c := range allocationOrder(nil) {
		if r.totals.added[c.index()] == (tally{}) {
			continue
		}
		order = append(order, c)
		same := len(account.AllocationOverdue) == 0
		for i := range account.Rules {
			rule := &account.Rules[i]
			same = same && !slices.Contains(rule.On, c) && !(rule.Into == c && rule.Compounds != Never) && !rule.chargesFor(UnpaidInstalment)
		}
		for i := range account.Entries {
			same = same && account.Entries[i].Component != c
		}
		alike = append(alike, same)
	}
	if len(r.met) == 0 && len(order) > 1 {
		order, alike = order[:1], alike[:1] // nothing was met: no order matters
	}
	return order, alike, nil
}

// distinct tells whether an order is the first of those that differ from it only
// in the order of neighbours that are alike.
func distinct(places []int, alike []bool) bool {
	for i := 1; i < len(places); i++ {
		if alike[places[i]] && alike[places[i-1]] && places[i] < places[i-1] {
			return false
		}
	}
	return true
}

// nextOrder turns a permutation into the next one, and reports false after the last.
func nextOrder(places []int) bool {
	i := len(places) - 2
	for i >= 0 && places[i] > places[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	k := len(places) - 1
	for places[k] < places[i] {
		k--
	}
	places[i], places[k] = places[k], places[i]
	slices.Reverse(places[i+1:])
	return true
}
