package batch

import (
	"bufio"
	"bytes"
	"context"
	"io"

	"parley/calc/wire"
	"parley/server/zone"
)

const (
	// groupLines and groupBytes are when a group is full: small enough that a few
	// groups fill no memory, and large enough that handing them round costs little.
	groupLines = 16
	groupBytes = 64 << 10
	// groupsEach is how many groups there are for each worker: one that it computes
	// and one that is read or written meanwhile.
	groupsEach = 2
)

// group is some lines that are next to each other. Groups are used again.
type group struct {
	first    int    // the number of its first line
	in       []byte // its lines, one after the other
	ends     []int  // where each of them ends in in
	out      []byte // their answers
	room     []byte // where each is computed
	ok       int
	units    int64
	computed chan struct{}
}

// reader reads a stream into groups and has them computed. There are so many groups
// and no more: it waits when none is free. The channels have room for all of them.
type reader struct {
	in      *bufio.Reader
	from    int // the first line that is answered
	line    int // the last line that was read
	free    chan *group
	todo    chan *group
	order   chan *group
	ended   chan struct{}
	failure error // why the stream was cut off; to be read once it has ended
}

func newReader(in io.Reader, o Options) *reader {
	groups := groupsEach*o.Workers + 1
	r := &reader{
		in: bufio.NewReaderSize(in, groupBytes), from: o.FromLine,
		free: make(chan *group, groups), todo: make(chan *group, groups), order: make(chan *group, groups),
		ended: make(chan struct{}),
	}
	for range groups {
		r.free <- &group{computed: make(chan struct{}, 1)}
	}
	return r
}

// work computes groups until there are no more.
func (r *reader) work() {
	for g := range r.todo {
		g.answer(zone.DoIn)
		g.computed <- struct{}{}
	}
}

// read reads groups until the stream ends or ctx is done.
func (r *reader) read(ctx context.Context) {
	defer close(r.ended)
	defer close(r.order)
	defer close(r.todo)
	for {
		select {
		case <-ctx.Done():
			r.failure = ctx.Err()
			return
		case g := <-r.free:
			err := r.fill(g)
			if len(g.ends) > 0 {
				r.todo <- g
				r.order <- g
			}
			if err == io.EOF {
				return
			}
			if err != nil {
				r.failure = err
				return
			}
		}
	}
}

// fill reads lines until the group is full or the next line would have to be waited
// for: who sends a line and waits for its answer gets it.
func (r *reader) fill(g *group) error {
	g.in, g.ends, g.out, g.ok, g.units = g.in[:0], g.ends[:0], g.out[:0], 0, 0
	for len(g.ends) < groupLines && len(g.in) < groupBytes {
		if len(g.ends) > 0 && !r.hasLine() {
			return nil
		}
		start := len(g.in)
		var err error
		g.in, err = AppendLine(g.in, r.in)
		if err != nil && (err != io.EOF || len(g.in) == start) {
			g.in = g.in[:start] // a line that was cut off is not answered
			return err
		}
		r.line++
		if r.line < r.from {
			g.in = g.in[:start]
			continue
		}
		if len(g.ends) == 0 {
			g.first = r.line
		}
		g.ends = append(g.ends, len(g.in))
	}
	return nil
}

// hasLine tells whether a whole line has been received.
func (r *reader) hasLine() bool {
	waiting, _ := r.in.Peek(r.in.Buffered())
	return bytes.IndexByte(waiting, '\n') >= 0
}

// AppendLine appends the next line to a text, without what ends it. Of a line that is
// too long it keeps as much as says so, and passes over the rest.
func AppendLine(text []byte, in *bufio.Reader) ([]byte, error) {
	most := len(text) + wire.MaxDocument + 1
	for {
		piece, err := in.ReadSlice('\n')
		whole := err == nil
		if whole {
			piece = piece[:len(piece)-1]
		}
		text = append(text, piece[:min(len(piece), most-len(text))]...)
		if whole || err != bufio.ErrBufferFull {
			return text, err
		}
	}
}
