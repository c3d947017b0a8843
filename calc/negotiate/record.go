package negotiate

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/policy"
)

// Party is one side of a negotiation.
type Party string

const (
	// Creditor is the lender, or who collects for it.
	Creditor Party = "creditor"
	// Borrower is who owes.
	Borrower Party = "borrower"
)

// State is where a negotiation stands.
type State string

const (
	// StateDraft is a record without an offer.
	StateDraft State = "draft"
	// StateOffered is at least one open offer.
	StateOffered State = "offered"
	// StateCountered is an offer that was answered by another.
	StateCountered State = "countered"
	// StateDeclined is the last open offer turned down.
	StateDeclined State = "declined"
	// StateWithdrawn is the last open offer taken back.
	StateWithdrawn State = "withdrawn"
	// StateExpired is the last open offer past its last day.
	StateExpired State = "expired"
	// StateDeadlocked is both sides repeating themselves.
	StateDeadlocked State = "deadlocked"
	// StateAwaitingDeposit is an agreement whose deposit is not paid yet.
	StateAwaitingDeposit State = "awaiting_deposit"
	// StateActive is an agreement with nothing kept yet, or with the latest promise missed within what is allowed.
	StateActive State = "active"
	// StateKept is an agreement whose latest promise was kept.
	StateKept State = "kept"
	// StateBroken is an agreement with more promises missed than allowed.
	StateBroken State = "broken"
	// StateCompleted is an agreement that is paid in full.
	StateCompleted State = "completed"
)

// agreed tells whether an offer was accepted.
func (s State) agreed() bool {
	return s == StateAwaitingDeposit || s == StateActive || s == StateKept || s == StateBroken || s == StateCompleted
}

// OfferState is what became of an offer.
type OfferState string

const (
	// OfferOpen can be accepted.
	OfferOpen OfferState = "open"
	// OfferCountered was answered by a counter-offer.
	OfferCountered OfferState = "countered"
	// OfferAccepted is the agreement.
	OfferAccepted OfferState = "accepted"
	// OfferDeclined was turned down.
	OfferDeclined OfferState = "declined"
	// OfferWithdrawn was taken back, or made way for the one that was accepted.
	OfferWithdrawn OfferState = "withdrawn"
	// OfferExpired is past its last day.
	OfferExpired OfferState = "expired"
)

// PromiseState is what became of a promised payment.
type PromiseState string

const (
	// PromiseOpen is neither kept nor missed.
	PromiseOpen PromiseState = "open"
	// PromiseKept was met by its due date and the days of grace.
	PromiseKept PromiseState = "kept"
	// PromiseMissed was not; it stays missed when it is paid later.
	PromiseMissed PromiseState = "missed"
	// PromisePartial was missed as well, with a share paid in time that the rules tell from nothing.
	PromisePartial PromiseState = "partial"
)

// Authority is one level of the ladder of who may waive how much.
type Authority struct {
	// Who: "collector", "team_lead".
	Level string `json:"level" maxlen:"64"`
	// The largest waiver of an offer that this level may agree to alone.
	WaiverMost money.Amount `json:"waiver_most"`
}

// Rules are what a negotiation keeps to. They do not change while it lasts.
type Rules struct {
	// The rules of law for conduct: contacts are checked against them, and complaints answered within their days; none when left out.
	Pack policy.PackID `json:"pack,omitempty"`
	// The credit was given online, for which some of them count calls.
	Online bool `json:"online,omitempty"`
	// The most rounds; a round is the offers of one side and the answers of the other. No limit when left out.
	MaxRounds int `json:"max_rounds,omitempty" min:"1" max:"100"`
	// How many offers of each side without a move make a deadlock; none does when left out.
	DeadlockAfter int `json:"deadlock_after,omitempty" min:"1" max:"100"`
	// The levels, from the smallest waiver to the largest; no level is asked for when left out.
	Ladder []Authority `json:"ladder,omitempty" maxitems:"12"`
	// How fast the creditor means to give way; nothing is held against it when left out.
	Pace *Pace `json:"pace,omitempty"`
	// The share of a promise that keeps it, as a fraction of one; all of it when left out.
	Threshold *decimal.Decimal `json:"threshold,omitempty" min:"0" max:"1"`
	// The share of a promise that makes it partial where it does not keep it; it counts as missed all the same. None is called partial when left out.
	Partial *decimal.Decimal `json:"partial,omitempty" min:"0" max:"1"`
	// The days after a due date in which a payment still keeps the promise.
	GraceDays int `json:"grace_days,omitempty" min:"0" max:"366"`
	// How many instalments may be missed before the agreement is broken. A missed deposit breaks it at once.
	MissedAllowed int `json:"missed_allowed,omitempty" min:"0" max:"600"`
}

