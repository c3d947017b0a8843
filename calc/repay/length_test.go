package repay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"parley/calc/civil"
	"parley/calc/repay"
)

func TestMonths(t *testing.T) {
	every := func(n int, unit civil.Unit) *civil.Frequency { return &civil.Frequency{Unit: unit, N: n} }
	tests := []struct {
		it             string
		asOf, firstDue string
		every          *civil.Frequency
		count, want    int
	}{
		{"60 months that begin at once", "2026-11-23", "2026-12-23", every(1, civil.UnitMonth), 60, 60},
		{"60 months that began before", "2026-11-23", "2026-11-23", every(1, civil.UnitMonth), 60, 60},
		{"29 days of waiting are no month", "2026-11-23", "2027-01-22", every(1, civil.UnitMonth), 60, 60},
		{"a month of waiting counts", "2026-11-23", "2027-01-23", every(1, civil.UnitMonth), 60, 61},
		{"two do too", "2026-11-23", "2027-02-23", every(1, civil.UnitMonth), 60, 62},
		{"61 months", "2026-11-23", "2026-12-23", every(1, civil.UnitMonth), 61, 61},
		{"every second month", "2026-11-23", "2027-01-23", every(2, civil.UnitMonth), 30, 60},
		{"quarters", "2026-11-23", "2027-02-23", every(3, civil.UnitMonth), 20, 60},
		{"half months", "2026-11-20", "2026-12-05", every(1, civil.UnitSemiMonth), 120, 60},
		{"a half month more", "2026-11-20", "2026-12-05", every(1, civil.UnitSemiMonth), 121, 61},
		{"years", "2026-11-23", "2027-11-23", every(1, civil.UnitYear), 5, 60},
		{"260 weeks are 1820 days and five years 1826", "2026-11-23", "2026-11-30", every(1, civil.UnitWeek), 260, 60},
		{"261 weeks are 1827 days: a month more is begun", "2026-11-23", "2026-11-30", every(1, civil.UnitWeek), 261, 61},
		{"31 days after 1 January are a month", "2026-01-01", "2026-02-01", every(31, civil.UnitDay), 1, 1},
		{"32 days begin a second", "2026-01-01", "2026-02-02", every(32, civil.UnitDay), 1, 2},
		{"month ends: from 31 January to 28 February", "2026-01-31", "2026-02-28", every(1, civil.UnitMonth), 1, 1},
		{"one payment within a month", "2026-11-23", "2026-11-24", nil, 1, 1},
		{"one payment in a year", "2026-11-23", "2027-11-23", nil, 1, 12},
	}
	for _, test := range tests {
		t.Run(test.it, func(t *testing.T) {
			terms := repay.Terms{Shape: repay.Level, FirstDue: day(test.firstDue), Every: test.every}
			assert.Equal(t, test.want, terms.Months(day(test.asOf), test.count))
		})
	}
}

// A single payment is counted in months, whatever the frequency beside it says.
func TestUnitPeriod(t *testing.T) {
	month, week := civil.Frequency{Unit: civil.UnitMonth, N: 1}, civil.Frequency{Unit: civil.UnitWeek, N: 2}
	for _, test := range []struct {
		terms repay.Terms
		want  civil.Frequency
	}{
		{repay.Terms{Shape: repay.Level, Every: &week}, week},
		{repay.Terms{Shape: repay.EqualPrincipal, Every: &week}, week},
		{repay.Terms{Shape: repay.LumpSum, Every: &week}, month},
		{repay.Terms{Shape: repay.Level, Count: 1}, month},
	} {
		assert.Equal(t, test.want, test.terms.UnitPeriod())
	}
}
