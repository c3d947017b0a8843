package repay

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"parley/calc/civil"
	"parley/calc/money"
)

func yearlyRate(text string) money.Rate {
	return money.Rate{Value: decimal.RequireFromString(text), Per: money.PerYear}
}

func paymentsOn(dates []civil.Date, amount money.Amount) *Plan {
	plan := &Plan{}
	for _, date := range dates {
		plan.Instalments = append(plan.Instalments, Instalment{Due: date, Amount: amount})
	}
	return plan
}

func TestPresentValueByHand(t *testing.T) {
	asOf := civil.MustParse("2026-01-01")
	year, twoYears := asOf+365, asOf+730
	tables := []struct {
		it      string
		rate    money.Rate
		dates   []civil.Date
		deposit *Deposit
		want    money.Amount
	}{
		{"no discount is the plain sum", yearlyRate("0"), []civil.Date{year, twoYears}, &Deposit{50_00, asOf}, 250_00},
		{"money today is not discounted", yearlyRate("0.08"), nil, &Deposit{50_00, asOf}, 50_00},
		{"100.00/1.08 = 92.5926", yearlyRate("0.08"), []civil.Date{year}, nil, 92_59},
		{"100.00/1.08 + 100.00/1.1664 = 92.5926 + 85.7339", yearlyRate("0.08"), []civil.Date{year, twoYears}, nil, 178_33},
		{"1% a month is 1.01^12 = 1.12682503 a year: 88.7449", money.Rate{Value: decimal.New(1, -2), Per: money.PerMonth},
			[]civil.Date{year}, nil, 88_74},
		{"0.1% a day over 30 days: 100.00/1.001^30 = 97.0460", money.Rate{Value: decimal.New(1, -3), Per: money.PerDay},
			[]civil.Date{asOf + 30}, nil, 97_05},
	}
	for _, table := range tables {
		plan := paymentsOn(table.dates, 100_00)
		plan.Deposit = table.deposit
		assert.Equal(t, table.want, PresentValue(asOf, table.rate, plan), table.it)
	}
}

// TestPresentValueAgainstBigNumbers holds the 64-bit factors against 400-bit ones.
func TestPresentValueAgainstBigNumbers(t *testing.T) {
	asOf := civil.MustParse("2026-01-01")
	random := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		rate := yearlyRate(decimal.New(1+random.Int64N(1_000_000), -6).String())
		var dates []civil.Date
		for range 1 + random.IntN(60) {
			dates = append(dates, asOf+civil.Date(random.IntN(18_250)))
		}
		amount := money.Amount(1 + random.Int64N(1_000_000_000_00))
		got := PresentValue(asOf, rate, paymentsOn(dates, amount))
		exact := new(big.Float).SetPrec(400)
		day := bigDiscount(rate)
		for _, date := range dates {
			payment := new(big.Float).SetPrec(400).SetInt64(int64(amount))
			exact.Add(exact, payment.Mul(payment, bigPower(day, int(date-asOf))))
		}
		off := exact.Sub(exact, new(big.Float).SetInt64(int64(got)))
		assert.LessOrEqual(t, off.Abs(off).Cmp(big.NewFloat(0.51)), 0, "%v over %d payments: off by %v", rate, len(dates), off)
	}
}

// bigDiscount finds (1+r)^(-1/365) by halving the interval 300 times.
func bigDiscount(rate money.Rate) *big.Float {
	float := func() *big.Float { return new(big.Float).SetPrec(400) }
	one := float().SetInt64(1)
	r, _ := float().SetString(rate.Value.String())
	target := float().Quo(one, r.Add(r, one))
	low, high := float(), float().SetInt64(1)
	for range 300 {
		middle := float().Quo(float().Add(low, high), float().SetInt64(2))
		if bigPower(middle, 365).Cmp(target) > 0 {
			high = middle
		} else {
			low = middle
		}
	}
	return low
}

func bigPower(base *big.Float, n int) *big.Float {
	power, square := new(big.Float).SetPrec(400).SetInt64(1), new(big.Float).Copy(base)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			power.Mul(power, square)
		}
		square.Mul(square, square)
	}
	return power
}

func TestRecovery(t *testing.T) {
	assert.Equal(t, "0.9624193002", Recovery(30992_50, 32202_70), "30992.50 / 32202.70 = 0.96241930024…")
	assert.Equal(t, "1.0000000000", Recovery(1, 1))
	assert.Equal(t, "0.0333333333", Recovery(1, 30))
	assert.Equal(t, "999999999999999999.0000000000", Recovery(money.MaxAmount, 1))
}
