package access

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"parley/server/durable"
)

// File is the file that keys are kept in, a line of JSON for each. Several
// processes may use it: the server sees what the command line changed.
type File struct {
	path   string
	pepper []byte

	mutex sync.Mutex
	keys  map[string]Key // by id, as read when the file was as in seen
	seen  fs.FileInfo
}

// NewFile names the file and the pepper that its hashes are taken under: a secret
// that is kept elsewhere, so that the file alone helps nobody; it may be empty.
func NewFile(path, pepper string) *File { return &File{path: path, pepper: []byte(pepper)} }

// Create makes a key for a partner and returns it. It is told this once: what is
// kept cannot be turned back into it.
func (f *File) Create(partner string, scopes []string, now time.Time) (secret string, err error) {
	err = f.change(func(keys []Key) ([]Key, error) {
		key, made, err := issue(keys, partner, scopes, f.pepper, now)
		secret = made
		return append(keys, key), err
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

// Revoke ends a key, from the next request on. Revoking it again changes nothing.
func (f *File) Revoke(id string, now time.Time) error {
	return f.change(func(keys []Key) ([]Key, error) {
		for i := range keys {
			if keys[i].ID == id {
				if keys[i].Active() {
					keys[i].Revoked = now.UTC().Truncate(time.Second)
				}
				return keys, nil
			}
		}
		return nil, fmt.Errorf("there is no key %q", id)
	})
}

// List returns every key in the order in which they were made, none when there is
// no file yet.
func (f *File) List() ([]Key, error) {
	text, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return parse(text)
}

// Find returns whose key it is: ErrRefused of one that does not work here, and
// ErrUnavailable when the file cannot be read.
func (f *File) Find(secret string) (Caller, error) {
	keys, err := f.current()
	if err != nil {
		return Caller{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return find(keys, secret, f.pepper)
}

// current returns the keys as the file has them now, and reads it only after it
// has changed. A file that is gone or damaged is an error: who goes on with what
// was read before might let in somebody whose key has been revoked.
func (f *File) current() (map[string]Key, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	now, err := os.Stat(f.path)
	if err != nil {
		return nil, err
	}
	if f.seen != nil && os.SameFile(f.seen, now) && f.seen.ModTime().Equal(now.ModTime()) && f.seen.Size() == now.Size() {
		return f.keys, nil
	}
	list, err := f.List()
	if err != nil {
		return nil, err
	}
	f.keys, f.seen = make(map[string]Key, len(list)), now
	for _, key := range list {
		f.keys[key.ID] = key
	}
	return f.keys, nil
}

// change replaces the file by what edit makes of its keys. The new file is written
// beside it, made durable and renamed over it, so that a reader sees the one or the
// other. Its name is taken first, which keeps out anybody else who is changing.
func (f *File) change(edit func([]Key) ([]Key, error)) error {
	name := f.path + ".new"
	next, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists: another command is changing the keys, or one was cut off; in that case delete it", name)
	}
	if err != nil {
		return err
	}
	if err := f.write(next, edit); err != nil {
		durable.Drop(next)
		return err
	}
	return durable.Place(next, f.path)
}

// write writes what edit makes of the keys.
func (f *File) write(next *os.File, edit func([]Key) ([]Key, error)) error {
	keys, err := f.List()
	if err != nil {
		return err
	}
	if keys, err = edit(keys); err != nil {
		return err
	}
	lines := json.NewEncoder(next)
	for i := range keys {
		if err := lines.Encode(&keys[i]); err != nil {
			return err
		}
	}
	return nil
}

// parse reads the lines of the file and refuses what Parley did not write.
func parse(text []byte) ([]Key, error) {
	var keys []Key
	met := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		reader := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		reader.DisallowUnknownFields()
		var key Key
		if err := reader.Decode(&key); err != nil {
			return nil, fmt.Errorf("line %d of the keys: %w", number, err)
		}
		hash, err := hex.DecodeString(key.Hash)
		if err != nil || len(hash) != len(hashOf("", nil)) || len(key.ID) != idLength || met[key.ID] {
			return nil, fmt.Errorf("line %d of the keys is damaged", number)
		}
		met[key.ID] = true
		keys = append(keys, key)
	}
	return keys, lines.Err()
}
