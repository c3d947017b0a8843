// Command parley is Parley outside of a browser: the page and the API on one port,
// and the same engine in the shell. It owns the clock, the sockets and the log;
// every figure comes from calc.Do.
package main

import (
	"fmt"
	"io"
	"os"

	"parley/web"
)

const usage = `parley [serve]   serves the page and the API
parley key       makes, lists and revokes the keys of partners
parley signer    makes and lists the keys that offers are signed with
parley batch     answers requests, a line each, from its input to its output
parley portfolio prices a file of accounts in chunks, by several processes, and goes on after a crash
parley record    verifies an exported negotiation, and erases words
parley conform   asks a server every worked case and compares the bytes

Each takes -h. Every flag may also be set in the environment: -addr as PARLEY_ADDR.
`

// shell is what a verb has to do with the world. A verb returns its exit code: 0
// when it did what was asked, 1 when it could not, 2 when it was not understood.
type shell struct {
	arguments []string
	getenv    func(string) string
	in        io.Reader
	out       io.Writer
	errors    io.Writer
}

// fail says in one line why a verb could not do what was asked.
func (s *shell) fail(err error) int {
	fmt.Fprintf(s.errors, "parley: %v\n", err)
	return 1
}

func main() {
	s := &shell{os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr}
	os.Exit(s.run())
}

// run does what the first argument says; without one, it serves.
func (s *shell) run() int {
	verb := "serve"
	if len(s.arguments) > 0 && s.arguments[0] != "" && s.arguments[0][0] != '-' {
		verb, s.arguments = s.arguments[0], s.arguments[1:]
	}
	switch verb {
	case "serve":
		return s.serveUntilSignal(web.Files())
	case "key":
		return s.key()
	case "signer":
		return s.signer()
	case "batch":
		return s.batch()
	case "portfolio":
		return s.onPortfolio()
	case "record":
		return s.onRecord()
	case "conform":
		return s.conform()
	}
	fmt.Fprint(s.errors, usage)
	return 2
}
