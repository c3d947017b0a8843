package money

import (
	"errors"

	"github.com/shopspring/decimal"
)

// Rounding says where a figure between two minor units goes.
type Rounding string

const (
	// HalfUp takes the nearer unit, and the one further from zero from the
	// middle: 2.675 becomes 2.68. It is what Chinese contracts call 四舍五入.
	HalfUp Rounding = "half_up"
	// HalfEven takes the nearer unit, and the even one from the middle.
	HalfEven Rounding = "half_even"
	// Down cuts towards zero.
	Down Rounding = "down"
	// Up goes away from zero.
	Up Rounding = "up"
)

// MaxAmount is the largest amount of any currency: 15 digits before the point at
// three minor digits, which leaves room in an int64 to add several of them. What
// one currency may state is its Most.
const MaxAmount Amount = 999_999_999_999_999_999

// ErrRange says that a figure is beyond MaxAmount on either side.
var ErrRange = errors.New("amount beyond 15 digits before the point")

// Round turns unrounded working into an amount of the currency. It is the only
// bridge from decimals to amounts; Quotient.Round is the one for working that is
// held as whole numbers. To find every rounding, find their calls.
// It returns ErrRange when the result is beyond MaxAmount.
func (c Currency) Round(d decimal.Decimal, mode Rounding) (Amount, error) {
	if d.Exponent() > 18 && !d.IsZero() { // beyond it unread, however many zeros it has
		return 0, ErrRange
	}
	digits, _ := c.Digits()
	minor := mode.whole(d.Shift(int32(digits)))
	if minor.Abs().Cmp(decimal.New(int64(MaxAmount), 0)) > 0 {
		return 0, ErrRange
	}
	return Amount(minor.IntPart()), nil
}

// whole rounds d to a whole number.
func (m Rounding) whole(d decimal.Decimal) decimal.Decimal {
	switch m {
	case HalfEven:
		return d.RoundBank(0)
	case Down:
		return d.RoundDown(0)
	case Up:
		return d.RoundUp(0)
	default:
		return d.Round(0)
	}
}
