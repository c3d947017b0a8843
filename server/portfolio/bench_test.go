package portfolio_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"parley/server/batch"
	"parley/server/portfolio"
	"parley/server/store/storetest"
)

// BenchmarkPortfolio prices accounts on PostgreSQL by 1, 2 and 4 processes that work on
// a chunk at a time, and in turns has the plain filter answer the same questions with
// one worker and with as many as there are processors. The ratio to the latter is what
// durability and coordination cost.
func BenchmarkPortfolio(b *testing.B) {
	const count, each = 8_000, 1_000
	file := questions(b, count)
	place, directory := storetest.Server(b).Database(b), b.TempDir()
	book := open(b, place, directory, portfolio.Options{Chunk: each})
	none, _, _ := portfolio.ReadTerms([]byte("{}"))
	rates := map[string][]float64{}
	taken := 0
	for b.Loop() {
		for _, workers := range []int{1, 0} {
			start := time.Now()
			_, err := batch.Run(b.Context(), strings.NewReader(file), io.Discard, batch.Options{Workers: workers})
			require.NoError(b, err)
			name := []string{"all", "1"}[workers] + "-filter"
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
			dismiss()
			name := fmt.Sprint(workers, "-workers")
			rates[name] = append(rates[name], count/took.Seconds())
		}
	}
	b.ReportMetric(0, "ns/op")
	median := func(name string) float64 { slices.Sort(rates[name]); return rates[name][len(rates[name])/2] }
	for name := range rates {
		b.ReportMetric(median(name), "accounts/s-"+name)
		if strings.HasSuffix(name, "workers") {
			b.ReportMetric(median(name)/median("all-filter"), "of-filter-"+name)
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

// hire starts workers and waits until they are ready.
func hire(b *testing.B, place, directory string, count int) (dismiss func()) {
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
	return func() {
		for _, worker := range crew {
			_ = worker.Process.Kill()
			_ = worker.Wait()
		}
	}
}
