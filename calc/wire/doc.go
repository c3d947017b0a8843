// Package wire reads and writes the JSON that Parley speaks, and knows no domain.
//
// Reading takes two passes over the bytes and builds no tree. Reader.Open checks
// that the text is one well formed document within the limits; then typed reading,
// which a generator writes from the Go structs, walks it with Object, Next, Array
// and Item. Every deviation is a Problem with a code, a pointer and a plain
// sentence, and all of them come back together, in the order of the document.
//
// The grammar is stricter than JSON where two texts could mean one thing: no
// unknown or repeated keys, no null, exact case, no byte order mark, no bytes after
// the document. Money, rates and shares are text, never JSON numbers, with one
// spelling of the sign, the leading zero and the point.
//
// Writing appends to a byte slice: the same value always gives the same bytes.
package wire
