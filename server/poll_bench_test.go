package main

import (
	"bytes"
	"fmt"
	"net/netip"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// poller asks over many connections without ever sleeping: it looks at one after the
// other. On a machine with both sides, whoever sends wakes a sleeper, and that takes
// a virtual processor as long as it takes to compute a plan; a server pays for it
// the more often the slower it is. Those who ask from elsewhere cost it nothing.
type poller struct {
	lines []polled
	room  []byte
}

// polled is one connection, and what is still to come of the answer on it.
type polled struct {
	socket int
	asked  time.Time
	left   int
}

func poll(b testing.TB, address string, count int) *poller {
	to := netip.MustParseAddrPort(address)
	p := &poller{lines: make([]polled, count), room: make([]byte, 64<<10)}
	for i := range p.lines {
		socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
		require.NoError(b, err)
		b.Cleanup(func() { syscall.Close(socket) })
		require.NoError(b, syscall.Connect(socket, &syscall.SockaddrInet4{Port: int(to.Port()), Addr: to.Addr().As4()}))
		require.NoError(b, syscall.SetNonblock(socket, true))
		p.lines[i].socket = socket
	}
	return p
}

// ask sends the request over every connection, again as soon as it is answered, for
// some time, and returns how long each answer took.
func (p *poller) ask(b testing.TB, path string, length time.Duration) (took []time.Duration) {
	body := monthlyRequest("60")
	request := fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", path, len(body), body)
	now := time.Now()
	end, asking := now.Add(length), len(p.lines)
	for i := range p.lines {
		p.lines[i].send(b, request, now)
	}
	for asking > 0 {
		for i := range p.lines {
			l := &p.lines[i]
			if l.asked.IsZero() || !l.answered(b, p.room) {
				continue
			}
			now = time.Now()
			took = append(took, now.Sub(l.asked))
			if now.Before(end) {
				l.send(b, request, now)
			} else {
				l.asked = time.Time{}
				asking--
			}
		}
	}
	return took
}

func (l *polled) send(b testing.TB, request []byte, now time.Time) {
	n, err := syscall.Write(l.socket, request)
	if err != nil || n < len(request) {
		require.NoError(b, err)
		require.Equal(b, len(request), n)
	}
	l.asked = now
}

// answered reads what has come and tells whether that was the end of an answer, whose
// head comes in one piece.
func (l *polled) answered(b testing.TB, room []byte) bool {
	n, err := syscall.Read(l.socket, room)
	if err == syscall.EAGAIN || err == syscall.EINTR {
		return false
	}
	require.NoError(b, err)
	if l.left == 0 {
		head, _, whole := bytes.Cut(room[:n], []byte("\r\n\r\n"))
		_, rest, _ := bytes.Cut(head, []byte("\r\nContent-Length: "))
		length, _, _ := bytes.Cut(rest, []byte("\r\n"))
		l.left, err = strconv.Atoi(string(length))
		if err != nil || !whole || !bytes.HasPrefix(head, []byte("HTTP/1.1 200 ")) {
			require.Fail(b, "no answer", string(head))
		}
		l.left += len(head) + 4
	}
	l.left -= n
	require.GreaterOrEqual(b, l.left, 0)
	return l.left == 0
}
