package portfolio

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"parley/calc"
	"parley/server/store"
)

// chunkJob is the job of working on a chunk.
type chunkJob struct {
	Portfolio string `json:"portfolio"`
	Chunk     int    `json:"chunk"`
}

// jobKind is the name of such jobs in River.
const jobKind = "portfolio_chunk"

func (chunkJob) Kind() string { return jobKind }

// worker works on chunks.
type worker struct {
	river.WorkerDefaults[chunkJob]
	book *Book
}

// Timeout is none: how long a chunk takes is the engine's business, which bounds every
// account.
func (w *worker) Timeout(*river.Job[chunkJob]) time.Duration { return -1 }

// NextRetry is soon at first: a disk that is full will be so for a while.
func (w *worker) NextRetry(job *river.Job[chunkJob]) time.Time {
	return time.Now().Add(min(time.Second<<min(job.Attempt, 10), time.Minute))
}

// Work makes the results of a chunk, and then says so in the transaction that
// completes the job.
func (w *worker) Work(ctx context.Context, job *river.Job[chunkJob]) error {
	defer w.book.watch.working(job.ID)()
	task, err := w.book.task(ctx, job.Args)
	if err != nil || task == nil {
		return err
	}
	err = w.book.work(ctx, task)
	if err == nil {
		err = store.Transact(ctx, w.book.db, func(tx *sql.Tx) error {
			if err := task.finish(ctx, tx); err != nil {
				return err
			}
			_, err := river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](ctx, tx, job)
			return err
		})
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil: // this process stops: somebody else's turn
		return river.JobSnooze(0)
	}
	return w.book.failed(ctx, job, err)
}

// errDamaged is a file that is not the one in the manifest.
var errDamaged = errors.New("the file is not as it was written")

// failed notes why a chunk is not done. It is tried again, but for a damaged file and
// after many times.
func (b *Book) failed(ctx context.Context, job *river.Job[chunkJob], reason error) error {
	if wanted, err := b.wanted(ctx, job.Args); err == nil && !wanted {
		return nil // it was cancelled, and its files with it
	}
	state := waiting
	if errors.Is(reason, errDamaged) || job.Attempt >= job.MaxAttempts {
		state, reason = Failed, river.JobCancel(reason)
	}
	b.log.Error("a chunk is not done", "portfolio", job.Args.Portfolio, "chunk", job.Args.Chunk, "state", state, "error", reason.Error())
	_, err := b.db.ExecContext(ctx, `UPDATE portfolio_chunks SET state = $1, trouble = $2 WHERE portfolio = $3 AND chunk = $4 AND state = 'waiting'`,
		state, troubleOf(reason), job.Args.Portfolio, job.Args.Chunk)
	return errors.Join(reason, err)
}

// troubleOf is what the owner is told: places of this machine are none of their business.
func troubleOf(err error) string {
	if errors.Is(err, errDamaged) {
		return "its rows are damaged"
	}
	return "the service has trouble with it"
}

// task is a chunk that is to be worked on.
type task struct {
	chunkJob
	terms    *Terms
	accounts int
	input    string
	answers  answerer
	output   string
}

// wanted tells whether a chunk is still to be worked on.
func (b *Book) wanted(ctx context.Context, job chunkJob) (is bool, err error) {
	err = b.db.QueryRowContext(ctx, `SELECT p.cancelled = '' AND c.state <> 'done' FROM portfolio_chunks c JOIN portfolios p ON p.id = c.portfolio
		WHERE c.portfolio = $1 AND c.chunk = $2`, job.Portfolio, job.Chunk).Scan(&is)
	return is, err
}

// task reads what there is to do; nil when nothing is.
func (b *Book) task(ctx context.Context, job chunkJob) (*task, error) {
	t := &task{chunkJob: job}
	var text, state, cancelled string
	err := b.db.QueryRowContext(ctx, `SELECT p.terms, p.cancelled, c.state, c.accounts, c.input FROM portfolio_chunks c JOIN portfolios p ON p.id = c.portfolio
		WHERE c.portfolio = $1 AND c.chunk = $2`, job.Portfolio, job.Chunk).Scan(&text, &cancelled, &state, &t.accounts, &t.input)
	if err != nil || state == Done || cancelled != "" {
		return nil, err
	}
	terms, problems, _ := ReadTerms([]byte(text))
	if problems != nil {
		return nil, fmt.Errorf("the terms are no longer understood: %s", problems)
	}
	t.terms, t.answers.terms = terms, terms
	return t, nil
}

