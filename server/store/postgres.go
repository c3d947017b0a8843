package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// postgres writes to PostgreSQL, which itself commits together what comes at once.
type postgres struct{ db *sql.DB }

// connections is the most that one process holds: PostgreSQL allows 100 as it comes.
const connections = 16

// OpenServer connects to a PostgreSQL that keeps its word: one that answers before its
// disk has, or does not ask the disk at all, is refused.
func OpenServer(ctx context.Context, place string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(place)
	if err != nil {
		return nil, errors.New("the address of the database is not understood") // without quoting the password
	}
	config.RuntimeParams["synchronous_commit"] = "on"
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if err := syncs(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openPostgres opens a store on a server.
func openPostgres(ctx context.Context, place string) (*Store, error) {
	db, err := OpenServer(ctx, place)
	if err != nil {
		return nil, err
	}
	// Any number will do, as long as every Parley takes the same.
	if err := migrate(ctx, db, "SELECT pg_advisory_xact_lock(7270539);"); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{reads: db, writes: &postgres{db}, moment: sql.LevelRepeatableRead}, nil
}

// syncs refuses a server that is set up to lose what it acknowledged.
func syncs(ctx context.Context, db *sql.DB) error {
	for _, setting := range []string{"fsync", "full_page_writes"} {
		var value string
		if err := db.QueryRowContext(ctx, "SHOW "+setting).Scan(&value); err != nil {
			return err
		}
		if value != "on" {
			return errors.New("the database runs with " + setting + " off, and would lose events in a crash")
		}
	}
	return nil
}

// transact runs one transaction on a connection of its own.
func (p *postgres) transact(ctx context.Context, work func(session) error) error {
	return Transact(ctx, p.db, func(tx *sql.Tx) error { return work(tx) })
}

// Transact runs work in one transaction of a database.
func Transact(ctx context.Context, db *sql.DB, work func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := work(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// scrub has nothing to do: PostgreSQL overwrites erased rows when it vacuums.
func (p *postgres) scrub(context.Context) error { return nil }

func (p *postgres) close() error { return nil }
