package main

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc"
	"parley/calc/wire"
)

const (
	// smallBody is as much as any connection may hold while its body arrives. Nearly
	// all questions are shorter.
	smallBody = 16 << 10
	// largeBodies is how many longer bodies are read and computed at a time, each in
	// a place of its own that is used again. A thousand clients that send slowly are
	// left to wait rather than given a quarter of a gigabyte.
	largeBodies = 64
	// largePatience is how long a longer body waits for its turn.
	largePatience = 2 * time.Second
)

// errBusy is that too many long bodies are being read.
var errBusy = errors.New("too many long bodies are being read")

// readBody reads at most wire.MaxDocument bytes, which are good until release is
// called. A body that announces more is refused before it is read, so that many of
// them at once cost no memory.
func (s *service) readBody(c *gin.Context) (text []byte, release func(), err error) {
	release = func() {}
	announced := c.Request.ContentLength
	if announced > wire.MaxDocument {
		return nil, release, &http.MaxBytesError{Limit: wire.MaxDocument}
	}
	body := http.MaxBytesReader(c.Writer, c.Request.Body, wire.MaxDocument)
	length := int64(smallBody)
	if announced >= 0 {
		length = min(length, announced)
	}
	start := make([]byte, length)
	n, ended, err := fill(body, start)
	if err != nil || ended || announced == length {
		return start[:n], release, err
	}
	wait := time.NewTimer(largePatience)
	defer wait.Stop()
	select {
	case place := <-s.large:
		if place == nil {
			place = make([]byte, wire.MaxDocument+1)
		}
		release = func() { s.large <- place }
		copy(place, start)
		n, _, err = fill(body, place[length:])
		return place[:int(length)+n], release, err
	case <-wait.C:
		return nil, release, errBusy
	}
}

// fill reads until there is no more room or no more to read, and tells which: an end
// that comes too soon for the framing is an error.
func fill(body io.Reader, room []byte) (n int, ended bool, err error) {
	for n < len(room) && err == nil {
		var more int
		more, err = body.Read(room[n:])
		n += more
	}
	if err == io.EOF {
		return n, true, nil
	}
	return n, false, err
}

// tooLarge stands for every body beyond the limit: the engine refuses by length
// alone, and so it is asked for its own words without keeping the body.
var tooLarge [wire.MaxDocument + 1]byte

// refuseBody says why a body could not be read.
func refuseBody(c *gin.Context, op string, err error) {
	var beyond *http.MaxBytesError
	switch {
	case errors.As(err, &beyond):
		c.Header("Connection", "close") // the rest of the body is not wanted
		refuseWith(c, documentTooLarge, calc.Do(op, tooLarge[:]).Body)
	case errors.Is(err, errBusy):
		c.Header("Connection", "close")
		c.Header("Retry-After", "2")
		refuse(c, busy)
	case errors.Is(err, os.ErrDeadlineExceeded):
		refuse(c, bodyTooSlow)
	default:
		refuse(c, bodyBroken)
	}
}
