package store

import (
	"context"
	"database/sql"
	"errors"
)

// Link is what is kept of a secret with which a borrower comes to one negotiation.
type Link struct {
	// The part of the secret that names it.
	ID string
	// Which negotiation of whom.
	Tenant, Negotiation string
	// The hash of the secret.
	Hash string
	// The IANA zone whose days count for the borrower.
	Zone string
	// When it was made, when it ends, and when it was revoked, which is empty while it
	// was not; in the form of Instant.
	Created, Expires, Revoked string
}

// Works tells whether the link works at an instant.
func (l *Link) Works(at string) bool { return l.Revoked == "" && at < l.Expires }

// MostLinks is how many links of one negotiation work at a time.
const MostLinks = 20

// LinksSpent is one link more than that.
const LinksSpent Refusal = "the negotiation has as many links as may work at a time"

const linkColumns = `id, tenant, negotiation, hash, zone, created, expires, revoked`

func (l *Link) columns() []any {
	return []any{&l.ID, &l.Tenant, &l.Negotiation, &l.Hash, &l.Zone, &l.Created, &l.Expires, &l.Revoked}
}

// AddLink keeps a link to a negotiation of its tenant. It refuses with Absent and LinksSpent.
func (s *Store) AddLink(ctx context.Context, l *Link) error {
	return s.writes.transact(ctx, func(in session) error {
		var there, working int
		err := in.QueryRowContext(ctx, `SELECT count(*) FROM negotiations WHERE tenant = $1 AND id = $2`, l.Tenant, l.Negotiation).Scan(&there)
		if err == nil && there == 0 {
			return Absent
		}
		if err == nil {
			err = in.QueryRowContext(ctx, `SELECT count(*) FROM links WHERE tenant = $1 AND negotiation = $2 AND revoked = '' AND expires > $3`,
				l.Tenant, l.Negotiation, l.Created).Scan(&working)
		}
		if err == nil && working >= MostLinks {
			return LinksSpent
		}
		if err == nil {
			_, err = in.ExecContext(ctx, `INSERT INTO links (`+linkColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, '')`,
				l.ID, l.Tenant, l.Negotiation, l.Hash, l.Zone, l.Created, l.Expires)
		}
		return err
	})
}

// Links returns the latest links of a negotiation, at most limit, the oldest of them first.
func (s *Store) Links(ctx context.Context, tenant, negotiation string, limit int) ([]Link, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT * FROM (SELECT `+linkColumns+` FROM links
		WHERE tenant = $1 AND negotiation = $2 ORDER BY created DESC, id DESC LIMIT $3) AS latest ORDER BY created, id`, tenant, negotiation, limit)
	return collect(rows, err, (*Link).columns)
}

// FindLink returns a link by the part of its secret that names it, or Absent.
func (s *Store) FindLink(ctx context.Context, id string) (l Link, err error) {
	err = s.reads.QueryRowContext(ctx, `SELECT `+linkColumns+` FROM links WHERE id = $1`, id).Scan(l.columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		return Link{}, Absent
	}
	return l, err
}

// RevokeLink ends a link of a negotiation and returns it, or Absent. Revoking it again changes nothing.
func (s *Store) RevokeLink(ctx context.Context, tenant, negotiation, id, at string) (l Link, err error) {
	err = s.writes.transact(ctx, func(in session) error {
		err := in.QueryRowContext(ctx, `UPDATE links SET revoked = coalesce(nullif(revoked, ''), $1) WHERE tenant = $2 AND negotiation = $3 AND id = $4
			RETURNING `+linkColumns, at, tenant, negotiation, id).Scan(l.columns()...)
		if errors.Is(err, sql.ErrNoRows) {
			return Absent
		}
		return err
	})
	return l, err
}
