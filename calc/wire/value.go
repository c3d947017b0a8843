package wire

import "strconv"

// kindOf names the JSON type of a value by the byte that it begins with.
func kindOf(first byte) string {
	switch first {
	case '"':
		return "text"
	case '{':
		return "an object"
	case '[':
		return "a list"
	case 't', 'f':
		return "true or false"
	case 'n':
		return "null"
	}
	return "a number"
}

// value moves to the next value and reports whether it begins with first, '0' for
// a number and 't' for a truth. Otherwise it reports what was expected, and moves
// past the value.
func (r *Reader) value(first byte, expected, allowed string) bool {
	if r.stopped {
		return false
	}
	r.space()
	c := r.text[r.at]
	switch {
	case c == first:
		return true
	case first == '0' && (c == '-' || isDigit(c)), first == 't' && c == 'f':
		return true
	case c == 'n':
		r.report(r.at, NullValue, "null is not a value here; leave the key out when there is none", "")
	default:
		r.report(r.at, WrongType, "expected "+expected+", found "+kindOf(c), allowed)
	}
	r.Skip()
	return false
}

// Skip moves past one value of any type.
func (r *Reader) Skip() {
	if r.stopped {
		return
	}
	r.space()
	switch r.text[r.at] {
	case '"':
		r.rawString()
	case '{', '[':
		r.at++
		r.skipRest()
	default:
		r.token()
	}
}

// Document moves past one value of any type and returns it as it is written, nil
// when nothing more is taken.
func (r *Reader) Document() []byte {
	if r.stopped {
		return nil
	}
	r.space()
	start := r.at
	r.Skip()
	return r.text[start:r.at]
}

// skipRest moves past the end of the object or array that it stands in.
func (r *Reader) skipRest() {
	text, at := r.text, r.at
	for depth := 1; depth > 0; at++ {
		switch text[at] {
		case '"':
			r.at = at
			r.rawString()
			at = r.at - 1
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
	}
	r.at = at
}

// token moves past a number or a bare word and returns it.
func (r *Reader) token() []byte {
	rest := r.text[r.at:]
	for i, c := range rest {
		switch c {
		case ',', '}', ']', ' ', '\n', '\t', '\r':
			r.at += i
			return rest[:i]
		}
	}
	r.at = len(r.text)
	return rest
}

// space moves past white space. It is small enough to be inlined.
func (r *Reader) space() {
	if r.at < len(r.text) && r.text[r.at] <= ' ' {
		r.at += spaceOf(r.text[r.at:])
	}
}

// push adds the frame of an object or an array. The depth holds.
func (r *Reader) push(array bool) {
	r.frames[r.depth] = frame{key: -1, item: -1, start: int32(r.at), array: array}
	r.depth++
}

// Object enters an object; when it reports true, call Next until it is nil.
func (r *Reader) Object() bool {
	if !r.value('{', "an object", "") {
		return false
	}
	r.at++
	r.push(false)
	return true
}

// Next moves to the next key of the object and returns it, valid until the next
// call. After the last key it leaves the object and returns nil. Between two calls
// exactly one value is read, or First or Unknown has moved past it.
func (r *Reader) Next() []byte {
	r.space()
	if r.stopped || r.text[r.at] == '}' {
		r.at++
		r.depth--
		return nil
	}
	if r.text[r.at] == ',' {
		r.at++
		r.space()
	}
	f := &r.frames[r.depth-1]
	f.key = int32(r.at + 1)
	raw, plain := r.rawString()
	f.end = int32(r.at - 1)
	r.space()
	r.at++ // the colon
	if plain {
		return raw
	}
	if key, fits := unescape(r.scratch[:0], raw); fits {
		return key
	}
	return raw
}

// First reports whether a known key, given by its bit, is met for the first time
// in this object. A second one is a problem, and its value is moved past.
func (r *Reader) First(bit uint64) bool {
	f := &r.frames[r.depth-1]
	if f.seen&bit == 0 {
		f.seen |= bit
		return true
	}
	r.report(int(f.key), JSONDuplicateKey, "the key is given twice", "")
	r.Skip()
	return false
}

// Unknown reports that the object has no such key, and moves past its value.
func (r *Reader) Unknown() {
	r.report(int(r.frames[r.depth-1].key), JSONUnknownKey, "the object has no such key", "")
	r.Skip()
}

// Require reports each required key that the object just left did not have. The
// k-th of keys, parted by commas, has bit k.
func (r *Reader) Require(required uint64, keys string) {
	missing := required &^ r.frames[r.depth].seen
	if missing == 0 {
		return
	}
	for start, end := 0, 0; start < len(keys); start = end + 1 {
		for end = start; end < len(keys) && keys[end] != ','; {
			end++
		}
		if missing&1 == 1 {
			r.reportBelow(r.at, keys[start:end], MissingKey, "the key is required", "")
		}
		missing >>= 1
	}
}

// Array enters an array; when it reports true, call Item until it is false.
func (r *Reader) Array() bool {
	if !r.value('[', "a list", "") {
		return false
	}
	r.at++
	r.push(true)
	return true
}

// Item moves to the next item of the array, of which there are at most most. After
// the last it leaves the array and reports false.
func (r *Reader) Item(most int) bool {
	r.space()
	f := &r.frames[r.depth-1]
	if r.stopped || r.text[r.at] == ']' {
		r.at++
		r.depth--
		return false
	}
	if r.text[r.at] == ',' {
		r.at++
	}
	f.item++
	if int(f.item) < most {
		return true
	}
	r.depth--
	r.report(r.at, TooManyItems, "at most "+strconv.Itoa(most)+" items are allowed", strconv.Itoa(most))
	r.skipRest()
	return false
}

// Further guesses how many more items the array has if they are as long as those
// read so far, of which there is at least one; a sixteenth more for good measure.
func (r *Reader) Further() int {
	f := &r.frames[r.depth-1]
	each := (r.at-int(f.start))/int(f.item) + 1
	further := (len(r.text) - r.at) / each
	return further + further/16 + 1
}

// AtLeast reports when the array just left had fewer items than least.
func (r *Reader) AtLeast(least int) {
	if int(r.frames[r.depth].item)+1 < least {
		r.report(r.at, TooFewItems, "at least "+strconv.Itoa(least)+" items are needed", strconv.Itoa(least))
	}
}

// Bool reads true or false.
func (r *Reader) Bool() bool {
	return r.value('t', "true or false", "") && string(r.token()) == "true"
}

// TopLevelString looks a key of the document's own object up before typed reading,
// and returns its text: the first one when there are several, "" when there is
// none, when it is no text, or when it is longer than MaxKey bytes.
func (r *Reader) TopLevelString(name string) string {
	start, text := r.at, ""
	defer func() { r.at, r.depth = start, 0 }()
	r.space()
	if r.text[r.at] != '{' {
		return ""
	}
	r.at++
	r.push(false)
	for key := r.Next(); key != nil; key = r.Next() {
		if string(key) != name {
			r.Skip()
			continue
		}
		r.space()
		if r.text[r.at] == '"' {
			if word, _ := r.Short("", ""); len(word) <= MaxKey {
				text = string(word)
			}
		}
		break
	}
	return text
}
