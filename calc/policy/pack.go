//go:generate go run ./generate

// Package policy keeps rules of law as data: every value dated, cited and marked
// with how sure its source is. Resolve turns a pack and a date into plain values;
// Check compares figures with them. No other package knows a jurisdiction.
package policy

import (
	"errors"

	"parley/calc/civil"
)

// PackID names a set of rules: a jurisdiction and a product.
type PackID string

const (
	// CNCard is credit cards in China mainland.
	CNCard PackID = "cn-card"
	// CNLoan is loans of banks and other licensed lenders in China mainland.
	CNLoan PackID = "cn-loan"
	// CNPrivate is private lending in China mainland, between lenders without a financial licence.
	CNPrivate PackID = "cn-private"
	// USCard is credit cards in the United States.
	USCard PackID = "us-card"
	// USDebt is debt in the hands of a third-party collector in the United States.
	USDebt PackID = "us-debt"
	// UKConsumer is regulated consumer credit in the United Kingdom.
	UKConsumer PackID = "uk-consumer"
	// UKHCST is high-cost short-term credit in the United Kingdom.
	UKHCST PackID = "uk-hcst"
	// EUConsumer is consumer credit in the European Union, as far as the Union itself rules it.
	EUConsumer PackID = "eu-consumer"
	// DEConsumer is consumer loans in Germany.
	DEConsumer PackID = "de-consumer"
	// INLoan is retail loans in India.
	INLoan PackID = "in-loan"
	// INCard is credit cards in India.
	INCard PackID = "in-card"
)

// Pack is the rules of one jurisdiction and product. A past row is never edited.
type Pack struct {
	// The name of the pack, as a request gives it.
	ID PackID `json:"id"`
	// The edition of the pack, a date; a changed pack has a new one.
	Version string `json:"version"`
	// The jurisdiction: the code of a country in ISO 3166, or EU, with UK for the United Kingdom.
	Jurisdiction string `json:"jurisdiction"`
	// The product, in English.
	Product string `json:"product"`
	// The product, in Chinese.
	ProductZH string `json:"product_zh"`
	// The first day that the pack answers for. Some rules begin later; before theirs they are absent.
	From civil.Date `json:"from"`
	// The rules, each with its history; left out where packs are only listed.
	Series []Series `json:"series,omitempty"`
}

// Series is one rule with its values over time.
type Series struct {
	// Which rule it is.
	Key Key `json:"key"`
	// The case that it is for, where the law has several: a word such as misuse_of_funds. Without it the series is the general rule.
	When string `json:"when,omitempty"`
	// The days past due from which it takes the place of the general rule.
	DaysOverdueFrom int `json:"days_overdue_from,omitempty"`
	// Its values, oldest first, without gap or overlap.
	Rows []Row `json:"rows"`
}

// Row is one value of law for a stretch of time.
type Row struct {
	// The first day on which it is known to hold.
	From civil.Date `json:"from"`
	// The first day on which it no longer holds; left out while it does.
	To civil.Date `json:"to,omitempty"`
	// The value: one text for most keys, several for a range, an order or a list.
	Values []string `json:"values"`
	// Where it is written, in English.
	Source string `json:"source"`
	// Where it is written, in Chinese.
	SourceZH string `json:"source_zh"`
	// How sure that source is.
	Confidence Confidence `json:"confidence"`
	// What a reader should know beside the value, in English.
	Note string `json:"note,omitempty"`
	// What a reader should know beside the value, in Chinese.
	NoteZH string `json:"note_zh,omitempty"`
}

// ErrNoPack says that there is no pack of that name.
var ErrNoPack = errors.New("no such pack")

// OutsideError says that a pack does not answer for a day. The last row is never
// stretched silently.
type OutsideError struct {
	// From is the first day that the pack answers for; zero when the day lies after it.
	From civil.Date
}

func (e *OutsideError) Error() string { return "the pack has no values for that day" }

// Packs lists every pack without its series, in the order of the alphabet.
func Packs() []Pack {
	list := make([]Pack, len(packs))
	for i := range packs {
		list[i] = packs[i].head()
	}
	return list
}

// Read returns a pack with no more than the rows that hold on a day, and with its
// whole history when the day is zero. It returns ErrNoPack or an *OutsideError.
func Read(id PackID, on civil.Date) (Pack, error) {
	text := find(id)
	if text == nil {
		return Pack{}, ErrNoPack
	}
	pack, day := text.head(), ""
	if on != 0 {
		day = on.String()
		if on < pack.From {
			return Pack{}, &OutsideError{From: pack.From}
		}
	}
	last := ""
	for _, row := range text.rows(day) {
		if row.series != last {
			last = row.series
			pack.Series = append(pack.Series, row.head())
		}
		series := &pack.Series[len(pack.Series)-1]
		series.Rows = append(series.Rows, row.read())
	}
	return pack, nil
}
