package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Store is a set of negotiations. Its methods may be called from any goroutine.
type Store struct {
	// Zone says where a tenant's days begin; in UTC when it is nil. It is set before the
	// store is used.
	Zone func(tenant string) *time.Location

	reads  *sql.DB
	writes writer
	// moment is how much a transaction that only reads has to be isolated to see one
	// moment; a reader of SQLite does anyway.
	moment sql.IsolationLevel
}

// writer makes changes durable. There is one for each kind of database.
type writer interface {
	// transact runs work in a transaction; when it returns without an error, what
	// work did is on stable storage. Work that returns a Refusal has changed nothing.
	// Any other error leaves open whether the change was made; work may be run twice.
	transact(ctx context.Context, work func(session) error) error
	// scrub makes sure that what was erased is gone from the files, as far as the database can.
	scrub(ctx context.Context) error
	// close waits for what has begun.
	close() error
}

// session runs statements inside a transaction.
type session interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Refusal is a reason why a change is not made. It says nothing about the database.
type Refusal string

func (r Refusal) Error() string { return string(r) }

const (
	// Absent is a negotiation that the tenant does not have.
	Absent Refusal = "there is no such negotiation"
	// Stale is a change to a revision that is not the latest.
	Stale Refusal = "the negotiation has gone on since that revision"
	// KeyReused is an idempotency key that came with another body before.
	KeyReused Refusal = "the key was used for another request"
)

// ErrClosed is what a store answers after Close, or after its disk has failed.
var ErrClosed = errors.New("the store is closed")

// KeyLife is how long the answer to a call is kept for when it is sent again.
const KeyLife = 7 * 24 * time.Hour

// Open opens the database at place, makes it when there is none, and brings its
// tables up to date. A place that begins with postgres:// or postgresql:// is a
// PostgreSQL; any other is the path of an SQLite file, whose directory must exist.
func Open(ctx context.Context, place string) (*Store, error) {
	open := openSQLite
	if OnServer(place) {
		open = openPostgres
	}
	s, err := open(ctx, place)
	if err != nil {
		return nil, fmt.Errorf("cannot open the store: %w", err)
	}
	return s, nil
}

// OnServer tells a place that is a PostgreSQL from one that is a file.
func OnServer(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// Close finishes what has begun and lets the database go.
func (s *Store) Close() error { return errors.Join(s.writes.close(), s.reads.Close()) }

// Ready returns an error when the store cannot take a change.
func (s *Store) Ready(ctx context.Context) error {
	return s.writes.transact(ctx, func(in session) error {
		var one int
		return in.QueryRowContext(ctx, "SELECT 1").Scan(&one)
	})
}
