package negotiate_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"parley/calc/civil"
	"parley/calc/negotiate"
	"parley/calc/policy"
)

// call is a call of the creditor to the debtor at a time, which came to something or
// is planned.
func call(at string, outcome policy.Outcome) negotiate.Event {
	return negotiate.Event{
		Kind: negotiate.EventContact, Date: civil.MustParse(at[:10]), By: creditor,
		Channel: policy.Call, At: at, To: policy.Debtor, About: policy.Collect, Outcome: outcome,
	}
}

func altered(event negotiate.Event, change func(*negotiate.Event)) negotiate.Event {
	change(&event)
	return event
}

// weighed are the findings of a contact after other events.
func weighed(t require.TestingT, rules negotiate.Rules, before events, planned negotiate.Event) []policy.Finding {
	record, at, flaws := negotiate.Replay(rules, before, "CNY")
	require.Empty(t, flaws, "event %d", at)
	record, findings, flaws := negotiate.Advance(&record, &planned, "CNY")
	require.Empty(t, flaws)
	var kept []string
	for _, f := range findings {
		require.NotEmpty(t, f.Source)
		require.NotEmpty(t, f.SourceZH)
		require.NotEmpty(t, f.Confidence)
		require.NotEmpty(t, f.Detail)
		if f.Level != policy.Pass {
			kept = append(kept, string(f.Level)+" "+string(f.Code))
		}
	}
	require.Equal(t, kept, record.Events[len(record.Events)-1].Findings)
	return findings
}

// of are the findings of one code, as level, value and limit, with the earliest time.
func of(findings []policy.Finding, code policy.FindingCode) string {
	var told []string
	at := ""
	for _, f := range findings {
		if f.Code == code {
			told = append(told, string(f.Level)+" "+f.Value+"/"+f.Limit)
			if f.Earliest != "" {
				at = " " + f.Earliest
			}
		}
	}
	return strings.Join(told, "; ") + at
}

func TestContactHours(t *testing.T) {
	for _, c := range []struct {
		pack policy.PackID
		at   string
		want string
	}{
		// GB/T 45251-2025: none from 22:00 to 08:00; it begins on 2025-02-28.
		{policy.CNCard, "2025-02-28T07:59:59+08:00", "wall 07:59:59/08:00-22:00 2025-02-28T08:00:00+08:00"},
		{policy.CNCard, "2025-02-28T08:00:00+08:00", "pass 08:00:00/08:00-22:00"},
		{policy.CNCard, "2025-02-28T21:59:59+08:00", "pass 21:59:59/08:00-22:00"},
		{policy.CNCard, "2025-02-28T22:00:00+08:00", "wall 22:00:00/08:00-22:00 2025-03-01T08:00:00+08:00"},
		{policy.CNLoan, "2028-02-28T23:00:00+08:00", "wall 23:00:00/08:00-22:00 2028-02-29T08:00:00+08:00"},
		{policy.CNCard, "2025-02-27T23:00:00+08:00", ""},
		// Regulation F, 1006.6(b): not before 08:00 and not after 21:00; it begins on 2021-11-30.
		{policy.USDebt, "2021-11-30T07:59:59-05:00", "wall 07:59:59/08:00-21:00 2021-11-30T08:00:00-05:00"},
		{policy.USDebt, "2021-11-30T20:59:59-05:00", "pass 20:59:59/08:00-21:00"},
		{policy.USDebt, "2021-11-30T21:00:00-05:00", "wall 21:00:00/08:00-21:00 2021-12-01T08:00:00-05:00"},
		{policy.USDebt, "2021-11-29T23:00:00-05:00", ""},
		// RBI, 2022-08-12: 08:00 to 19:00.
		{policy.INCard, "2022-08-12T18:59:59+05:30", "pass 18:59:59/08:00-19:00"},
		{policy.INCard, "2022-08-11T23:00:00+05:30", ""},
		{policy.INLoan, "2024-12-31T19:00:00+05:30", "wall 19:00:00/08:00-19:00 2025-01-01T08:00:00+05:30"},
		// No clock in the United Kingdom, nor in the Union; none for a creditor's own cards in the United States, nor for private loans in China.
		{policy.UKConsumer, "2026-11-24T23:00:00+00:00", ""},
		{policy.EUConsumer, "2026-11-24T23:00:00+01:00", ""},
		{policy.USCard, "2026-11-24T23:00:00-05:00", ""},
		{policy.CNPrivate, "2026-11-24T23:00:00+08:00", ""},
		{"", "2026-11-24T23:00:00+08:00", ""},
	} {
		assert.Equal(t, c.want, of(weighed(t, negotiate.Rules{Pack: c.pack}, nil, call(c.at, "")), policy.ContactHours), "%s %s", c.pack, c.at)
	}
	late, rules := call("2026-11-24T23:00:00+08:00", ""), negotiate.Rules{Pack: policy.CNCard}
	asked := altered(late, func(e *negotiate.Event) { e.Keeps = []string{"consent"} })
	assert.Equal(t, "pass 23:00:00/08:00-22:00", of(weighed(t, rules, nil, asked), policy.ContactHours), "asked for by the debtor")
	letter := altered(late, func(e *negotiate.Event) { e.Channel = policy.Letter })
	assert.Empty(t, of(weighed(t, rules, nil, letter), policy.ContactHours), "a letter has no hour")
	assert.Empty(t, weighed(t, rules, nil, altered(late, func(e *negotiate.Event) { e.By = borrower })), "nothing is asked of the debtor")
}

