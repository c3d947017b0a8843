package main

import (
	"context"
	"net"

	"github.com/gin-gonic/gin"
)

// wholeAnswers accepts connections that can send an answer in one piece. The standard
// library sends the head with the first 4 KiB of the body and then the rest: for a
// plan of 60 rows two packets, and twice the way through the kernel.
type wholeAnswers struct{ net.Listener }

func (l wholeAnswers) Accept() (net.Conn, error) {
	accepted, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &connection{Conn: accepted}, nil
}

// connection is written to by the one goroutine that answers on it.
type connection struct {
	net.Conn
	holding bool
	held    []byte // sent together with what is written next
}

// largestPiece is how long a piece may be that is copied to be sent in one.
const largestPiece = 64 << 10

// Write writes what was held before as well, or holds a first piece back.
func (c *connection) Write(piece []byte) (int, error) {
	if c.holding {
		c.holding = false
		c.held = append(c.held, piece...)
		return len(piece), nil
	}
	if len(c.held) == 0 {
		return c.Conn.Write(piece)
	}
	first := c.held
	c.held = c.held[:0]
	if len(piece) > largestPiece {
		if _, err := c.Conn.Write(first); err != nil {
			return 0, err
		}
		return c.Conn.Write(piece)
	}
	first = append(first, piece...)
	c.held = first[:0]
	_, err := c.Conn.Write(first)
	return len(piece), err
}

// CloseWrite says that no more comes, where the connection can: the standard library
// does so before it leaves a client who still sends, that the answer arrives.
func (c *connection) CloseWrite() error {
	if half, can := c.Conn.(interface{ CloseWrite() error }); can {
		return half.CloseWrite()
	}
	return nil
}

// connectionKey is where the context of a request has its connection.
type connectionKey struct{}

func withConnection(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, connectionKey{}, c)
}

// sendWhole sends a body in one piece with its head. When the standard library writes
// before it has the whole body, more is certain to follow: it writes a full buffer
// only for what does not fit into it.
func sendWhole(c *gin.Context, status int, kind string, body []byte) {
	if whole, is := c.Request.Context().Value(connectionKey{}).(*connection); is {
		whole.holding = true
		defer func() { whole.holding = false }()
	}
	c.Data(status, kind, body)
}
