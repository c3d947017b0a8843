package wire

import "strconv"

const (
	// wholeDigits is how many digits money has before the point.
	wholeDigits = 15
	// DecimalPlaces is how many decimals a rate or a share has. With eight digits
	// before the point they fit in an int64.
	DecimalPlaces = 10
	// decimalWhole is how many digits a rate or a share has before the point.
	decimalWhole = 8
)

// number is a decimal number of the strict grammar, by its parts.
type number struct {
	negative        bool
	whole, fraction []byte
}

// parse reads the one spelling of a decimal number: a minus where needed, digits
// without a leading zero, and a point with digits on both sides. Zero has no sign.
func parse(text []byte) (n number, ok bool) {
	if len(text) > 0 && text[0] == '-' {
		n.negative, text = true, text[1:]
	}
	whole := digitsOf(text)
	n.whole, text = text[:whole], text[whole:]
	if whole == 0 || whole > 1 && n.whole[0] == '0' {
		return n, false
	}
	if len(text) > 0 {
		if text[0] != '.' || len(text) == 1 || digitsOf(text[1:]) != len(text)-1 {
			return n, false
		}
		n.fraction = text[1:]
	}
	return n, !n.negative || !n.zero()
}

// digitsOf returns how many digits text begins with.
func digitsOf(text []byte) int {
	for i, c := range text {
		if !isDigit(c) {
			return i
		}
	}
	return len(text)
}

func (n *number) zero() bool {
	for _, c := range n.whole {
		if c != '0' {
			return false
		}
	}
	for _, c := range n.fraction {
		if c != '0' {
			return false
		}
	}
	return true
}

// scaled returns the number as a count of its last decimal at the given number of
// decimals, further ones cut. At most 18 digits are taken together.
func (n *number) scaled(digits int) (value int64) {
	for _, c := range n.whole {
		value = value*10 + int64(c-'0')
	}
	for i := range digits {
		value *= 10
		if i < len(n.fraction) {
			value += int64(n.fraction[i] - '0')
		}
	}
	if n.negative {
		return -value
	}
	return value
}

// number reads a number that is written as text. ok is false when it is not, or
// not in the strict grammar, or too long; each is reported.
func (r *Reader) number(expected, allowed string) (n number, ok bool) {
	text, ok := r.Short(expected, allowed)
	if !ok {
		return n, false
	}
	if len(text) > MaxNumber {
		r.Refuse(NumberLength, "a number has at most 24 characters", "")
		return n, false
	}
	if n, ok = parse(text); !ok {
		r.Refuse(NumberGrammar, "a number is written as digits, with a point and digits after it where needed; "+
			"no exponent, separator, space, plus sign or leading zero, and no sign on zero", "")
	}
	return n, ok
}

// Fixed reads money at the document's scale, from least to most minor units, and
// returns 0 when there is a problem. Fewer decimals than the scale has are fine.
func (r *Reader) Fixed(least, most int64) int64 {
	n, ok := r.number(`money written as text, between quotation marks`, r.example())
	if !ok || r.digits < 0 {
		return 0
	}
	beyond := power10(wholeDigits + r.digits)
	least, most = max(least, 1-beyond), min(most, beyond-1)
	value := beyond
	if len(n.whole) <= wholeDigits {
		value = n.scaled(r.digits)
	} else if n.negative {
		value = -beyond
	}
	nearest := max(least, min(most, value))
	switch {
	case n.negative && least >= 0, value != nearest:
		r.outOfRange(least, most, nearest, r.digits, false)
	case len(n.fraction) > r.digits:
		detail := "at most " + strconv.Itoa(r.digits) + " decimals for " + r.unit
		if r.digits == 0 {
			detail = "no decimals for " + r.unit
		}
		r.Refuse(AmountPrecision, detail, string(appendFixed(nil, value, r.digits, false)))
	default:
		return value
	}
	return 0
}

func power10(n int) int64 { return int64(powers10[n]) }

// example is a sum of money as it would be written at the document's scale.
func (r *Reader) example() string {
	const thousandths = "1642.500"
	switch r.digits {
	case 0:
		return thousandths[:4]
	case 3:
		return thousandths
	}
	return thousandths[:7]
}

// Decimal reads a rate or a share as coefficient × 10^exponent without trailing
// zeros, and returns 0 when there is a problem. The bounds count units of the last
// of DecimalPlaces decimals.
func (r *Reader) Decimal(least, most int64) (coefficient int64, exponent int32) {
	n, ok := r.number("a rate or a share written as text, between quotation marks", "0.0005")
	if !ok {
		return 0, 0
	}
	value := power10(decimalWhole + DecimalPlaces)
	if len(n.whole) <= decimalWhole {
		value = n.scaled(DecimalPlaces)
	} else if n.negative {
		value = -value
	}
	nearest := max(least, min(most, value))
	switch {
	case n.negative && least >= 0, value != nearest:
		r.outOfRange(least, most, nearest, DecimalPlaces, true)
		return 0, 0
	case len(n.fraction) > DecimalPlaces:
		r.Refuse(NumberPrecision, "at most 10 decimals are allowed", string(appendFixed(nil, value, DecimalPlaces, true)))
		return 0, 0
	}
	if value == 0 {
		return 0, 0
	}
	for exponent = -DecimalPlaces; value%10 == 0 && exponent < 0; exponent++ {
		value /= 10
	}
	return value, exponent
}

// Int reads a whole number, which is a JSON number without point or exponent.
func (r *Reader) Int(least, most int64) int64 {
	if !r.value('0', "a whole number", "") {
		return 0
	}
	text := r.token()
	if len(text) > MaxNumber {
		r.Refuse(NumberLength, "a number has at most 24 characters", "")
		return 0
	}
	n, ok := parse(text)
	if !ok || n.fraction != nil {
		r.Refuse(NumberGrammar, "a whole number is written as digits only, without point or exponent", "")
		return 0
	}
	value := most
	if len(n.whole) <= 18 {
		value = n.scaled(0)
	} else if n.negative {
		value = least
	}
	if nearest := max(least, min(most, value)); value != nearest || len(n.whole) > 18 {
		r.outOfRange(least, most, nearest, 0, false)
		return 0
	}
	return value
}

// outOfRange reports a number beyond its bounds, and the nearest one within.
func (r *Reader) outOfRange(least, most, nearest int64, digits int, trim bool) {
	detail := append([]byte("from "), appendFixed(nil, least, digits, trim)...)
	detail = appendFixed(append(detail, " to "...), most, digits, trim)
	detail = append(detail, " is allowed"...)
	r.Refuse(NumberRange, string(detail), string(appendFixed(nil, nearest, digits, trim)))
}
