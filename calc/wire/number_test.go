package wire_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/wire"
)

// read opens one value, reads it, and returns its only problem, if any, as
// "code allowed".
func read(t *testing.T, text string, take func(r *wire.Reader)) string {
	var r wire.Reader
	require.True(t, r.Open([]byte(text)), text)
	take(&r)
	problems := r.Problems()
	if len(problems) == 0 {
		return ""
	}
	require.Len(t, problems, 1, text)
	return strings.TrimSpace(string(problems[0].Code) + " " + problems[0].Allowed)
}

func TestFixed(t *testing.T) {
	const most = 999_999_999_999_999_999
	nines := strings.Repeat("9", 15)
	tests := []struct {
		text         string
		digits       int
		least, value int64
		problem      string
	}{
		{`"0"`, 2, 0, 0, ""},
		{`"0.00"`, 2, 0, 0, ""},
		{`"1000"`, 2, 0, 100000, ""},
		{`"1000.5"`, 2, 0, 100050, ""},
		{`"1642.50"`, 2, 0, 164250, ""},
		{`"0.05"`, 2, 0, 5, ""},
		{`"\u0031.5"`, 2, 0, 150, ""},
		{`"1642"`, 0, 0, 1642, ""},
		{`"1.234"`, 3, 0, 1234, ""},
		{`"-1.50"`, 2, -most, -150, ""},
		{`"9007199254740993"`, 0, 0, 0, "number_range 999999999999999"},
		{`"` + nines + `.999"`, 3, 0, most, ""},
		{`"` + nines + `"`, 0, 0, 999_999_999_999_999, ""},
		{`"1` + nines + `"`, 2, 0, 0, "number_range 999999999999999.99"},
		{`"-1` + nines + `"`, 2, -most, 0, "number_range -999999999999999.99"},
		{`"-1` + nines + `"`, 2, 0, 0, "number_range 0.00"},

		// A third decimal is refused even when it is zero, and the cut text is allowed.
		{`"1642.500"`, 2, 0, 0, "amount_precision 1642.50"},
		{`"1642.509"`, 2, 0, 0, "amount_precision 1642.50"},
		{`"1642.5"`, 0, 0, 0, "amount_precision 1642"},
		{`"0.0005"`, 3, 0, 0, "amount_precision 0.000"},
		{`"-0.005"`, 2, -most, 0, "amount_precision 0.00"},
		{`"-1.005"`, 2, -most, 0, "amount_precision -1.00"},
		// What would be cut to a figure below the least is out of range instead.
		{`"0.005"`, 2, 1, 0, "number_range 0.01"},
		{`"0"`, 2, 1, 0, "number_range 0.01"},
		{`"-0.005"`, 2, 0, 0, "number_range 0.00"},
		{`"-1.50"`, 2, 0, 0, "number_range 0.00"},

		// One spelling for every number.
		{`"-0"`, 2, 0, 0, "number_grammar"},
		{`"-0.00"`, 2, -most, 0, "number_grammar"},
		{`""`, 2, 0, 0, "number_grammar"},
		{`"-"`, 2, 0, 0, "number_grammar"},
		{`"."`, 2, 0, 0, "number_grammar"},
		{`"+1"`, 2, 0, 0, "number_grammar"},
		{`".5"`, 2, 0, 0, "number_grammar"},
		{`"5."`, 2, 0, 0, "number_grammar"},
		{`"1.2.3"`, 2, 0, 0, "number_grammar"},
		{`"00012"`, 2, 0, 0, "number_grammar"},
		{`"00.5"`, 2, 0, 0, "number_grammar"},
		{`"1,000"`, 2, 0, 0, "number_grammar"},
		{`"1 000"`, 2, 0, 0, "number_grammar"},
		{`" 1"`, 2, 0, 0, "number_grammar"},
		{`"1_000"`, 2, 0, 0, "number_grammar"},
		{`"１２３"`, 2, 0, 0, "number_grammar"},
		{`"٣"`, 2, 0, 0, "number_grammar"},
		{`"−5"`, 2, 0, 0, "number_grammar"},
		{`"NaN"`, 2, 0, 0, "number_grammar"},
		{`"Infinity"`, 2, 0, 0, "number_grammar"},
		{`"0x10"`, 2, 0, 0, "number_grammar"},
		{`"1e"`, 2, 0, 0, "number_grammar"},
		{`"1e1000000000"`, 2, 0, 0, "number_grammar"},
		{`"1E5"`, 2, 0, 0, "number_grammar"},
		{`"1e-9999"`, 2, 0, 0, "number_grammar"},
		{`"1\u00000"`, 2, 0, 0, "number_grammar"},

		// 24 characters are looked at, 25 are not.
		{`"0.` + strings.Repeat("0", 22) + `"`, 2, 0, 0, "amount_precision 0.00"},
		{`"0.` + strings.Repeat("0", 23) + `"`, 2, 0, 0, "number_length"},
		{`"0.` + strings.Repeat("0", 100_000) + `"`, 2, 0, 0, "number_length"},
		{`"` + strings.Repeat("7", 200_000) + `"`, 2, 0, 0, "number_length"},

		{`1642.50`, 2, 0, 0, "wrong_type 1642.50"},
		{`1642`, 0, 0, 0, "wrong_type 1642"},
		{`1642`, 3, 0, 0, "wrong_type 1642.500"},
		{`true`, 2, 0, 0, "wrong_type 1642.50"},
		{`null`, 2, 0, 0, "null_value"},
		{`{"value":"1"}`, 2, 0, 0, "wrong_type 1642.50"},

		// Without a currency the grammar is checked and nothing else.
		{`"1.23456"`, -1, 0, 0, ""},
		{`"1e5"`, -1, 0, 0, "number_grammar"},
	}
	for _, test := range tests {
		value := int64(0)
		problem := read(t, test.text, func(r *wire.Reader) {
			r.SetScale(test.digits, "XXX")
			value = r.Fixed(test.least, most)
		})
		assert.Equal(t, test.problem, problem, test.text)
		assert.Equal(t, test.value, value, test.text)
	}
}

