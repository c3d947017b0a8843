package wire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"parley/calc/wire"
)

// skim opens a document and moves past its value, and returns each problem as
// "code pointer".
func skim(text string) (found []string) {
	var r wire.Reader
	if r.Open([]byte(text)) {
		r.Skip()
	}
	for _, p := range r.Problems() {
		found = append(found, string(p.Code)+" "+p.Pointer)
	}
	return found
}

func TestOpen(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	tests := []struct {
		it, text string
		want     []string
	}{
		{"takes an object", ` {"a": [1, -0.5e+10, true, false, null, "x"] } `, nil},
		{"takes a bare value", `"x"`, nil},
		{"takes every escape", `"\"\\\/\b\f\n\r\t\u4f60\ud83d\ude00"`, nil},
		{"takes 32 levels", deep(32), nil},
		{"stops at 33 levels", deep(33), []string{"json_depth #" + strings.Repeat("/0", 32)}},
		{"stops at a hundred thousand levels", deep(100_000), []string{"json_depth #" + strings.Repeat("/0", 32)}},
		{"takes keys that mean something elsewhere", `{"__proto__":1,"constructor":2,"toString":3,"":4}`, nil},

		{"stops at nothing", ``, []string{"json_syntax #"}},
		{"stops at white space", " \n", []string{"json_syntax #"}},
		{"stops at NUL", "\x00", []string{"json_syntax #"}},
		{"stops at an open object", `{`, []string{"json_syntax #"}},
		{"stops at an open array", `{"a":[1`, []string{"json_syntax #/a/0"}},
		{"stops at an open text", `{"a":"b`, []string{"json_syntax #/a"}},
		{"stops at an open escape", `{"a":"b\`, []string{"json_syntax #/a"}},
		{"stops at an unknown escape", `["\x41"]`, []string{"json_syntax #/0"}},
		{"stops at a short escape", `["\u00g0"]`, []string{"json_syntax #/0"}},
		{"stops at a comma too many", `{"a":1,}`, []string{"json_syntax #"}},
		{"stops at a comma too many in an array", `[1,]`, []string{"json_syntax #/1"}},
		{"stops at a missing comma", `{"a":{"b":1 "c":2}}`, []string{"json_syntax #/a/b"}},
		{"stops at a missing colon", `{"a" 1}`, []string{"json_syntax #/a"}},
		{"stops at the wrong bracket", `{"a":[1}`, []string{"json_syntax #/a/0"}},
		{"stops at an open key", `{"a`, []string{"json_syntax #"}},
		{"stops at a bare key", `{a:1}`, []string{"json_syntax #"}},
		{"stops at single quotes", `{'a':1}`, []string{"json_syntax #"}},
		{"stops at a comment", `{"a":1 /* b */}`, []string{"json_syntax #/a"}},
		{"stops at a word", `[nul]`, []string{"json_syntax #/0"}},
		{"stops at a capital word", `[True]`, []string{"json_syntax #/0"}},
		{"stops at a leading zero", `[012]`, []string{"json_syntax #/0"}},
		{"stops at a plus", `[+1]`, []string{"json_syntax #/0"}},
		{"stops at a bare point", `[.5]`, []string{"json_syntax #/0"}},
		{"stops after a point", `[5.]`, []string{"json_syntax #/0"}},
		{"stops after an exponent", `[1e]`, []string{"json_syntax #/0"}},
		{"stops at a lone minus", `[-]`, []string{"json_syntax #/0"}},
		{"stops at hexadecimal", `[0x10]`, []string{"json_syntax #/0"}},
		{"stops at no number", `[NaN]`, []string{"json_syntax #/0"}},
		{"stops at no number of another name", `[-Infinity]`, []string{"json_syntax #/0"}},

		{"goes on after a byte order mark", "\xEF\xBB\xBF[\"\xFF\"]", []string{"json_encoding #", "json_encoding #/0"}},
		{"goes on after bad UTF-8", "{\"a\":\"\xFF\",\"b\":\"\xC0\x80\",\"c\":\"\xED\xA0\x80\"}",
			[]string{"json_encoding #/a", "json_encoding #/b", "json_encoding #/c"}},
		{"points at the object of a bad key", "{\"a\":{\"\xFF\":[\"\xFF\"]}}", []string{"json_encoding #/a", "json_encoding #/a"}},
		{"goes on after half a surrogate pair", `["\ud800","\udc00","\ud800\ud800","\ud83dx"]`,
			[]string{"json_encoding #/0", "json_encoding #/1", "json_encoding #/2", "json_encoding #/3"}},
		{"goes on after a control character", "[\"a\nb\x00\",\"\x1F\"]", []string{"json_control #/0", "json_control #/1"}},
		{"goes on before a second document", `{"a":1}{"a":1}`, []string{"json_trailing #"}},
		{"goes on before a byte too many", "[]\x00", []string{"json_trailing #"}},
		{"names both of a text", "[\"\xFF\x01\"]", []string{"json_encoding #/0", "json_control #/0"}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) { assert.Equal(t, test.want, skim(test.text)) })
	}
}

func TestOpenBoundsTheDocument(t *testing.T) {
	largest := `"` + strings.Repeat("x", wire.MaxDocument-2) + `"`
	assert.Empty(t, skim(largest))
	assert.Equal(t, []string{"document_size #"}, skim(largest+" "))
}

func TestSyntaxProblemsSayWhere(t *testing.T) {
	var r wire.Reader
	assert.False(t, r.Open([]byte(`{"a":tru}`)))
	assert.Equal(t, []wire.Problem{{
		Code: wire.JSONSyntax, Pointer: "#/a", Detail: "at byte 6: expected true, false, null or another value",
	}}, r.Problems())
}

func TestPointers(t *testing.T) {
	long := strings.Repeat("k", wire.MaxKey)
	tests := []struct{ it, text, want string }{
		{"escapes what a pointer parts by", `{"a/b~c":"` + "\x01" + `"}`, "#/a~1b~0c"},
		{"escapes what a fragment cannot hold", `{"%<\">^` + "`" + `{|} #\\":"` + "\x01" + `"}`, "#/%25%3C%22%3E%5E%60%7B%7C%7D%20%23%5C"},
		{"escapes other scripts", `{"利息":"` + "\x01" + `"}`, "#/%E5%88%A9%E6%81%AF"},
		{"reads escapes in a key", `{"\u0061\u002f":"` + "\x01" + `"}`, "#/a~1"},
		{"reads every escape in a key", `{"\"\\\/\b\f\n\r\t\u00E9\ud83d\uDE00\udc00":"` + "\x01" + `"}`, "#/%22%5C~1%08%0C%0A%0D%09%C3%A9%F0%9F%98%80%EF%BF%BD"},
		{"leaves what a fragment holds", `{"-._!$&'()*+,;=:@?09azAZ":"` + "\x01" + `"}`, "#/-._!$&'()*+,;=:@?09azAZ"},
		{"names an empty key", `{"":"` + "\x01" + `"}`, "#/"},
		{"names a key of 64 bytes", `{"` + long + `":"` + "\x01" + `"}`, "#/" + long},
		{"points at the parent of a longer one", `{"a":{"k` + long + `":{"b":"` + "\x01" + `"}}}`, "#/a"},
		{"counts items", `[[],[0,{"a":"` + "\x01" + `"}]]`, "#/1/1/a"},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			found := skim(test.text)
			assert.Equal(t, "json_control "+test.want, found[len(found)-1])
		})
	}
}

