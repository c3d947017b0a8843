package wire_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"parley/calc/wire"
)

// written returns what one call appends.
func written(digits int, write func(w *wire.Writer)) string {
	w := wire.NewWriter(nil, digits)
	write(&w)
	return string(w.Text())
}

func TestWriterFixed(t *testing.T) {
	tests := []struct {
		minor  int64
		digits int
		want   string
	}{
		{0, 2, `"0.00"`}, {0, 0, `"0"`}, {5, 2, `"0.05"`}, {-5, 2, `"-0.05"`}, {5, 3, `"0.005"`}, {100, 2, `"1.00"`},
		{164250, 2, `"1642.50"`}, {-164250, 2, `"-1642.50"`}, {1642, 0, `"1642"`},
		{math.MaxInt64, 3, `"9223372036854775.807"`}, {math.MinInt64, 2, `"-92233720368547758.08"`},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, written(test.digits, func(w *wire.Writer) { w.Fixed("", test.minor) }))
	}
}

// Around every power of ten, where a number grows by a digit.
func TestWriterFixedAtEachLength(t *testing.T) {
	for power := int64(1); ; power *= 10 {
		for _, minor := range []int64{power - 1, power, power + 1, -power, 1 - power} {
			for digits := range 5 {
				want := `"` + decimal.New(minor, int32(-digits)).StringFixed(int32(digits)) + `"`
				assert.Equal(t, want, written(digits, func(w *wire.Writer) { w.Fixed("", minor) }))
			}
			assert.Equal(t, strconv.FormatInt(minor, 10), written(2, func(w *wire.Writer) { w.Int("", minor) }))
		}
		if power > math.MaxInt64/10 {
			break
		}
	}
}

func TestWriterDecimal(t *testing.T) {
	tests := []struct {
		coefficient int64
		exponent    int32
		want        string
	}{
		{0, 0, `"0"`}, {0, -4, `"0"`}, {0, 5, `"0"`}, {5, -4, `"0.0005"`}, {150, -2, `"1.5"`}, {100, -2, `"1"`}, {-15, -1, `"-1.5"`},
		{12, 3, `"12000"`}, {12, 0, `"12"`}, {1, -18, `"0.000000000000000001"`},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, written(0, func(w *wire.Writer) { w.Decimal("", test.coefficient, test.exponent) }))
	}
}

func TestWriterKeys(t *testing.T) {
	assert.Equal(t, `{"a":true,"b":-7,"c":"d"}`, written(0, func(w *wire.Writer) {
		w.Raw("{")
		w.Key("a")
		w.Bool("", true)
		w.Key("b")
		w.Int("", -7)
		w.Key("c")
		w.Quoted("", []byte("d"))
		w.Raw("}")
	}))
}

// The standard library's encoder escapes the same characters in the same way.
func TestWriterStringEqualsEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOf(rapid.RuneFrom([]rune("\x00\x07\b\f\n\r\t\x1f \"\\/<>&\x7f\u0080\u2028\u2029\ufffd利😀"))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		).Draw(t, "text")
		var want bytes.Buffer
		encoder := json.NewEncoder(&want)
		encoder.SetEscapeHTML(false)
		assert.NoError(t, encoder.Encode(text))
		assert.Equal(t, strings.TrimSuffix(want.String(), "\n"), written(0, func(w *wire.Writer) { w.String("", text) }))
	})
}

func TestMoneyReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 99_999_999_999_999_999
		digits := rapid.SampledFrom([]int{2, 3}).Draw(t, "digits")
		minor := rapid.Int64Range(-most, most).Draw(t, "minor")
		text := written(digits, func(w *wire.Writer) { w.Fixed("", minor) })
		assert.Equal(t, `"`+decimal.New(minor, int32(-digits)).StringFixed(int32(digits))+`"`, text)
		var r wire.Reader
		assert.True(t, r.Open([]byte(text)))
		r.SetScale(digits, "XXX")
		assert.Equal(t, minor, r.Fixed(-most, most))
		assert.Empty(t, r.Problems())
	})
}

func TestSharesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 999_999_999_999_999_999
		value := rapid.Int64Range(-most, most).Draw(t, "value")
		text := written(0, func(w *wire.Writer) { w.Decimal("", value, -wire.DecimalPlaces) })
		assert.Equal(t, `"`+decimal.New(value, -wire.DecimalPlaces).String()+`"`, text)
		var r wire.Reader
		assert.True(t, r.Open([]byte(text)))
		coefficient, exponent := r.Decimal(-most, most)
		assert.Empty(t, r.Problems())
		assert.True(t, decimal.New(value, -wire.DecimalPlaces).Equal(decimal.New(coefficient, exponent)))
		assert.Equal(t, text, written(0, func(w *wire.Writer) { w.Decimal("", coefficient, exponent) }))
	})
}
