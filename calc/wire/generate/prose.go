package main

import (
	"regexp"
	"strings"

	"parley/calc/money"
)

// What the schema and the types say of scalars.
const (
	amountDoc   = "Money as text, with a point and as many decimals as the currency has: \"1642.50\". Never a JSON number."
	decimalDoc  = "A rate or a share as text, a fraction of one with at most 10 decimals: \"0.0005\". Never a percentage, never a JSON number."
	dateDoc     = "A calendar day from 1970-01-01 to 2199-12-31, written YYYY-MM-DD."
	ratioDoc    = "An exact ratio of two whole numbers as text: \"39/90\", or \"3\" for three wholes."
	currencyDoc = "A currency by its ISO 4217 code."
)

// aboutWord says what a word means: the comment of its constant, with the words
// in place of Go names. It is empty when there is no comment.
func aboutWord(t *typ, w word) string {
	if w.doc == "" {
		return ""
	}
	doc, named := strings.CutPrefix(w.doc, w.goName+" ")
	for _, other := range t.words {
		doc = regexp.MustCompile(`\b`+other.goName+`\b`).ReplaceAllLiteralString(doc, other.text)
	}
	if named {
		return "`" + w.text + "` " + doc
	}
	return "`" + w.text + "`: " + doc
}

// currencies lists every code that the engine reads.
func currencies() (codes []string) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code := string([]rune{a, b, c})
				if _, ok := money.Currency(code).Digits(); ok {
					codes = append(codes, code)
				}
			}
		}
	}
	return codes
}
