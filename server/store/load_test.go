package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/store"
)

// What starts this program again as a client under load: the place of the store,
// and a name that none of its earlier calls had.
const (
	loadOn    = "PARLEY_TEST_LOAD"
	loadRound = "PARLEY_TEST_ROUND"
	// What befalls the process at a random moment, if anything.
	loadFault = "PARLEY_TEST_FAULT"
)

// writers append at once, four to a negotiation.
const writers, shared = 64, 16

// load appends without end and prints a line for each event once it is
// acknowledged. Each writer counts its calls and never has more than one under way.
func load(place string) int {
	s, err := store.Open(context.Background(), place)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := listen(context.Background(), s); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	go func() { // takes the log into the file all the time, so that kills fall into that as well
		for s.Erase(context.Background(), "a", "nobody's", noon) == nil {
			time.Sleep(5 * time.Millisecond)
		}
	}()
	failed, told := make(chan error), sync.OnceFunc(func() { go failLater() })
	for writer := range writers {
		go func() { failed <- write(s, writer, told) }()
	}
	for range writers {
		err = errors.Join(err, <-failed)
	}
	fmt.Fprintln(os.Stderr, err, "\nready:", s.Ready(context.Background()))
	return 1
}

// listen adds a webhook that is to hear of everything, once.
func listen(ctx context.Context, s *store.Store) error {
	_, _, err := s.AddWebhook(ctx, hookCall("a", "add hook"), &store.Webhook{Tenant: "a", ID: "hook"})
	return err
}

// failLater makes what befalls the process happen.
func failLater() {
	name := os.Getenv(loadFault)
	if name == "" {
		return
	}
	time.Sleep(rand.N(100 * time.Millisecond))
	if err := befall(name); err != nil {
		fmt.Fprintln(os.Stderr, "no fault:", err)
		os.Exit(1)
	}
}

// write is one writer. It ends with the first error.
func write(s *store.Store, writer int, told func()) error {
	id := negotiation(os.Getenv(loadRound), writer)
	for i := 0; ; i++ {
		sequence, hash, err := send(context.Background(), s, id, writer, i)
		if err != nil {
			return err
		}
		if _, err := fmt.Println(writer, i, sequence, hash); err != nil {
			return err
		}
		told()
	}
}

// send makes the i-th call of a writer, again and again while others come first.
func send(ctx context.Context, s *store.Store, id string, writer, i int) (sequence int, hash string, err error) {
	for {
		head, err := s.Head(ctx, "a", id)
		if errors.Is(err, store.Absent) {
			head, err = store.Head{ID: id}, nil
		}
		if err != nil {
			return 0, "", err
		}
		c := call(&head, writer, i)
		if _, _, err = s.Append(ctx, c); !errors.Is(err, store.Stale) {
			return head.Revision + 1, c.Entry.Hash, err
		}
	}
}

func negotiation(round string, writer int) string { return fmt.Sprint(round, "-", writer%shared) }

// call is the i-th call of a writer.
func call(head *store.Head, writer, i int) *store.Change {
	event := head.Next()
	event.At = noon
	event.Request = fmt.Appendf(nil, `{"writer":%d,"call":%d,"rest":%q}`, writer, i, strings.Repeat("x", 700))
	entry, err := store.Enter(event)
	if err != nil {
		panic(err)
	}
	return &store.Change{
		Tenant: "a", Key: store.Key{Route: "events", Key: fmt.Sprint(head.ID, " ", writer, " ", i), Request: "same"}, At: noon,
		Entry: &entry, Record: event.Request, Answer: store.Answer{Status: 201, Body: []byte(entry.Hash)},
	}
}

// client is a process under load.
type client struct {
	process      *exec.Cmd
	acknowledged []acknowledgement
	first        chan struct{}
	read         sync.WaitGroup
	complaint    strings.Builder
}

// acknowledgement is what the process said that it was told.
type acknowledgement struct {
	writer, call, sequence int
	hash                   string
}

func startClient(t *testing.T, place, round string, more ...string) *client {
	c := &client{process: exec.Command(os.Args[0]), first: make(chan struct{})}
	c.process.Env = append(append(os.Environ(), loadOn+"="+place, loadRound+"="+round), more...)
	c.process.Stderr = &c.complaint
	lines, err := c.process.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.process.Start())
	c.read.Go(func() { c.listen(lines) })
	return c
}

// listen reads to the end: what the process wrote before it died counts.
func (c *client) listen(lines io.Reader) {
	var once sync.Once
	for scanner := bufio.NewScanner(lines); scanner.Scan(); {
		var a acknowledgement
		if _, err := fmt.Sscan(scanner.Text(), &a.writer, &a.call, &a.sequence, &a.hash); err != nil {
			break // the last line, half written
		}
		c.acknowledged = append(c.acknowledged, a)
		once.Do(func() { close(c.first) })
	}
	once.Do(func() { close(c.first) })
}

// kill ends the process without a warning, if it has not ended itself.
func (c *client) kill() {
	_ = c.process.Process.Kill()
	c.wait()
}

func (c *client) wait() {
	c.read.Wait()
	_ = c.process.Wait()
}
