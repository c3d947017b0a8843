package main

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// longestLink is the longest fragment that the borrower's page reads, and
// longestOpened what its other documents read.
const (
	longestLink   = 2_000
	longestOpened = 16_000
)

// opened is the address that shows a request in the calculator, or nothing where no
// form has room for all of it. What the address carries stands in the fragment,
// which no browser sends.
func opened(op string, request json.RawMessage) string {
	switch op {
	case "quote":
		if link := formLink(request); link != "" {
			return link
		}
		return openedIn("/collector", op, request, new(struct {
			AsOf         string          `json:"as_of"`
			Currency     string          `json:"currency"`
			Pack         string          `json:"pack"`
			ContractDate string          `json:"contract_date"`
			Claim        json.RawMessage `json:"claim"`
			Waivers      json.RawMessage `json:"waivers"`
			WaiverTerms  json.RawMessage `json:"waiver_terms"`
			Terms        json.RawMessage `json:"terms"`
		}))
	case "negotiate", "counter":
		return openedIn("/collector", op, request, new(struct {
			AsOf         string          `json:"as_of"`
			Currency     string          `json:"currency"`
			Pack         string          `json:"pack"`
			ContractDate string          `json:"contract_date"`
			Claim        json.RawMessage `json:"claim"`
			Segment      string          `json:"segment"`
			Hardship     bool            `json:"hardship"`
			Budget       json.RawMessage `json:"budget"`
			Mandate      json.RawMessage `json:"mandate"`
			Proposal     json.RawMessage `json:"proposal"`
			View         string          `json:"view"`
			Menu         string          `json:"menu"`
		}))
	case "lint":
		return openedIn("/collector", op, request, new(struct {
			Currency string          `json:"currency"`
			Mandate  json.RawMessage `json:"mandate"`
		}))
	case "assess":
		return openedIn("/collector", op, request, new(map[string]json.RawMessage))
	case "check":
		return openedIn("/check", op, request, new(struct {
			AsOf         string        `json:"as_of"`
			Currency     string        `json:"currency"`
			Pack         string        `json:"pack"`
			Financed     string        `json:"financed"`
			InterestFrom string        `json:"interest_from"`
			Schedule     []scheduleRow `json:"schedule"`
			Stated       struct {
				Total      string `json:"total"`
				AnnualRate struct {
					Value string `json:"value"`
				} `json:"annual_rate"`
			} `json:"stated"`
		}))
	}
	return ""
}

// scheduleRow is a row as people paste it.
type scheduleRow struct {
	Due       string `json:"due"`
	Amount    string `json:"amount"`
	Principal string `json:"principal"`
	Interest  string `json:"interest"`
	Fees      string `json:"fees"`
	Balance   string `json:"balance"`
}

// roomFor reads a request into what a form has room for; false where it holds more.
func roomFor(request json.RawMessage, form any) bool {
	reader := json.NewDecoder(bytes.NewReader(request))
	reader.DisallowUnknownFields()
	return reader.Decode(form) == nil
}

// openedIn carries a request to a document that reads it as it is.
func openedIn(document, op string, request json.RawMessage, form any) string {
	var text bytes.Buffer
	if !roomFor(request, form) || json.Compact(&text, request) != nil {
		return ""
	}
	fragment := "open=" + op + "." + base64.RawURLEncoding.EncodeToString(text.Bytes())
	if len(fragment) > longestOpened {
		return ""
	}
	return document + "#" + fragment
}

// formQuote is a quote that the borrower's form can hold.
type formQuote struct {
	AsOf     string `json:"as_of"`
	Currency string `json:"currency"`
	Pack     string `json:"pack"`
	Claim    struct {
		Components map[string]string `json:"components"`
		OldestDue  string            `json:"oldest_due"`
	} `json:"claim"`
	Waivers []struct {
		Component string `json:"component"`
		Percent   string `json:"percent"`
		Amount    string `json:"amount"`
	} `json:"waivers"`
	WaiverTerms *struct {
		Earned        string `json:"earned"`
		OnBreach      string `json:"on_breach"`
		GraceDays     int    `json:"grace_days"`
		MissedAllowed int    `json:"missed_allowed"`
	} `json:"waiver_terms"`
	Terms struct {
		Shape   string `json:"shape"`
		Count   int    `json:"count"`
		Amount  string `json:"amount"`
		Deposit *struct {
			Amount string `json:"amount"`
			Due    string `json:"due"`
		} `json:"deposit"`
		FirstDue string `json:"first_due"`
		Every    *struct {
			Unit string `json:"unit"`
			N    int    `json:"n"`
		} `json:"every"`
		Rate struct {
			Value string `json:"value"`
			Per   string `json:"per"`
		} `json:"rate"`
		DayCount     string `json:"day_count"`
		InterestFrom string `json:"interest_from"`
		Roll         string `json:"roll"`
		FinalPayment string `json:"final_payment"`
	} `json:"terms"`
}

