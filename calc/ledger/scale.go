package ledger

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/money"
)

// unroundedPlaces is how many decimals an unrounded figure is printed with.
const unroundedPlaces = 10

// scale is how finely a rule counts its interest before it is rounded, so that the
// working is a whole number: base × time × rate, the base in minor units, the time
// in units of the day count and the rate in its last decimal.
type scale struct {
	// places is how many decimals the rate may have.
	places int32
	digits int
	// unit is one minor unit of money, and printed the last decimal that is printed.
	unit, printed *big.Int
	// coefficient is the rate at places decimals, and text the rate itself. They are
	// replaced and never changed, for a clone of the account has the same.
	coefficient *big.Int
	text        string
}

// newScale is the scale of a rule that follows a rate of at most
// money.MaxRatePlaces decimals so many times over.
func newScale(year int64, times decimal.Decimal, currency money.Currency) scale {
	digits, _ := currency.Digits()
	further := max(-times.Exponent(), 0)
	// What is beyond the unroundedPlaces of the major unit: places + digits - 10.
	printed := decimal.New(year, further+int32(digits)).BigInt()
	return scale{
		places: money.MaxRatePlaces + further, digits: digits,
		unit: decimal.New(year, money.MaxRatePlaces+further).BigInt(), printed: printed,
	}
}

// of is an amount in the units of the scale.
func (s *scale) of(amount money.Amount) *big.Int {
	return new(big.Int).Mul(big.NewInt(int64(amount)), s.unit)
}

// decimal is working in major units of the currency, times a year of the day
// count's units.
func (s *scale) decimal(working *big.Int) decimal.Decimal {
	return decimal.NewFromBigInt(working, -s.places-int32(s.digits))
}

// figures is room for the unrounded figures of lines: one piece of memory for many.
type figures struct{ text strings.Builder }

// print writes working in major units of the currency, rounded half up to
// unroundedPlaces.
func (f *figures) print(s *scale, working *big.Int, by *money.Quotient) string {
	var room [48]byte
	text, whole := room[:0], by.Whole(working, s.printed, money.HalfUp)
	if whole.IsUint64() {
		text = strconv.AppendUint(text, whole.Uint64(), 10)
	} else {
		text = append(text, whole.String()...)
	}
	if short := unroundedPlaces + 1 - len(text); short > 0 {
		copy(room[short:], text)
		copy(room[:short], "00000000000")
		text = room[:unroundedPlaces+1]
	}
	if f.text.Cap()-f.text.Len() <= len(text) {
		f.text.Reset()
		f.text.Grow(max(1024, len(text)+1))
	}
	from, point := f.text.Len(), len(text)-unroundedPlaces
	f.text.Write(text[:point])
	f.text.WriteByte('.')
	f.text.Write(text[point:])
	return f.text.String()[from:]
}
