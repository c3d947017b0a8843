// Package report counts what negotiations on record came to: what was agreed and
// collected, which promises were kept, and what stood against the way in which it was
// done; by the tier of the mandate, by who acted for the creditor, or by month. It reads
// one record at a time and keeps sums alone.
//
// A figure belongs to the period in which it happened: an offer, an agreement, a payment,
// a contact and a complaint on the day of its event, a promise on the day on which it is
// due. Sums are exact, and each row is in one currency.
package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// By is what the rows stand for.
type By string

const (
	// ByTier groups by the tier of the mandate that the last offer, or the agreement, named.
	ByTier By = "tier"
	// ByCollector groups by who acted for the creditor last, up to then.
	ByCollector By = "collector"
	// ByMonth groups by the month in which it happened.
	ByMonth By = "month"
)

// Row is what happened in one group in one currency.
type Row struct {
	// The tier, the collector or the month; empty where none was named.
	Group string
	// The currency of its sums.
	Currency money.Currency
	// Negotiations begun, and offers made by the creditor.
	Negotiations, Offers int
	// Offers accepted by either side; what they were to pay in all, and what they waived.
	Agreements     int
	Agreed, Waived money.Amount
	// What has been paid towards these agreements to this day.
	Collected money.Amount
	// What was paid in the period, towards whichever agreement.
	Received money.Amount
	// Promises that were due: how many and what of them in all, what is paid of it, and what became of them.
	Promises, Kept, Partial, Missed, Open int
	Promised, Paid                        money.Amount
	// Contacts, and what the rules had against them; disputes and complaints opened.
	Contacts, Reviews, Walls, Disputes, Complaints int
}

// Recovery is what was collected of what these agreements settle, as a share, and
// nothing when there are none.
func (r *Row) Recovery() string {
	if settled := r.Agreed + r.Waived; settled > 0 {
		return repay.Recovery(r.Collected, settled)
	}
	return ""
}

// MostRows bounds a report: more collectors than any creditor has.
const MostRows = 10_000

var (
	// ErrTooManyRows is a report of more rows than MostRows.
	ErrTooManyRows = errors.New("more rows than a report may have")
	// ErrTooLarge is a sum that no amount can hold.
	ErrTooLarge = errors.New("a sum of more than 15 digits before the point")
)

// Report is a count on its way. Its zero value with a period and a way to group is empty.
type Report struct {
	From, To civil.Date
	By       By

	rows map[row]*Row
}

type row struct {
	group    string
	currency money.Currency
}

// Rows returns what was counted, in the order of groups and currencies.
func (r *Report) Rows() (rows []Row) {
	for _, one := range r.rows {
		rows = append(rows, *one)
	}
	slices.SortFunc(rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Currency, b.Currency))
	})
	return rows
}

// Totals adds up rows by their currency.
func Totals(rows []Row) (totals []Row, err error) {
	var whole Report
	for i := range rows {
		one := &rows[i]
		total, _ := whole.row("", one.Currency)
		for _, n := range [][2]*int{
			{&total.Negotiations, &one.Negotiations}, {&total.Offers, &one.Offers}, {&total.Agreements, &one.Agreements},
			{&total.Promises, &one.Promises}, {&total.Kept, &one.Kept}, {&total.Partial, &one.Partial}, {&total.Missed, &one.Missed}, {&total.Open, &one.Open},
			{&total.Contacts, &one.Contacts}, {&total.Reviews, &one.Reviews}, {&total.Walls, &one.Walls}, {&total.Disputes, &one.Disputes}, {&total.Complaints, &one.Complaints},
		} {
			*n[0] += *n[1]
		}
		for _, sum := range [][2]*money.Amount{
			{&total.Agreed, &one.Agreed}, {&total.Waived, &one.Waived}, {&total.Collected, &one.Collected},
			{&total.Received, &one.Received}, {&total.Promised, &one.Promised}, {&total.Paid, &one.Paid},
		} {
			if err := add(sum[0], *sum[1]); err != nil {
				return nil, err
			}
		}
	}
	return whole.Rows(), nil
}

func (r *Report) row(group string, currency money.Currency) (*Row, error) {
	key := row{group, currency}
	if r.rows == nil {
		r.rows = map[row]*Row{}
	}
	if r.rows[key] == nil {
		if len(r.rows) == MostRows {
			return nil, ErrTooManyRows
		}
		r.rows[key] = &Row{Group: group, Currency: currency}
	}
	return r.rows[key], nil
}

func add(to *money.Amount, more money.Amount) error {
	sum, ok := money.Sum(*to, more)
	if !ok {
		return ErrTooLarge
	}
	*to = sum
	return nil
}

// amount is a sum as the engine wrote it, at the currency's scale.
type amount money.Amount

func (a *amount) UnmarshalJSON(text []byte) error {
	var said string
	if err := json.Unmarshal(text, &said); err != nil {
		return err
	}
	units, err := strconv.ParseInt(strings.Replace(said, ".", "", 1), 10, 64)
	*a = amount(units)
	return err
}

// day is a date as the engine wrote it.
type day civil.Date

func (d *day) UnmarshalJSON(text []byte) error {
	date, err := civil.Parse(strings.Trim(string(text), `"`))
	*d = day(date)
	return err
}
