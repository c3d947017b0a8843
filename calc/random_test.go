package calc

import (
	"math/rand/v2"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

func pick[T any](random *rand.Rand, list ...T) T { return list[random.IntN(len(list))] }

// randomHistory draws a card with statements, a loan with instalments or a bare
// advance, with payments that come late or not at all, asked after some months.
func randomHistory(random *rand.Rand) (request AssessRequest) {
	first := civil.MustParse("2023-11-28") + civil.Date(random.IntN(120))
	request = AssessRequest{Currency: pick(random, money.Currency("CNY"), "JPY", "KWD"), Allocation: []ledger.Component{ledger.Fees, ledger.Penalty, ledger.Interest}}
	unit := pick(random, money.Amount(1), 100, 10_000)
	some := func() money.Amount { return 1 + money.Amount(random.Int64N(20_000))*unit }
	enter := func(e ledger.Entry) { request.Entries = append(request.Entries, e) }
	enter(ledger.Entry{Date: first, Kind: pick(random, ledger.Purchase, ledger.Advance), Amount: 10 * some()})
	months := 1 + random.IntN(6)
	shape := random.IntN(3)
	for k := 1; k <= months; k++ {
		day := everyMonth.Date(first, k)
		switch least := some() / 10; shape {
		case 0:
			enter(ledger.Entry{Date: day, Kind: ledger.Statement, Minimum: &least, Due: day + 20})
		case 1:
			enter(ledger.Entry{Date: day, Kind: ledger.InstalmentDue, Principal: some(), Interest: some() / 50})
		}
		if random.IntN(2) == 0 {
			enter(ledger.Entry{Date: day + civil.Date(random.IntN(28)), Kind: ledger.Payment, Amount: some()})
		}
		if random.IntN(4) == 0 {
			enter(ledger.Entry{Date: day + civil.Date(random.IntN(28)), Kind: pick(random, ledger.Purchase, ledger.Fee), Amount: some() / 5})
		}
	}
	request.AsOf = everyMonth.Date(first, months) + civil.Date(random.IntN(31))
	interest := randomRule(random, "interest", ledger.Interest)
	interest.On = []ledger.Component{ledger.Principal}
	request.Rules = append(request.Rules, interest)
	if random.IntN(2) == 0 {
		penalty := randomRule(random, "penalty", ledger.Penalty)
		penalty.On = pick(random, []ledger.Component{ledger.Principal}, []ledger.Component{ledger.Principal, ledger.Interest})
		if penalty.From = pick(random, ledger.FromPosting, ledger.FromDueDate, ledger.FromAfterGrace); penalty.From == ledger.FromAfterGrace {
			penalty.GraceDays = random.IntN(10)
		}
		request.Rules = append(request.Rules, penalty)
	}
	percent := decimal.New(5, -2)
	request.Rules = append(request.Rules, ledger.Rule{
		Name: "late", Kind: ledger.LateFee, Into: ledger.Fees, Percent: &percent, Min: unit, Rounding: money.HalfUp,
		Of: pick(random, ledger.UnpaidMinimum, ledger.UnpaidInstalment),
	})
	return request
}

func randomRule(random *rand.Rand, name string, into ledger.Component) ledger.Rule {
	rate := pick(random, money.Rate{Value: decimal.New(1+random.Int64N(9), -4), Per: money.PerDay}, money.Rate{Value: decimal.New(1+random.Int64N(300), -3), Per: money.PerYear})
	return ledger.Rule{
		Name: name, Kind: ledger.Accrual, Into: into, Rate: &rate, From: ledger.FromPosting,
		EndRule:   pick(random, ledger.ExcludeEnd, ledger.IncludeBoth),
		Compounds: pick(random, ledger.Never, ledger.Never, ledger.Monthly, ledger.AtStatement, ledger.Daily, ledger.Yearly),
		DayCount:  pick(random, civil.Actual365Fixed, civil.Actual360, civil.ThirtyE360),
		Rounding:  pick(random, money.HalfUp, money.HalfEven, money.Down), RoundEach: pick(random, "", ledger.RoundEachPeriod, ledger.RoundAtEnd),
	}
}
