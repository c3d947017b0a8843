package portfolio_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/batch"
	"parley/server/portfolio"
	"parley/server/store"
	"parley/server/store/storetest"
)

// What starts this program again as a worker: the place of the portfolios, their
// directory, and the file of accounts that it takes in and works on; without one it
// works on what there is, a chunk at a time, until it is killed.
const (
	workOn   = "PARLEY_TEST_WORK_ON"
	workIn   = "PARLEY_TEST_WORK_IN"
	workWith = "PARLEY_TEST_WORK_WITH"
)

// chunk is small, so that kills fall between chunks as well as into them.
const chunk = 20

// work takes a file in, as another worker may do at the same time or have done
// before, and works until all of it is done.
func work(place string) int {
	err := func() error {
		ctx := context.Background()
		if os.Getenv(workWith) == "" {
			if _, err := portfolio.Open(ctx, place, os.Getenv(workIn), portfolio.Options{Workers: 1}); err != nil {
				return err
			}
			fmt.Println("ready")
			select {}
		}
		b, err := portfolio.Open(ctx, place, os.Getenv(workIn), portfolio.Options{Workers: 2, Chunk: chunk})
		if err != nil {
			return err
		}
		defer b.Close()
		file, err := os.Open(os.Getenv(workWith))
		if err != nil {
			return err
		}
		defer file.Close()
		none, _, _ := portfolio.ReadTerms([]byte("{}"))
		id, _, err := b.Take(ctx, &portfolio.Order{Terms: none, At: noon}, file)
		if err != nil {
			return err
		}
		for {
			m, err := b.Progress(ctx, "", id)
			if err != nil {
				return err
			}
			if m.State != portfolio.Running {
				fmt.Println(id)
				return nil
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// Workers are killed at random moments, while they take a file in and while they work
// on it: each account is answered once, in order, as the plain filter answers it. On
// PostgreSQL two work at a time and take over from each other.
func TestKillLosesAndDoublesNothing(t *testing.T) {
	storetest.OnBoth(t, func(t *testing.T, place string) {
		directory, workers := t.TempDir(), 1
		if store.OnServer(place) {
			workers = 2
		}
		for left, round := storetest.Kills(t, 3, 40), 0; left > 0; round++ {
			file, want := accounts(t, round, 12*chunk)
			crew := crew{t, place, directory, file, nil}
			for range workers {
				crew.hire()
			}
			for left > 0 && !crew.done() {
				time.Sleep(rand.N(400 * time.Millisecond))
				if !crew.done() {
					crew.kill(rand.IntN(workers))
					left--
				}
			}
			id := crew.finish()
			b := open(t, place, directory, portfolio.Options{})
			m, err := b.Find(t.Context(), "", id)
			require.NoError(t, err)
			require.Equal(t, portfolio.Done, m.State)
			got := results(t, b, &m, portfolio.Lines)
			require.Equal(t, want, got[:strings.LastIndex(strings.TrimSpace(got), "\n")+1])
			assert.Equal(t, 12*chunk, m.OK)
			assert.Zero(t, m.Counts.Failed)
			require.NoError(t, b.Close())
		}
	})
}

// accounts is a file of lines that name their operation, and what the plain filter
// answers.
func accounts(t testing.TB, round, count int) (file, want string) {
	t.Helper()
	var lines strings.Builder
	for i := range count {
		fmt.Fprintf(&lines, `{"ref":"%d-%d","op":"quote","request":{"as_of":"2026-11-24","currency":"CNY","claim":{"components":{"principal":"%d.00"}},`+
			`"terms":{"shape":"level","count":360,"first_due":"2026-12-20","every":{"unit":"month","n":1},"rate":{"value":"0.1","per":"year"}}}}`+"\n", round, i, 10_000+i)
	}
	var answers strings.Builder
	_, err := batch.Run(t.Context(), strings.NewReader(lines.String()), &answers, batch.Options{})
	require.NoError(t, err)
	want = answers.String()
	file = filepath.Join(t.TempDir(), "accounts")
	require.NoError(t, os.WriteFile(file, []byte(lines.String()), 0o600))
	return file, want[:strings.LastIndex(strings.TrimSpace(want), "\n")+1] // without the summary
}

// crew are workers on one file.
type crew struct {
	t                      *testing.T
	place, directory, file string
	workers                []*hand
}

// hand is one worker's process.
type hand struct {
	process *exec.Cmd
	said    bytes.Buffer
	trouble bytes.Buffer
	ended   chan struct{}
}

func (c *crew) hire() { c.workers = append(c.workers, c.start()) }

func (c *crew) start() *hand {
	h := &hand{process: exec.Command(os.Args[0]), ended: make(chan struct{})}
	h.process.Env = append(os.Environ(), workOn+"="+c.place, workIn+"="+c.directory, workWith+"="+c.file)
	h.process.Stdout, h.process.Stderr = &h.said, &h.trouble
	require.NoError(c.t, h.process.Start())
	go func() {
		_ = h.process.Wait()
		close(h.ended)
	}()
	return h
}

// done tells whether a worker has found everything done.
func (c *crew) done() bool {
	for _, h := range c.workers {
		select {
		case <-h.ended:
			return true
		default:
		}
	}
	return false
}

// kill ends a worker without a warning and hires another in its place.
func (c *crew) kill(which int) {
	h := c.workers[which]
	_ = h.process.Process.Kill()
	<-h.ended
	c.workers[which] = c.start()
}

// finish waits until all of them have ended by themselves, and returns the portfolio.
func (c *crew) finish() (id string) {
	c.t.Helper()
	for _, h := range c.workers {
		select {
		case <-h.ended:
		case <-time.After(storetest.Patience):
			require.Fail(c.t, "a chunk was lost: nobody works on it")
		}
		require.Empty(c.t, h.trouble.String())
		id = strings.TrimSpace(h.said.String())
	}
	return id
}
