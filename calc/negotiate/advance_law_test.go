package negotiate_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/negotiate"
	"parley/calc/policy"
)

func drawRules(t *rapid.T) negotiate.Rules {
	rules := negotiate.Rules{
		MaxRounds:     rapid.IntRange(0, 4).Draw(t, "max rounds"),
		DeadlockAfter: rapid.IntRange(0, 2).Draw(t, "deadlock after"),
		GraceDays:     rapid.IntRange(0, 5).Draw(t, "grace days"),
		MissedAllowed: rapid.IntRange(0, 2).Draw(t, "missed allowed"),
	}
	if rapid.Bool().Draw(t, "with a pack") {
		rules.Pack, rules.Online = rapid.SampledFrom([]policy.PackID{"us-debt", "cn-loan"}).Draw(t, "pack"), true
	}
	if rapid.Bool().Draw(t, "with a ladder") {
		rules.Ladder = []negotiate.Authority{{Level: "collector", WaiverMost: 20}, {Level: "team_lead", WaiverMost: 90}}
	}
	if rapid.Bool().Draw(t, "with a threshold") {
		rules.Threshold = share(rapid.SampledFrom([]string{"0", "0.5", "0.9", "1"}).Draw(t, "threshold"))
	}
	if rapid.Bool().Draw(t, "with parts") {
		rules.Partial = share(rapid.SampledFrom([]string{"0", "0.3", "1"}).Draw(t, "partial"))
	}
	return rules
}

// seldom is true once in n times. Zero would come up more often: the library likes it.
func seldom(t *rapid.T, n int, what string) bool {
	return rapid.IntRange(1, n).Draw(t, what) == n/2+1
}

// drawOffer is small, so that offers meet in many ways, and mostly adds up.
func drawOffer(t *rapid.T, on civil.Date) *negotiate.OfferTerms {
	count := rapid.IntRange(1, 4).Draw(t, "count")
	amount := rapid.Int64Range(1, 30).Draw(t, "amount")
	last := rapid.Int64Range(1, amount).Draw(t, "last")
	if count == 1 {
		last = amount
	}
	terms := &negotiate.OfferTerms{
		Waived: money.Amount(rapid.Int64Range(0, 100).Draw(t, "waived")), Amount: money.Amount(amount), Count: count,
		Paid: money.Amount(amount*int64(count-1) + last), FirstDue: on + civil.Date(rapid.IntRange(5, 60).Draw(t, "first due")),
	}
	if count > 1 && !seldom(t, 20, "without a frequency") {
		terms.Every = rapid.SampledFrom([]*civil.Frequency{&monthly, &weekly, {Unit: civil.UnitDay, N: 30}}).Draw(t, "every")
	}
	if seldom(t, 4, "with a deposit") {
		terms.Deposit = &negotiate.OfferDeposit{Amount: money.Amount(rapid.Int64Range(1, 20).Draw(t, "deposit")), Due: terms.FirstDue - civil.Date(rapid.IntRange(-1, 9).Draw(t, "before"))}
		terms.Paid += terms.Deposit.Amount
	}
	if seldom(t, 4, "with an expiry") {
		terms.Expires = on + civil.Date(rapid.IntRange(-1, 12).Draw(t, "expires"))
	}
	return terms
}

var kinds = []negotiate.EventKind{
	negotiate.EventOffer, negotiate.EventOffer, negotiate.EventOffer, negotiate.EventCounter, accept, accept, decline, withdraw, expire, deposit, payment, payment, missed,
	negotiate.EventContact, negotiate.EventContact, negotiate.EventNote, dispute, dispute, complaint,
}

// drawEvent mostly has the keys of its kind.
func drawEvent(t *rapid.T, record *negotiate.Record, on civil.Date) negotiate.Event {
	e := negotiate.Event{
		Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Date: on,
		By: rapid.SampledFrom([]negotiate.Party{creditor, borrower}).Draw(t, "by"),
	}
	odd := seldom(t, 30, "odd")
	offers := e.Kind == negotiate.EventOffer || e.Kind == negotiate.EventCounter
	if offers != odd {
		e.Offer = drawOffer(t, on)
		if seldom(t, 10, "changed") {
			e.FactsChanged = "a fee fell due"
		}
	}
	switch e.Kind {
	case negotiate.EventCounter, accept, decline, withdraw:
		e.Number = rapid.IntRange(1, len(record.Offers)+1).Draw(t, "number")
		if open := openOffers(record); len(open) > 0 && !seldom(t, 10, "closed") {
			offer := rapid.SampledFrom(open).Draw(t, "open")
			if e.Number = offer.Number; (offer.By == e.By) != (e.Kind == withdraw) {
				e.By = map[negotiate.Party]negotiate.Party{creditor: borrower, borrower: creditor}[e.By]
			}
		}
	case deposit, payment:
		e.Amount = money.Amount(rapid.Int64Range(1, 60).Draw(t, "sum"))
	case negotiate.EventContact:
		if e.Note = "spoke by telephone"; seldom(t, 2, "told in full") {
			e = calls(0, (on+civil.Date(rapid.IntRange(-1, 1).Draw(t, "abroad"))).String()+"T"+rapid.SampledFrom([]string{"07", "12", "23"}).Draw(t, "hour")+":00:00+08:00")
			e.Date = on
		}
	case negotiate.EventNote:
		e.Note = "a new address"
	case dispute, complaint:
		if e = opens(e.Kind, 0); len(record.Events) > 0 && seldom(t, 2, "ends") {
			e = ends(e.Kind, 0, rapid.IntRange(1, len(record.Events)).Draw(t, "matter"), policy.Settled)
		}
		e.Date = on
	}
	if len(record.Rules.Ladder) > 0 && e.By == creditor && (offers || e.Kind == accept) {
		e.ByLevel = rapid.SampledFrom([]string{"collector", "collector", "team_lead", "nobody"}).Draw(t, "level")
		e.ApprovedBy = rapid.SampledFrom([]string{"", "", "team_lead", "nobody"}).Draw(t, "approved")
	}
	return e
}

