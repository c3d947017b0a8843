package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// siege is how many clients of each kind misbehave at a time.
type siege struct{ idle, slow, oversized int }

// stage is how the server stands in one stage of a siege.
type stage struct {
	name       string
	p99        time.Duration // of eight healthy clients who ask some 400 times a second together
	resident   int64         // bytes
	goroutines int64
}

// besiege lets the clients come one kind after the other, while others ask as usual,
// and returns how the server stood: alone, with each kind, and when all are gone.
// Those who misbehave are a process of their own, so that they take nothing from
// those who are measured but the server.
func besiege(t testing.TB, size siege) (stages []stage) {
	address, admin, _ := startBenchServer(t)
	healthy := connect(t, address, 8)
	look := func(name string) {
		took := healthy.ask(t, rivals[0], 2*time.Second, 16*time.Millisecond)
		slices.Sort(took)
		stages = append(stages, stage{name, took[len(took)*99/100], counted(t, admin, "process_resident_memory_bytes"), counted(t, admin, "go_goroutines")})
	}
	look("alone")
	look("alone") // the first one warms up
	goAway := attack(t, address, "idle", size.idle)
	look("idle")
	wait := attack(t, address, "slow", size.slow)
	look("slow")
	wait()
	wait = attack(t, address, "oversized", size.oversized)
	look("oversized")
	wait()
	goAway()
	require.Eventually(t, func() bool { return counted(t, admin, "parley_connections") <= int64(len(healthy)) }, patience, 50*time.Millisecond)
	look("after")
	return stages[1:]
}

// attackOf tells a process whom it attacks, how, and how often at a time.
const attackOf = "PARLEY_BENCH_ATTACK"

// attack starts the process and returns when the clients have come. What it returns
// waits until they are cut off or refused; idle ones are told to go.
func attack(t testing.TB, address, kind string, count int) (wait func()) {
	attackers := exec.Command(os.Args[0], "-test.run", "^TestAttackers$")
	attackers.Env = append(os.Environ(), fmt.Sprint(attackOf, "=", address, " ", kind, " ", count))
	input, err := attackers.StdinPipe()
	require.NoError(t, err)
	output, err := attackers.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, attackers.Start())
	said := bufio.NewReader(output)
	line, err := said.ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "here\n", line)
	return func() {
		input.Close()
		rest, _ := io.ReadAll(said)
		require.NoError(t, attackers.Wait(), string(rest))
	}
}

// TestAttackers is that process. Without a target it attacks a server of its own.
func TestAttackers(t *testing.T) {
	address, kind, count := "", "oversized", 4
	if n, _ := fmt.Sscan(os.Getenv(attackOf), &address, &kind, &count); n == 0 {
		address = listen(t, door(t, io.Discard))
	}
	var all sync.WaitGroup
	var refused atomic.Int64
	for i := range count {
		connection, err := net.Dial("tcp", address)
		require.NoError(t, err)
		defer connection.Close()
		switch kind {
		case "idle":
			fmt.Fprint(connection, "GET /healthz HTTP/1.1\r\nHost: parley\r\n\r\n")
			_, err = http.ReadResponse(bufio.NewReader(connection), nil)
			require.NoError(t, err)
		case "slow":
			all.Go(func() { drip(t, connection) })
		case "oversized":
			all.Go(func() {
				if overfill(t, connection, i%2 == 0) {
					refused.Add(1)
				}
			})
		}
	}
	fmt.Println("here")
	if kind == "idle" {
		_, _ = io.Copy(io.Discard, os.Stdin)
	}
	all.Wait()
	assert.Equal(t, kind == "oversized", refused.Load() > 0)
}

// drip sends a head byte for byte until it is cut off, which happens in good time.
func drip(t testing.TB, connection net.Conn) {
	start := time.Now()
	for err := error(nil); err == nil; time.Sleep(time.Second) {
		if time.Since(start) > patience {
			t.Error("a slow client is not cut off")
			return
		}
		_, err = io.WriteString(connection, "x")
	}
}

// overfill sends 64 MiB, announced or not, and tells whether it heard that this is
// too much; the end of the connection may come first.
func overfill(t testing.TB, connection net.Conn, announced bool) bool {
	_ = connection.(*net.TCPConn).SetWriteBuffer(1 << 16) // a line holds little that is not taken
	go func() {
		piece, head := strings.Repeat("[", 1<<16), "Content-Length: 67108864"
		if !announced {
			piece, head = "10000\r\n"+piece+"\r\n", "Transfer-Encoding: chunked"
		}
		_, err := io.WriteString(connection, post(head))
		for range 1024 {
			if err != nil {
				return
			}
			_, err = io.WriteString(connection, piece)
		}
	}()
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		return false
	}
	// Too many long bodies at a time are told to come back: 503.
	assert.Contains(t, []int{http.StatusRequestEntityTooLarge, http.StatusServiceUnavailable}, answer.StatusCode)
	return true
}

// counted is what the operator reads of one count.
func counted(t testing.TB, admin, name string) int64 {
	answer, err := http.Get("http://" + admin + "/metrics")
	require.NoError(t, err)
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		if value, is := strings.CutPrefix(lines.Text(), name+" "); is {
			number, err := strconv.ParseFloat(value, 64)
			require.NoError(t, err)
			return int64(number)
		}
	}
	require.Fail(t, "no count", name)
	return 0
}

// Clients that wait, dawdle or send too much cost little and leave nothing behind.
// The numbers that matter are those of BenchmarkSiege.
func TestSiege(t *testing.T) {
	size := siege{idle: 1000, slow: 200, oversized: 100}
	if testing.Short() {
		size = siege{idle: 50, slow: 20, oversized: 10}
	}
	stages := besiege(t, size)
	alone, after := stages[0], stages[len(stages)-1]
	for _, stage := range stages {
		assert.Less(t, stage.resident-alone.resident, int64(200<<20), stage.name)
	}
	assert.LessOrEqual(t, after.goroutines, alone.goroutines+2, "goroutines are counted back, save for those of this look")
}

// BenchmarkSiege reports how a healthy client fares beside 10,000 idle connections,
// 5,000 clients that send their heads byte for byte, and 1,000 of 64 MiB.
func BenchmarkSiege(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	for b.Loop() {
		stages := besiege(b, siege{idle: 10_000, slow: 5_000, oversized: 1_000})
		for _, stage := range stages {
			b.ReportMetric(stage.p99.Seconds()*1000, stage.name+"-p99-ms")
			b.ReportMetric(float64(stage.p99)/float64(stages[0].p99), stage.name+"-of-alone")
			b.ReportMetric(float64(stage.resident>>20), stage.name+"-MiB")
			b.ReportMetric(float64(stage.goroutines), stage.name+"-goroutines")
		}
	}
}
