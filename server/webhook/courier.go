package webhook

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"parley/server/rounds"
	"parley/server/store"
)

// Courier delivers what webhooks have not heard.
type Courier struct {
	Store  *store.Store
	Keys   *Keys
	Client *http.Client
	// The clock.
	Now func() time.Time
	Log *slog.Logger
}

const (
	// routes is how many webhooks are served at a time, and abreast how many messages
	// to one of them.
	routes, abreast = 32, 8
	// batch is how many messages one webhook is sent in a round, and turn how long it may
	// take over them: others wait.
	batch, turn = 256, 10 * time.Second
	// lease is how long an attempt belongs to who began it: longer than it can take.
	lease = time.Minute
	// kept is how long an event is tried to be delivered.
	kept = 72 * time.Hour
)

// Run delivers what is due, and again after each pause, until ctx is done.
func (c *Courier) Run(ctx context.Context, pause time.Duration) {
	rounds.Run(ctx, pause, c.Round, func(err error) { c.Log.Error("webhooks were not told", "error", err.Error()) })
}

// Round tries once what is due now.
func (c *Courier) Round(ctx context.Context) error {
	waiting, err := c.Store.Waiting(ctx, store.Instant(c.Now()))
	if err != nil {
		return err
	}
	return rounds.Each(waiting, routes, func(w *store.Webhook) error { return c.serve(ctx, w) })
}

// serve delivers to one webhook, the oldest first, until it fails or its turn is over.
func (c *Courier) serve(ctx context.Context, w *store.Webhook) error {
	began := c.Now()
	due, err := c.Store.Undelivered(ctx, w, store.Instant(began), batch)
	for len(due) > 0 && err == nil && ctx.Err() == nil && c.Now().Sub(began) < turn {
		var failed atomic.Bool
		next := due[:min(abreast, len(due))]
		due = due[len(next):]
		err = rounds.Each(next, abreast, func(d *store.Delivery) error {
			made, wrong := c.deliver(ctx, d)
			if !made {
				failed.Store(true)
			}
			return wrong
		})
		if failed.Load() {
			break
		}
	}
	return err
}

// deliver makes one attempt, and keeps what came of it. It returns false when the
// webhook did not take the message.
func (c *Courier) deliver(ctx context.Context, d *store.Delivery) (made bool, err error) {
	taken, err := c.Store.Take(ctx, d, store.Instant(c.Now().Add(lease)))
	if err != nil || !taken {
		return true, err
	}
	outcome, made := c.post(ctx, d)
	if made {
		return true, c.Store.Delivered(ctx, d)
	}
	if ctx.Err() != nil { // this server stops; the attempt is made again once its time is over
		return false, nil
	}
	now := c.Now()
	due := store.Instant(now.Add(pause(d.Attempts + 1)))
	if outcome == gone || store.Instant(now.Add(-kept)) >= d.Created {
		due = ""
		c.Log.Warn("a webhook was not told, and is not told again", "webhook", d.Webhook.ID, "message", d.Message(), "outcome", outcome)
	}
	return false, c.Store.Undeliverable(ctx, d, outcome, due, store.Instant(now), func(failures int) string { return store.Instant(now.Add(rest(failures))) })
}

// gone is the outcome by which a webhook says that it does not exist any more.
const gone = "status_410"

// post sends a message, and says in a word what came of it. No more than the status of
// an answer is looked at.
func (c *Courier) post(ctx context.Context, d *store.Delivery) (outcome string, taken bool) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.Webhook.URL, bytes.NewReader(d.Payload))
	if err != nil {
		return "address", false
	}
	sent := c.Now()
	for name, value := range map[string]string{
		"Content-Type": "application/json", "User-Agent": "Parley",
		"webhook-id": d.Message(), "webhook-timestamp": strconv.FormatInt(sent.Unix(), 10),
		"webhook-signature": c.Keys.Signature(&d.Webhook, d.Message(), sent, d.Payload),
	} {
		request.Header.Set(name, value)
	}
	answer, err := c.Client.Do(request)
	var late net.Error
	switch {
	case errors.Is(err, errNotPublic):
		return "not_public", false
	case errors.As(err, &late) && late.Timeout():
		return "timeout", false
	case err != nil:
		return "unreachable", false
	}
	_, _ = io.CopyN(io.Discard, answer.Body, longestBody) // so that the connection can be used again
	answer.Body.Close()
	return "status_" + strconv.Itoa(answer.StatusCode), answer.StatusCode/100 == 2
}

// pause is how long the next attempt waits after one that failed: 5 seconds, three times
// as long each time, at most 8 hours, and up to a fifth more so that what failed
// together does not come back together.
func pause(attempts int) time.Duration {
	wait := 5 * time.Second
	for range min(attempts, 10) - 1 {
		wait *= 3
	}
	wait = min(wait, 8*time.Hour)
	return wait + rand.N(wait/5)
}

// rest is how long a webhook is left alone that has failed so often in a row: 5 seconds,
// twice as long each time, and at most 5 minutes.
func rest(failures int) time.Duration {
	return min(5*time.Second<<min(failures-1, 10), 5*time.Minute)
}
