package report

import (
	"encoding/json"
	"strings"

	"parley/calc/civil"
	"parley/calc/money"
)

// standing is what is read of a record.
type standing struct {
	Currency money.Currency
	Record   struct {
		Offers []struct {
			Terms struct{ Paid, Waived amount }
		}
		Accepted int
		Promises []struct {
			Due          day
			Amount, Paid amount
			State        string
		}
		Events []event
	}
}

// event is what is read of an event.
type event struct {
	Kind, By, Tier string
	Date           day
	Number         int
	Amount         amount
	Findings       []string
}

// counting is one record on its way.
type counting struct {
	*Report
	*standing
	who  map[int]string
	err  error
	last holder
	// The tier that each offer named, in their order, and who held the case when they agreed.
	tiers  []string
	agreed holder
}

// holder is to whom a figure belongs.
type holder struct{ who, tier string }

// Add counts a record: an object of a currency and a record, and who acted in its
// events by their place, counted from 1.
func (r *Report) Add(record []byte, who map[int]string) error {
	var s standing
	if err := json.Unmarshal(record, &s); err != nil {
		return err
	}
	c := counting{Report: r, standing: &s, who: who}
	for i := range s.Record.Events {
		c.event(i, &s.Record.Events[i])
	}
	c.promises()
	return c.err
}

// in is the row of a day, nil outside of the period or after an error.
func (c *counting) in(on day, of holder) *Row {
	if date := civil.Date(on); date < c.From || date > c.To || c.err != nil {
		return nil
	}
	group := ""
	switch c.By {
	case ByTier:
		group = of.tier
	case ByCollector:
		group = of.who
	case ByMonth:
		group = civil.Date(on).String()[:len("2006-01")]
	}
	found, err := c.row(group, c.Currency)
	c.err = err
	return found
}

// sum adds to a sum of a row.
func (c *counting) sum(to *money.Amount, more amount) {
	if c.err == nil {
		c.err = add(to, money.Amount(more))
	}
}

// event counts one event.
func (c *counting) event(i int, e *event) {
	offers := e.Kind == "offer" || e.Kind == "counter"
	if e.By == "creditor" {
		if name := c.who[i+1]; name != "" {
			c.last.who = name
		}
		if e.Tier != "" {
			c.last.tier = e.Tier
		}
	}
	if offers {
		c.tiers = append(c.tiers, e.Tier)
	}
	of := c.last
	if c.agreed != (holder{}) {
		of.tier = c.agreed.tier
	}
	row := c.in(e.Date, of)
	if row == nil {
		row = &Row{} // outside of the period; what it leads to may lie within
	}
	if i == 0 {
		row.Negotiations++
	}
	c.tally(row, e, offers)
}

// tally counts what an event is.
func (c *counting) tally(row *Row, e *event, offers bool) {
	switch {
	case offers && e.By == "creditor":
		row.Offers++
	case e.Kind == "accept":
		c.accept(e)
	case e.Kind == "deposit" || e.Kind == "payment":
		c.sum(&row.Received, e.Amount)
	case e.Kind == "dispute" && e.Number == 0:
		row.Disputes++
	case e.Kind == "complaint" && e.Number == 0:
		row.Complaints++
	case e.Kind == "contact":
		row.Contacts++
	}
	for _, finding := range e.Findings {
		switch level, _, _ := strings.Cut(finding, " "); level {
		case "wall":
			row.Walls++
		case "review":
			row.Reviews++
		}
	}
}

// accept counts an agreement, with what has been paid towards it since.
func (c *counting) accept(e *event) {
	c.agreed = c.last
	if e.Tier == "" && 0 < e.Number && e.Number <= len(c.tiers) && c.tiers[e.Number-1] != "" {
		c.agreed.tier = c.tiers[e.Number-1]
	}
	row := c.in(e.Date, c.agreed)
	if row == nil || e.Number < 1 || e.Number > len(c.Record.Offers) {
		return
	}
	terms := &c.Record.Offers[e.Number-1].Terms
	row.Agreements++
	c.sum(&row.Agreed, terms.Paid)
	c.sum(&row.Waived, terms.Waived)
	for i := range c.Record.Promises {
		c.sum(&row.Collected, c.Record.Promises[i].Paid)
	}
}

// promises counts those that were due.
func (c *counting) promises() {
	for i := range c.Record.Promises {
		promise := &c.Record.Promises[i]
		row := c.in(promise.Due, c.agreed)
		if row == nil {
			continue
		}
		row.Promises++
		c.sum(&row.Promised, promise.Amount)
		c.sum(&row.Paid, promise.Paid)
		switch promise.State {
		case "kept":
			row.Kept++
		case "partial":
			row.Partial++
		case "missed":
			row.Missed++
		default:
			row.Open++
		}
	}
}
