package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"

	"modernc.org/sqlite"
	results "modernc.org/sqlite/lib"
)

// readers is how many read at a time, beside the one connection that writes. Each
// has a cache of 2 MB.
const readers = 8

// logPages is how long the log grows before it is taken into the file: to 64 MB,
// which are read again within a tenth of a second. The usual 4 MB are written by a
// single group of changes, and each time the disk would be waited for twice more.
const logPages = "wal_autocheckpoint(16384)"

// OpenFile opens a file in write-ahead mode and makes it when there is none. FULL
// waits for the disk at each commit; NORMAL would lose the last commits when the
// machine loses its power. More pragmas go before these.
func OpenFile(path string, pragmas ...string) (*sql.DB, error) {
	// Debts are nobody else's business; SQLite gives its other files the same mode.
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	// As SQLite itself is built on Linux: the size and the data, not the times of the file.
	if _, err := sqlite.Fdatasync(true); err != nil && !errors.Is(err, sqlite.ErrFdatasyncUnavailable) {
		return nil, err
	}
	return sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?"+url.Values{
		"_txlock": {"immediate"},
		"_pragma": append(pragmas, "busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)"),
	}.Encode())
}

// openSQLite opens a store in a file.
func openSQLite(ctx context.Context, path string) (*Store, error) {
	db, err := OpenFile(path, "secure_delete(ON)", logPages)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1 + readers)
	db.SetMaxIdleConns(1 + readers)
	if err := migrate(ctx, db, ""); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	// A log that was left behind may hold what a failing disk was never sure of. Taking
	// it into the file writes it once more, and waits for the disk.
	if _, err := connection.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)"); err != nil {
		return nil, errors.Join(err, connection.Close(), db.Close())
	}
	return &Store{reads: db, writes: newGroup(connection)}, nil
}

// IsBusy tells whether another process has a file of SQLite to itself.
func IsBusy(err error) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure) && failure.Code()&0xff == results.SQLITE_BUSY
}

// isDiskFailure tells whether SQLite could not read or write its file, or found it
// damaged. A full disk is none: what did not fit is taken back.
func isDiskFailure(err error) bool {
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return false
	}
	switch failure.Code() & 0xff {
	case results.SQLITE_IOERR, results.SQLITE_CORRUPT, results.SQLITE_NOTADB, results.SQLITE_CANTOPEN, results.SQLITE_READONLY:
		return true
	}
	return false
}
