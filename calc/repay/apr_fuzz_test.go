package repay

import (
	"errors"
	"strings"
	"testing"

	"parley/calc/civil"
	"parley/calc/money"
)

// flowsOfBytes reads a method, a unit and flows, eight bytes each, in all the ways
// that a request may tell time, and some that it may not.
func flowsOfBytes(data []byte) (method Method, unit civil.Frequency, flows []Flow) {
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	method = allMethods[next()%len(allMethods)]
	unit = civil.Frequency{Unit: [...]civil.Unit{civil.UnitDay, civil.UnitWeek, civil.UnitSemiMonth, civil.UnitMonth, civil.UnitYear}[next()%5], N: 1 + next()%13}
	for len(data) > 0 && len(flows) < 60 {
		kind, size, when, more := next(), next(), next()<<8+next(), next()
		flow := Flow{Kind: []FlowKind{AdvanceFlow, PaymentFlow}[kind&1], Amount: money.Amount(1 + size)}
		for range next() % 17 {
			flow.Amount *= 10
		}
		if kind&2 == 0 {
			flow.Date = civil.Date(1 + when)
		}
		if kind&4 != 0 || kind&2 != 0 {
			flow.T = &civil.Ratio{Num: int64(when - 1<<14), Den: [...]int64{1, 12, 365, 366, 52, 1461, 999_983, 4380}[more&7]}
		}
		if kind&8 != 0 {
			flow.F = &civil.Ratio{Num: int64(more), Den: int64(more+next())%400 + 1}
		}
		if kind&16 != 0 {
			flow.Count, flow.Step = 1+next(), next()
		}
		if kind&32 != 0 {
			flow.Every = &unit
		}
		flows = append(flows, flow)
	}
	return method, unit, flows
}

// FuzzRateOfFlows takes any flows: there is a rate of the sign that the totals ask
// for, or a reason why there is none.
func FuzzRateOfFlows(f *testing.F) {
	f.Add([]byte{3, 3, 0, 0, 99, 64, 0, 0, 4, 1, 109, 65, 50, 0, 4})                                // eu, by dates
	f.Add([]byte{4, 3, 0, 2, 99, 64, 0, 1, 4, 17 + 2, 9, 64, 1, 1, 4, 11, 1})                       // uk, t as a ratio
	f.Add([]byte{5, 0, 0, 0, 99, 64, 0, 0, 4, 1, 9, 65, 50, 0, 4})                                  // xirr, a loss
	f.Add([]byte{0, 3, 0, 2, 99, 64, 0, 0, 4, 10, 109, 64, 12, 7, 4, 30})                           // us_reg_z with an odd fraction
	f.Add([]byte{3, 1, 0, 1, 3, 60, 0, 0, 2, 0, 99, 64, 0, 0, 4, 1, 99, 66, 50, 0, 4})              // a fee ahead
	f.Add([]byte{3, 3, 0, 0, 99, 64, 0, 0, 16, 1, 0, 64, 1, 0, 0, 0, 99, 80, 0, 0, 9, 1, 9, 90, 0}) // nearly all is lost
	f.Fuzz(func(t *testing.T, data []byte) {
		method, unit, flows := flowsOfBytes(data)
		annual, period, err := AnnualRateOfFlows(method, unit, flows)
		if err != nil {
			var faults FlowFaults
			if !errors.As(err, &faults) && err != ErrNoRate && err != ErrManyRates && err != ErrRateTooLarge {
				t.Fatal(err)
			}
			return
		}
		balance := 0.0
		for _, flow := range flows {
			sum := float64(flow.Amount) * float64(max(flow.Count, 1))
			if flow.Kind == AdvanceFlow {
				sum = -sum
			}
			balance += sum
		}
		below := strings.HasPrefix(annual.APR, "-")
		above := strings.Trim(annual.APR, "0.") != "" && !below
		if below && balance > 0 || above && balance < 0 || below && strings.HasPrefix(annual.APRPercent, "1") {
			t.Fatalf("%s %s: %+v %s, balance %g", method, unit.Unit, annual, period, balance)
		}
	})
}
