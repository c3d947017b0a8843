package repay_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
	"parley/calc/repay"
)

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

var dayCounts = []civil.DayCount{
	civil.Actual365Fixed, civil.Actual360, civil.Thirty360, civil.ThirtyE360, civil.ThirtyE360ISDA, civil.Thirty360US,
	civil.Thirty365, civil.ActualActualISDA, civil.ActualActualICMA, civil.ActualNoLeap, civil.Actual364, civil.Actual36525,
}

// randomTerms draws terms that solve their payment from a count: every shape but
// custom, interest, moratorium, grid, residue, side, rounding, day count and roll.
func randomTerms(r *rand.Rand) (terms repay.Terms, debt repay.Debt) {
	every := pick(r, frequencies...)
	start := day("2023-12-25") + civil.Date(r.IntN(800))
	terms = repay.Terms{
		Shape: pick(r, repay.Level, repay.EqualPrincipal, repay.InterestOnly, repay.Stepped, repay.Seasonal),
		Count: 1 + r.IntN(8), InterestFrom: start, FirstDue: start + civil.Date(r.IntN(60)), Every: &every,
		DayCount: pick(r, dayCounts...), Rounding: pick(r, money.HalfUp, money.HalfEven, money.Down, money.Up),
		FinalPayment: pick(r, repay.Smaller, repay.Closest, repay.Larger), Roll: civil.RollNone,
		Residue: pick(r, "", "", repay.ResidueLast, repay.ResidueFirst, repay.ResidueSpread), Interest: pick(r, "", repay.CompoundInterest, repay.FlatInterest),
	}
	if r.IntN(20) == 0 {
		terms.Count = 1 + r.IntN(40)
	}
	terms.Rate.Per = pick(r, money.PerDay, money.PerMonth, money.PerYear)
	steps := map[money.Per]int32{money.PerDay: -6, money.PerMonth: -5, money.PerYear: -4}[terms.Rate.Per]
	terms.Rate.Value = decimal.New(r.Int64N(3650)*r.Int64N(2), steps)
	if r.IntN(8) == 0 { // fractions that need room
		terms.Rate = money.Rate{Value: decimal.New(r.Int64N(2_000_000_000)*2+1, -10), Per: money.PerYear}
	}
	if terms.Interest == repay.FlatInterest && r.IntN(3) == 0 {
		terms.FlatOn, terms.Deposit = repay.BeforeDeposit, &repay.Deposit{Amount: money.Amount(1 + r.IntN(1000)), Due: start}
	}
	if r.IntN(2) == 0 && terms.Shape != repay.InterestOnly && terms.Count > 1 {
		terms.Moratorium = &repay.Moratorium{
			Principal: r.IntN(terms.Count), Interest: r.IntN(terms.Count),
			InterestTreatment: pick(r, "", repay.Capitalise, repay.Defer, repay.Waive),
		}
	}
	if terms.Shape == repay.InterestOnly {
		terms.Residue = ""
	}
	if r.IntN(2) == 0 {
		terms.MultipleOf = pick[money.Amount](r, 1, 5, 100, 1000)
	}
	switch terms.Shape {
	case repay.Stepped:
		terms.Step = &repay.Step{Every: 1 + r.IntN(4)}
		if percent, amount := decimal.New(r.Int64N(150)-50, -2), money.Amount(r.IntN(500)); r.IntN(2) == 0 {
			terms.Step.Percent = &percent
		} else {
			terms.Step.Amount = &amount
		}
	case repay.Seasonal:
		for range 1 + r.IntN(5) {
			terms.Season = append(terms.Season, decimal.New(pick[int64](r, 0, 1, 5, 10, 13), -1))
		}
		terms.Season[r.IntN(len(terms.Season))] = decimal.New(1, 0)
	}
	if r.IntN(3) == 0 {
		terms.Roll, terms.Calendar = pick(r, civil.RollFollowing, civil.RollModifiedFollowing, civil.RollPreceding, civil.RollModifiedPreceding),
			pick(r, civil.CalendarChina, civil.CalendarUSFederal, civil.CalendarEnglandWales, civil.CalendarIndia, civil.CalendarTARGET)
		terms.AccrueTo = pick(r, "", repay.AccrueToDue, repay.AccrueToNominal)
	}
	if r.IntN(3) == 0 {
		amount, percent := money.Amount(r.IntN(2000)), decimal.New(r.Int64N(200), -4)
		terms.Fee = pick(r, &repay.Fee{Amount: &amount}, &repay.Fee{Percent: &percent})
	}
	debt.Bearing = money.Amount(1 + r.Int64N(pick[int64](r, 60, 10_000, 1_000_000_00)))
	if r.IntN(3) == 0 {
		debt.Arrears = money.Amount(r.Int64N(5000))
	}
	return terms, debt
}

