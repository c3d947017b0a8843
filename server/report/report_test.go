package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc/civil"
)

// told is the record of a golden case of the engine after its event.
func told(t *testing.T, name string) []byte {
	text, err := os.ReadFile(filepath.Join("../../calc/testdata/cases/advance", name+".json"))
	require.NoError(t, err)
	var c struct {
		Want struct{ Currency, Record json.RawMessage }
	}
	require.NoError(t, json.Unmarshal(text, &c))
	return fmt.Appendf(nil, `{"currency":%s,"record":%s}`, c.Want.Currency, c.Want.Record)
}

func counted(t *testing.T, from, to string, by By) *Report {
	r := &Report{From: civil.MustParse(from), To: civil.MustParse(to), By: by}
	require.NoError(t, r.Add(told(t, "broken"), map[int]string{1: "Li", 4: "Wang"}))
	require.NoError(t, r.Add(told(t, "paid_in_part"), map[int]string{1: "Li"}))
	require.NoError(t, r.Add(told(t, "1_offer"), nil))
	return r
}

// The agreement of broken pays 16500.00 and waives 3500.00: a deposit of 1500.00 on 5
// December and 5000.00 on the 20th of three months. Paid are 1500.00, 5000.00 on 23
// December and 5000.00 on 24 February, which met the promise of January, missed before.
// That of paid_in_part pays 200.00 in two, waives 40.00, and got 60.00 on 19 December.
func TestMonths(t *testing.T) {
	rows := counted(t, "2026-11-01", "2027-01-31", ByMonth).Rows()
	require.Len(t, rows, 6)
	assert.Equal(t, Row{Group: "2026-11", Currency: "CNY", Negotiations: 2, Offers: 4, Agreements: 1,
		Agreed: 1650000, Waived: 350000, Collected: 1150000}, rows[0])
	assert.Equal(t, "0.5750000000", rows[0].Recovery(), "11500 of 20000")
	assert.Equal(t, Row{Group: "2026-11", Currency: "GBP", Negotiations: 1, Offers: 1, Agreements: 1, Agreed: 20000, Waived: 4000, Collected: 6000}, rows[1])
	assert.Equal(t, Row{Group: "2026-12", Currency: "CNY", Received: 650000, Promises: 2, Promised: 650000, Paid: 650000, Kept: 2}, rows[2])
	assert.Equal(t, Row{Group: "2026-12", Currency: "GBP", Received: 6000, Promises: 1, Promised: 10000, Paid: 6000, Partial: 1}, rows[3])
	assert.Equal(t, Row{Group: "2027-01", Currency: "CNY", Promises: 1, Promised: 500000, Paid: 500000, Missed: 1}, rows[4])
	assert.Equal(t, Row{Group: "2027-01", Currency: "GBP", Promises: 1, Promised: 10000, Open: 1}, rows[5])
	assert.Empty(t, rows[4].Recovery(), "nothing was agreed in it")
}

func TestCollectorsAndTiers(t *testing.T) {
	rows := counted(t, "2026-11-01", "2027-12-31", ByCollector).Rows()
	require.Len(t, rows, 4, "nobody for the third, Li in two currencies, and Wang, who made the offer that was accepted")
	assert.Equal(t, Row{Currency: "CNY", Negotiations: 1, Offers: 1}, rows[0])
	assert.Equal(t, Row{Group: "Li", Currency: "CNY", Negotiations: 1, Offers: 2}, rows[1])
	assert.Equal(t, Row{Group: "Wang", Currency: "CNY", Offers: 1, Agreements: 1, Agreed: 1650000, Waived: 350000, Collected: 1150000,
		Received: 1150000, Promises: 4, Promised: 1650000, Paid: 1150000, Kept: 2, Missed: 2}, rows[3])
	rows = counted(t, "2026-11-01", "2027-12-31", ByTier).Rows()
	require.Len(t, rows, 2)
	assert.Equal(t, "three months", rows[1].Group)
	assert.Equal(t, Row{Group: "three months", Currency: "GBP", Negotiations: 1, Offers: 1, Agreements: 1, Agreed: 20000, Waived: 4000, Collected: 6000,
		Received: 6000, Promises: 2, Promised: 20000, Paid: 6000, Partial: 1, Open: 1}, rows[1])
}

// However the period is parted, its parts add up to it; and so do the ways to group.
func TestPartsAddUp(t *testing.T) {
	whole, err := Totals(counted(t, "2026-11-01", "2027-03-31", ByMonth).Rows())
	require.NoError(t, err)
	for _, by := range []By{ByTier, ByCollector, ByMonth} {
		parts := append(counted(t, "2026-11-01", "2026-12-10", by).Rows(), counted(t, "2026-12-11", "2027-03-31", by).Rows()...)
		got, err := Totals(parts)
		require.NoError(t, err)
		assert.Equal(t, whole, got, by)
	}
}

func TestConduct(t *testing.T) {
	r := Report{From: civil.MustParse("2026-11-01"), To: civil.MustParse("2026-11-30"), By: ByCollector}
	require.NoError(t, r.Add([]byte(`{"currency":"GBP","record":{"events":[
		{"kind":"contact","date":"2026-11-02","by":"creditor","findings":["wall contact_hours","review contact_identity"]},
		{"kind":"complaint","date":"2026-11-03","by":"borrower"},
		{"kind":"dispute","date":"2026-11-03","by":"borrower"},
		{"kind":"complaint","date":"2026-11-09","by":"creditor","number":2},
		{"kind":"contact","date":"2026-12-02","by":"creditor","findings":["wall contact_hours"]}]}}`), map[int]string{1: "Li", 4: "Wang"}))
	assert.Equal(t, []Row{{Group: "Li", Currency: "GBP", Negotiations: 1, Contacts: 1, Walls: 1, Reviews: 1, Complaints: 1, Disputes: 1}}, r.Rows()[:1])
}

func TestReportsThatCannotBe(t *testing.T) {
	r := Report{From: civil.MinDate, To: civil.MaxDate, By: ByCollector}
	one := []byte(`{"currency":"GBP","record":{"events":[{"kind":"contact","date":"2026-11-02","by":"creditor"}]}}`)
	for i := range MostRows {
		require.NoError(t, r.Add(one, map[int]string{1: fmt.Sprint(i)}))
	}
	require.NoError(t, r.Add(one, map[int]string{1: "7"}))
	assert.ErrorIs(t, r.Add(one, map[int]string{1: "one more"}), ErrTooManyRows)
	r = Report{From: civil.MinDate, To: civil.MaxDate, By: ByMonth}
	most := []byte(`{"currency":"GBP","record":{"events":[{"kind":"payment","date":"2026-11-02","by":"borrower","amount":"999999999999999.99"}]}}`)
	for range 10 { // the most of an amount has three decimals, these two
		require.NoError(t, r.Add(most, nil))
	}
	assert.ErrorIs(t, r.Add(most, nil), ErrTooLarge)
	assert.Error(t, r.Add([]byte(`{`), nil))
}
