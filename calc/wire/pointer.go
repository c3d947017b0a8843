package wire

import (
	"strconv"
	"unicode/utf8"
)

// pointer returns the current place as a JSON pointer in URI fragment form. It
// ends early at a key that is too long to repeat or not well formed.
func (r *Reader) pointer() string {
	text := []byte{'#'}
	for i := range r.depth {
		f := &r.frames[i]
		switch {
		case f.item >= 0:
			text = strconv.AppendInt(append(text, '/'), int64(f.item), 10)
		case f.key >= 0:
			var buffer [MaxKey]byte
			key, ok := unescape(buffer[:0], r.text[f.key:f.end])
			if !ok || !utf8.Valid(key) {
				return string(text)
			}
			text = appendToken(append(text, '/'), key)
		}
	}
	return string(text)
}

// appendToken appends a key as one step of a pointer: ~ and / as RFC 6901 says,
// then whatever a URI fragment cannot hold as percent and two digits.
func appendToken(text, key []byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, c := range key {
		switch {
		case c == '~':
			text = append(text, "~0"...)
		case c == '/':
			text = append(text, "~1"...)
		case inFragment(c):
			text = append(text, c)
		default:
			text = append(text, '%', digits[c>>4], digits[c&15])
		}
	}
	return text
}

// inFragment tells whether a URI fragment holds the byte as it is. Source: RFC
// 3986, 3.5, with ~ and / left to appendToken.
func inFragment(c byte) bool {
	switch c {
	case '-', '.', '_', '!', '$', '&', '\'', '(', ')', '*', '+', ',', ';', '=', ':', '@', '?':
		return true
	}
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
