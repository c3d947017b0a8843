package ledger_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/ledger"
	"parley/calc/money"
)

// What users of other engines complained of, each told as a small account.

func day(text string) civil.Date { return civil.MustParse(text) }

func instalment(date string, principal, interest, fees money.Amount) ledger.Entry {
	return ledger.Entry{Date: day(date), Kind: ledger.InstalmentDue, Principal: principal, Interest: interest, Fees: fees}
}

func waiveAll(date string, c ledger.Component) ledger.Entry {
	return ledger.Entry{Date: day(date), Kind: ledger.WaiverEntry, Component: c, All: true}
}

func penaltyInterest(daily string) ledger.Rule {
	rule := overdraft(daily)
	rule.Name, rule.Into, rule.Compounds, rule.From = "penalty interest", ledger.Penalty, ledger.Never, ledger.FromDueDate
	return rule
}

// debt is three instalments of 100.00 on the first of the months from February,
// out of 300.00 advanced, with penalty interest of 0.1% a day on what is overdue
// and a late fee of 10.00 for each instalment that is not paid by its date.
func debt(asOf string, more ...ledger.Entry) *ledger.Account {
	fee := ledger.Rule{Name: "late fee", Kind: ledger.LateFee, Into: ledger.Fees, Amount: 10_00, Of: ledger.UnpaidInstalment, Rounding: money.HalfUp}
	return &ledger.Account{
		Currency: "CNY", AsOf: day(asOf), Rules: []ledger.Rule{penaltyInterest("0.001"), fee},
		Allocation: []ledger.Component{ledger.Penalty, ledger.Fees, ledger.Interest, ledger.Principal},
		Entries: append([]ledger.Entry{
			on("2026-01-01", ledger.Advance, 300_00),
			instalment("2026-02-01", 100_00, 0, 0), instalment("2026-03-01", 100_00, 0, 0), instalment("2026-04-01", 100_00, 0, 0),
		}, more...),
	}
}

func assessed(t *testing.T, account *ledger.Account) ledger.Assessment {
	t.Helper()
	got, err := ledger.Assess(account)
	require.NoError(t, err)
	return got
}

// 25: penalties never stand in the way: they are owed, and a waiver lifts them.
func TestComplaintPenaltiesBlockAPlan(t *testing.T) {
	got := assessed(t, debt("2026-02-11", waiveAll("2026-02-11", ledger.Penalty), waiveAll("2026-02-11", ledger.Fees)))
	assert.Equal(t, ledger.Components{Principal: 300_00}, got.Claim.Components)
	assert.Equal(t, money.Amount(1_00+10_00), got.Claim.Waived, "100.00 × 0.001 × 10 = 1.00, and the fee of 10.00")
}

// 27: a waiver of one component takes nothing of another.
func TestComplaintInterestWaiverConsumedPrincipal(t *testing.T) {
	account := debt("2026-02-11", on("2026-01-15", ledger.Fee, 7_00),
		ledger.Entry{Date: day("2026-02-11"), Kind: ledger.WaiverEntry, Component: ledger.Interest, Amount: 50_00})
	account.Entries[4].Component = ledger.Interest
	got := assessed(t, account)
	assert.Equal(t, ledger.Components{Principal: 300_00, Penalty: 1_00, Fees: 10_00}, got.Claim.Components, "7.00 of interest are there, and no more is forgiven")
	assert.Equal(t, money.Amount(7_00), got.Claim.Waived)
}

// 28: a waiver books nothing that was not there, and no interest that comes later.
func TestComplaintWaiverBookedInterestNotDue(t *testing.T) {
	early := assessed(t, debt("2026-02-11", waiveAll("2026-02-01", ledger.Penalty)))
	assert.Zero(t, early.Claim.Waived)
	assert.Equal(t, money.Amount(1_00), early.Claim.Components.Penalty, "ten days after a waiver that found nothing")
	half := assessed(t, debt("2026-02-11", waiveAll("2026-02-06", ledger.Penalty)))
	assert.Equal(t, money.Amount(50), half.Claim.Waived, "5 × 0.10")
	assert.Equal(t, money.Amount(50), half.Claim.Components.Penalty, "5 × 0.10 since")
	assert.Equal(t, money.Amount(11_00), half.Charged, "what was ever charged: 1.00 and the fee")
}

