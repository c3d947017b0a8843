package offers

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"io"
	"time"

	"parley/calc"
	"parley/calc/wire"
	"parley/server/zone"
)

// plan is what of an answer of quote an offer repeats.
type plan struct {
	Versions struct{ Engine string }
	Currency string
	Plan     struct {
		Count       int
		Amount      string
		Deposit     *Deposit
		Instalments []struct{ Due string }
		Totals      struct{ Paid, Waived string }
	}
}

// Fill puts the plan of an answer of quote into the offer, whose Parley-Digest is given.
func (c *Claims) Fill(reply calc.Reply, digest string) error {
	var p plan
	if err := json.Unmarshal(reply.Body, &p); err != nil {
		return err
	}
	due := p.Plan.Instalments
	c.Offer = Facts{
		Currency: p.Currency, Paid: p.Plan.Totals.Paid, Waived: p.Plan.Totals.Waived, Amount: p.Plan.Amount,
		Count: p.Plan.Count, FirstDue: due[0].Due, LastDue: due[len(due)-1].Due, Deposit: p.Plan.Deposit,
	}
	c.Engine, c.Digest, c.Quote = p.Versions.Engine, digest, pack(reply.Canonical)
	return nil
}

// FirstMoney is the day on which the first of the plan is to be paid.
func (f *Facts) FirstMoney() string {
	if f.Deposit != nil {
		return f.Deposit.Due
	}
	return f.FirstDue
}

// pack writes the canonical request of a plan as claims hold it.
func pack(request []byte) string {
	var text bytes.Buffer
	deflated, err := flate.NewWriter(&text, flate.BestCompression)
	if err == nil {
		_, err = deflated.Write(request)
		err = errors.Join(err, deflated.Close())
	}
	if err != nil {
		panic(err) // the level is one that there is, and a buffer takes everything
	}
	return base64url.EncodeToString(text.Bytes())
}

// Request is the request that the plan answers, at most as long as any.
func (c *Claims) Request() ([]byte, error) {
	packed, err := base64url.DecodeString(c.Quote)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), wire.MaxDocument+1))
	if err == nil && len(text) > wire.MaxDocument {
		err = errors.New("the request is longer than any that is read")
	}
	return text, err
}

// End sets when the offer ends: its last day has to be one, not over yet in its zone,
// and no later than the day on which its first money is due.
func (c *Claims) End(now time.Time) []wire.Problem {
	at, err := zone.Of(c.Zone)
	if err != nil {
		return []wire.Problem{{Code: wire.NotOneOf, Pointer: "#/zone", Detail: "name a zone of the IANA database", Allowed: "Asia/Shanghai"}}
	}
	ends, err := zone.EndOf(c.LastDay, at)
	switch {
	case err != nil:
		return []wire.Problem{{Code: calc.DateInvalid, Pointer: "#/last_day", Detail: "write a day of the calendar as YYYY-MM-DD"}}
	case !ends.After(now):
		return []wire.Problem{{Code: calc.DateOrder, Pointer: "#/last_day", Detail: "that day is over in its zone", Allowed: now.In(ends.Location()).Format(time.DateOnly)}}
	case c.LastDay > c.Offer.FirstMoney():
		return []wire.Problem{{Code: calc.DateOrder, Pointer: "#/last_day", Detail: "an offer ends by the day on which its first money is due", Allowed: c.Offer.FirstMoney()}}
	}
	c.Expires = ends.Unix()
	return nil
}
