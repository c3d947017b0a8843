package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a test waits before it calls a connection stuck.
const patience = 20 * time.Second

// listen runs the real server on a free port, after changes to it, until the
// test ends. It returns its address.
func listen(t testing.TB, handler http.Handler, changes ...func(*http.Server)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := newServer(handler, slog.New(slog.DiscardHandler))
	for _, change := range changes {
		change(server)
	}
	stop, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- newDoor(t, io.Discard).serveWith(stop, listener, server, 0) }()
	t.Cleanup(func() {
		cancel()
		assert.NoError(t, <-ended)
	})
	return listener.Addr().String()
}

// dial opens a connection that fails the test rather than waiting for ever.
func dial(t testing.TB, address string) net.Conn {
	connection, err := net.Dial("tcp", address)
	require.NoError(t, err)
	require.NoError(t, connection.SetDeadline(time.Now().Add(patience)))
	t.Cleanup(func() { connection.Close() })
	return connection
}

// post is the head of a request whose body is still to come.
func post(headers ...string) string {
	return "POST /v1/quote HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\n" +
		strings.Join(headers, "\r\n") + "\r\n\r\n"
}

// hear reads one answer.
func hear(t testing.TB, from *bufio.Reader) (*http.Response, string) {
	t.Helper()
	answer, err := http.ReadResponse(from, nil)
	require.NoError(t, err)
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer, string(body)
}

func TestUsualLimits(t *testing.T) {
	server := newServer(http.NotFoundHandler(), slog.New(slog.DiscardHandler))
	assert.Equal(t, 5*time.Second, server.ReadHeaderTimeout)
	assert.Equal(t, 15*time.Second, server.ReadTimeout)
	assert.Equal(t, 30*time.Second, server.WriteTimeout)
	assert.Equal(t, 60*time.Second, server.IdleTimeout)
	assert.Equal(t, 16<<10, server.MaxHeaderBytes)
}

func TestSlowHeaderIsCut(t *testing.T) {
	address := listen(t, door(t, io.Discard), func(s *http.Server) { s.ReadHeaderTimeout = 100 * time.Millisecond })
	slow := dial(t, address)
	fmt.Fprint(slow, "POST /v1/quote HTTP/1.1\r\nHos")
	_, err := io.Copy(io.Discard, slow)
	assert.NoError(t, err, "the server closes the connection before the test's patience ends")
}

func TestSlowBodyIsRefused(t *testing.T) {
	address := listen(t, door(t, io.Discard), func(s *http.Server) { s.ReadTimeout = 200 * time.Millisecond })
	slow := dial(t, address)
	fmt.Fprint(slow, post("Content-Length: 100"), `{"as_of"`)
	answer, body := hear(t, bufio.NewReader(slow))
	assert.Equal(t, http.StatusRequestTimeout, answer.StatusCode)
	assert.Contains(t, body, `"code":"body_too_slow"`)
}

func TestIdleConnectionIsClosed(t *testing.T) {
	address := listen(t, door(t, io.Discard), func(s *http.Server) { s.IdleTimeout = 100 * time.Millisecond })
	idle := dial(t, address)
	fmt.Fprint(idle, "GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n")
	from := bufio.NewReader(idle)
	hear(t, from)
	_, err := from.ReadByte()
	assert.ErrorIs(t, err, io.EOF)
}

func TestHeaderFloodIsRefused(t *testing.T) {
	connection := dial(t, listen(t, door(t, io.Discard)))
	// The server answers and closes while this still writes, so that the write may fail.
	fmt.Fprint(connection, "GET /healthz HTTP/1.1\r\nHost: parley\r\nX: ", strings.Repeat("x", 32<<10), "\r\n\r\n")
	answer, _ := hear(t, bufio.NewReader(connection))
	assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, answer.StatusCode)
}

// A body that announces too much is refused before it is sent: no 100 Continue.
func TestAnnouncedBodyIsNotAwaited(t *testing.T) {
	connection := dial(t, listen(t, door(t, io.Discard)))
	fmt.Fprint(connection, post("Content-Length: 67108864", "Expect: 100-continue"))
	answer, body := hear(t, bufio.NewReader(connection))
	assert.Equal(t, http.StatusRequestEntityTooLarge, answer.StatusCode)
	assert.Contains(t, body, `"code":"document_too_large"`)
	assert.True(t, answer.Close)
}

func TestBodyWithoutEndIsRefused(t *testing.T) {
	connection := dial(t, listen(t, door(t, io.Discard)))
	go func() {
		fmt.Fprint(connection, post("Transfer-Encoding: chunked"))
		chunk := "10000\r\n" + strings.Repeat("[", 1<<16) + "\r\n"
		for err := error(nil); err == nil; {
			_, err = io.WriteString(connection, chunk)
		}
	}()
	answer, body := hear(t, bufio.NewReader(connection))
	assert.Equal(t, http.StatusRequestEntityTooLarge, answer.StatusCode)
	assert.Contains(t, body, `"code":"document_too_large"`)
}

