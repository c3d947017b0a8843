package calc

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/wire"
)

// ForecastRequest asks how an account goes on under several ways to pay. It holds
// the account as a request of assess does; itemize_from changes nothing. Entries
// dated after as_of happen on their dates in every scenario.
//
// An account whose last statement is no more than a month old goes on getting
// one each month: on the same day of the month, due the same number of days
// later. It asks for the minimum of the scenario, or else for the share of what
// was billed that the last one asked for. Late fees and the posting of interest go
// on with them. Without such a statement, interest is
// posted as assess says and no new statement comes.
type ForecastRequest struct {
	AssessRequest
	// How many months to look ahead: one row each.
	Months int `json:"months" min:"1" max:"120"`
	// The ways to pay.
	Scenarios []Scenario `json:"scenarios" minitems:"1" maxitems:"6"`
	// An offer that ends on a day, to weigh against waiting.
	Incentive *Incentive `json:"incentive,omitempty"`
}

// Pays is what a scenario pays each month.
type Pays string

const (
	// PaysNothing pays nothing.
	PaysNothing Pays = "nothing"
	// PaysMinimum pays what is left of the minimum that the statements ask for; without statements to come, the scenario's minimum of what is owed on the day.
	PaysMinimum Pays = "minimum"
	// PaysAmount pays the amount, and in the end what is owed when that is less.
	PaysAmount Pays = "amount"
)

// Scenario is one way to pay.
type Scenario struct {
	// What it is called; no other scenario has the name.
	Name string `json:"name" maxlen:"80"`
	// What it pays each month.
	Pays Pays `json:"pays"`
	// With pays amount: the sum.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// The minimum of the statements to come, or of each month when none comes.
	Minimum *Minimum `json:"minimum,omitempty"`
	// The day of the month on which it pays, the last day where a month is shorter. Left out, the day of as_of; for the minimum of statements, the days on which they are due. The first one is after as_of.
	OnDay int `json:"on_day,omitempty" min:"1" max:"31"`
}

// Minimum is a rule for a minimum payment: some components in full and a share of
// the rest, rounded half up, at least a floor and at most what is owed.
type Minimum struct {
	// The share of what is owed beside the components of plus, as a fraction of one.
	Share decimal.Decimal `json:"share" min:"0" max:"1"`
	// The least.
	Floor money.Amount `json:"floor,omitempty"`
	// The components that are paid in full.
	Plus []ledger.Component `json:"plus,omitempty" maxitems:"6"`
}

// of returns the minimum of a claim.
func (m *Minimum) of(currency money.Currency, claim *ledger.Claim) money.Amount {
	full := money.Amount(0)
	for _, c := range m.Plus {
		full += *claim.Components.At(c)
	}
	share, _ := currency.Round(currency.Decimal(claim.Total-full).Mul(m.Share), money.HalfUp) // at most the claim
	return min(max(full+share, m.Floor), claim.Total)
}

// ForecastAnswer is how an account goes on under several ways to pay.
type ForecastAnswer struct {
	// What computed the answer.
	Versions Versions `json:"versions"`
	// The day of the question.
	AsOf civil.Date `json:"as_of"`
	// The currency of every amount.
	Currency money.Currency `json:"currency"`
	// What is owed on as_of, as assess tells it.
	Claim ledger.Claim `json:"claim"`
	// The day of the next statement; left out when none is to come.
	NextStatement civil.Date `json:"next_statement,omitempty"`
	// How the account goes on, in the order of the request.
	Scenarios []ScenarioAnswer `json:"scenarios"`
	// What the incentive is worth.
	Incentive *IncentiveAnswer `json:"incentive,omitempty"`
}

// ScenarioAnswer is how an account goes on under one way to pay.
type ScenarioAnswer struct {
	// The name of the scenario.
	Name string `json:"name"`
	// One row a month, on the days on which the scenario pays.
	Rows []ForecastRow `json:"rows"`
	// What is paid over all rows.
	Paid money.Amount `json:"paid"`
	// Interest and charges over all rows.
	Charged money.Amount `json:"charged"`
	// What waiting adds to all that has to be paid: interest and charges from as_of to the last row. Unless entries to come buy or forgive something, it is the last balance and what was paid, less what is owed on as_of.
	CostOfWaiting money.Amount `json:"cost_of_waiting"`
	// The first day, of as_of and of the rows, on which nothing is owed.
	ClearedOn civil.Date `json:"cleared_on,omitempty"`
	// The scenario pays and never gets ahead: from the second row on, no payment is more than what was charged since the row before.
	NeverFalls bool `json:"never_falls,omitempty"`
}

// ForecastRow is the account at the end of a day on which a scenario pays.
type ForecastRow struct {
	// The day.
	Date civil.Date `json:"date"`
	// What was paid since the row before, payments among the entries to come included.
	Paid money.Amount `json:"paid"`
	// Interest and charges of all kinds since the row before, paid or not.
	Charged money.Amount `json:"charged"`
	// The principal that is owed.
	Principal money.Amount `json:"principal"`
	// All that is owed.
	Balance money.Amount `json:"balance"`
}

