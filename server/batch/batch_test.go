package batch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc"
	"parley/calc/wire"
)

const quote = `{"as_of":"2026-11-23","currency":"CNY","claim":{"components":{"principal":"1000.00"}},` +
	`"terms":{"shape":"level","count":2,"first_due":"2026-12-20","every":{"unit":"month","n":1},"rate":{"value":"0","per":"year"}}}`

// request is a line that has an answer.
func request(reference string) string {
	return `{"ref":"` + reference + `","op":"quote","request":` + quote + "}"
}

// run answers a stream and returns its lines without the summary, and the summary.
func run(t testing.TB, in io.Reader, o Options) (lines []string, summary Summary) {
	var out bytes.Buffer
	returned, err := Run(context.Background(), in, &out, o)
	require.NoError(t, err)
	return parted(t, out.String(), returned)
}

// parted checks the summary of an output against its lines, counted here.
func parted(t testing.TB, out string, returned Summary) ([]string, Summary) {
	lines := strings.SplitAfter(out, "\n")
	require.Empty(t, lines[len(lines)-1], "the last line is whole")
	last := lines[len(lines)-2]
	lines = lines[:len(lines)-2]
	var said struct{ Summary Summary }
	require.NoError(t, json.Unmarshal([]byte(last), &said), last)
	want := Summary{Lines: len(lines), Complete: returned.Complete}
	for _, line := range lines {
		if strings.Contains(line, `"status":200,"answer":`) {
			want.OK++
		} else {
			want.Failed++
		}
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	want.SHA256 = hex.EncodeToString(sum[:])
	require.Equal(t, want, said.Summary)
	require.Equal(t, want, returned)
	return lines, said.Summary
}

// Each line alone, as it should be answered.
func TestLines(t *testing.T) {
	long := `{"ref":"long","op":"quote","request":{"as_of":"` + strings.Repeat("x", wire.MaxDocument) + `"}}`
	problem := func(code, pointer string) string { return `"code":"` + code + `","pointer":"` + pointer + `"` }
	for name, c := range map[string]struct {
		line   string
		status int
		has    string
	}{
		"an answer":               {request("a"), 200, `"ref":"a"`},
		"a carriage return":       {request("a") + "\r", 200, `"ref":"a"`},
		"white space":             {" " + strings.ReplaceAll(request("a"), ":", " : ") + " ", 200, `"ref":"a"`},
		"keys in another order":   {`{"request":{},"op":"packs","ref":"p"}`, 200, `"ref":"p"`},
		"a reference in Chinese":  {request("账户一"), 200, `"ref":"账户一"`},
		"no line":                 {"", 400, problem("json_syntax", "#")},
		"no JSON":                 {"quote", 400, problem("json_syntax", "#")},
		"half a line":             {request("a")[:40], 400, problem("json_syntax", "#/request")},
		"too deep":                {strings.Repeat("[", 40), 400, problem("json_depth", "#"+strings.Repeat("/0", 32))},
		"two documents":           {request("a") + request("b"), 400, problem("json_trailing", "#")},
		"too long":                {long, 413, problem("document_size", "#")},
		"a list":                  {"[]", 422, problem("wrong_type", "#")},
		"no reference":            {`{"op":"packs","request":{}}`, 422, problem("missing_key", "#/ref")},
		"an empty reference":      {`{"ref":"","op":"packs","request":{}}`, 422, problem("text_length", "#/ref")},
		"a long reference":        {request(strings.Repeat("x", 65)), 422, problem("text_length", "#/ref")},
		"no request":              {`{"ref":"a","op":"packs"}`, 422, problem("missing_key", "#/request")},
		"two requests":            {`{"ref":"a","op":"packs","request":{},"request":{}}`, 422, problem("json_duplicate_key", "#/request")},
		"an unknown key":          {`{"ref":"a","op":"packs","request":{},"id":1}`, 422, problem("json_unknown_key", "#/id")},
		"an unknown operation":    {`{"ref":"a","op":"guess","request":{}}`, 404, problem("operation_unknown", "#")},
		"a request that is wrong": {strings.Replace(request("a"), `"count":2`, `"count":0`, 1), 422, problem("number_range", "#/terms/count")},
		"a request that is null":  {`{"ref":"a","op":"packs","request":null}`, 422, problem("null_value", "#")},
	} {
		lines, _ := run(t, strings.NewReader(request("before")+"\n"+c.line+"\n"+request("after")), Options{})
		require.Len(t, lines, 3, name)
		assert.Contains(t, lines[1], fmt.Sprintf(`"status":%d,`, c.status), name)
		assert.Contains(t, lines[1], c.has, name)
		assert.True(t, json.Valid([]byte(lines[1])), name)
		answer := string(calc.Do("quote", []byte(quote)).Body)
		assert.Equal(t, `{"line":1,"ref":"before","status":200,"answer":`+answer+"}\n", lines[0], name)
		assert.Equal(t, `{"line":3,"ref":"after","status":200,"answer":`+answer+"}\n", lines[2], name)
	}
}

// A stream in any pieces and by any number of workers gives what a plain loop over
// its lines gives.
func TestOrderIsKept(t *testing.T) {
	kinds := []string{request("a"), request("b"), "", "no JSON", `{"ref":"p","op":"packs","request":{}}`,
		strings.Replace(request("z"), `"count":2`, `"count":600`, 1), `{"op":"quote"` + strings.Repeat(" ", 5000)}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom(kinds), 0, 100).Draw(t, "lines")
		from := rapid.IntRange(0, 30).Draw(t, "from")
		var want strings.Builder
		for i, line := range lines {
			if i+1 >= from {
				g := group{}
				g.answerLine(i+1, []byte(line), calc.DoIn)
				want.Write(g.out)
			}
		}
		text := strings.Join(lines, "\n")
		if len(lines) > 0 && (rapid.Bool().Draw(t, "ended") || lines[len(lines)-1] == "") {
			text += "\n"
		}
		in := io.Reader(strings.NewReader(text))
		switch rapid.IntRange(0, 2).Draw(t, "pieces") {
		case 1:
			in = iotest.HalfReader(in)
		case 2:
			in = iotest.DataErrReader(in)
		}
		var out bytes.Buffer
		returned, err := Run(context.Background(), in, &out,
			Options{Workers: rapid.IntRange(0, 5).Draw(t, "workers"), FromLine: from})
		require.NoError(t, err)
		text = out.String()
		require.True(t, strings.HasPrefix(text, want.String()))
		rest := text[want.Len():]
		require.Equal(t, 1, strings.Count(rest, "\n"))
		require.Contains(t, rest, fmt.Sprintf(`{"summary":{"lines":%d,`, max(len(lines)-max(from, 1)+1, 0)))
		require.True(t, returned.Complete)
	})
}

