package portfolio

import (
	"bufio"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/riverqueue/river"

	"parley/server/durable"
	"parley/server/store"
)

const (
	// MostBytes and MostAccounts are how long a portfolio may be.
	MostBytes    = 1 << 30
	MostAccounts = 1_000_000
	// MostKept is how many portfolios a tenant may have that are not cancelled.
	MostKept = 100
)

var (
	// ErrTooLarge is a file beyond MostBytes or MostAccounts.
	ErrTooLarge = errors.New("the file has more accounts or bytes than are taken")
	// ErrTooMany is a portfolio beyond MostKept.
	ErrTooMany = errors.New("there are too many portfolios; cancel one first")
	// ErrKeyReused is an idempotency key that came with another portfolio before.
	ErrKeyReused = errors.New("the key was used for another portfolio")
)

// Order asks for a portfolio.
type Order struct {
	// Whose it is; "" is whoever has the shell, who is bound by nothing.
	Tenant string
	// The idempotency key. Without one the file and the terms themselves are the key:
	// the same ones are the same portfolio.
	Key string
	// What all accounts have in common.
	Terms *Terms
	// The instant, in the form of store.Instant.
	At string
}

// Take reads a file of accounts, and returns its portfolio and whether it was there
// before. When it returns without an error the rows are on stable storage and will be
// worked on, whatever crashes afterwards. A file that is none of accounts is an
// Unreadable.
func (b *Book) Take(ctx context.Context, o *Order, file io.Reader) (id string, again bool, err error) {
	directory, err := os.MkdirTemp(b.directory, "intake-*"+unfinished)
	if err != nil {
		return "", false, err
	}
	defer os.RemoveAll(directory) // unless it has got its name
	for _, part := range []string{"in", "out"} {
		if err := os.Mkdir(filepath.Join(directory, part), 0o700); err != nil {
			return "", false, err
		}
	}
	cut := cutter{directory: filepath.Join(directory, "in"), most: b.chunk}
	input, err := cut.read(ctx, file, o.Tenant != "")
	if err == nil {
		err = durable.Names(directory)
	}
	if err != nil {
		return "", false, err
	}
	request := store.Hash(fmt.Appendf(nil, "%s\n%s\n%d", o.Terms.text(), input, b.chunk))
	key := o.Key
	if id = rand.Text(); key == "" {
		key, id = request, request[:26]
	}
	if known, err := b.known(ctx, o.Tenant, key, request); known != "" || err != nil {
		return known, true, err
	}
	// A directory of that name was left by somebody who died before the manifest was
	// written, or is just being entered by another with the same file.
	err = os.Rename(directory, filepath.Join(b.directory, id))
	if errors.Is(err, os.ErrExist) && o.Key == "" {
		err = nil
	}
	if err == nil {
		err = durable.Names(b.directory)
	}
	if err != nil {
		return "", false, err
	}
	m := Manifest{ID: id, Opened: o.At, Accounts: cut.accounts, Input: input, Chunks: cut.chunks}
	return b.enter(ctx, o, key, request, &m)
}

