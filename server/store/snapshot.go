package store

import (
	"context"
	"database/sql"
	"errors"
)

// Standing is a negotiation as one moment saw it.
type Standing struct {
	ID     string
	Record []byte
	// Who acted in its events, by their sequence; those that were erased are left out.
	Who map[int]string
}

// snapshotPage is how many negotiations are in memory at a time.
const snapshotPage = 200

// Snapshot shows every negotiation of a tenant as it stood at one moment, in the order
// of their names. It ends with the first error that see returns.
func (s *Store) Snapshot(ctx context.Context, tenant string, see func(*Standing) error) (err error) {
	tx, err := s.reads.BeginTx(ctx, &sql.TxOptions{Isolation: s.moment, ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }() // nothing was changed
	for last := ""; ; {
		page, err := standings(ctx, tx, tenant, last)
		if err != nil || len(page) == 0 {
			return err
		}
		for i := range page {
			if err := see(&page[i]); err != nil {
				return err
			}
		}
		last = page[len(page)-1].ID
	}
}

// standings reads one page: the negotiations, and then who acted in them.
func standings(ctx context.Context, tx *sql.Tx, tenant, after string) (page []Standing, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, record FROM negotiations WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3`, tenant, after, snapshotPage)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	places := map[string]int{}
	for rows.Next() {
		one := Standing{Who: map[int]string{}}
		if err := rows.Scan(&one.ID, &one.Record); err != nil {
			return nil, err
		}
		places[one.ID] = len(page)
		page = append(page, one)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || len(page) == 0 {
		return nil, err
	}
	names, err := tx.QueryContext(ctx, `SELECT negotiation, sequence, text FROM words
		WHERE tenant = $1 AND negotiation > $2 AND negotiation <= $3 AND field = 'who' AND erased = ''`, tenant, after, page[len(page)-1].ID)
	if err != nil {
		return nil, err
	}
	defer names.Close()
	for names.Next() {
		var id, who string
		var sequence int
		if err := names.Scan(&id, &sequence, &who); err != nil {
			return nil, err
		}
		if at, is := places[id]; is {
			page[at].Who[sequence] = who
		}
	}
	return page, names.Err()
}
