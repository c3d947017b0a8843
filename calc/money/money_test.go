package money

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCurrencyDigits(t *testing.T) {
	for _, c := range []struct {
		code   Currency
		digits int
		known  bool
	}{
		{"CNY", 2, true}, {"USD", 2, true}, {"EUR", 2, true}, {"GBP", 2, true}, {"INR", 2, true}, {"HKD", 2, true}, {"HUF", 2, true},
		{"JPY", 0, true}, {"KRW", 0, true}, {"VND", 0, true}, {"CLP", 0, true}, {"ISK", 0, true}, {"BIF", 0, true}, {"XPF", 0, true},
		{"BHD", 3, true}, {"KWD", 3, true}, {"OMR", 3, true}, {"TND", 3, true}, {"JOD", 3, true}, {"IQD", 3, true}, {"LYD", 3, true},
		{"", 0, false}, {"CN", 0, false}, {"CNYX", 0, false}, {"cny", 0, false}, {"RMB", 0, false}, {"XAU", 0, false}, {"CLF", 0, false},
		{" CN", 0, false}, {"CN ", 0, false}, {"D A", 0, false}, {"EDA", 0, false}, {"¥", 0, false}, {"ＣＮＹ", 0, false},
		{"JPY KRW", 0, false}, {"   ", 0, false}, {"\x00\x00\x00", 0, false},
	} {
		digits, known := c.code.Digits()
		assert.Equal(t, c.known, known, "%q", c.code)
		assert.Equal(t, c.digits, digits, "%q", c.code)
	}
}

// Each list is of three capitals and a space, in order, and no code is in two.
func TestCurrencyLists(t *testing.T) {
	seen := map[string]bool{}
	for _, list := range [...]string{noMinorDigits, twoMinorDigits, threeMinorDigits} {
		previous := ""
		for _, code := range strings.Split(list, " ") {
			assert.Regexp(t, `^[A-Z]{3}$`, code)
			assert.Less(t, previous, code)
			assert.False(t, seen[code], code)
			seen[code], previous = true, code
			_, known := Currency(code).Digits()
			assert.True(t, known, code)
		}
	}
	assert.Len(t, seen, 17+7+len(strings.Fields(twoMinorDigits)))
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		currency                     Currency
		value                        string
		halfUp, halfEven, down, uper Amount
	}{
		{"CNY", "2.675", 268, 268, 267, 268},
		{"CNY", "2.665", 267, 266, 266, 267},
		{"CNY", "-2.675", -268, -268, -267, -268},
		{"CNY", "-2.665", -267, -266, -266, -267},
		{"CNY", "0.005", 1, 0, 0, 1},
		{"CNY", "-0.005", -1, 0, 0, -1},
		{"CNY", "0.004999999999999999999999999999", 0, 0, 0, 1},
		{"CNY", "0.005000000000000000000000000001", 1, 1, 0, 1},
		{"CNY", "-0.0000000000000000000000000001", 0, 0, 0, -1},
		{"CNY", "1.23", 123, 123, 123, 123},
		{"CNY", "1E+3", 100000, 100000, 100000, 100000},
		{"CNY", "0", 0, 0, 0, 0},
		{"JPY", "0.5", 1, 0, 0, 1},
		{"JPY", "1.5", 2, 2, 1, 2},
		{"JPY", "2.5", 3, 2, 2, 3},
		{"JPY", "-2.5", -3, -2, -2, -3},
		{"BHD", "0.0005", 1, 0, 0, 1},
		{"BHD", "1.2345", 1235, 1234, 1234, 1235},
		{"BHD", "-1.2345", -1235, -1234, -1234, -1235},
	} {
		value := decimal.RequireFromString(c.value)
		for mode, want := range map[Rounding]Amount{HalfUp: c.halfUp, HalfEven: c.halfEven, Down: c.down, Up: c.uper} {
			got, err := c.currency.Round(value, mode)
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s %s, %s", c.value, c.currency, mode)
		}
	}
}

