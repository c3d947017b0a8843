package policy

import (
	"strconv"
	"strings"

	"parley/calc/civil"
)

// Channel is a way of contact.
type Channel string

const (
	// Call is a telephone call.
	Call Channel = "call"
	// Message is a text message, an electronic letter or the like.
	Message Channel = "message"
	// Visit is a visit to where the person lives or works.
	Visit Channel = "visit"
	// Letter is a letter on paper, which has no hour.
	Letter Channel = "letter"
)

// Person is whom a contact is with, and where a dispute or a complaint goes.
type Person string

const (
	// Debtor is who owes.
	Debtor Person = "debtor"
	// Guarantor is who answers for the debt.
	Guarantor Person = "guarantor"
	// ThirdParty is anybody else.
	ThirdParty Person = "third_party"
	// ThirdPartyLocation is anybody else, asked for no more than where the debtor can be reached.
	ThirdPartyLocation Person = "third_party_location"
	// ThirdPartyMessage is anybody else, asked to pass on a message that says nothing of the debt.
	ThirdPartyMessage Person = "third_party_message"
	// Creditor is the creditor, or who collects for it.
	Creditor Person = "creditor"
	// Ombudsman is an office that settles complaints out of court.
	Ombudsman Person = "ombudsman"
	// Regulator is the authority that the creditor answers to.
	Regulator Person = "regulator"
	// Court is a court.
	Court Person = "court"
)

// Subject is what a contact, a dispute or a complaint is about.
type Subject string

const (
	// Collect asks for money that is overdue.
	Collect Subject = "collect"
	// Remind recalls a payment that is not due yet.
	Remind Subject = "remind"
	// Propose makes or explains an offer.
	Propose Subject = "propose"
	// Confirm confirms what was agreed or paid.
	Confirm Subject = "confirm"
	// Reply answers what the other side asked.
	Reply Subject = "reply"
	// AboutDebt is whether the debt is owed at all, or by this person.
	AboutDebt Subject = "debt"
	// AboutAmount is how much is owed.
	AboutAmount Subject = "amount"
	// AboutPayment is a payment that was made and is not counted.
	AboutPayment Subject = "payment"
	// AboutConduct is how the debt is collected.
	AboutConduct Subject = "conduct"
	// AboutData is what is done with personal data.
	AboutData Subject = "data"
)

// Outcome is what came of a contact, and how a dispute or a complaint ended.
type Outcome string

const (
	// Reached is a conversation, or a message that arrived.
	Reached Outcome = "reached"
	// NoAnswer is nobody there.
	NoAnswer Outcome = "no_answer"
	// WrongPerson is somebody else than was meant.
	WrongPerson Outcome = "wrong_person"
	// Refused is the person meant, who did not wish to speak.
	Refused Outcome = "refused"
	// Upheld is a complaint that was right.
	Upheld Outcome = "upheld"
	// PartlyUpheld is one that was right in part.
	PartlyUpheld Outcome = "partly_upheld"
	// Rejected is one that was not right.
	Rejected Outcome = "rejected"
	// Settled is one that the sides ended by agreement.
	Settled Outcome = "settled"
	// Withdrawn is one that was taken back.
	Withdrawn Outcome = "withdrawn"
)

// DayOf returns the day of a time by the clock of a place, written with the offset of
// that clock as 2026-11-24T21:30:00+08:00, and zero for any other text. How clocks
// differ is not known here: the offset is taken as it is given.
func DayOf(at string) civil.Date {
	const like = "0000-00-00T29:59:59+19:59" // a digit is at most that, but for those of the day
	if len(at) != len(like) || at[11:13] > "23" || at[19] != '-' && at[19] != '+' {
		return 0
	}
	for i := 10; i < len(like); i++ {
		if digit := like[i] >= '0' && like[i] <= '9'; i != 19 && (digit && at[i] < '0' || at[i] > like[i] || !digit && at[i] != like[i]) {
			return 0
		}
	}
	return dayOf(at[:10])
}

// Conduct are the rules of conduct, each with the one row that holds.
func (r *Rules) Conduct() (list []Series) {
	for i := range r.held {
		if strings.HasPrefix(r.held[i].series, "conduct.") {
			s := r.held[i].head()
			s.Rows = []Row{r.held[i].read()}
			list = append(list, s)
		}
	}
	return list
}

// Whole is a value that Prove has seen to be a whole number.
func (r *Row) Whole(at int) int {
	n, _ := strconv.Atoi(r.Values[at])
	return n
}

// AnswerBy is the day by which a complaint of a day is answered, by whom it goes to;
// zero when the rules do not say.
func (r *Rules) AnswerBy(to Person, made civil.Date) civil.Date {
	if row := rowOf(r.held, KeyComplaintAnswerDays, string(to), 0); row != nil {
		return made + civil.Date(row.Whole(0))
	}
	return 0
}
