//go:build !wasm

// The engine in a host that is no browser: built as a WASI reactor and called
// from Go with wazero.
package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"parley/calc/testdata/cases"
)

// reactor builds the engine for WASI and starts an instance. It is given no
// files, no clock, no arguments and no environment.
func reactor(t *testing.T) api.Module {
	path := filepath.Join(t.TempDir(), "parley.wasm")
	build := exec.Command("go", "build", "-buildmode=c-shared", "-ldflags=-s -w", "-o", path, ".")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	output, err := build.CombinedOutput()
	require.NoError(t, err, string(output))
	code, err := os.ReadFile(path)
	require.NoError(t, err)

	runtime := wazero.NewRuntime(t.Context())
	t.Cleanup(func() { assert.NoError(t, runtime.Close(t.Context())) })
	wasi_snapshot_preview1.MustInstantiate(t.Context(), runtime)
	instance, err := runtime.InstantiateWithConfig(t.Context(), code, wazero.NewModuleConfig().WithStartFunctions("_initialize"))
	require.NoError(t, err)
	return instance
}

// ask speaks the protocol that main.go describes.
func ask(t *testing.T, instance api.Module, op, request string) (body, canonical string, failed bool) {
	at, err := instance.ExportedFunction("buffer").Call(t.Context(), uint64(len(op)+len(request)))
	require.NoError(t, err)
	require.True(t, instance.Memory().WriteString(uint32(at[0]), op+request))
	place, err := instance.ExportedFunction("call").Call(t.Context(), uint64(len(op)), uint64(len(request)))
	require.NoError(t, err)
	text := func(word uint32) string {
		pair, read := instance.Memory().Read(uint32(place[0])+4*word, 8)
		require.True(t, read)
		bytes, read := instance.Memory().Read(binary.LittleEndian.Uint32(pair), binary.LittleEndian.Uint32(pair[4:]))
		require.True(t, read)
		return string(bytes)
	}
	refused, read := instance.Memory().ReadUint32Le(uint32(place[0]) + 16)
	require.True(t, read)
	return text(0), text(2), refused == 1
}

// Every case gives its bytes through this door too; the short form takes one in 16.
func TestReactor(t *testing.T) {
	instance := reactor(t)
	names, err := fs.Glob(cases.Files, "*/*.json")
	require.NoError(t, err)
	for number, name := range names {
		if testing.Short() && number%16 != 0 {
			continue
		}
		text, err := fs.ReadFile(cases.Files, name)
		require.NoError(t, err)
		var c struct {
			Op            string
			Request, Want json.RawMessage
			RequestText   *string `json:"request_text"`
		}
		require.NoError(t, json.Unmarshal(text, &c))
		request := string(c.Request)
		if c.RequestText != nil {
			request = *c.RequestText
		}
		var want bytes.Buffer
		require.NoError(t, json.Compact(&want, c.Want))
		body, canonical, failed := ask(t, instance, c.Op, request)
		assert.Equal(t, want.String(), body, name)
		assert.Equal(t, failed, canonical == "", name)
	}

	// What does not fit is told by a null address, and the instance lives on.
	at, err := instance.ExportedFunction("buffer").Call(t.Context(), 4<<20+1)
	require.NoError(t, err)
	assert.Zero(t, at[0])
	body, _, failed := ask(t, instance, "packs", "{}")
	assert.False(t, failed, body)
}
