package wire_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"parley/calc/wire"
)

// pair is what the tests below read: {"name":text,"list":[whole numbers],"deep":pair}.
type pair struct {
	name string
	list []int64
	deep *pair
}

func readPair(r *wire.Reader, v *pair) {
	if !r.Object() {
		return
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch string(key) {
		case "name":
			if r.First(1) {
				v.name = r.String(1, 4)
			}
		case "list":
			if r.First(2) && r.Array() {
				for r.Item(3) {
					v.list = append(v.list, r.Int(-5, 5))
				}
				r.AtLeast(1)
			}
		case "deep":
			if r.First(4) {
				v.deep = new(pair)
				readPair(r, v.deep)
			}
		default:
			r.Unknown()
		}
	}
	r.Require(0b11, "name,list,deep")
}

func decodePair(text string) (v pair, found []string) {
	var r wire.Reader
	if r.Open([]byte(text)) {
		readPair(&r, &v)
	}
	for _, p := range r.Problems() {
		found = append(found, string(p.Code)+" "+p.Pointer)
	}
	return v, found
}

func TestTypedReading(t *testing.T) {
	v, found := decodePair(` { "deep" : {"list":[-5,5,0],"n\u0061me":"\u4f60\ud83d\ude00"} , "name":"a","list" : [ 1 ] } `)
	assert.Empty(t, found)
	assert.Equal(t, pair{"a", []int64{1}, &pair{"你😀", []int64{-5, 5, 0}, nil}}, v)
}

func TestTypedReadingRefuses(t *testing.T) {
	const name, list = `"name":"a"`, `"list":[1]`
	tests := []struct {
		it, text string
		want     []string
	}{
		{"another type", `[]`, []string{"wrong_type #"}},
		{"null for the document", `null`, []string{"null_value #"}},
		{"an empty object", `{}`, []string{"missing_key #/name", "missing_key #/list"}},
		{"missing keys below", `{` + name + `,` + list + `,"deep":{}}`, []string{"missing_key #/deep/name", "missing_key #/deep/list"}},
		{"unknown keys", `{` + name + `,"a":{"b":[1,"]"]},` + list + `,"Name":1}`, []string{"json_unknown_key #/a", "json_unknown_key #/Name"}},
		{"an unknown key with escapes", `{` + name + `,` + list + `,"\u0061\"":1}`, []string{"json_unknown_key #/a%22"}},
		{"an unknown key of any length", `{` + name + `,` + list + `,"` + strings.Repeat(`\u0061`, 999) + `":1}`, []string{"json_unknown_key #"}},
		{"a key twice", `{` + name + `,` + list + `,` + name + `}`, []string{"json_duplicate_key #/name"}},
		{"a key twice, once with escapes", `{` + name + `,` + list + `,"n\u0061me":{}}`, []string{"json_duplicate_key #/name"}},
		{"null", `{"name":null,"list":null,"deep":null}`, []string{"null_value #/name", "null_value #/list", "null_value #/deep"}},
		{"other types", `{"name":1,"list":{},"deep":[]}`, []string{"wrong_type #/name", "wrong_type #/list", "wrong_type #/deep"}},
		{"truths and objects", `{"name":true,"list":false,"deep":"x"}`, []string{"wrong_type #/name", "wrong_type #/list", "wrong_type #/deep"}},
		{"items of other types", `{` + name + `,"list":["1",null,[1]]}`, []string{"wrong_type #/list/0", "null_value #/list/1", "wrong_type #/list/2"}},
		{"too few items", `{` + name + `,"list":[]}`, []string{"too_few_items #/list"}},
		{"too many items", `{"list":[9,1,1,1,{"a":"]"}],` + name + `}`, []string{"number_range #/list/0", "too_many_items #/list"}},
		{"empty text", `{"name":"",` + list + `}`, []string{"text_length #/name"}},
		{"text that is too long", `{"name":"abcde",` + list + `}`, []string{"text_length #/name"}},
		{"text that is far too long", `{"name":"` + strings.Repeat(`\n`, 9999) + `",` + list + `}`, []string{"text_length #/name"}},
		{"text with a control character", `{"name":"a\u0000",` + list + `}`, []string{"text_character #/name"}},
		{"text that turns around", `{"name":"a` + "\u202E" + `b",` + list + `}`, []string{"text_character #/name"}},
		{"everything at once, in order", "{\"name\":\"\xFF\",\"x\":1,\"list\":[\"\x01\"]}{", []string{
			"json_encoding #/name", "json_unknown_key #/x", "json_control #/list/0", "wrong_type #/list/0", "json_trailing #"}},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			_, found := decodePair(test.text)
			assert.Equal(t, test.want, found)
		})
	}
}

