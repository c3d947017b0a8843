package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

// A migration is never edited once it has been released: what a database has
// applied is compared with it.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables to their latest shape, all steps in one transaction.
// Lock keeps other processes that start at the same moment waiting.
func migrate(ctx context.Context, db *sql.DB, lock string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing is left to do after Commit
	if _, err := tx.ExecContext(ctx, lock+"CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, hash TEXT NOT NULL)"); err != nil {
		return err
	}
	names, err := fs.Glob(migrations, "migrations/*.sql") // in the order of their numbers
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := step(ctx, tx, name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := knowsAll(ctx, tx, len(names)); err != nil {
		return err
	}
	return tx.Commit()
}

// step applies one migration, unless it has been applied before.
func step(ctx context.Context, tx *sql.Tx, name string) error {
	text, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	var applied string
	switch err := tx.QueryRowContext(ctx, "SELECT hash FROM migrations WHERE name = $1", name).Scan(&applied); {
	case err == nil && applied != Hash(text):
		return fmt.Errorf("the database was made by another edition of it")
	case err != sql.ErrNoRows:
		return err
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO migrations (name, hash) VALUES ($1, $2)", name, Hash(text))
	return err
}

// knowsAll refuses a database that a later Parley has changed.
func knowsAll(ctx context.Context, tx *sql.Tx, known int) error {
	var applied int
	if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM migrations").Scan(&applied); err != nil {
		return err
	}
	if applied > known {
		return fmt.Errorf("the database has %d migrations and this Parley knows %d: it was used by a later one", applied, known)
	}
	return nil
}
