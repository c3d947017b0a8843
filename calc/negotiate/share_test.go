package negotiate_test

import (
	"cmp"
	"slices"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/money"
	. "parley/calc/negotiate"
)

func TestShare(t *testing.T) {
	card := money.Rate{Value: *fraction("0.02"), Per: money.PerMonth} // 0.24 a year
	loan := money.Rate{Value: *fraction("0.0005"), Per: money.PerDay} // 0.1825 a year
	debts := func(rates ...*money.Rate) []SharingDebt {
		list := []SharingDebt{{Name: "card", Balance: 600_00, Priority: 2}, {Name: "loan", Balance: 300_00, Priority: 3}, {Name: "store", Balance: 100_01, Priority: 1}}
		for i, r := range rates {
			list[i].Rate = r
		}
		return list
	}
	sum := func(amount money.Amount) *money.Amount { return &amount }
	part := func(name string, amount money.Amount, begins, months int, interest money.Amount) SharingPart {
		return SharingPart{name, amount, begins, months, &interest}
	}
	for _, row := range []struct {
		sharing Sharing
		debts   []SharingDebt
		why     string
		want    Shared
	}{
		{ProRata, debts(), "250 × 600/1000.01 = 149.9985, 74.999, 25.002, cut down 249.98: a spare 0.01 each to card and loan; four months leave 0.01 of the store", Shared{ProRata, 5, sum(0), []SharingPart{
			part("card", 150_00, 1, 4, 0), part("loan", 75_00, 1, 4, 0), part("store", 25_00, 1, 5, 0),
		}}},
		{ByPriority, debts(), "store 100.01, card 149.99 of 700.01 in all: 700.01/250 = 2.8, 1000.01/250 = 4.00004", Shared{ByPriority, 5, sum(0), []SharingPart{
			part("card", 149_99, 1, 3, 0), part("loan", 0, 3, 5, 0), part("store", 100_01, 1, 1, 0),
		}}},
		{SmallestFirst, debts(), "store, loan until 400.01, card", Shared{SmallestFirst, 5, sum(0), []SharingPart{
			part("card", 0, 2, 5, 0), part("loan", 149_99, 1, 2, 0), part("store", 100_01, 1, 1, 0),
		}}},
		// Month 1: card 600 + 12.00 − 250 = 362.00, loan 300 + 4.56 = 304.56 (300 × 0.1825/12 = 4.5625).
		// Month 2: card 362 + 7.24 − 250 = 119.24, loan + 4.63 (4.6319) = 309.19.
		// Month 3: card + 2.38 = 121.62 is paid, loan + 4.70 (4.7023) = 313.89 − 128.38 = 185.51.
		// Month 4: loan + 2.82 (2.8213) = 188.33 is paid, store gets 61.67 of 100.01; month 5 the rest.
		{DearestFirst, debts(&card, &loan), "card 0.24, loan 0.1825, store none: 12.00 + 7.24 + 2.38 = 21.62 and 4.56 + 4.63 + 4.70 + 2.82 = 16.71", Shared{DearestFirst, 5, sum(38_33), []SharingPart{
			part("card", 250_00, 1, 3, 21_62), part("loan", 0, 3, 4, 16_71), part("store", 0, 4, 5, 0),
		}}},
	} {
		assert.Equal(t, row.want, row.sharing.Share(250_00, row.debts), "%s: %s", row.sharing, row.why)
	}

	least := debts()
	least[1].Minimum, least[2].Minimum = 40_00, 200_00
	assert.Equal(t, []money.Amount{109_99, 40_00, 100_01}, firsts(ByPriority.Share(250_00, least)), "the store's minimum ends with what it owes; card has the rest of 149.99 − 40")
	assert.Equal(t, []money.Amount{0, 0, 30_00}, firsts(ByPriority.Share(30_00, least)), "the store's minimum comes first and is not met")
	assert.Equal(t, Shared{Sharing: ProRata, Parts: []SharingPart{{Name: "card"}, {Name: "loan"}, {Name: "store"}}}, ProRata.Share(0, debts()), "nothing to share")
	endless := ByPriority.Share(12_00, debts(&card)[:1])
	assert.Equal(t, Shared{Sharing: ByPriority, Parts: []SharingPart{{Name: "card", Amount: 12_00, Begins: 1}}}, endless, "600.00 bears 12.00 a month and gets no smaller")
	wild := money.Rate{Value: *fraction("100"), Per: money.PerDay}
	for _, way := range Sharings {
		assert.Zero(t, way.Share(money.MaxAmount/2, []SharingDebt{{Balance: money.MaxAmount - 1, Rate: &wild}, {Balance: 1}}).Months, "beyond an amount in the first month")
	}
}

func firsts(shared Shared) (amounts []money.Amount) {
	for _, part := range shared.Parts {
		amounts = append(amounts, part.Amount)
	}
	return amounts
}