// 29: a waiver closes nothing but what it forgives, and later money is met as before.
func TestComplaintSettlementClosedTheLoan(t *testing.T) {
	got := assessed(t, debt("2026-02-11", waiveAll("2026-02-05", ledger.Fees), waiveAll("2026-02-05", ledger.Penalty), on("2026-02-05", ledger.Payment, 150_00)))
	assert.Equal(t, ledger.Components{Principal: 150_00}, got.Claim.Components)
	got = assessed(t, debt("2026-03-11", waiveAll("2026-02-05", ledger.Fees), waiveAll("2026-02-05", ledger.Penalty), on("2026-02-05", ledger.Payment, 150_00)))
	// 50.00 were repaid ahead of time, of the last instalment; of the second one
	// 100.00 are due: 100.00 × 0.001 × 10 = 1.00, and the fee.
	assert.Equal(t, ledger.Components{Principal: 150_00, Penalty: 1_00, Fees: 10_00}, got.Claim.Components)
	assert.Equal(t, 10, got.Claim.DaysOverdue)
}

// 30 and 32: what is paid under a waiver is closed for good: no fine comes later,
// and nothing of it counts as overdue.
func TestComplaintRetroactiveFineAfterWaiver(t *testing.T) {
	entries := []ledger.Entry{
		{Date: day("2026-02-01"), Kind: ledger.WaiverEntry, Component: ledger.Principal, Amount: 20_00}, on("2026-02-01", ledger.Payment, 80_00),
	}
	for _, asOf := range []string{"2026-02-01", "2026-02-02", "2026-02-28"} {
		got := assessed(t, debt(asOf, entries...))
		assert.Equal(t, ledger.Components{Principal: 200_00}, got.Claim.Components, asOf)
		assert.Zero(t, got.Claim.DaysOverdue, asOf)
	}
	later := assessed(t, debt("2026-03-02", entries...))
	assert.Equal(t, ledger.Components{Principal: 200_00, Penalty: 10, Fees: 10_00}, later.Claim.Components, "the second instalment only")
	assert.Equal(t, day("2026-03-01"), later.Claim.OldestDue)
}

// 31: a waiver has its effect when several instalments are paid late together.
func TestComplaintWaiverWithoutEffectOnSeveralInstalments(t *testing.T) {
	late := debt("2026-04-11", waiveAll("2026-04-11", ledger.Penalty), waiveAll("2026-04-11", ledger.Fees), on("2026-04-11", ledger.Payment, 300_00))
	for _, by := range []ledger.AllocationBy{ledger.ByComponent, ledger.ByInstalment} {
		late.AllocationBy = by
		got := assessed(t, late)
		assert.Zero(t, got.Claim.Total, by)
		assert.Zero(t, got.Claim.Credit, by)
		// 100.00 × 0.001 × (69 + 41 + 10) = 12.00, and three fees
		assert.Equal(t, money.Amount(12_00+30_00), got.Claim.Waived, by)
	}
}

// 33: a payment within the days of grace brings neither fee nor penalty.
func TestComplaintGraceRemovesFineAndPenalty(t *testing.T) {
	for paid, want := range map[string]ledger.Components{
		"2026-02-04": {Principal: 200_00},
		// The fee of 10.00 and 4 × 0.10, as grace that is missed was worth nothing.
		"2026-02-05": {Principal: 210_40},
	} {
		account := debt("2026-02-05", on(paid, ledger.Payment, 100_00))
		account.Rules[0].From, account.Rules[0].GraceDays, account.Rules[0].Grace = ledger.FromAfterGrace, 3, ledger.GraceAllOrNothing
		account.Rules[1].GraceDays = 3
		assert.Equal(t, want, assessed(t, account).Claim.Components, paid)
	}
}

