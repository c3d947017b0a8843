package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOperationName(t *testing.T) {
	for name, want := range map[string]string{
		"Quote": "quote", "APR": "apr", "CashFlow": "cash_flow", "APRRange": "apr_range", "NewAPR": "new_apr",
	} {
		assert.Equal(t, want, operationName(name))
	}
}

// module writes a module of one operation whose request has the given fields.
func module(t *testing.T, requestFields string) (root string) {
	root = t.TempDir()
	for path, text := range map[string]string{
		"go.mod": "module example\n",
		"calc/ask.go": "package calc\n\nimport (\n\t\"example/calc/money\"\n\t\"github.com/shopspring/decimal\"\n)\n\n// AskRequest asks.\ntype AskRequest struct {\n" + requestFields +
			"\n}\n\n// AskAnswer answers.\ntype AskAnswer struct {\n\t// Yes or no.\n\tYes bool `json:\"yes\"`\n}\n\n// Size is how large.\ntype Size string\n\n" +
			"const (\n\t// Small is not large.\n\tSmall Size = \"small\"\n\tLarge Size = \"large\"\n)\n\nvar _ money.Amount\n",
		"calc/wire/problem.go": "package wire\n\n// Code is a code.\ntype Code string\n\n// Bad is bad.\nconst Bad Code = \"bad\"\n\n" +
			"// Problem is a problem.\ntype Problem struct {\n\t// What.\n\tCode Code `json:\"code\"`\n}\n",
	} {
		path = filepath.Join(root, path)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return root
}

func TestGenerate(t *testing.T) {
	files, err := generate(module(t, "\t// How large.\n\tSize Size `json:\"size,omitempty\" default:\"small\"`\n\t// Names.\n\tNames []string `json:\"names\" maxlen:\"9\" maxitems:\"3\"`"))
	require.NoError(t, err)
	text := map[string]string{}
	for _, f := range files {
		text[f.path] = string(f.text)
	}
	assert.Contains(t, text["calc/codec_gen.go"], `const wordsSize = "small, large"`)
	assert.Contains(t, text["calc/codec_gen.go"], `r.Require(0b10, "size,names")`)
	assert.Contains(t, text["server/schema.json"], "`small` is not large.")
	assert.Contains(t, text["wasm/npm/types.ts"], "  size?: Size;\n  /** Names. */\n  names: string[];\n")
	assert.Contains(t, text["wasm/npm/types.ts"], "  ask: { request: AskRequest; answer: AskAnswer };\n")
}

// A struct that stands in another without a name lends it its fields.
func TestGenerateEmbedded(t *testing.T) {
	files, err := generate(module(t, "\tAskAnswer\n\t// How large.\n\tSize Size `json:\"size,omitempty\"`"))
	require.NoError(t, err)
	assert.Contains(t, string(files[0].text), `r.Require(0b1, "yes")`)
	assert.Contains(t, string(files[3].text), "export interface AskRequest {\n  /** Yes or no. */\n  yes: boolean;\n  /** How large. */\n  size?: Size;\n}")
}

// A field without bounds would be a door without a limit.
func TestGenerateRefusesFieldsWithoutBounds(t *testing.T) {
	for fields, want := range map[string]string{
		"Name string `json:\"name\"`":                  "AskRequest.Name: text needs maxlen",
		"Count int `json:\"count\" min:\"1\"`":         "AskRequest.Count: a whole number needs min and max",
		"Names []string `json:\"names\" maxlen:\"9\"`": "AskRequest.Names: a list needs maxitems",
		"Name string":                           "AskRequest: every field needs one name and a json tag",
		"Size":                                  "AskRequest: Size is no struct of its package",
		"Amount money.Amount `json:\"amount\"`": "AskRequest holds money and has no Currency",
		"Size *Size `json:\"size,omitempty\" default:\"small\"`":              "AskRequest.Size: a default needs a plain optional field",
		"Deep map[string]string `json:\"deep\"`":                              "AskRequest.Deep: only a named type, a pointer to one or a list of one",
		"Sizes [][]Size `json:\"sizes\" maxitems:\"9\"`":                      "AskRequest.Sizes: only a named type, a pointer to one or a list of one",
		"Share decimal.Decimal `json:\"share\" min:\"0\" max:\"1000000000\"`": "AskRequest.Share: a rate or share needs min and max, whole and of at most 8 digits",
	} {
		_, err := generate(module(t, "\t"+fields))
		assert.EqualError(t, err, want)
	}
}

func TestStale(t *testing.T) {
	root := t.TempDir()
	files := []file{{"same", []byte("1")}, {"other", []byte("2")}, {"missing", []byte("3")}}
	for name, text := range map[string]string{"same": "1", "other": "1"} {
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o644))
	}
	assert.EqualError(t, stale(root, files), "other is stale; run go generate ./calc/...\nmissing is stale; run go generate ./calc/...")
	assert.NoError(t, stale(root, files[:1]))
}
