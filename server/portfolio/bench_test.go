package portfolio_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/batch"
	"parley/server/portfolio"
	"parley/server/store/storetest"
)

// BenchmarkPortfolio prices accounts on PostgreSQL by 1, 2 and 4 processes that work on
// a chunk at a time, and in turns has the plain filter answer the same questions with
// one worker and with as many as there are processors. What durability and coordination
// cost shows in the time of the processor, which busy neighbours leave alone.
func BenchmarkPortfolio(b *testing.B) {
	const count, each = 8_000, 1_000
	file := questions(b, count)
	place, directory := storetest.Server(b).Database(b), b.TempDir()
	book := open(b, place, directory, portfolio.Options{Chunk: each})
	none, _, _ := portfolio.ReadTerms([]byte("{}"))
	rates, busy := map[string][]float64{}, map[string]time.Duration{}
	taken := 0
	for b.Loop() {
		for _, workers := range []int{1, 0} {
			out, err := os.Create(filepath.Join(directory, "filtered"))
			require.NoError(b, err)
			start, before := time.Now(), ownTime(b)
			_, err = batch.Run(b.Context(), strings.NewReader(file), out, batch.Options{Workers: workers})
			require.NoError(b, err)
			name := []string{"all", "1"}[workers] + "-filter"
			busy[name] += ownTime(b) - before
			require.NoError(b, out.Close())
			rates[name] = append(rates[name], count/time.Since(start).Seconds())
		}
		for _, workers := range []int{1, 2, 4} {
			dismiss := hire(b, place, directory, workers)
			taken++
			id, _, err := book.Take(b.Context(), &portfolio.Order{Tenant: "a", Key: fmt.Sprint(taken), Terms: none, At: noon}, strings.NewReader(file))
			require.NoError(b, err)
			start := time.Now()
			m := finished(b, book, "a", id)
			took := time.Since(start)
			require.Equal(b, count, m.OK)
			name := fmt.Sprint(workers, "-workers")
			busy[name] += dismiss()
			rates[name] = append(rates[name], count/took.Seconds())
		}
	}
	b.ReportMetric(0, "ns/op")
	median := func(name string) float64 { slices.Sort(rates[name]); return rates[name][len(rates[name])/2] }
	for name := range rates {
		b.ReportMetric(median(name), "accounts/s-"+name)
		if strings.HasSuffix(name, "workers") {
			b.ReportMetric(median(name)/median("all-filter"), "of-filter-"+name)
			b.ReportMetric(float64(busy[name])/float64(busy["all-filter"]), "processor-of-filter-"+name)
		}
	}
}

// questions are so many lines, each a negotiation of an account of its own.
func questions(b *testing.B, count int) string {
	b.Helper()
	var lines strings.Builder
	var shared map[string]json.RawMessage
	require.NoError(b, json.Unmarshal([]byte(read(b, "terms.json")), &shared))
	for i := range count {
		fmt.Fprintf(&lines, `{"ref":"%d","op":"negotiate","request":{"view":"creditor","as_of":%s,"currency":%s,"pack":%s,"mandate":%s,`+
			`"claim":{"components":{"principal":"%d.00","interest":"800.00"},"oldest_due":"2026-07-05"},"budget":{"per_period":"1500.00","payday":10}}}`+"\n",
			i, shared["as_of"], shared["currency"], shared["pack"], shared["mandate"], 10_000+i)
	}
	return lines.String()
}

// ownTime is how long processors have worked for this process.
func ownTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// hire starts workers and waits until they are ready. Dismissed, they tell how long
// processors have worked for them, their start included.
func hire(b *testing.B, place, directory string, count int) (dismiss func() time.Duration) {
	b.Helper()
	var crew []*exec.Cmd
	for range count {
		worker := exec.Command(os.Args[0])
		worker.Env = append(os.Environ(), workOn+"="+place, workIn+"="+directory, workWith+"=")
		said, err := worker.StdoutPipe()
		require.NoError(b, err)
		require.NoError(b, worker.Start())
		crew = append(crew, worker)
		line, err := bufio.NewReader(said).ReadString('\n')
		require.NoError(b, err)
		require.Equal(b, "ready\n", line)
	}
	return func() (used time.Duration) {
		for _, worker := range crew {
			_ = worker.Process.Kill()
			_ = worker.Wait()
			used += worker.ProcessState.UserTime() + worker.ProcessState.SystemTime()
		}
		return used
	}
}
