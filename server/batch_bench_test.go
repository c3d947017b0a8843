package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/batch"
)

// batchLine asks for a plan of 12 rows.
func batchLine(number int) string {
	return fmt.Sprintf(`{"ref":"account-%d","op":"quote","request":%s}`, number, monthlyRequest("12")) + "\n"
}

// batchOf is so many lines.
func batchOf(count int) string {
	var text strings.Builder
	for i := range count {
		text.WriteString(batchLine(i + 1))
	}
	return text.String()
}

// straightforwardBatch answers lines in order with a worker for each processor.
func straightforwardBatch(in io.Reader, out io.Writer, yearly func(decimal.Decimal, []decimal.Decimal) decimal.Decimal) error {
	type answer struct {
		Line   int             `json:"line"`
		Ref    string          `json:"ref"`
		Status int             `json:"status"`
		Answer json.RawMessage `json:"answer"`
	}
	waiting := make(chan chan []byte, 64)
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	go func() {
		defer close(waiting)
		lines := bufio.NewScanner(in)
		for number := 1; lines.Scan(); number++ {
			text, done := slices.Clone(lines.Bytes()), make(chan []byte, 1)
			places <- struct{}{}
			waiting <- done
			go func() {
				defer func() { <-places }()
				var line struct {
					Ref     string
					Op      string
					Request json.RawMessage
				}
				err := json.Unmarshal(text, &line)
				var body []byte
				if err == nil {
					body, err = straightforward(line.Request, yearly)
				}
				if err == nil {
					body, err = json.Marshal(answer{number, line.Ref, 200, body})
				}
				if err != nil {
					panic(err)
				}
				done <- append(body, '\n')
			}()
		}
	}()
	for done := range waiting {
		if _, err := out.Write(<-done); err != nil {
			return err
		}
	}
	return nil
}

func TestBatchRivalAnswersTheSame(t *testing.T) {
	text := batchOf(100)
	var want, got bytes.Buffer
	_, err := batch.Run(context.Background(), strings.NewReader(text), &want, batch.Options{})
	require.NoError(t, err)
	require.NoError(t, straightforwardBatch(strings.NewReader(text), &got, bisected))
	assert.Equal(t, want.String()[:got.Len()], got.String())
	assert.Equal(t, 1, strings.Count(want.String()[got.Len():], "\n"), "the summary is left")
}

// BenchmarkBatch answers plans of 12 rows in a stream, and the straightforward way in
// turns, with and without finding the yearly rate.
func BenchmarkBatch(b *testing.B) {
	const quick, slow = 20_000, 1_000
	many, few := batchOf(quick), batchOf(slow)
	rate := known(b, monthlyRequest("12"))
	var own, full, rows []float64
	for b.Loop() {
		for range turns {
			own = append(own, quick/timed(func() {
				_, err := batch.Run(context.Background(), strings.NewReader(many), io.Discard, batch.Options{})
				require.NoError(b, err)
			}))
			full = append(full, slow/timed(func() { require.NoError(b, straightforwardBatch(strings.NewReader(few), io.Discard, bisected)) }))
			rows = append(rows, quick/timed(func() { require.NoError(b, straightforwardBatch(strings.NewReader(many), io.Discard, rate)) }))
		}
	}
	slices.Sort(own)
	slices.Sort(full)
	slices.Sort(rows)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(own), "lines-per-second")
	b.ReportMetric(median(full), "straightforward-per-second")
	b.ReportMetric(median(rows), "straightforward-without-rate-per-second")
	b.ReportMetric(median(own)/median(full), "of-straightforward")
	b.ReportMetric(median(own)/median(rows), "of-straightforward-without-rate")
}

// timed is how many seconds something takes.
func timed(something func()) float64 {
	start := time.Now()
	something()
	return time.Since(start).Seconds()
}

// BenchmarkBatchMemory runs the program on batches of three lengths and reports the
// most memory that was resident, its own text included.
func BenchmarkBatchMemory(b *testing.B) {
	program := filepath.Join(b.TempDir(), "parley")
	output, err := exec.Command("go", "build", "-trimpath", "-o", program, ".").CombinedOutput()
	require.NoError(b, err, string(output))
	b.ReportMetric(0, "ns/op")
	for b.Loop() {
		for _, count := range []int{1_000, 30_000, 1_000_000} {
			b.ReportMetric(float64(residentMiB(b, program, count)), fmt.Sprintf("MiB-at-%d-lines", count))
		}
	}
}

func residentMiB(b *testing.B, program string, count int) int64 {
	run := exec.Command(program, "batch")
	input, err := run.StdinPipe()
	require.NoError(b, err)
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	require.NoError(b, err)
	defer null.Close()
	run.Stdout = null
	require.NoError(b, run.Start())
	lines := bufio.NewWriter(input)
	for i := range count {
		_, err := lines.WriteString(batchLine(i + 1))
		require.NoError(b, err)
	}
	require.NoError(b, lines.Flush())
	require.NoError(b, input.Close())
	require.NoError(b, run.Wait())
	return run.ProcessState.SysUsage().(*syscall.Rusage).Maxrss / 1024 // in KiB on Linux
}
