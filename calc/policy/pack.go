//go:generate go run ./generate

// Package policy keeps rules of law as data: every value dated, cited and marked
// with how sure its source is. Resolve turns a pack and a date into plain values;
// Check compares figures with them. No other package knows a jurisdiction.
package policy

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
)

// PackID names a set of rules: a jurisdiction and a product.
type PackID string

// CNCard is credit cards in China mainland.
const CNCard PackID = "cn-card"

// Dated is one value of law for a stretch of time.
type Dated[T any] struct {
	// From is the first day on which the value holds.
	From civil.Date
	// To is the first day on which it no longer holds; zero while it does.
	To civil.Date
	// Value is the number or name itself.
	Value T
	// Source is where it is written, in English and in Chinese.
	Source, SourceZH string
	// Confidence is how sure that source is.
	Confidence Confidence
}

// Pack is the rules of one jurisdiction and product. A past row is never edited.
type Pack struct {
	ID           PackID
	Version      string
	Jurisdiction string
	Product      string
	// AnnualRateMethod is the method by which a yearly rate is stated.
	AnnualRateMethod []Dated[string]
	// ChargesLine is the share of principal a year beyond which a court may
	// reduce all charges together.
	ChargesLine []Dated[decimal.Decimal]
	// PlanMaxMonths is the longest that a plan may last.
	PlanMaxMonths []Dated[int]
}

// Rules are the values of a pack that hold on one day.
type Rules struct {
	// Version names the pack and its edition: "cn-card 2026-11-23".
	Version          string
	AnnualRateMethod Dated[string]
	ChargesLine      Dated[decimal.Decimal]
	PlanMaxMonths    Dated[int]
}

// ErrNoPack says that there is no pack of that name.
var ErrNoPack = errors.New("no such pack")

// OutsideError says that a pack has no value for a day. The last row is never
// stretched silently.
type OutsideError struct {
	// From is the first day that the pack covers in full.
	From civil.Date
}

func (e *OutsideError) Error() string { return "the pack has no values for that day" }

// Resolve returns the values of a pack on one day. It returns ErrNoPack or an
// *OutsideError.
func Resolve(id PackID, on civil.Date) (Rules, error) {
	for i := range packs {
		if packs[i].ID == id {
			return packs[i].on(on)
		}
	}
	return Rules{}, ErrNoPack
}

func (p *Pack) on(day civil.Date) (Rules, error) {
	method, a := at(p.AnnualRateMethod, day)
	line, b := at(p.ChargesLine, day)
	months, c := at(p.PlanMaxMonths, day)
	if !a || !b || !c {
		covered := max(p.AnnualRateMethod[0].From, p.ChargesLine[0].From, p.PlanMaxMonths[0].From)
		return Rules{}, &OutsideError{From: covered}
	}
	return Rules{string(p.ID) + " " + p.Version, method, line, months}, nil
}

// at returns the row that holds on a day.
func at[T any](rows []Dated[T], day civil.Date) (row Dated[T], found bool) {
	for _, row := range rows {
		if row.From <= day && (row.To == 0 || day < row.To) {
			return row, true
		}
	}
	return row, false
}

// Prove checks that every series of the pack is there, in order, cited, and
// without gap or overlap. It is run when packs are generated and in the tests.
func (p *Pack) Prove() error {
	return errors.Join(
		prove("annual_rate_method", p.AnnualRateMethod),
		prove("charges_line", p.ChargesLine),
		prove("plan_max_months", p.PlanMaxMonths))
}

func prove[T any](series string, rows []Dated[T]) error {
	if len(rows) == 0 {
		return fmt.Errorf("%s: no row", series)
	}
	for i, row := range rows {
		last := i == len(rows)-1
		switch {
		case row.Source == "" || row.SourceZH == "" || row.Confidence == "":
			return fmt.Errorf("%s: the row from %v has no source or confidence", series, row.From)
		case row.To != 0 && row.To <= row.From:
			return fmt.Errorf("%s: the row from %v ends before it begins", series, row.From)
		case !last && row.To != rows[i+1].From:
			return fmt.Errorf("%s: gap or overlap between %v and %v", series, row.From, rows[i+1].From)
		}
	}
	return nil
}
