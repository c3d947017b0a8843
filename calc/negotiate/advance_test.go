package negotiate_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/policy"
)

// day is a day of January 2026; later ones are days after the 31st.
func day(n int) civil.Date { return civil.MustParse("2025-12-31") + civil.Date(n) }

// plan is an offer of count monthly instalments from day 40 on, in yuan.
func plan(paid, waived, amount money.Amount, count int) *negotiate.OfferTerms {
	return &negotiate.OfferTerms{Paid: paid * 100, Waived: waived * 100, Amount: amount * 100, Count: count, Every: &monthly, FirstDue: day(40)}
}

func with(terms *negotiate.OfferTerms, change func(*negotiate.OfferTerms)) *negotiate.OfferTerms {
	change(terms)
	return terms
}

func offers(on int, by negotiate.Party, terms *negotiate.OfferTerms) negotiate.Event {
	return negotiate.Event{Kind: negotiate.EventOffer, Date: day(on), By: by, Offer: terms}
}

func counters(on int, by negotiate.Party, number int, terms *negotiate.OfferTerms) negotiate.Event {
	return negotiate.Event{Kind: negotiate.EventCounter, Date: day(on), By: by, Number: number, Offer: terms}
}

func answers(kind negotiate.EventKind, on int, by negotiate.Party, number int) negotiate.Event {
	return negotiate.Event{Kind: kind, Date: day(on), By: by, Number: number}
}

func pays(kind negotiate.EventKind, on int, amount money.Amount) negotiate.Event {
	return negotiate.Event{Kind: kind, Date: day(on), By: negotiate.Borrower, Amount: amount * 100}
}

func notes(kind negotiate.EventKind, on int) negotiate.Event {
	return negotiate.Event{Kind: kind, Date: day(on), By: negotiate.Creditor}
}

func opens(kind negotiate.EventKind, on int) negotiate.Event {
	return negotiate.Event{Kind: kind, Date: day(on), By: borrower, About: policy.AboutAmount, To: policy.Creditor}
}

func ends(kind negotiate.EventKind, on, number int, how policy.Outcome) negotiate.Event {
	return negotiate.Event{Kind: kind, Date: day(on), By: creditor, Number: number, Outcome: how}
}

func calls(on int, at string) negotiate.Event {
	return negotiate.Event{Kind: negotiate.EventContact, Date: day(on), By: creditor, Channel: policy.Call, At: at, To: policy.Debtor, About: policy.Collect, Outcome: policy.NoAnswer}
}

func contacts(on int) negotiate.Event {
	return negotiate.Event{Kind: negotiate.EventContact, Date: day(on), By: negotiate.Creditor, Note: "spoke by telephone"}
}

const (
	creditor = negotiate.Creditor
	borrower = negotiate.Borrower
	accept   = negotiate.EventAccept
	decline  = negotiate.EventDecline
	withdraw = negotiate.EventWithdraw
	expire   = negotiate.EventExpire
	deposit  = negotiate.EventDeposit
	payment  = negotiate.EventPayment
	missed   = negotiate.EventMissed

	dispute   = negotiate.EventDispute
	complaint = negotiate.EventComplaint
)

type events = []negotiate.Event

func share(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}

func ladder() []negotiate.Authority {
	return []negotiate.Authority{{Level: "collector", WaiverMost: 100000}, {Level: "team_lead", WaiverMost: 200000}}
}

// The agreed plan: 10000 over 10 months from day 40 (9 February), then day 68 (9 March).
func agreed() events {
	return events{offers(1, creditor, plan(10000, 0, 1000, 10)), answers(accept, 2, borrower, 1)}
}

// Two payments: 500 down on day 10, 500 on day 40.
func agreedWithDeposit() events {
	terms := with(plan(1000, 0, 500, 1), func(t *negotiate.OfferTerms) {
		t.Deposit = &negotiate.OfferDeposit{Amount: 50000, Due: day(10)}
	})
	return events{offers(1, creditor, terms), answers(accept, 2, borrower, 1)}
}

func states(record *negotiate.Record) (offers, promises string) {
	var list []string
	for _, o := range record.Offers {
		list = append(list, string(o.State))
	}
	offers, list = strings.Join(list, " "), nil
	for _, p := range record.Promises {
		if p.State != negotiate.PromiseOpen {
			list = append(list, string(p.State))
		}
	}
	return offers, strings.Join(list, " ")
}

