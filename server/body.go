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
	// largeBodies is how many longer bodies are read at a time, 256 KiB each and as
	// much again while one grows. A thousand clients that send slowly are left to wait
	// rather than given half a gigabyte.
	largeBodies = 64
	// largePatience is how long a longer body waits for its turn.
	largePatience = 2 * time.Second
)

// errBusy is that too many long bodies are being read.
var errBusy = errors.New("too many long bodies are being read")

// readBody reads at most wire.MaxDocument bytes. A body that announces more is
// refused before it is read, so that many of them at once cost no memory.
func (s *service) readBody(c *gin.Context) ([]byte, error) {
	announced := c.Request.ContentLength
	if announced > wire.MaxDocument {
		return nil, &http.MaxBytesError{Limit: wire.MaxDocument}
	}
	body := http.MaxBytesReader(c.Writer, c.Request.Body, wire.MaxDocument)
	if 0 <= announced && announced <= smallBody {
		text := make([]byte, announced)
		_, err := io.ReadFull(body, text)
		return text, err
	}
	start := make([]byte, smallBody)
	n, err := io.ReadFull(body, start)
	if err == io.ErrUnexpectedEOF && announced < 0 || err == io.EOF {
		return start[:n], nil
	}
	if err != nil {
		return nil, err
	}
	wait := time.NewTimer(largePatience)
	defer wait.Stop()
	select {
	case s.large <- struct{}{}:
		defer func() { <-s.large }()
	case <-wait.C:
		return nil, errBusy
	}
	rest, err := io.ReadAll(body)
	return append(start, rest...), err
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
