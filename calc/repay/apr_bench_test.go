package repay

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"parley/calc/civil"
	"parley/calc/money"
)

// levelPlan is 10,000.00 a year earlier and n monthly payments, at about 1% a month.
func levelPlan(n int) (from civil.Date, financed money.Amount, instalments []Instalment) {
	from, _ = civil.Of(2024, 1, 10)
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	payment := money.Amount(1_000_000/n + 1_000_000/150)
	for k := range n {
		instalments = append(instalments, Instalment{N: k + 1, Due: month.Date(from+31, k), Amount: payment})
	}
	return from, 1_000_000, instalments
}

var sink AnnualRate

func BenchmarkPlanRate(b *testing.B) {
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	for _, method := range [...]Method{USRegZ, CNIRRCompound, EU} {
		for _, n := range [...]int{1, 12, 60, 360} {
			from, financed, instalments := levelPlan(n)
			b.Run(fmt.Sprintf("%s/%d", method, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					sink, _ = PlanRate(method, month, from, financed, instalments)
				}
			})
		}
	}
}

// Odd days of the first period, which compound, and a second drawdown after the
// first payment, which asks for the wide path.
func BenchmarkRateInYears(b *testing.B) {
	flows := []Flow{
		{Kind: AdvanceFlow, Amount: 1000_00, Date: aDate("2024-01-10")},
		{Kind: PaymentFlow, Amount: 95_00, Date: aDate("2024-02-27"), Count: 24, Every: &eachMonth},
	}
	second := append(flows[:2:2], Flow{Kind: AdvanceFlow, Amount: 1000_00, Date: aDate("2024-05-10")})
	for name, flows := range map[string][]Flow{"odd days": flows, "two drawdowns": second} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink, _, _ = AnnualRateOfFlows(EU, eachMonth, flows)
			}
		})
	}
}

func BenchmarkRateOracle(b *testing.B) {
	for _, n := range [...]int{12, 60, 360} {
		c := cash{advances: []sum{{amount: 1_000_000}}, parts: 30}
		for k := range n {
			c.payments = append(c.payments, sum{uint64(1_000_000/n + 1_000_000/150), int32(k + 1), 0})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				oracleText(oracleRate(&c), yearly{12, 1, false})
			}
		})
	}
}

func TestPlanRateAllocatesOnlyItsText(t *testing.T) {
	month := civil.Frequency{Unit: civil.UnitMonth, N: 1}
	from, financed, instalments := levelPlan(60)
	assert.Equal(t, 2.0, testing.AllocsPerRun(100, func() {
		sink, _ = PlanRate(USRegZ, month, from, financed, instalments)
	}), "one text for the rate and one for the percentage")
}
