package ledger

import (
	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// principalDays adds up principal × days, without rounding.
type principalDays struct {
	since   civil.Date
	balance money.Amount
	total   tally
}

func (p *principalDays) until(date civil.Date) {
	if p.balance != 0 && date > p.since {
		p.total.addTimes(p.balance, uint64(date-p.since))
	}
	p.since = date
}

func (p *principalDays) change(date civil.Date, balance money.Amount) {
	if balance != p.balance {
		p.until(date)
		p.balance = balance
	}
}

// sum returns the total in major units of the currency.
func (p *principalDays) sum(c money.Currency) decimal.Decimal {
	digits, _ := c.Digits()
	return p.total.decimal().Shift(-int32(digits))
}