// Pace is how the creditor means to go from what it first asks for to the least that it takes.
type Pace struct {
	// The curve between the two.
	Curve Curve `json:"curve"`
	// All that is paid by an offer of the first round.
	Open money.Amount `json:"open" min:"1"`
	// All that is paid by one of the last round, and of any after it.
	Floor money.Amount `json:"floor"`
	// The number of rounds.
	Rounds int `json:"rounds" min:"2" max:"100"`
}

// OfferTerms are what one side proposes: a plan in figures.
type OfferTerms struct {
	// All that is paid, the deposit included.
	Paid money.Amount `json:"paid" min:"1"`
	// All that is waived.
	Waived money.Amount `json:"waived,omitempty"`
	// The sum of each instalment; the last one is whatever is left.
	Amount money.Amount `json:"amount" min:"1"`
	// The number of instalments.
	Count int `json:"count" min:"1" max:"600"`
	// How often one is due; not needed for one alone.
	Every *civil.Frequency `json:"every,omitempty"`
	// The day on which the first one is due.
	FirstDue civil.Date `json:"first_due"`
	// The interest that the plan bears; none when left out.
	Rate *money.Rate `json:"rate,omitempty"`
	// A sum paid before the instalments.
	Deposit *OfferDeposit `json:"deposit,omitempty"`
	// The last day on which the offer can be accepted; the day on which its first money is due when left out.
	Expires civil.Date `json:"expires,omitempty"`
}

// OfferDeposit is a sum paid before the instalments.
type OfferDeposit struct {
	// The sum.
	Amount money.Amount `json:"amount" min:"1"`
	// The day by which it is paid.
	Due civil.Date `json:"due"`
}

// RecordedOffer is a proposal on record.
type RecordedOffer struct {
	// Its number, counted from 1 over both sides.
	Number int `json:"number" min:"1" max:"1000"`
	// Who made it.
	By Party `json:"by"`
	// The day on which it was made.
	Made civil.Date `json:"made"`
	// The round in which it was made.
	Round int `json:"round" min:"1" max:"1000"`
	// What became of it.
	State OfferState `json:"state"`
	// What is proposed.
	Terms OfferTerms `json:"terms"`
	// The level that its waiver needs; only with a ladder.
	Needs string `json:"needs,omitempty" maxlen:"64"`
	// It gives the other side something that no earlier offer of this side gave.
	Moves bool `json:"moves,omitempty"`
	// The least that the creditor means to be paid in all in this round; only its own offers, with a pace.
	Target money.Amount `json:"target,omitempty"`
	// The offer gives more than that: something to look at, and no reason to refuse it.
	BeyondPace bool `json:"beyond_pace,omitempty"`
	// Why it was allowed to be worse for the other side than an earlier one.
	FactsChanged string `json:"facts_changed,omitempty" maxlen:"500"`
}

// Promise is one payment of the agreement, the deposit first.
type Promise struct {
	// The day on which it is due.
	Due civil.Date `json:"due"`
	// The sum.
	Amount money.Amount `json:"amount"`
	// What of it is paid; payments meet the promises in order.
	Paid money.Amount `json:"paid,omitempty"`
	// What became of it.
	State PromiseState `json:"state"`
}

// EventKind is what happened.
type EventKind string

const (
	// EventOffer makes an offer, beside those that are open.
	EventOffer EventKind = "offer"
	// EventCounter answers an open offer of the other side with another, and closes the one answered.
	EventCounter EventKind = "counter"
	// EventAccept accepts an open offer of the other side; all others are withdrawn.
	EventAccept EventKind = "accept"
	// EventDecline turns down an open offer of the other side.
	EventDecline EventKind = "decline"
	// EventWithdraw takes back an open offer of one's own.
	EventWithdraw EventKind = "withdraw"
	// EventExpire notes that a day has passed after which an offer is closed.
	EventExpire EventKind = "expire"
	// EventDeposit is money towards the deposit.
	EventDeposit EventKind = "deposit"
	// EventPayment is money towards the instalments.
	EventPayment EventKind = "payment"
	// EventMissed notes that a day has passed by which a promise was to be kept.
	EventMissed EventKind = "missed"
	// EventContact is a contact between the sides.
	EventContact EventKind = "contact"
	// EventDispute opens a dispute over the debt, or with a number ends one.
	EventDispute EventKind = "dispute"
	// EventComplaint opens a complaint, or with a number ends one.
	EventComplaint EventKind = "complaint"
	// EventNote is anything to remember.
	EventNote EventKind = "note"
)

