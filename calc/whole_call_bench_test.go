package calc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

// A whole call, from the bytes of the request to the bytes of the answer, beside
// encoding/json that only writes the same bytes from structs of ready-made text.
func BenchmarkWholeCall(b *testing.B) {
	wholeCall(b, "assess/324_entries", "assess", cardHistory(36), appendAssessAnswer, decodeAssessRequest, assess)
	wholeCall(b, "quote/60_rows_and_breach_table", "quote", []byte(strings.Replace(quoteText, `"count":24`, `"count":60`, 1)),
		appendQuoteAnswer, decodeQuoteRequest, quote)
}

func wholeCall[Request, Answer any, Problems any](
	b *testing.B, name, op string, request []byte,
	write func([]byte, *Answer) []byte, read func([]byte) (Request, Problems), compute func(*Request) (Answer, Problems),
) {
	understood, _ := read(request)
	answer, _ := compute(&understood)
	body := write(nil, &answer)
	require.True(b, bytes.Equal(body, Do(op, request).Body))
	digits, _ := money.Currency("CNY").Digits()
	ready := asText(reflect.ValueOf(answer), digits, false).Interface()
	b.Run(name+"/parley", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Do(op, request)
		}
	})
	b.Run(name+"/encoding_json_of_the_answer", func(b *testing.B) {
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		b.ReportAllocs()
		for b.Loop() {
			out.Reset()
			require.NoError(b, encoder.Encode(ready))
		}
		require.True(b, bytes.Equal(append(body, '\n'), out.Bytes()), "the rival writes other bytes")
	})
}

// asText copies an answer into structs whose scalars are the text that JSON shows.
func asText(v reflect.Value, digits int, optional bool) reflect.Value {
	switch scalar := v.Interface().(type) {
	case money.Amount:
		if scalar == 0 && optional {
			return reflect.ValueOf("")
		}
		return reflect.ValueOf(decimal.New(int64(scalar), -int32(digits)).StringFixed(int32(digits)))
	case civil.Date:
		if scalar == 0 {
			return reflect.ValueOf("")
		}
		return reflect.ValueOf(scalar.String())
	case civil.Ratio:
		if scalar.Den == 1 {
			return reflect.ValueOf(fmt.Sprint(scalar.Num))
		}
		return reflect.ValueOf(scalar.String())
	case decimal.Decimal:
		return reflect.ValueOf(scalar.String())
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return reflect.Zero(reflect.PointerTo(asText(reflect.Zero(v.Type().Elem()), digits, false).Type()))
		}
		inner := asText(v.Elem(), digits, false)
		pointer := reflect.New(inner.Type())
		pointer.Elem().Set(inner)
		return pointer
	case reflect.Slice:
		list := reflect.MakeSlice(reflect.SliceOf(asText(reflect.Zero(v.Type().Elem()), digits, false).Type()), 0, v.Len())
		for i := range v.Len() {
			list = reflect.Append(list, asText(v.Index(i), digits, false))
		}
		return list
	case reflect.Struct:
		var fields []reflect.StructField
		var values []reflect.Value
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.Tag.Get("json") == "" || field.Tag.Get("json") == "-" {
				continue
			}
			values = append(values, asText(v.Field(i), digits, strings.HasSuffix(field.Tag.Get("json"), ",omitempty")))
			fields = append(fields, reflect.StructField{Name: field.Name, Type: values[len(values)-1].Type(), Tag: field.Tag})
		}
		made := reflect.New(reflect.StructOf(fields)).Elem()
		for i, value := range values {
			made.Field(i).Set(value)
		}
		return made
	}
	return v
}

// cardHistory is a card with six purchases, a statement and a payment each month.
func cardHistory(months int) []byte {
	var text strings.Builder
	text.WriteString(assessText[:strings.Index(assessText, `"entries"`)] + `"entries":[`)
	for i := range months {
		year, month := 2023+i/12, i%12+1
		for day := 1; day <= 7; day++ {
			fmt.Fprintf(&text, `{"date":"%d-%02d-%02d","kind":"purchase","amount":"123.45"},`, year, month, day)
		}
		fmt.Fprintf(&text, `{"date":"%d-%02d-10","kind":"statement","minimum":"100.00","due":"%d-%02d-28"},`, year, month, year, month)
		fmt.Fprintf(&text, `{"date":"%d-%02d-25","kind":"payment","amount":"150.00"},`, year, month)
	}
	return []byte(strings.TrimSuffix(text.String(), ",") + "]}")
}