var transitions = []struct {
	it       string
	rules    negotiate.Rules
	events   events
	state    negotiate.State
	offers   string
	promises string
}{
	{"begins as a draft", negotiate.Rules{}, nil, "draft", "", ""},
	{"records a contact without an offer", negotiate.Rules{}, events{contacts(1)}, "draft", "", ""},
	{"is offered", negotiate.Rules{}, agreed()[:1], "offered", "open", ""},
	{"keeps siblings open beside each other", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), offers(1, creditor, plan(11000, 0, 500, 22))}, "offered", "open open", ""},
	{"closes the offer that is countered and no other", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), offers(1, creditor, plan(11000, 0, 500, 22)),
		counters(2, borrower, 2, plan(6000, 4000, 500, 12))}, "countered", "open countered open", ""},
	{"stays offered while a sibling is open", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), offers(1, creditor, plan(11000, 0, 500, 22)),
		answers(decline, 2, borrower, 1)}, "offered", "declined open", ""},
	{"is declined with the last open offer", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), answers(decline, 2, borrower, 1)}, "declined", "declined", ""},
	{"goes on after a decline", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), answers(decline, 2, borrower, 1),
		offers(3, creditor, plan(9000, 1000, 900, 10))}, "offered", "declined open", ""},
	{"is withdrawn by the side that offered", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), answers(withdraw, 2, creditor, 1)}, "withdrawn", "withdrawn", ""},
	{"stands on the last day of the offer", negotiate.Rules{}, events{
		offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) { t.Expires = day(5) })),
		contacts(5)}, "offered", "open", ""},
	{"expires the day after, whatever happens on it", negotiate.Rules{}, events{
		offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) { t.Expires = day(5) })),
		contacts(6)}, "expired", "expired", ""},
	{"expires when told that the day has passed", negotiate.Rules{}, events{
		offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) { t.Expires = day(5) })),
		notes(expire, 6)}, "expired", "expired", ""},
	{"expires with the day of its first money when it names none", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), notes(expire, 41)}, "expired", "expired", ""},
	{"withdraws the siblings of both sides on acceptance", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), offers(1, creditor, plan(11000, 0, 500, 22)),
		offers(2, borrower, plan(6000, 4000, 500, 12)), answers(accept, 3, borrower, 2)}, "active", "withdrawn accepted withdrawn", ""},
	{"waits for the deposit", negotiate.Rules{}, agreedWithDeposit(), "awaiting_deposit", "accepted", ""},
	{"waits for all of the deposit", negotiate.Rules{}, append(agreedWithDeposit(), pays(deposit, 9, 499)), "awaiting_deposit", "accepted", ""},
	{"is active once the deposit is paid", negotiate.Rules{}, append(agreedWithDeposit(), pays(deposit, 10, 500)), "active", "accepted", "kept"},
	{"is broken by a missed deposit whatever may be missed", negotiate.Rules{MissedAllowed: 5},
		append(agreedWithDeposit(), notes(missed, 11)), "broken", "accepted", "missed"},
	{"is completed with the last cent", negotiate.Rules{},
		append(agreedWithDeposit(), pays(deposit, 10, 500), pays(payment, 40, 500)), "completed", "accepted", "kept kept"},
	{"is kept by a payment on the due date", negotiate.Rules{}, append(agreed(), pays(payment, 40, 1000)), "kept", "accepted", "kept"},
	{"lets one payment keep two promises", negotiate.Rules{}, append(agreed(), pays(payment, 40, 2000)), "kept", "accepted", "kept kept"},
	{"keeps a promise within the days of grace", negotiate.Rules{GraceDays: 3}, append(agreed(), pays(payment, 43, 1000)), "kept", "accepted", "kept"},
	{"breaks the day after them", negotiate.Rules{GraceDays: 3}, append(agreed(), pays(payment, 44, 1000)), "broken", "accepted", "missed"},
	// 0.95 × 1000 = 950.
	{"keeps a promise with the share that the rules ask", negotiate.Rules{Threshold: share("0.95")}, append(agreed(), pays(payment, 40, 950)), "kept", "accepted", "kept"},
	{"does not keep it with less", negotiate.Rules{Threshold: share("0.95")}, append(agreed(), pays(payment, 40, 949)), "active", "accepted", ""},
	{"is broken by one missed", negotiate.Rules{}, append(agreed(), notes(missed, 41)), "broken", "accepted", "missed"},
	{"goes on with as many missed as allowed", negotiate.Rules{MissedAllowed: 1}, append(agreed(), notes(missed, 41)), "active", "accepted", "missed"},
	// 1000 on day 50 meets the promise of day 40, which stays missed, so the one of day 68 is missed too.
	{"is broken by one more, though money came late", negotiate.Rules{MissedAllowed: 1},
		append(agreed(), notes(missed, 41), pays(payment, 50, 1000), notes(missed, 69)), "broken", "accepted", "missed missed"},
	{"is kept again by the next payment", negotiate.Rules{MissedAllowed: 1},
		append(agreed(), notes(missed, 41), pays(payment, 50, 2000)), "kept", "accepted", "missed kept"},
	{"stays broken though all is paid", negotiate.Rules{}, append(agreed(), pays(payment, 41, 10000)), "broken", "accepted", "missed" + strings.Repeat(" kept", 9)},
	// The creditor stays at 10000 and the borrower at 6000, twice each.
	{"is deadlocked when both repeat themselves", negotiate.Rules{DeadlockAfter: 1}, repeated(), "deadlocked", "countered countered countered open", ""},
	{"is not while one side moves", negotiate.Rules{DeadlockAfter: 1}, append(repeated()[:3],
		counters(4, borrower, 3, plan(7000, 3000, 1000, 7))), "countered", "countered countered countered open", ""},
	{"needs as many repeats as the rules say", negotiate.Rules{DeadlockAfter: 2}, repeated(), "countered", "countered countered countered open", ""},
	{"comes out of a deadlock by a move", negotiate.Rules{DeadlockAfter: 1}, append(repeated(),
		counters(5, creditor, 4, plan(9000, 1000, 1000, 9))), "countered", "countered countered countered countered open", ""},
	{"can be agreed in a deadlock", negotiate.Rules{DeadlockAfter: 1}, append(repeated(), answers(accept, 5, creditor, 4)), "active", "countered countered countered accepted", ""},
	{"takes a worse offer when the facts changed", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), changed(offers(2, creditor, plan(10100, 0, 1010, 10)))}, "offered", "open open", ""},
	{"takes a trade of more in all for less each month", negotiate.Rules{}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), offers(2, creditor, plan(10200, 0, 510, 20))}, "offered", "open open", ""},
	{"takes the same offer later on", negotiate.Rules{}, events{
		offers(1, borrower, plan(6000, 0, 600, 10)),
		offers(30, borrower, with(plan(6000, 0, 600, 10), func(t *negotiate.OfferTerms) { t.FirstDue = day(69) }))}, "offered", "open open", ""},
	{"asks no level of the borrower", negotiate.Rules{Ladder: ladder()}, events{offers(1, borrower, plan(5000, 5000, 500, 10))}, "offered", "open", ""},
	{"takes a waiver within the level", negotiate.Rules{Ladder: ladder()}, events{
		by(offers(1, creditor, plan(9000, 1000, 900, 10)), "collector", "")}, "offered", "open", ""},
	{"takes a waiver that was approved", negotiate.Rules{Ladder: ladder()}, events{
		by(offers(1, creditor, plan(8000, 2000, 800, 10)), "collector", "team_lead")}, "offered", "open", ""},
	{"goes on in the last round", negotiate.Rules{MaxRounds: 1}, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), counters(2, borrower, 1, plan(6000, 4000, 1000, 6)),
		offers(3, borrower, plan(7000, 3000, 1000, 7))}, "offered", "countered open open", ""},
}

