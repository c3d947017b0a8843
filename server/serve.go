package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/net/netutil"
)

// stopTime is how long a stop waits for what is in flight: less than the 30
// seconds after which most supervisors kill, and far more than any answer takes.
const stopTime = 20 * time.Second

// serveUntilSignal serves until the process is interrupted or told to end.
func (s *shell) serveUntilSignal(built fs.FS) int {
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	return s.serve(stop, built)
}

// serve serves the page and the API until stop is done and everything in flight is
// answered. It returns the exit code: 0 after a stop that was asked for.
func (s *shell) serve(stop context.Context, built fs.FS) int {
	settings, err := readSettings(s.arguments, s.getenv, s.errors)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		s.fail(err)
		return 2
	}
	page, err := readPage(built)
	if err != nil {
		return s.fail(err)
	}
	log := slog.New(slog.NewJSONHandler(s.errors, nil))
	service := newService(page, log)
	if err := service.setUp(settings); err != nil {
		return s.fail(err)
	}
	if service.traces, err = openTraces(stop, s.getenv); err != nil {
		return s.fail(fmt.Errorf("cannot trace: %w", err))
	}
	defer service.traces.close(log)
	if service.store != nil {
		defer service.closeStore()
		service.keepUp()
	}
	listener, err := net.Listen("tcp", settings.address)
	if err != nil {
		return s.fail(fmt.Errorf("cannot listen: %w", err))
	}
	admin, err := service.openAdmin(settings.admin)
	if err != nil {
		return s.fail(fmt.Errorf("cannot listen for the operator; -admin-addr off does without: %w", err))
	}
	defer admin.Close()
	ballast := newBallast()
	defer runtime.KeepAlive(ballast)
	log.Info("ready", "url", "http://"+listener.Addr().String())
	if err := service.serve(stop, netutil.LimitListener(listener, settings.connections), settings.stopWait); err != nil {
		log.Error("stopped", "error", err.Error())
		return 1
	}
	log.Info("stopped")
	return 0
}

// newBallast is memory that is never touched, and so takes none of the machine. The
// garbage collector counts it, and runs when there is as much garbage again: every
// few hundred answers instead of every hundred, while the garbage still fits a
// processor's cache. Measured under BenchmarkLoad, 16 MiB spare a fifth of the time
// that a quote takes; 64 spare less.
func newBallast() []byte { return make([]byte, 16<<20) }

// newServer bounds what one connection may cost. Without these bounds a client
// that sends a byte a second keeps its connection for ever.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ConnContext:       withConnection,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// openAdmin begins to answer the operator. Profiles take longer than answers do.
func (s *service) openAdmin(address string) (*http.Server, error) {
	if address == off {
		return &http.Server{}, nil
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	server := newServer(s.adminRoutes(isOwnMachine(listener)), s.log)
	server.WriteTimeout = 2 * time.Minute
	s.log.Info("admin", "url", "http://"+listener.Addr().String())
	go func() { _ = server.Serve(listener) }() // ends when it is closed
	return server, nil
}

// serve answers on the listener until stop is done. Then it says that it is not
// ready, goes on for a while, so that nothing new is sent here, takes no more
// connections and finishes what has begun. A batch is cut off after the lines that
// it has read, and says so.
func (s *service) serve(stop context.Context, listener net.Listener, wait time.Duration) error {
	server := newServer(s.routes(), s.log)
	server.ConnState = s.counts.connected
	return s.serveWith(stop, listener, server, wait)
}

func (s *service) serveWith(stop context.Context, listener net.Listener, server *http.Server, wait time.Duration) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(wholeAnswers{listener}) }()
	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	s.unready.Store(true)
	time.Sleep(wait)
	s.stop()
	limit, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	return server.Shutdown(limit)
}