// clerk pays debts month by month with decimals, a way at a time, and returns what
// each gets in the first month, when it is paid off and its interest.
func clerk(way Sharing, monthly money.Amount, debts []SharingDebt) (amounts []money.Amount, months []int, interests []money.Amount) {
	n := len(debts)
	amounts, months, interests = make([]money.Amount, n), make([]int, n), make([]money.Amount, n)
	owed, order := make([]money.Amount, n), make([]int, n)
	yearly := func(i int) decimal.Decimal {
		if debts[i].Rate == nil {
			return decimal.Zero
		}
		return debts[i].Rate.Value.Mul(decimal.NewFromInt(map[money.Per]int64{money.PerDay: 365, money.PerMonth: 12, money.PerYear: 1}[debts[i].Rate.Per]))
	}
	for i := range debts {
		owed[i], order[i] = debts[i].Balance, i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch way {
		case SmallestFirst:
			return cmp.Compare(debts[a].Balance, debts[b].Balance)
		case DearestFirst:
			return yearly(b).Cmp(yearly(a))
		case ByPriority:
			return debts[a].Priority - debts[b].Priority
		}
		return 0
	})
	for month := 1; month <= 600; month++ {
		purse := monthly
		pay := func(i int, sum money.Amount) {
			sum = min(sum, owed[i], purse)
			purse, owed[i] = purse-sum, owed[i]-sum
			if month == 1 {
				amounts[i] += sum
			}
			if sum > 0 && owed[i] == 0 {
				months[i] = month
			}
		}
		all := decimal.Zero
		for i := range debts {
			borne := decimal.NewFromInt(int64(owed[i])).Mul(yearly(i)).Div(decimal.NewFromInt(12)).Round(0)
			all = all.Add(decimal.NewFromInt(int64(owed[i]))).Add(borne)
			owed[i], interests[i] = owed[i]+money.Amount(borne.IntPart()), interests[i]+money.Amount(borne.IntPart())
		}
		if all.GreaterThan(decimal.NewFromInt(int64(money.MaxAmount))) {
			return amounts, months, interests
		}
		for _, i := range order {
			pay(i, debts[i].Minimum)
		}
		for way == ProRata && purse > 0 && slices.Max(owed) > 0 {
			weight, sum := decimal.Zero, decimal.NewFromInt(int64(purse))
			owing := slices.Clone(owed)
			for i := range debts {
				if owing[i] > 0 {
					weight = weight.Add(decimal.NewFromInt(int64(debts[i].Balance)))
				}
			}
			spare := purse
			parts := make([]money.Amount, n)
			for i := range debts {
				if owing[i] > 0 {
					whole, _ := sum.Mul(decimal.NewFromInt(int64(debts[i].Balance))).QuoRem(weight, 0)
					parts[i] = money.Amount(whole.IntPart())
					spare -= parts[i]
				}
			}
			for i := range debts {
				pay(i, parts[i])
			}
			for i := range debts {
				if spare > 0 && owed[i] > 0 {
					spare--
					pay(i, 1)
				}
			}
		}
		for _, i := range order {
			pay(i, purse)
		}
	}
	return amounts, months, interests
}

// Every way is what a clerk pays month by month; all of the sum is used while any
// debt is left; and paying the dearest first costs the least, but for the rounding
// of a month's interest.
func TestShareAgainstTheClerk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var debts []SharingDebt
		total, minimums := money.Amount(0), false
		for i := range rapid.IntRange(1, 5).Draw(t, "debts") {
			d := SharingDebt{
				Name: strconv.Itoa(i), Balance: money.Amount(rapid.IntRange(1, 300).Draw(t, "balance")), Priority: rapid.IntRange(0, 2).Draw(t, "priority"),
				Minimum: money.Amount(max(0, rapid.IntRange(-60, 60).Draw(t, "minimum"))),
			}
			if rapid.Bool().Draw(t, "bears") {
				d.Rate = &money.Rate{
					Value: decimal.New(rapid.Int64Range(0, 60).Draw(t, "rate"), -3), Per: rapid.SampledFrom([]money.Per{money.PerMonth, money.PerYear, money.PerDay}).Draw(t, "per"),
				}
			}
			debts, total, minimums = append(debts, d), total+d.Balance, minimums || d.Minimum > 0
		}
		monthly := money.Amount(rapid.IntRange(0, 400).Draw(t, "monthly"))
		done := map[Sharing]Shared{}
		for _, way := range Sharings {
			shared := way.Share(monthly, debts)
			done[way] = shared
			amounts, months, interests := clerk(way, monthly, debts)
			require.Equal(t, amounts, firsts(shared), way)
			all, ended := money.Amount(0), 0
			for i, part := range shared.Parts {
				require.Equal(t, months[i], part.Months, "%s %d", way, i)
				if part.Months > 0 {
					ended++
					require.Equal(t, interests[i], *part.Interest, "%s %d", way, i)
					all += *part.Interest
				}
			}
			require.Equal(t, ended == len(debts), shared.Months > 0)
			if shared.Months == 0 {
				require.Nil(t, shared.Interest)
				continue
			}
			require.Equal(t, slices.Max(months), shared.Months)
			require.Equal(t, all, *shared.Interest)
			require.Equal(t, int((total+all+monthly-1)/monthly), shared.Months, "all of each month's sum is used")
		}
		if dearest := done[DearestFirst]; dearest.Months > 0 && !minimums {
			for _, way := range Sharings {
				if done[way].Months > 0 {
					slack := money.Amount(len(debts) * (dearest.Months + done[way].Months))
					require.LessOrEqual(t, *dearest.Interest, *done[way].Interest+slack, way)
				}
			}
		}
	})
}