// lookEvery is how often the work on a chunk asks whether it is still wanted, and how
// often workers that died are looked for.
const lookEvery = time.Second

// work writes the results of a chunk.
func (b *Book) work(ctx context.Context, t *task) error {
	rows, err := os.ReadFile(b.rowsOf(t.Portfolio, t.Chunk))
	if err != nil {
		return err
	}
	if store.Hash(rows) != t.input {
		return errDamaged
	}
	results, err := newShard(filepath.Join(b.directory, t.Portfolio, "out"), chunkName(t.Chunk))
	if err != nil {
		return err
	}
	if err := b.answer(ctx, t, rows, results); err != nil {
		results.drop()
		return err
	}
	t.output = results.hash()
	return results.place(b.resultsOf(t.Portfolio, t.Chunk, t.output))
}

// answer answers each row, as long as the answers are wanted.
func (b *Book) answer(ctx context.Context, t *task, rows []byte, results *shard) error {
	var room []byte
	looked := time.Now()
	for text := range bytes.Lines(rows) {
		number, row, _ := bytes.Cut(bytes.TrimSuffix(text, []byte("\n")), []byte("\t"))
		line, err := strconv.Atoi(string(number))
		if err != nil || len(row) == 0 {
			return errDamaged
		}
		room = t.answers.answer(room[:0], line, row)
		if _, err := results.Write(room); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if time.Since(looked) > lookEvery {
			looked = time.Now()
			if wanted, err := b.wanted(ctx, t.chunkJob); err == nil && !wanted {
				return errors.New("the portfolio was cancelled")
			}
		}
	}
	return nil
}

// finish notes in the manifest what the chunk came to. Done twice it says the same.
func (t *task) finish(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE portfolio_chunks SET state = 'done', output = $1, ok = $2, failed = $3, agreements = $4, engine = $5, packs = $6, trouble = ''
		WHERE portfolio = $7 AND chunk = $8 AND state <> 'done'`,
		t.output, t.answers.OK, t.answers.Failed, t.answers.Agreements, calc.Engine, strings.Join(t.answers.packs, ","), t.Portfolio, t.Chunk)
	return err
}

// pollEvery is how often an idle worker looks for chunks. River's own notifications
// would need another driver for each database.
const pollEvery = 200 * time.Millisecond

// start makes the client of River, and begins to work when there are workers.
func (b *Book) start(ctx context.Context, workers int) (err error) {
	config := &river.Config{ID: b.me, Logger: b.log, PollOnly: true, JobTimeout: -1}
	if workers > 0 {
		b.watch = newWatch(b)
		config.Workers = river.NewWorkers()
		river.AddWorker(config.Workers, &worker{book: b})
		config.Queues = map[string]river.QueueConfig{queue: {MaxWorkers: workers}}
		config.FetchPollInterval, config.FetchCooldown = pollEvery, pollEvery/4
	}
	if b.client, err = river.NewClient(b.driver, config); err != nil || workers == 0 {
		return err
	}
	if err := b.watch.start(ctx); err != nil {
		return err
	}
	return b.client.Start(context.WithoutCancel(ctx))
}

// queue is the queue of River that chunks go through.
const queue = river.QueueDefault

// stopTime is how long it may take to give back the chunks that have begun.
const stopTime = 5 * time.Second

// stop ends the work, and gives back the chunks that have begun.
func (b *Book) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	err := b.client.StopAndCancel(ctx)
	return errors.Join(err, b.watch.stop())
}

// Resume gives the failed chunks of a portfolio another try.
func (b *Book) Resume(ctx context.Context, id string) error {
	return store.Transact(ctx, b.db, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `UPDATE portfolio_chunks SET state = 'waiting' WHERE portfolio = $1 AND state = 'failed' RETURNING chunk`, id)
		if err != nil {
			return err
		}
		defer rows.Close()
		var jobs []river.InsertManyParams
		for rows.Next() {
			job := chunkJob{Portfolio: id}
			if err := rows.Scan(&job.Chunk); err != nil {
				return err
			}
			jobs = append(jobs, river.InsertManyParams{Args: job})
		}
		if err := rows.Err(); err != nil || jobs == nil {
			return err
		}
		_, err = b.client.InsertManyFastTx(ctx, tx, jobs)
		return err
	})
}
