package main

import (
	"bytes"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/access"
)

// verb runs the program as a shell would.
func verb(in string, arguments ...string) (code int, out, said string) {
	var output, errors bytes.Buffer
	s := &shell{arguments: arguments, getenv: none, in: strings.NewReader(in), out: &output, errors: &errors}
	code = s.run()
	return code, output.String(), errors.String()
}

func TestKeyVerbs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	code, out, said := verb("", "key", "create", "-keys", path, "-partner", "bank-a", "-scopes", "calculate")
	require.Zero(t, code, said)
	secret := strings.TrimSpace(out)
	caller, err := access.NewFile(path, "").Find(secret)
	require.NoError(t, err)
	assert.Equal(t, access.Caller{Partner: "bank-a", Scopes: []string{"calculate"}}, caller)
	assert.Contains(t, said, "cannot be shown again")

	id := strings.Split(secret, "_")[2]
	code, out, _ = verb("", "key", "list", "-keys", path)
	assert.Zero(t, code)
	assert.Regexp(t, `^ID +PARTNER +SCOPES +CREATED +REVOKED\n`+id+` +bank-a +calculate +\S+Z +-\n$`, out)
	assert.NotContains(t, out, secret)

	code, _, _ = verb("", "key", "revoke", "-keys", path, id)
	assert.Zero(t, code)
	_, err = access.NewFile(path, "").Find(secret)
	assert.ErrorIs(t, err, access.ErrRefused)
	_, out, _ = verb("", "key", "list", "-keys", path)
	assert.Regexp(t, id+` .*Z +\S+Z\n$`, out)
}

func TestVerbsThatAreNotUnderstood(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	for _, c := range []struct {
		code      int
		says      string
		arguments string
	}{
		{2, "parley [serve]", "dance"},
		{2, "parley key create", "key"},
		{2, "parley key create", "key dance -keys " + path},
		{2, "parley key create", "key revoke -keys " + path},
		{1, "PARLEY_KEYS", "key list"},
		{1, "no key", "key revoke -keys " + path + " nobody"},
		{1, "a partner is named", "key create -keys " + path},
		{1, "no scope", "key create -keys " + path + " -partner a -scopes everything"},
		{2, "-color", "key list -color"},
		{2, "-workers", "batch in.ndjson"},
		{2, "-workers", "batch -workers -1"},
		{2, "-from-line", "batch -from-line 0"},
		{0, "-from-line", "batch -h"},
		{0, "parley key create", "key create -h"},
	} {
		code, out, said := verb("", strings.Fields(c.arguments)...)
		assert.Equal(t, c.code, code, c.arguments)
		assert.Contains(t, said, c.says, c.arguments)
		assert.Empty(t, out, c.arguments)
	}
}

// The verb gives the bytes of the route.
func TestBatchVerb(t *testing.T) {
	text := line("a") + "nonsense\n" + line("b")
	byHTTP := ask(door(t, &bytes.Buffer{}), "POST", "/v1/batch", text, "Content-Type", lines).Body.String()
	code, out, said := verb(text, "batch", "-workers", "2")
	assert.Zero(t, code)
	assert.Equal(t, byHTTP, out)
	assert.Contains(t, said, "lines: 3, ")
	assert.Contains(t, said, "2 with an answer, 1 with problems")

	code, out, _ = verb(text, "batch", "-from-line", "3")
	assert.Zero(t, code)
	assert.Contains(t, out, `{"line":3,"ref":"b"`)
	assert.Contains(t, out, `{"summary":{"lines":1,`)

	var output, errs bytes.Buffer
	broken := iotest.TimeoutReader(iotest.HalfReader(strings.NewReader(strings.Repeat(text, 1000))))
	s := &shell{arguments: []string{"batch"}, getenv: none, in: broken, out: &output, errors: &errs}
	assert.Equal(t, 1, s.run())
	assert.Contains(t, errs.String(), "go on with -from-line ")
	assert.Contains(t, output.String(), `"complete":false`)
	s = &shell{arguments: []string{"batch"}, getenv: none, in: strings.NewReader(text), out: full{}, errors: &errs}
	assert.Equal(t, 1, s.run())
	assert.Contains(t, errs.String(), "no space")
}

// full is a disk that is.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space") }
