package portfolio

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"strconv"

	"parley/server/durable"
)

// chunkBytes is when a chunk is full before it has all its accounts: a worker reads
// its rows at once.
const chunkBytes = 16 << 20

// chunkName begins the names of a chunk's files.
func chunkName(chunk int) string { return fmt.Sprintf("%06d", chunk) }

// rowsOf and resultsOf are where the files of a chunk are.
func (b *Book) rowsOf(id string, chunk int) string {
	return filepath.Join(b.directory, id, "in", chunkName(chunk))
}

func (b *Book) resultsOf(id string, chunk int, hash string) string {
	return filepath.Join(b.directory, id, "out", chunkName(chunk)+"-"+hash[:16]+".ndjson")
}

// unfinished ends the names of files and directories that nobody has vouched for.
const unfinished = ".part"

// shard is a file that is written and hashed.
type shard struct {
	file *os.File
	text *bufio.Writer
	sum  hash.Hash
	size int
}

// newShard begins a file beside the places of whole ones.
func newShard(directory, pattern string) (*shard, error) {
	file, err := os.CreateTemp(directory, pattern+"-*"+unfinished)
	if err != nil {
		return nil, err
	}
	return &shard{file: file, text: bufio.NewWriterSize(file, 64<<10), sum: sha256.New()}, nil
}

func (s *shard) Write(piece []byte) (int, error) {
	s.sum.Write(piece)
	s.size += len(piece)
	return s.text.Write(piece)
}

// hash is of everything that was written, in hexadecimal.
func (s *shard) hash() string { return hex.EncodeToString(s.sum.Sum(nil)) }

// place makes the file durable under its name, which others see only then.
func (s *shard) place(name string) error {
	if err := s.text.Flush(); err != nil {
		s.drop()
		return err
	}
	return durable.Place(s.file, name)
}

// drop gives the file up.
func (s *shard) drop() { durable.Drop(s.file) }

// cutter cuts rows into chunks.
type cutter struct {
	directory string // of the rows
	most      int    // accounts in a chunk
	current   *shard
	chunks    []Chunk
	accounts  int
}

// take adds a row, to a new chunk when the last one is full.
func (c *cutter) take(line int, row []byte) (err error) {
	if c.current != nil {
		if last := &c.chunks[len(c.chunks)-1]; last.Accounts >= c.most || c.current.size >= chunkBytes {
			if err := c.finish(); err != nil {
				return err
			}
		}
	}
	if c.current == nil {
		if c.current, err = newShard(c.directory, "rows"); err != nil {
			return err
		}
		c.chunks = append(c.chunks, Chunk{Number: len(c.chunks) + 1, First: line, State: waiting})
	}
	last := &c.chunks[len(c.chunks)-1]
	last.Accounts, last.Last, c.accounts = last.Accounts+1, line, c.accounts+1
	text := append(strconv.AppendInt(make([]byte, 0, len(row)+24), int64(line), 10), '\t')
	_, err = c.current.Write(append(append(text, row...), '\n'))
	return err
}

// finish ends the last chunk.
func (c *cutter) finish() error {
	if c.current == nil {
		return nil
	}
	last := &c.chunks[len(c.chunks)-1]
	last.Input = c.current.hash()
	err := c.current.place(filepath.Join(c.directory, chunkName(last.Number)))
	c.current = nil
	return err
}
