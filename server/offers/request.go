package offers

import (
	"parley/calc"
	"parley/calc/wire"
)

// Asked is what is asked to be signed.
type Asked struct {
	// For whom the offer is, which debt it is about, and the zone whose days are meant.
	Audience, Reference, Zone string
	// The last day on which it can be accepted; that of the offer on record when empty.
	LastDay string
	// Which offer of which negotiation on record it is; empty of one that is not on record.
	Negotiation string
	Number      int
	// The request of the plan.
	Quote []byte
}

// ReadAsked reads what is to be signed by the grammar of every document.
func ReadAsked(text []byte) (asked Asked, problems []wire.Problem) {
	var r wire.Reader
	if !r.Open(text) || !r.Object() {
		return asked, r.Problems()
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch string(key) {
		case "audience":
			readText(&r, 1, 200, &asked.Audience)
		case "reference":
			readText(&r, 2, 200, &asked.Reference)
		case "zone":
			readText(&r, 4, 64, &asked.Zone)
		case "quote":
			if r.First(8) {
				asked.Quote = r.Document()
			}
		case "last_day":
			readText(&r, 16, 10, &asked.LastDay)
		case "on_record":
			if r.First(32) {
				asked.readRecorded(&r)
			}
		default:
			r.Unknown()
		}
	}
	r.Require(0b1111, "audience,reference,zone,quote")
	problems = r.Problems()
	if len(problems) == 0 && (asked.LastDay == "") == (asked.Negotiation == "") {
		problems = []wire.Problem{{Code: calc.EventFields, Pointer: "#/last_day", Detail: "give last_day, or on_record, whose offer has its own"}}
	}
	return asked, problems
}

func readText(r *wire.Reader, bit uint64, most int, to *string) {
	if r.First(bit) {
		*to = r.String(1, most)
	}
}

// readRecorded reads which offer on record is meant.
func (asked *Asked) readRecorded(r *wire.Reader) {
	if !r.Object() {
		return
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch string(key) {
		case "negotiation":
			readText(r, 1, 64, &asked.Negotiation)
		case "number":
			if r.First(2) {
				asked.Number = int(r.Int(1, 1000))
			}
		default:
			r.Unknown()
		}
	}
	r.Require(0b11, "negotiation,number")
}

// ReadToVerify reads an offer to be verified, and for whom it should be, by the grammar of every document.
func ReadToVerify(text []byte) (token, audience string, problems []wire.Problem) {
	var r wire.Reader
	if !r.Open(text) || !r.Object() {
		return "", "", r.Problems()
	}
	for key := r.Next(); key != nil; key = r.Next() {
		switch string(key) {
		case "token":
			readText(&r, 1, Longest, &token)
		case "audience":
			readText(&r, 2, 200, &audience)
		default:
			r.Unknown()
		}
	}
	r.Require(1, "token,audience")
	return token, audience, r.Problems()
}
