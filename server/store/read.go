package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Head is where a negotiation stands.
type Head struct {
	// Its name, which nobody can guess.
	ID string
	// The instant of its first event.
	Opened string
	// The sequence of its last event, and the hash of it.
	Revision int
	Hash     string
	// The record after it.
	Record []byte
}

// Next is an event that follows the head: what it still lacks is what happened.
func (h *Head) Next() Event {
	return Event{Negotiation: h.ID, Sequence: h.Revision + 1, Previous: h.Hash}
}

// Head returns where a negotiation stands, or Absent.
func (s *Store) Head(ctx context.Context, tenant, id string) (Head, error) {
	head := Head{ID: id}
	err := s.reads.QueryRowContext(ctx, `SELECT opened, revision, hash, record FROM negotiations WHERE tenant = $1 AND id = $2`,
		tenant, id).Scan(&head.Opened, &head.Revision, &head.Hash, &head.Record)
	if errors.Is(err, sql.ErrNoRows) {
		return Head{}, Absent
	}
	return head, err
}

// List returns at most limit negotiations of a tenant in the order in which they
// were opened, after the one that is named by its opening and its id; both are
// empty to begin. Records are left out.
func (s *Store) List(ctx context.Context, tenant, opened, id string, limit int) ([]Head, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT id, opened, revision, hash FROM negotiations
		WHERE tenant = $1 AND (opened > $2 OR opened = $2 AND id > $3) ORDER BY opened, id LIMIT $4`, tenant, opened, id, limit)
	return collect(rows, err, func(h *Head) []any { return []any{&h.ID, &h.Opened, &h.Revision, &h.Hash} })
}

// collect reads what a question was answered with, nil for no rows. Columns names the
// places of a row that its values go to.
func collect[Row any](rows *sql.Rows, err error, columns func(*Row) []any) (list []Row, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var one Row
		if err := rows.Scan(columns(&one)...); err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, rows.Err()
}

// Entries returns the events of a negotiation after a revision, in order, with
// their words; none when there are none, or no such negotiation.
func (s *Store) Entries(ctx context.Context, tenant, id string, after int) (entries []Entry, err error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT e.sequence, e.hash, e.line, coalesce(w.field, ''), coalesce(w.salt, ''), coalesce(w.text, ''), coalesce(w.erased, '')
		FROM events e LEFT JOIN words w ON w.tenant = e.tenant AND w.negotiation = e.negotiation AND w.sequence = e.sequence
		WHERE e.tenant = $1 AND e.negotiation = $2 AND e.sequence > $3 ORDER BY e.sequence, w.field`, tenant, id, after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	last := after
	for rows.Next() {
		var entry Entry
		var words Words
		var sequence int
		if err := rows.Scan(&sequence, &entry.Hash, &entry.Line, &words.Field, &words.Salt, &words.Text, &words.Erased); err != nil {
			return nil, err
		}
		if sequence != last {
			if sequence != last+1 {
				return nil, fmt.Errorf("event %d is missing", last+1)
			}
			entries, last = append(entries, entry), sequence
		}
		if words.Field != "" {
			entries[len(entries)-1].Words = append(entries[len(entries)-1].Words, words)
		}
	}
	return entries, rows.Err()
}
