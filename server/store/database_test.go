package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/store"
)

// patience is how long a test waits for another process before it calls it dead.
const patience = 60 * time.Second

// onBoth runs a test on a new SQLite file and on a new PostgreSQL database. Place
// opens the same one again.
func onBoth(t *testing.T, test func(t *testing.T, place string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "parley.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, server(t).database(t)) })
}

func isPostgres(place string) bool { return strings.HasPrefix(place, "postgres") }

// onDisk is all that the files of an SQLite store hold.
func onDisk(t *testing.T, place string) string {
	var all []byte
	for _, suffix := range []string{"", "-wal", "-shm"} {
		text, err := os.ReadFile(place + suffix)
		require.NoError(t, err)
		all = append(all, text...)
	}
	return string(all)
}

func open(t testing.TB, place string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), place)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// cluster is a PostgreSQL of the tests' own, as its package set it up but for its
// port, its directory and who it trusts.
type cluster struct {
	programs, directory string
	port                int
	as                  *syscall.Credential
	process             *exec.Cmd
	ended               chan struct{}
	databases           atomic.Int64
}

// running is started by the first test that needs it and stopped by TestMain.
var running = sync.OnceValues(func() (*cluster, error) {
	started = &cluster{programs: os.Getenv("PARLEY_POSTGRES")}
	return started, started.setUp()
})

var started *cluster

// server is the cluster; without one the test fails and says what to do.
func server(t testing.TB) *cluster {
	t.Helper()
	c, err := running()
	require.NoError(t, err)
	return c
}

func (c *cluster) setUp() error {
	if c.programs == "" {
		found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
		if err != nil || len(found) == 0 {
			return errors.New("no PostgreSQL here: run .ci/tools postgres, or name the directory of its initdb in PARLEY_POSTGRES")
		}
		c.programs = filepath.Dir(slices.Max(found))
	}
	if err := c.initialise(); err != nil {
		return err
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	c.port = free.Addr().(*net.TCPAddr).Port
	if err := free.Close(); err != nil {
		return err
	}
	return c.start()
}

// initialise makes the directory. PostgreSQL refuses to run as root: then it runs
// as the user that its package made.
func (c *cluster) initialise() (err error) {
	if c.directory, err = os.MkdirTemp("", "parley-postgres"); err != nil {
		return err
	}
	if os.Getuid() == 0 {
		account, err := user.Lookup("postgres")
		if err != nil {
			return err
		}
		uid, _ := strconv.ParseUint(account.Uid, 10, 32)
		gid, _ := strconv.ParseUint(account.Gid, 10, 32)
		c.as = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		if err := os.Chown(c.directory, int(uid), int(gid)); err != nil {
			return err
		}
	}
	said, err := c.command("initdb", "--pgdata", c.directory+"/data", "--username", "parley", "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C", "--no-sync").CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb: %w: %s", err, said)
	}
	return nil
}

func (c *cluster) command(program string, arguments ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(c.programs, program), arguments...)
	command.Dir = c.directory
	command.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return command
}

// start waits until the server answers: after a crash it first reads its log.
func (c *cluster) start(more ...string) error {
	deadline := time.Now().Add(patience)
	for {
		log, err := os.Create(c.directory + "/log")
		if err != nil {
			return err
		}
		c.process = c.command("postgres", append([]string{"-D", c.directory + "/data", "-p", strconv.Itoa(c.port),
			"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="}, more...)...)
		c.process.Stdout, c.process.Stderr = log, log
		if err := c.process.Start(); err != nil {
			return err
		}
		c.ended = make(chan struct{})
		go func(process *exec.Cmd, ended chan struct{}) {
			_ = process.Wait()
			close(ended)
		}(c.process, c.ended)
		if c.awaits(deadline) {
			return nil
		}
		if time.Now().After(deadline) {
			said, _ := os.ReadFile(c.directory + "/log")
			return fmt.Errorf("postgres does not start: %s", said)
		}
		time.Sleep(10 * time.Millisecond) // what a killed server left behind is still going away
	}
}

// awaits waits until the server answers, and returns false when it has ended instead.
func (c *cluster) awaits(deadline time.Time) bool {
	for time.Now().Before(deadline) {
		if c.answers() == nil {
			return true
		}
		select {
		case <-c.ended:
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
	return false
}

func (c *cluster) answers() error {
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Ping()
}

// kill ends the server at once, as a power cut would end its processes.
func (c *cluster) kill() error { return c.process.Process.Kill() }

// stop breaks connections off and waits for the server to be done.
func (c *cluster) stop() {
	_ = c.process.Process.Signal(syscall.SIGINT)
	<-c.ended
}

func (c *cluster) url(database string) string {
	return fmt.Sprintf("postgres://parley@127.0.0.1:%d/%s", c.port, database)
}

// database makes an empty database.
func (c *cluster) database(t testing.TB) string {
	db, err := sql.Open("pgx", c.url("postgres"))
	require.NoError(t, err)
	defer db.Close()
	name := fmt.Sprintf("parley_%d", c.databases.Add(1))
	_, err = db.ExecContext(context.Background(), "CREATE DATABASE "+name)
	require.NoError(t, err)
	return c.url(name)
}
