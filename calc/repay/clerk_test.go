package repay_test

import (
	"math/big"
	"sort"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// clerk makes any plan as the terms read, row by row in exact fractions, with
// nothing clever: the engine is right when it agrees with the clerk in every cell.
type clerk struct {
	terms   *repay.Terms
	debt    repay.Debt
	n       int
	periods []clerkPeriod
}

type clerkPeriod struct {
	nominal, due civil.Date
	days         int
	rate         *big.Rat // of the period, on its base
}

func units(a money.Amount) *big.Rat { return new(big.Rat).SetInt64(int64(a)) }

// rounded takes an exact sum of minor units, not below zero, to a whole number of steps.
func rounded(exact *big.Rat, mode money.Rounding, step money.Amount) money.Amount {
	steps := new(big.Rat).Quo(exact, units(step))
	whole, rest := new(big.Int).QuoRem(steps.Num(), steps.Denom(), new(big.Int))
	half := rest.Lsh(rest, 1).Cmp(steps.Denom())
	switch {
	case rest.Sign() == 0 || mode == money.Down:
	case mode == money.Up, half > 0, half == 0 && (mode == money.HalfUp || whole.Bit(0) == 1):
		whole.Add(whole, big.NewInt(1))
	}
	if !whole.IsInt64() || whole.Int64() > 1<<62/int64(step) {
		return 1 << 62
	}
	return money.Amount(whole.Int64()) * step
}

// newClerk lays out n periods.
func newClerk(terms *repay.Terms, debt repay.Debt, n int) *clerk {
	c := &clerk{terms: terms, debt: debt, n: n}
	start, earliest := terms.InterestFrom, terms.InterestFrom
	if terms.Deposit != nil && terms.Deposit.Due > earliest {
		earliest = terms.Deposit.Due
	}
	calendar := civil.CalendarOf(terms.Calendar)
	for k := range n {
		nominal := terms.FirstDue
		if terms.Shape == repay.Custom {
			nominal = terms.Payments[k].Due
		} else if k > 0 {
			nominal = terms.Every.Date(terms.FirstDue, k)
		}
		due := terms.Roll.Adjust(nominal, calendar)
		if due < earliest { // the next business day that the calendar knows
			due = earliest
			for day := earliest; calendar.Covers(day); day++ {
				if calendar.BusinessDay(day) {
					due = day
					break
				}
			}
		}
		end := due
		if terms.AccrueTo == repay.AccrueToNominal {
			end = nominal
		}
		c.periods = append(c.periods, clerkPeriod{nominal, due, terms.DayCount.Days(start, end), c.rate(start, end)})
		start, earliest = end, due+1
	}
	return c
}

// rate is the plan's rate from one day to another.
func (c *clerk) rate(start, end civil.Date) *big.Rat {
	rate := c.terms.Rate.Value.Rat()
	if c.terms.Rate.Per == money.PerDay {
		return rate.Mul(rate, new(big.Rat).SetInt64(int64(c.terms.DayCount.Days(start, end))))
	}
	if c.terms.Rate.Per == money.PerMonth {
		rate.Mul(rate, big.NewRat(12, 1))
	}
	reference := civil.Reference{First: c.terms.FirstDue}
	if c.terms.Every != nil {
		reference.Every = *c.terms.Every
	}
	ratio := c.terms.DayCount.Ratio(start, end, reference)
	return rate.Mul(rate, big.NewRat(ratio.Num, ratio.Den))
}

func (c *clerk) silent() int {
	if c.terms.Moratorium == nil {
		return 0
	}
	return c.terms.Moratorium.Interest
}

func (c *clerk) grid() money.Amount { return max(c.terms.MultipleOf, 1) }

// free tells whether a row pays no principal, and silent ones pay nothing at all.
func (c *clerk) free(k int) bool {
	return k < c.silent() || c.terms.Moratorium != nil && k < c.terms.Moratorium.Principal ||
		c.terms.Shape == repay.InterestOnly || c.terms.Shape == repay.Seasonal && c.terms.Season[k%len(c.terms.Season)].IsZero()
}

// solvable tells whether any row pays what is solved.
func (c *clerk) solvable() bool {
	for k := range c.n {
		if !c.free(k) {
			return true
		}
	}
	return false
}

// amounts is what each row pays for a base.
func (c *clerk) amounts(base money.Amount) []money.Amount {
	list, amount := make([]money.Amount, c.n), base
	for k := range list {
		switch {
		case c.terms.Shape == repay.Seasonal:
			weight := c.terms.Season[k%len(c.terms.Season)].Rat()
			amount = rounded(weight.Mul(weight, units(base)), money.HalfUp, c.grid())
		case c.terms.Shape == repay.Stepped && k > 0 && k%c.terms.Step.Every == 0:
			if c.terms.Step.Amount != nil {
				amount += *c.terms.Step.Amount
			} else {
				growth := c.terms.Step.Percent.Add(decimal.New(1, 0)).Rat()
				amount = rounded(growth.Mul(growth, units(amount)), money.HalfUp, c.grid())
			}
			amount = min(amount, 1<<62)
		}
		list[k] = amount
	}
	return list
}

type clerkRow struct{ interest, principal, balance money.Amount }

// interests of flat terms: each row rounded, the last what is left of the whole.
func (c *clerk) flat() []money.Amount {
	base := c.debt.Bearing
	if c.terms.FlatOn == repay.BeforeDeposit && c.terms.Deposit != nil {
		base += c.terms.Deposit.Amount
	}
	whole := new(big.Rat)
	for _, p := range c.periods {
		whole.Add(whole, p.rate)
	}
	left := rounded(whole.Mul(whole, units(base)), c.terms.Rounding, 1)
	list := make([]money.Amount, c.n)
	for k, p := range c.periods {
		list[k] = left
		if k < c.n-1 {
			list[k] = min(left, rounded(new(big.Rat).Mul(p.rate, units(base)), c.terms.Rounding, 1))
		}
		left -= list[k]
	}
	return list
}

// rows pays the amounts; short tells whether the last row pays more than its own.
// They end early, and short, where a balance leaves the bounds of an amount.
func (c *clerk) rows(amounts []money.Amount) (rows []clerkRow, short bool) {
	balance, deferred, onTop := c.debt.Bearing, money.Amount(0), c.terms.Shape == repay.EqualPrincipal
	var flat []money.Amount
	if c.terms.Interest == repay.FlatInterest {
		flat = c.flat()
	}
	for k, p := range c.periods {
		var interest money.Amount
		if flat != nil {
			interest = flat[k]
		} else {
			interest = rounded(new(big.Rat).Mul(p.rate, units(balance)), c.terms.Rounding, 1)
		}
		last := k == c.n-1
		if balance+interest+deferred > money.MaxAmount {
			return append(rows, clerkRow{interest, 0, balance}), true
		}
		if k < c.silent() && !last {
			switch c.terms.Moratorium.InterestTreatment {
			case repay.Defer:
				deferred += interest
				rows = append(rows, clerkRow{0, 0, balance})
			case repay.Waive:
				rows = append(rows, clerkRow{0, 0, balance})
			default:
				balance += interest
				rows = append(rows, clerkRow{interest, -interest, balance})
			}
			continue
		}
		principal := amounts[k]
		if !onTop {
			principal -= interest
		}
		if c.free(k) {
			principal = 0
		}
		if principal >= balance || last {
			return append(rows, clerkRow{interest + deferred, balance, 0}), principal < balance
		}
		balance -= principal
		rows = append(rows, clerkRow{interest + deferred, principal, balance})
		deferred = 0
	}
	panic("the last row returns")
}

func (c *clerk) clears(amounts []money.Amount) bool {
	_, short := c.rows(amounts)
	return !short
}

// least is the least base on the grid that clears, 0 when that is beyond an amount.
func (c *clerk) least() money.Amount {
	most := 1
	for !c.clears(c.amounts(money.Amount(most) * c.grid())) {
		if most *= 2; money.Amount(most) > 2*money.MaxAmount/c.grid() {
			return 0
		}
	}
	steps := sort.Search(most, func(steps int) bool { return steps > 0 && c.clears(c.amounts(money.Amount(steps)*c.grid())) })
	if base := money.Amount(steps) * c.grid(); base <= money.MaxAmount {
		return base
	}
	return 0
}

// lastGap is how far the last row stays below its amount, a whole amount at least
// when it is not there at all; below zero when it is above.
func (c *clerk) lastGap(amounts []money.Amount) money.Amount {
	rows, _ := c.rows(amounts)
	last := rows[len(rows)-1]
	if last.balance > 0 { // more than can be counted
		return -1 << 62
	}
	paid := last.principal
	if c.terms.Shape != repay.EqualPrincipal {
		paid += last.interest
	}
	if k := len(rows) - 1; k == c.silent() { // deferred interest comes on top
		paid -= c.deferredUpTo(k)
	}
	gap := amounts[len(rows)-1] - paid
	if c.free(len(rows) - 1) { // it is to pay its interest
		gap = -last.principal
	}
	for _, unpaid := range amounts[len(rows):] {
		gap = max(gap, unpaid)
	}
	return gap
}

func (c *clerk) deferredUpTo(k int) (sum money.Amount) {
	if c.terms.Moratorium == nil || c.terms.Moratorium.InterestTreatment != repay.Defer {
		return 0
	}
	var flat []money.Amount
	if c.terms.Interest == repay.FlatInterest {
		flat = c.flat()
	}
	for i := range k {
		if flat != nil {
			sum += flat[i]
		} else {
			sum += rounded(new(big.Rat).Mul(c.periods[i].rate, units(c.debt.Bearing)), c.terms.Rounding, 1)
		}
	}
	return sum
}

// plan solves the payment for the number of rows and returns the rows, none when a
// sum is beyond an amount.
func (c *clerk) plan() []clerkRow {
	if !c.solvable() {
		return c.counted(make([]money.Amount, c.n))
	}
	base := c.least()
	if base == 0 {
		return nil
	}
	amounts, low := c.amounts(base), c.amounts(base-c.grid())
	switch {
	case c.terms.Residue == repay.ResidueSpread:
		if base == c.grid() {
			break
		}
		mixed := make([]money.Amount, c.n)
		for more := 1; more <= c.n; more++ {
			copy(mixed, low)
			copy(mixed, amounts[:more])
			if c.clears(mixed) {
				break
			}
		}
		amounts = mixed
	case base > c.grid() && c.lastGap(amounts) > 0 && (c.terms.FinalPayment == repay.Larger ||
		c.terms.FinalPayment == repay.Closest && -c.lastGap(low) < c.lastGap(amounts)):
		amounts = low
	}
	if c.terms.Residue == repay.ResidueFirst {
		first := 0
		for first < c.n-1 && c.free(first) {
			first++
		}
		try := func(units int) bool {
			amounts[first] = money.Amount(units)
			return units > 0 && c.clears(amounts)
		}
		most := 1
		for !try(most) {
			most *= 2
		}
		try(sort.Search(most, try))
	}
	return c.counted(amounts)
}

// counted is the rows that the amounts pay, none when a sum of them is beyond an amount.
func (c *clerk) counted(amounts []money.Amount) []clerkRow {
	rows, _ := c.rows(amounts)
	paid := c.debt.Arrears + c.fee()*money.Amount(len(rows)-min(c.silent(), len(rows)-1))
	for _, row := range rows {
		paid += row.interest + row.principal
	}
	if rows[len(rows)-1].balance > 0 || paid > money.MaxAmount {
		return nil
	}
	return rows
}

// fee is what each instalment that is paid carries.
func (c *clerk) fee() money.Amount {
	switch f := c.terms.Fee; {
	case f == nil:
		return 0
	case f.Amount != nil:
		return *f.Amount
	default:
		share := f.Percent.Rat()
		return rounded(share.Mul(share, units(c.debt.Bearing+c.debt.Arrears)), c.terms.Rounding, 1)
	}
}

// owed is what is left of a plan and its interest on the day of a breach, without
// anything that comes back, and all the interest that an ongoing waiver stopped.
func (c *clerk) owed(plan *repay.Plan, breach *repay.Breach, asOf civil.Date, waiver *repay.WaiverTerms) (owed, stopped money.Amount) {
	k := breach.N - 1
	bearing, arrears, end := c.debt.Bearing, c.debt.Arrears, c.terms.InterestFrom
	other := *c.terms
	simple := func(base money.Amount, from, to civil.Date) money.Amount {
		if from >= to {
			return 0
		}
		other.Rate = *waiver.StoppedRate
		counted := clerk{terms: &other}
		return rounded(new(big.Rat).Mul(counted.rate(from, to), units(base)), c.terms.Rounding, 1)
	}
	since := asOf
	for _, row := range plan.Instalments[:k] {
		if waiver.StoppedRate != nil {
			stopped += simple(bearing, since, row.Due)
			since = max(since, row.Due)
		}
		bearing, arrears = bearing-row.Principal, arrears-row.Arrears
		if end = row.Due; c.terms.AccrueTo == repay.AccrueToNominal {
			end = row.Nominal
		}
	}
	if waiver.StoppedRate != nil {
		stopped += simple(bearing, since, breach.Date)
	}
	base := bearing
	if c.terms.Interest == repay.FlatInterest {
		base = c.debt.Bearing
		if c.terms.FlatOn == repay.BeforeDeposit && c.terms.Deposit != nil {
			base += c.terms.Deposit.Amount
		}
	}
	owed = bearing + arrears
	if end < breach.Date {
		owed += rounded(new(big.Rat).Mul(c.rate(end, breach.Date), units(base)), c.terms.Rounding, 1)
	}
	if k == c.silent() && k > 0 {
		owed += c.deferredUpTo(k)
	}
	for _, row := range plan.Instalments[k:] { // each missed until then
		if row.Due+civil.Date(waiver.GraceDays) < breach.Date {
			owed += row.Fees
		}
	}
	return owed, stopped
}
