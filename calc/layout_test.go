//go:build !js

// The layout, asked of the go command, which does not run under js.
package calc_test

import (
	"maps"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What each package may import of this module: imports point one way, from what
// numbers are, over what is owed, to the doors. A package that is not listed fails.
var mayImport = map[string]string{
	"calc/wire":              "",
	"calc/money":             "",
	"calc/civil":             "",
	"calc/ledger":            "calc/money calc/civil",
	"calc/policy":            "calc/money calc/civil",
	"calc/repay":             "calc/money calc/civil calc/ledger",
	"calc/negotiate":         "calc/money calc/civil calc/policy calc/ledger calc/repay",
	"calc":                   "calc/money calc/civil calc/ledger calc/policy calc/repay calc/negotiate calc/wire",
	"wasm":                   "calc",
	"web":                    "",
	"server":                 "calc calc/wire calc/money calc/civil calc/repay calc/negotiate calc/testdata/cases server/access server/batch server/followup server/offers server/portfolio server/quota server/records server/report server/rounds server/store server/webhook server/zone web", // limits and cases are published
	"server/access":          "server/durable",
	"server/quota":           "",
	"server/durable":         "",
	"server/batch":           "calc calc/wire server/quota server/zone",
	"server/store":           "calc server/zone",
	"server/store/storetest": "", // for tests alone
	"server/portfolio":       "calc calc/wire server/batch server/durable server/rounds server/store",
	"server/records":         "calc calc/civil calc/wire server/report server/store server/webhook server/zone",
	"server/rounds":          "",
	"server/webhook":         "server/rounds server/store",
	"server/report":          "calc/civil calc/money calc/repay",
	"server/followup":        "server/rounds server/store",
	"server/offers":          "calc calc/wire server/durable server/zone",
	"server/zone":            "calc calc/wire",
	"calc/wire/generate":     "calc/wire calc/money",
	"calc/civil/generate":    "calc/civil",
	"calc/policy/generate":   "calc/policy calc/civil", // the shape of a pack, and its proof
}

// The one module that the engine may use, and what it must not use: packages that
// touch the world outside, and packages that weigh on the browser.
const engineModule = "github.com/shopspring/decimal"

var outsideEngine = []string{
	"crypto/rand", "database/sql", "embed", "encoding/json", "io/fs", "log", "log/slog", "math/rand", "math/rand/v2",
	"net", "net/http", "os", "os/exec", "path/filepath", "plugin", "reflect", "runtime", "sync", "syscall", "time", "unique",
}

func TestImportsPointOneWay(t *testing.T) {
	packages := importsOf(t)
	assert.ElementsMatch(t, slices.Collect(maps.Keys(mayImport)), slices.Collect(maps.Keys(packages)))
	for name, imports := range packages {
		allowed := strings.Fields(mayImport[name])
		for _, path := range imports {
			if own, is := strings.CutPrefix(path, "parley/"); is {
				assert.Contains(t, allowed, own, "%s imports %s", name, own)
			}
		}
	}
}

func TestEngineTouchesNothingOutside(t *testing.T) {
	for name, imports := range importsOf(t) {
		inEngine := name == "calc" || strings.HasPrefix(name, "calc/") || name == "wasm"
		if !inEngine || strings.HasSuffix(name, "/generate") {
			continue
		}
		for _, path := range imports {
			assert.NotContains(t, outsideEngine, path, "imported by %s", name)
			if strings.Contains(path, ".") && path != engineModule {
				t.Errorf("%s imports %s; the engine stands on the standard library and %s", name, path, engineModule)
			}
		}
	}
}

// The top level is fixed, so that everybody finds their way.
func TestTopLevel(t *testing.T) {
	fixed := []string{"calc", "wasm", "server", "web", "go.mod", "go.sum", "Makefile", "README.md"}
	entries, err := os.ReadDir("..")
	require.NoError(t, err)
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") {
			assert.Contains(t, fixed, entry.Name())
		}
	}
}

// No float, clock or randomness in the engine. Words in comments pass; the
// generators, which no answer runs through, are not looked at.
func TestEngineIsExact(t *testing.T) {
	inexact := regexp.MustCompile(`\b(float(32|64)|complex(64|128)|big\.Float|NewFromFloat\w*|InexactFloat64|time\.Now|rand\.)`)
	list := exec.Command("go", "list", "-f", `{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}}{{"\n"}}{{end}}`, "parley/calc/...")
	output, err := list.Output()
	require.NoError(t, err)
	files := strings.Fields(string(output))
	require.NotEmpty(t, files)
	for _, file := range files {
		if strings.Contains(file, "/generate/") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for number, line := range strings.Split(string(text), "\n") {
			code, _, _ := strings.Cut(line, "//")
			assert.NotRegexp(t, inexact, code, "%s:%d", file, number+1)
		}
	}
}

// importsOf returns the direct imports of every package of this module, without
// those of tests. Direct ones only: shopspring itself reaches for os and time.
// The command in wasm is built for browsers alone and has to be asked for apart.
func importsOf(t *testing.T) map[string][]string {
	packages := map[string][]string{}
	for _, question := range [][]string{{"", "parley/..."}, {"GOOS=js", "parley/wasm"}} {
		list := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, question[1])
		list.Env = os.Environ()
		if question[0] != "" {
			list.Env = append(list.Env, question[0], "GOARCH=wasm")
		}
		output, err := list.Output()
		require.NoError(t, err)
		for line := range strings.Lines(string(output)) {
			fields := strings.Fields(line)
			packages[strings.TrimPrefix(fields[0], "parley/")] = fields[1:]
		}
	}
	return packages
}