// describe prints terms with what their pointers lead to.
func describe(terms *repay.Terms, debt repay.Debt) string {
	return fmt.Sprintf("%+v %+v every %+v moratorium %+v step %+v fee %+v deposit %+v", debt, *terms, terms.Every, terms.Moratorium, terms.Step, terms.Fee, terms.Deposit)
}

// compare holds a plan against the clerk's rows, cell by cell, and returns what differs.
func (c *clerk) compare(plan *repay.Plan, rows []clerkRow) string {
	if len(plan.Instalments) != len(rows) || plan.Count != len(rows) {
		return fmt.Sprintf("%d instalments, not %d", len(plan.Instalments), len(rows))
	}
	fee := c.fee()
	silent := min(c.silent(), len(rows)-1)
	arrears := append(make([]money.Amount, silent), money.Split(c.debt.Arrears, len(rows)-silent)...)
	left, interest, paid := c.debt.Arrears, money.Amount(0), money.Amount(0)
	for k, r := range rows {
		left -= arrears[k]
		want := repay.Instalment{
			N: k + 1, Nominal: c.periods[k].nominal, Due: c.periods[k].due, Days: c.periods[k].days,
			Principal: r.principal, Interest: r.interest, Arrears: arrears[k], Balance: r.balance + left,
		}
		if k >= silent {
			want.Fees = fee
		}
		want.Amount = want.Principal + want.Interest + want.Fees + want.Arrears
		if plan.Instalments[k] != want {
			return fmt.Sprintf("%+v, not %+v", plan.Instalments[k], want)
		}
		interest, paid = interest+r.interest, paid+want.Amount
	}
	if last := plan.Instalments[len(rows)-1].Balance; last != 0 || plan.Totals.Interest != interest || plan.Totals.Paid != paid {
		return "totals differ"
	}
	return ""
}

// outcome holds what the engine answers, a plan or that it is too large, against the clerk's.
func (c *clerk) outcome(plan *repay.Plan, err error) (broken string) {
	switch rows := c.plan(); {
	case rows == nil && !errors.Is(err, repay.ErrTooLarge):
		broken = fmt.Sprintf("%v, and a sum is beyond an amount", err)
	case rows != nil && err != nil:
		broken = err.Error()
	case rows != nil:
		broken = c.compare(plan, rows)
	}
	if broken != "" {
		broken += " " + describe(c.terms, c.debt)
	}
	return broken
}

