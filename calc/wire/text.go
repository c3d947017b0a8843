package wire

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Short reads text of at most MaxKey bytes that is not kept: a word, a date, a
// number. Of longer text it returns MaxKey+1 bytes that mean nothing. ok is false
// when the value is no text, which is reported with what was expected.
func (r *Reader) Short(expected, allowed string) (word []byte, ok bool) {
	if !r.value('"', expected, allowed) {
		return nil, false
	}
	raw, plain := r.rawString()
	if !plain {
		if word, fits := unescape(r.scratch[:0], raw); fits {
			return word, true
		}
	}
	// Escapes are longer than what they mean, so this is longer than MaxKey too.
	return raw[:min(len(raw), MaxKey+1)], true
}

// String reads text that is kept, from least to most characters long.
func (r *Reader) String(least, most int) string {
	if !r.value('"', "text", "") {
		return ""
	}
	start := r.at
	raw, plain := r.rawString()
	if !plain && len(raw) <= 12*most {
		raw, _ = unescape(make([]byte, 0, len(raw)), raw)
	}
	// A character takes at most 12 bytes, as two escapes; longer text is not counted.
	if length := 0; len(raw) <= 12*most {
		if length = utf8.RuneCount(raw); length >= least && length <= most {
			return r.readable(start, raw)
		}
	}
	r.report(start, TextLength, "from "+strconv.Itoa(least)+" to "+strconv.Itoa(most)+" characters are allowed", "")
	return ""
}

// readable returns text that people can read as it is stored.
func (r *Reader) readable(start int, text []byte) string {
	for _, char := range string(text) {
		switch {
		case char < ' ', char >= 0x7F && char <= 0x9F, char == 0x2028, char == 0x2029,
			char >= 0x202A && char <= 0x202E, char >= 0x2066 && char <= 0x2069:
			r.report(start, TextCharacter, "control characters, and those that turn the direction of writing, are not allowed", "")
			return ""
		}
	}
	return string(text)
}

// rawString moves past a well formed string and returns it without its quotes.
// plain tells that it holds no escape.
func (r *Reader) rawString() (raw []byte, plain bool) {
	rest := r.text[r.at+1:]
	plain = true
	for i := 0; ; i++ {
		switch rest[i] {
		case '"':
			r.at += i + 2
			return rest[:i], plain
		case '\\':
			plain = false
			i++
		}
	}
}

// OneOf reads a word of a closed list, whose words are parted by a comma and a
// space, and returns "" when there is a problem.
func (r *Reader) OneOf(words string) string {
	word, ok := r.Short("text", words)
	if !ok {
		return ""
	}
	for rest := words; rest != ""; {
		next := rest
		if comma := strings.IndexByte(rest, ','); comma >= 0 {
			next, rest = rest[:comma], rest[comma+2:]
		} else {
			rest = ""
		}
		if next == string(word) {
			return next
		}
	}
	r.Refuse(NotOneOf, "expected one of the words that are allowed", words)
	return ""
}