func TestRoundRefusesWhatIsBeyondAnAmount(t *testing.T) {
	for _, c := range []struct {
		currency Currency
		value    string
		mode     Rounding
		ok       bool
	}{
		{"CNY", "9999999999999999.99", HalfUp, true},
		{"CNY", "9999999999999999.994", HalfUp, true},
		{"CNY", "9999999999999999.995", HalfUp, false},
		{"CNY", "9999999999999999.999", Down, true},
		{"CNY", "9999999999999999.990000001", Up, false},
		{"CNY", "-9999999999999999.99", HalfUp, true},
		{"CNY", "-9999999999999999.995", HalfUp, false},
		{"BHD", "999999999999999.999", HalfUp, true},
		{"BHD", "1000000000000000", HalfUp, false},
		{"JPY", "999999999999999999", HalfUp, true},
		{"JPY", "1000000000000000000", Down, false},
		{"JPY", "9223372036854775808", Down, false},
		{"JPY", "18446744073709551617", Down, false},
		{"CNY", "1E+40", Down, false},
		{"CNY", "1E+2000", HalfUp, false},
		{"CNY", "-1E+40", Up, false},
	} {
		got, err := c.currency.Round(decimal.RequireFromString(c.value), c.mode)
		if c.ok {
			require.NoError(t, err, "%s %s", c.value, c.currency)
			assert.Equal(t, MaxAmount, max(got, -got), "%s %s", c.value, c.currency)
			continue
		}
		assert.ErrorIs(t, err, ErrRange, "%s %s", c.value, c.currency)
		assert.Zero(t, got)
	}
	_, err := Currency("CNY").Round(decimal.New(1, 1_000_000_000), HalfUp)
	assert.ErrorIs(t, err, ErrRange, "refused without writing out a thousand million zeros")
}

var amounts = rapid.Custom(func(t *rapid.T) Amount {
	return Amount(rapid.Int64Range(-int64(MaxAmount), int64(MaxAmount)).Draw(t, "amount"))
})

var currencies = rapid.SampledFrom([]Currency{"CNY", "JPY", "BHD"})

var roundings = rapid.SampledFrom([]Rounding{HalfUp, HalfEven, Down, Up})

func TestAmountSurvivesItsDecimalAndItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount, currency, mode := amounts.Draw(t, "amount"), currencies.Draw(t, "currency"), roundings.Draw(t, "mode")
		back, err := currency.Round(currency.Decimal(amount), mode)
		require.NoError(t, err)
		require.Equal(t, amount, back)
		fromText, err := currency.Round(decimal.RequireFromString(currency.Text(amount)), mode)
		require.NoError(t, err)
		require.Equal(t, amount, fromText)
		_, fraction, found := strings.Cut(currency.Text(amount), ".")
		digits, _ := currency.Digits()
		require.Equal(t, digits > 0, found)
		require.Len(t, fraction, digits)
	})
}

// A rounded figure is within a unit of the exact one, half a unit for the halves,
// on the right side for the others, and mirrored below zero.
func TestRoundProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		currency, mode := currencies.Draw(t, "currency"), roundings.Draw(t, "mode")
		value := decimal.New(rapid.Int64().Draw(t, "coefficient"), rapid.Int32Range(-12, -4).Draw(t, "exponent"))
		rounded, err := currency.Round(value, mode)
		require.NoError(t, err)
		digits, _ := currency.Digits()
		off := currency.Decimal(rounded).Sub(value).Shift(int32(digits))
		half := decimal.New(5, -1)
		switch mode {
		case HalfUp, HalfEven:
			require.LessOrEqual(t, off.Abs().Cmp(half), 0)
			if mode == HalfEven && off.Abs().Equal(half) {
				require.Zero(t, rounded%2)
			}
		case Down:
			require.LessOrEqual(t, off.Mul(value).Sign(), 0)
			require.Negative(t, off.Abs().Cmp(decimal.NewFromInt(1)))
		case Up:
			require.GreaterOrEqual(t, off.Mul(value).Sign(), 0)
			require.Negative(t, off.Abs().Cmp(decimal.NewFromInt(1)))
		}
		mirrored, err := currency.Round(value.Neg(), mode)
		require.NoError(t, err)
		require.Equal(t, -rounded, mirrored)
	})
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		currency Currency
		amount   Amount
		want     string
	}{
		{"CNY", 0, "0.00"}, {"CNY", 5, "0.05"}, {"CNY", -5, "-0.05"}, {"CNY", 123456, "1234.56"}, {"JPY", 0, "0"}, {"JPY", 1000, "1000"},
		{"BHD", 1, "0.001"}, {"BHD", -1000, "-1.000"}, {"CNY", MaxAmount, "9999999999999999.99"}, {"CNY", -MaxAmount, "-9999999999999999.99"},
	} {
		assert.Equal(t, c.want, c.currency.Text(c.amount))
	}
}