func TestContactCount(t *testing.T) {
	repeat := func(n int, at string, outcome policy.Outcome, change ...func(*negotiate.Event)) (list events) {
		for range n {
			event := call(at, outcome)
			for _, with := range change {
				with(&event)
			}
			list = append(list, event)
		}
		return list
	}
	for _, c := range []struct {
		it     string
		pack   policy.PackID
		before events
		want   string
	}{
		{"five that nobody answered: a sixth may be tried", policy.CNCard, repeat(5, "2026-11-24T09:00:00+08:00", policy.NoAnswer), "pass 5/6; pass 0/3"},
		{"six, and no seventh until the next day", policy.CNCard, repeat(6, "2026-11-24T09:00:00+08:00", policy.NoAnswer), "wall 6/6; pass 0/3 2026-11-25T08:00:00+08:00"},
		{"six on the day before", policy.CNCard, repeat(6, "2026-11-23T09:00:00+08:00", policy.NoAnswer), "pass 0/6; pass 0/3"},
		{"six to a guarantor", policy.CNCard, repeat(6, "2026-11-24T09:00:00+08:00", policy.NoAnswer, func(e *negotiate.Event) { e.To = policy.Guarantor }), "pass 0/6; pass 0/3"},
		{"two connected ones", policy.CNLoan, repeat(2, "2026-11-24T09:00:00+08:00", policy.Reached), "pass 0/6; pass 2/3"},
		{"three, one of which was refused", policy.CNLoan, append(repeat(2, "2026-11-24T09:00:00+08:00", policy.Reached), call("2026-11-24T08:00:00+08:00", policy.Refused)),
			"pass 0/6; wall 3/3 2026-11-25T08:00:00+08:00"},
		{"three with somebody else at the number", policy.CNLoan, repeat(3, "2026-11-24T09:00:00+08:00", policy.WrongPerson), "pass 0/6; pass 0/3"},
		{"three from the debtor", policy.CNLoan, repeat(3, "2026-11-24T09:00:00+08:00", policy.Reached, func(e *negotiate.Event) { e.By = borrower }), "pass 0/6; pass 0/3"},
		{"six within seven days", policy.USDebt, repeat(6, "2026-11-18T09:00:00-05:00", policy.NoAnswer), "pass 6/7; pass 0/0"},
		{"seven within seven days: the 18th falls out on the 25th", policy.USDebt, repeat(7, "2026-11-18T09:00:00-05:00", policy.NoAnswer), "wall 7/7; pass 0/0 2026-11-25T08:00:00-05:00"},
		{"seven, eight days ago", policy.USDebt, repeat(7, "2026-11-17T09:00:00-05:00", policy.NoAnswer), "pass 0/7; pass 0/0"},
		{"seven that were asked for", policy.USDebt, repeat(7, "2026-11-24T09:00:00-05:00", policy.NoAnswer, func(e *negotiate.Event) { e.Keeps = []string{"consent"} }), "pass 0/7; pass 0/0"},
		{"seven messages", policy.USDebt, repeat(7, "2026-11-24T09:00:00-05:00", policy.NoAnswer, func(e *negotiate.Event) { e.Channel = policy.Message }), "pass 0/7; pass 0/0"},
		{"a conversation on the 18th, day 1 of 7", policy.USDebt, repeat(1, "2026-11-18T09:00:00-05:00", policy.Reached), "pass 1/7; wall 1/0 2026-11-25T08:00:00-05:00"},
		{"a conversation on the 17th", policy.USDebt, repeat(1, "2026-11-17T09:00:00-05:00", policy.Reached), "pass 0/7; pass 0/0"},
		{"a conversation that the debtor began", policy.USDebt, repeat(1, "2026-11-24T09:00:00-05:00", policy.Reached, func(e *negotiate.Event) { e.By = borrower }),
			"pass 0/7; wall 1/0 2026-12-01T08:00:00-05:00"},
	} {
		planned := call("2026-11-24T12:00:00+08:00", "")
		if c.pack == policy.USDebt {
			planned = call("2026-11-24T12:00:00-05:00", "")
		}
		assert.Equal(t, c.want, of(weighed(t, negotiate.Rules{Pack: c.pack, Online: true}, c.before, planned), policy.ContactCount), c.it)
	}
	assert.Equal(t, "pass 0/6", of(weighed(t, negotiate.Rules{Pack: policy.CNCard}, repeat(9, "2026-11-24T09:00:00+08:00", policy.Reached), call("2026-11-24T12:00:00+08:00", "")),
		policy.ContactCount), "connected calls count for credit given online")
}

