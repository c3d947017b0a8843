package portfolio

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever is sent as accounts, each row gets one line that is JSON and has its line
// number, and at least one row of a table with all its columns.
func FuzzAccounts(f *testing.F) {
	for _, name := range []string{"accounts.csv", "accounts.ndjson"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		require.NoError(f, err)
		f.Add(text)
	}
	f.Add([]byte("principal,\"a\"\"\n\"\xff\r\n1,2"))
	f.Add([]byte(`{"op":7}` + "\n" + `{"ref":"=1","op":"quote","request":{}}` + "\n{\"principal\":{}}"))
	text, err := os.ReadFile("testdata/terms.json")
	require.NoError(f, err)
	terms, _, _ := ReadTerms(text)
	f.Fuzz(func(t *testing.T, file []byte) {
		a := answerer{terms: terms}
		rows := 0
		_ = readRows(bufio.NewReaderSize(bytes.NewReader(file), longestRow+64), func(line int, row []byte) error {
			rows++
			require.NotContains(t, string(row), "\n", "rows are kept a line each")
			answer := a.answer(nil, line, row)
			var result struct{ Line int }
			require.NoError(t, json.Unmarshal(answer, &result), "%s", answer)
			require.Equal(t, line, result.Line)
			require.Equal(t, 1, bytes.Count(answer, []byte("\n")))
			require.NotEmpty(t, appendTable(nil, answer))
			return nil
		})
		require.Equal(t, rows, a.OK+a.Failed)
	})
}
