package calc

import (
	"strconv"

	"parley/calc/civil"
	"parley/calc/money"
	"parley/calc/policy"
	"parley/calc/repay"
)

// checking is a schedule under review.
type checking struct {
	request *CheckRequest
	stated  Stated
	// terms are the stated terms as they are followed; nil when none are.
	terms *repay.Terms
	// from is the day from which it bears interest, and dated says that it was given.
	from  civil.Date
	dated bool
	// principal is what each row repays, arrears included, and whole says that all
	// rows show it or let it follow.
	principal []money.Amount
	whole     bool
	// financed is what the schedule repays; 0 when it is not known.
	financed, arrears money.Amount
	total             ScheduleTotals

	checks      []Check
	rate        *repay.AnnualRate
	conventions []Convention
}

// part is a figure that may be left out.
func part(a *money.Amount) money.Amount {
	if a == nil {
		return 0
	}
	return *a
}

// addUp adds the columns, each within an amount of the currency.
func (c *checking) addUp(problems *faults) {
	schedule, most := c.request.Schedule, c.request.Currency.Most()
	paid, principal, interest, fees := c.request.Deposit, money.Amount(0), money.Amount(0), money.Amount(0)
	c.principal, c.whole = make([]money.Amount, len(schedule)), true
	shown := true
	before := c.request.Financed
	for k := range schedule {
		row := &schedule[k]
		switch {
		case row.Principal != nil:
			c.principal[k] = *row.Principal + part(row.Arrears)
		case row.Interest != nil:
			c.principal[k] = row.Amount - *row.Interest - part(row.Fees)
		case row.Balance != nil && before > 0:
			c.principal[k] = before - *row.Balance
		default:
			c.whole = false
		}
		before -= c.principal[k]
		shown = shown && row.Interest != nil
		paid, principal, interest = paid+row.Amount, principal+c.principal[k], interest+part(row.Interest)
		fees, c.arrears = fees+part(row.Fees), c.arrears+part(row.Arrears)
		if max(paid, principal, -principal, interest, fees, c.arrears) > most {
			*problems = append(*problems, tooLarge(item("#/schedule", k)))
			c.whole = false
			return
		}
	}
	c.total = ScheduleTotals{Paid: paid, Fees: fees}
	if c.whole {
		c.total.Principal = &principal
	}
	if shown {
		c.total.Interest = &interest
	}
	c.financed = c.request.Financed
	if c.request.Claim != nil {
		owed, ok := c.request.Claim.Components.Total()
		if !ok || owed > most {
			*problems = append(*problems, tooLarge("#/claim/components"))
			return
		}
		if left := owed - c.request.Waived - c.request.Deposit; c.financed == 0 && !c.whole && left > 0 {
			c.financed = left
		}
	}
	if c.financed == 0 && c.whole && principal > 0 {
		c.financed = principal
	}
}

// money writes a sum with its currency, for a sentence.
func (c *checking) money(a money.Amount) string {
	return c.request.Currency.Text(a) + " " + string(c.request.Currency)
}

// compare adds the check of one sum. Both sentences name what is compared.
func (c *checking) compare(code CheckCode, pointer string, expected, found money.Amount, rows int, en, zh string) {
	one := Check{
		Code: code, Level: policy.Pass, Pointer: pointer,
		Expected: c.request.Currency.Text(expected), Found: c.request.Currency.Text(found),
		Detail:   en + " " + c.money(expected) + ", as printed.",
		DetailZH: zh + " " + c.money(expected) + "，与所列一致。",
	}
	if found != expected {
		one.Level, one.Rows, one.Difference = policy.Review, rows, c.request.Currency.Text(found-expected)
		one.Detail = en + " " + c.money(expected) + "; printed is " + c.money(found) + ", a difference of " + c.money(found-expected) + "."
		one.DetailZH = zh + " " + c.money(expected) + "，所列为 " + c.money(found) + "，相差 " + c.money(found-expected) + "。"
	}
	c.checks = append(c.checks, one)
}

// pass adds a check of rows that all hold.
func (c *checking) pass(code CheckCode, pointer, en, zh string) {
	c.checks = append(c.checks, Check{Code: code, Level: policy.Pass, Pointer: pointer, Detail: en, DetailZH: zh})
}

// differing keeps the first row that differs, and counts the others.
type differing struct {
	k, rows         int
	expected, found money.Amount
}

func (d *differing) see(k int, expected, found money.Amount) {
	if expected == found {
		return
	}
	if d.rows == 0 {
		d.k, d.expected, d.found = k, expected, found
	}
	d.rows++
}

// inRow names a row and says what comes after it: "Row 7: …".
func inRow(k int, en, zh string) (string, string) {
	n := strconv.Itoa(k + 1)
	return "Row " + n + ": " + en, "第" + n + "期：" + zh
}

// column adds the check of a column: passed with its own sentence, or the first row
// that differs.
func (c *checking) column(code CheckCode, key string, d *differing, en, zh, passed, passedZH string) {
	if d.rows == 0 {
		c.pass(code, "#/schedule", passed, passedZH)
		return
	}
	en, zh = inRow(d.k, en, zh)
	c.compare(code, item("#/schedule", d.k)+"/"+key, d.expected, d.found, d.rows, en, zh)
}

