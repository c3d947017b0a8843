// Package regexp stands in for the one of Go's library in the browser's engine,
// which never calls decimal.NewFromFormattedString.
package regexp

type Regexp struct{}

func (re *Regexp) ReplaceAllString(src, repl string) string { panic("regexp is not in this engine") }