// Going on from a line gives what is missing, byte for byte.
func TestFromLine(t *testing.T) {
	var text strings.Builder
	for i := range 100 {
		text.WriteString(request(fmt.Sprint("r", i)) + "\n")
	}
	all, _ := run(t, strings.NewReader(text.String()), Options{})
	rest, summary := run(t, strings.NewReader(text.String()), Options{FromLine: 38})
	assert.Equal(t, all[37:], rest)
	assert.Equal(t, 63, summary.Lines)
	none, _ := run(t, strings.NewReader(text.String()), Options{FromLine: 101})
	assert.Empty(t, none)
}

// Who sends a line gets its answer before they send the next.
func TestAnswersDoNotWaitForMore(t *testing.T) {
	client, in := io.Pipe()
	from, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := Run(context.Background(), client, out, Options{})
		ended <- err
	}()
	answers := bufio.NewReader(from)
	for i := range 3 {
		_, err := io.WriteString(in, request(fmt.Sprint("r", i))+"\n")
		require.NoError(t, err)
		answer, err := answers.ReadString('\n')
		require.NoError(t, err)
		assert.Contains(t, answer, fmt.Sprintf(`"ref":"r%d"`, i))
	}
	in.Close()
	summary, err := answers.ReadString('\n')
	require.NoError(t, err)
	assert.Contains(t, summary, `"lines":3`)
	require.NoError(t, <-ended)
}

// endless is a client that sends lines for ever and counts their bytes.
type endless struct{ sent atomic.Int64 }

func (e *endless) Read(into []byte) (int, error) {
	n := 0
	for line := request("r") + "\n"; n+len(line) <= len(into); {
		n += copy(into[n:], line)
	}
	e.sent.Add(int64(n))
	return n, nil
}