func TestContactWithOthers(t *testing.T) {
	const cn = "only_when_debtor_is_lost, contact_data_or_message_only, no_details_of_debt, stop_on_request"
	for _, c := range []struct {
		it     string
		pack   policy.PackID
		to     policy.Person
		keeps  string
		before int
		want   string
	}{
		{"nothing kept to", policy.CNCard, policy.ThirdParty, "", 0, "wall " + cn + "/" + cn},
		{"all kept to", policy.CNCard, policy.ThirdPartyMessage, "only_when_debtor_is_lost no_details_of_debt stop_on_request", 3, "pass /" + cn},
		{"where the debtor is", policy.USDebt, policy.ThirdPartyLocation, "", 0, "pass /location_information_only, once"},
		{"a second time: unverified, so a review", policy.USDebt, policy.ThirdPartyLocation, "", 1, "review once/location_information_only, once"},
		{"a message to pass on", policy.USDebt, policy.ThirdPartyMessage, "", 0, "review location_information_only/location_information_only, once"},
		{"must not learn", policy.UKConsumer, policy.ThirdPartyLocation, "", 0, "wall must_not_learn_of_debt/must_not_learn_of_debt"},
		{"nobody else at all", policy.INLoan, policy.ThirdPartyLocation, "borrower_or_guarantor_only", 0, "review borrower_or_guarantor_only/borrower_or_guarantor_only"},
		{"the debtor", policy.CNCard, policy.Debtor, "", 0, ""},
		{"a guarantor", policy.INLoan, policy.Guarantor, "", 0, ""},
	} {
		planned := altered(call("2026-11-24T12:00:00+00:00", ""), func(e *negotiate.Event) { e.To, e.Keeps = c.to, strings.Fields(c.keeps) })
		var before events
		for range c.before {
			before = append(before, planned)
		}
		assert.Equal(t, c.want, of(weighed(t, negotiate.Rules{Pack: c.pack}, before, planned), policy.ContactThirdParty), c.it)
	}
}

// Each channel is asked for its own items, and for those that name none.
func TestContactKeeps(t *testing.T) {
	rules := negotiate.Rules{Pack: policy.CNCard}
	for channel, want := range map[policy.Channel]string{
		policy.Call:    "institution, purpose, identity_checked_before_details, calls_recorded, agency_not_as_bank; staff_number",
		policy.Visit:   "institution, purpose, identity_checked_before_details, two_people_on_visits, agency_not_as_bank; identity_documents, visits_recorded",
		policy.Message: "institution, purpose, identity_checked_before_details, agency_not_as_bank",
		policy.Letter:  "institution, purpose, identity_checked_before_details, agency_not_as_bank",
	} {
		planned := altered(call("2026-11-24T12:00:00+08:00", ""), func(e *negotiate.Event) { e.Channel = channel })
		var limits []string
		for _, f := range weighed(t, rules, nil, planned) {
			if f.Code == policy.ContactIdentity {
				assert.Equal(t, []any{policy.Review, f.Limit}, []any{f.Level, f.Value})
				limits = append(limits, f.Limit)
				planned.Keeps = append(planned.Keeps, strings.Split(f.Limit, ", ")...)
			}
		}
		assert.Equal(t, want, strings.Join(limits, "; "))
		assert.NotContains(t, of(weighed(t, rules, nil, planned), policy.ContactIdentity), "review")
	}
	opted := altered(call("2026-11-24T12:00:00-05:00", ""), func(e *negotiate.Event) { e.Channel, e.Keeps = policy.Message, []string{"no_public_posts"} })
	assert.Equal(t, "review opt_out_in_each_message/opt_out_in_each_message, no_public_posts", of(weighed(t, negotiate.Rules{Pack: policy.USDebt}, nil, opted), policy.ContactChannels))
}