func repeated() events {
	return events{
		offers(1, creditor, plan(10000, 0, 1000, 10)), counters(2, borrower, 1, plan(6000, 4000, 1000, 6)),
		counters(3, creditor, 2, plan(10000, 0, 1000, 10)), counters(4, borrower, 3, plan(6000, 4000, 1000, 6)),
	}
}

func changed(event negotiate.Event) negotiate.Event {
	event.FactsChanged = "a fee fell due"
	return event
}

func by(event negotiate.Event, level, approved string) negotiate.Event {
	event.ByLevel, event.ApprovedBy = level, approved
	return event
}

func TestTransitions(t *testing.T) {
	for _, c := range transitions {
		record, at, flaws := negotiate.Replay(c.rules, c.events, "CNY")
		require.Empty(t, flaws, "%s: event %d", c.it, at)
		offers, promises := states(&record)
		assert.Equal(t, c.state, record.State, c.it)
		assert.Equal(t, c.offers, offers, c.it)
		assert.Equal(t, c.promises, promises, c.it)
	}
}

// Each is refused with its last event, and only then.
var refusals = []struct {
	it     string
	rules  negotiate.Rules
	events events
	want   string
}{
	{"a key too many", negotiate.Rules{}, events{{Kind: accept, Date: day(1), By: borrower, Number: 1, Amount: 1}}, "event_fields amount"},
	{"keys too few", negotiate.Rules{}, events{{Kind: negotiate.EventCounter, Date: day(1), By: borrower}}, "event_fields offer; event_fields number"},
	{"a contact about which nothing is said", negotiate.Rules{}, events{notes(negotiate.EventContact, 1)}, "event_fields note"},
	{"a note that says nothing", negotiate.Rules{}, events{notes(negotiate.EventNote, 1)}, "event_fields note"},
	{"a complaint about nothing that goes nowhere", negotiate.Rules{}, events{notes(complaint, 1)}, "event_fields about; event_fields to"},
	{"an end without an outcome", negotiate.Rules{}, events{opens(complaint, 1), ends(complaint, 2, 1, "")}, "event_fields outcome"},
	{"an outcome of what begins", negotiate.Rules{}, events{{Kind: complaint, Date: day(1), By: borrower, About: "data", To: "court", Outcome: "upheld"}}, "event_fields outcome"},
	{"the end of no complaint", negotiate.Rules{}, events{opens(complaint, 1), ends(complaint, 2, 2, "upheld")}, "matter_unknown number"},
	{"the end of a complaint that is a dispute", negotiate.Rules{}, events{opens(dispute, 1), ends(complaint, 2, 1, "upheld")}, "matter_unknown number"},
	{"a second end", negotiate.Rules{}, events{opens(dispute, 1), ends(dispute, 2, 1, "upheld"), ends(dispute, 3, 1, "rejected")}, "matter_unknown number"},
	{"a contact at no time", negotiate.Rules{}, events{calls(1, "9 a.m.")}, "moment_invalid at"},
	{"a contact of another day", negotiate.Rules{}, events{calls(1, "2026-01-04T09:00:00+08:00")}, "date_order at 2026-01-01"},
	{"a contact told in part", negotiate.Rules{}, events{{Kind: negotiate.EventContact, Date: day(1), By: borrower, Channel: policy.Call}}, "event_fields at; event_fields about; event_fields to"},
	{"a time of a contact without a channel", negotiate.Rules{}, events{{Kind: negotiate.EventContact, Date: day(1), By: borrower, Note: "n", At: "2026-01-02T09:00:00+08:00", Zone: "Asia/Shanghai",
		To: policy.Debtor, Keeps: []string{"purpose"}, About: policy.Reply, Outcome: policy.Reached}}, "event_fields at; event_fields zone; event_fields keeps; event_fields about; event_fields to; event_fields outcome"},
	{"a contact in a note", negotiate.Rules{}, events{{Kind: negotiate.EventNote, Date: day(1), By: borrower, Note: "n", Channel: policy.Call}}, "event_fields channel"},
	{"a level where nobody asks for one", negotiate.Rules{}, events{by(offers(1, creditor, plan(9000, 0, 900, 10)), "collector", "")}, "event_fields by_level"},
	{"no level where one is asked for", negotiate.Rules{Ladder: ladder()}, events{offers(1, creditor, plan(9000, 0, 900, 10))}, "event_fields by_level"},
	{"a day before the last event", negotiate.Rules{}, events{contacts(2), contacts(1)}, "date_order date 2026-01-02"},
	{"the number of no offer", negotiate.Rules{}, events{answers(accept, 1, borrower, 1)}, "offer_unknown number"},
	{"one's own offer accepted", negotiate.Rules{}, events{agreed()[0], answers(accept, 2, creditor, 1)}, "offer_side number"},
	{"the other side's offer withdrawn", negotiate.Rules{}, events{agreed()[0], answers(withdraw, 2, borrower, 1)}, "offer_side number"},
	{"one's own offer countered", negotiate.Rules{}, events{agreed()[0], counters(2, creditor, 1, plan(9000, 0, 900, 10))}, "offer_side number"},
	{"an offer accepted that was declined", negotiate.Rules{}, events{agreed()[0], answers(decline, 2, borrower, 1), answers(accept, 3, borrower, 1)}, "offer_closed number"},
	{"an offer accepted that was countered", negotiate.Rules{}, append(repeated(), answers(accept, 5, borrower, 3)), "offer_closed number"},
	{"an offer accepted the day after its last", negotiate.Rules{}, events{agreed()[0], answers(accept, 41, borrower, 1)}, "offer_closed number"},
	{"a second agreement", negotiate.Rules{}, append(agreed(), answers(accept, 3, borrower, 1)), "offer_closed number"},
	{"an offer after the agreement", negotiate.Rules{}, append(agreed(), offers(3, creditor, plan(9000, 0, 900, 10))), "event_not_now kind"},
	{"a payment without an agreement", negotiate.Rules{}, events{pays(payment, 1, 100)}, "event_not_now kind"},
	{"a payment before the deposit", negotiate.Rules{}, append(agreedWithDeposit(), pays(payment, 3, 500)), "event_not_now kind deposit"},
	{"a deposit where none is due", negotiate.Rules{}, append(agreed(), pays(deposit, 3, 500)), "event_not_now kind"},
	{"a payment after the last", negotiate.Rules{}, append(agreed(), pays(payment, 3, 10000), pays(payment, 4, 1)), "event_not_now kind"},
	{"more money than can be counted", negotiate.Rules{}, append(agreed(), notes(missed, 41), pays(payment, 41, money.Currency("CNY").Most()/100),
		pays(payment, 41, money.Currency("CNY").Most()/100)), "sum_too_large amount"},
	{"an expiry on the last day", negotiate.Rules{}, events{agreed()[0], notes(expire, 40)}, "nothing_lapsed date"},
	{"a miss on the last day of grace", negotiate.Rules{GraceDays: 2}, append(agreed(), notes(missed, 42)), "nothing_lapsed date"},
	{"a miss of what was paid", negotiate.Rules{}, append(agreed(), pays(payment, 40, 1000), notes(missed, 41)), "nothing_lapsed date"},
	{"instalments that leave nothing for the last", negotiate.Rules{}, events{offers(1, creditor, plan(9000, 0, 1000, 10))}, "offer_amounts offer/amount 999.99"},
	{"one instalment that is not all", negotiate.Rules{}, events{offers(1, creditor, plan(9000, 0, 8999, 1))}, "offer_amounts offer/amount 9000.00"},
	{"a deposit that is everything", negotiate.Rules{}, events{offers(1, creditor, with(plan(500, 0, 1, 1), func(t *negotiate.OfferTerms) {
		t.Deposit = &negotiate.OfferDeposit{Amount: 50000, Due: day(10)}
	}))}, "offer_amounts offer/deposit/amount"},
	{"several instalments without a frequency", negotiate.Rules{}, events{offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) {
		t.Every = nil
	}))}, "frequency_missing offer/every"},
	{"money due before the offer", negotiate.Rules{}, events{offers(41, creditor, plan(10000, 0, 1000, 10))}, "date_order offer/first_due 2026-02-10"},
	{"a deposit due after the instalments begin", negotiate.Rules{}, events{offers(1, creditor, with(plan(1000, 0, 500, 1), func(t *negotiate.OfferTerms) {
		t.Deposit = &negotiate.OfferDeposit{Amount: 50000, Due: day(41)}
	}))}, "date_order offer/first_due 2026-02-10"},
	{"an expiry after the first money", negotiate.Rules{}, events{offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) {
		t.Expires = day(41)
	}))}, "date_order offer/expires 2026-02-09"},
	{"an expiry before the offer", negotiate.Rules{}, events{offers(2, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) {
		t.Expires = day(1)
	}))}, "date_order offer/expires 2026-01-02"},
	{"instalments past the calendar", negotiate.Rules{}, events{offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) {
		t.FirstDue = civil.MustParse("2199-04-01")
	}))}, "date_too_late offer/count"},
	// Each takes something back from the borrower and gives nothing.
	{"more in all", negotiate.Rules{}, events{agreed()[0], offers(2, creditor, plan(10001, 0, 1000, 10))}, "offer_retracted offer"},
	{"more down", negotiate.Rules{}, events{agreed()[0], offers(2, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) {
		t.Deposit = &negotiate.OfferDeposit{Amount: 1, Due: day(10)}
	}))}, "offer_retracted offer"},
	{"more each month", negotiate.Rules{}, events{agreed()[0], offers(2, creditor, plan(10000, 0, 1001, 10))}, "offer_retracted offer"},
	{"the same sums for longer", negotiate.Rules{}, events{
		offers(1, creditor, with(plan(10000, 0, 1000, 10), func(t *negotiate.OfferTerms) { t.Every = &weekly })),
		offers(2, creditor, plan(10000, 0, 1000, 10))}, "offer_retracted offer"},
	{"less from a borrower", negotiate.Rules{}, events{offers(1, borrower, plan(6000, 0, 600, 10)), offers(2, borrower, plan(5900, 0, 590, 10))}, "offer_retracted offer"},
	{"less than an offer that was declined", negotiate.Rules{}, events{
		agreed()[0], answers(decline, 2, borrower, 1), offers(3, creditor, plan(10001, 0, 1000, 10))}, "offer_retracted offer"},
	{"less than what was offered before the last", negotiate.Rules{}, events{
		agreed()[0], offers(2, creditor, plan(10200, 0, 510, 20)), offers(3, creditor, plan(10100, 0, 1010, 10))}, "offer_retracted offer"},
	{"less than what the changed facts allowed", negotiate.Rules{}, events{
		agreed()[0], changed(offers(2, creditor, plan(10100, 0, 1010, 10))), offers(3, creditor, plan(10200, 0, 1020, 10))}, "offer_retracted offer"},
	{"a repeat in a deadlock", negotiate.Rules{DeadlockAfter: 1}, append(repeated(),
		counters(5, creditor, 4, plan(10000, 0, 1000, 10))), "offer_repeated offer"},
	{"a round too many", negotiate.Rules{MaxRounds: 1}, events{
		agreed()[0], counters(2, borrower, 1, plan(6000, 4000, 1000, 6)), counters(3, creditor, 2, plan(9000, 1000, 900, 10))}, "rounds_spent kind"},
	{"a level that nobody has", negotiate.Rules{Ladder: ladder()}, events{
		by(offers(1, creditor, plan(9000, 1000, 900, 10)), "boss", "king")}, "level_unknown by_level; level_unknown approved_by"},
	{"a waiver above the level", negotiate.Rules{Ladder: ladder()}, events{
		by(offers(1, creditor, plan(8999, 1001, 899, 10)), "collector", "")}, "approval_needed approved_by team_lead"},
	{"an approval that does not reach", negotiate.Rules{Ladder: ladder()}, events{
		by(offers(1, creditor, plan(8999, 1001, 899, 10)), "collector", "collector")}, "approval_needed approved_by team_lead"},
	{"a waiver above every level", negotiate.Rules{Ladder: ladder()}, events{
		by(offers(1, creditor, plan(7999, 2001, 799, 10)), "team_lead", "")}, "waiver_beyond_ladder offer/waived 2000.00"},
	{"a borrower's waiver accepted above the level", negotiate.Rules{Ladder: ladder()}, events{
		offers(1, borrower, plan(5000, 1500, 500, 10)), by(answers(accept, 2, creditor, 1), "collector", "")}, "approval_needed approved_by team_lead"},
}