// stuck is a client that takes nothing.
type stuck struct{ release chan struct{} }

func (s stuck) Write(p []byte) (int, error) {
	<-s.release
	return 0, errors.New("gone")
}

// What is not taken is not answered, and what is not answered is not read.
func TestBackPressure(t *testing.T) {
	const workers = 2
	const most = groupBytes + (groupsEach*workers+1)*(groupBytes+groupBytes)
	client, end := &endless{}, stuck{make(chan struct{})}
	ended := make(chan error, 1)
	go func() {
		_, err := Run(context.Background(), client, end, Options{Workers: workers})
		ended <- err
	}()
	for last := int64(-1); client.sent.Load() != last; { // until it reads no more
		last = client.sent.Load()
		time.Sleep(50 * time.Millisecond)
	}
	assert.LessOrEqual(t, client.sent.Load(), int64(most))
	assert.Empty(t, ended)
	close(end.release)
	assert.ErrorContains(t, <-ended, "gone")
}

// A stream that is stopped answers what it has read, and says that it is not all.
func TestStop(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	var out bytes.Buffer
	progress := 0
	summary, err := Run(ctx, &endless{}, &out, Options{Progress: func(lines int) {
		if progress = lines; lines > 100 {
			stop()
		}
	}})
	assert.ErrorIs(t, err, context.Canceled)
	lines, summary := parted(t, out.String(), summary)
	assert.False(t, summary.Complete)
	assert.Equal(t, progress, summary.Lines)
	assert.Contains(t, lines[len(lines)-1], fmt.Sprintf(`{"line":%d,`, summary.Lines), "which is where to go on")
}

// A client that breaks off in the middle of a line gets the answers to those before.
func TestBrokenStream(t *testing.T) {
	broken := io.MultiReader(strings.NewReader(request("a")+"\n"+request("b")[:50]), iotest.ErrReader(errors.New("reset")))
	var out bytes.Buffer
	summary, err := Run(context.Background(), broken, &out, Options{})
	assert.ErrorContains(t, err, "reset")
	lines, summary := parted(t, out.String(), summary)
	assert.Len(t, lines, 1)
	assert.False(t, summary.Complete)
}

func TestPanicSpoilsOneLine(t *testing.T) {
	g := group{}
	g.answerLine(7, []byte(request("a")), func([]byte, string, []byte) calc.Reply { panic("a debt of 1000.00") })
	assert.Equal(t, `{"line":7,"ref":"a","status":500,"problems":[{"code":"internal","pointer":"#",`+
		`"detail":"something went wrong here, not in the request"}]}`+"\n", string(g.out))
	assert.Zero(t, g.ok)
}

// Answers are sent on every 64 lines, and each group's work is told once.
func TestFlushAndSpending(t *testing.T) {
	lines, flushed, spent, answered := 1000, 0, int64(0), 0
	run(t, strings.NewReader(strings.Repeat(request("r")+"\n", lines)), Options{
		Flush:    func() error { flushed++; return nil },
		Spent:    func(_ context.Context, units int64) { spent += units },
		Progress: func(lines int) { answered = lines },
	})
	assert.GreaterOrEqual(t, flushed, lines/(flushLines+groupLines))
	assert.Equal(t, lines, answered)
	assert.Equal(t, int64(lines), spent, "a KiB each: %d + %d bytes", len(request("r")), len(calc.Do("quote", []byte(quote)).Body))
}

// Whatever is sent, each line is answered by one line of JSON.
func FuzzStream(f *testing.F) {
	f.Add([]byte(request("a")+"\n\n{}\n"), uint8(2))
	f.Add([]byte(`{"ref":"\u2028","op":"packs","request":{}}`), uint8(1))
	f.Fuzz(func(t *testing.T, text []byte, workers uint8) {
		want := bytes.Count(text, []byte("\n"))
		if len(text) > 0 && text[len(text)-1] != '\n' {
			want++
		}
		lines, summary := run(t, bytes.NewReader(text), Options{Workers: int(workers % 4)})
		require.Len(t, lines, want)
		require.True(t, summary.Complete)
		for i, line := range lines {
			var answer struct{ Line, Status int }
			require.NoError(t, json.Unmarshal([]byte(line), &answer), line)
			require.Equal(t, i+1, answer.Line)
		}
	})
}
