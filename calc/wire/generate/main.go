// Command generate reads the structs of package calc whose names end in Request or
// Answer, and writes everything that says the same thing again: the codec, the
// JSON Schema, the OpenAPI document and the TypeScript types. Adding an
// operation, a field or a word of a list needs no change here.
//
// With -check it writes nothing, names the files that are stale and fails when
// there are any.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

func main() {
	check := flag.Bool("check", false, "write nothing; fail when a generated file is stale")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	files, err := generate(root)
	if err != nil {
		return err
	}
	if check {
		return stale(root, files)
	}
	for _, f := range files {
		path := filepath.Join(root, f.path)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, f.text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// file is one generated file, its path from the root of the module.
type file struct {
	path string
	text []byte
}

// generate makes every file from the sources below root.
func generate(root string) ([]file, error) {
	m, err := readModel(root)
	if err != nil {
		return nil, err
	}
	codec, err := goCodec(m, "codec", (*model).needed)
	if err != nil {
		return nil, err
	}
	answers, err := goCodec(m, "answer readers for the tests", (*model).neededInTests)
	if err != nil {
		return nil, err
	}
	schema, err := jsonSchema(m)
	if err != nil {
		return nil, err
	}
	document, err := openAPI(m, root)
	if err != nil {
		return nil, err
	}
	return []file{
		{"calc/codec_gen.go", codec},
		{"calc/codec_gen_test.go", answers},
		{"server/schema.json", schema},
		{"server/openapi.json", document},
		{"wasm/npm/types.ts", typeScript(m)},
	}, nil
}

// stale compares the files on disk with what they should be.
func stale(root string, files []file) error {
	var err error
	for _, f := range files {
		old, readErr := os.ReadFile(filepath.Join(root, f.path))
		if readErr != nil && !errors.Is(readErr, fs.ErrNotExist) {
			return readErr
		}
		if !bytes.Equal(old, f.text) {
			err = errors.Join(err, fmt.Errorf("%s is stale; run go generate ./calc/...", f.path))
		}
	}
	return err
}

// moduleRoot finds the directory that holds go.mod, upwards from here.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod here or above")
		}
		dir = filepath.Dir(dir)
	}
}