// Event is one thing that happened. Which keys it has follows from its kind.
type Event struct {
	// What happened.
	Kind EventKind `json:"kind"`
	// The day; none lies before the one of the event before it.
	Date civil.Date `json:"date"`
	// Who did it, or reports it.
	By Party `json:"by"`
	// Who acted for that side: a name or a staff number.
	Who string `json:"who,omitempty" maxlen:"64"`
	// For accept, decline and withdraw the offer; for counter the offer that it answers; for dispute and complaint that end, the place of the event that opened it, counted from 1.
	Number int `json:"number,omitempty" min:"1" max:"1000"`
	// For offer and counter: what is proposed.
	Offer *OfferTerms `json:"offer,omitempty"`
	// For offer, counter and accept of the creditor, with a ladder: the level of who acts.
	ByLevel string `json:"by_level,omitempty" maxlen:"64"`
	// The level that approved a waiver beyond that.
	ApprovedBy string `json:"approved_by,omitempty" maxlen:"64"`
	// For offer, counter and accept of the creditor: the tier of the mandate that allows it.
	Tier string `json:"tier,omitempty" maxlen:"64"`
	// For offer and counter: why the offer may be worse for the other side than an earlier one.
	FactsChanged string `json:"facts_changed,omitempty" maxlen:"500"`
	// For deposit and payment: the sum.
	Amount money.Amount `json:"amount,omitempty" min:"1"`
	// For contact: how. A contact without it has a note and nothing more.
	Channel policy.Channel `json:"channel,omitempty"`
	// For it: when, by the clock where the person is, with that clock's offset from UTC: 2026-11-24T21:30:00+08:00. The engine knows no zones and takes the offset as it is given.
	At string `json:"at,omitempty" maxlen:"25"`
	// For it: the name of that place's zone, such as Asia/Shanghai; a server compares the offset with it.
	Zone string `json:"zone,omitempty" maxlen:"64"`
	// For it: with whom. For dispute and complaint that open: where it goes.
	To policy.Person `json:"to,omitempty"`
	// For it: what it states and keeps to, by the words of the pack, such as institution, purpose and calls_recorded; and consent where the person asked for it or agreed to it beforehand.
	Keeps []string `json:"keeps,omitempty" maxlen:"64" maxitems:"40"`
	// For it, and for dispute and complaint that open: what it is about.
	About policy.Subject `json:"about,omitempty"`
	// For contact what came of it, and for dispute and complaint that end how they did.
	Outcome policy.Outcome `json:"outcome,omitempty"`
	// In a record: the day by which the rules have a complaint answered.
	AnswerBy civil.Date `json:"answer_by,omitempty"`
	// In a record: what the rules had against a contact, as a level and a code: "wall contact_hours". The answer in which it was recorded has the findings whole, and gives them again when it is asked again.
	Findings []string `json:"findings,omitempty" maxlen:"64" maxitems:"24"`
	// Anything to remember; for contact what came of it.
	Note string `json:"note,omitempty" maxlen:"500"`
}

// MaxEvents is the largest number of events of a record: ten years of twice a week.
const MaxEvents = 1000

// Record is a negotiation: its rules, what happened, and what follows from the two.
// Everything but the rules and the events can be computed again from them.
type Record struct {
	// What it keeps to.
	Rules Rules `json:"rules"`
	// Where it stands.
	State State `json:"state,omitempty" default:"draft"`
	// The round that it is in.
	Round int `json:"round,omitempty" min:"1" max:"1000"`
	// The offers in the order in which they were made.
	Offers []RecordedOffer `json:"offers,omitempty" maxitems:"1000"`
	// The number of the offer that was accepted.
	Accepted int `json:"accepted,omitempty" min:"1" max:"1000"`
	// The payments of the agreement.
	Promises []Promise `json:"promises,omitempty" maxitems:"601"`
	// What was paid beyond them.
	Credit money.Amount `json:"credit,omitempty"`
	// What happened, in order. It only ever grows.
	Events []Event `json:"events,omitempty" maxitems:"1000"`
}

// NewRecord is a record in which nothing has happened.
func NewRecord(rules Rules) Record { return Record{Rules: rules, State: StateDraft} }
