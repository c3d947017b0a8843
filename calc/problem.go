package calc

import (
	"strconv"
	"strings"

	"parley/calc/negotiate"
	"parley/calc/wire"
)

// The codes of problems that only the trade knows; those of the JSON itself are
// in package wire. Codes are promises: prose may change, they may not.
const (
	// OperationUnknown is an operation that the engine does not have.
	OperationUnknown wire.Code = "operation_unknown"
	// PackOutsideDates is a day for which the pack has no values.
	PackOutsideDates wire.Code = "pack_outside_dates"
	// SumTooLarge is a sum that would have more than 15 digits before the point.
	SumTooLarge wire.Code = "sum_too_large"
	// DateOrder is a date on the wrong side of another.
	DateOrder wire.Code = "date_order"
	// DateTooLate is a plan whose last instalment falls after the last day that the engine knows.
	DateTooLate wire.Code = "date_too_late"
	// WaiverShareOrAmount is a waiver with more than one of a share, an amount and all, or with none.
	WaiverShareOrAmount wire.Code = "waiver_share_or_amount"
	// WaiverExceedsComponent is a waiver of more than the component has left.
	WaiverExceedsComponent wire.Code = "waiver_exceeds_component"
	// WaiverTotalTooLarge is a waiver of more than the ceilings of the waterfall leave.
	WaiverTotalTooLarge wire.Code = "waiver_total_too_large"
	// WaiverDeadline is a plan whose first money is due after the deadline of its waiver.
	WaiverDeadline wire.Code = "waiver_deadline"
	// TermsFields is a key that the plan or its waivers do not use as they stand, or one of a pair that is missing.
	TermsFields wire.Code = "terms_fields"
	// MoratoriumTooLong is a moratorium that leaves no period in which the debt is repaid.
	MoratoriumTooLong wire.Code = "moratorium_too_long"
	// PaymentsTooSmall is custom payments that leave a rest.
	PaymentsTooSmall wire.Code = "payments_too_small"
	// NothingToRepay is a claim that is zero, or waived whole.
	NothingToRepay wire.Code = "nothing_to_repay"
	// DepositTooLarge is a deposit that leaves nothing for instalments.
	DepositTooLarge wire.Code = "deposit_too_large"
	// CountOrAmount is a plan with both a count and an amount and nothing to solve, or with neither.
	CountOrAmount wire.Code = "count_or_amount"
	// FrequencyMissing is a plan of several instalments that does not say how often they are due.
	FrequencyMissing wire.Code = "frequency_missing"
	// PaymentBelowInterest is an instalment that does not cover the interest, so that the debt never falls.
	PaymentBelowInterest wire.Code = "payment_below_interest"
	// PaymentTooSmall is an instalment that would need more instalments than the engine allows.
	PaymentTooSmall wire.Code = "payment_too_small"
	// ScenarioFields is a scenario with a key that its way to pay does not use, or without one that it needs.
	ScenarioFields wire.Code = "scenario_fields"
	// NameTwice is a name that a list has twice.
	NameTwice wire.Code = "name_twice"
	// LenderFigureMissing is a question without any figure of the lender to compare.
	LenderFigureMissing wire.Code = "lender_figure_missing"
	// RuleFields is a rule with a key that its kind does not use, or without one that it needs.
	RuleFields wire.Code = "rule_fields"
	// EntryFields is an entry with a key that its kind does not use, or without one that it needs.
	EntryFields wire.Code = "entry_fields"
	// ComponentTwice is a component named twice in one list.
	ComponentTwice wire.Code = "component_twice"
	// RuleUnknown is the name of a rule that is not exactly one rule's.
	RuleUnknown wire.Code = "rule_unknown"
	// RuleCycle is a rate that is a multiple of itself, over any number of rules.
	RuleCycle wire.Code = "rule_cycle"
	// CapEmpty is a cap without any bound.
	CapEmpty wire.Code = "cap_empty"
	// SeriesUnknown is a published series that the pack does not have, or not on that day.
	SeriesUnknown wire.Code = "series_unknown"
	// EntryTwice is an id that two entries have.
	EntryTwice wire.Code = "entry_twice"
	// EntryUnknown is the id of no entry that can be reversed.
	EntryUnknown wire.Code = "entry_unknown"
	// EntryReversed is a second reversal of one entry.
	EntryReversed wire.Code = "entry_reversed"
	// PauseOverlap is a pause of a rule that is paused already.
	PauseOverlap wire.Code = "pause_overlap"
	// TooManyLines is a history whose working would have more lines than the engine writes.
	TooManyLines wire.Code = "too_many_lines"
	// BandEmpty is a band of a tier that ends before it begins.
	BandEmpty wire.Code = "band_empty"
	// RateTooHigh is a rate of a mandate beyond the whole debt in a year.
	RateTooHigh wire.Code = "rate_too_high"
	// BudgetFields is a key of a budget that says nothing without another.
	BudgetFields wire.Code = "budget_fields"
	// MonthFirstDay is an irregular month that is not told by its first day.
	MonthFirstDay wire.Code = "month_first_day"
	// StartsTooMany is a frequency with more first due dates than are searched.
	StartsTooMany wire.Code = "starts_too_many"
	// SpaceTooLarge is a mandate with more ways to repay than are searched.
	SpaceTooLarge wire.Code = "space_too_large"
	// EventFields is an event with a key that its kind does not use, or without one that it needs.
	EventFields wire.Code = "event_fields"
	// EventNotNow is an event that has no place in the state of the negotiation.
	EventNotNow wire.Code = "event_not_now"
	// RecordFull is an event beyond the most that a record holds.
	RecordFull wire.Code = "record_full"
	// RecordAltered is a record that is not what its rules and its events lead to.
	RecordAltered wire.Code = "record_altered"
	// LadderOrder is a ladder of levels that does not rise, or names one twice.
	LadderOrder wire.Code = "ladder_order"
	// PaceOrder is a pace that ends above where it begins.
	PaceOrder wire.Code = "pace_order"
	// OfferUnknown is the number of no offer.
	OfferUnknown wire.Code = "offer_unknown"
	// OfferClosed is an offer that is no longer open.
	OfferClosed wire.Code = "offer_closed"
	// OfferSide is an offer of the side that may not do this with it.
	OfferSide wire.Code = "offer_side"
	// OfferAmounts is an offer whose sums do not add up.
	OfferAmounts wire.Code = "offer_amounts"
	// OfferRetracted is an offer that takes back what an earlier one of its side gave.
	OfferRetracted wire.Code = "offer_retracted"
	// OfferRepeated is an offer without a move in a deadlock.
	OfferRepeated wire.Code = "offer_repeated"
	// RoundsSpent is an offer that would begin a round beyond the last one.
	RoundsSpent wire.Code = "rounds_spent"
	// LevelUnknown is a level that a ladder, or a mandate's list of levels, does not have.
	LevelUnknown wire.Code = "level_unknown"
	// ApprovalNeeded is a waiver that needs a higher level.
	ApprovalNeeded wire.Code = "approval_needed"
	// WaiverBeyondLadder is a waiver that no level may agree to.
	WaiverBeyondLadder wire.Code = "waiver_beyond_ladder"
	// MatterUnknown is the place of no event that opened a dispute or a complaint, or of one that has ended.
	MatterUnknown wire.Code = "matter_unknown"
	// MomentInvalid is a text that is no time by the clock of a place, with its offset.
	MomentInvalid wire.Code = "moment_invalid"
	// NothingLapsed is a day on which no offer expires, or no promise is missed.
	NothingLapsed wire.Code = "nothing_lapsed"
)

