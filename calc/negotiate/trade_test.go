package negotiate

import (
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// TestTradeOfAPaymentForAWaiver: 1,200.00 over 12 months without interest at 80.00
// a month leaves 1,200.00 − 12 × 80.00 = 240.00 too much.
func TestTradeOfAPaymentForAWaiver(t *testing.T) {
	asOf := civil.MustParse("2026-11-24")
	s := &Space{
		AsOf: asOf, Claim: 1_200_00, CountMost: 12, Frequencies: []civil.Frequency{{Unit: civil.UnitMonth, N: 1}},
		Rates: []money.Rate{{Per: money.PerYear}}, Starts: [][]civil.Date{{asOf + 10}}, Discount: money.Rate{Per: money.PerYear},
		DepositStep: 1_200_00, DepositDue: asOf, PaymentStep: 1, WaiverStep: 1, // no deposit but all
	}
	s.Lay()
	l := &Limits{
		Caps: []money.Amount{80_00}, Earliest: asOf, LatestFinish: civil.MaxDate, PaidMost: Most, LatestFirst: civil.MaxDate,
		Tiers: []TierLimits{{FinishBy: civil.MaxDate, CountMost: 12, WaiverMost: Most}},
	}
	claim := ledger.Components{Principal: 1_000_00, Penalty: 200_00}
	list := s.Concessions(l, &claim)
	require.Len(t, list, 4)
	// Principal has 240.00 to waive, a fifth of the claim; the penalty of 200.00 has not.
	require.Equal(t, Ceiling, list[0].Name)
	require.Equal(t, ledger.Principal, list[0].Component)
	require.Equal(t, money.Amount(240_00), list[0].Needed)
	// 1,200.00 / 12 = 100.00: a quarter more than 80.00.
	require.Equal(t, PerPeriod, list[1].Name)
	require.Equal(t, money.Amount(100_00), list[1].Needed)
	require.Equal(t, money.Amount(20_00), list[1].Change)
	require.Nil(t, list[2].Witness)

	trades := s.Trades(l, list)
	require.Len(t, trades, 1)
	// For each 2.50 more a month, an eighth of 20.00, 12 × 2.50 = 30.00 less is waived.
	for k, p := range trades[0].Curve {
		require.Equal(t, money.Amount(k)*2_50, p.Borrower)
		require.Equal(t, 240_00-money.Amount(k)*30_00, p.Creditor)
	}
	// Half of both: 12 × (80.00 + 10.00) + 120.00 = 1,200.00.
	require.Equal(t, 500, trades[0].Thousandths)
	require.Equal(t, money.Amount(10_00), trades[0].EqualShare.Borrower)
	require.Equal(t, money.Amount(120_00), trades[0].EqualShare.Creditor)
}

// TestTradesAreTheStaircase holds each point of a trade against every plan of the
// grid: it opens the set, and with a unit less from the creditor it does not.
func TestTradesAreTheStaircase(t *testing.T) {
	trades := 0
	for seed := range emptyCases() {
		s, l, claim, plans := smallEmpty(t, seed)
		for _, trade := range s.Trades(l, s.Concessions(l, &claim)) {
			trades++
			pair := []Constraint{trade.Borrower, trade.Creditor}
			require.Equal(t, Borrower, trade.Borrower.Name.Owner())
			require.Equal(t, Creditor, trade.Creditor.Name.Owner())
			whole := []money.Amount{trade.BorrowerOnly.Borrower, trade.CreditorOnly.Creditor}
			require.LessOrEqual(t, len(trade.Curve), 9)
			require.Equal(t, trade.CreditorOnly, trade.Curve[0])
			require.Equal(t, trade.BorrowerOnly, trade.Curve[len(trade.Curve)-1])
			for i, p := range append(trade.Curve, trade.EqualShare) {
				require.True(t, witnessed(plans, l, &p.Witness, pair, []money.Amount{p.Borrower, p.Creditor}), "seed %d: %+v", seed, p)
				if i == len(trade.Curve) {
					break
				}
				if p.Creditor > 0 {
					require.False(t, opens(plans, l, pair, []money.Amount{p.Borrower, p.Creditor - 1}), "seed %d: %+v", seed, p)
				}
				if i > 0 {
					require.Greater(t, p.Borrower, trade.Curve[i-1].Borrower)
					require.LessOrEqual(t, p.Creditor, trade.Curve[i-1].Creditor)
				}
			}
			up := func(share money.Amount) []money.Amount {
				return []money.Amount{(whole[0]*share + 999) / 1000, (whole[1]*share + 999) / 1000}
			}
			require.Equal(t, up(money.Amount(trade.Thousandths)), []money.Amount{trade.EqualShare.Borrower, trade.EqualShare.Creditor})
			require.False(t, opens(plans, l, pair, up(money.Amount(trade.Thousandths)-1)), "seed %d: %+v", seed, trade)
		}
	}
	require.NotZero(t, trades)
}
