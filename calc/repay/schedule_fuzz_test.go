package repay_test

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"parley/calc/ledger"
	"parley/calc/repay"
)

// choices draws from the fuzzer's bytes as long as there are any, so that each
// byte is a choice that it can change alone.
type choices struct {
	text []byte
	then *rand.PCG
}

func (c *choices) Uint64() uint64 {
	if len(c.text) == 0 {
		return c.then.Uint64()
	}
	var word [8]byte
	word[7] = c.text[0] // the high bits decide a draw
	c.text = c.text[copy(word[:1], c.text):]
	return binary.LittleEndian.Uint64(word[:])
}

// FuzzSchedule makes plans of any terms: each is the clerk's, cell by cell, or both
// say that it is too large; and breaking it anywhere owes what the plan leaves at least.
func FuzzSchedule(f *testing.F) {
	for seed := range byte(16) {
		text := make([]byte, 24)
		for i := range text {
			text[i] = seed * byte(i*37+11)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		terms, debt := randomTerms(rand.New(&choices{text, rand.NewPCG(1, 2)}))
		plan, _, err := repay.ScheduleDebt(&terms, debt)
		if broken := newClerk(&terms, debt, terms.Count).outcome(&plan, err); broken != "" {
			t.Fatal(broken)
		} else if err != nil {
			return
		}
		table, err := repay.BreachTable(terms.InterestFrom, &plan, &terms, &ledger.Components{Fees: debt.Arrears},
			&repay.WaiverTerms{Earned: repay.ProRata, OnBreach: repay.ReinstateUnearned})
		if err != nil {
			t.Fatal(err, describe(&terms, debt))
		}
		for _, row := range table {
			if row.Reinstated > debt.Arrears || row.Owed < row.Reinstated {
				t.Fatal(row, describe(&terms, debt))
			}
		}
	})
}
