package store

import (
	"context"
	"fmt"
)

// Webhook is an address of a tenant that hears of each of its events.
type Webhook struct {
	Tenant, ID, URL string
	// When it was added, in the form of Instant.
	Created string
	// Which of its keys signs, counted from 1, and since when; empty for the first.
	Generation int
	Rotated    string
}

// MostWebhooks is how many a tenant may have.
const MostWebhooks = 10

const (
	// TooMany is one webhook more than a tenant may have.
	TooMany Refusal = "the tenant has as many webhooks as it may have"
	// NoWebhook is a webhook that the tenant does not have.
	NoWebhook Refusal = "there is no such webhook"
	// NoDelivery is a delivery that the webhook does not have.
	NoDelivery Refusal = "there is no such delivery"
)

// AddWebhook adds a webhook, once for the call. It refuses with TooMany.
func (s *Store) AddWebhook(ctx context.Context, c *Change, w *Webhook) (Answer, bool, error) {
	return s.once(ctx, c, func(in session) error {
		added, err := changes(in.ExecContext(ctx, `INSERT INTO webhooks (tenant, id, url, created, generation, rotated, failures, rests)
			SELECT $1, $2, $3, $4, 1, '', 0, '' WHERE (SELECT count(*) FROM webhooks WHERE tenant = $5) < $6`,
			c.Tenant, w.ID, w.URL, w.Created, c.Tenant, MostWebhooks))
		if err == nil && !added {
			err = TooMany
		}
		return err
	})
}

// RotateWebhook lets the next key of a webhook sign, once for the call. It refuses with
// Stale when w is no longer how the webhook stands.
func (s *Store) RotateWebhook(ctx context.Context, c *Change, w *Webhook) (Answer, bool, error) {
	return s.once(ctx, c, func(in session) error {
		turned, err := changes(in.ExecContext(ctx, `UPDATE webhooks SET generation = $1, rotated = $2 WHERE tenant = $3 AND id = $4 AND generation = $5`,
			w.Generation+1, c.At, w.Tenant, w.ID, w.Generation))
		if err == nil && !turned {
			err = Stale
		}
		return err
	})
}

// DropWebhook removes a webhook and what it has not heard. It refuses with NoWebhook.
func (s *Store) DropWebhook(ctx context.Context, tenant, id string) error {
	return s.writes.transact(ctx, func(in session) error {
		dropped, err := changes(in.ExecContext(ctx, `DELETE FROM webhooks WHERE tenant = $1 AND id = $2`, tenant, id))
		if err == nil && !dropped {
			return NoWebhook
		}
		if err == nil {
			_, err = in.ExecContext(ctx, `DELETE FROM deliveries WHERE tenant = $1 AND webhook = $2`, tenant, id)
		}
		return err
	})
}

// Webhooks returns the webhooks of a tenant, oldest first.
func (s *Store) Webhooks(ctx context.Context, tenant string) ([]Webhook, error) {
	return s.webhooks(ctx, `WHERE tenant = $1 ORDER BY created, id`, tenant)
}

func (s *Store) webhooks(ctx context.Context, which string, args ...any) ([]Webhook, error) {
	rows, err := s.reads.QueryContext(ctx, `SELECT tenant, id, url, created, generation, rotated FROM webhooks `+which, args...)
	return collect(rows, err, func(w *Webhook) []any {
		return []any{&w.Tenant, &w.ID, &w.URL, &w.Created, &w.Generation, &w.Rotated}
	})
}

// Webhook returns one webhook of a tenant, or refuses with NoWebhook.
func (s *Store) Webhook(ctx context.Context, tenant, id string) (Webhook, error) {
	found, err := s.webhooks(ctx, `WHERE tenant = $1 AND id = $2`, tenant, id)
	if err != nil {
		return Webhook{}, err
	}
	if len(found) == 0 {
		return Webhook{}, NoWebhook
	}
	return found[0], nil
}

// tell writes down what each webhook of the tenant is to hear of an event: what kind it
// is and where it leaves which negotiation, and nothing about anybody or any sum.
func tell(ctx context.Context, in session, c *Change, event *Event) error {
	payload, err := Plain(message{"negotiation." + event.Kind, event.At, data{event.Negotiation, event.Sequence, event.Kind, c.Entry.After.State, c.Entry.Hash}})
	if err != nil {
		return err
	}
	_, err = in.ExecContext(ctx, `INSERT INTO deliveries (tenant, webhook, negotiation, sequence, payload, created, due, attempts, outcome)
		SELECT tenant, id, CAST($1 AS TEXT), CAST($2 AS BIGINT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), 0, '' FROM webhooks WHERE tenant = $6`,
		event.Negotiation, event.Sequence, string(payload), event.At, event.At, c.Tenant)
	return err
}

// message is what a webhook hears, in the shape that Standard Webhooks recommends.
type message struct {
	Type      string `json:"type"`
	Timestamp string `json:"timestamp"`
	Data      data   `json:"data"`
}

type data struct {
	ID       string `json:"id"`
	Revision int    `json:"revision"`
	Kind     string `json:"kind"`
	State    string `json:"state"`
	Hash     string `json:"hash"`
}

// Message is the name of a message, the same in each attempt to deliver it.
func (d *Delivery) Message() string { return fmt.Sprintf("msg_%s_%d", d.Negotiation, d.Sequence) }