func TestSum(t *testing.T) {
	for _, c := range []struct {
		amounts []Amount
		total   Amount
		ok      bool
	}{
		{nil, 0, true},
		{[]Amount{1, 2, 3}, 6, true},
		{[]Amount{MaxAmount}, MaxAmount, true},
		{[]Amount{MaxAmount, 1}, 0, false},
		{[]Amount{-MaxAmount, -1}, 0, false},
		{[]Amount{MaxAmount, 1, -1}, 0, false}, // every step counts
		{[]Amount{-1, MaxAmount, 1}, MaxAmount, true},
		{[]Amount{MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount, MaxAmount}, 0, false},
	} {
		total, ok := Sum(c.amounts...)
		assert.Equal(t, c.ok, ok, "%v", c.amounts)
		assert.Equal(t, c.total, total, "%v", c.amounts)
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		total Amount
		n     int
		want  []Amount
	}{
		{100, 3, []Amount{34, 33, 33}},
		{-100, 3, []Amount{-34, -33, -33}},
		{2, 4, []Amount{1, 1, 0, 0}},
		{-2, 4, []Amount{-1, -1, 0, 0}},
		{0, 2, []Amount{0, 0}},
		{7, 1, []Amount{7}},
	} {
		assert.Equal(t, c.want, Split(c.total, c.n))
	}
	assert.Panics(t, func() { Split(1, 0) })
	assert.Panics(t, func() { Split(1, -1) })
}

func TestSplitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total, n := amounts.Draw(t, "total"), rapid.IntRange(1, 600).Draw(t, "n")
		parts := Split(total, n)
		require.Len(t, parts, n)
		sum := Amount(0)
		for i, part := range parts {
			sum += part
			if i > 0 {
				require.LessOrEqual(t, max(part, -part), max(parts[i-1], -parts[i-1]), "the spare units go first")
			}
		}
		require.Equal(t, total, sum)
		spread := parts[0] - parts[n-1]
		require.LessOrEqual(t, max(spread, -spread), Amount(1))
	})
}

func TestRateFraction(t *testing.T) {
	for _, c := range []struct {
		value    string
		num, den int64
	}{
		{"0", 0, 1}, {"0.00", 0, 1}, {"0.0005", 5, 10_000}, {"0.05", 5, 100}, {"0.1000", 1, 10}, {"1.50", 15, 10}, {"100", 100, 1},
		{"1", 1, 1}, {"1.0000000000", 1, 1}, {"0.0000000001", 1, 10_000_000_000}, {"99.9999999999", 999_999_999_999, 10_000_000_000}, {"1E+2", 100, 1},
	} {
		num, den := Rate{decimal.RequireFromString(c.value), PerYear}.Fraction()
		assert.Equal(t, [2]int64{c.num, c.den}, [2]int64{num, den}, c.value)
	}
}

func TestRateFractionIsTheRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places, most := rapid.IntRange(0, MaxRatePlaces).Draw(t, "places"), int64(100)
		for range places {
			most *= 10
		}
		value := decimal.New(rapid.Int64Range(0, most).Draw(t, "coefficient"), -int32(places))
		num, den := Rate{value, PerDay}.Fraction()
		require.True(t, decimal.NewFromInt(num).Equal(value.Mul(decimal.NewFromInt(den))))
		require.False(t, den > 1 && num%10 == 0, "lowest power of ten")
		require.LessOrEqual(t, den, int64(10_000_000_000))
	})
}

func ExampleCurrency_Round() {
	interest := decimal.RequireFromString("1234.565")
	for _, mode := range [...]Rounding{HalfUp, HalfEven, Down, Up} {
		amount, err := Currency("CNY").Round(interest, mode)
		fmt.Println(mode, Currency("CNY").Text(amount), err)
	}
	// Output:
	// half_up 1234.57 <nil>
	// half_even 1234.56 <nil>
	// down 1234.56 <nil>
	// up 1234.57 <nil>
}

func ExampleSplit() {
	fmt.Println(Split(100_00, 3))
	// Output: [3334 3333 3333]
}

func TestMostHasFifteenDigitsBeforeThePoint(t *testing.T) {
	for currency, want := range map[Currency]string{
		"JPY": "999999999999999", "CNY": "999999999999999.99", "KWD": "999999999999999.999",
	} {
		assert.Equal(t, want, currency.Text(currency.Most()))
	}
}
