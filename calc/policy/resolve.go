package policy

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
)

// Rules are the values of a pack that hold on one day.
type Rules struct {
	// Version names the pack and its edition: "cn-card 2026-11-24".
	Version string

	pack *packText
	on   civil.Date
	held []rowText
}

// Resolve returns the values of a pack on one day. It returns ErrNoPack or an
// *OutsideError.
func Resolve(id PackID, on civil.Date) (Rules, error) {
	pack := find(id)
	if pack == nil {
		return Rules{}, ErrNoPack
	}
	if day := on.String(); day >= pack.from {
		return Rules{Version: string(id) + " " + pack.version, pack: pack, on: on, held: pack.rows(day)}, nil
	}
	return Rules{}, &OutsideError{From: dayOf(pack.from)}
}

// AnnualRateMethod is the name of the method by which a yearly rate is stated, ""
// without a pack.
func (r *Rules) AnnualRateMethod() string {
	if row := r.row(KeyAnnualRateMethod); row != nil {
		return row.Values[0]
	}
	return ""
}

// row returns the general row of a rule, nil when the pack has none on the day.
func (r *Rules) row(key Key) *Row { return rowOf(r.held, key, "", 0) }

// rowOf returns the row of a rule for one case among rows of one day, nil when
// there is none. Of several it is the one that holds from the most days past due
// that are reached.
func rowOf(rows []rowText, key Key, when string, daysOverdue int) *Row {
	var found *rowText
	most := -1
	for i := range rows {
		series := rows[i].series
		if n := len(key); len(series) <= n || series[n] != '\t' || series[:n] != string(key) {
			continue
		}
		if s := rows[i].head(); s.When == when && most < s.DaysOverdueFrom && s.DaysOverdueFrom <= daysOverdue {
			found, most = &rows[i], s.DaysOverdueFrom
		}
	}
	if found == nil {
		return nil
	}
	row := found.read()
	return &row
}

// number returns a value of a row that Prove has seen to be a plain decimal.
func (r *Row) number(at int) decimal.Decimal { return decimal.RequireFromString(r.Values[at]) }

// Reference returns the value of a reference series, such as the one-year loan
// prime rate, on a day; false when the pack has none for it.
func Reference(id PackID, key Key, day civil.Date) (decimal.Decimal, bool) {
	if pack := find(id); pack != nil && day.Valid() {
		if row := rowOf(pack.rows(day.String()), key, "", 0); row != nil && len(row.Values) == 1 {
			value, err := decimal.NewFromString(row.Values[0])
			return value, err == nil
		}
	}
	return decimal.Decimal{}, false
}

// RateCap is the highest yearly rate over a stretch of time.
type RateCap struct {
	// From is the first day that it is for, To the first that it is no longer for;
	// zero for no end.
	From, To civil.Date
	// Rate is the yearly rate as a fraction of one.
	Rate decimal.Decimal

	row *Row
}

// RateCaps returns the highest yearly rates over the life of a contract made on one
// day and brought to court on another: one, or two when the law in between changed
// and says what holds for earlier contracts. There are none when the pack caps no
// rates. It returns an *OutsideError when it does and does not know the cap for those
// days; its From is the first day with a cap, zero for a day after it.
func (r *Rules) RateCaps(contract, filed civil.Date) ([]RateCap, error) {
	if r.pack == nil {
		return nil, nil
	}
	earliest := rowOf(r.pack.rows(""), KeyRateCap, "", 0)
	if earliest == nil {
		return nil, nil
	}
	row := rowOf(r.pack.rows(contract.String()), KeyRateCap, "", 0)
	if row == nil && contract < earliest.From {
		return nil, &OutsideError{From: earliest.From}
	}
	if row == nil {
		return nil, &OutsideError{}
	}
	first, err := r.capOf(row, contract, filed)
	later := rowOf(r.pack.rows(filed.String()), KeyRateCap, "earlier_contract", 0)
	if err != nil || row.To == 0 || filed < row.To || later == nil {
		return []RateCap{first}, err
	}
	first.To = row.To
	second, err := r.capOf(later, contract, filed)
	second.From = row.To
	return []RateCap{first, second}, err
}

// capOf reads a row of kind limit; see KeyRateCap.
func (r *Rules) capOf(row *Row, contract, filed civil.Date) (RateCap, error) {
	highest := RateCap{From: contract, Rate: row.number(0), row: row}
	if len(row.Values) < 3 {
		return highest, nil
	}
	day := contract
	if row.Values[2] == "filing_date" {
		day = filed
	}
	reference, known := Reference(r.pack.id, Key(row.Values[1]), day)
	if !known {
		return highest, &OutsideError{}
	}
	highest.Rate = highest.Rate.Mul(reference)
	return highest, nil
}

// PlanMonthsMost is the longest that a plan may last in months, zero when the rules
// do not say.
func (r *Rules) PlanMonthsMost() int {
	if row := r.row(KeyPlanMaxMonths); row != nil {
		return row.Whole(0)
	}
	return 0
}

// Advice names where a borrower is referred to, nothing when the rules do not say.
func (r *Rules) Advice() []string {
	if row := r.row(KeyAdvice); row != nil {
		return row.Values
	}
	return nil
}