func openOffers(record *negotiate.Record) (open []negotiate.RecordedOffer) {
	for _, offer := range record.Offers {
		if offer.State == negotiate.OfferOpen {
			open = append(open, offer)
		}
	}
	return open
}

// burden is what an offer asks of the borrower, by the definition: all that is
// paid, the largest payment, the deposit, and the length in years.
func burden(terms *negotiate.OfferTerms) (sums [3]money.Amount, length *big.Rat) {
	rest, most := terms.Paid, money.Amount(0)
	if terms.Deposit != nil {
		sums[2] = terms.Deposit.Amount
		rest -= sums[2]
	}
	for range terms.Count - 1 {
		rest, most = rest-terms.Amount, max(most, terms.Amount)
	}
	sums[0], sums[1], length = terms.Paid, max(most, rest), new(big.Rat)
	if terms.Every != nil {
		year := terms.Every.PerYear()
		length.SetFrac64(int64(terms.Count-1)*year.Den, year.Num)
	}
	return sums, length
}

// retracts tells whether a later offer of one side takes something back for nothing.
func retracts(earlier, later *negotiate.RecordedOffer) bool {
	was, wasLong := burden(&earlier.Terms)
	is, long := burden(&later.Terms)
	better, worse := long.Cmp(wasLong) < 0, long.Cmp(wasLong) > 0
	for i := range was {
		less, more := is[i] < was[i], is[i] > was[i]
		if later.By == borrower {
			less, more = more, less
		}
		better, worse = better || less, worse || more
	}
	return worse && !better
}

// checkRecord asks of a record what every record must satisfy.
func checkRecord(t *rapid.T, r *negotiate.Record) {
	accepted, open := 0, 0
	for i := range r.Offers {
		offer := &r.Offers[i]
		require.Equal(t, i+1, offer.Number)
		switch offer.State {
		case negotiate.OfferAccepted:
			accepted++
			require.Equal(t, r.Accepted, offer.Number)
		case negotiate.OfferOpen:
			open++
		}
		if r.Rules.MaxRounds > 0 {
			require.LessOrEqual(t, offer.Round, r.Rules.MaxRounds)
		}
		for k := i - 1; k >= 0 && offer.FactsChanged == ""; k-- {
			if r.Offers[k].By != offer.By {
				continue
			}
			require.False(t, retracts(&r.Offers[k], offer), "offer %d takes back what %d gave", offer.Number, k+1)
			if r.Offers[k].FactsChanged != "" {
				break
			}
		}
	}
	require.LessOrEqual(t, accepted, 1)
	require.Equal(t, r.Accepted != 0, accepted == 1)
	switch r.State {
	case negotiate.StateAwaitingDeposit, negotiate.StateActive, negotiate.StateKept, negotiate.StateBroken, negotiate.StateCompleted:
		require.Equal(t, 1, accepted)
		require.Zero(t, open, "siblings are withdrawn")
	case negotiate.StateOffered, negotiate.StateCountered, negotiate.StateDeadlocked:
		require.Positive(t, open)
	case negotiate.StateDraft, negotiate.StateDeclined, negotiate.StateWithdrawn, negotiate.StateExpired:
		require.Zero(t, open)
		require.Zero(t, accepted)
	default:
		t.Fatalf("no such state: %s", r.State)
	}
	checkMoney(t, r)
	checkNext(t, r)
	checkMatters(t, r)
}

