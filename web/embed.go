// Package web holds the page as web/build.mjs leaves it in dist: the document,
// hashed files under assets, and beside each compressible file its .br and .gz.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// Files returns the built page, index.html at its root. A checkout that was not
// built holds no index.html.
func Files() fs.FS {
	dist, err := fs.Sub(built, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path: Sub cannot refuse it
	}
	return dist
}