// told is flaws as "code field allowed".
func told(flaws []negotiate.Flaw) string {
	var list []string
	for _, f := range flaws {
		list = append(list, strings.Join(strings.Fields(string(f.Code)+" "+f.Field+" "+f.Allowed), " "))
	}
	return strings.Join(list, "; ")
}

func TestRefusals(t *testing.T) {
	for _, c := range refusals {
		_, at, flaws := negotiate.Replay(c.rules, c.events, "CNY")
		assert.Equal(t, len(c.events)-1, at, c.it)
		assert.Equal(t, c.want, told(flaws), c.it)
		before, _, _ := negotiate.Replay(c.rules, c.events[:at], "CNY")
		after, _, again := negotiate.Advance(&before, &c.events[at], "CNY")
		assert.Equal(t, flaws, again, c.it)
		assert.Equal(t, before, after, "%s: a refused event leaves the record as it was", c.it)
	}
}

func TestLadderRises(t *testing.T) {
	rules := negotiate.Rules{Ladder: []negotiate.Authority{{Level: "a", WaiverMost: 2}, {Level: "b", WaiverMost: 2}, {Level: "a", WaiverMost: 3}}}
	assert.Equal(t, "ladder_order rules/ladder; ladder_order rules/ladder", told(rules.Flaws()), "2 is not above 2, and a stands on it twice")
	rules.Ladder = ladder()
	assert.Empty(t, rules.Flaws())
	rules.Pace = &negotiate.Pace{Curve: negotiate.CurveEven, Open: 9000, Floor: 9001, Rounds: 4}
	assert.Equal(t, "pace_order rules/pace/floor", told(rules.Flaws()))
	rules.Pace.Floor = 9000
	assert.Empty(t, rules.Flaws())
}