// formLink carries a quote to the borrower's form in the way of the links that the
// page itself makes: what is typed in each field, deflated, with a check sum.
func formLink(request json.RawMessage) string {
	var quote formQuote
	if !roomFor(request, &quote) || !quote.usual() {
		return ""
	}
	text, err := json.Marshal(quote.fields())
	if err != nil {
		return ""
	}
	const edition = 1
	packed := bytes.NewBuffer([]byte{edition})
	deflate, _ := flate.NewWriter(packed, flate.BestCompression) // the level is one of its own
	_, _ = deflate.Write(text)                                   // a buffer takes everything
	_ = deflate.Close()
	sum := crc32.ChecksumIEEE(packed.Bytes())
	fragment := "s=" + base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint32(packed.Bytes(), sum))
	if len(fragment) > longestLink {
		return ""
	}
	return "/#" + fragment
}

// usual tells whether all of a quote is as the form asks it.
func (q *formQuote) usual() bool {
	terms := &q.Terms
	oneOf := func(text string, texts ...string) bool { return slices.Contains(texts, text) }
	single := terms.Shape == "lump_sum"
	return oneOf(q.Currency, "CNY", "USD", "EUR", "GBP", "INR", "JPY", "KWD", "HKD") &&
		(q.Pack == "" || q.Pack == "cn-card" && q.Currency == "CNY") &&
		oneOf(terms.Shape, "level", "equal_principal", "lump_sum") &&
		single == (terms.Every == nil) && (single || terms.Every.Unit == "month" && terms.Every.N == 1) &&
		!single == ((terms.Count > 0) != (terms.Amount != "")) &&
		(terms.Deposit == nil || terms.Deposit.Amount != "" && terms.Deposit.Due != "") &&
		oneOf(terms.DayCount, "", "ACT/365F") && oneOf(terms.Roll, "", "none")
}

// fields are the texts of the form's fields by their names.
func (q *formQuote) fields() map[string]string {
	terms := &q.Terms
	fields := map[string]string{
		"as_of": q.AsOf, "currency": q.Currency, "cn_card": "no", "oldest_due": q.Claim.OldestDue,
		"shape": terms.Shape, "first_due": terms.FirstDue, "interest_from": terms.InterestFrom,
		"rate": inPercent(terms.Rate.Value), "rate_per": terms.Rate.Per, "final_payment": "smaller",
	}
	if q.Pack != "" {
		fields["cn_card"] = "yes"
	}
	if terms.FinalPayment != "" {
		fields["final_payment"] = terms.FinalPayment
	}
	if terms.Count > 0 {
		fields["known"], fields["count"] = "count", strconv.Itoa(terms.Count)
	} else if terms.Amount != "" {
		fields["known"], fields["amount"] = "amount", terms.Amount
	}
	if terms.Deposit != nil {
		fields["deposit"], fields["deposit_due"] = terms.Deposit.Amount, terms.Deposit.Due
	}
	for component, owed := range q.Claim.Components {
		fields["owed_"+component] = owed
	}
	for _, waiver := range q.Waivers {
		if waiver.Percent != "" {
			fields["waive_"+waiver.Component], fields["unit_"+waiver.Component] = inPercent(waiver.Percent), "percent"
		} else {
			fields["waive_"+waiver.Component], fields["unit_"+waiver.Component] = waiver.Amount, "amount"
		}
	}
	if breach := q.WaiverTerms; breach != nil {
		fields["breach"], fields["earned"] = breach.OnBreach, breach.Earned
		fields["grace_days"], fields["missed_allowed"] = strconv.Itoa(breach.GraceDays), strconv.Itoa(breach.MissedAllowed)
	}
	return fields
}

// inPercent writes a fraction of one as it is typed: 0.005 is 0.5. What is none stays
// as it is.
func inPercent(fraction string) string {
	share, err := decimal.NewFromString(fraction)
	if err != nil {
		return fraction
	}
	return share.Shift(2).String()
}