// Collection stops while a plan is kept, and waits during a dispute; no other hour
// helps then, so none is named.
func TestCollectionWaits(t *testing.T) {
	stops := "collection_stops_while_plan_is_kept, recording_of_oral_plan_kept_until_settled"
	late := altered(call("2026-01-04T23:00:00+08:00", ""), func(e *negotiate.Event) { e.Keeps = nil })
	found := weighed(t, negotiate.Rules{Pack: policy.CNCard}, agreed(), late)
	assert.Equal(t, "wall collect/"+stops, of(found, policy.ContactAfterPlan))
	assert.NotContains(t, of(found, policy.ContactHours), "T08")
	late.About = policy.Remind
	assert.Equal(t, "pass remind/"+stops, of(weighed(t, negotiate.Rules{Pack: policy.CNCard}, agreed(), late), policy.ContactAfterPlan), "a reminder does not collect")
	broken := append(agreed(), notes(missed, 41))
	assert.Empty(t, of(weighed(t, negotiate.Rules{Pack: policy.CNCard}, broken, call("2026-03-04T12:00:00+08:00", "")), policy.ContactAfterPlan), "a plan that is broken")

	planned := call("2026-11-24T12:00:00-05:00", "")
	for _, c := range []struct {
		pack   policy.PackID
		before events
		want   string
	}{
		{policy.USDebt, events{opens(dispute, 1)}, "review collect/dispute"},
		{policy.USDebt, events{opens(dispute, 1), opens(complaint, 1), ends(dispute, 2, 1, policy.Settled), opens(dispute, 3)}, "review collect/dispute"},
		{policy.USDebt, events{opens(dispute, 1), ends(dispute, 2, 1, policy.Settled)}, ""},
		{policy.USDebt, events{opens(complaint, 1)}, ""},
		{policy.CNCard, events{opens(dispute, 1)}, ""},
	} {
		assert.Equal(t, c.want, of(weighed(t, negotiate.Rules{Pack: c.pack}, c.before, planned), policy.ContactPause))
	}
}

func TestComplaintsAreAnsweredBy(t *testing.T) {
	record, _, flaws := negotiate.Replay(negotiate.Rules{Pack: policy.UKConsumer}, events{opens(complaint, 1), opens(dispute, 1), ends(complaint, 2, 1, policy.Upheld)}, "GBP")
	require.Empty(t, flaws)
	assert.Equal(t, day(1)+56, record.Events[0].AnswerBy, "eight weeks")
	assert.Equal(t, day(1)+56, record.Events[1].AnswerBy)
	assert.Zero(t, record.Events[2].AnswerBy)
	early, _, _ := negotiate.Replay(negotiate.Rules{Pack: policy.DEConsumer}, events{opens(complaint, 1)}, "EUR")
	assert.Zero(t, early.Events[0].AnswerBy, "rules that do not say")
}

// The earliest time is the first of all half hours from the planned one on that
// nothing stands against.
func TestEarliestIsTheFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := negotiate.Rules{Pack: rapid.SampledFrom([]policy.PackID{policy.CNCard, policy.USDebt, policy.INLoan}).Draw(t, "pack"), Online: true}
		at := func(day civil.Date, half int) string {
			return fmt.Sprintf("%vT%02d:%02d:00+05:30", day, half/2, half%2*30)
		}
		today := civil.MustParse("2026-11-24")
		var before events
		for range rapid.IntRange(0, 12).Draw(t, "earlier") {
			e := call(at(today-civil.Date(rapid.IntRange(0, 7).Draw(t, "days")), rapid.IntRange(0, 47).Draw(t, "half")),
				rapid.SampledFrom([]policy.Outcome{policy.Reached, policy.NoAnswer, policy.NoAnswer, policy.WrongPerson, policy.Refused}).Draw(t, "outcome"))
			before = append(before, e)
		}
		slices.SortFunc(before, func(a, b negotiate.Event) int { return int(a.Date - b.Date) })
		against := func(at string) (stands bool, earliest string) {
			planned := call(at, "")
			for _, f := range weighed(t, rules, before, planned) {
				if f.Level != policy.Pass && (f.Code == policy.ContactHours || f.Code == policy.ContactCount) {
					stands, earliest = true, f.Earliest
				}
			}
			return stands, earliest
		}
		half := rapid.IntRange(0, 47).Draw(t, "planned")
		stands, got := against(at(today, half))
		for day := today; stands; {
			if half++; half == 48 {
				day, half = day+1, 0
			}
			if again, _ := against(at(day, half)); !again {
				require.Equal(t, at(day, half), got)
				return
			}
		}
	})
}
