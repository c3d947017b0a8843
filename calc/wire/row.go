package wire

// Row is a piece of JSON on its way, with room for all of it: so each value costs
// less than it does a Writer, which asks every time. Its methods are small enough to
// become part of their callers.
type Row struct {
	room       []byte
	at, digits int
}

// Row begins a piece of so many bytes as it is, and of so many numbers and days.
func (w *Writer) Row(raw, values int) Row {
	return Row{w.room(raw + values*longestFixed), 0, w.digits}
}

// Take appends the piece.
func (w *Writer) Take(r *Row) { w.take(r.at) }

// Raw adds JSON as it is.
func (r *Row) Raw(json string) { r.at += copy(r.room[r.at:r.at+len(json)], json) }

// Int adds a whole number.
func (r *Row) Int(n int64) { r.at += putFixed(r.room[r.at:], n, 0) }

// Fixed adds money at the document's scale; the quotes are the caller's.
func (r *Row) Fixed(minor int64) { r.at += putFixed(r.room[r.at:], minor, r.digits) }

// Blank adds so many bytes, and returns them empty, to be appended to.
func (r *Row) Blank(length int) []byte {
	r.at += length
	return r.room[r.at-length : r.at-length : r.at]
}
