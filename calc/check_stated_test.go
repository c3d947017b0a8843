package calc

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/repay"
)

// The schedule of a quote is the schedule of its terms, whatever those are. With one
// cell changed it is not, and the check points at that cell and says by how much.
// Where a payment is too small for a schedule, both languages say why.
func TestStatedTermsGiveTheirSchedule(t *testing.T) {
	told := map[string]int{}
	for seed := range rounds(4_000) {
		random := rand.New(rand.NewPCG(uint64(seed), 23))
		asked := randomQuote(random)
		if asked.Terms.Solve != "" {
			continue
		}
		plan, problems := quote(&asked)
		if len(problems) > 0 {
			continue
		}
		request := CheckRequest{
			AsOf: asked.AsOf, Currency: asked.Currency, Financed: plan.Plan.Financed, InterestFrom: asked.Terms.InterestFrom,
			Stated: &Stated{Terms: &asked.Terms},
		}
		if plan.Plan.Deposit != nil {
			request.Deposit = plan.Plan.Deposit.Amount
		}
		for _, row := range plan.Plan.Instalments {
			request.Schedule = append(request.Schedule, ScheduleRow{
				Due: row.Due, Amount: row.Amount, Principal: &row.Principal, Interest: &row.Interest, Fees: &row.Fees,
				Arrears: &row.Arrears, Balance: &row.Balance,
			})
		}
		text := string(appendCheckRequest(nil, &request))
		stated := func() Check {
			answer, problems := check(&request)
			require.Empty(t, problems, text)
			for _, one := range answer.Checks {
				if one.Code == TermsSchedule {
					return one
				}
			}
			require.Fail(t, "not compared", text)
			return Check{}
		}
		one := stated()
		require.Equal(t, policy.Pass, one.Level, "%+v\n%s", one, text)
		told["pass"]++
		k := random.IntN(len(request.Schedule))
		*request.Schedule[k].Balance += 3
		one = stated()
		require.Equal(t, []any{policy.Review, item("#/schedule", k) + "/balance", asked.Currency.Text(3), 1},
			[]any{one.Level, one.Pointer, one.Difference, one.Rows}, text)
		if *request.Schedule[k].Balance -= 3; asked.Terms.Shape == repay.Level && asked.Terms.Count > 1 && asked.Terms.Residue == "" {
			asked.Terms.Count, asked.Terms.Moratorium = 0, nil
			asked.Terms.Amount = 1 + money.Amount(random.Int64N(100))
			if one = stated(); strings.Contains(one.Detail, "no schedule") {
				told["no schedule"]++
				_, why, said := strings.Cut(one.DetailZH, "：")
				require.True(t, said && len(why) > 6, one.DetailZH)
				if !strings.Contains(why, "期限超出") && !strings.Contains(why, "金额过大") {
					_, least, _ := strings.Cut(why, "至少须为 ")
					require.Contains(t, one.Detail, strings.TrimSuffix(least, "。"), one.DetailZH)
				}
			}
		}
	}
	require.Greater(t, told["pass"], 100)
	require.Greater(t, told["no schedule"], 10)
}
