package portfolio

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// Form is how results are written.
type Form string

const (
	// Lines is a line of JSON for each account, and one for the manifest at the end.
	Lines Form = "ndjson"
	// Table is comma-separated values that spreadsheets read.
	Table Form = "csv"
)

// ErrUnfinished is that results were asked for that are not all there.
var ErrUnfinished = errors.New("the portfolio is not done")

// whole is the manifest with the hash of all lines before it.
type whole struct {
	Manifest
	SHA256 string `json:"sha256"`
}

// Write writes the results of a portfolio that is done, in the order of its file, and
// returns the SHA-256 of what was written before the manifest. Each chunk is compared
// with the manifest; results that are damaged end in an error and without a manifest.
func (b *Book) Write(ctx context.Context, to io.Writer, m *Manifest, form Form) (sum string, err error) {
	if m.State != Done {
		return "", ErrUnfinished
	}
	all := sha256.New()
	out := bufio.NewWriterSize(io.MultiWriter(to, all), 64<<10)
	if form == Table {
		_, _ = out.WriteString(tableHead) // Flush tells of errors
	}
	for i := range m.Chunks {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		if err := b.writeChunk(out, m.ID, &m.Chunks[i], form); err != nil {
			return "", err
		}
	}
	if err := out.Flush(); err != nil {
		return "", err
	}
	sum = hex.EncodeToString(all.Sum(nil))
	if form == Table {
		return sum, nil
	}
	last, err := json.Marshal(map[string]whole{"manifest": {*m, sum}})
	if err == nil {
		_, err = to.Write(append(last, '\n'))
	}
	return sum, err
}

// writeChunk writes the results of a chunk.
func (b *Book) writeChunk(out *bufio.Writer, id string, c *Chunk, form Form) error {
	file, err := os.Open(b.resultsOf(id, c.Number, c.Output))
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	if form == Lines {
		_, err = io.Copy(io.MultiWriter(out, sum), file)
	} else {
		err = writeTable(out, io.TeeReader(file, sum))
	}
	if err == nil && !is(sum, c.Output) {
		err = fmt.Errorf("the results of chunk %d: %w", c.Number, errDamaged)
	}
	return err
}

func is(sum hash.Hash, wanted string) bool { return hex.EncodeToString(sum.Sum(nil)) == wanted }

// writeTable writes lines of results as rows.
func writeTable(out *bufio.Writer, lines io.Reader) error {
	var row, line []byte
	for in := bufio.NewReaderSize(lines, 64<<10); ; {
		piece, err := in.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && len(line) == 0:
			return nil
		case err != nil && err != io.EOF:
			return err
		}
		row = appendTable(row[:0], line)
		if _, err := out.Write(row); err != nil {
			return err
		}
		line = line[:0]
	}
}