// checkNext asks day by day, as it were, what time brings about: what is told happens
// on its day and not on the one before, and when nothing is told nothing ever does.
func checkNext(t *rapid.T, r *negotiate.Record) {
	notes := func(kind negotiate.EventKind, on civil.Date) bool {
		event := negotiate.Event{Kind: kind, Date: on, By: creditor}
		_, _, flaws := negotiate.Advance(r, &event, "CNY")
		return len(flaws) == 0
	}
	next := r.Next()
	if next == nil {
		require.False(t, notes(expire, civil.MaxDate) || notes(missed, civil.MaxDate))
		return
	}
	require.True(t, notes(next.Kind, next.Date))
	require.Greater(t, next.Date, r.Events[len(r.Events)-1].Date, "it is still to come")
	require.False(t, notes(expire, next.Date-1) || notes(missed, next.Date-1))
}

// checkMatters finds no matter ended twice, an end only of what began before it, and
// what the rules say only where they are asked.
func checkMatters(t *rapid.T, r *negotiate.Record) {
	ended := map[int]bool{}
	for i := range r.Events {
		e := &r.Events[i]
		if e.Kind != dispute && e.Kind != complaint {
			require.Zero(t, e.AnswerBy)
			require.True(t, len(e.Findings) == 0 || e.Channel != "" && e.By == creditor && r.Rules.Pack != "")
			continue
		}
		require.Empty(t, e.Findings)
		require.Equal(t, r.Rules.Pack == "cn-loan" && e.Number == 0, e.AnswerBy != 0, "no rule of us-debt is for a creditor's answer")
		if e.Number > 0 {
			require.False(t, ended[e.Number])
			ended[e.Number] = true
			require.LessOrEqual(t, e.Number, i)
			require.Equal(t, []any{e.Kind, 0}, []any{r.Events[e.Number-1].Kind, r.Events[e.Number-1].Number})
		}
	}
}

// checkMoney finds every sum that was paid in the promises, which add up to the offer.
func checkMoney(t *rapid.T, r *negotiate.Record) {
	var received, recorded, promised money.Amount
	missed := 0
	for i := range r.Events {
		received += r.Events[i].Amount
	}
	for i := range r.Promises {
		p := &r.Promises[i]
		recorded, promised = recorded+p.Paid, promised+p.Amount
		require.Positive(t, p.Amount)
		require.LessOrEqual(t, p.Paid, p.Amount)
		switch p.State {
		case negotiate.PromisePartial:
			require.NotNil(t, r.Rules.Partial)
			require.Positive(t, p.Paid)
			fallthrough
		case negotiate.PromiseMissed:
			missed++
		}
	}
	require.Equal(t, received, recorded+r.Credit)
	if r.Accepted > 0 {
		require.Equal(t, r.Offers[r.Accepted-1].Terms.Paid, promised)
	}
	if missed > r.Rules.MissedAllowed {
		require.Equal(t, negotiate.StateBroken, r.State)
	}
	if r.State == negotiate.StateCompleted {
		require.Equal(t, promised, recorded)
	}
}

// Whatever happens, a record stays one: it answers every event with a record of
// which all of the above holds or with reasons, it never changes the record that it
// was given, it only grows, and its events lead to it again, to the byte.
func TestAnyEventsKeepTheRecord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		record := negotiate.NewRecord(drawRules(t))
		on := day(1)
		for range rapid.IntRange(1, 40).Draw(t, "events") {
			on += civil.Date(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 1, 2, 2, 9, 9, 30, -1}).Draw(t, "later"))
			event := drawEvent(t, &record, on)
			before := text(t, record)
			next, _, faults := negotiate.Advance(&record, &event, "CNY")
			require.Equal(t, before, text(t, record), "the record that was given")
			if len(faults) > 0 {
				require.Equal(t, before, text(t, next), "a refused event")
				continue
			}
			require.Equal(t, len(record.Events)+1, len(next.Events))
			require.GreaterOrEqual(t, len(next.Offers), len(record.Offers))
			if record.State == negotiate.StateBroken || record.State == negotiate.StateCompleted {
				require.Equal(t, record.State, next.State, "an end is an end")
			}
			checkRecord(t, &next)
			record = next
		}
		again, at, faults := negotiate.Replay(record.Rules, record.Events, "CNY")
		require.Empty(t, faults)
		require.Equal(t, len(record.Events), at)
		require.Equal(t, text(t, record), text(t, again))
	})
}

func text(t require.TestingT, record negotiate.Record) string {
	out, err := json.Marshal(record)
	require.NoError(t, err)
	return string(out)
}

// Two events after one record do not meet in memory.
func TestBranchesAreApart(t *testing.T) {
	// Three events, so that a list that doubles has room for one more.
	record, _, _ := negotiate.Replay(negotiate.Rules{}, events{contacts(1), contacts(1), agreed()[0]}, "CNY")
	yes, no := answers(accept, 2, borrower, 1), answers(decline, 2, borrower, 1)
	one, _, _ := negotiate.Advance(&record, &yes, "CNY")
	other, _, _ := negotiate.Advance(&record, &no, "CNY")
	require.Equal(t, accept, one.Events[3].Kind)
	require.Equal(t, decline, other.Events[3].Kind)
	require.Equal(t, negotiate.StateActive, one.State)
	require.Equal(t, negotiate.StateDeclined, other.State)
}
