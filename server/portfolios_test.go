package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"parley/server/access"
	"parley/server/portfolio"
)

// ofPortfolio is a file of the tests of portfolios.
func ofPortfolio(t testing.TB, name string) string {
	text, err := os.ReadFile(filepath.Join("portfolio/testdata", name))
	require.NoError(t, err)
	return string(text)
}

// portfolioTaker is a service that takes portfolios, and the keys of two partners.
func portfolioTaker(t *testing.T, workers int) (s *service, a, b string) {
	folder := t.TempDir()
	o := &settings{calculations: "open", keys: filepath.Join(folder, "keys"), db: filepath.Join(folder, "parley.db"),
		portfolios: filepath.Join(folder, "portfolios"), portfolioWorkers: workers}
	file := access.NewFile(o.keys, "")
	var secrets []string
	for _, partner := range []string{"bank-a", "bank-b"} {
		secret, err := file.Create(partner, []string{access.Portfolio}, time.Now())
		require.NoError(t, err)
		secrets = append(secrets, "Bearer "+secret)
	}
	s = newDoor(t, &strings.Builder{})
	require.NoError(t, s.setUp(o))
	t.Cleanup(s.closeStore)
	return s, secrets[0], secrets[1]
}

// A portfolio from its file to its results, which are those of the page; sent again it
// is the same portfolio.
func TestPortfolio(t *testing.T) {
	s, a, b := portfolioTaker(t, 1)
	handler := s.routes()
	for form, kind := range map[string]string{"csv": "text/csv", "ndjson": "application/x-ndjson"} {
		body := ofPortfolio(t, "terms.json") + ofPortfolio(t, "accounts."+form)
		send := func(body, key string) (string, http.Header) {
			answer := ask(handler, "POST", "/v1/portfolios", body, "Authorization", a, "Content-Type", kind, "Idempotency-Key", key)
			require.Equal(t, http.StatusCreated, answer.Code, answer.Body)
			return answer.Body.String(), answer.Header()
		}
		told, head := send(body, form)
		address := head.Get("Location")
		toldAgain, headAgain := send(body, form)
		assert.Equal(t, told, toldAgain)
		assert.Equal(t, "true", headAgain.Get("Idempotency-Replayed"))
		other := ask(handler, "POST", "/v1/portfolios", body+"\n", "Authorization", a, "Content-Type", kind, "Idempotency-Key", form)
		requireRefused(t, other, 422, "idempotency_key_reused")

		var shown portfolio.Manifest
		require.Eventually(t, func() bool {
			answer := ask(handler, "GET", address, "", "Authorization", a)
			require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &shown))
			return shown.State == portfolio.Done
		}, patience, 10*time.Millisecond)
		assert.Equal(t, shown.Accounts, shown.Answered)

		table := ask(handler, "GET", address+"/results", "", "Authorization", a, "Accept", "text/csv")
		require.Equal(t, http.StatusOK, table.Code)
		assert.Equal(t, ofPortfolio(t, "of_"+form+".results.csv"), table.Body.String())
		lines := ask(handler, "GET", address+"/results", "", "Authorization", a)
		assert.Equal(t, "application/x-ndjson", lines.Header().Get("Content-Type"))
		assert.True(t, strings.HasPrefix(lines.Body.String(), ofPortfolio(t, "of_"+form+".results.ndjson")+`{"manifest":{"id":`))

		for _, path := range []string{"", "/results"} {
			requireRefused(t, ask(handler, "GET", address+path, "", "Authorization", b), 404, "not_found")
		}
		requireRefused(t, ask(handler, "DELETE", address, "", "Authorization", b), 404, "not_found")
		for range 2 {
			assert.Equal(t, http.StatusNoContent, ask(handler, "DELETE", address, "", "Authorization", a).Code)
		}
		requireRefused(t, ask(handler, "GET", address+"/results", "", "Authorization", a), 409, "portfolio_unfinished")
		assert.Contains(t, ask(handler, "GET", address, "", "Authorization", a).Body.String(), `"cancelled"`)
	}
}

