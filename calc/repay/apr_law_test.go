package repay

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
)

var allMethods = []Method{USRegZ, CNIRRSimple, CNIRRCompound, EU, UK, XIRR}

// someFlows draws one or two advances and up to twelve payments after the first of
// them, gain or loss.
func someFlows(t *rapid.T) []Flow {
	start := civil.Date(rapid.IntRange(10_000, 20_000).Draw(t, "start"))
	lent := money.Amount(rapid.Int64Range(100, 1_000_000_00).Draw(t, "lent"))
	flows := []Flow{{Kind: AdvanceFlow, Amount: lent, Date: start}}
	if rapid.Bool().Draw(t, "second") {
		flows = append(flows, Flow{Kind: AdvanceFlow, Amount: lent/2 + 1, Date: start + civil.Date(rapid.IntRange(0, 200).Draw(t, "later"))})
	}
	n := rapid.IntRange(1, 12).Draw(t, "payments")
	for range n {
		flows = append(flows, Flow{Kind: PaymentFlow,
			Amount: max(lent/money.Amount(n)*money.Amount(rapid.Int64Range(50, 250).Draw(t, "share"))/100, 1),
			Date:   start + civil.Date(rapid.IntRange(1, 2_000).Draw(t, "day"))})
	}
	return flows
}

func rateOf(method Method, flows []Flow) (string, error) {
	annual, _, err := AnnualRateOfFlows(method, eachMonth, flows)
	return annual.APR + " " + annual.APRPercent, err
}

// What the same money in another writing costs: a hundred times as much, in another
// order, with one flow as two, and 28 years later, when the calendar repeats.
func TestRateDoesNotDependOnHowFlowsAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows, method := someFlows(t), rapid.SampledFrom(allMethods).Draw(t, "method")
		want, wantErr := rateOf(method, flows)
		same := func(how string, flows []Flow) {
			got, err := rateOf(method, flows)
			require.Equal(t, wantErr, err, how)
			require.Equal(t, want, got, how)
		}
		var scaled, later, parted []Flow
		for _, flow := range flows {
			more, moved := flow, flow
			more.Amount *= 100
			scaled = append(scaled, more)
			moved.Date = flow.Date.AddMonths(12 * 28)
			later = append(later, moved)
			part := flow
			if part.Amount = flow.Amount / 3; part.Amount > 0 {
				flow.Amount -= part.Amount
				parted = append(parted, part)
			}
			parted = append(parted, flow)
		}
		same("a hundred times as much", scaled)
		same("in another order", rapid.Permutation(flows).Draw(t, "order"))
		same("one flow as two", parted)
		same("28 years later", later)
	})
}

// Sooner is dearer: a payment on an earlier day never lowers a rate. And UK is EU.
func TestEarlierPaymentsAreDearer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := someFlows(t)
		flows = append(flows[:1:1], flows[len(flows)-1])
		flows[1].Amount += flows[0].Amount
		method := rapid.SampledFrom([]Method{EU, XIRR}).Draw(t, "method")
		late, _, lateErr := AnnualRateOfFlows(method, eachMonth, flows)
		if method == EU {
			uk, _, err := AnnualRateOfFlows(UK, eachMonth, flows)
			require.Equal(t, lateErr, err)
			require.Equal(t, late.APR, uk.APR)
		}
		flows[1].Date -= civil.Date(rapid.IntRange(0, int(flows[1].Date-flows[0].Date)-1).Draw(t, "sooner"))
		early, _, err := AnnualRateOfFlows(method, eachMonth, flows)
		if lateErr != nil || err != nil {
			require.Equal(t, ErrRateTooLarge, err)
			return
		}
		require.GreaterOrEqual(t, len(early.APR), len(late.APR))
		if len(early.APR) == len(late.APR) {
			require.GreaterOrEqual(t, early.APR, late.APR)
		}
	})
}

