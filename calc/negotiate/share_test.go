package negotiate_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/money"
	. "parley/calc/negotiate"
)

func TestShare(t *testing.T) {
	card := money.Rate{Value: *fraction("0.0005"), Per: money.PerDay}   // 0.1825 a year
	loan := money.Rate{Value: *fraction("0.0155"), Per: money.PerMonth} // 0.186 a year
	store := money.Rate{Value: *fraction("0.18"), Per: money.PerYear}   // 0.18 a year
	debts := []SharingDebt{
		{Name: "card", Balance: 600_00, Rate: &card, Priority: 2},
		{Name: "loan", Balance: 300_00, Rate: &loan, Priority: 3},
		{Name: "store", Balance: 100_01, Rate: &store, Priority: 1},
	}
	for _, row := range []struct {
		sharing Sharing
		why     string
		want    []SharingPart
	}{
		{ProRata, "250 × 600/1000.01 = 149.9985, 74.999, 25.002, cut down 249.98: a spare 0.01 each to card and loan; 600/150 = 4, 300/75 = 4, 100.01/25 = 4.0004", []SharingPart{
			{"card", 150_00, 1, 4}, {"loan", 75_00, 1, 4}, {"store", 25_00, 1, 5},
		}},
		{ByPriority, "store 100.01, card 149.99 of 700.01 in all: 700.01/250 = 2.8, 1000.01/250 = 4.00004", []SharingPart{
			{"card", 149_99, 1, 3}, {"loan", 0, 3, 5}, {"store", 100_01, 1, 1},
		}},
		{SmallestFirst, "store, loan until 400.01, card", []SharingPart{
			{"card", 0, 2, 5}, {"loan", 149_99, 1, 2}, {"store", 100_01, 1, 1},
		}},
		{DearestFirst, "loan 0.186, card 0.1825, store 0.18", []SharingPart{
			{"card", 0, 2, 4}, {"loan", 250_00, 1, 2}, {"store", 0, 4, 5},
		}},
	} {
		got, ok := row.sharing.Share(250_00, debts)
		require.True(t, ok)
		assert.Equal(t, row.want, got, "%s: %s", row.sharing, row.why)
	}
	got, ok := ProRata.Share(0, debts)
	require.True(t, ok)
	assert.Equal(t, []SharingPart{{Name: "card"}, {Name: "loan"}, {Name: "store"}}, got, "nothing to share")
	_, ok = ProRata.Share(1, []SharingDebt{{Balance: money.MaxAmount}, {Balance: 1}})
	assert.False(t, ok)
}

// The parts add up to the sum, and months are those of paying month by month.
func TestShareAgainstPaying(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var debts []SharingDebt
		total := money.Amount(0)
		for i := range rapid.IntRange(1, 5).Draw(t, "debts") {
			d := SharingDebt{Name: strconv.Itoa(i), Balance: money.Amount(rapid.IntRange(1, 300).Draw(t, "balance")), Priority: rapid.IntRange(0, 2).Draw(t, "priority")}
			debts, total = append(debts, d), total+d.Balance
		}
		monthly := money.Amount(rapid.IntRange(1, 400).Draw(t, "monthly"))
		sharing := rapid.SampledFrom([]Sharing{ProRata, ByPriority, SmallestFirst, DearestFirst}).Draw(t, "sharing")
		parts, ok := sharing.Share(monthly, debts)
		require.True(t, ok)
		sum := money.Amount(0)
		for i := range parts {
			require.LessOrEqual(t, parts[i].Amount, debts[i].Balance)
			sum += parts[i].Amount
		}
		require.Equal(t, min(monthly, total), sum)
		if sharing == ProRata {
			return
		}
		left := make([]money.Amount, len(debts))
		for i := range debts {
			left[i] = debts[i].Balance
		}
		for month := 1; month <= int(total); month++ {
			purse := monthly
			for purse > 0 {
				// Of the debts with something left, the one that comes first and is listed first.
				next := -1
				for i := range debts {
					if left[i] > 0 && (next < 0 || sharing == ByPriority && debts[i].Priority < debts[next].Priority || sharing == SmallestFirst && debts[i].Balance < debts[next].Balance) {
						next = i
					}
				}
				if next < 0 {
					return
				}
				if left[next] == debts[next].Balance {
					require.Equal(t, month, parts[next].Begins)
				}
				paid := min(purse, left[next])
				purse, left[next] = purse-paid, left[next]-paid
				if left[next] == 0 {
					require.Equal(t, month, parts[next].Months)
				}
			}
		}
	})
}
