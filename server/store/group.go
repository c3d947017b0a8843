package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// group writes to one SQLite connection. Changes that come while the disk is busy
// with the ones before are committed together: one wait for the disk for all.
type group struct {
	connection *sql.Conn
	statements map[string]*sql.Stmt
	turns      chan *turn
	stop       chan struct{}
	stopping   sync.Once
	ended      chan struct{}
	scrubs     chan chan error
	// Once the disk has failed nobody knows what of the last writes is on it, so
	// that nothing more is written; opening the file again reads what is there.
	broken error
}

// turn is one change that waits.
type turn struct {
	work func(session) error
	err  chan error
}

// together is the most changes in one transaction: enough that the wait for the
// disk no longer matters, and little to do again when one of them fails.
const together = 512

func newGroup(connection *sql.Conn) *group {
	g := &group{
		connection: connection, statements: map[string]*sql.Stmt{},
		turns: make(chan *turn, together), scrubs: make(chan chan error),
		stop: make(chan struct{}), ended: make(chan struct{}),
	}
	go g.run()
	return g
}

// transact waits for its turn and for the disk. It does not give up when ctx does:
// a change that has begun is either made or not, and the caller wants to know which.
func (g *group) transact(_ context.Context, work func(session) error) error {
	t := &turn{work, make(chan error, 1)}
	select {
	case <-g.stop:
		return ErrClosed
	case g.turns <- t:
	}
	select {
	case err := <-t.err:
		return err
	case <-g.ended:
	}
	select {
	case err := <-t.err: // both were there: the answer counts
		return err
	default:
		return ErrClosed
	}
}

func (g *group) scrub(context.Context) error {
	done := make(chan error, 1)
	select {
	case g.scrubs <- done:
		return <-done
	case <-g.ended:
		return ErrClosed
	}
}

// close finishes the changes that wait. A statement left open would keep the file
// open, and its log from being taken into it.
func (g *group) close() (err error) {
	g.stopping.Do(func() {
		close(g.stop)
		<-g.ended
		for _, statement := range g.statements {
			err = errors.Join(err, statement.Close())
		}
		err = errors.Join(err, g.connection.Close())
	})
	return err
}

func (g *group) run() {
	defer close(g.ended)
	for {
		select {
		case first := <-g.turns:
			g.commit(g.gather(first))
		case done := <-g.scrubs:
			_, err := g.connection.ExecContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)")
			done <- err
		case <-g.stop:
			select {
			case first := <-g.turns:
				g.commit(g.gather(first))
				continue
			default:
				return
			}
		}
	}
}

// gather takes everything that waits already.
func (g *group) gather(first *turn) []*turn {
	turns := []*turn{first}
	for len(turns) < together {
		select {
		case next := <-g.turns:
			turns = append(turns, next)
		default:
			return turns
		}
	}
	return turns
}

// commit makes the changes in one transaction. When one fails none is made, and
// each gets a transaction of its own, so that only the one at fault is refused.
func (g *group) commit(turns []*turn) {
	answers := make([]error, len(turns))
	if err := g.once(turns, answers); err != nil {
		if len(turns) > 1 && g.broken == nil {
			for _, t := range turns {
				g.commit([]*turn{t})
			}
			return
		}
		for i := range answers {
			answers[i] = err
		}
	}
	for i, t := range turns {
		t.err <- answers[i]
	}
}

// once runs one transaction. Refusals are answers; any error is the end of it.
func (g *group) once(turns []*turn, answers []error) error {
	if g.broken != nil {
		return g.broken
	}
	ctx := context.Background()
	if _, err := g.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return g.failed(err)
	}
	for i, t := range turns {
		err := t.work(g)
		var refusal Refusal
		if err != nil && !errors.As(err, &refusal) {
			g.rollback()
			return g.failed(err)
		}
		answers[i] = err
	}
	if _, err := g.ExecContext(ctx, "COMMIT"); err != nil {
		g.rollback()
		return g.failed(err)
	}
	return nil
}

// rollback ends the transaction; some errors have ended it already.
func (g *group) rollback() { _, _ = g.connection.ExecContext(context.Background(), "ROLLBACK") }

func (g *group) failed(err error) error {
	if isDiskFailure(err) {
		g.broken = errors.Join(ErrClosed, err)
		return g.broken
	}
	return err
}

// ExecContext runs a statement, prepared once.
func (g *group) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	statement, err := g.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	return statement.ExecContext(ctx, args...)
}

// QueryRowContext runs a question, prepared once.
func (g *group) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	statement, err := g.prepared(ctx, query)
	if err != nil {
		return g.connection.QueryRowContext(ctx, query, args...) // says why itself
	}
	return statement.QueryRowContext(ctx, args...)
}

func (g *group) prepared(ctx context.Context, query string) (*sql.Stmt, error) {
	if statement := g.statements[query]; statement != nil {
		return statement, nil
	}
	statement, err := g.connection.PrepareContext(ctx, query)
	if err == nil {
		g.statements[query] = statement
	}
	return statement, err
}