func TestFixedSaysWhoseDecimals(t *testing.T) {
	for digits, want := range map[int]string{0: "no decimals for JPY", 2: "at most 2 decimals for JPY"} {
		var r wire.Reader
		require.True(t, r.Open([]byte(`"1.2345"`)))
		r.SetScale(digits, "JPY")
		r.Fixed(0, 1_000_000)
		assert.Equal(t, want, r.Problems()[0].Detail)
	}
}

func TestDecimal(t *testing.T) {
	const one = 10_000_000_000
	tests := []struct {
		text        string
		least, most int64
		coefficient int64
		exponent    int32
		problem     string
	}{
		{`"0"`, 0, 100 * one, 0, 0, ""},
		{`"0.0000"`, 0, 100 * one, 0, 0, ""},
		{`"0.0005"`, 0, 100 * one, 5, -4, ""},
		{`"1.50"`, 0, 100 * one, 15, -1, ""},
		{`"100"`, 0, 100 * one, 100, 0, ""},
		{`"0.0000000001"`, 0, 100 * one, 1, -10, ""},
		{`"12345678.1234567891"`, 0, 99_999_999 * one, 123456781234567891, -10, ""},
		{`"-0.5"`, -one, one, -5, -1, ""},
		{`"0.12345678901"`, 0, one, 0, 0, "number_precision 0.123456789"},
		{`"0.00000000001"`, 0, one, 0, 0, "number_precision 0"},
		{`"1.0000000001"`, 0, one, 0, 0, "number_range 1"},
		{`"100.5"`, 0, 100 * one, 0, 0, "number_range 100"},
		{`"123456789"`, 0, one, 0, 0, "number_range 1"},
		{`"-123456789"`, 0, one, 0, 0, "number_range 0"},
		{`"-0.1"`, 0, one, 0, 0, "number_range 0"},
		{`"5%"`, 0, one, 0, 0, "number_grammar"},
		{`"1e9999"`, 0, one, 0, 0, "number_grammar"},
		{`0.1`, 0, one, 0, 0, "wrong_type 0.0005"},
	}
	for _, test := range tests {
		var coefficient int64
		var exponent int32
		problem := read(t, test.text, func(r *wire.Reader) { coefficient, exponent = r.Decimal(test.least, test.most) })
		assert.Equal(t, test.problem, problem, test.text)
		assert.Equal(t, test.coefficient, coefficient, test.text)
		assert.Equal(t, test.exponent, exponent, test.text)
	}
}

func TestInt(t *testing.T) {
	tests := []struct {
		text        string
		least, most int64
		value       int64
		problem     string
	}{
		{`1`, 1, 600, 1, ""},
		{`600`, 1, 600, 600, ""},
		{`0`, 1, 600, 0, "number_range 1"},
		{`601`, 1, 600, 0, "number_range 600"},
		{`-5`, -5, 5, -5, ""},
		{`-6`, -5, 5, 0, "number_range -5"},
		{`-0`, -5, 5, 0, "number_grammar"},
		{`1.0`, 1, 600, 0, "number_grammar"},
		{`1e2`, 1, 600, 0, "number_grammar"},
		{`1e1000000000`, 1, 600, 0, "number_grammar"},
		{`9223372036854775808`, 1, 600, 0, "number_range 600"},
		{`-9223372036854775809`, 1, 600, 0, "number_range 1"},
		{`9223372036854775808`, 1, 1<<63 - 1, 0, "number_range 9223372036854775807"},
		{strings.Repeat("9", 24), 1, 600, 0, "number_range 600"},
		{strings.Repeat("9", 25), 1, 600, 0, "number_length"},
		{strings.Repeat("9", 200_000), 1, 600, 0, "number_length"},
		{`"24"`, 1, 600, 0, "wrong_type"},
		{`true`, 1, 600, 0, "wrong_type"},
		{`null`, 1, 600, 0, "null_value"},
	}
	for _, test := range tests {
		value := int64(0)
		problem := read(t, test.text, func(r *wire.Reader) { value = r.Int(test.least, test.most) })
		assert.Equal(t, test.problem, problem, test.text)
		assert.Equal(t, test.value, value, test.text)
	}
}
