package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/server/batch"
)

const (
	// batchesAtOnce is how many batches and portfolios are on their way at a time; each
	// holds some lines, at most a few hundred KiB.
	batchesAtOnce = 16
	// batchRead and batchWrite are how long a batch may wait for its client to send
	// or take something. Unlike other requests it may take as long as it goes on.
	batchRead  = 15 * time.Second
	batchWrite = 30 * time.Second
)

// answerBatch answers a stream of lines while it arrives.
func (s *service) answerBatch(c *gin.Context) {
	switch {
	case !isPlain(c.Request):
		c.Header("Accept-Encoding", "identity")
		refuse(c, bodyEncoded)
		return
	case !isOfKind(c.Request, "application/x-ndjson"):
		refuse(c, notLines)
		return
	}
	release, ok := s.stream(c)
	if !ok {
		return
	}
	defer release()
	control := http.NewResponseController(c.Writer)
	_ = control.EnableFullDuplex() // HTTP/1 asks for it; where it is not known, it is not needed
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	defer context.AfterFunc(s.stopping, cancel)()
	lines := &rolling{ctx, control, c.Request.Body, c.Writer}
	defer context.AfterFunc(ctx, lines.interrupt)() // before cancel: the connection may be used again
	c.Header("Content-Type", "application/x-ndjson")
	// The head goes out with the first answers or after a moment, and not before the
	// body is read: who sends Expect: 100-continue would not begin.
	summary, err := batch.Run(ctx, lines, lines, batch.Options{
		Flush: func() error { return flushed(control.Flush()) },
		Spent: func(ctx context.Context, units int64) { s.spend(ctx, c.GetString(client), units) },
	})
	s.counts.batched(summary)
	if err != nil {
		s.log.Info("batch cut off", "lines", summary.Lines, "request_id", c.Writer.Header().Get(requestID))
	}
}

// stream takes one of the places for long bodies and answers until release is called,
// or refuses the request.
func (s *service) stream(c *gin.Context) (release func(), ok bool) {
	select {
	case s.batches <- struct{}{}:
		return func() { <-s.batches }, true
	default:
		c.Header("Connection", "close")
		c.Header("Retry-After", "5")
		refuse(c, busy)
		return nil, false
	}
}

// flushed passes over that there is nothing to flush, as in a test in memory.
func flushed(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// spend counts the work of a batch, and lets it wait while its client has none of
// its quota left.
func (s *service) spend(ctx context.Context, client string, units int64) {
	if s.quota == nil {
		return
	}
	for wait := s.quota.Charge(client, units, time.Now()).Wait; wait > 0; wait = s.quota.Look(client, time.Now()).Wait {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// rolling is a body and its answer whose time limits begin anew with each piece.
type rolling struct {
	ctx     context.Context
	control *http.ResponseController
	body    io.Reader
	answer  io.Writer
}

func (r *rolling) Read(into []byte) (int, error) {
	_ = r.control.SetReadDeadline(time.Now().Add(batchRead))
	if err := r.ctx.Err(); err != nil {
		return 0, err // the line above may have taken back an interruption
	}
	return r.body.Read(into)
}

func (r *rolling) Write(piece []byte) (int, error) {
	_ = r.control.SetWriteDeadline(time.Now().Add(batchWrite))
	return r.answer.Write(piece)
}

// interrupt ends a Read that waits.
func (r *rolling) interrupt() { _ = r.control.SetReadDeadline(time.Unix(1, 0)) }
