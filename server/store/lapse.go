package store

import (
	"context"
	"strings"
	"time"
)

// Lapsing is a negotiation for whose next lapse the time has come.
type Lapsing struct {
	Tenant string
	Head   Head
	// What time has brought about; nil when nobody has asked the engine yet.
	Lapse *Lapse
}

// text writes a lapse as it is kept, and nothing when there is none.
func (l *Lapse) text() string {
	if l == nil {
		return ""
	}
	return l.Kind + " " + l.Date
}

// due is the instant from which a lapse can be noted: the beginning of its day where
// the tenant is.
func (s *Store) due(tenant string, lapse *Lapse) string {
	if lapse == nil {
		return ""
	}
	day, err := time.ParseInLocation(time.DateOnly, lapse.Date, s.zone(tenant))
	if err != nil {
		return "" // the engine knows days of the calendar only
	}
	return Instant(day)
}

func (s *Store) zone(tenant string) *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone(tenant)
}

// Day is the day that it is for a tenant.
func (s *Store) Day(tenant string, at time.Time) string {
	return at.In(s.zone(tenant)).Format(time.DateOnly)
}

// Lapsed returns at most limit negotiations of all tenants whose next lapse could be
// noted by an instant, those first that wait longest.
func (s *Store) Lapsed(ctx context.Context, by string, limit int) (found []Lapsing, err error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT tenant, id, opened, revision, hash, record, lapse FROM negotiations
		WHERE due <> '' AND due <= $1 ORDER BY due LIMIT $2`, by, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var l Lapsing
		var lapse string
		if err := rows.Scan(&l.Tenant, &l.Head.ID, &l.Head.Opened, &l.Head.Revision, &l.Head.Hash, &l.Head.Record, &lapse); err != nil {
			return nil, err
		}
		if kind, day, told := strings.Cut(lapse, " "); told {
			l.Lapse = &Lapse{kind, day}
		}
		found = append(found, l)
	}
	return found, rows.Err()
}

// Learn asks the engine what time alone brings about next in a negotiation that was
// kept before anybody asked.
func (s *Store) Learn(ctx context.Context, l *Lapsing) error {
	entries, err := s.Entries(ctx, l.Tenant, l.Head.ID, 0)
	if err != nil {
		return err
	}
	_, after, err := replay(nil, entries[:min(l.Head.Revision, len(entries))])
	if err != nil {
		return err
	}
	return s.Wait(ctx, l, after.Lapse)
}

// Wait notes for what a negotiation waits next, as its tenant's days begin now, unless
// it has gone on since; for nothing when lapse is nil.
func (s *Store) Wait(ctx context.Context, l *Lapsing, lapse *Lapse) error {
	return s.writes.transact(ctx, func(in session) error {
		_, err := in.ExecContext(ctx, `UPDATE negotiations SET lapse = $1, due = $2 WHERE tenant = $3 AND id = $4 AND revision = $5`,
			lapse.text(), s.due(l.Tenant, lapse), l.Tenant, l.Head.ID, l.Head.Revision)
		return err
	})
}
