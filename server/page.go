package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
)

// contentTypes are those of the files that a page consists of. The table is here
// because the types that an operating system knows differ from one to the next.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// encodings are the precompressed forms, best first, with the ending of their files.
var encodings = []struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}}

// file is one file of the page, held in memory with its compressed forms.
type file struct {
	path        string
	contentType string
	cache       string
	plain       []byte
	encoded     map[string][]byte
	hash        string
}

// readPage reads the built page. An unbuilt or incomplete one is an error: the
// server says so when it starts, not when somebody visits.
func readPage(built fs.FS) ([]file, error) {
	if _, err := fs.Stat(built, "index.html"); err != nil {
		return nil, errors.New("the page is not built; `make build` builds it")
	}
	var page []file
	err := fs.WalkDir(built, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") || isEncoded(name) {
			return err
		}
		f, err := readFile(built, name)
		page = append(page, f)
		return err
	})
	return page, err
}

func isEncoded(name string) bool {
	for _, encoding := range encodings {
		if strings.HasSuffix(name, encoding.ending) {
			return true
		}
	}
	return false
}

func readFile(built fs.FS, name string) (file, error) {
	contentType, known := contentTypes[path.Ext(name)]
	if !known {
		return file{}, fmt.Errorf("the page holds %s, whose content type is not known", name)
	}
	plain, err := fs.ReadFile(built, name)
	if err != nil {
		return file{}, err
	}
	sum := sha256.Sum256(plain)
	f := file{
		path: "/" + name, contentType: contentType, cache: "no-cache",
		plain: plain, encoded: map[string][]byte{}, hash: hex.EncodeToString(sum[:8]),
	}
	if document, is := strings.CutSuffix(f.path, ".html"); is {
		f.path = strings.TrimSuffix(document, "index") // a document's address has no ending
	}
	if strings.HasPrefix(name, "assets/") {
		f.cache = "public, max-age=31536000, immutable" // the name holds a hash of the content
	}
	for _, encoding := range encodings {
		body, err := fs.ReadFile(built, name+encoding.ending)
		if err == nil {
			f.encoded[encoding.name] = body
		} else if !errors.Is(err, fs.ErrNotExist) {
			return file{}, err
		}
	}
	return f, nil
}

// send answers with the smallest form that the client takes. http.ServeContent
// adds the rules for HEAD, ranges and If-None-Match.
func (f file) send(c *gin.Context) {
	header := c.Writer.Header()
	protect(header)
	if f.path == readsSquares {
		header.Set("Permissions-Policy", strings.Replace(permissions, "camera=()", "camera=(self)", 1))
	}
	header.Set("Content-Type", f.contentType)
	header.Set("Cache-Control", f.cache)
	header.Set("Vary", "Accept-Encoding")
	body, tag := f.plain, f.hash
	for _, encoding := range encodings {
		form, held := f.encoded[encoding.name]
		if held && takes(c.GetHeader("Accept-Encoding"), encoding.name) {
			body, tag = form, f.hash+"-"+encoding.name
			header.Set("Content-Encoding", encoding.name)
			header.Set("Content-Length", strconv.Itoa(len(form))) // ServeContent leaves it out of encoded answers
			break
		}
	}
	header.Set("ETag", `"`+tag+`"`) // each form has its own: a strong tag names bytes
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(body))
}

// takes tells whether an Accept-Encoding header admits an encoding: named, or
// covered by *, and not with a weight of zero (RFC 9110, section 12.5.3).
func takes(header, encoding string) bool {
	admitted := false
	for item := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(item, ";")
		name = strings.TrimSpace(name)
		_, weight, _ := strings.Cut(parameter, "=")
		quality, err := strconv.ParseFloat(strings.TrimSpace(weight), 64)
		positive := err != nil || quality > 0
		if strings.EqualFold(name, encoding) {
			return positive
		}
		if name == "*" {
			admitted = positive
		}
	}
	return admitted
}

// The page may run its own script and the engine, talk to its own origin, and
// nothing else. Trusted Types leave one policy, for the address of the worker.
const contentSecurityPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
	"img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; " +
	"form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types parley"

// permissions are what no document may use: of all devices, one may use the camera.
const permissions = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

// readsSquares is the document that reads QR codes, and so may ask for the camera.
const readsSquares = "/offer"

// protect sets what keeps a page, its script and its worker to themselves. The
// worker's own policy is the one of its file, so every file carries it.
func protect(header http.Header) {
	header.Set("Content-Security-Policy", contentSecurityPolicy)
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Cross-Origin-Opener-Policy", "same-origin")
	header.Set("Cross-Origin-Resource-Policy", "same-origin")
	header.Set("Permissions-Policy", permissions)
}