// manyCases runs a check of random cases on all processors: 100,000 of them, and
// fewer with -short.
func manyCases(t *testing.T, check func(r *rand.Rand) string) {
	cases := 100_000
	if testing.Short() {
		cases = 4_000
	}
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for seed := worker; seed < cases; seed += workers {
				if broken := check(rand.New(rand.NewPCG(uint64(seed), 3))); broken != "" {
					t.Errorf("seed %d: %s", seed, broken)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestPlansEqualTheClerks(t *testing.T) {
	manyCases(t, func(r *rand.Rand) string {
		terms, debt := randomTerms(r)
		plan, working, err := repay.ScheduleDebt(&terms, debt)
		c := newClerk(&terms, debt, terms.Count)
		if broken := c.outcome(&plan, err); broken != "" || err != nil {
			return broken
		}
		// The definition: the base clears, and one step of the grid less does not.
		found := working.Search
		if c.solvable() && terms.Shape != repay.EqualPrincipal && terms.FinalPayment == repay.Smaller &&
			(!c.clears(c.amounts(found.Payment)) || found.Payment > found.Grid && c.clears(c.amounts(found.Payment-found.Grid))) {
			return fmt.Sprintf("%d is not the least base: %s", found.Payment, describe(&terms, debt))
		}
		return ""
	})
}

// Debts that grow faster than they can be paid, where one unit of the payment is
// the whole difference: the last instalment is beyond an amount, or there is none.
func TestSteepPlansEqualTheClerks(t *testing.T) {
	tooLarge := 0
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		terms, debt := randomTerms(r)
		terms.Count, terms.Every = 20+r.IntN(60), &civil.Frequency{Unit: civil.UnitYear, N: 1}
		terms.Rate = money.Rate{Value: decimal.New(1000+r.Int64N(2650), -6), Per: money.PerDay}
		terms.Roll, terms.Calendar, terms.AccrueTo = civil.RollNone, "", ""
		plan, _, err := repay.ScheduleDebt(&terms, debt)
		require.Empty(t, newClerk(&terms, debt, terms.Count).outcome(&plan, err), seed)
		if err != nil {
			tooLarge++
		}
	}
	require.Positive(t, tooLarge)
}

// A custom plan pays what it says, and otherwise says what is missing.
func TestCustomPlansEqualTheClerks(t *testing.T) {
	manyCases(t, func(r *rand.Rand) string {
		terms, debt := randomTerms(r)
		terms.Shape, terms.Residue, terms.Moratorium, terms.Step, terms.Season = repay.Custom, "", nil, nil, nil
		due := terms.FirstDue
		for k := range terms.Count {
			terms.Payments = append(terms.Payments, repay.Payment{Due: due, Amount: money.Amount(1 + r.Int64N(2*int64(debt.Bearing)/int64(terms.Count)+2))})
			if due += civil.Date(1 + r.IntN(70)); k == terms.Count-1 && r.IntN(2) == 0 {
				terms.Payments[k].Amount = 0
			}
		}
		count := terms.Count
		terms.Count = 0
		plan, _, err := repay.ScheduleDebt(&terms, debt)
		c := newClerk(&terms, debt, count)
		amounts := make([]money.Amount, count)
		for k, payment := range terms.Payments {
			amounts[k] = payment.Amount
		}
		rows, short := c.rows(amounts)
		for k, row := range rows {
			if row.principal < 0 {
				var small *repay.PaymentError
				if !errors.As(err, &small) || !small.BelowInterest || small.Index != k || small.Least != row.interest {
					return fmt.Sprintf("payment %d is below the interest of %d: %v %s", k, row.interest, err, describe(&terms, debt))
				}
				return ""
			}
		}
		if last := len(rows) - 1; short && amounts[last] > 0 {
			var small *repay.PaymentError
			if !errors.As(err, &small) || small.BelowInterest || small.Least != rows[last].interest+rows[last].principal {
				return fmt.Sprintf("a rest is left: %v %s", err, describe(&terms, debt))
			}
			return ""
		}
		if err != nil {
			return err.Error() + " " + describe(&terms, debt)
		}
		if broken := c.compare(&plan, rows); broken != "" {
			return broken + " " + describe(&terms, debt)
		}
		return ""
	})
}

// The amount of a plan, given in place of its count, clears in the fewest
// instalments that it can, and one unit less needs more of them.
func TestAmountsTakeTheFewestInstalments(t *testing.T) {
	manyCases(t, func(r *rand.Rand) string {
		terms, debt := randomTerms(r)
		if terms.Shape == repay.InterestOnly {
			terms.Shape = repay.Level
		}
		terms.Residue, terms.FinalPayment, terms.MultipleOf = "", repay.Smaller, 0
		plan, working, err := repay.ScheduleDebt(&terms, debt)
		if err != nil {
			return err.Error()
		}
		count, amount := terms.Count, working.Search.Payment
		c := newClerk(&terms, debt, count)
		if !c.solvable() {
			return ""
		}
		if terms.Shape == repay.EqualPrincipal {
			amount = 0
			for _, instalment := range plan.Instalments {
				amount = max(amount, instalment.Amount)
			}
		} else {
			paying := money.Amount(count - c.silent())
			amount += plan.Totals.Fees/money.Amount(plan.Count-min(c.silent(), plan.Count-1)) + (debt.Arrears+paying-1)/paying
		}
		terms.Count, terms.Amount = 0, amount
		byAmount, _, err := repay.ScheduleDebt(&terms, debt)
		if err != nil {
			return err.Error() + " " + describe(&terms, debt)
		}
		if byAmount.Count > plan.Count && debt.Arrears == 0 {
			return fmt.Sprintf("%d instalments, not %d: %s", byAmount.Count, plan.Count, describe(&terms, debt))
		}
		// Both given make the same plan as the amount alone at its own count.
		if terms.Shape != repay.EqualPrincipal && debt.Arrears == 0 && terms.Interest != repay.FlatInterest {
			terms.Count = count
			both, _, err := repay.ScheduleDebt(&terms, debt)
			if err != nil || both.Totals != byAmount.Totals {
				return fmt.Sprintf("%v %+v, not %+v: %s", err, both.Totals, byAmount.Totals, describe(&terms, debt))
			}
			if !terms.Clears(debt) {
				return "cleared, and said not to be: " + describe(&terms, debt)
			}
		}
		return ""
	})
}

// Less debt is never a larger sum to pay for fixed payments: C.9.2 of the model.
func TestLessDebtNeverRaisesAPayment(t *testing.T) {
	manyCases(t, func(r *rand.Rand) string {
		terms, debt := randomTerms(r)
		if terms.Shape == repay.InterestOnly || terms.Shape == repay.EqualPrincipal || terms.Interest == repay.FlatInterest {
			terms.Shape, terms.Interest, terms.FlatOn = repay.Level, "", ""
		}
		terms.Residue, terms.Fee = "", nil
		debt.Arrears = 0
		if !newClerk(&terms, debt, terms.Count).solvable() {
			return ""
		}
		_, working, err := repay.ScheduleDebt(&terms, debt)
		if err != nil {
			return err.Error()
		}
		terms.Amount, terms.FinalPayment = working.Search.Payment+working.Search.Grid, repay.Smaller
		before, _, err := repay.ScheduleDebt(&terms, debt)
		if err != nil {
			return err.Error() + " " + describe(&terms, debt)
		}
		less := repay.Debt{Bearing: 1 + money.Amount(r.Int64N(int64(debt.Bearing)))}
		after, _, err := repay.ScheduleDebt(&terms, less)
		if err != nil {
			return err.Error() + " " + describe(&terms, less)
		}
		for k := range after.Instalments {
			if after.Instalments[k].Amount > before.Instalments[k].Amount {
				return fmt.Sprintf("instalment %d rises from %d to %d: %s less %v", k+1, before.Instalments[k].Amount,
					after.Instalments[k].Amount, describe(&terms, debt), less)
			}
		}
		return ""
	})
}

// What comes back is never more than was waived, with the stated interest on it,
// and its components add up.
func TestBreachNeverBringsBackMoreThanWasWaived(t *testing.T) {
	manyCases(t, func(r *rand.Rand) string {
		terms, debt := randomTerms(r)
		plan, _, err := repay.ScheduleDebt(&terms, debt)
		if err != nil {
			return err.Error()
		}
		waived := ledger.Components{Interest: money.Amount(r.IntN(3000)), Penalty: money.Amount(r.IntN(3000)), Fees: money.Amount(r.IntN(2) * r.IntN(100))}
		whole, _ := waived.Total()
		waiver := repay.WaiverTerms{
			Earned:   pick(r, repay.OnSigning, repay.OnCompletion, repay.ProRata, repay.SteppedEarned),
			OnBreach: pick(r, repay.ReinstateAll, repay.ReinstateUnearned, repay.Nothing), GraceDays: r.IntN(10), MissedAllowed: r.IntN(3), Itemize: true,
		}
		if waiver.Earned == repay.SteppedEarned {
			waiver.Steps = []repay.EarnedStep{{After: r.IntN(3), Share: decimal.New(r.Int64N(60), -2)}, {After: 3 + r.IntN(3), Share: decimal.New(60+r.Int64N(41), -2)}}
		}
		if r.IntN(2) == 0 {
			waiver.ReinstatedRate = &money.Rate{Value: decimal.New(r.Int64N(4000), -4), Per: money.PerYear}
		}
		if r.IntN(2) == 0 {
			waiver.Kind, waiver.StoppedRate = repay.Ongoing, &money.Rate{Value: decimal.New(r.Int64N(4000), -4), Per: money.PerYear}
		}
		asOf := terms.InterestFrom - civil.Date(r.IntN(10))
		table, err := repay.BreachTable(asOf, &plan, &terms, &waived, &waiver)
		if err != nil {
			return err.Error()
		}
		back, rows := whole, 0
		for _, instalment := range plan.Instalments {
			if instalment.Amount > 0 {
				rows++
			}
		}
		if len(table) != rows {
			return fmt.Sprintf("%d rows of %d", len(table), rows)
		}
		for _, row := range table {
			parts, _ := row.Components.Total()
			if row.Reinstated > back || row.Reinstated < 0 || parts != row.Reinstated {
				return fmt.Sprintf("%+v after %d: %s", row, back, describe(&terms, debt))
			}
			for _, name := range ledger.AllComponents {
				if *row.Components.At(name) > *waived.At(name) {
					return fmt.Sprintf("more %s than was waived: %+v", name, row)
				}
			}
			interest := money.Amount(0)
			if waiver.ReinstatedRate != nil {
				days := terms // the same count of days at the other rate
				days.Rate = *waiver.ReinstatedRate
				interest = rounded(new(big.Rat).Mul(newClerk(&days, debt, 0).rate(asOf, row.Date), units(row.Reinstated)), terms.Rounding, 1)
			}
			if row.ReinstatedInterest != interest {
				return fmt.Sprintf("interest of %d: %+v", interest, row)
			}
			owed, stopped := newClerk(&terms, debt, terms.Count).owed(&plan, &row, asOf, &waiver)
			if waiver.OnBreach == repay.Nothing {
				stopped = 0
			}
			if all := waiver.OnBreach == repay.ReinstateAll || waiver.OnBreach == repay.ReinstateUnearned && waiver.Earned == repay.OnCompletion; row.StoppedInterest > stopped || all && row.StoppedInterest != stopped {
				return fmt.Sprintf("stopped interest of %d: %+v %s", stopped, row, describe(&terms, debt))
			}
			if want := owed + row.Reinstated + row.ReinstatedInterest + row.StoppedInterest; row.Owed != want {
				return fmt.Sprintf("%d is owed: %+v %s", want, row, describe(&terms, debt))
			}
			back = row.Reinstated // never more later than earlier
		}
		return ""
	})
}

// A plan is a plan on every calendar: no two instalments fall on one day, and none
// before the one before it.
func TestRolledDatesAscend(t *testing.T) {
	manyCases(t, func(r *rand.Rand) string {
		terms, debt := randomTerms(r)
		terms.Roll, terms.Calendar = pick(r, civil.RollFollowing, civil.RollPreceding, civil.RollModifiedFollowing), civil.CalendarChina
		plan, _, err := repay.ScheduleDebt(&terms, debt)
		if err != nil {
			return err.Error()
		}
		before := terms.InterestFrom - 1
		for _, instalment := range plan.Instalments {
			if instalment.Due <= before {
				return fmt.Sprintf("%v is not after %v: %s", instalment.Due, before, describe(&terms, debt))
			}
			before = instalment.Due
		}
		return ""
	})
}

func TestClerkRounds(t *testing.T) {
	for mode, want := range map[money.Rounding]money.Amount{money.HalfUp: 3, money.HalfEven: 2, money.Down: 2, money.Up: 3} {
		require.Equal(t, want, rounded(big.NewRat(5, 2), mode, 1), mode)
	}
}
