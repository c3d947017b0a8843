package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/quota"
)

const lines = "application/x-ndjson"

// line is a request inside a batch.
func line(reference string) string {
	return `{"ref":"` + reference + `","op":"quote","request":` + quoteRequest + "}\n"
}

func TestBatch(t *testing.T) {
	handler := door(t, io.Discard)
	alone := ask(handler, "POST", "/v1/quote", quoteRequest).Body.String()
	answer := ask(handler, "POST", "/v1/batch", line("a")+"nonsense\n"+line("b"), "Content-Type", lines)
	require.Equal(t, http.StatusOK, answer.Code)
	assert.Equal(t, lines, answer.Header().Get("Content-Type"))
	assert.Equal(t, "no-store", answer.Header().Get("Cache-Control"))
	got := strings.Split(answer.Body.String(), "\n")
	require.Len(t, got, 5)
	assert.Equal(t, `{"line":1,"ref":"a","status":200,"answer":`+alone+"}", got[0])
	assert.Contains(t, got[1], `{"line":2,"status":400,"problems":[{"code":"json_syntax"`)
	assert.Equal(t, `{"line":3,"ref":"b","status":200,"answer":`+alone+"}", got[2])
	assert.Contains(t, got[3], `{"summary":{"lines":3,"ok":2,"failed":1,"sha256":"`)
	assert.Contains(t, got[3], `"complete":true}}`)
}

func TestBatchesThatAreRefused(t *testing.T) {
	s := newDoor(t, io.Discard)
	handler := s.routes()
	requireRefused(t, ask(handler, "POST", "/v1/batch", line("a")), 415, "not_lines")
	requireRefused(t, ask(handler, "POST", "/v1/batch", line("a"), "Content-Type", lines+"; charset=gbk"), 415, "not_lines")
	requireRefused(t, ask(handler, "POST", "/v1/batch", line("a"), "Content-Type", lines, "Content-Encoding", "gzip"), 415, "body_encoded")
	requireRefused(t, ask(handler, "GET", "/v1/batch", ""), 405, "method_not_allowed")
	for range batchesAtOnce {
		s.batches <- struct{}{}
	}
	answer := ask(handler, "POST", "/v1/batch", line("a"), "Content-Type", lines)
	requireRefused(t, answer, 503, "busy")
	assert.Equal(t, "5", answer.Header().Get("Retry-After"))
	<-s.batches
	assert.Equal(t, 200, ask(handler, "POST", "/v1/batch", line("a"), "Content-Type", lines).Code)
	assert.Len(t, s.batches, batchesAtOnce-1, "the place is given back")
}

// batchOver begins a batch over a connection and reads the head of its answer.
func batchOver(t *testing.T, connection net.Conn) *bufio.Reader {
	fmt.Fprint(connection, "POST /v1/batch HTTP/1.1\r\nHost: parley\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
	from := bufio.NewReader(connection)
	answer, err := http.ReadResponse(from, nil)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	return bufio.NewReader(answer.Body)
}

// chunk sends one piece of a body.
func chunk(connection net.Conn, text string) {
	fmt.Fprintf(connection, "%x\r\n%s\r\n", len(text), text)
}

// Answers come while the client still sends, for longer than the time limits of
// other requests, and the connection can be used again.
func TestBatchWhileItArrives(t *testing.T) {
	handler := door(t, io.Discard)
	connection := dial(t, listen(t, handler, func(s *http.Server) {
		s.ReadTimeout, s.WriteTimeout = 300*time.Millisecond, 300*time.Millisecond
	}))
	answers := batchOver(t, connection)
	for i := range 5 {
		chunk(connection, line(fmt.Sprint("r", i)))
		answer, err := answers.ReadString('\n')
		require.NoError(t, err)
		assert.Contains(t, answer, fmt.Sprintf(`{"line":%d,"ref":"r%d","status":200`, i+1, i))
		time.Sleep(100 * time.Millisecond)
	}
	fmt.Fprint(connection, "0\r\n\r\n")
	summary, err := answers.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, summary, `"complete":true`)
	_, err = answers.ReadByte()
	require.ErrorIs(t, err, io.EOF)
	time.Sleep(50 * time.Millisecond)
	fmt.Fprint(connection, "GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n")
	_, body := hear(t, bufio.NewReader(connection))
	assert.Contains(t, body, "ok")
}

// A stop does not wait for a batch without end: what was read is answered, and the
// summary says that it is not all.
func TestStopEndsABatch(t *testing.T) {
	s := newDoor(t, io.Discard)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	stop, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.serve(stop, listener, 0) }()
	connection := dial(t, listener.Addr().String())
	answers := batchOver(t, connection)
	chunk(connection, line("a"))
	answer, err := answers.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, answer, `"ref":"a"`)
	cancel()
	summary, err := answers.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, summary, `{"summary":{"lines":1,"ok":1,"failed":0,`)
	assert.Contains(t, summary, `"complete":false}}`)
	assert.NoError(t, <-ended)
	assert.True(t, s.unready.Load())
}

// A client that goes away in the middle of a batch leaves nothing behind.
func TestBatchOfAClientThatGoes(t *testing.T) {
	s := newDoor(t, io.Discard)
	connection := dial(t, listen(t, s.routes()))
	batchOver(t, connection)
	chunk(connection, line("a"))
	require.Len(t, s.batches, 1)
	connection.Close()
	require.Eventually(t, func() bool { return len(s.batches) == 0 }, patience, time.Millisecond)
}

// A batch beyond the quota goes on as fast as the quota fills.
func TestBatchWaitsForItsQuota(t *testing.T) {
	s := newDoor(t, io.Discard)
	s.quota = &quota.Limiter{Units: 100, Window: time.Second}
	answer := ask(s.routes(), "POST", "/v1/batch", strings.Repeat(line("a"), 60), "Content-Type", lines)
	assert.Contains(t, answer.Body.String(), `{"summary":{"lines":60,"ok":60,`)
	standing := s.quota.Look("address:192.0.2.1", time.Now())
	assert.Less(t, standing.Full, time.Second+100*time.Millisecond, "it owes no more than its last lines: it has waited")
}
