package negotiate

import (
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/money"
)

// TestTradesAreTheStaircase holds each point of a trade against every plan of the
// grid: it opens the set, and with a unit less from the creditor it does not.
func TestTradesAreTheStaircase(t *testing.T) {
	trades := 0
	for seed := range emptyCases() {
		s, l, claim, plans := smallEmpty(t, seed)
		for _, trade := range s.Trades(l, s.Concessions(l, &claim, nil)) {
			trades++
			pair := []Constraint{trade.Borrower, trade.Creditor}
			require.Equal(t, OwnBorrower, trade.Borrower.Owner)
			require.Equal(t, OwnCreditor, trade.Creditor.Owner)
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
