// Command server is the HTTP door of Parley: the page and the API on one port.
// It owns the clock, the sockets and the log; every figure comes from calc.Do.
//
//	parley               serves
//	parley conform URL   proves a server against the worked cases
package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"

	"parley/web"
)

// usualAddress is reached from this machine only: opening the service to others
// is somebody's decision, never a default.
const usualAddress = "127.0.0.1:8080"

func main() {
	if len(os.Args) > 1 {
		os.Exit(command(os.Args[1], os.Args[2:], os.Stdout, os.Stderr))
	}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	os.Exit(run(stop, os.Getenv("PARLEY_ADDR"), web.Files(), os.Stderr))
}

// command runs one of the verbs and returns the exit code.
func command(verb string, arguments []string, output, trouble io.Writer) int {
	switch verb {
	case "conform":
		return conform(arguments, output, trouble)
	}
	fmt.Fprintf(trouble, "parley: there is no %q; without a word it serves, and parley conform URL proves a server\n", verb)
	return 2
}

// run serves the page and the API on the address until stop is done and everything
// in flight is answered. It returns the exit code: 0 after a stop that was asked for.
func run(stop context.Context, address string, built fs.FS, output io.Writer) int {
	if address == "" {
		address = usualAddress
	}
	page, err := readPage(built)
	if err != nil {
		fmt.Fprintf(output, "parley: %v\n", err)
		return 1
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Fprintf(output, "parley: cannot listen: %v\n", err)
		return 1
	}
	log := slog.New(slog.NewJSONHandler(output, nil))
	log.Info("ready", "url", "http://"+listener.Addr().String())
	if err := serve(stop, listener, newServer(routes(page, log), log)); err != nil {
		log.Error("stopped", "error", err.Error())
		return 1
	}
	log.Info("stopped")
	return 0
}
