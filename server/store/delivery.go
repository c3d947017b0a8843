package store

import (
	"context"
	"database/sql"
	"errors"
)

// Delivery is a message that a webhook has not heard yet.
type Delivery struct {
	Webhook Webhook
	// The event that it tells of.
	Negotiation string
	Sequence    int
	// The body to send.
	Payload []byte
	// The instant of the event, or of the last asking for it again.
	Created string
	// When it is sent next; empty once it is parked.
	Due string
	// How often it was tried, and what came of the last time, in a word.
	Attempts int
	Outcome  string
}

// Waiting returns the webhooks of all tenants for which something is due by an instant,
// without those that rest.
func (s *Store) Waiting(ctx context.Context, by string) ([]Webhook, error) {
	return s.webhooks(ctx, `WHERE rests <= $1 AND EXISTS (SELECT 1 FROM deliveries d
		WHERE d.tenant = webhooks.tenant AND d.webhook = webhooks.id AND d.due <> '' AND d.due <= $2) ORDER BY rests, tenant, id`, by, by)
}

// Undelivered returns at most limit deliveries of a webhook that are due by an instant,
// those first that wait longest.
func (s *Store) Undelivered(ctx context.Context, w *Webhook, by string, limit int) ([]Delivery, error) {
	return s.deliveries(ctx, w, `AND due <> '' AND due <= $3 ORDER BY due, sequence LIMIT $4`, by, limit)
}

// Deliveries returns at most limit deliveries of a webhook in the order of their
// negotiations, after the one of an event; empty and 0 to begin.
func (s *Store) Deliveries(ctx context.Context, w *Webhook, negotiation string, sequence, limit int) ([]Delivery, error) {
	return s.deliveries(ctx, w, `AND (negotiation > $3 OR negotiation = $4 AND sequence > $5) ORDER BY negotiation, sequence LIMIT $6`,
		negotiation, negotiation, sequence, limit)
}

func (s *Store) deliveries(ctx context.Context, w *Webhook, which string, args ...any) ([]Delivery, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT negotiation, sequence, payload, created, due, attempts, outcome FROM deliveries
		WHERE tenant = $1 AND webhook = $2 `+which, append([]any{w.Tenant, w.ID}, args...)...)
	return collect(rows, err, func(d *Delivery) []any {
		d.Webhook = *w
		return []any{&d.Negotiation, &d.Sequence, &d.Payload, &d.Created, &d.Due, &d.Attempts, &d.Outcome}
	})
}

// Take counts an attempt and keeps others from it until an instant, when it is due
// again unless it is settled before. It returns false when somebody else was faster.
func (s *Store) Take(ctx context.Context, d *Delivery, until string) (taken bool, err error) {
	err = s.writes.transact(ctx, func(in session) (err error) {
		taken, err = changes(in.ExecContext(ctx, `UPDATE deliveries SET due = $1, attempts = attempts + 1
			WHERE tenant = $2 AND webhook = $3 AND negotiation = $4 AND sequence = $5 AND due = $6 AND due <> ''`,
			until, d.Webhook.Tenant, d.Webhook.ID, d.Negotiation, d.Sequence, d.Due))
		return err
	})
	return taken, err
}

// Delivered forgets a delivery that was made.
func (s *Store) Delivered(ctx context.Context, d *Delivery) error {
	return s.writes.transact(ctx, func(in session) error {
		_, err := in.ExecContext(ctx, `DELETE FROM deliveries WHERE tenant = $1 AND webhook = $2 AND negotiation = $3 AND sequence = $4`,
			d.Webhook.Tenant, d.Webhook.ID, d.Negotiation, d.Sequence)
		if err == nil {
			_, err = in.ExecContext(ctx, `UPDATE webhooks SET failures = 0, rests = '' WHERE tenant = $1 AND id = $2 AND failures > 0`, d.Webhook.Tenant, d.Webhook.ID)
		}
		return err
	})
}

// Undeliverable keeps what came of an attempt that failed, and when the next is due;
// empty parks the delivery. The webhook rests for as long as rest says of the number
// of its failures; those that come while it rests already are the same one.
func (s *Store) Undeliverable(ctx context.Context, d *Delivery, outcome, due, now string, rest func(failures int) string) error {
	return s.writes.transact(ctx, func(in session) error {
		_, err := in.ExecContext(ctx, `UPDATE deliveries SET due = $1, outcome = $2 WHERE tenant = $3 AND webhook = $4 AND negotiation = $5 AND sequence = $6`,
			due, outcome, d.Webhook.Tenant, d.Webhook.ID, d.Negotiation, d.Sequence)
		if err != nil {
			return err
		}
		var failures int
		err = in.QueryRowContext(ctx, `SELECT failures FROM webhooks WHERE tenant = $1 AND id = $2 AND rests <= $3`, d.Webhook.Tenant, d.Webhook.ID, now).Scan(&failures)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err == nil {
			_, err = in.ExecContext(ctx, `UPDATE webhooks SET failures = $1, rests = $2 WHERE tenant = $3 AND id = $4`,
				failures+1, rest(failures+1), d.Webhook.Tenant, d.Webhook.ID)
		}
		return err
	})
}

// Redeliver makes a delivery due now, as if it were new, once for the call. It refuses
// with NoDelivery when there is none: unknown, or delivered since.
func (s *Store) Redeliver(ctx context.Context, c *Change, webhook, negotiation string, sequence int) (Answer, bool, error) {
	return s.once(ctx, c, func(in session) error {
		again, err := changes(in.ExecContext(ctx, `UPDATE deliveries SET due = $1, created = $2, attempts = 0
			WHERE tenant = $3 AND webhook = $4 AND negotiation = $5 AND sequence = $6`, c.At, c.At, c.Tenant, webhook, negotiation, sequence))
		if err == nil && !again {
			err = NoDelivery
		}
		if err == nil {
			_, err = in.ExecContext(ctx, `UPDATE webhooks SET failures = 0, rests = '' WHERE tenant = $1 AND id = $2`, c.Tenant, webhook)
		}
		return err
	})
}
