package policy

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
)

// FuzzResolve asks any pack about any day and any figures: nothing panics, what
// holds is what the slow way finds, and every finding is cited and calm.
func FuzzResolve(f *testing.F) {
	for i := range packs {
		f.Add(uint8(i), int32(day("2026-11-24")), int32(day("2020-08-19")), int64(1_000_000), uint16(91))
	}
	f.Add(uint8(2), int32(1), int32(84006), int64(-1), uint16(0))
	f.Fuzz(func(t *testing.T, at uint8, on32, contract32 int32, figure int64, days uint16) {
		head := Packs()[int(at)%len(packs)]
		asked := civil.Date(on32)
		if !asked.Valid() {
			return
		}
		contract := max(0, min(civil.Date(contract32), civil.MaxDate))
		rules, err := Resolve(head.ID, asked)
		held, readErr := Read(head.ID, asked)
		require.Equal(t, err, readErr)
		if err != nil {
			require.Less(t, asked, head.From)
			return
		}
		whole, err := Read(head.ID, 0)
		require.NoError(t, err)
		require.Equal(t, on(whole, asked), held.Series)

		sum := money.Amount(figure)
		rate := decimal.New(figure, -10).Abs()
		components := []string{"fees", "principal", "penalty", "interest"}
		for _, findings := range [][]Finding{
			rules.CheckPlanRate(rate, contract), rules.CheckRateCap(rate, contract), rules.CheckPlanMonths(int(days)), rules.CheckDisclosure(),
			rules.CheckLimitation(contract), rules.CheckContractRate(rate, "day", contract), rules.CheckPenaltyFactor(rate, rate.Add(rate)),
			rules.CheckInterestBase(components), rules.CheckLateFeeShare(rate), rules.CheckLateFeeLimit("USD", sum, 100),
			rules.CheckLateFeeAmount("USD", sum), rules.CheckAllocation(components, int(days)),
			first(rules.CheckCharges("CNY", sum, rate, contract)),
			first(rules.CheckCost("GBP", &Cost{Credit: sum, Charged: sum, LateFees: sum, PrincipalDays: rate})),
		} {
			for _, finding := range findings {
				cited(t, finding)
			}
		}
	})
}

func first(findings []Finding, _ error) []Finding { return findings }