// A creditor's offer is held against what its curve gives in its round; a borrower's
// is not, and none is refused for it.
func TestPace(t *testing.T) {
	rules := negotiate.Rules{Pace: &negotiate.Pace{Curve: negotiate.CurveEven, Open: 10000_00, Floor: 7000_00, Rounds: 4}}
	record, _, flaws := negotiate.Replay(rules, events{
		offers(1, creditor, plan(10000, 0, 1000, 10)),                                                  // round 1: 10000 itself
		offers(1, borrower, plan(5000, 5000, 500, 10)),                                                 // not the borrower's
		offers(1, creditor, plan(8999, 1001, 899, 10)),                                                 // round 2: 10000 − 3000 × 1/3 = 9000
		offers(1, borrower, plan(6000, 4000, 600, 10)), offers(1, creditor, plan(8000, 2000, 800, 10)), // round 3: 8000
		offers(1, borrower, plan(6100, 3900, 610, 10)), offers(1, creditor, plan(7500, 2500, 750, 10)), // round 4: 7000
		offers(1, borrower, plan(6200, 3800, 620, 10)), offers(1, creditor, plan(6999, 3001, 699, 10)), // round 5: still 7000
	}, "CNY")
	require.Empty(t, flaws)
	var targets []money.Amount
	var beyond []bool
	for _, offer := range record.Offers {
		if offer.By == creditor {
			targets, beyond = append(targets, offer.Target), append(beyond, offer.BeyondPace)
			continue
		}
		assert.Zero(t, offer.Target)
		assert.False(t, offer.BeyondPace)
	}
	assert.Equal(t, []money.Amount{10000_00, 9000_00, 8000_00, 7000_00, 7000_00}, targets)
	assert.Equal(t, []bool{false, true, false, false, true}, beyond)
}

