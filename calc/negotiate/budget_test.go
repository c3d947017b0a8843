package negotiate_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
	. "parley/calc/negotiate"
)

var quarterly = civil.Frequency{Unit: civil.UnitMonth, N: 3}

func amount(a money.Amount) *money.Amount { return &a }

func TestCaps(t *testing.T) {
	fortnight := civil.Frequency{Unit: civil.UnitWeek, N: 2}
	income := []RegularSum{{Amount: 9000_00, Every: monthly}}
	rent := RegularSum{Amount: 3500_00, Every: monthly, Essential: true}
	for _, row := range []struct {
		why                     string
		b                       Budget
		month, fortnight, three money.Amount
	}{
		{"nothing stated limits nothing", Budget{}, Most, Most, Most},
		{"100 a month: 1200 / 26 = 46.153…, 1200 / 4", Budget{PerPeriod: amount(100_00)}, 100_00, 46_15, 300_00},
		{"100 a fortnight: 2600 / 12 = 216.666…, 2600 / 4", Budget{PerPeriod: amount(100_00), Every: &fortnight}, 216_66, 100_00, 650_00},
		{"9000 − 3500 − 300 = 5200: 62400 / 26 = 2400, × 3", Budget{Income: income, Outgoings: []RegularSum{rent}, Buffer: 300_00}, 5200_00, 2400_00, 15600_00},
		{"(9000 − 3500) × 0.5 − 300 = 2450: 29400 / 26 = 1130.769…", Budget{Income: income, Outgoings: []RegularSum{rent}, Buffer: 300_00, Share: fraction("0.5")}, 2450_00, 1130_76, 7350_00},
		{"the lesser of what is stated and what is left", Budget{PerPeriod: amount(1000_00), Income: income, Outgoings: []RegularSum{rent}}, 1000_00, 461_53, 3000_00},
		{"rent is below the floor of 4000, and a debt of 1000 is no essential: 9000 − 4000 − 1000", Budget{
			Income: income, EssentialsFloor: 4000_00, Outgoings: []RegularSum{rent, {Amount: 1000_00, Every: monthly}},
		}, 4000_00, 1846_15, 12000_00},
		{"100 a week: 5200 / 12 = 433.333…", Budget{Income: []RegularSum{{Amount: 100_00, Every: weekly}}}, 433_33, 200_00, 1300_00},
		{"outgoings above the income leave nothing", Budget{Income: income, Outgoings: []RegularSum{{Amount: 9000_01, Every: monthly}}}, 0, 0, 0},
		{"as much as the income leaves nothing", Budget{Income: income, Buffer: 9000_00}, 0, 0, 0},
	} {
		assert.Equal(t, []money.Amount{row.month, row.fortnight, row.three}, row.b.Caps(dated("2026-11-23"), []civil.Frequency{monthly, fortnight, quarterly}), row.why)
	}
}

func TestCapsOfIrregularMonths(t *testing.T) {
	for _, row := range []struct {
		why              string
		earliest, latest string
		want             money.Amount
	}{
		{"the leanest is February: 1000 − 400", "2026-11-23", "2027-12-31", 600_00},
		{"a plan from March has no February", "2027-03-01", "2027-12-31", 1000_00},
		{"a plan from the last of February has", "2027-02-28", "2027-12-31", 600_00},
		{"a plan until the last of January has January: 1000 + 100 − 300", "2026-11-23", "2027-01-31", 800_00},
		{"a plan until the first of February has February", "2026-11-23", "2027-02-01", 600_00},
	} {
		b := Budget{
			Income: []RegularSum{{Amount: 1000_00, Every: monthly}}, Earliest: dated(row.earliest), LatestFinish: dated(row.latest),
			Irregular: []IrregularMonth{
				{Month: dated("2027-01-01"), Income: 100_00, Outgoings: 300_00}, {Month: dated("2027-02-01"), Outgoings: 400_00},
				{Month: dated("2027-06-01"), Income: 5000_00},
			},
		}
		assert.Equal(t, []money.Amount{row.want}, b.Caps(dated("2026-11-23"), []civil.Frequency{monthly}), row.why)
	}
}

// More income never lowers a cap, and more outgoings never raise one.
func TestCapsAreMonotone(t *testing.T) {
	frequencies := []civil.Frequency{monthly, weekly, quarterly, {Unit: civil.UnitDay, N: 10}, {Unit: civil.UnitSemiMonth, N: 1}, {Unit: civil.UnitYear, N: 1}}
	rapid.Check(t, func(t *rapid.T) {
		sum := func() money.Amount { return money.Amount(rapid.IntRange(0, 10000).Draw(t, "sum")) }
		list := func() (list []RegularSum) {
			for range rapid.IntRange(1, 4).Draw(t, "sums") {
				list = append(list, RegularSum{Amount: sum(), Every: rapid.SampledFrom(frequencies).Draw(t, "every"), Essential: rapid.Bool().Draw(t, "essential")})
			}
			return list
		}
		b := Budget{Income: list(), Outgoings: list(), Buffer: sum(), EssentialsFloor: sum(), Share: fraction(rapid.SampledFrom([]string{"0", "0.3", "1"}).Draw(t, "share"))}
		before := b.Caps(day0, frequencies)
		richer, poorer := b, b
		richer.Income = append(list(), b.Income...)
		poorer.Outgoings = append(list(), b.Outgoings...)
		more, less := richer.Caps(day0, frequencies), poorer.Caps(day0, frequencies)
		for f := range frequencies {
			require.LessOrEqual(t, before[f], more[f])
			require.LessOrEqual(t, less[f], before[f])
		}
	})
}
