package calc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

// designAssess is the worked example of the design, asked on 5 May.
const designAssess = `{"as_of":"2026-05-05","currency":"CNY","pack":"cn-card",
 "rules":[{"name":"overdraft interest","into":"interest","on":["principal"],"rate":{"value":"0.0005","per":"day"},"from":"posting","end_rule":"exclude_end","compounds":"monthly"},
          {"name":"late fee","into":"fees","kind":"late_fee","percent":"0.05","of":"unpaid_minimum","min":"10.00"}],
 "allocation":["fees","interest","principal"],
 "entries":[{"date":"2026-03-30","kind":"purchase","amount":"1000.00"},
            {"date":"2026-04-05","kind":"statement","minimum":"100.00","due":"2026-04-23"},
            {"date":"2026-04-23","kind":"payment","amount":"100.00"}]}`

// assessFigures is what the tests read of an assessment, money as it is written.
type assessFigures struct {
	Claim struct {
		Components    map[string]string
		Total, Credit string
		DaysOverdue   int    `json:"days_overdue"`
		OldestDue     string `json:"oldest_due"`
		PerDiem       string `json:"per_diem"`
	}
	Lines []struct {
		From, To, Ratio, Base, Rate, Unrounded, Amount string
		Days                                           int
	}
	Findings []struct{ Code, Level, Value, Limit string }
}

func assessed(t *testing.T, request string) (figures assessFigures) {
	reply := calc.Do("assess", []byte(request))
	require.False(t, reply.Failed, string(reply.Body))
	require.NoError(t, json.Unmarshal(reply.Body, &figures))
	return figures
}

// replaced is a document with one piece of its text replaced.
func replaced(t require.TestingT, text, old, with string) string {
	require.Equal(t, 1, strings.Count(text, old), old)
	return strings.Replace(text, old, with, 1)
}

func TestDesignAssess(t *testing.T) {
	got := assessed(t, designAssess)
	assert.Equal(t, map[string]string{"principal": "900.00", "interest": "17.40"}, got.Claim.Components)
	assert.Equal(t, "917.40", got.Claim.Total, "1000.00 × 0.0005 × 24 + 900.00 × 0.0005 × 12 = 12.00 + 5.40")
	assert.Equal(t, "0.46", got.Claim.PerDiem, "917.40 × 0.0005 = 0.4587")
	assert.Zero(t, got.Claim.DaysOverdue)
	require.Len(t, got.Lines, 2)
	assert.Equal(t, []string{"12.00", "5.40"}, []string{got.Lines[0].Amount, got.Lines[1].Amount})
	assert.Equal(t, []string{"2026-03-30", "2026-04-23"}, []string{got.Lines[0].From, got.Lines[0].To})
	assert.Equal(t, []int{24, 12}, []int{got.Lines[0].Days, got.Lines[1].Days})
	// (1000.00 × 24 + 900.00 × 12) × 0.24 / 365 = 22.88
	require.Len(t, got.Findings, 4)
	for i, code := range []string{"charges_line", "interest_base", "late_fee_share", "allocation_order"} {
		assert.Equal(t, []string{code, "pass"}, []string{got.Findings[i].Code, got.Findings[i].Level})
	}
	assert.Equal(t, []string{"17.40", "22.88"}, []string{got.Findings[0].Value, got.Findings[0].Limit})

	got = assessed(t, replaced(t, designAssess, "exclude_end", "include_both"))
	assert.Equal(t, "17.85", got.Claim.Components["interest"], "the 13th day of 900.00 more: 0.45")
	assert.Equal(t, []int{24, 13}, []int{got.Lines[0].Days, got.Lines[1].Days})
}

func TestAssessTellsWhatIsOverdue(t *testing.T) {
	late := replaced(t, replaced(t, designAssess, `"date":"2026-04-23","kind":"payment"`, `"date":"2026-04-24","kind":"payment"`), "2026-05-05", "2026-04-24")
	got := assessed(t, late)
	assert.Equal(t, "10.00", got.Lines[0].Amount, "5% of 100.00, and 10.00 at least")
	assert.Zero(t, got.Claim.DaysOverdue, "paid the day after: late, and no longer overdue")
	dueAtOnce := assessed(t, replaced(t, designAssess, `"due":"2026-04-23"`, `"due":"2026-04-05"`))
	assert.Equal(t, "2026-04-05", dueAtOnce.Lines[0].From, "a statement may be due on its day, and is late the day after")
	assert.Equal(t, "10.00", dueAtOnce.Lines[0].Amount)
	got = assessed(t, replaced(t, late, `{"date":"2026-04-24","kind":"payment","amount":"100.00"}`, `{"date":"2026-04-24","kind":"payment","amount":"99.99"}`))
	assert.Equal(t, 1, got.Claim.DaysOverdue)
	assert.Equal(t, "2026-04-23", got.Claim.OldestDue)
}
