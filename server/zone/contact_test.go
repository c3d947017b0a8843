package zone_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"parley/calc"
	"parley/server/zone"
)

func event(at, zone string) string {
	return `{"kind":"contact","date":"` + at[:10] + `","by":"creditor","channel":"letter","at":"` + at + `","zone":"` + zone + `","to":"debtor","about":"remind"}`
}

func advance(record, event string) calc.Reply {
	return zone.DoIn(nil, "advance", []byte(`{"as_of":"2026-12-31","currency":"USD","record":`+record+`,"event":`+event+`}`))
}

func ask(at, zone string) calc.Reply { return advance(`{"rules":{}}`, event(at, zone)) }

func TestOffsetIsThatOfTheZone(t *testing.T) {
	for _, c := range []struct{ it, at, zone, allowed string }{
		{"winter in New York", "2026-11-24T21:30:00-05:00", "America/New_York", ""},
		{"summer time kept too long", "2026-11-24T21:30:00-04:00", "America/New_York", "2026-11-24T20:30:00-05:00"},
		{"a hour that is there twice, the first time", "2026-11-01T01:30:00-04:00", "America/New_York", ""},
		{"and the second", "2026-11-01T01:30:00-05:00", "America/New_York", ""},
		{"an hour that is skipped", "2026-03-08T02:30:00-05:00", "America/New_York", "2026-03-08T03:30:00-04:00"},
		{"no summer time in China", "2026-07-01T08:00:00+08:00", "Asia/Shanghai", ""},
		{"five hours and a half", "2026-07-01T08:00:00+05:30", "Asia/Kolkata", ""},
		{"London in winter, with its offset written out", "2026-11-24T08:00:00+00:00", "Europe/London", ""},
		{"UTC", "2026-11-24T08:00:00+01:00", "Europe/London", "2026-11-24T07:00:00+00:00"},
	} {
		reply := ask(c.at, c.zone)
		assert.Equal(t, c.allowed != "", reply.Failed, c.it)
		assert.False(t, reply.Malformed, c.it)
		if reply.Failed {
			assert.Equal(t, `{"problems":[{"code":"zone_offset","pointer":"#/event/at","detail":"the zone has another offset at that time","allowed":"`+c.allowed+`"}]}`,
				string(reply.Body), c.it)
		}
	}
	for _, zone := range []string{"Mars/Olympus", "Local", "../etc/passwd", "america"} {
		assert.Contains(t, string(ask("2026-11-24T08:00:00+00:00", zone).Body), `"pointer":"#/event/zone"`, zone)
	}
}

func TestOnlyTheEventIsLookedAt(t *testing.T) {
	const morning = "2026-11-24T08:00:00+00:00"
	assert.Contains(t, string(ask(morning, "Asia/Tokyo").Body), `"pointer":"#/event/at"`)
	recorded := `{"rules":{},"events":[` + event(morning, "Asia/Tokyo") + `]}`
	for _, next := range []string{event(morning, "Europe/London"), `{"kind":"note","date":"2026-11-24","by":"creditor","note":"n"}`} {
		reply := advance(recorded, next)
		assert.False(t, reply.Failed, string(reply.Body))
		assert.Equal(t, calc.Do("advance", reply.Canonical), reply)
	}
}

// Every other request has the bytes of the engine.
func TestTheRestIsTheEngines(t *testing.T) {
	for op, text := range map[string]string{
		"packs": `{}`, "pack": `{"id":"cn-card"}`, "advance": `{`, "nothing": `{}`,
	} {
		assert.Equal(t, calc.Do(op, []byte(text)), zone.DoIn(nil, op, []byte(text)), op)
	}
}
