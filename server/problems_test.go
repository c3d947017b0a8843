package main

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every code that is declared, in the engine or in this package, has a page that
// says when it occurs and what to do; there is no page of a code that is not.
func TestEveryProblemHasAPage(t *testing.T) {
	declared := declaredCodes(t)
	pages := allProblems(readContract())
	guarded := map[string]bool{}
	for _, l := range limits() {
		guarded[l.Name] = true
	}
	shown := map[string]bool{}
	for _, page := range pages {
		shown[page.Code] = true
		assert.Contains(t, declared, page.Code)
		assert.NotEmpty(t, page.When, page.Code)
		assert.NotEmpty(t, page.Do, page.Code)
		for _, name := range page.Limits {
			assert.True(t, guarded[name], "%s guards %s, which is no limit", page.Code, name)
		}
	}
	for code := range declared {
		assert.True(t, shown[code], "%s has no page: list its refusal, and give it a remedy", code)
	}
	for code := range remedies {
		assert.True(t, shown[code], "a remedy for %s, which does not exist", code)
	}
	assert.Len(t, shown, len(pages), "a code twice")
}

// declaredCodes reads the codes from the sources: constants of type Code below
// calc, and the refusals of this package.
func declaredCodes(t testing.TB) map[string]bool {
	codes := map[string]bool{}
	files := must(filepath.Glob("../calc/*.go"))
	files = append(files, must(filepath.Glob("../calc/*/*.go"))...)
	files = append(files, must(filepath.Glob("records/*.go"))...)
	for _, name := range append(files, must(filepath.Glob("*.go"))...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(parsed, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.ValueSpec:
				if typeName(node.Type) == "Code" && len(node.Values) == 1 {
					codes[literal(t, node.Values[0])] = true
				}
			case *ast.CompositeLit:
				if strings.EqualFold(typeName(node.Type), "refusal") && len(node.Elts) == 3 {
					codes[literal(t, node.Elts[1])] = true
				}
			}
			return true
		})
	}
	require.Greater(t, len(codes), 90)
	return codes
}

func typeName(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.SelectorExpr:
		return expr.Sel.Name
	}
	return ""
}

func literal(t testing.TB, expr ast.Expr) string {
	text, is := expr.(*ast.BasicLit)
	require.True(t, is)
	return must(strconv.Unquote(text.Value))
}

// The type of every refusal leads to a page, as data and as HTML.
func TestProblemPages(t *testing.T) {
	handler := door(t, io.Discard)
	var list struct{ Problems []problemPage }
	require.NoError(t, json.Unmarshal(ask(handler, "GET", "/v1/problems", "").Body.Bytes(), &list))
	for _, page := range list.Problems {
		data := ask(handler, "GET", page.Type, "", "Accept", "application/json")
		require.Equal(t, http.StatusOK, data.Code)
		var one problemPage
		require.NoError(t, json.Unmarshal(data.Body.Bytes(), &one))
		assert.Equal(t, page, one)

		html := ask(handler, "GET", page.Type, "", "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
		assert.Equal(t, "text/html; charset=utf-8", html.Header().Get("Content-Type"))
		assert.Contains(t, html.Body.String(), "<h1><code>"+page.Code)
		assert.Equal(t, "Accept", html.Header().Get("Vary"))
		assert.NotEqual(t, data.Header().Get("ETag"), html.Header().Get("ETag"))
	}
	requireRefused(t, ask(handler, "GET", "/v1/problems/no_such", ""), http.StatusNotFound, "not_found")
	assert.Contains(t, ask(handler, "GET", "/v1/problems", "", "Accept", "text/html").Body.String(), "json_syntax")
}

func TestLimitsAreTheConstants(t *testing.T) {
	values := map[string]any{}
	for _, l := range limits() {
		assert.NotContains(t, values, l.Name)
		values[l.Name] = l.Value
		assert.NotEmpty(t, l.Reason)
	}
	assert.Equal(t, 262144, values["document"], "256 × 1024")
	assert.Equal(t, "999999999999999.999", values["amount"], "15 digits before the point")
	assert.Equal(t, 10_000, values["entries"])
	assert.Equal(t, 600, values["instalments"])
	assert.Equal(t, "2199-12-31", values["last_day"])
	assert.Equal(t, 16<<10, values["header"])
}

// Each list that a limit names is refused one item beyond it, and not at it.
func TestLimitsHold(t *testing.T) {
	handler := door(t, io.Discard)
	values := map[string]any{}
	for _, l := range limits() {
		values[l.Name] = l.Value
	}
	for name, c := range map[string]struct{ op, list, item string }{
		"rules":         {"assess", "rules", "{}"},
		"waivers":       {"quote", "waivers", "{}"},
		"costs":         {"quote", "costs", "{}"},
		"flows":         {"apr", "flows", `{"kind":"payment","amount":"1"}`},
		"scenarios":     {"forecast", "scenarios", "{}"},
		"schedule_rows": {"check", "schedule", `{"due":"2026-01-01","amount":"1"}`},
	} {
		for beyond, refused := range []bool{false, true} {
			body := `{"` + c.list + `":[` + strings.Repeat(c.item+",", values[name].(int)+beyond-1) + c.item + "]}"
			answer := ask(handler, "POST", "/v1/"+c.op, body)
			assert.Equal(t, refused, strings.Contains(answer.Body.String(), "too_many_items"), "%s %d", name, beyond)
		}
	}
}

var outside = regexp.MustCompile(`(src|href|action)="([^"]*)"|url\(|@import|<script`)

// The documents load nothing and lead nowhere else; every link within them works.
func TestDocsKeepToThemselves(t *testing.T) {
	handler := door(t, io.Discard)
	paths := []string{"/docs", "/v1/problems", "/v1/problems/malformed"}
	for _, path := range operationsOf(t) {
		paths = append(paths, "/docs/"+path)
	}
	targets := map[string]bool{"/": true, "/check": true, "/collector": true} // the page is built elsewhere
	for _, path := range paths {
		page := ask(handler, "GET", path, "", "Accept", "text/html")
		require.Equal(t, http.StatusOK, page.Code, path)
		assert.Contains(t, page.Header().Get("Content-Security-Policy"), "default-src 'none'; style-src 'sha256-")
		text := page.Body.String()
		for _, found := range outside.FindAllStringSubmatch(text, -1) {
			address, anchor, anchored := strings.Cut(found[2], "#")
			require.Equal(t, "href", found[1], "%s has %s", path, found[0])
			if anchored && (address == "" || address == path) {
				assert.Contains(t, text, `id="`+anchor+`"`, path)
			} else if !targets[address] {
				targets[address] = true
				assert.Equal(t, http.StatusOK, ask(handler, "GET", address, "").Code, "%s leads to %s", path, address)
			}
		}
	}
	assert.NotContains(t, ask(handler, "GET", "/docs", "").Body.String(), "<dd></dd>", "every address says what it is for")
	requireRefused(t, ask(handler, "GET", "/docs/no_such", ""), http.StatusNotFound, "not_found")
}

func operationsOf(t testing.TB) (names []string) {
	for name := range readContract().Components.RequestBodies {
		names = append(names, name)
	}
	require.NotEmpty(t, names)
	return names
}

// A line of the documents can be pasted into a shell: quotes are escaped.
func TestCurl(t *testing.T) {
	assert.Equal(t, `curl -s http://127.0.0.1:8080/v1/quote -H 'Content-Type: application/json' -d '{"a":"it'\''s"}'`, curl("quote", `{"a":"it's"}`))
}
