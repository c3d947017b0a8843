package wire

import (
	"strconv"
	"unicode/utf8"
)

// Writer appends JSON to a text. It writes what it is told in that order, so a
// value has one form only.
type Writer struct {
	text   []byte
	digits int
}

// NewWriter appends to text, with money at a scale of digits.
func NewWriter(text []byte, digits int) Writer { return Writer{text, digits} }

// Text returns the text with everything written so far.
func (w *Writer) Text() []byte { return w.text }

// room returns at least n bytes behind the text, to be filled in and then taken.
// Appending by hand leaves the place of the text alone as long as it does not move:
// each change of it would be told to the garbage collector.
func (w *Writer) room(n int) []byte {
	if at := len(w.text); n > cap(w.text)-at {
		w.text = append(w.text, make([]byte, n)...)[:at]
	}
	return w.text[len(w.text):cap(w.text)]
}

// take makes the next n bytes, which were filled in, part of the text.
func (w *Writer) take(n int) { w.text = w.text[:len(w.text)+n] }

// Raw appends JSON as it is. The other methods take what goes before their value,
// as it is too, which saves every value a call.
//
// Inlined, they would make every generated writer three times as long, for the
// browser to load, and no faster.
//
//go:noinline
func (w *Writer) Raw(json string) { w.take(copy(w.room(len(json)), json)) }

// Key appends a key that needs no escape, with a comma unless it is the first of
// its object.
func (w *Writer) Key(key string) {
	if w.text[len(w.text)-1] != '{' {
		w.text = append(w.text, ',')
	}
	w.text = append(append(append(w.text, '"'), key...), '"', ':')
}

// Bool appends true or false.
func (w *Writer) Bool(before string, b bool) {
	w.Raw(before)
	w.Raw(strconv.FormatBool(b))
}

// Int appends a whole number.
//
//go:noinline
func (w *Writer) Int(before string, n int64) {
	room := w.room(len(before) + longestFixed)
	end := copy(room, before)
	w.take(end + putFixed(room[end:], n, 0))
}

// longestFixed is the longest amount in characters: a sign, 19 digits and a point,
// or as many zeros as a scale could ask for.
const longestFixed = 32

// Fixed appends money as text at the document's scale. Zero has no sign.
//
//go:noinline
func (w *Writer) Fixed(before string, minor int64) {
	room := w.room(len(before) + longestFixed + 2)
	end := copy(room, before)
	room[end] = '"'
	end += 1 + putFixed(room[end+1:], minor, w.digits)
	room[end] = '"'
	w.take(end + 1)
}

// Decimal appends coefficient × 10^exponent as text in its shortest plain form:
// no exponent, no trailing zero after the point.
func (w *Writer) Decimal(before string, coefficient int64, exponent int32) {
	var room [64]byte
	text := room[:0]
	if exponent < 0 {
		text = appendFixed(text, coefficient, int(-exponent), true)
	} else {
		text = strconv.AppendInt(text, coefficient, 10)
		for ; exponent > 0 && coefficient != 0; exponent-- {
			text = append(text, '0')
		}
	}
	w.Quoted(before, text)
}

// String appends text in quotes. It escapes what JSON requires, and U+2028 and
// U+2029, which scripts take for line ends; bytes that are no UTF-8 become U+FFFD.
//
//go:noinline
func (w *Writer) String(before, s string) {
	plain := 0
	for plain < len(s) && isPlain(s[plain]) {
		plain++
	}
	if plain == len(s) {
		w.Word(before, s)
		return
	}
	w.Raw(before)
	w.text = append(w.text, '"')
	start := 0
	for i := plain; i < len(s); {
		c := s[i]
		if isPlain(c) {
			i++
			continue
		}
		char, size := rune(c), 1
		if c >= utf8.RuneSelf {
			char, size = utf8.DecodeRuneInString(s[i:])
			if char != 0x2028 && char != 0x2029 && (char != utf8.RuneError || size > 1) {
				i += size
				continue
			}
		}
		w.text = appendEscape(append(w.text, s[start:i]...), char)
		i += size
		start = i
	}
	w.text = append(append(w.text, s[start:]...), '"')
}

func appendEscape(text []byte, char rune) []byte {
	const digits = "0123456789abcdef"
	switch char {
	case '"', '\\':
		return append(text, '\\', byte(char))
	case '\b':
		return append(text, `\b`...)
	case '\f':
		return append(text, `\f`...)
	case '\n':
		return append(text, `\n`...)
	case '\r':
		return append(text, `\r`...)
	case '\t':
		return append(text, `\t`...)
	}
	return append(text, '\\', 'u', digits[char>>12&15], digits[char>>8&15], digits[char>>4&15], digits[char&15])
}

// Word appends a word in quotes that needs no escape.
//
//go:noinline
func (w *Writer) Word(before, word string) { copy(w.Blank(before, len(word)), word) }

// Quoted is Word for text in bytes.
//
//go:noinline
func (w *Writer) Quoted(before string, text []byte) { copy(w.Blank(before, len(text)), text) }

// Blank appends so many bytes in quotes, and returns them to be filled in.
//
//go:noinline
func (w *Writer) Blank(before string, length int) []byte {
	room := w.room(len(before) + length + 2)
	start := copy(room, before) + 1
	room[start-1], room[start+length] = '"', '"'
	w.take(start + length + 1)
	return room[start : start+length]
}
