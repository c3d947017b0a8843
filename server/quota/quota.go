// Package quota counts the work that each client causes and says when it is more
// than its share. It knows no protocol.
package quota

import (
	"sync"
	"time"
)

// mostClients is how many clients are told apart at a time, some 100 bytes each.
// Those beyond share one quota until others have had time to fill up again.
const mostClients = 20_000

// others is whom clients beyond mostClients are counted as. No client is called "".
const others = ""

// A Limiter gives every client the same quota of work units. It fills up evenly: a
// client that has used it all waits as long as what it asks for takes to come back.
// Work is counted after it is done, when it is known; a client may go into debt by
// its last request, and waits that off as well.
type Limiter struct {
	// Units is the quota, at least 1.
	Units int64
	// Window is the time in which an empty quota is full again.
	Window time.Duration

	mutex sync.Mutex
	full  map[string]time.Time // when the quota of each client will be full
	swept time.Time
}

// Standing is what a client has left.
type Standing struct {
	// Left is the units, none in debt.
	Left int64
	// Full is how long the quota takes to be full again.
	Full time.Duration
	// Wait is how long the client has to wait before it may ask; zero when it may now.
	Wait time.Duration
}

// Look says how a client stands.
func (l *Limiter) Look(client string, now time.Time) Standing { return l.Charge(client, 0, now) }

// Charge counts work units of a client and says how it stands then.
func (l *Limiter) Charge(client string, units int64, now time.Time) Standing {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	client, full := l.find(client, now)
	if full.Before(now) {
		full = now
	}
	if units > 0 {
		full = full.Add(time.Duration(units) * l.Window / time.Duration(l.Units))
		l.full[client] = full
	}
	used := full.Sub(now)
	left := l.Units - l.unitsIn(used)
	if left > 0 {
		return Standing{Left: left, Full: used}
	}
	return Standing{Full: used, Wait: used - l.Window + l.Window/time.Duration(l.Units)}
}

// unitsIn is how many units come back in some time, of a part of one the whole.
func (l *Limiter) unitsIn(some time.Duration) int64 {
	windows, rest := int64(some/l.Window), int64(some%l.Window)
	return windows*l.Units + (rest*l.Units+int64(l.Window)-1)/int64(l.Window)
}

// find returns when the quota of a client is full, and as whom it is counted. The
// map is swept of full quotas once a second at most, so that sweeping costs little
// even when somebody makes up clients.
func (l *Limiter) find(client string, now time.Time) (string, time.Time) {
	if l.full == nil {
		l.full = map[string]time.Time{}
	}
	if full, known := l.full[client]; known {
		return client, full
	}
	if len(l.full) >= mostClients && now.Sub(l.swept) >= time.Second {
		l.swept = now
		for other, full := range l.full {
			if !full.After(now) {
				delete(l.full, other)
			}
		}
	}
	if len(l.full) >= mostClients {
		return others, l.full[others]
	}
	return client, now
}
