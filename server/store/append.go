package store

import (
	"context"
	"database/sql"
	"errors"
)

// Key names one call of a client, so that the call has one effect however often it
// is sent.
type Key struct {
	// The route that was called, and the client's own key, which is good for that route.
	Route, Key string
	// The hash of the body.
	Request string
}

// Answer is what a call was answered.
type Answer struct {
	Status int
	Body   []byte
}

// Change is one call that is to have one effect.
type Change struct {
	// Whose negotiation it is.
	Tenant string
	// The call.
	Key Key
	// When it came, in the form of Instant.
	At string
	// What happened; nil when the call only has an answer, a refusal.
	Entry *Entry
	// The record after the event, as the engine answered it.
	Record []byte
	// What the client is told.
	Answer Answer
}

// Append adds the event to its negotiation, or begins a negotiation with its first
// event, and keeps the answer under the key, both or neither. A key that is known
// already changes nothing: the answer is then the one that was kept, and replayed
// is true. Append refuses with KeyReused, or with Stale when the event before is not
// the latest one. After any other error the call can be sent again with its key.
func (s *Store) Append(ctx context.Context, c *Change) (answer Answer, replayed bool, err error) {
	var event Event
	if c.Entry != nil {
		if event, err = c.Entry.Event(); err != nil {
			return Answer{}, false, err
		}
	}
	return s.once(ctx, c, func(in session) error {
		if c.Entry == nil {
			return nil
		}
		return s.extend(ctx, in, c, &event)
	})
}

// once makes an effect and keeps the answer under the key, both or neither. When the
// effect is refused, the key is given back.
func (s *Store) once(ctx context.Context, c *Change, effect func(session) error) (answer Answer, replayed bool, err error) {
	err = s.writes.transact(ctx, func(in session) error {
		fresh, err := claim(ctx, in, c)
		if err != nil {
			return err
		}
		if answer, replayed = c.Answer, !fresh; replayed {
			answer, err = kept(ctx, in, c)
			return err
		}
		err = effect(in)
		var refusal Refusal
		if !errors.As(err, &refusal) {
			return err
		}
		if _, failed := in.ExecContext(ctx, `DELETE FROM keys WHERE tenant = $1 AND route = $2 AND key = $3`, c.Tenant, c.Key.Route, c.Key.Key); failed != nil {
			return failed
		}
		return refusal
	})
	if err != nil {
		return Answer{}, false, err
	}
	return answer, replayed, nil
}

// claim takes the key; of two calls at once the second waits for the first.
func claim(ctx context.Context, in session, c *Change) (fresh bool, err error) {
	return changes(in.ExecContext(ctx,
		`INSERT INTO keys (tenant, route, key, used, request, status, answer) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
		c.Tenant, c.Key.Route, c.Key.Key, c.At, c.Key.Request, c.Answer.Status, string(c.Answer.Body)))
}

// kept is the answer under a key that was taken before.
func kept(ctx context.Context, in session, c *Change) (answer Answer, err error) {
	var request string
	err = in.QueryRowContext(ctx, `SELECT request, status, answer FROM keys WHERE tenant = $1 AND route = $2 AND key = $3`,
		c.Tenant, c.Key.Route, c.Key.Key).Scan(&request, &answer.Status, &answer.Body)
	if err == nil && request != c.Key.Request {
		return Answer{}, KeyReused
	}
	return answer, err
}

// extend adds the event, and what is to be told about it.
func (s *Store) extend(ctx context.Context, in session, c *Change, event *Event) error {
	webhooks, err := s.head(ctx, in, c, event)
	if errors.Is(err, sql.ErrNoRows) {
		return Stale
	}
	if err != nil {
		return err
	}
	_, err = in.ExecContext(ctx, `INSERT INTO events (tenant, negotiation, sequence, hash, line) VALUES ($1, $2, $3, $4, $5)`,
		c.Tenant, event.Negotiation, event.Sequence, c.Entry.Hash, string(c.Entry.Line))
	for i := 0; i < len(c.Entry.Words) && err == nil; i++ {
		words := &c.Entry.Words[i]
		_, err = in.ExecContext(ctx, `INSERT INTO words (tenant, negotiation, sequence, field, said, salt, text, erased) VALUES ($1, $2, $3, $4, $5, $6, $7, '')`,
			c.Tenant, event.Negotiation, event.Sequence, words.Field, event.At, words.Salt, words.Text)
	}
	if err == nil && webhooks > 0 {
		err = tell(ctx, in, c, event)
	}
	return err
}

// head moves the negotiation on to the event, when the one before is its latest, and
// returns how many webhooks its tenant has. Otherwise there is no row.
func (s *Store) head(ctx context.Context, in session, c *Change, event *Event) (webhooks int, err error) {
	lapse, due := c.Entry.After.Lapse.text(), s.due(c.Tenant, c.Entry.After.Lapse)
	if event.Sequence == 1 {
		err = in.QueryRowContext(ctx, `INSERT INTO negotiations (tenant, id, opened, revision, hash, record, lapse, due)
			VALUES ($1, $2, $3, 1, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING (SELECT count(*) FROM webhooks WHERE webhooks.tenant = negotiations.tenant)`,
			c.Tenant, event.Negotiation, event.At, c.Entry.Hash, string(c.Record), lapse, due).Scan(&webhooks)
		return webhooks, err
	}
	err = in.QueryRowContext(ctx, `UPDATE negotiations SET revision = $1, hash = $2, record = $3, lapse = $4, due = $5
		WHERE tenant = $6 AND id = $7 AND revision = $8 AND hash = $9 RETURNING (SELECT count(*) FROM webhooks WHERE webhooks.tenant = negotiations.tenant)`,
		event.Sequence, c.Entry.Hash, string(c.Record), lapse, due, c.Tenant, event.Negotiation, event.Sequence-1, event.Previous).Scan(&webhooks)
	return webhooks, err
}

// changes tells whether a statement changed a row.
func changes(result sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	return rows > 0, err
}
