package calc

import (
	"errors"
	"strings"

	"parley/calc/civil"
	"parley/calc/policy"
	"parley/calc/wire"
)

// Engine is the version of the engine: the same request, engine and pack give
// the same bytes through every door.
const Engine = "0.3.0"

// Schema is the version of the names and shapes of the JSON.
const Schema = "1"

// Operations lists what Do can be asked.
var Operations = [...]string{"assess", "quote", "apr", "forecast", "reconcile", "check", "negotiate", "counter", "share", "lint", "advance", "packs", "pack"}

// Versions name what computed an answer.
type Versions struct {
	// The engine.
	Engine string `json:"engine"`
	// The rules and their edition; left out when none were asked for.
	Pack string `json:"pack,omitempty"`
	// The names and shapes of the JSON.
	Schema string `json:"schema"`
}

// Reply is what Do answers.
type Reply struct {
	// Body is the answer, or {"problems":[…]} when Failed.
	Body []byte
	// Canonical is the request as it was understood, in the one spelling that the
	// engine writes; nil when Failed.
	Canonical []byte
	// Failed says that Body holds problems.
	Failed bool
	// Malformed says that the request was no JSON that the grammar allows; a
	// request that Failed without it was well formed and cannot be computed.
	Malformed bool
}

// Do reads a JSON request, computes the operation and writes its answer. It
// never panics on any input, and keeps nothing between calls.
func Do(op string, request []byte) Reply { return DoIn(nil, op, request) }

// DoIn is Do for who asks often: the answer is written from the start of room, and
// into more when it is longer. It is good until room is used again.
func DoIn(room []byte, op string, request []byte) Reply {
	switch op {
	case "assess":
		return replyAssess(room, request, assess)
	case "quote":
		return replyQuote(room, request, quote)
	case "apr":
		return replyAPR(room, request, apr)
	case "forecast":
		return replyForecast(room, request, forecast)
	case "reconcile":
		return replyReconcile(room, request, reconcile)
	case "negotiate":
		return replyNegotiate(room, request, negotiateOne)
	case "counter":
		return replyCounter(room, request, counter)
	case "share":
		return replyShare(room, request, share)
	case "lint":
		return replyLint(room, request, lint)
	case "advance":
		return replyAdvance(room, request, advance)
	case "packs":
		return replyPacks(room, request, packs)
	case "pack":
		return replyPack(room, request, pack)
	case "check":
		return replyCheck(room, request, check)
	}
	return failed([]wire.Problem{problem(OperationUnknown, "#", "there is no such operation", strings.Join(Operations[:], ", "))})
}

// firstRoom is how many bytes an answer has room for at first, besides what it has
// for the length of its request.
const firstRoom = 8192

// requestRoom is what the canonical request is written into.
func requestRoom(text []byte) []byte { return make([]byte, 0, len(text)+len(text)/16+64) }

// answerRoom is what the answer is written into: the room that is given, or a new one.
func answerRoom(room, text []byte) []byte {
	if room == nil {
		room = make([]byte, 0, 3*len(text)+firstRoom)
	}
	return room[:0]
}

func failed(problems []wire.Problem) Reply {
	return Reply{Body: wire.AppendProblems(nil, problems), Failed: true, Malformed: wire.Malformed(problems)}
}

func versions(pack string) Versions { return Versions{Engine: Engine, Pack: pack, Schema: Schema} }

// resolve returns the values of a pack on a day, and none when no pack is named.
// The day of the contract, which may be left out, must be one that the pack knows
// the highest rate for, if it caps rates.
func resolve(id policy.PackID, on, contract civil.Date) (policy.Rules, []wire.Problem) {
	if id == "" {
		return policy.Rules{}, nil
	}
	rules, err := policy.Resolve(id, on)
	if err != nil {
		return rules, packOutside("#/as_of", err)
	}
	if contract > on {
		return rules, []wire.Problem{problem(DateOrder, "#/contract_date", "the contract cannot be made after as_of", on.String())}
	}
	if contract != 0 {
		if _, err := rules.RateCaps(contract, on); err != nil {
			return rules, packOutside("#/contract_date", err)
		}
	}
	return rules, nil
}

// packOutside says that a pack does not answer for a day.
func packOutside(pointer string, err error) []wire.Problem {
	allowed, detail := "", "the pack has no values for that day"
	var outside *policy.OutsideError
	if errors.As(err, &outside) && outside.From != 0 {
		allowed, detail = outside.From.String(), detail+"; it begins on the day allowed"
	}
	return []wire.Problem{problem(PackOutsideDates, pointer, detail, allowed)}
}
