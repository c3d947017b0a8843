package wire

// Begins returns the byte that the next value begins with.
func (r *Reader) Begins() byte {
	r.space()
	return r.peek(r.at)
}

// Bare moves past a number and returns it as it stands.
func (r *Reader) Bare() string { return string(r.token()) }
