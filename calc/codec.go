package calc

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/wire"
)

//go:generate go run ./wire/generate

// The codes of the few values that the codec reads by hand.
const (
	// CurrencyUnknown is a currency code that the engine does not read.
	CurrencyUnknown wire.Code = "currency_unknown"
	// DateInvalid is a text that is no calendar day, or one before 1970 or after 2199.
	DateInvalid wire.Code = "date_invalid"
)

// setScale looks the document's currency up before its amounts are read, so that
// the order of the keys does not matter. Without one that is known, amounts are
// checked for their grammar only; the currency has its own problem then.
func setScale(r *wire.Reader, key string, absent money.Currency) {
	code := money.Currency(r.TopLevelString(key))
	if code == "" {
		code = absent
	}
	if digits, ok := code.Digits(); ok {
		r.SetScale(digits, string(code))
	}
}

// scaleOf returns how many decimals a document's amounts are written with.
func scaleOf(c money.Currency) int {
	digits, _ := c.Digits()
	return digits
}

// nextItem makes room for one more item. Once there is a problem the value means
// nothing, and the last place is used again so that a hostile list takes no memory.
// What make gives beyond the list is zero and stays so: to append a zero would be to
// tell the garbage collector of each of its pointers.
func nextItem[T any](r *wire.Reader, list []T) []T {
	n := len(list)
	if !r.Sound() && n > 0 {
		return list
	}
	if n == cap(list) {
		further := n + 1
		if n >= 3 {
			further = r.Further()
		}
		longer := make([]T, n, n+further)
		copy(longer, list)
		list = longer
	}
	return list[:n+1]
}

func readAmount(r *wire.Reader, least, most money.Amount) money.Amount {
	return money.Amount(r.Fixed(int64(least), int64(most)))
}

// readShare reads a rate or a share; the bounds count units of its tenth decimal.
func readShare(r *wire.Reader, least, most int64) decimal.Decimal {
	return decimal.New(r.Decimal(least, most))
}

func writeShare(w *wire.Writer, before string, d decimal.Decimal) {
	if d.NumDigits() <= 18 && d.Exponent() >= -18 {
		w.Decimal(before, d.CoefficientInt64(), d.Exponent())
		return
	}
	w.String(before, d.String())
}

func readDay(r *wire.Reader) civil.Date {
	word, ok := r.Short("a date written YYYY-MM-DD", "")
	if !ok {
		return 0
	}
	day, err := civil.Parse(string(word))
	if err != nil {
		r.Refuse(DateInvalid, "expected a calendar day from 1970-01-01 to 2199-12-31, written YYYY-MM-DD", "")
	}
	return day
}

func writeDay(w *wire.Writer, before string, day civil.Date) {
	day.AppendText(w.Blank(before, len("2026-12-20"))[:0])
}

func readCurrency(r *wire.Reader) money.Currency {
	word, ok := r.Short("a currency code", "")
	if !ok {
		return ""
	}
	code := money.Currency(word)
	if _, known := code.Digits(); !known {
		r.Refuse(CurrencyUnknown, "expected the code of a currency in three capitals, as ISO 4217 lists it", "")
		return ""
	}
	return code
}

// readRatio reads "39/90", or "3" for three wholes, with a minus sign where it is
// below zero.
func readRatio(r *wire.Reader) civil.Ratio {
	word, ok := r.Short(`a ratio written as text, such as "39/90"`, "")
	if !ok {
		return civil.Ratio{}
	}
	if len(word) > wire.MaxNumber {
		r.Refuse(wire.NumberLength, "a ratio has at most 24 characters", "")
		return civil.Ratio{}
	}
	text, negative := strings.CutPrefix(string(word), "-")
	num, den, parted := strings.Cut(text, "/")
	if !parted {
		den = "1"
	}
	ratio := civil.Ratio{Num: ratioPart(num), Den: ratioPart(den)}
	if ratio.Num < 0 || ratio.Den <= 0 || negative && ratio.Num == 0 {
		r.Refuse(wire.NumberGrammar, "a ratio is written as whole numbers of at most 9 digits, the second above zero: \"39/90\" or \"3\"", "")
		return civil.Ratio{}
	}
	if negative {
		ratio.Num = -ratio.Num
	}
	return ratio
}

// ratioPart reads one whole number of a ratio, and returns -1 when it is none.
func ratioPart(text string) int64 {
	if len(text) == 0 || len(text) > 9 || len(text) > 1 && text[0] == '0' {
		return -1
	}
	value := int64(0)
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return -1
		}
		value = value*10 + int64(text[i]-'0')
	}
	return value
}

func writeRatio(w *wire.Writer, before string, ratio civil.Ratio) {
	var text [42]byte
	out := strconv.AppendInt(text[:0], ratio.Num, 10)
	if ratio.Den != 1 {
		out = strconv.AppendInt(append(out, '/'), ratio.Den, 10)
	}
	w.Quoted(before, out)
}
