package access

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// newFile is an empty place for keys.
func newFile(t *testing.T) *File { return NewFile(filepath.Join(t.TempDir(), "keys"), "a pepper") }

// create makes a key and must succeed.
func create(t *testing.T, f *File, partner string, scopes ...string) string {
	t.Helper()
	secret, err := f.Create(partner, scopes, noon)
	require.NoError(t, err)
	return secret
}

func TestKeyIsFoundAgain(t *testing.T) {
	file := newFile(t)
	first := create(t, file, "bank-a", Calculate)
	second := create(t, file, "bank-b", Calculate, Batch)
	assert.Regexp(t, `^parley_live_[a-z2-7]{16}_[A-Za-z0-9_-]{43}$`, first)

	caller, err := file.Find(first)
	require.NoError(t, err)
	assert.Equal(t, Caller{"bank-a", []string{Calculate}}, caller)
	assert.True(t, caller.May(Calculate))
	assert.False(t, caller.May(Batch))
	caller, err = file.Find(second)
	require.NoError(t, err)
	assert.Equal(t, "bank-b", caller.Partner)
}

func TestOtherKeysAreRefused(t *testing.T) {
	file := newFile(t)
	secret := create(t, file, "bank-a", Calculate)
	other := create(t, file, "bank-b", Calculate)
	elsewhere := create(t, newFile(t), "bank-a", Calculate)
	last := len(secret) - 1
	for name, wrong := range map[string]string{
		"nothing":             "",
		"the prefix":          keyPrefix,
		"cut short":           secret[:last],
		"one more":            secret + "A",
		"another last letter": secret[:last] + map[bool]string{true: "B", false: "A"}[secret[last] == 'A'],
		"another's bits":      secret[:len(keyPrefix)+idLength] + other[len(keyPrefix)+idLength:],
		"another's id":        other[:len(keyPrefix)+idLength] + secret[len(keyPrefix)+idLength:],
		"another server's":    elsewhere,
		"an unknown id":       keyPrefix + strings.Repeat("a", idLength) + secret[len(keyPrefix)+idLength:],
		"upper case":          strings.ToUpper(secret),
		"space before":        " " + secret,
		"without the prefix":  secret[len(keyPrefix):],
	} {
		_, err := file.Find(wrong)
		assert.ErrorIs(t, err, ErrRefused, name)
	}
	_, err := NewFile(file.path, "another pepper").Find(secret)
	assert.ErrorIs(t, err, ErrRefused, "the pepper is part of the hash")
}

// A revoked key is refused by a server that has read the file before.
func TestRevocationIsSeenAtOnce(t *testing.T) {
	file := newFile(t)
	secret := create(t, file, "bank-a", Calculate)
	_, err := file.Find(secret)
	require.NoError(t, err)

	commandLine := NewFile(file.path, "")
	require.NoError(t, commandLine.Revoke(idOf(keyPrefix, secret), noon.Add(time.Hour)))
	_, err = file.Find(secret)
	assert.ErrorIs(t, err, ErrRefused)

	require.NoError(t, commandLine.Revoke(idOf(keyPrefix, secret), noon.Add(2*time.Hour)))
	keys, err := file.List()
	require.NoError(t, err)
	require.Len(t, keys, 1)
	assert.Equal(t, noon.Add(time.Hour), keys[0].Revoked, "the first time counts")
	assert.ErrorContains(t, commandLine.Revoke("nobody", noon), "no key")
}

func TestTwoKeysOfAPartnerWork(t *testing.T) {
	file := newFile(t)
	old := create(t, file, "bank-a", Calculate)
	create(t, file, "bank-a", Calculate)
	_, err := file.Create("bank-a", []string{Calculate}, noon)
	assert.ErrorContains(t, err, "revoke one first")
	create(t, file, "bank-b", Calculate)
	require.NoError(t, file.Revoke(idOf(keyPrefix, old), noon))
	create(t, file, "bank-a", Calculate)
}

func TestKeysThatAreNotMade(t *testing.T) {
	file := newFile(t)
	for name, c := range map[string]struct {
		partner string
		scopes  []string
	}{
		"no name":          {"", []string{Calculate}},
		"a name of a line": {"bank\na", []string{Calculate}},
		"a token's name":   {"token:a", []string{Calculate}},
		"no scope":         {"bank-a", nil},
		"unknown scope":    {"bank-a", []string{"everything"}},
	} {
		_, err := file.Create(c.partner, c.scopes, noon)
		assert.Error(t, err, name)
	}
	_, err := os.Stat(file.path)
	assert.ErrorIs(t, err, fs.ErrNotExist, "nothing was written")
	_, err = os.Stat(file.path + ".new")
	assert.ErrorIs(t, err, fs.ErrNotExist, "nothing was left behind")
}

// The file helps nobody who reads it, and only its owner may.
func TestFileHoldsNoKey(t *testing.T) {
	file := newFile(t)
	secret := create(t, file, "bank-a", Calculate)
	text, err := os.ReadFile(file.path)
	require.NoError(t, err)
	assert.NotContains(t, string(text), secret[len(secret)-randomLength:])
	about, err := os.Stat(file.path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), about.Mode())
}

// Who cannot read the keys lets nobody in, and says that it is not their fault.
func TestDamagedFile(t *testing.T) {
	file := newFile(t)
	secret := create(t, file, "bank-a", Calculate)
	whole, err := os.ReadFile(file.path)
	require.NoError(t, err)
	for name, text := range map[string]string{
		"half a line":    string(whole[:len(whole)/2]),
		"a line twice":   string(whole) + string(whole),
		"an unknown key": strings.Replace(string(whole), `"id"`, `"admin":true,"id"`, 1),
		"a short hash":   strings.Replace(string(whole), `"hash":"`, `"hash":"","was":"`, 1),
		"no JSON":        "keys\n",
	} {
		require.NoError(t, os.WriteFile(file.path, []byte(text), 0o600))
		_, err := file.Find(secret)
		assert.ErrorIs(t, err, ErrUnavailable, name)
		assert.Error(t, file.Revoke(idOf(keyPrefix, secret), noon), name)
	}
	require.NoError(t, os.Remove(file.path))
	_, err = file.Find(secret)
	assert.ErrorIs(t, err, ErrUnavailable, "gone")
}

// Of commands at the same time, each works whole or says that another is at work.
func TestChangesAtOnce(t *testing.T) {
	file := newFile(t)
	var all sync.WaitGroup
	made := make(chan string, 20)
	for range cap(made) {
		all.Go(func() {
			secret, err := NewFile(file.path, "a pepper").Create("bank-"+newID(), []string{Calculate}, noon)
			if err == nil {
				made <- secret
			} else if !strings.Contains(err.Error(), "another command") {
				t.Error(err)
			}
		})
	}
	all.Wait()
	close(made)
	keys, err := file.List()
	require.NoError(t, err)
	assert.NotEmpty(t, keys)
	assert.Len(t, keys, len(made))
	for secret := range made {
		_, err := file.Find(secret)
		assert.NoError(t, err)
	}
}

func newID() string {
	id, _ := newSecret(keyPrefix)
	return id
}

// A file that cannot be written is an error, and the old one stays.
func TestChangeThatFails(t *testing.T) {
	file := newFile(t)
	secret := create(t, file, "bank-a", Calculate)
	assert.Error(t, file.change(func([]Key) ([]Key, error) { return nil, errors.New("no") }))
	_, err := file.Find(secret)
	assert.NoError(t, err)
	_, err = NewFile(filepath.Join(t.TempDir(), "no", "folder"), "").Create("a", []string{Batch}, noon)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}