// forecast lets the account go on under each scenario.
func forecast(request *ForecastRequest) (ForecastAnswer, []wire.Problem) {
	account, rules, told := openAccount(&request.AssessRequest)
	o, problems := outlook{request: request, account: &account}, faults(told)
	o.findBilling()
	if o.check(&problems); len(problems) > 0 {
		return ForecastAnswer{}, problems
	}
	if err := o.open(); err != nil {
		return ForecastAnswer{}, []wire.Problem{historyProblem(err)}
	}
	if max(o.today.Claim.Total, o.today.Claim.Credit, o.today.Charged) > request.Currency.Most() {
		return ForecastAnswer{}, []wire.Problem{tooLarge("#/entries")}
	}
	answer := ForecastAnswer{
		Versions: versions(rules.Version), AsOf: request.AsOf, Currency: request.Currency, Claim: o.today.Claim,
		NextStatement: o.nextStatement(),
	}
	for i := range request.Scenarios {
		scenario, problems := o.scenario(i)
		if len(problems) > 0 {
			return ForecastAnswer{}, problems
		}
		answer.Scenarios = append(answer.Scenarios, scenario)
	}
	if request.Incentive != nil {
		answer.Incentive, problems = o.incentive()
	}
	return answer, problems
}

// check finds what the scenarios and the incentive lack or contradict.
func (o *outlook) check(problems *faults) {
	for i := range o.request.Scenarios {
		s, pointer := &o.request.Scenarios[i], item("#/scenarios", i)
		for k := range o.request.Scenarios[:i] {
			if o.request.Scenarios[k].Name == s.Name {
				problems.add(NameTwice, pointer+"/name", "another scenario has this name", "")
				break
			}
		}
		if (s.Pays == PaysAmount) != (s.Amount > 0) {
			problems.add(ScenarioFields, pointer+"/amount", "a scenario that pays an amount has one, and no other does", "")
		}
		if s.Pays == PaysMinimum && s.Minimum == nil && (o.last == 0 || *o.statement.Minimum == 0) {
			problems.add(ScenarioFields, pointer+"/minimum",
				"no statement of the last month says a minimum to go on with: give the rule of the minimum", "")
		}
		if s.Minimum != nil {
			problems.twice(s.Minimum.Plus, pointer+"/minimum/plus")
		}
		if last := o.payDay(s, o.request.Months-1); !last.Valid() {
			problems.add(DateTooLate, "#/months", "the last row would lie after 2199-12-31", "")
			break
		}
	}
	if o.request.Incentive != nil {
		o.checkIncentive(o.request.Incentive, problems)
	}
}

// scenario lets the account go on under one way to pay.
func (o *outlook) scenario(index int) (ScenarioAnswer, []wire.Problem) {
	s, pointer := &o.request.Scenarios[index], item("#/scenarios", index)
	answer := ScenarioAnswer{Name: s.Name, Rows: make([]ForecastRow, o.request.Months)}
	if o.today.Claim.Total == 0 {
		answer.ClearedOn = o.request.AsOf
	}
	c := o.course(s.Minimum)
	before := o.today
	for k := range answer.Rows {
		date := o.payDay(s, k)
		now, err := c.pay(date, s)
		if err != nil {
			return answer, []wire.Problem{o.problem(err, pointer)}
		}
		row := ForecastRow{
			Date: date, Paid: received(&now) - received(&before), Charged: charges(&now) - charges(&before),
			Principal: now.Claim.Components.Principal, Balance: now.Claim.Total,
		}
		if max(row.Balance, now.Claim.Credit, charges(&now), received(&now)) > o.request.Currency.Most() {
			return answer, []wire.Problem{tooLarge(pointer)}
		}
		answer.Rows[k] = row
		answer.Paid += row.Paid
		answer.Charged += row.Charged
		if row.Balance == 0 && answer.ClearedOn == 0 {
			answer.ClearedOn = date
		}
		before = now
	}
	answer.CostOfWaiting = answer.Charged
	answer.NeverFalls = neverFalls(answer.Rows)
	return answer, nil
}

// received is all money that ever came in, and charges all interest and charges ever.
func received(a *ledger.Assessment) money.Amount { return a.Paid + a.Claim.Credit }
func charges(a *ledger.Assessment) money.Amount  { return a.Charged + a.Costs }

// neverFalls tells whether no payment gets ahead of what is charged. The first row
// counts when it is the only one, for it may follow as_of by a few days.
func neverFalls(rows []ForecastRow) bool {
	pays := false
	for k, row := range rows {
		pays = pays || row.Paid > 0
		if (k > 0 || len(rows) == 1) && (row.Paid > row.Charged || row.Balance == 0) {
			return false
		}
	}
	return pays
}
