//go:build !linux

package store_test

import "errors"

func befall(string) error { return errors.New("only Linux fails calls on request") }