// rows checks each row by itself and against the one before it.
func (c *checking) rows() {
	schedule := c.request.Schedule
	var parts, chain differing
	split, chained, before, known := false, false, c.financed, c.financed > 0
	for k := range schedule {
		row := &schedule[k]
		if row.Principal != nil && row.Interest != nil {
			split = true
			parts.see(k, c.principal[k]+*row.Interest+part(row.Fees), row.Amount)
		}
		if repaid := row.Principal != nil || row.Interest != nil; row.Balance != nil && repaid && known {
			chained = true
			chain.see(k, before-c.principal[k], *row.Balance)
		}
		if known = row.Balance != nil; known {
			before = *row.Balance
		}
	}
	if split {
		c.column(RowParts, "amount", &parts, "principal, interest and fees make", "本金、利息与费用合计",
			"In every row the amount is its principal, interest and fees.", "每期金额均等于本金、利息与费用之和。")
	}
	if chained {
		c.column(BalanceChain, "balance", &chain, "the balance before it less its principal is", "上期余额减本期本金为",
			"Every balance is the one before it less the row's principal.", "每期余额均等于上期余额减本期本金。")
	}
	c.dates()
	if c.request.Financed > 0 && c.whole {
		en, zh := "The principal of all rows makes", "各期本金合计"
		c.compare(PrincipalTotal, "#/financed", *c.total.Principal, c.request.Financed, 0, en, zh)
	}
	if last := schedule[len(schedule)-1].Balance; last != nil {
		c.compare(LastBalance, item("#/schedule", len(schedule)-1)+"/balance", 0, *last, 0,
			"After the last row what is left to pay is", "末期之后剩余应为")
	}
}

// dates checks that each row is due after the one before it, and the first not
// before interest begins where that day was given.
func (c *checking) dates() {
	schedule, first, rows := c.request.Schedule, 0, 0
	for k := range schedule {
		if k > 0 && schedule[k].Due <= schedule[k-1].Due || k == 0 && c.dated && schedule[k].Due < c.from {
			if rows == 0 {
				first = k
			}
			rows++
		}
	}
	if rows == 0 {
		c.pass(DatesAscend, "#/schedule", "Every row is due after the one before it.", "每期到期日均晚于上一期。")
		return
	}
	before, en, zh := c.from, "interest begins on", "计息起始日为"
	if first > 0 {
		before, en, zh = schedule[first-1].Due, "the row before it is due on", "上一期到期日为"
	}
	due := schedule[first].Due.String()
	en, zh = inRow(first, en+" "+before.String()+", and this row on "+due+".", zh+" "+before.String()+"，本期到期日为 "+due+"。")
	c.checks = append(c.checks, Check{
		Code: DatesAscend, Level: policy.Review, Pointer: item("#/schedule", first) + "/due", Expected: before.String(), Found: due,
		Rows: rows, Detail: en, DetailZH: zh,
	})
}

// totals checks what is stated of the rows added up, and how the claim is split.
func (c *checking) totals() {
	if c.stated.Total != nil {
		c.compare(StatedTotal, "#/stated/total", c.total.Paid, *c.stated.Total, 0,
			"The deposit and all rows make", "首付与各期金额合计")
	}
	if c.stated.Interest != nil && c.total.Interest != nil {
		c.compare(StatedInterest, "#/stated/interest", *c.total.Interest, *c.stated.Interest, 0,
			"The interest of all rows makes", "各期利息合计")
	}
	if c.stated.Fees != nil {
		c.compare(StatedFees, "#/stated/fees", c.total.Fees, *c.stated.Fees, 0, "The fees of all rows make", "各期费用合计")
	}
	if c.stated.Count > 0 {
		c.count()
	}
	if c.request.Claim != nil && c.financed > 0 {
		owed, _ := c.request.Claim.Components.Total()
		c.compare(ClaimSplit, "#/claim/components", c.request.Waived+c.request.Deposit+c.financed, owed, 0,
			"What is waived, paid before and repaid by the schedule makes", "减免、首付与分期偿还金额合计")
	}
}

func (c *checking) count() {
	rows, stated := strconv.Itoa(len(c.request.Schedule)), strconv.Itoa(c.stated.Count)
	one := Check{Code: StatedCount, Level: policy.Pass, Pointer: "#/stated/count", Expected: rows, Found: stated,
		Detail: "The schedule has " + rows + " rows, as stated.", DetailZH: "共 " + rows + " 期，与所述一致。"}
	if rows != stated {
		one.Level, one.Difference = policy.Review, strconv.Itoa(c.stated.Count-len(c.request.Schedule))
		one.Detail = "The schedule has " + rows + " rows; stated are " + stated + "."
		one.DetailZH = "还款表共 " + rows + " 期，所述为 " + stated + " 期。"
	}
	c.checks = append(c.checks, one)
}