// read cuts a file into chunks and returns its hash.
func (c *cutter) read(ctx context.Context, file io.Reader, bounded bool) (input string, err error) {
	defer func() {
		if c.current != nil {
			c.current.drop()
		}
	}()
	sum := sha256.New()
	source := io.TeeReader(file, sum)
	if bounded {
		source = io.TeeReader(&upTo{file, MostBytes}, sum)
	}
	err = readRows(bufio.NewReaderSize(source, longestRow+64), func(line int, row []byte) error {
		if bounded && c.accounts >= MostAccounts {
			return ErrTooLarge
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return c.take(line, row)
	})
	if err == nil {
		err = c.finish()
	}
	if err == nil && c.accounts == 0 {
		err = &Unreadable{"empty", 1}
	}
	return hex.EncodeToString(sum.Sum(nil)), err
}

// upTo reads no more than some bytes; a reader that has more is too large.
type upTo struct {
	from io.Reader
	left int64
}

func (u *upTo) Read(into []byte) (int, error) {
	if u.left < 0 {
		return 0, ErrTooLarge
	}
	n, err := u.from.Read(into[:min(int64(len(into)), u.left+1)])
	if u.left -= int64(n); u.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// known is the portfolio that a key was answered with, or "".
func (b *Book) known(ctx context.Context, tenant, key, request string) (id string, err error) {
	var before string
	err = b.db.QueryRowContext(ctx, `SELECT request, portfolio FROM portfolio_keys WHERE tenant = $1 AND key = $2`, tenant, key).Scan(&before, &id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err == nil && before != request:
		return "", ErrKeyReused
	}
	return id, err
}

// enter writes the manifest with its key and its jobs, in one transaction. Of two
// calls at once the second waits for the first, and is told of its portfolio.
func (b *Book) enter(ctx context.Context, o *Order, key, request string, m *Manifest) (id string, again bool, err error) {
	err = store.Transact(ctx, b.db, func(tx *sql.Tx) error {
		fresh, err := tx.ExecContext(ctx, `INSERT INTO portfolio_keys (tenant, key, used, request, portfolio) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
			o.Tenant, key, o.At, request, m.ID)
		if err != nil {
			return err
		}
		if n, err := fresh.RowsAffected(); err != nil || n == 0 {
			again = n == 0
			return err
		}
		if err := b.roomFor(ctx, tx, o.Tenant); err != nil {
			return err
		}
		return b.insert(ctx, tx, o, m)
	})
	if err == nil && !again {
		return m.ID, false, nil
	}
	if o.Key != "" && (again || errors.Is(err, ErrTooMany)) {
		// Of no other error is it known whether the manifest was written all the same.
		_ = os.RemoveAll(filepath.Join(b.directory, m.ID))
	}
	if err != nil {
		return "", false, err
	}
	id, err = b.known(ctx, o.Tenant, key, request)
	return id, true, err
}

// roomFor refuses one portfolio too many.
func (b *Book) roomFor(ctx context.Context, tx *sql.Tx, tenant string) error {
	if tenant == "" {
		return nil
	}
	var kept int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM portfolios WHERE tenant = $1 AND cancelled = ''`, tenant).Scan(&kept)
	if err == nil && kept >= MostKept {
		err = ErrTooMany
	}
	return err
}

func (b *Book) insert(ctx context.Context, tx *sql.Tx, o *Order, m *Manifest) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO portfolios (tenant, id, opened, terms, accounts, input, cancelled) VALUES ($1, $2, $3, $4, $5, $6, '')`,
		o.Tenant, m.ID, m.Opened, string(o.Terms.text()), m.Accounts, m.Input)
	if err != nil {
		return err
	}
	var jobs []river.InsertManyParams
	for i := range m.Chunks {
		c := &m.Chunks[i]
		_, err := tx.ExecContext(ctx, `INSERT INTO portfolio_chunks (portfolio, chunk, first_line, last_line, accounts, input, state, output, ok, failed, agreements, engine, packs, trouble)
			VALUES ($1, $2, $3, $4, $5, $6, 'waiting', '', 0, 0, 0, '', '', '')`, m.ID, c.Number, c.First, c.Last, c.Accounts, c.Input)
		if err != nil {
			return err
		}
		jobs = append(jobs, river.InsertManyParams{Args: chunkJob{m.ID, c.Number}})
	}
	_, err = b.client.InsertManyFastTx(ctx, tx, jobs)
	return err
}

// Cancel ends the work on a portfolio and takes its files away; Absent when the tenant
// has no such portfolio. Cancelling again changes nothing.
func (b *Book) Cancel(ctx context.Context, tenant, id, at string) error {
	if _, err := b.Progress(ctx, tenant, id); err != nil {
		return err
	}
	_, err := b.db.ExecContext(ctx, `UPDATE portfolios SET cancelled = $1 WHERE tenant = $2 AND id = $3 AND cancelled = ''`, at, tenant, id)
	if err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(b.directory, id))
}

// sweep removes what was left behind by those who died: files that never got their
// place, and old keys. What is younger than a day may still be written.
func (b *Book) sweep(ctx context.Context) {
	_, err := b.db.ExecContext(ctx, `DELETE FROM portfolio_keys WHERE tenant <> '' AND used < $1`, store.Instant(time.Now().Add(-store.KeyLife)))
	if err != nil {
		b.log.Error("old keys of portfolios were not dropped", "error", err.Error())
	}
	left, _ := filepath.Glob(filepath.Join(b.directory, "*"+unfinished))
	parts, _ := filepath.Glob(filepath.Join(b.directory, "*", "out", "*"+unfinished))
	for _, name := range append(left, parts...) {
		if about, err := os.Stat(name); err == nil && time.Since(about.ModTime()) > 24*time.Hour {
			_ = os.RemoveAll(name)
		}
	}
}