func TestProblemsAreBounded(t *testing.T) {
	// 100 bad texts: the first 64 are listed, in order.
	found := skim("[" + strings.Repeat("\"\x01\",", 99) + "\"\x01\"]")
	assert.Len(t, found, wire.MaxProblems)
	assert.Equal(t, "json_control #/0", found[0])
	assert.Equal(t, "json_control #/63", found[63])
}

func TestAppendProblems(t *testing.T) {
	assert.JSONEq(t, `{"problems":[]}`, string(wire.AppendProblems(nil, nil)))
	problems := []wire.Problem{
		{Code: wire.AmountPrecision, Pointer: "#/a", Detail: `at most 2 decimals for "CNY"`, Allowed: "1642.50"},
		{Code: wire.NullValue, Pointer: "#", Detail: "null"},
	}
	assert.Equal(t, `x{"problems":[{"code":"amount_precision","pointer":"#/a","detail":"at most 2 decimals for \"CNY\"","allowed":"1642.50"},`+
		`{"code":"null_value","pointer":"#","detail":"null"}]}`, string(wire.AppendProblems([]byte("x"), problems)))
}

func TestMalformed(t *testing.T) {
	assert.False(t, wire.Malformed(nil))
	assert.False(t, wire.Malformed([]wire.Problem{{Code: wire.JSONUnknownKey}, {Code: wire.NumberRange}}))
	assert.True(t, wire.Malformed([]wire.Problem{{Code: wire.JSONUnknownKey}, {Code: wire.JSONTrailing}}))
}
