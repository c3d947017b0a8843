package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
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

// base is the written part of a contract of one operation.
const base = `{"openapi":"3.1.1","x-operation":{"headers":{},"responses":{"400":{"$ref":"#/a"},"422":{"$ref":"#/b"}}},
	"x-examples":{"ask":["ask/yes","ask/no"]},"x-refusal":{"status":422},
	"paths":{"/v1/ask":{"get":{"summary":"Reads"}}},
	"components":{"responses":{"impossible":{"content":{"application/problem+json":{"schema":{}}}}},"schemas":{"Door":{}}}}`

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
		"server/openapi.base.json":         base,
		"calc/testdata/cases/ask/yes.json": `{"it":"says yes","source":"logic","op":"ask","request":{"size":"small"},"want":{"yes":true}}`,
		"calc/testdata/cases/ask/no.json":  `{"it":"is refused","source":"logic","op":"ask","request":{"size":"none"},"want":{"problems":[{"code":"bad"}]}}`,
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
	assert.Contains(t, text["calc/codec_gen.go"], "func replyAsk(room, text []byte, compute func(*AskRequest) (AskAnswer, []wire.Problem)) Reply {")
	assert.Contains(t, text["calc/codec_gen.go"], `r.Require(0b10, "size,names")`)
	assert.Contains(t, text["server/schema.json"], "`small` is not large.")
	assert.Contains(t, text["wasm/npm/types.ts"], "  size?: Size;\n  /** Names. */\n  names: string[];\n")
	assert.Contains(t, text["wasm/npm/types.ts"], "  ask: { request: AskRequest; answer: AskAnswer };\n")
}

// The written part, the structs and the cases become one document.
func TestOpenAPI(t *testing.T) {
	root := module(t, "\t// How large.\n\tSize Size `json:\"size,omitempty\"`")
	files, err := generate(root)
	require.NoError(t, err)
	document, err := readObject(files[3].text)
	require.NoError(t, err)
	path := document.object("paths", "/v1/ask")
	assert.Equal(t, object{{"summary", "Reads"}}, path.object("get"), "a path of the server may be an operation's too")
	assert.Equal(t, object{{"200", object{{"$ref", "#/components/responses/ask"}}}, {"400", object{{"$ref", "#/a"}}},
		{"422", object{{"$ref", "#/components/responses/ask.refused"}}}}, path.object("post", "responses"))
	assert.Equal(t, path.object("post", "responses"), path.object("x-query", "responses"))
	summary, _ := path.object("post").value("summary")
	assert.Equal(t, "Asks", summary)
	asked := document.object("components", "requestBodies", "ask", "content", "application/json")
	assert.Equal(t, object{{"$ref", "#/components/schemas/AskRequest"}}, asked.object("schema"))
	assert.Equal(t, object{{"size", "small"}}, asked.object("examples", "ask.yes", "value"))
	refused := document.object("components", "responses", "ask.refused", "content", "application/problem+json", "examples", "ask.no", "value")
	assert.Equal(t, object{{"status", json.Number("422")}, {"problems", []any{object{{"code", "bad"}}}}}, refused)
	assert.NotEmpty(t, document.object("components", "schemas", "AskAnswer"))
}

func TestOpenAPIRefusesWhatDoesNotFit(t *testing.T) {
	for old, c := range map[string]struct{ new, says string }{
		`"ask/yes",`:    {``, "ask: no answered case is named for it under x-examples"},
		`"ask":[`:       {`"tell":[`, "ask: no answered case is named for it under x-examples"},
		`"ask/yes"`:     {`"ask/maybe"`, "ask/maybe.json"},
		`"schemas":{"D`: {`"schemas":{"AskAnswer":{},"D`, "server/openapi.base.json: the engine has a type AskAnswer of its own"},
		`{"openapi"`:    {`["openapi"`, "server/openapi.base.json: "},
	} {
		root := module(t, "\t// How large.\n\tSize Size `json:\"size,omitempty\"`")
		changed := strings.Replace(base, old, c.new, 1)
		require.NoError(t, os.WriteFile(filepath.Join(root, "server/openapi.base.json"), []byte(changed), 0o644))
		_, err := generate(root)
		assert.ErrorContains(t, err, c.says, old)
	}
}

// A struct that stands in another without a name lends it its fields.
func TestGenerateEmbedded(t *testing.T) {
	files, err := generate(module(t, "\tAskAnswer\n\t// How large.\n\tSize Size `json:\"size,omitempty\"`"))
	require.NoError(t, err)
	assert.Contains(t, string(files[0].text), `r.Require(0b1, "yes")`)
	assert.Contains(t, string(files[4].text), "export interface AskRequest {\n  /** Yes or no. */\n  yes: boolean;\n  /** How large. */\n  size?: Size;\n}")
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
