package money

import "github.com/shopspring/decimal"

// Per is the time unit of a rate.
type Per string

const (
	PerDay   Per = "day"
	PerMonth Per = "month"
	PerYear  Per = "year"
)

// MaxRatePlaces is the number of decimal places a rate may have: ten say 0.01%
// a year per day to the sixth figure, and keep the kernel's fractions in 64 bits.
const MaxRatePlaces = 10

// Rate is interest for one unit of time as a fraction of one: {"0.0005", day} is
// five ten-thousandths a day, never a percentage.
type Rate struct {
	// The rate as a fraction of one, at most 10 decimal places.
	Value decimal.Decimal `json:"value" min:"0" max:"100"`
	// The unit of time that the rate is for.
	Per Per `json:"per"`
}

// Fraction returns the rate's value as a fraction of whole numbers, the
// denominator a power of ten without common trailing zeros.
func (r Rate) Fraction() (num, den int64) {
	d := r.Value
	if d.Exponent() >= 0 {
		return d.IntPart(), 1
	}
	num, den = d.CoefficientInt64(), 1
	for e := d.Exponent(); e < 0; e++ {
		if num%10 == 0 {
			num /= 10
			continue
		}
		den *= 10
	}
	return num, den
}
