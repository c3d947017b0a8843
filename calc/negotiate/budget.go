package negotiate

import (
	"math/big"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
	"parley/calc/money"
)

// Budget is what a borrower can pay. Every figure is a limit that protects the
// borrower; what is left out does not limit.
type Budget struct {
	// The most that the borrower pays each period, for all periods alike.
	PerPeriod *money.Amount `json:"per_period,omitempty"`
	// The period of per_period; a month when left out.
	Every *civil.Frequency `json:"every,omitempty"`
	// The largest deposit; none when left out.
	Deposit money.Amount `json:"deposit,omitempty"`
	// The day on which a deposit is due; the day of the question when left out.
	DepositDue civil.Date `json:"deposit_due,omitempty"`
	// The first day on which an instalment may be due.
	Earliest civil.Date `json:"earliest,omitempty"`
	// The last day on which an instalment may be due.
	LatestFinish civil.Date `json:"latest_finish,omitempty"`
	// The most that the borrower pays in all, the deposit included.
	TotalCap *money.Amount `json:"total_cap,omitempty"`
	// The day of the month on which the borrower is paid, and instalments are due; 31 is the last day of every month.
	Payday int `json:"payday,omitempty" min:"1" max:"31"`
	// What comes in. With income, what is left of it limits the payments as per_period does.
	Income []RegularSum `json:"income,omitempty" maxitems:"32"`
	// What goes out, other debts included.
	Outgoings []RegularSum `json:"outgoings,omitempty" maxitems:"64"`
	// The least that is taken for essential outgoings in a month, where they come to less.
	EssentialsFloor money.Amount `json:"essentials_floor,omitempty"`
	// The share of what is left of the income that goes to repayment; all of it when left out.
	Share *decimal.Decimal `json:"share,omitempty" min:"0" max:"1"`
	// What the borrower keeps of that each month for what nobody foresees.
	Buffer money.Amount `json:"buffer,omitempty"`
	// Months unlike the others. The leanest of them from the first instalment that may be due to the last limits every payment, as payments are alike; months that leave more raise nothing.
	Irregular []IrregularMonth `json:"irregular,omitempty" maxitems:"60"`
}

// RegularSum is money that comes or goes every so often.
type RegularSum struct {
	// What it is.
	Name string `json:"name,omitempty" maxlen:"80"`
	// The sum each time.
	Amount money.Amount `json:"amount"`
	// How often; a month is a twelfth of a year, and a year 52 weeks or 365 days.
	Every civil.Frequency `json:"every"`
	// For outgoings: nobody can go without it.
	Essential bool `json:"essential,omitempty"`
}

// IrregularMonth is what comes and goes in one month besides the flows.
type IrregularMonth struct {
	// The first day of the month.
	Month civil.Date `json:"month"`
	// What comes in besides.
	Income money.Amount `json:"income,omitempty"`
	// What goes out besides.
	Outgoings money.Amount `json:"outgoings,omitempty"`
}

// yearly is an exact sum of money a year: num over den, den above zero.
type yearly struct{ num, den big.Int }

func yearlyOf(amount money.Amount, every civil.Frequency) *yearly {
	y, periods := new(yearly), every.PerYear()
	y.num.Mul(big.NewInt(int64(amount)), big.NewInt(periods.Num))
	y.den.SetInt64(periods.Den)
	return y
}

func (y *yearly) add(amount money.Amount, every civil.Frequency) {
	more := yearlyOf(amount, every)
	y.num.Mul(&y.num, &more.den)
	y.num.Add(&y.num, more.num.Mul(&more.num, &y.den))
	y.den.Mul(&y.den, &more.den)
}

// payment is the largest payment of a frequency that takes no more out of a year,
// cut down to a minor unit; nothing where y is below zero.
func (y *yearly) payment(every civil.Frequency) money.Amount {
	if y.num.Sign() <= 0 {
		return 0
	}
	var num, den big.Int
	var q money.Quotient
	periods := every.PerYear()
	num.Mul(&y.num, big.NewInt(periods.Den))
	den.Mul(&y.den, big.NewInt(periods.Num))
	payment, err := q.Round(&num, &den, money.Down)
	if err != nil {
		return Most
	}
	return payment
}

var month = civil.Frequency{Unit: civil.UnitMonth, N: 1}

// Caps are the largest payments that the budget affords, one for each frequency: a
// year's money over a year's payments, cut down to a minor unit. They are zero
// where the income leaves nothing.
func (b *Budget) Caps(asOf civil.Date, frequencies []civil.Frequency) []money.Amount {
	caps := make([]money.Amount, len(frequencies))
	var stated, surplus *yearly
	if b.PerPeriod != nil {
		every := month
		if b.Every != nil {
			every = *b.Every
		}
		stated = yearlyOf(*b.PerPeriod, every)
	}
	if len(b.Income) > 0 {
		surplus = b.surplus(asOf)
	}
	for f, every := range frequencies {
		caps[f] = Most
		for _, y := range []*yearly{stated, surplus} {
			if y != nil {
				caps[f] = min(caps[f], y.payment(every))
			}
		}
	}
	return caps
}

// surplus is what is left for repayment, as a year of the leanest month: the share
// of what the outgoings leave of the income, without the buffer.
func (b *Budget) surplus(asOf civil.Date) *yearly {
	essentials, left := yearlyOf(0, month), yearlyOf(0, month)
	for i := range b.Income {
		left.add(b.Income[i].Amount, b.Income[i].Every)
	}
	for i := range b.Outgoings {
		left.add(-b.Outgoings[i].Amount, b.Outgoings[i].Every)
		if b.Outgoings[i].Essential {
			essentials.add(b.Outgoings[i].Amount, b.Outgoings[i].Every)
		}
	}
	// Essentials below the floor are raised to it.
	essentials.add(-b.EssentialsFloor, month)
	if essentials.num.Sign() < 0 {
		left.num.Mul(&left.num, &essentials.den)
		left.num.Add(&left.num, essentials.num.Mul(&essentials.num, &left.den))
		left.den.Mul(&left.den, &essentials.den)
	}
	left.add(b.leanest(asOf), month)
	if b.Share != nil && left.num.Sign() > 0 {
		num, den := money.Rate{Value: *b.Share}.Fraction()
		left.num.Mul(&left.num, big.NewInt(num))
		left.den.Mul(&left.den, big.NewInt(den))
	}
	left.add(-b.Buffer, month)
	return left
}

// leanest is by how much the leanest irregular month between the first and the last
// possible instalment falls short of a usual one: zero or below it.
func (b *Budget) leanest(asOf civil.Date) (least money.Amount) {
	first, last := max(asOf, b.Earliest), b.LatestFinish
	if last == 0 {
		last = civil.MaxDate
	}
	for i := range b.Irregular {
		if m := &b.Irregular[i]; m.Month <= last && m.Month.AddMonths(1) > first {
			least = min(least, m.Income-m.Outgoings)
		}
	}
	return least
}
