package calc_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/calc"
)

func advanceCase(t *testing.T, name string) (g golden) {
	text, err := os.ReadFile("testdata/cases/advance/" + name + ".json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &g))
	return g
}

// record is the record of a request or an answer, as it is written there.
func record(t *testing.T, text []byte) string {
	var document struct{ Record json.RawMessage }
	require.NoError(t, json.Unmarshal(compact(t, text), &document))
	return string(document.Record)
}

// The cases that are numbered are one story: each goes on from the answer before.
func TestAdvanceTellsOneStory(t *testing.T) {
	story := []string{"1_offer", "2_sibling", "3_counter", "5_counter", "7_accepted", "8_deposit", "9_kept_in_grace"}
	assert.Equal(t, `{"rules":`, record(t, advanceCase(t, story[0]).Request)[:9])
	for i := range story[1:] {
		assert.Equal(t, record(t, advanceCase(t, story[i]).Want), record(t, advanceCase(t, story[i+1]).Request), story[i+1])
	}
}

// Nobody can change what follows from the events and go on with the record.
func TestAlteredRecordIsRefused(t *testing.T) {
	completed := record(t, advanceCase(t, "completed").Want)
	ask := func(record string) calc.Reply {
		return calc.Do("advance", []byte(`{"as_of":"2027-03-31","currency":"CNY","record":`+record+
			`,"event":{"kind":"contact","date":"2027-03-31","by":"creditor","note":"confirmed in writing"}}`))
	}
	require.False(t, ask(completed).Failed)
	for _, change := range [][2]string{
		{`"state":"completed"`, `"state":"kept"`},
		{`"round":2`, `"round":1`},
		{`"state":"withdrawn"`, `"state":"declined"`},
		{`"needs":"team_lead"`, `"needs":"collector"`},
		{`"accepted":4`, `"accepted":2`},
		{`"paid":"1500.00","state":"kept"`, `"paid":"1499.00","state":"kept"`},
		{`"max_rounds":3`, `"max_rounds":1`},
		{`,"approved_by":"team_lead"`, ``},
		{`"kind":"payment","date":"2027-01-20","by":"borrower","amount":"5000.00"`, `"kind":"payment","date":"2027-01-20","by":"borrower","amount":"4999.99"`},
	} {
		require.Contains(t, completed, change[0])
		assert.True(t, ask(strings.Replace(completed, change[0], change[1], 1)).Failed, change[1])
	}
}

// What negotiate refuses is told under a code that the schema lists.
func TestFlawsAreDeclared(t *testing.T) {
	source, err := os.ReadFile("negotiate/flaw.go")
	require.NoError(t, err)
	problems, err := os.ReadFile("problem.go")
	require.NoError(t, err)
	declared := regexp.MustCompile(`FlawCode = ("\w+")`).FindAllStringSubmatch(string(source), -1)
	require.NotEmpty(t, declared)
	for _, code := range declared {
		assert.Contains(t, string(problems), "wire.Code = "+code[1])
	}
}