// What is no file of accounts is refused, and says where.
func TestPortfoliosThatAreRefused(t *testing.T) {
	s, a, _ := portfolioTaker(t, 0)
	handler := s.routes()
	const csv, head = "text/csv", "{}\nprincipal\n"
	for name, c := range map[string]struct {
		body, kind, key string
		status          int
		code, says      string
	}{
		"no key":                {head + "1", csv, "", 400, "idempotency_key_missing", ""},
		"another kind":          {head + "1", "application/json", "k", 415, "not_accounts", ""},
		"nothing":               {"", csv, "k", 400, "malformed", "json_syntax"},
		"terms alone":           {"{}\n", csv, "k", 422, "accounts_unreadable", "no accounts. It shows on line 1 "},
		"a head alone":          {head, csv, "k", 422, "accounts_unreadable", "no accounts"},
		"terms of another form": {`{"view":"creditor"}` + "\n1", csv, "k", 422, "impossible", "#/view"},
		"a mandate of nothing":  {`{"currency":"CNY","mandate":{}}` + "\n1", csv, "k", 422, "impossible", "#/mandate/tiers"},
		"long terms":            {`{"pack":"` + strings.Repeat("x", 300<<10) + `"}` + "\n1", csv, "k", 413, "document_too_large", ""},
		"no debt":               {"{}\nphone\n1", csv, "k", 422, "accounts_unreadable", "no part of a debt"},
		"a column twice":        {"{}\nprincipal,本金\n1", csv, "k", 422, "accounts_unreadable", "twice"},
		"an open quote":         {head + "1\n\"2\n3", csv, "k", 422, "accounts_unreadable", "never closed. It shows on line 3 "},
		"a long row":            {head + strings.Repeat("1", 65<<10), csv, "k", 422, "accounts_unreadable", "longer"},
		"many cells":            {head + strings.Repeat(",", 101), csv, "k", 422, "accounts_unreadable", "more than 100"},
		"GB 18030":              {"{}\n\xb1\xbe\xbd\xf0\n1", csv, "k", 422, "accounts_unreadable", "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			headers := []string{"Authorization", a, "Content-Type", c.kind}
			if c.key != "" {
				headers = append(headers, "Idempotency-Key", c.key)
			}
			answer := ask(handler, "POST", "/v1/portfolios", c.body, headers...)
			requireRefused(t, answer, c.status, c.code)
			assert.Contains(t, answer.Body.String(), c.says)
		})
	}
	requireRefused(t, ask(handler, "POST", "/v1/portfolios", "{}", "Content-Type", csv), 401, "credential_missing")
}

// Lists have pages, each the tenant's own, and a portfolio that nobody works on has no results.
func TestPortfoliosAreListed(t *testing.T) {
	s, a, b := portfolioTaker(t, 0)
	handler := s.routes()
	var want []string
	for i := range 3 {
		answer := ask(handler, "POST", "/v1/portfolios", fmt.Sprintf("{}\nprincipal\n%d\n", i), "Authorization", a, "Content-Type", "text/csv", "Idempotency-Key", fmt.Sprint(i))
		require.Equal(t, http.StatusCreated, answer.Code, answer.Body)
		want = append(want, strings.TrimPrefix(answer.Header().Get("Location"), "/v1/portfolios/"))
	}
	var got []string
	for path := "/v1/portfolios?limit=2"; path != ""; {
		answer := ask(handler, "GET", path, "", "Authorization", a)
		var page portfolioPage
		require.NoError(t, json.Unmarshal(answer.Body.Bytes(), &page))
		for _, m := range page.Portfolios {
			got = append(got, m.ID)
			assert.Equal(t, portfolio.Running, m.State)
		}
		path, _, _ = strings.Cut(strings.TrimPrefix(answer.Header().Get("Link"), "<"), ">")
	}
	assert.Equal(t, want, got)
	assert.Equal(t, `{"portfolios":[]}`, ask(handler, "GET", "/v1/portfolios", "", "Authorization", b).Body.String())
	requireRefused(t, ask(handler, "GET", "/v1/portfolios?limit=101", "", "Authorization", a), 400, "query_malformed")
	requireRefused(t, ask(handler, "GET", "/v1/portfolios/"+want[0]+"/results", "", "Authorization", a), 409, "portfolio_unfinished")
	requireRefused(t, ask(door(t, &strings.Builder{}), "GET", "/v1/portfolios", ""), 401, "credential_missing")
}

// From the shell: run again, it goes on, and there is nothing left to do.
func TestPortfolioVerb(t *testing.T) {
	folder := t.TempDir()
	arguments := []string{"portfolio", "-db", filepath.Join(folder, "p.db"), "-dir", filepath.Join(folder, "rows"), "-mandate", "portfolio/testdata/terms.json"}
	for range 2 {
		code, out, said := verb(ofPortfolio(t, "accounts.csv"), append(arguments, "-format", "csv")...)
		require.Zero(t, code, said)
		assert.Equal(t, ofPortfolio(t, "of_csv.results.csv"), out)
		assert.Contains(t, said, "accounts: 9 of 9")
	}
	code, out, said := verb(ofPortfolio(t, "accounts.csv"), arguments...)
	require.Zero(t, code)
	assert.Contains(t, said, "going on with a portfolio that was taken in before")
	assert.True(t, strings.HasPrefix(out, ofPortfolio(t, "of_csv.results.ndjson")))

	for wrong, code := range map[string]int{
		"": 2, "work": 2, "work -db a -dir b -mandate c": 2, "-db a -dir b": 2, "-db a -dir b -mandate c -format xlsx": 2, "work -db a -dir b -workers 0": 2,
		"-db " + folder + "/q.db -dir " + folder + "/rows -mandate " + folder + "/none":      1,
		"-db " + folder + "/q.db -dir " + folder + "/rows -mandate portfolio/testdata/none":  1,
		"-db " + folder + " -dir " + folder + "/rows -mandate portfolio/testdata/terms.json": 1,
	} {
		got, _, _ := verb("", append([]string{"portfolio"}, strings.Fields(wrong)...)...)
		assert.Equal(t, code, got, wrong)
	}
}
