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
// turns, with and without finding the yearly rate. Lines are told by the second and
// by the second of a processor, which busy neighbours slow less.
func BenchmarkBatch(b *testing.B) {
	const quick, slow = 20_000, 1_000
	many, few := batchOf(quick), batchOf(slow)
	rate := known(b, monthlyRequest("12"))
	ways := []struct {
		name  string
		lines float64
		run   func() error
	}{
		{"parley", quick, func() error {
			_, err := batch.Run(context.Background(), strings.NewReader(many), io.Discard, batch.Options{})
			return err
		}},
		{"straightforward", slow, func() error { return straightforwardBatch(strings.NewReader(few), io.Discard, bisected) }},
		{"straightforward-without-rate", quick, func() error { return straightforwardBatch(strings.NewReader(many), io.Discard, rate) }},
	}
	rates, busy := make([][]float64, len(ways)), make([]float64, len(ways))
	for b.Loop() {
		for range turns {
			for i, way := range ways {
				before, start := processorTime(os.Getpid()), time.Now()
				require.NoError(b, way.run())
				rates[i] = append(rates[i], way.lines/time.Since(start).Seconds())
				busy[i] += float64(processorTime(os.Getpid())-before) / way.lines
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, way := range ways {
		slices.Sort(rates[i])
		b.ReportMetric(median(rates[i]), way.name+"-lines-per-second")
		if i > 0 {
			b.ReportMetric(median(rates[0])/median(rates[i]), "of-"+way.name)
			b.ReportMetric(busy[i]/busy[0], "of-"+way.name+"-by-processor")
		}
	}
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