func TestBrokenFraming(t *testing.T) {
	for name, c := range map[string]struct{ sent, code string }{
		"a body shorter than announced": {post("Content-Length: 100") + `{"as_of"`, "body_broken"},
		"chunks without the last":       {post("Transfer-Encoding: chunked") + fmt.Sprintf("%x\r\n%s\r\n", len(quoteRequest), quoteRequest), "body_broken"},
		"a chunk that has no length":    {post("Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n", "body_broken"},
		"a length that is no number":    {post("Content-Length: many"), ""},
		"two lengths":                   {post("Content-Length: 5", "Content-Length: 6") + "[1,2]", ""},
		"no host":                       {"GET /healthz HTTP/1.1\r\n\r\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			connection := dial(t, listen(t, door(t, io.Discard)))
			fmt.Fprint(connection, c.sent)
			require.NoError(t, connection.(*net.TCPConn).CloseWrite())
			answer, body := hear(t, bufio.NewReader(connection))
			assert.Equal(t, http.StatusBadRequest, answer.StatusCode)
			assert.Contains(t, body, c.code)
		})
	}
}

func TestPipelining(t *testing.T) {
	connection := dial(t, listen(t, door(t, io.Discard)))
	one := post(fmt.Sprint("Content-Length: ", len(quoteRequest))) + quoteRequest
	fmt.Fprint(connection, one, "GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n", one)
	from := bufio.NewReader(connection)
	_, first := hear(t, from)
	_, health := hear(t, from)
	_, last := hear(t, from)
	assert.Equal(t, first, last)
	assert.Contains(t, first, `"plan"`)
	assert.Contains(t, health, `"ok"`)
}

// A stop answers what has begun, takes nothing new, and then ends.
func TestStopFinishesWhatIsInFlight(t *testing.T) {
	begun, release := make(chan bool), make(chan bool)
	handler := door(t, io.Discard)
	handler.GET("/slow", func(c *gin.Context) {
		begun <- true
		<-release
		c.String(http.StatusOK, "finished")
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	stop, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- newDoor(t, io.Discard).serveWith(stop, listener, newServer(handler, slog.New(slog.DiscardHandler)), 0)
	}()

	inFlight := dial(t, listener.Addr().String())
	fmt.Fprint(inFlight, "GET /slow HTTP/1.1\r\nHost: parley\r\n\r\n")
	<-begun
	cancel()
	require.Eventually(t, func() bool {
		late, err := net.Dial("tcp", listener.Addr().String())
		if err == nil {
			late.Close()
		}
		return err != nil
	}, patience, time.Millisecond, "nothing new is taken")
	assert.Empty(t, ended, "the stop waits")
	close(release)
	_, body := hear(t, bufio.NewReader(inFlight))
	assert.Equal(t, "finished", body)
	assert.NoError(t, <-ended)
}

func TestServe(t *testing.T) {
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	keys := filepath.Join(t.TempDir(), "keys")
	require.NoError(t, os.WriteFile(keys, []byte("damaged\n"), 0o600))
	for name, c := range map[string]struct {
		arguments string
		built     fstest.MapFS
		code      int
		says      string
	}{
		"a stop that was asked for": {"-addr 127.0.0.1:0", builtPage, 0, `"msg":"ready","url":"http://127.0.0.1:`},
		"an address that is none":   {"-addr 127.0.0.1:a-port", builtPage, 1, "cannot listen"},
		"no address for operators":  {"-addr 127.0.0.1:0 -admin-addr 127.0.0.1:a-port", builtPage, 1, "-admin-addr off"},
		"a page that is not built":  {"", fstest.MapFS{}, 1, "make build"},
		"keys that are damaged":     {"-keys " + keys, builtPage, 1, "the keys cannot be read: line 1"},
		"tokens' keys by http":      {"-issuer a -audience b -issuer-keys http://bank.example/", builtPage, 1, "https"},
		"a flag that is none":       {"-adress 127.0.0.1:0", builtPage, 2, "-adress"},
		"help":                      {"-h", builtPage, 0, "-stop-wait"},
	} {
		t.Run(name, func(t *testing.T) {
			var output bytes.Buffer
			getenv := func(name string) string {
				return map[string]string{"PARLEY_ADMIN_ADDR": "127.0.0.1:0", "PARLEY_STOP_WAIT": "1ms"}[name]
			}
			s := &shell{arguments: strings.Fields(c.arguments), getenv: getenv, errors: &output}
			assert.Equal(t, c.code, s.serve(stopped, c.built))
			assert.Contains(t, output.String(), c.says)
		})
	}
}
