package portfolio

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"parley/server/store"
)

// Options say how portfolios are kept and worked on. The zero Options take portfolios
// in and leave the work to other processes.
type Options struct {
	// Workers is how many chunks this process works on at a time.
	Workers int
	// Chunk is how many accounts a chunk has, UsualChunk when 0.
	Chunk int
	// Log is told what the operator should know; nothing is when nil.
	Log *slog.Logger
}

// UsualChunk is some ten seconds of work: little to do again, and few rows in the
// manifest.
const UsualChunk = 10_000

// Book is a set of portfolios. Its methods may be called from any goroutine.
type Book struct {
	db        *sql.DB
	server    bool // on PostgreSQL
	directory string
	chunk     int
	log       *slog.Logger
	client    *river.Client[*sql.Tx]
	driver    riverdriver.Driver[*sql.Tx]
	me        string
	watch     *watch // nil in a process that does not work
	closing   sync.Once
}

//go:embed schema.sql
var schema string

// Open opens the portfolios of a database, whose place is as in store.Open, with
// their files in a directory, and begins to work.
func Open(ctx context.Context, place, directory string, o Options) (*Book, error) {
	b, err := open(ctx, place, directory, o)
	if err != nil {
		return nil, fmt.Errorf("cannot open the portfolios: %w", err)
	}
	return b, nil
}

func open(ctx context.Context, place, directory string, o Options) (*Book, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, err
	}
	b := &Book{server: store.OnServer(place), directory: directory, chunk: cmp.Or(o.Chunk, UsualChunk),
		log: cmp.Or(o.Log, slog.New(slog.DiscardHandler)), me: "parley-" + rand.Text()}
	if err := b.connect(ctx, place); err != nil {
		return nil, err
	}
	err := b.migrate(ctx, place)
	if err == nil {
		err = b.start(ctx, o.Workers)
	}
	if err == nil {
		b.sweep(ctx)
		return b, nil
	}
	return nil, errors.Join(err, b.db.Close())
}

// connect opens the database. A file is this process's alone, and has one connection:
// River writes from many goroutines, which otherwise would find each other in the way.
func (b *Book) connect(ctx context.Context, place string) (err error) {
	if b.server {
		if b.db, err = store.OpenServer(ctx, place); err != nil {
			return err
		}
		b.driver = riverdatabasesql.New(b.db)
		return nil
	}
	if b.db, err = store.OpenFile(place+"-portfolios", "locking_mode(EXCLUSIVE)"); err != nil {
		return err
	}
	b.db.SetMaxOpenConns(1)
	b.driver = riversqlite.New(b.db)
	return nil
}

// migrationLock keeps processes that start at the same moment from each other. Any
// number will do that the store does not use.
const migrationLock = 7270540

// migrate makes the tables, River's and ours, unless they are there. Each step of
// River's has a transaction of its own: PostgreSQL does not let some share one. There
// a single session locks and makes them, so that the lock outlives a process that is
// killed for as long as the server is busy with what it asked for.
func (b *Book) migrate(ctx context.Context, place string) error {
	db, driver := b.db, b.driver
	if b.server {
		var err error
		if db, err = store.OpenServer(ctx, place); err != nil {
			return err
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		driver = riverdatabasesql.New(db)
		if _, err := db.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
			return err
		}
	}
	_, err := db.ExecContext(ctx, schema)
	if store.IsBusy(err) {
		return errors.New("another process works on the portfolios of this file; on PostgreSQL several can")
	}
	if err != nil {
		return err
	}
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: b.log})
	if err == nil {
		_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	return err
}

// Close ends the work of this process. Chunks that have begun are left to others, or to
// whoever opens the portfolios next.
func (b *Book) Close() (err error) {
	b.closing.Do(func() {
		if b.watch != nil {
			err = b.stop()
		}
		err = errors.Join(err, b.db.Close())
	})
	return err
}