// Every code is told by a refusal above or by a mandate or a budget that is refused;
// record_full, ladder_order and pace_order have tests of their own.
func TestEveryFlawIsTold(t *testing.T) {
	source, err := os.ReadFile("flaw.go")
	require.NoError(t, err)
	declared := regexp.MustCompile(`FlawCode = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	require.NotEmpty(t, declared)
	said := "record_full ladder_order pace_order"
	for _, c := range refusals {
		said += " " + c.want
	}
	for _, row := range flawed {
		said += " " + strings.Join(row.want, " ")
	}
	for _, code := range declared {
		assert.Contains(t, said, code[1])
	}
}

// The words of a waiver beyond the level name who is needed and both sums.
func TestApprovalIsAskedForInWords(t *testing.T) {
	event := by(offers(1, creditor, plan(8999, 1001, 899, 10)), "collector", "")
	record := negotiate.NewRecord(negotiate.Rules{Ladder: ladder()})
	_, _, flaws := negotiate.Advance(&record, &event, "CNY")
	require.Len(t, flaws, 1)
	assert.Equal(t, "needs team_lead: waiver 1001.00 CNY is more than the 1000.00 CNY of collector", flaws[0].Detail)
}

// A record holds MaxEvents events and no more.
func TestRecordIsBounded(t *testing.T) {
	list := make(events, negotiate.MaxEvents+1)
	for i := range list {
		list[i] = contacts(1)
	}
	_, at, flaws := negotiate.Replay(negotiate.Rules{}, list, "CNY")
	assert.Equal(t, negotiate.MaxEvents, at)
	assert.Equal(t, "record_full", told(flaws))
}
