// Package durable puts files where a crash leaves them whole or not there at all.
package durable

import (
	"errors"
	"os"
	"path/filepath"
)

// Place gives a file that was written its name, which whoever reads sees only when all
// of it is on stable storage, and makes the name last. What cannot be placed is removed.
func Place(file *os.File, name string) error {
	err := errors.Join(file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name())) // not later: once renamed, the name may be another's
	}
	return Names(filepath.Dir(name))
}

// Drop gives up a file that is not placed.
func Drop(file *os.File) {
	_ = file.Close()
	_ = os.Remove(file.Name())
}

// Names makes the names in a folder last, as they are now.
func Names(folder string) error {
	opened, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(opened.Sync(), opened.Close())
}
