// Package fmt stands in for the one of Go's library in the browser's engine.
//
// math/big and decimal name it for three things that the engine has no use for:
// to print themselves for other packages that print, to read themselves from a
// stream, and to word an error or a panic. Here nothing prints and nothing reads,
// and a message is its form without the values. The engine words its own problems.
package fmt

import (
	"errors"
	"io"
)

type State interface {
	Write(b []byte) (n int, err error)
	Width() (wid int, ok bool)
	Precision() (prec int, ok bool)
	Flag(c int) bool
}

type Formatter interface{ Format(f State, verb rune) }

type ScanState interface {
	ReadRune() (r rune, size int, err error)
	UnreadRune() error
	SkipSpace()
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	Width() (wid int, ok bool)
	Read(buf []byte) (n int, err error)
}

type Scanner interface {
	Scan(state ScanState, verb rune) error
}

func Errorf(format string, a ...any) error { return errors.New(format) }

func Sprintf(format string, a ...any) string { return format }

func Fprintf(w io.Writer, format string, a ...any) (n int, err error) { return w.Write([]byte(format)) }

func Fprint(w io.Writer, a ...any) (n int, err error) { return 0, nil }
