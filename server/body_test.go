package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/wire"
)

// A body gives the same answer whatever its length, and whether or not it says it.
func TestBodiesOfAllLengths(t *testing.T) {
	s := newDoor(t, io.Discard)
	handler := s.routes()
	for _, length := range []int{len(quoteRequest), smallBody - 1, smallBody, smallBody + 1, wire.MaxDocument - 1, wire.MaxDocument, wire.MaxDocument + 1} {
		body := quoteRequest + strings.Repeat(" ", length-len(quoteRequest))
		for _, announced := range []int64{int64(length), -1} {
			request := httptest.NewRequest("POST", "/v1/quote", iotest.HalfReader(strings.NewReader(body)))
			request.ContentLength = announced
			request.Header.Set("Content-Type", "application/json")
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, request)
			if length > wire.MaxDocument {
				requireRefused(t, answer, http.StatusRequestEntityTooLarge, "document_too_large")
			} else {
				assert.Equal(t, http.StatusOK, answer.Code, "%d bytes, announced as %d", length, announced)
			}
			assert.Len(t, s.large, largeBodies, "the place is given back")
		}
	}
}

// When all places for long bodies are taken, short ones are still answered.
func TestLongBodiesWaitForTheirTurn(t *testing.T) {
	s := newDoor(t, io.Discard)
	address := listen(t, s.routes())
	for range largeBodies {
		<-s.large
	}
	long := quoteRequest + strings.Repeat(" ", smallBody)
	send := func() *bufio.Reader {
		connection := dial(t, address)
		fmt.Fprint(connection, post(fmt.Sprint("Content-Length: ", len(long))), long)
		return bufio.NewReader(connection)
	}
	refused := send()
	assert.Equal(t, http.StatusOK, ask(s.routes(), "POST", "/v1/quote", quoteRequest).Code)
	answer, body := hear(t, refused)
	require.Equal(t, http.StatusServiceUnavailable, answer.StatusCode)
	assert.Contains(t, body, `"code":"busy"`)
	assert.Equal(t, "2", answer.Header.Get("Retry-After"))
	assert.True(t, answer.Close)
	s.large <- nil
	answer, _ = hear(t, send())
	assert.Equal(t, http.StatusOK, answer.StatusCode)
}
