// Package driver stands in for the one of Go's library in the browser's engine,
// which has no database: decimal names the type of what it would hand to one.
package driver

type Value any
