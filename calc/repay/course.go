package repay

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// course walks a plan of any shape: what each row bears and what it pays follow
// from one base payment. The level payment on the falling balance is its plain
// case and has a quicker way, see factors.payLevel; both agree.
//
// However the payments follow from the base, they never fall as it grows, and
// interest never falls as the balance grows. So a base that clears the debt is
// followed only by bases that do, and the least one is found by halving.
type course struct {
	factors
	terms *Terms
	kinds []rowKind
	// flat is the interest of each row when it is not on the falling balance.
	flat []money.Amount
	// balance is what the rows repay, and the base of flat interest.
	balance, flatOn money.Amount
	// amounts is what each row pays: all of it, or principal alone when onTop.
	amounts []money.Amount
	onTop   bool
	rows    []row
}

// newCourse makes room for as many rows as there are periods.
func (t *Terms) newCourse(periods []period, balance money.Amount) course {
	return course{
		factors: t.factors(periods), terms: t, kinds: t.kinds(len(periods)), balance: balance, flatOn: t.flatOn(balance),
		amounts: make([]money.Amount, len(periods)), onTop: t.Shape == EqualPrincipal, rows: make([]row, len(periods)),
	}
}

// flatOn returns the base of flat interest.
func (t *Terms) flatOn(balance money.Amount) money.Amount {
	if t.FlatOn == BeforeDeposit && t.Deposit != nil {
		return balance + t.Deposit.Amount
	}
	return balance
}

// begin prepares n rows. ok is false when flat interest leaves the bounds of an amount.
func (c *course) begin(n int) (ok bool) {
	c.amounts, c.rows = c.amounts[:n], c.rows[:n]
	if c.terms.Interest != FlatInterest {
		return true
	}
	if c.flat == nil {
		c.flat = make([]money.Amount, len(c.num))
	}
	return c.flatInterest(c.flatOn, c.flat[:n])
}

// flatInterest sets the interest of each row on one balance, each rounded, and the
// last one what the others leave of the rounded whole. No row takes more than is
// left of it.
func (f *factors) flatInterest(balance money.Amount, rows []money.Amount) (ok bool) {
	left, ok := f.flatWhole(balance, len(rows))
	for k := range rows {
		rows[k] = left
		if k < len(rows)-1 {
			each, _ := f.interest(balance, k)
			rows[k] = min(each, left)
		}
		left -= rows[k]
	}
	return ok
}

// flatWhole returns the interest of the first n periods together on one balance,
// rounded once.
func (f *factors) flatWhole(balance money.Amount, n int) (interest money.Amount, ok bool) {
	if f.dens == nil {
		whole := int64(0)
		for _, num := range f.num[:n] {
			whole += num
		}
		return f.wide(balance, whole, f.den.value, f.bias, f.even)
	}
	whole, den, each := new(big.Int), big.NewInt(1), new(big.Int)
	for k, num := range f.num[:n] {
		each.Mul(den, big.NewInt(num))
		next := big.NewInt(f.dens[k])
		whole.Mul(whole, next).Add(whole, each)
		den.Mul(den, next)
	}
	whole.Mul(whole, each.SetUint64(max(f.times, 1))).Mul(whole, each.SetInt64(int64(balance)))
	var quotient money.Quotient
	interest, err := quotient.Round(whole, den, f.mode)
	return interest, err == nil
}

// pay sets what each row pays for a base payment.
func (c *course) pay(base money.Amount) {
	grid, amount := max(c.terms.MultipleOf, 1), base
	for k := range c.amounts {
		switch step := c.terms.Step; {
		case c.terms.Shape == Seasonal:
			amount = scaled(base, c.terms.Season[k%len(c.terms.Season)], grid)
		case c.terms.Shape == Stepped && k > 0 && k%step.Every == 0 && step.Percent != nil:
			amount = scaled(amount, step.Percent.Add(decimal.New(1, 0)), grid)
		case c.terms.Shape == Stepped && k > 0 && k%step.Every == 0:
			amount = min(amount+*step.Amount, unbounded)
		}
		c.amounts[k] = amount
	}
}

// scaled returns amount × share, rounded half up to a multiple of grid. Share is
// not below zero and has 10 decimal places at most.
func scaled(amount money.Amount, share decimal.Decimal, grid money.Amount) money.Amount {
	rate := money.Rate{Value: share}
	num, den := rate.Fraction()
	step := uint64(den) * uint64(grid)
	high, low := bits.Mul64(uint64(amount), uint64(num))
	low, carry := bits.Add64(low, step/2, 0)
	if high += carry; high >= step {
		return unbounded
	}
	quotient, _ := bits.Div64(high, low, step)
	if quotient > uint64(unbounded/grid) {
		return unbounded
	}
	return money.Amount(quotient) * grid
}

// bears returns the interest of one row.
func (c *course) bears(balance money.Amount, k int) (money.Amount, bool) {
	if c.flat != nil {
		return c.flat[k], true
	}
	return c.interest(balance, k)
}

// walk pays the amounts until the debt is cleared, and on the last row whatever is
// left. It returns how many rows it used and by how much the last of them is above
// its amount: at most zero when the amounts clear the debt. ok is false when a
// figure left the bounds of an amount.
func (c *course) walk() (used int, over money.Amount, ok bool) {
	balance, deferred := c.balance, money.Amount(0)
	for k := range c.rows {
		interest, ok := c.bears(balance, k)
		if !ok || balance+interest > money.MaxAmount {
			return k, 0, false
		}
		kind, amount := c.kinds[k], c.amounts[k]
		if kind == paysInterest {
			amount = 0
			if !c.onTop {
				amount = interest
			}
		}
		last, due := k == len(c.rows)-1, balance
		if !c.onTop {
			due += interest
		}
		switch {
		case kind == waives && !last:
			c.rows[k] = row{0, 0, balance}
		case kind == defers && !last:
			deferred += interest
			c.rows[k] = row{0, 0, balance}
		case kind == capitalises && !last:
			balance += interest
			c.rows[k] = row{interest, -interest, balance}
		case due <= amount || last:
			c.rows[k] = row{interest + deferred, balance, 0}
			return k + 1, due - amount, balance+interest+deferred <= money.MaxAmount
		default:
			before := balance
			balance = due - amount
			c.rows[k] = row{interest + deferred, before - balance, balance}
			deferred = 0
		}
		if balance > money.MaxAmount || deferred > money.MaxAmount {
			return k, 0, false
		}
	}
	return 0, 0, true
}

// clears tells whether a base payment clears the debt with no row above its amount.
func (c *course) clears(base money.Amount) bool {
	c.pay(base)
	_, over, ok := c.walk()
	return ok && over <= 0
}
