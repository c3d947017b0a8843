// Package followup notes what time alone brings about in negotiations on record: that
// an offer has expired, and that a promise was missed. The engine says what is next and
// on which day; the store keeps the instant at which that day begins where the tenant
// is; the clerk looks at a clock.
//
// The event that it adds has the day on which it happened, however late it is noted, so
// that nothing drifts. Servers that share a store may each have a clerk: an event
// follows the one before it, and so only one of them gets to add it.
package followup

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync/atomic"
	"time"

	"parley/server/rounds"
	"parley/server/store"
)

// Clerk notes what is due.
type Clerk struct {
	Store *store.Store
	// The clock.
	Now func() time.Time
	Log *slog.Logger
}

const (
	// batch is how many negotiations are taken at a time.
	batch = 256
	// hands is how many of them are worked on at once: the store commits them together.
	hands = 16
)

// Run notes what is due, and again after each pause, until ctx is done.
func (c *Clerk) Run(ctx context.Context, pause time.Duration) {
	round := func(ctx context.Context) error {
		_, err := c.Round(ctx)
		return err
	}
	rounds.Run(ctx, pause, round, func(err error) { c.Log.Error("what time brought about was not noted", "error", err.Error()) })
}

// Round notes everything that is due, and returns how many events it added. What
// failed is due again in the next round.
func (c *Clerk) Round(ctx context.Context) (noted int, err error) {
	now := c.Now()
	for ctx.Err() == nil {
		due, err := c.Store.Lapsed(ctx, store.Instant(now), batch)
		if err != nil || len(due) == 0 {
			return noted, err
		}
		added, err := c.noteAll(ctx, due, now)
		noted += added
		if err != nil {
			return noted, err
		}
	}
	return noted, nil
}

// noteAll works on several at once, and returns how many events were added.
func (c *Clerk) noteAll(ctx context.Context, due []store.Lapsing, now time.Time) (noted int, err error) {
	var count atomic.Int64
	err = rounds.Each(due, hands, func(l *store.Lapsing) error {
		added, err := c.note(ctx, l, now)
		if added {
			count.Add(1)
		}
		return err
	})
	return int(count.Load()), err
}

// note adds the event that is due in one negotiation. Each time something about the
// negotiation changes, so that it does not come up again as it is.
func (c *Clerk) note(ctx context.Context, l *store.Lapsing, now time.Time) (added bool, err error) {
	today := c.Store.Day(l.Tenant, now)
	switch {
	case l.Lapse == nil:
		return false, c.Store.Learn(ctx, l)
	case l.Lapse.Date > today: // the tenant's days begin elsewhere since
		return false, c.Store.Wait(ctx, l, l.Lapse)
	}
	at := store.Instant(now)
	step, reply, err := store.Advance(&l.Head, at, fmt.Appendf(nil, `{"as_of":%q,"event":{"kind":%q,"date":%q,"by":"creditor"}}`, today, l.Lapse.Kind, l.Lapse.Date))
	if err != nil {
		return false, err
	}
	if reply.Failed { // a full record, or one of another engine: it waits for its next event
		c.Log.Error("the engine refuses what time brought about", "negotiation", l.Head.ID, "kind", l.Lapse.Kind, "date", l.Lapse.Date)
		return false, c.Store.Wait(ctx, l, nil)
	}
	_, replayed, err := c.Store.Append(ctx, &store.Change{
		Tenant: l.Tenant, At: at, Entry: &step.Entry, Record: step.Record,
		Key: store.Key{Route: "lapse", Key: l.Head.ID + " " + strconv.Itoa(l.Head.Revision)},
	})
	if errors.Is(err, store.Stale) { // something else happened meanwhile, and decides what is next
		return false, nil
	}
	return err == nil && !replayed, err
}
