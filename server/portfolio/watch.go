package portfolio

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"parley/server/rounds"
	"parley/server/store"
)

// watch gives the chunks of workers that died to others. River by itself waits an hour
// before it takes a job for stuck, since it cannot know how long one may take. Here a
// process holds a lock of its session in PostgreSQL as long as it lives; the server
// lets it go when the process dies, however it dies. A file of SQLite has one process,
// so that whoever began a job before is gone.
//
// Should a process lose its session and live, its chunks are worked on twice, and once
// more is said of them what was said.
type watch struct {
	book *Book

	mutex  sync.Mutex
	active map[int64]bool // the jobs that this process works on
	lost   map[int64]bool // jobs of this process that it was not working on at the last look

	session *sql.Conn // holds the lock; nil on SQLite
	cancel  context.CancelFunc
	ended   chan struct{}
}

func newWatch(b *Book) *watch {
	return &watch{book: b, active: map[int64]bool{}, lost: map[int64]bool{}, ended: make(chan struct{})}
}

// working notes that a job is worked on, until what it returns is called.
func (w *watch) working(job int64) (ended func()) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.active[job] = true
	return func() {
		w.mutex.Lock()
		defer w.mutex.Unlock()
		delete(w.active, job)
	}
}

// start takes the lock and looks once, before anything is worked on, and then often.
func (w *watch) start(ctx context.Context) error {
	if err := w.look(ctx); err != nil {
		return err
	}
	ctx, w.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		defer close(w.ended)
		rounds.Run(ctx, lookEvery, w.look, func(err error) { w.book.log.Error("workers that died were not looked for", "error", err.Error()) })
	}()
	return nil
}

func (w *watch) stop() error {
	w.cancel()
	<-w.ended
	return w.leave()
}

// leave gives the session back, and the lock with it.
func (w *watch) leave() (err error) {
	if w.session != nil {
		_, err = w.session.ExecContext(context.Background(), "SELECT pg_advisory_unlock_all()")
		err = errors.Join(err, w.session.Close())
		w.session = nil
	}
	return err
}

// look finds jobs that nobody works on any more, and makes them available.
func (w *watch) look(ctx context.Context) error {
	if err := w.hold(ctx); err != nil {
		return errors.Join(err, w.leave())
	}
	now := time.Now()
	jobs, err := w.running(ctx)
	if err != nil {
		return err
	}
	orphans, lost, alive := riverdriver.JobRescueManyParams{StuckHorizon: now}, map[int64]bool{}, map[string]bool{}
	for id, by := range jobs {
		if by == w.book.me {
			if lost[id] = !w.works(id); !lost[id] || !w.lost[id] {
				continue
			}
		} else if is, known := alive[by]; known && is {
			continue
		} else if alive[by], err = w.alive(ctx, by); err != nil {
			return err
		} else if alive[by] {
			continue
		}
		why, err := json.Marshal(rivertype.AttemptError{At: now, Error: "its worker is gone"})
		if err != nil {
			return err
		}
		orphans.ID, orphans.Error = append(orphans.ID, id), append(orphans.Error, why)
		orphans.FinalizedAt, orphans.ScheduledAt = append(orphans.FinalizedAt, nil), append(orphans.ScheduledAt, now)
		orphans.State = append(orphans.State, string(rivertype.JobStateAvailable))
	}
	if w.lost = lost; orphans.ID == nil {
		return nil
	}
	w.book.log.Warn("chunks of a worker that is gone are given to others", "chunks", len(orphans.ID))
	_, err = w.book.driver.GetExecutor().JobRescueMany(ctx, &orphans)
	return err
}

func (w *watch) works(job int64) bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.active[job]
}

// running are the jobs that somebody began, each with who.
func (w *watch) running(ctx context.Context) (jobs map[int64]string, err error) {
	last := "json_extract(attempted_by, '$[#-1]')"
	if w.book.server {
		last = "attempted_by[array_upper(attempted_by, 1)]"
	}
	rows, err := w.book.db.QueryContext(ctx, "SELECT id, "+last+" FROM river_job WHERE kind = $1 AND state = 'running'", jobKind)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	jobs = map[int64]string{}
	for rows.Next() {
		var id int64
		var by sql.NullString
		if err := rows.Scan(&id, &by); err != nil {
			return nil, err
		}
		jobs[id] = by.String
	}
	return jobs, rows.Err()
}

// hold makes sure that this process has its lock.
func (w *watch) hold(ctx context.Context) (err error) {
	if !w.book.server {
		return nil
	}
	if w.session != nil {
		if w.session.PingContext(ctx) == nil {
			return nil
		}
		_ = w.session.Close()
	}
	if w.session, err = w.book.db.Conn(ctx); err != nil {
		w.session = nil
		return err
	}
	var taken bool
	return w.session.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", lockOf(w.book.me)).Scan(&taken)
}

// alive tells whether another process lives: then it has its lock.
func (w *watch) alive(ctx context.Context, who string) (bool, error) {
	if !w.book.server {
		return false, nil
	}
	var free bool
	if err := w.session.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", lockOf(who)).Scan(&free); err != nil || !free {
		return !free, err
	}
	_, err := w.session.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", lockOf(who))
	return false, err
}

// lockOf is the number of a process's lock.
func lockOf(who string) int64 { return int64(binary.BigEndian.Uint64([]byte(store.Hash([]byte(who))))) }
