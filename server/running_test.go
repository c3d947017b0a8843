package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// running is the program as an operator starts it.
type running struct {
	url, admin string
	stop       func()
	ended      chan int
}

// start runs the program until the test ends, and waits until it answers.
func start(t *testing.T, arguments ...string) *running {
	log, output := io.Pipe()
	stop, cancel := context.WithCancel(context.Background())
	r := &running{stop: cancel, ended: make(chan int, 1)}
	s := &shell{arguments: append([]string{"-addr", "127.0.0.1:0", "-admin-addr", "127.0.0.1:0"}, arguments...), getenv: none, errors: output}
	go func() {
		r.ended <- s.serve(stop, builtPage)
		output.Close()
	}()
	t.Cleanup(cancel)
	lines := bufio.NewScanner(log)
	for r.url == "" && lines.Scan() {
		var line struct{ Msg, URL string }
		require.NoError(t, json.Unmarshal(lines.Bytes(), &line), lines.Text())
		switch line.Msg {
		case "admin":
			r.admin = line.URL
		case "ready":
			r.url = line.URL
		}
	}
	go func() { _, _ = io.Copy(io.Discard, log) }()
	return r
}

// status is what a GET is answered with, 0 when it is not.
func status(url string) int {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(url)
	if err != nil {
		return 0
	}
	answer.Body.Close()
	return answer.StatusCode
}

// Before it stops, the server says that it is not ready and goes on answering, so
// that whoever sends it requests has time to send them elsewhere.
func TestStopIsAnnounced(t *testing.T) {
	r := start(t, "-stop-wait", "500ms")
	assert.Equal(t, 200, status(r.admin+"/readyz"))
	r.stop()
	require.Eventually(t, func() bool { return status(r.admin+"/readyz") == 503 }, patience, time.Millisecond)
	assert.Equal(t, 200, status(r.url+"/healthz"), "it still answers")
	assert.Equal(t, 0, <-r.ended)
	assert.Equal(t, 0, status(r.url+"/healthz"))
	assert.Equal(t, 0, status(r.admin+"/livez"))
}

// A connection beyond the limit waits until another ends.
func TestConnectionsAreLimited(t *testing.T) {
	r := start(t, "-connections", "1", "-stop-wait", "0s")
	address := strings.TrimPrefix(r.url, "http://")
	first, second := dial(t, address), dial(t, address)
	fmt.Fprint(first, "GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n")
	hear(t, bufio.NewReader(first))
	fmt.Fprint(second, "GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n")
	require.NoError(t, second.SetReadDeadline(time.Now().Add(100*time.Millisecond)))
	_, err := second.Read(make([]byte, 1))
	require.ErrorIs(t, err, os.ErrDeadlineExceeded)
	first.Close()
	require.NoError(t, second.SetReadDeadline(time.Now().Add(patience)))
	_, body := hear(t, bufio.NewReader(second))
	assert.Contains(t, body, "ok")
}
