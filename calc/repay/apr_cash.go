package repay

import (
	"cmp"
	"math/bits"
	"slices"
)

// sum is one sum of money at a time: whole unit periods and odd parts of one.
type sum struct {
	amount       uint64 // minor units, at most money.MaxAmount
	periods, odd int32  // odd is below zero where time runs backwards
}

// cash is what moves both ways, each in the order of time, and the number of odd
// parts in a unit period.
type cash struct {
	advances, payments []sum
	parts              uint64
	compounds          bool // odd parts compound like whole periods; otherwise they bear simple interest

	// What prepare derives: the totals compared, the shift that brings the larger
	// of them just below 2^62, and whether time runs backwards.
	balance     int // paid against advanced: 0 or 1, and -1 until it is mirrored
	left, right uint
	mirrored    bool
}

// total is a sum of amounts in 128 bits: 1,200 of them need 71.
type total struct{ high, low uint64 }

func totalOf(sums []sum) (t total) {
	for i := range sums {
		low, carry := bits.Add64(t.low, sums[i].amount, 0)
		t.low, t.high = low, t.high+carry
	}
	return t
}

func (t total) compare(other total) int {
	if c := cmp.Compare(t.high, other.high); c != 0 {
		return c
	}
	return cmp.Compare(t.low, other.low)
}

// length returns the number of bits of the total.
func (t total) length() int {
	if t.high > 0 {
		return 64 + bits.Len64(t.high)
	}
	return bits.Len64(t.low)
}

func (s sum) compare(other sum) int {
	if c := cmp.Compare(s.periods, other.periods); c != 0 {
		return c
	}
	return cmp.Compare(s.odd, other.odd)
}

// prepare orders the sums, moves the first of them to the first period and
// compares the totals. It returns ErrNoRate when no rate above -100% a period can
// fit: the first money must go to the borrower, and the last come back. Where odd
// parts compound, money may be paid ahead of the first advance.
func (c *cash) prepare() error {
	for _, sums := range [...][]sum{c.advances, c.payments} {
		if len(sums) == 0 {
			return ErrNoRate
		}
		inOrder(sums)
	}
	start := min(c.advances[0].periods, c.payments[0].periods)
	for i := range c.advances {
		c.advances[i].periods -= start
	}
	for i := range c.payments {
		c.payments[i].periods -= start
	}
	advanced, paid := totalOf(c.advances), totalOf(c.payments)
	c.balance = paid.compare(advanced)
	if length := max(advanced.length(), paid.length()); length <= 62 {
		c.left = uint(62 - length)
	} else {
		c.right = uint(length - 62)
	}
	if c.balance == 0 && c.atOnce() {
		return nil
	}
	ahead := c.compounds && c.payments[0].compare(c.advances[0]) < 0
	if c.firstNet() >= 0 && !ahead || c.balance < 0 && c.lastNet() <= 0 {
		return ErrNoRate
	}
	if c.balance < 0 {
		c.mirror()
	}
	return nil
}

// atOnce tells whether all money moves at one time.
func (c *cash) atOnce() bool {
	first := min(c.advances[0].time(c.parts), c.payments[0].time(c.parts))
	last := max(c.advances[len(c.advances)-1].time(c.parts), c.payments[len(c.payments)-1].time(c.parts))
	return first == last
}

// mirror lets time run backwards from the end and swaps the sides: a rate below
// zero becomes one above it, and v is 1+i in place of 1/(1+i), so that every power
// of it stays small. Odd parts are then below zero.
func (c *cash) mirror() {
	end := int32(c.span())
	if max(c.advances[len(c.advances)-1].time(c.parts), c.payments[len(c.payments)-1].time(c.parts)) > int64(end)*int64(c.parts) {
		end++
	}
	for _, sums := range [...][]sum{c.advances, c.payments} {
		slices.Reverse(sums)
		for i := range sums {
			sums[i].periods, sums[i].odd = end-sums[i].periods, -sums[i].odd
		}
	}
	c.advances, c.payments = c.payments, c.advances
	c.balance, c.mirrored = 1, true
}

// time returns the sum's time in odd parts.
func (s sum) time(parts uint64) int64 { return int64(s.periods)*int64(parts) + int64(s.odd) }

// inOrder puts sums in order of time. They come as runs that are in order already,
// and there are MaxSums at most, so that plain insertion is quick enough and a
// tenth of the size of a general sort in the browser.
func inOrder(sums []sum) {
	for i := 1; i < len(sums); i++ {
		for k := i; k > 0 && sums[k].compare(sums[k-1]) < 0; k-- {
			sums[k], sums[k-1] = sums[k-1], sums[k]
		}
	}
}

// firstNet returns the sign of what is paid less what is advanced at the first time.
func (c *cash) firstNet() int {
	first := c.advances[0]
	if c.payments[0].compare(first) < 0 {
		return 1
	}
	same := func(s sum) bool { return s.compare(first) > 0 }
	return totalOf(until(c.payments, same)).compare(totalOf(until(c.advances, same)))
}

// lastNet returns the sign of what is paid less what is advanced at the last time.
func (c *cash) lastNet() int {
	last := c.payments[len(c.payments)-1]
	if c.advances[len(c.advances)-1].compare(last) > 0 {
		return -1
	}
	before := func(s sum) bool { return s.compare(last) >= 0 }
	paid, advanced := until(c.payments, before), until(c.advances, before)
	return totalOf(c.payments[len(paid):]).compare(totalOf(c.advances[len(advanced):]))
}

// until returns the sums before the first for which stop holds.
func until(sums []sum, stop func(sum) bool) []sum {
	for i := range sums {
		if stop(sums[i]) {
			return sums[:i]
		}
	}
	return sums
}

// interleaved tells whether money is advanced after some was paid; only then may
// more than one rate fit.
func (c *cash) interleaved() bool {
	return c.advances[len(c.advances)-1].compare(c.payments[0]) > 0
}

// span returns the whole periods up to the last sum.
func (c *cash) span() int {
	return int(max(c.advances[len(c.advances)-1].periods, c.payments[len(c.payments)-1].periods))
}
