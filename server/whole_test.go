package main

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// counting counts what is written to its connections.
type counting struct {
	net.Listener
	writes *atomic.Int64
}

func (l counting) Accept() (net.Conn, error) {
	accepted, err := l.Listener.Accept()
	return countedConnection{accepted, l.writes}, err
}

type countedConnection struct {
	net.Conn
	writes *atomic.Int64
}

func (c countedConnection) Write(piece []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(piece)
}

// Answers of every length around that of the standard library's buffer, on one
// connection, arrive as they are; all but very long ones in one piece.
func TestAnswersInOnePiece(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789abcdef "), 20_000)
	router := gin.New()
	router.GET("/:length", func(c *gin.Context) {
		length, _ := strconv.Atoi(c.Param("length"))
		sendWhole(c, http.StatusOK, "text/plain", body[:length])
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var writes atomic.Int64
	server := &http.Server{Handler: router, ConnContext: withConnection}
	go func() { _ = server.Serve(wholeAnswers{counting{listener, &writes}}) }()
	defer server.Close()
	lengths := []int{1, 2000, 2048, 2049, 7_900, 8_192, 10_000, 65_000, 300_000, 10_000}
	for length := 3_800; length < 4_110; length++ { // the head takes some 150 bytes of the buffer
		lengths = append(lengths, length)
	}
	for _, length := range lengths {
		before := writes.Load()
		answer, err := http.Get("http://" + listener.Addr().String() + "/" + strconv.Itoa(length))
		require.NoError(t, err)
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		answer.Body.Close()
		require.True(t, bytes.Equal(body[:length], text), length)
		pieces := int64(1)
		if length > largestPiece {
			pieces = 2
		}
		assert.Equal(t, pieces, writes.Load()-before, length)
	}
}
