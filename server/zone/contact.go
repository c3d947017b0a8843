package zone

import (
	"encoding/json"
	"time"

	"parley/calc"
	"parley/calc/wire"
)

// DoIn is calc.DoIn, and refuses a contact whose offset is not that of its zone at
// that time: the engine has no zones, a database of them weighs more than half of it. Only the event that is asked about is looked at: what is on record
// already stays as it was when zones change.
func DoIn(room []byte, op string, request []byte) calc.Reply {
	reply := calc.DoIn(room, op, request)
	if reply.Failed || op != "advance" {
		return reply
	}
	var asked struct{ Event stated }
	if err := json.Unmarshal(reply.Canonical, &asked); err != nil {
		panic(err) // the engine wrote it
	}
	if asked.Event.Zone == "" {
		return reply
	}
	problem, wrong := asked.Event.problem()
	if !wrong {
		return reply
	}
	return calc.Reply{Body: wire.AppendProblems(nil, []wire.Problem{problem}), Failed: true}
}

// stated is a time and the zone that it claims to be in.
type stated struct{ At, Zone string }

// problem says what is wrong, if anything.
func (s *stated) problem() (problem wire.Problem, wrong bool) {
	zone, err := Of(s.Zone)
	if err != nil {
		return wire.Problem{Code: calc.ZoneOffset, Pointer: "#/event/zone", Detail: "no zone has that name"}, true
	}
	at, err := time.Parse(time.RFC3339, s.At)
	if err != nil {
		panic(err) // the engine takes no other
	}
	there := at.In(zone).Format(time.RFC3339)
	if there[len(there)-1] == 'Z' {
		there = there[:len(there)-1] + "+00:00"
	}
	return wire.Problem{Code: calc.ZoneOffset, Pointer: "#/event/at", Detail: "the zone has another offset at that time", Allowed: there}, there != s.At
}