// problem makes one problem of an operation; allowed may be empty.
func problem(code wire.Code, pointer, detail, allowed string) wire.Problem {
	return wire.Problem{Code: code, Pointer: pointer, Detail: detail, Allowed: allowed}
}

// faults gathers the problems of a request. Its add is not inlined: there are many,
// and each copy of it would cost the browser more than the call.
type faults []wire.Problem

//go:noinline
func (f *faults) add(code wire.Code, pointer, detail, allowed string) {
	*f = append(*f, wire.Problem{Code: code, Pointer: pointer, Detail: detail, Allowed: allowed})
}

// tell adds what negotiate finds wrong below a place of a request.
func (f *faults) tell(at string, flaws []negotiate.Flaw) {
	for _, flaw := range flaws {
		pointer := at
		if flaw.Field != "" {
			pointer += "/" + flaw.Field
		}
		f.add(wire.Code(flaw.Code), pointer, flaw.Detail, flaw.Allowed)
	}
}

// unused adds the problem of a key that has no place in a request as it stands.
func (f *faults) unused(pointer, why string) {
	f.add(TermsFields, pointer, pointer[strings.LastIndexByte(pointer, '/')+1:]+" "+why, "")
}

// item is the pointer of one element of a list: item("#/waivers", 2) is "#/waivers/2".
func item(list string, index int) string { return list + "/" + strconv.Itoa(index) }
