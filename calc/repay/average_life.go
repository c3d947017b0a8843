package repay

import (
	"math/bits"

	"parley/calc/civil"
)

// AverageLife returns how long a unit of what is financed is owed on average, in
// years of 365 actual days to 4 places, half up: each balance of the plan times the
// days that it stands, added up, over what is financed. That is the same as each
// instalment's principal times its time. It returns nothing for a debt that first
// grows so far that the figure would be beyond a billion years.
func (p *Plan) AverageLife(from civil.Date) string {
	// Balances have 60 bits and the days of all together 17.
	var high, low uint64
	balance := p.Financed
	for i := range p.Instalments {
		row := &p.Instalments[i]
		owedHigh, owedLow := bits.Mul64(uint64(balance), uint64(row.Due-from))
		var carry uint64
		low, carry = bits.Add64(low, owedLow, 0)
		high += owedHigh + carry
		balance, from = row.Balance, row.Due
	}
	const halves = 2 * 10_000
	financed := uint64(p.Financed)
	if high >= financed {
		return ""
	}
	days, rest := bits.Div64(high, low, financed)
	if days > 1<<40 {
		return ""
	}
	high, low = bits.Mul64(rest, halves)
	parts, _ := bits.Div64(high, low, financed)
	return fixed(int64(((days*halves+parts)/365+1)/2), 4)
}
