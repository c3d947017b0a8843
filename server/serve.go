package main

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// stopTime is how long a stop waits for what is in flight: less than the 30
// seconds after which most supervisors kill, and far more than any answer takes.
const stopTime = 20 * time.Second

// newServer bounds what one connection may cost. Without these bounds a client
// that sends a byte a second keeps its connection for ever.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serve answers on the listener until stop is done, then takes no more
// connections and finishes the requests that have begun.
func serve(stop context.Context, listener net.Listener, server *http.Server) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	limit, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	return server.Shutdown(limit)
}
