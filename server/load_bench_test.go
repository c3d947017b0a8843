package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// benchAddress tells a process that it is the server of a benchmark.
const benchAddress = "PARLEY_BENCH_ADDR"

const (
	clients = 32          // connections that ask one after the other
	turn    = time.Second // how long each rival is asked at a time
	turns   = 3           // how often; the medians count
	warmUp  = turn / 4    // before the first turn
)

// TestBenchServer answers on the two addresses in the environment, the second for
// the operator, until its input ends, and checks that it can answer. Those who
// measure it start it as a process of its own.
func TestBenchServer(t *testing.T) {
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(t, err)
	defer null.Close()
	s := newDoor(t, null) // the log is written, to nowhere
	handler := withRivals(t, s.routes())
	public, admin, asked := strings.Cut(os.Getenv(benchAddress), ",")
	if !asked {
		require.Equal(t, http.StatusOK, ask(handler, "POST", rivals[0], monthlyRequest("60")).Code)
		return
	}
	listener, err := net.Listen("tcp", public)
	require.NoError(t, err)
	operator, err := s.openAdmin(admin)
	require.NoError(t, err)
	defer operator.Close()
	server := newServer(handler, s.log)
	server.ConnState = s.counts.connected
	ballast := newBallast()
	defer runtime.KeepAlive(ballast)
	go func() { _ = server.Serve(wholeAnswers{listener}) }()
	_, _ = io.Copy(io.Discard, os.Stdin)
	server.Close()
}

// BenchmarkLoad asks for a plan of 60 rows over loopback with many connections at a
// time, and its rivals in turns: Parley; the same bytes ready-made in the same
// server, behind all that Parley does for every request (its id, the line in the log,
// the counts, the headers, the permission); the same in a bare gin, which does none
// of that; and the straightforward way in a bare gin, with and without finding the
// yearly rate. All are behind the same limits of time of one http.Server. Only Parley
// takes a digest of its answer, and sends it in one piece. The server has a core of
// its own, and so has this process where the Makefile starts it.
func BenchmarkLoad(b *testing.B) {
	address, _, process := startBenchServer(b)
	poller := poll(b, address, clients)
	rates, times := map[string][]float64{}, map[string][]time.Duration{}
	busy := map[string]float64{}
	for b.Loop() {
		for i := range turns + 1 {
			for _, rival := range rivals {
				length := turn
				if i == 0 {
					length = warmUp
				}
				before := processorTime(process)
				start := time.Now()
				took := poller.ask(b, rival, length)
				if i > 0 {
					rates[rival] = append(rates[rival], float64(len(took))/time.Since(start).Seconds())
					times[rival] = append(times[rival], took...)
					busy[rival] += float64(processorTime(process)-before) / float64(len(took)) / turns
				}
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	for _, rival := range rivals {
		slices.Sort(rates[rival])
		slices.Sort(times[rival])
		name := strings.TrimPrefix(strings.TrimPrefix(rival, "/v1"), "/")
		b.ReportMetric(median(rates[rival]), name+"-per-second")
		b.ReportMetric(times[rival][len(times[rival])*99/100].Seconds()*1000, name+"-p99-ms")
		b.ReportMetric(busy[rival]/1000, name+"-processor-us")
		if rival != rivals[0] {
			b.ReportMetric(median(rates[rivals[0]])/median(rates[rival]), "of-"+name)
			b.ReportMetric(busy[rival]/busy[rivals[0]], "of-"+name+"-by-processor")
		}
	}
}

func median(sorted []float64) float64 { return sorted[len(sorted)/2] }

// startBenchServer starts this test as a server, alone on the first core where that
// can be asked for, and with one thread at a time. It returns its address and that
// for the operator.
func startBenchServer(t testing.TB) (address, admin string, process int) {
	address, admin = freeAddress(t), freeAddress(t)
	command := []string{os.Args[0], "-test.run", "^TestBenchServer$"}
	if taskset, err := exec.LookPath("taskset"); err == nil {
		command = append([]string{taskset, "-c", "0"}, command...)
	}
	server := exec.Command(command[0], command[1:]...)
	server.Env = append(os.Environ(), benchAddress+"="+address+","+admin, "GOMAXPROCS=1")
	input, err := server.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, server.Start())
	t.Cleanup(func() {
		input.Close()
		_ = server.Wait()
	})
	require.Eventually(t, func() bool {
		answer, err := http.Get("http://" + address + "/healthz")
		if err == nil {
			answer.Body.Close()
		}
		return err == nil
	}, patience, 10*time.Millisecond)
	return address, admin, server.Process.Pid
}

// freeAddress is one that nobody listens on.
func freeAddress(t testing.TB) string {
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, probe.Close())
	return probe.Addr().String()
}

// processorTime is the time that a process has computed, in nanoseconds, and zero
// where the system does not tell.
func processorTime(process int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')'):]))
	user, _ := strconv.ParseInt(fields[12], 10, 64)
	system, _ := strconv.ParseInt(fields[13], 10, 64)
	return (user + system) * int64(10*time.Millisecond) // in hundredths of a second on Linux
}

// pool is the connections that a benchmark asks over.
type pool []*bufio.ReadWriter

func connect(b testing.TB, address string, count int) (p pool) {
	for range count {
		connection, err := net.Dial("tcp", address)
		require.NoError(b, err)
		b.Cleanup(func() { connection.Close() })
		p = append(p, bufio.NewReadWriter(bufio.NewReaderSize(connection, 16<<10), bufio.NewWriter(connection)))
	}
	return p
}

// ask sends the request over every connection, again a pause after it is answered,
// for some time, and returns how long each answer took.
func (p pool) ask(b testing.TB, path string, length, pause time.Duration) []time.Duration {
	body := monthlyRequest("60")
	request := fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: parley\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", path, len(body), body)
	all := make([][]time.Duration, len(p))
	end := time.Now().Add(length)
	var asking sync.WaitGroup
	for i, connection := range p {
		asking.Go(func() {
			for start := time.Now(); start.Before(end); start = time.Now() {
				if err := exchange(connection, request); err != nil {
					b.Error(err)
					return
				}
				all[i] = append(all[i], time.Since(start))
				if pause > 0 {
					time.Sleep(pause)
				}
			}
		})
	}
	asking.Wait()
	return slices.Concat(all...)
}

// exchange sends a request and reads its answer, and does no more than that: the
// other side is what is measured.
func exchange(connection *bufio.ReadWriter, request []byte) error {
	_, _ = connection.Write(request)
	if err := connection.Flush(); err != nil {
		return err
	}
	length := 0
	for first := true; ; first = false {
		line, err := connection.ReadSlice('\n')
		if err != nil {
			return err
		}
		if first && !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
			return fmt.Errorf("answered %s", line)
		}
		if value, is := bytes.CutPrefix(line, []byte("Content-Length: ")); is {
			length, _ = strconv.Atoi(string(bytes.TrimSpace(value)))
		}
		if len(line) == 2 {
			break
		}
	}
	if length == 0 {
		return fmt.Errorf("the answer has no length")
	}
	_, err := connection.Discard(length)
	return err
}