// 34, 39 and 40: a payment that is entered late counts from its own day: what was
// charged without it is gone, between earlier payments too.
func TestComplaintBackdatedPayment(t *testing.T) {
	late := on("2026-03-20", ledger.Payment, 50_00)
	before := assessed(t, debt("2026-03-20", late))
	assert.Equal(t, money.Amount(47*10+19*10), before.Charged-20_00, "0.10 a day from 1 February and from 1 March")
	after := assessed(t, debt("2026-03-20", late, on("2026-02-01", ledger.Payment, 100_00), on("2026-03-01", ledger.Payment, 100_00)))
	assert.Equal(t, ledger.Components{Principal: 50_00}, after.Claim.Components)
	assert.Zero(t, after.Charged)
}

// 37: to take a waiver back rebuilds what is overdue as if it had never been, from
// that day on and not before.
func TestComplaintUndoOfAWaiver(t *testing.T) {
	waiver := ledger.Entry{Date: day("2026-02-01"), Kind: ledger.WaiverEntry, Component: ledger.Principal, Amount: 100_00, ID: "goodwill"}
	undo := ledger.Entry{Date: day("2026-02-11"), Kind: ledger.Reversal, Of: "goodwill"}
	kept := assessed(t, debt("2026-02-10", waiver, undo))
	assert.Equal(t, ledger.Components{Principal: 200_00}, kept.Claim.Components)
	assert.Zero(t, kept.Claim.DaysOverdue)
	undone := assessed(t, debt("2026-02-11", waiver, undo))
	assert.Equal(t, assessed(t, debt("2026-02-11")).Claim, undone.Claim)
	assert.Equal(t, 10, undone.Claim.DaysOverdue)
}

// A waiver stays when a payment before it is taken back: what it forgives then is
// what is there then, and nothing of it comes back.
func TestComplaintReversedPaymentBroughtBackAWaivedFee(t *testing.T) {
	paid := on("2026-02-02", ledger.Payment, 100_00)
	paid.ID = "bounced"
	bounced := ledger.Entry{Date: day("2026-02-11"), Kind: ledger.Reversal, Of: "bounced"}
	got := assessed(t, debt("2026-02-11", paid, waiveAll("2026-02-03", ledger.Fees), bounced))
	assert.Zero(t, got.Claim.Components.Fees, "the fee of 2 February was there on the 3rd")
	assert.Equal(t, ledger.Components{Principal: 300_00, Penalty: 1_00}, got.Claim.Components)
}

// 26: what was waived is not there any more when the rest is counted.
func TestComplaintWaiverAfterCapitalising(t *testing.T) {
	got := assessed(t, debt("2026-02-11", waiveAll("2026-02-11", ledger.Penalty), ledger.Entry{
		Date: day("2026-02-11"), Kind: ledger.WaiverEntry, Component: ledger.Penalty, Percent: ptr(decimal.New(5, -1)),
	}))
	assert.Equal(t, money.Amount(1_00), got.Claim.Waived, "a second waiver finds nothing")
}

// 36: after the last instalment penalty interest goes on, and is told as due.
func TestComplaintPenaltyAfterMaturity(t *testing.T) {
	got := assessed(t, debt("2027-04-01"))
	// 100.00 × 0.001 × (424 + 396 + 365)
	assert.Equal(t, money.Amount(118_50), got.Claim.Components.Penalty)
	assert.Equal(t, got.Claim.Total, *got.Claim.Due)
	assert.Equal(t, money.Amount(30), got.Claim.PerDiem)
	assert.Equal(t, ledger.Past181, got.Claim.Bucket)
}

// 35: nothing that was waived is in what is owed, accrued or not.
func TestComplaintWaivedChargesStillCounted(t *testing.T) {
	ongoing := waiveAll("2026-02-06", ledger.Penalty)
	ongoing.Ongoing = true
	got := assessed(t, debt("2026-12-31", ongoing, waiveAll("2026-04-03", ledger.Fees)))
	assert.Equal(t, ledger.Components{Principal: 300_00}, got.Claim.Components)
	assert.Zero(t, got.Claim.PerDiem)
}

func ptr[T any](v T) *T { return &v }
