package wire

import (
	"bytes"
	"unicode/utf8"
)

// checkString moves past a string. Bad encoding and bare control characters are
// reported once each and let the reading go on.
func (r *Reader) checkString(start int) (end int, ok bool) {
	encoding, control := true, true
	for at := start + 1; ; {
		at += plainOf(r.text[at:])
		switch c := r.peek(at); {
		case c == '"':
			if !encoding {
				r.report(start, JSONEncoding, "the text is not well formed Unicode in UTF-8", "")
			}
			if !control {
				r.report(start, JSONControl, "the text holds a control character that is not written as an escape", "")
			}
			return at + 1, true
		case c == '\\':
			end, paired, ok := r.checkEscape(at + 1)
			if !ok {
				return end, false
			}
			at, encoding = end, encoding && paired
		case at == len(r.text):
			r.stop(at, "a quotation mark that ends the text")
			return at, false
		case c < ' ':
			control = false
			at++
		default:
			size, ok := unicodeOf(r.text[at:])
			at, encoding = at+size, encoding && ok
		}
	}
}

// isPlain tells whether a byte of a string means itself: ASCII without quotation
// marks, backslashes and control characters.
func isPlain(c byte) bool { return c-' ' < utf8.RuneSelf-' ' && c != '"' && c != '\\' }

// plainOf returns how many bytes a string begins with that mean themselves.
func plainOf(text []byte) int {
	for i, c := range text {
		if !isPlain(c) {
			return i
		}
	}
	return len(text)
}

// unicodeOf returns how many bytes beyond ASCII a string begins with, and whether
// they are well formed. What is not is taken whole.
func unicodeOf(text []byte) (size int, ok bool) {
	ok = true
	for size < len(text) && text[size] >= utf8.RuneSelf {
		width := 1
		if ok {
			var char rune
			char, width = utf8.DecodeRune(text[size:])
			ok = char != utf8.RuneError || width > 1
		}
		size += width
	}
	return size, ok
}

// checkEscape moves past an escape, from the byte after its backslash. paired is
// false for half a surrogate pair.
func (r *Reader) checkEscape(at int) (end int, paired, ok bool) {
	switch r.peek(at) {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return at + 1, true, true
	case 'u':
		char, size := decodeUnicode(r.text[at-1:])
		if size == 0 {
			r.stop(at, "four hexadecimal digits")
			return at, false, false
		}
		return at + size - 1, char != unpaired, true
	}
	r.stop(at, "an escape that JSON knows")
	return at, false, false
}

// unpaired stands for half a surrogate pair, which is no character.
const unpaired rune = -1

// decodeUnicode reads the escape \uXXXX at the start of text, or two of them that
// make a surrogate pair. size is how many bytes that is, 0 when it is no escape.
func decodeUnicode(text []byte) (char rune, size int) {
	first, ok := hexadecimal(text)
	switch {
	case !ok:
		return 0, 0
	case first < 0xD800 || first > 0xDFFF:
		return first, 6
	case first < 0xDC00:
		second, ok := hexadecimal(text[6:])
		if ok && second >= 0xDC00 && second <= 0xDFFF {
			return 0x10000 + (first-0xD800)<<10 + (second - 0xDC00), 12
		}
	}
	return unpaired, 6
}

// hexadecimal reads \uXXXX as a number.
func hexadecimal(text []byte) (value rune, ok bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	for _, c := range text[2:6] {
		switch {
		case isDigit(c):
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		value = value<<4 | rune(c)
	}
	return value, true
}

// unescape appends what a well formed string means to text, within its capacity.
// It reports whether everything fitted.
func unescape(text, raw []byte) ([]byte, bool) {
	for len(raw) > 0 {
		plain := bytes.IndexByte(raw, '\\')
		if plain < 0 {
			plain = len(raw)
		}
		if len(text)+plain > cap(text) {
			return text, false
		}
		text, raw = append(text, raw[:plain]...), raw[plain:]
		if len(raw) == 0 {
			break
		}
		char, size := decodeEscape(raw)
		if len(text)+utf8.RuneLen(char) > cap(text) {
			return text, false
		}
		text, raw = utf8.AppendRune(text, char), raw[size:]
	}
	return text, true
}

func decodeEscape(raw []byte) (char rune, size int) {
	switch raw[1] {
	case 'u':
		char, size := decodeUnicode(raw)
		if char == unpaired {
			char = utf8.RuneError
		}
		return char, size
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	}
	return rune(raw[1]), 2
}
