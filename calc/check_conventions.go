package calc

import (
	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/repay"
)

// countings are the day counts that an interest column is tried with, the common
// ones first, and roundings where its figures may go.
var (
	countings = [...]civil.DayCount{
		civil.Actual365Fixed, civil.Actual360, civil.ThirtyE360, civil.Thirty360, civil.Thirty360US, civil.ThirtyE360ISDA,
		civil.ActualActualICMA, civil.ActualActualISDA, civil.ActualNoLeap, civil.Actual36525, civil.Actual364, civil.Thirty365,
	}
	roundings = [...]money.Rounding{money.HalfUp, money.HalfEven, money.Down, money.Up}
)

// statedRate is the rate that the interest column is counted with. Stated terms
// whose interest is not that of each row's own time have none of their own: with a
// moratorium, up to another day than the due date, or flat over more periods than
// it took to clear the debt.
func (c *checking) statedRate() *money.Rate {
	if c.stated.Rate != nil {
		return c.stated.Rate
	}
	terms := c.terms
	if terms == nil || terms.Moratorium != nil || terms.AccrueTo == repay.AccrueToNominal ||
		terms.Interest == repay.FlatInterest && terms.Count > len(c.request.Schedule) {
		return nil
	}
	return &terms.Rate
}

// interestRows finds the conventions by which the stated rate gives the interest of
// every row, or else the first row that differs by the one that comes nearest.
func (c *checking) interestRows() {
	rate := c.statedRate()
	if rate == nil || !c.whole || c.total.Interest == nil || c.financed <= c.arrears {
		return
	}
	dues, before := c.balances()
	terms := c.shape()
	terms.Rate = *rate
	if c.request.Deposit > 0 {
		terms.Deposit = &repay.Deposit{Amount: c.request.Deposit}
	}
	var nearest differing
	var nearestBy Convention
	some := false
	for _, by := range c.candidates(rate) {
		terms.DayCount, terms.Interest, terms.FlatOn, terms.Rounding = by.DayCount, by.Interest, by.FlatOn, by.Rounding
		interest, ok := terms.InterestColumn(dues, before)
		if !ok {
			continue
		}
		var d differing
		for k := range interest {
			d.see(k, interest[k], *c.request.Schedule[k].Interest)
		}
		if d.rows == 0 {
			c.conventions = append(c.conventions, by)
		}
		if !some || d.nearer(&nearest) {
			nearest, nearestBy, some = d, by, true
		}
	}
	if !some {
		return
	}
	at, atZH := percentOf(rate)
	by, byZH := nearestBy.words()
	c.column(InterestRows, "interest", &nearest,
		"the nearest of the known conventions is "+by+"; by it the interest at "+at+" is", "最接近的计息方式为"+byZH+"，按"+atZH+"计息应为",
		"At "+at+" the interest of every row follows, counted by "+by+".", "按"+atZH+"及"+byZH+"，可得出每期利息。")
}

// candidates are the conventions to try. Without interest they are all alike, so
// that one stands for all; by the day only the number of days tells them apart.
func (c *checking) candidates(rate *money.Rate) (list []Convention) {
	for _, dayCount := range countings {
		for _, kind := range [...]Convention{
			{Interest: repay.CompoundInterest}, {Interest: repay.FlatInterest, FlatOn: repay.OnFinanced},
			{Interest: repay.FlatInterest, FlatOn: repay.BeforeDeposit},
		} {
			if kind.FlatOn == repay.BeforeDeposit && c.request.Deposit == 0 {
				continue
			}
			for _, rounding := range roundings {
				kind.DayCount, kind.Rounding = dayCount, rounding
				if list = append(list, kind); rate.Value.IsZero() {
					return list
				}
			}
		}
	}
	return list
}

// balances are the due dates and the balance that bears interest before each row:
// as printed where it is, without the arrears that are still to come.
func (c *checking) balances() ([]civil.Date, []money.Amount) {
	schedule := c.request.Schedule
	dues, before := make([]civil.Date, len(schedule)), make([]money.Amount, len(schedule))
	balance, arrears := c.financed, c.arrears
	for k := range schedule {
		row := &schedule[k]
		dues[k], before[k] = row.Due, balance-arrears
		balance, arrears = balance-c.principal[k], arrears-part(row.Arrears)
		if row.Balance != nil {
			balance = *row.Balance
		}
	}
	return dues, before
}

// nearer tells whether fewer rows differ, or the first of them by less.
func (d *differing) nearer(other *differing) bool {
	if d.rows != other.rows {
		return d.rows < other.rows
	}
	size, its := d.found-d.expected, other.found-other.expected
	return max(size, -size) < max(its, -its)
}

// words name a convention for a sentence, in English and in Chinese.
func (v *Convention) words() (en, zh string) {
	en, zh = " on the falling balance", "，按剩余本金计息"
	if v.Interest == repay.FlatInterest {
		en, zh = " on the whole sum", "，按全部本金计息"
	}
	if v.FlatOn == repay.BeforeDeposit {
		en, zh = " on the whole sum and the deposit", "，按全部本金及首付计息"
	}
	switch v.Rounding {
	case money.HalfUp:
		en, zh = en+", rounded half up", zh+"，四舍五入"
	case money.HalfEven:
		en, zh = en+", rounded half to even", zh+"，四舍六入五成双"
	case money.Down:
		en, zh = en+", rounded down", zh+"，舍去尾数"
	default:
		en, zh = en+", rounded up", zh+"，进一取整"
	}
	return string(v.DayCount) + en, string(v.DayCount) + zh
}

// percentOf writes a rate for a sentence: "4.1% a year" and 年利率 4.1%.
func percentOf(rate *money.Rate) (en, zh string) {
	percent := rate.Value.Shift(2).String() + "%"
	en, zh = percent+" a year", "年利率"
	switch rate.Per {
	case money.PerDay:
		en, zh = percent+" a day", "日利率"
	case money.PerMonth:
		en, zh = percent+" a month", "月利率"
	}
	return en, zh + " " + percent + " "
}