// Typed reading takes nothing more once it found as many problems as are listed,
// wherever it stands; those of the first pass keep their place among them.
func TestTypedReadingStops(t *testing.T) {
	const name = `"name":"a"`
	unknown := func(n int) string { return strings.Repeat(`"x":[{}],`, n) }
	below := `{"deep":{` + unknown(63) + `"name":1,"list":[1,"x",true]},"name":5,"list":"` + "\x01" + `"}`
	_, found := decodePair(below)
	assert.Len(t, found, wire.MaxProblems)
	assert.Equal(t, []string{"json_unknown_key #/deep/x", "wrong_type #/deep/name"}, found[62:])

	_, found = decodePair("{" + unknown(63) + `"list":["` + "\x01" + `",2],` + name + `}`)
	assert.Len(t, found, wire.MaxProblems)
	assert.Equal(t, []string{"json_unknown_key #/x", "json_control #/list/0"}, found[62:])

	_, found = decodePair("{" + unknown(62) + `"list":[],` + unknown(9) + name + `}`)
	assert.Equal(t, []string{"too_few_items #/list", "json_unknown_key #/x"}, found[62:])

	_, found = decodePair("{" + unknown(63) + name + `}`)
	assert.Equal(t, []string{"json_unknown_key #/x", "missing_key #/list"}, found[62:])
}

func TestTextIsCountedInCharacters(t *testing.T) {
	for _, text := range []string{"abcd", "甲乙丙丁", "😀😀😀😀", `\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00`} {
		_, found := decodePair(`{"name":"` + text + `","list":[1]}`)
		assert.Empty(t, found, text)
		_, found = decodePair(`{"name":"` + text + `d","list":[1]}`)
		assert.Equal(t, []string{"text_length #/name"}, found, text)
	}
}

func TestOneOf(t *testing.T) {
	for text, want := range map[string]string{
		`"day"`: "day", `"month"`: "month", `"year"`: "year", `"m\u006fnth"`: "month",
		`"Day"`: "", `""`: "", `"da"`: "", `"days"`: "", `"day, month"`: "", `"day "`: "", `1`: "", `null`: "",
		`"` + strings.Repeat("year", 99) + `"`: "",
	} {
		var r wire.Reader
		assert.True(t, r.Open([]byte(text)))
		assert.Equal(t, want, r.OneOf("day, month, year"), text)
		assert.Equal(t, want != "", r.Sound(), text)
	}
}

func TestTopLevelString(t *testing.T) {
	tests := []struct{ it, text, want string }{
		{"finds a key after others", `{"a":{"currency":"x"},"b":["}"],"currency":"CNY"}`, "CNY"},
		{"reads escapes", `{"curr\u0065ncy":"\u0043NY"}`, "CNY"},
		{"takes the first of two", `{"currency":"CNY","currency":"USD"}`, "CNY"},
		{"takes only text", `{"currency":{"a":"b"}}`, ""},
		{"takes nothing long", `{"currency":"` + strings.Repeat("x", 65) + `"}`, ""},
		{"finds nothing below", `{"a":{"currency":"x"}}`, ""},
		{"finds nothing in an array", `["currency","x"]`, ""},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			var r wire.Reader
			assert.True(t, r.Open([]byte(test.text)))
			assert.Equal(t, test.want, r.TopLevelString("currency"))
			assert.Equal(t, test.want, r.TopLevelString("currency"), "a second look finds the same")
		})
	}
}

func TestBool(t *testing.T) {
	for text, want := range map[string]string{`true`: "true []", `false`: "false []", `"true"`: "false [wrong_type]", `0`: "false [wrong_type]"} {
		var r wire.Reader
		assert.True(t, r.Open([]byte(text)))
		b := r.Bool()
		codes := []wire.Code{}
		for _, p := range r.Problems() {
			codes = append(codes, p.Code)
		}
		assert.Equal(t, want, fmt.Sprint(b, " ", codes), text)
	}
}

// A document inside another is handed on as it is written.
func TestDocumentInside(t *testing.T) {
	for text, want := range map[string]string{
		`{"a": {"b":[1, "}"]} ,"c":1}`: `{"b":[1, "}"]}`,
		`{"a":-1.5e3}`:                 `-1.5e3`,
		`{"a":"\""}`:                   `"\""`,
		`{"a": null }`:                 `null`,
		`{"a":[]}`:                     `[]`,
	} {
		var r wire.Reader
		assert.True(t, r.Open([]byte(text)) && r.Object(), text)
		assert.Equal(t, "a", string(r.Next()), text)
		assert.Equal(t, want, string(r.Document()), text)
		if r.Next() != nil {
			r.Skip()
			assert.Nil(t, r.Next(), text)
		}
		assert.Empty(t, r.Problems(), text)
	}
}
