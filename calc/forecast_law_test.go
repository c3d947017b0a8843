package calc

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// clerk forecasts by entering everything and asking assess, each time from the start.
type clerk struct {
	t       *testing.T
	request AssessRequest
}

func (c *clerk) owed(date civil.Date) ledger.Claim {
	request := c.request
	request.AsOf = date
	answer, problems := assess(&request)
	require.Empty(c.t, problems)
	return answer.Claim
}

func (c *clerk) enter(e ledger.Entry) {
	c.request.Entries = append(slices.Clip(c.request.Entries), e)
}

// minimum is what a rule asks of a claim, in fractions.
func (c *clerk) minimum(m *Minimum, claim ledger.Claim) money.Amount {
	full := money.Amount(0)
	for _, name := range m.Plus {
		full += *claim.Components.At(name)
	}
	share := decimal.New(int64(claim.Total-full), 0).Mul(m.Share).Round(0).IntPart()
	least := full + money.Amount(share)
	if least < m.Floor {
		least = m.Floor
	}
	return min(least, claim.Total)
}

// unpaid is what the statements up to a date ask for and was not paid since.
func (c *clerk) unpaid(date civil.Date) (most money.Amount) {
	entries := slices.Clone(c.request.Entries)
	slices.SortStableFunc(entries, func(a, b ledger.Entry) int { return int(a.Date - b.Date) })
	for i, statement := range entries {
		if statement.Kind != ledger.Statement || statement.Date > date {
			continue
		}
		left := *statement.Minimum
		for _, later := range entries[i:] {
			if later.Kind == ledger.Payment && later.Date <= date {
				left -= later.Amount
			}
		}
		most = max(most, left)
	}
	return most
}

// between adds up the entries of some kinds after one date and up to another.
func (c *clerk) between(from, to civil.Date, kinds ...ledger.Kind) (sum money.Amount) {
	for _, e := range c.request.Entries {
		if e.Date > from && e.Date <= to && slices.Contains(kinds, e.Kind) {
			sum += e.Amount
		}
	}
	return sum
}

func randomScenario(random *rand.Rand) Scenario {
	s := Scenario{
		Name: "s", Pays: pick(random, PaysNothing, PaysMinimum, PaysAmount), OnDay: random.IntN(32),
		Minimum: &Minimum{Share: decimal.New(random.Int64N(30), -2), Floor: money.Amount(random.IntN(1000)), Plus: pick(random, nil, []ledger.Component{ledger.Fees, ledger.Interest})},
	}
	if s.Pays == PaysAmount {
		s.Amount = 1 + money.Amount(random.Int64N(pick(random, int64(1_000), 100_000, 100_000_000)))
	}
	return s
}

