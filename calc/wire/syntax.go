package wire

import "strconv"

// state is what the first pass takes next.
type state uint8

const (
	takeValue state = iota
	takeFirstItem
	takeFirstKey
	takeKey
	takeCommaOrClose
	finished
	broken
)

// check is the first pass: syntax, depth and encoding of the whole text, without
// recursion and without memory beyond the frames. It reports whether the syntax
// holds; it cuts the text after the document.
//
// The place is handed from call to call, in a register, which makes this pass
// twice as fast as one that keeps it in the reader.
func (r *Reader) check() bool {
	at, next := r.at, takeValue
	for {
		if at < len(r.text) && r.text[at] <= ' ' {
			at += spaceOf(r.text[at:])
		}
		switch next {
		case takeCommaOrClose:
			at, next = r.checkCommaOrClose(at)
		case takeValue:
			at, next = r.checkValue(at)
		case takeKey:
			at, next = r.checkKey(at)
		case takeFirstItem:
			if r.peek(at) == ']' {
				at, next = r.close(at)
			} else {
				r.frames[r.depth-1].item = 0
				at, next = r.checkValue(at)
			}
		case takeFirstKey:
			if r.peek(at) == '}' {
				at, next = r.close(at)
			} else {
				at, next = r.checkKey(at)
			}
		case finished:
			if at < len(r.text) {
				r.report(at, JSONTrailing, "something follows the end of the document", "")
				r.text = r.text[:at]
			}
			return true
		default:
			return false
		}
	}
}

// spaceOf returns how much white space text begins with.
func spaceOf(text []byte) int {
	for i, c := range text {
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return i
		}
	}
	return len(text)
}

// peek returns the byte at a place, 0 at the end, which begins nothing in JSON.
func (r *Reader) peek(at int) byte {
	if at < len(r.text) {
		return r.text[at]
	}
	return 0
}

// stop reports that the text is not JSON at this byte.
func (r *Reader) stop(at int, expected string) (int, state) {
	detail := "the document ends too early: expected " + expected
	if at < len(r.text) {
		detail = "at byte " + strconv.Itoa(at+1) + ": expected " + expected
	}
	r.report(at, JSONSyntax, detail, "")
	return at, broken
}

func (r *Reader) checkValue(at int) (int, state) {
	ok := false
	switch c := r.peek(at); {
	case c == '"':
		at, ok = r.checkString(at)
	case c == '-' || isDigit(c):
		at, ok = r.checkNumber(at)
	case c == '{':
		return r.open(at, false, takeFirstKey)
	case c == '[':
		return r.open(at, true, takeFirstItem)
	case c == 't':
		at, ok = r.checkWord(at, "true")
	case c == 'f':
		at, ok = r.checkWord(at, "false")
	case c == 'n':
		at, ok = r.checkWord(at, "null")
	default:
		return r.stop(at, "a value")
	}
	if !ok {
		return at, broken
	}
	return at, r.afterValue()
}

// open enters an object or an array.
func (r *Reader) open(at int, array bool, next state) (int, state) {
	if r.depth == MaxDepth {
		r.report(at, JSONDepth, "objects and arrays are nested deeper than 32", "")
		return at, broken
	}
	r.push(array)
	return at + 1, next
}

// close leaves an object or an array.
func (r *Reader) close(at int) (int, state) {
	r.depth--
	return at + 1, r.afterValue()
}

func (r *Reader) afterValue() state {
	if r.depth == 0 {
		return finished
	}
	return takeCommaOrClose
}

func (r *Reader) checkCommaOrClose(at int) (int, state) {
	f := &r.frames[r.depth-1]
	switch c := r.peek(at); {
	case c == ',' && f.array:
		f.item++
		return at + 1, takeValue
	case c == ',':
		return at + 1, takeKey
	case c == ']' && f.array, c == '}' && !f.array:
		return r.close(at)
	case f.array:
		return r.stop(at, "a comma or ]")
	default:
		return r.stop(at, "a comma or }")
	}
}

func (r *Reader) checkKey(at int) (int, state) {
	f := &r.frames[r.depth-1]
	// What is wrong with a key is said of the object.
	f.key = -1
	if r.peek(at) != '"' {
		return r.stop(at, "a key in quotation marks")
	}
	end, ok := r.checkString(at)
	if !ok {
		return end, broken
	}
	f.key, f.end = int32(at+1), int32(end-1)
	at = end + spaceOf(r.text[end:])
	if r.peek(at) != ':' {
		return r.stop(at, "a colon after the key")
	}
	return at + 1, takeValue
}

func (r *Reader) checkWord(at int, word string) (end int, ok bool) {
	rest := r.text[at:]
	if len(rest) < len(word) || string(rest[:len(word)]) != word {
		r.stop(at, "true, false, null or another value")
		return at, false
	}
	return at + len(word), true
}

// checkNumber moves past a number of JSON's own grammar, of any length.
func (r *Reader) checkNumber(at int) (end int, ok bool) {
	if r.peek(at) == '-' {
		at++
	}
	if r.peek(at) == '0' {
		at++
	} else if at, ok = r.checkDigits(at); !ok {
		return at, false
	}
	if r.peek(at) == '.' {
		if at, ok = r.checkDigits(at + 1); !ok {
			return at, false
		}
	}
	if c := r.peek(at); c == 'e' || c == 'E' {
		at++
		if c := r.peek(at); c == '+' || c == '-' {
			at++
		}
		return r.checkDigits(at)
	}
	return at, true
}

func (r *Reader) checkDigits(at int) (end int, ok bool) {
	count := digitsOf(r.text[at:])
	if count == 0 {
		r.stop(at, "a digit")
	}
	return at + count, count > 0
}

func isDigit(c byte) bool { return c-'0' <= 9 }
