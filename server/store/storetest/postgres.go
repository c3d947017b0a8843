// Package storetest starts a PostgreSQL for tests.
package storetest

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
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
	"github.com/stretchr/testify/require"
)

// Patience is how long a test waits for another process before it calls it dead.
const Patience = 60 * time.Second

// Cluster is a PostgreSQL of the tests' own, as its package set it up but for its
// port, its directory and who it trusts.
type Cluster struct {
	programs, directory string
	port                int
	as                  *syscall.Credential
	process             *exec.Cmd
	ended               chan struct{}
	databases           atomic.Int64
}

// running is started by the first test that needs it and stopped by Stop.
var running = sync.OnceValues(func() (*Cluster, error) {
	started = &Cluster{programs: os.Getenv("PARLEY_POSTGRES")}
	return started, started.setUp()
})

var started *Cluster

// Server is the cluster; without one the test fails and says what to do.
func Server(t testing.TB) *Cluster {
	t.Helper()
	c, err := running()
	require.NoError(t, err)
	return c
}

func (c *Cluster) setUp() error {
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
	return c.Start()
}

// initialise makes the directory. PostgreSQL refuses to run as root: then it runs
// as the user that its package made.
func (c *Cluster) initialise() (err error) {
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

func (c *Cluster) command(program string, arguments ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(c.programs, program), arguments...)
	command.Dir = c.directory
	command.SysProcAttr = &syscall.SysProcAttr{Credential: c.as}
	return command
}

// Start waits until the server answers: after a crash it first reads its log.
func (c *Cluster) Start(more ...string) error {
	deadline := time.Now().Add(Patience)
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
func (c *Cluster) awaits(deadline time.Time) bool {
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

func (c *Cluster) answers() error {
	db, err := sql.Open("pgx", c.url("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Ping()
}

// Kill ends the server at once, as a power cut would end its processes.
func (c *Cluster) Kill() error { return c.process.Process.Kill() }

// Stop breaks connections off and waits for the server to be done.
func (c *Cluster) Stop() {
	_ = c.process.Process.Signal(syscall.SIGINT)
	<-c.ended
}

func (c *Cluster) url(database string) string {
	return fmt.Sprintf("postgres://parley@127.0.0.1:%d/%s", c.port, database)
}

// Database makes an empty database.
func (c *Cluster) Database(t testing.TB) string {
	db, err := sql.Open("pgx", c.url("postgres"))
	require.NoError(t, err)
	defer db.Close()
	name := fmt.Sprintf("parley_%d", c.databases.Add(1))
	_, err = db.ExecContext(context.Background(), "CREATE DATABASE "+name)
	require.NoError(t, err)
	return c.url(name)
}

// Stop ends the cluster and removes it, if a test needed it: for TestMain, after the tests.
func Stop() {
	if started != nil && started.process != nil {
		started.Stop()
		_ = os.RemoveAll(started.directory)
	}
}