// Each row of a forecast is what assess says once the statements and the payments
// up to it are entered, and what is paid and charged explains each balance.
func TestForecastEqualsAssess(t *testing.T) {
	rounds := 2000
	if testing.Short() {
		rounds = 100
	}
	random := rand.New(rand.NewPCG(4, 1))
	goOn, cleared, never := 0, 0, 0
	for range rounds {
		request := ForecastRequest{AssessRequest: randomHistory(random), Months: 1 + random.IntN(6), Scenarios: []Scenario{randomScenario(random)}}
		asOf, s := request.AsOf, &request.Scenarios[0]
		for range random.IntN(3) { // what is to come already
			request.Entries = append(request.Entries, ledger.Entry{
				Date: asOf + civil.Date(1+random.IntN(100)), Kind: pick(random, ledger.Payment, ledger.Purchase), Amount: 1 + money.Amount(random.IntN(10_000)),
			})
		}
		answer, problems := forecast(&request)
		require.Empty(t, problems)
		c := &clerk{t, request.AssessRequest}
		today, last := c.owed(asOf), civil.Date(0)
		require.Equal(t, today, answer.Claim)
		for _, e := range request.Entries {
			if e.Kind == ledger.Statement {
				last = e.Date
			}
		}
		if next := everyMonth.Date(last, 1); last == 0 || next < asOf {
			require.Zero(t, answer.NextStatement)
			last = 0
		} else {
			require.Equal(t, next, answer.NextStatement)
			goOn++
		}
		issued, before, from, charged := 0, today, asOf, money.Amount(0)
		for _, row := range answer.Scenarios[0].Rows {
			for last != 0 && everyMonth.Date(last, issued+1) <= row.Date {
				issued++
				day, least := everyMonth.Date(last, issued), new(money.Amount)
				c.enter(ledger.Entry{Date: day, Kind: ledger.Statement, Minimum: least, Due: day + 20})
				*least = c.minimum(s.Minimum, c.owed(day))
			}
			now := c.owed(row.Date)
			pays := s.Amount
			if s.Pays == PaysMinimum && last != 0 {
				pays = c.unpaid(row.Date)
			} else if s.Pays == PaysMinimum {
				pays = c.minimum(s.Minimum, now)
			}
			if pays = min(pays, now.Total); pays > 0 {
				trial := *c
				trial.enter(ledger.Entry{Date: row.Date, Kind: ledger.Payment, Amount: pays})
				if pays -= trial.owed(row.Date).Credit; pays > 0 {
					c.enter(ledger.Entry{Date: row.Date, Kind: ledger.Payment, Amount: pays})
				}
				now = c.owed(row.Date)
			}
			require.Equal(t, now.Total, row.Balance)
			require.Equal(t, now.Components.Principal, row.Principal)
			require.Equal(t, c.between(from, row.Date, ledger.Payment), row.Paid)
			added := c.between(from, row.Date, ledger.Purchase)
			require.Equal(t, now.Total-now.Credit, before.Total-before.Credit+added+row.Charged-row.Paid, "the balance before, and what came and went")
			charged += row.Charged
			before, from = now, row.Date
		}
		got := &answer.Scenarios[0]
		require.Equal(t, charged, got.CostOfWaiting)
		require.Equal(t, before.Total-before.Credit+got.Paid-(today.Total-today.Credit)-c.between(asOf, from, ledger.Purchase), got.CostOfWaiting)
		if got.ClearedOn != 0 {
			cleared++
		}
		if got.NeverFalls {
			never++
		}
	}
	for _, seen := range []int{goOn, cleared, never} {
		assert.Greater(t, seen, rounds/50)
	}
}

// An incentive is worth it up to a day when the day after charges as much as it
// waives, asked day by day.
func TestWorthUntilDayByDay(t *testing.T) {
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	random := rand.New(rand.NewPCG(4, 2))
	for range rounds {
		request := ForecastRequest{AssessRequest: randomHistory(random), Months: 1, Scenarios: []Scenario{{Name: "s", Pays: PaysNothing}}}
		request.Entries = slices.DeleteFunc(request.Entries, func(e ledger.Entry) bool { return e.Date > request.AsOf })
		first, problems := forecast(&request)
		require.Empty(t, problems)
		if first.Claim.Total == 0 {
			continue
		}
		amount := min(1+money.Amount(random.Int64N(int64(first.Claim.PerDiem)*60+1)), first.Claim.Total)
		request.Incentive = &Incentive{Amount: amount, Deadline: request.AsOf}
		answer, problems := forecast(&request)
		require.Empty(t, problems)
		require.Equal(t, first.Claim.Total, answer.Incentive.OwedAtDeadline)
		day := request.AsOf
		for ; day < request.AsOf+400; day++ {
			request.Incentive.Deadline = day + 1
			next, problems := forecast(&request)
			require.Empty(t, problems)
			if next.Incentive.OwedAtDeadline-first.Claim.Total+first.Claim.Credit >= amount {
				break
			}
		}
		if day < request.AsOf+400 {
			require.Equal(t, day, answer.Incentive.WorthUntil)
		} else {
			require.True(t, answer.Incentive.WorthUntil == 0 || answer.Incentive.WorthUntil >= day)
		}
	}
}