// Other engines answered a rate of zero with NaN, and looked for a payment or a
// rate without end.
func TestRatesThatOthersLoopOn(t *testing.T) {
	at := func(years string) *civil.Ratio { return ratioOf(years) }
	day := aDate("2026-01-10")
	for _, c := range []struct {
		name    string
		method  Method
		flows   []Flow
		apr     string
		err     error
		percent string
	}{
		{name: "no interest is a rate of zero", method: EU, flows: runOf(1200_00, 100_00, 12), apr: "0.0000000000", percent: "0.0"},
		{name: "no interest by dates", method: XIRR, flows: []Flow{{Kind: AdvanceFlow, Amount: 100, Date: day}, {Kind: PaymentFlow, Amount: 100, Date: day + 400}},
			apr: "0.0000000000", percent: "0.00"},
		{name: "paid back the same day costs nothing", method: UK, flows: []Flow{{Kind: AdvanceFlow, Amount: 500_00, Date: day}, {Kind: PaymentFlow, Amount: 500_00, Date: day}},
			apr: "0.0000000000", percent: "0.0"},
		{name: "more paid back the same day has no rate", method: UK, flows: []Flow{{Kind: AdvanceFlow, Amount: 500_00, Date: day}, {Kind: PaymentFlow, Amount: 500_01, Date: day}},
			err: ErrNoRate},
		{name: "half is lost in a day: 0.5^365 - 1", method: XIRR, flows: []Flow{{Kind: AdvanceFlow, Amount: 100, Date: day}, {Kind: PaymentFlow, Amount: 50, Date: day + 1}},
			apr: "-1.0000000000", percent: "-100.00"},
		{name: "all but a cent of the largest amount is lost in a week", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: money.MaxAmount, Date: day}, {Kind: PaymentFlow, Amount: 1, Date: day + 7}},
			apr:   "-1.0000000000", percent: "-100.0"},
		{name: "a quarter is lost in half a year: 0.75² - 1", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 100, T: at("0")}, {Kind: PaymentFlow, Amount: 75, T: at("1/2")}}, apr: "-0.4375000000", percent: "-43.8"},
		{name: "a million times the debt in a year", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 1, T: at("0")}, {Kind: PaymentFlow, Amount: 1_000_001, T: at("1")}}, apr: "1000000.0000000000", percent: "100000000.0"},
		{name: "and beyond it", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 1, T: at("0")}, {Kind: PaymentFlow, Amount: 1_000_002, T: at("1")}}, err: ErrRateTooLarge},
		{name: "far beyond it", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 1, T: at("0")}, {Kind: PaymentFlow, Amount: money.MaxAmount, T: at("1/365")}}, err: ErrRateTooLarge},
		{name: "a tie goes up: 0.00000000005", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 100_000_000_000_000, T: at("0")}, {Kind: PaymentFlow, Amount: 100_000_000_005_000, T: at("1")}},
			apr:   "0.0000000001", percent: "0.0"},
		{name: "and away from zero below it: -0.00000000005", method: EU,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 100_000_000_000_000, T: at("-1/365")}, {Kind: PaymentFlow, Amount: 99_999_999_995_000, T: at("364/365")}},
			apr:   "-0.0000000001", percent: "0.0"},
		{name: "a tie of the percentage: 9.65", method: UK,
			flows: []Flow{{Kind: AdvanceFlow, Amount: 1000_00, T: at("0")}, {Kind: PaymentFlow, Amount: 1096_50, T: at("1")}}, apr: "0.0965000000", percent: "9.7"},
		{name: "a fee a year ahead: 40 + 1000 v² = 1000 v, 1/v = (1000 - √840000)/80", method: EU,
			flows: []Flow{{Kind: PaymentFlow, Amount: 40_00, T: at("-1")}, {Kind: AdvanceFlow, Amount: 1000_00, T: at("0")}, {Kind: PaymentFlow, Amount: 1000_00, T: at("1")}},
			apr:   "0.0435607626", percent: "4.4"},
		{name: "a fee ahead that no rate can carry", method: EU,
			flows: []Flow{{Kind: PaymentFlow, Amount: 400_00, T: at("-1")}, {Kind: AdvanceFlow, Amount: 1000_00, T: at("0")}, {Kind: PaymentFlow, Amount: 1000_00, T: at("1")}},
			err:   ErrNoRate},
		{name: "a fee ahead and a loss: 100 y² - 1000 y + 400 = 0, y = (1000 - √840000)/200", method: EU,
			flows: []Flow{{Kind: PaymentFlow, Amount: 100_00, T: at("-1")}, {Kind: AdvanceFlow, Amount: 1000_00, T: at("0")}, {Kind: PaymentFlow, Amount: 400_00, T: at("1")}},
			apr:   "-0.5825756950", percent: "-58.3"},
	} {
		annual, _, err := AnnualRateOfFlows(c.method, eachMonth, c.flows)
		assert.Equal(t, c.err, err, c.name)
		assert.Equal(t, c.apr, annual.APR, c.name)
		assert.Equal(t, c.percent, annual.APRPercent, c.name)
	}
}
