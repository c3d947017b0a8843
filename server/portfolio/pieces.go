package portfolio

import (
	"encoding/json"
	"iter"

	"parley/calc/wire"
)

// members are the keys of an object with their values as they are written. The text
// is what the engine or this package wrote: valid, and without spaces.
func members(object []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := 1; at < len(object) && object[at] != '}'; {
			colon := pass(object, at)
			end := pass(object, colon+1)
			if !yield(string(object[at+1:colon-1]), object[colon+1:end]) {
				return
			}
			at = next(object, end)
		}
	}
}

// items are the values of a list as they are written, of a text as in members.
func items(list []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 1; at < len(list) && list[at] != ']'; {
			end := pass(list, at)
			if !yield(list[at:end]) {
				return
			}
			at = next(list, end)
		}
	}
}

// next moves past the comma between two values.
func next(text []byte, at int) int {
	if at < len(text) && text[at] == ',' {
		return at + 1
	}
	return at
}

// pass returns where the value ends that begins at a place.
func pass(text []byte, at int) int {
	for depth := 0; at < len(text); at++ {
		switch text[at] {
		case '"':
			for at++; text[at] != '"'; at++ {
				if text[at] == '\\' {
					at++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth == 0 {
				return at // a bare word or a number ended
			}
			depth--
		case ',':
			if depth == 0 {
				return at
			}
			continue
		default:
			continue
		}
		if depth == 0 {
			return at + 1
		}
	}
	return at
}

// member is the value under a key, nil when there is none.
func member(object []byte, key string) []byte {
	for name, value := range members(object) {
		if name == key {
			return value
		}
	}
	return nil
}

// spoken is what a JSON text says; anything else, such as a number, as it is written.
func spoken(value []byte) string {
	var text string
	if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, &text) != nil {
		return string(value)
	}
	return text
}

// quoted writes a text as JSON.
func quoted(text string) []byte {
	w := wire.NewWriter(nil, 0)
	w.String("", text)
	return w.Text()
}
