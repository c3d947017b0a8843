// Package batch answers many requests in one stream: a line of JSON in, a line of
// JSON out, in the same order. It is the same filter by HTTP and from the shell.
//
// A line holds the caller's reference, an operation and its request:
//
//	{"ref":"account-1","op":"quote","request":{…}}
//
// and its answer is one of
//
//	{"line":1,"ref":"account-1","status":200,"answer":{…}}
//	{"line":1,"ref":"account-1","status":422,"problems":[…]}
//
// with the status that the same request gets alone. A line that is wrong spoils
// nothing but itself. The last line sums up:
//
//	{"summary":{"lines":1,"ok":1,"failed":0,"sha256":"…","complete":true}}
//
// Memory does not depend on the length of the stream: what is not answered yet is
// not read, and what is not taken is not answered.
package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"runtime"
	"time"
)

const (
	// flushLines and flushTime are when answers are sent on: whichever comes first.
	flushLines = 64
	flushTime  = 100 * time.Millisecond
)

// Options say how a stream is answered. The zero Options are ready to use.
type Options struct {
	// Workers is how many lines are computed at a time; as many as there are
	// processors when 0.
	Workers int
	// FromLine is the first line that is answered, to go on with a stream that broke
	// off; 1 when 0. Lines before it are read and not looked at.
	FromLine int
	// Flush sends on what was written; nothing more to do when nil.
	Flush func() error
	// Spent is told the work units of each group of lines that was answered, and may
	// wait before it returns: then nothing more is read.
	Spent func(ctx context.Context, units int64)
	// Progress is told after each group how many lines were answered.
	Progress func(lines int)
}

// Summary is what a stream came to.
type Summary struct {
	// The lines that were answered.
	Lines int `json:"lines"`
	// Those with an answer.
	OK int `json:"ok"`
	// Those with problems.
	Failed int `json:"failed"`
	// SHA-256 of all lines before the summary, in hexadecimal.
	SHA256 string `json:"sha256"`
	// Whether every line of the stream was answered. Otherwise it was cut off, and can
	// be gone on with from the line after the last one that was answered.
	Complete bool `json:"complete"`
}

// Run answers the lines of in on out until they end or ctx is done, and then sums
// up. It returns an error when reading or writing fails; a reader that waits for a
// client has to be ended by whoever ends ctx.
func Run(ctx context.Context, in io.Reader, out io.Writer, o Options) (Summary, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := newReader(in, o)
	for range o.Workers {
		go r.work()
	}
	go r.read(ctx)
	w := writer{out: out, options: o, sum: sha256.New()}
	failure := w.write(ctx, r)
	cancel()
	<-r.ended
	if failure != nil {
		return w.summary, failure
	}
	w.summary.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	w.summary.Complete = r.failure == nil
	last, err := json.Marshal(map[string]Summary{"summary": w.summary})
	if err != nil {
		return w.summary, err
	}
	if _, err := out.Write(append(last, '\n')); err != nil {
		return w.summary, err
	}
	if err := w.flush(); err != nil {
		return w.summary, err
	}
	return w.summary, r.failure
}

// writer puts the answers out in order.
type writer struct {
	out     io.Writer
	options Options
	sum     hash.Hash
	summary Summary
	waiting int // lines that are written and not sent on
}

// write puts out each group when it is computed, in the order of reading, and sends
// on what has waited long enough meanwhile.
func (w *writer) write(ctx context.Context, r *reader) error {
	timer := time.NewTimer(flushTime)
	defer timer.Stop()
	var current *group
	for {
		next, computed := r.order, (chan struct{})(nil)
		if current != nil {
			next, computed = nil, current.computed
		}
		var err error
		select {
		case g, more := <-next:
			if !more {
				return nil
			}
			current = g
		case <-computed:
			if w.waiting == 0 {
				timer.Reset(flushTime)
			}
			err = w.put(ctx, current)
			r.free <- current
			current = nil
		case <-timer.C:
			err = w.flush()
		}
		if err != nil {
			return err
		}
	}
}

// put writes one group.
func (w *writer) put(ctx context.Context, g *group) error {
	if _, err := w.out.Write(g.out); err != nil {
		return err
	}
	w.sum.Write(g.out)
	w.waiting += len(g.ends)
	w.summary.Lines += len(g.ends)
	w.summary.OK += g.ok
	w.summary.Failed += len(g.ends) - g.ok
	if w.waiting >= flushLines {
		if err := w.flush(); err != nil {
			return err
		}
	}
	if w.options.Progress != nil {
		w.options.Progress(w.summary.Lines)
	}
	if w.options.Spent != nil {
		w.options.Spent(ctx, g.units)
	}
	return nil
}

// flush sends on what was written.
func (w *writer) flush() error {
	if w.waiting = 0; w.options.Flush == nil {
		return nil
	}
	return w.options.Flush()
}
