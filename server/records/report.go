package records

import (
	"encoding/csv"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/calc/civil"
	"parley/server/report"
	"parley/server/store"
)

// reportsAtOnce bounds how many records are read for reports at a time; others wait.
const reportsAtOnce = 2

// reportRow is a row as it is shown.
type reportRow struct {
	Group        string `json:"group"`
	Currency     string `json:"currency"`
	Negotiations int    `json:"negotiations"`
	Offers       int    `json:"offers"`
	Agreements   int    `json:"agreements"`
	Agreed       string `json:"agreed"`
	Waived       string `json:"waived"`
	Collected    string `json:"collected"`
	Recovery     string `json:"recovery,omitempty"`
	Received     string `json:"received"`
	Promises     int    `json:"promises"`
	Promised     string `json:"promised"`
	Paid         string `json:"paid"`
	Kept         int    `json:"kept"`
	Partial      int    `json:"partial"`
	Missed       int    `json:"missed"`
	Open         int    `json:"open"`
	Contacts     int    `json:"contacts"`
	Reviews      int    `json:"reviews"`
	Walls        int    `json:"walls"`
	Disputes     int    `json:"disputes"`
	Complaints   int    `json:"complaints"`
}

// report answers with what happened in a period.
func (d *Desk) report(c *gin.Context) {
	from, wrongFrom := civil.Parse(c.Query("from"))
	to, wrongTo := civil.Parse(c.Query("to"))
	by := report.By(c.Query("by"))
	if wrongFrom != nil || wrongTo != nil || to < from || by != report.ByTier && by != report.ByCollector && by != report.ByMonth {
		d.refuse(c, QueryWrong)
		return
	}
	select {
	case d.reading <- struct{}{}:
		defer func() { <-d.reading }()
	case <-c.Request.Context().Done():
		return
	}
	counted := report.Report{From: from, To: to, By: by}
	err := d.Store.Snapshot(c.Request.Context(), d.Tenant(c), func(s *store.Standing) error { return counted.Add(s.Record, s.Who) })
	rows := counted.Rows()
	var totals []report.Row
	if err == nil {
		totals, err = report.Totals(rows)
	}
	switch {
	case errors.Is(err, report.ErrTooManyRows), errors.Is(err, report.ErrTooLarge):
		d.refuse(c, ReportLarge)
	case err != nil:
		d.refuseFor(c, err)
	default:
		c.Header("Vary", "Accept")
		if c.NegotiateFormat(gin.MIMEJSON, "text/csv") == "text/csv" {
			sendTable(c, by, rows)
			return
		}
		send(c, struct {
			From   string      `json:"from"`
			To     string      `json:"to"`
			By     report.By   `json:"by"`
			Rows   []reportRow `json:"rows"`
			Totals []reportRow `json:"totals"`
		}{from.String(), to.String(), by, inText(rows), inText(totals)})
	}
}

// inText writes the sums of rows, each at the scale of its currency.
func inText(rows []report.Row) []reportRow {
	shown := make([]reportRow, 0, len(rows))
	for i := range rows {
		r := &rows[i]
		text := r.Currency.Text
		shown = append(shown, reportRow{
			r.Group, string(r.Currency), r.Negotiations, r.Offers, r.Agreements, text(r.Agreed), text(r.Waived), text(r.Collected), r.Recovery(), text(r.Received),
			r.Promises, text(r.Promised), text(r.Paid), r.Kept, r.Partial, r.Missed, r.Open, r.Contacts, r.Reviews, r.Walls, r.Disputes, r.Complaints,
		})
	}
	return shown
}

// sendTable answers with rows for a spreadsheet: in UTF-8 that says so, with lines as
// RFC 4180 has them, and no cell that would be taken for a formula.
func sendTable(c *gin.Context, by report.By, rows []report.Row) {
	var text strings.Builder
	text.WriteString("\ufeff")
	table := csv.NewWriter(&text)
	table.UseCRLF = true
	lines := [][]string{strings.Fields(string(by) + ` currency negotiations offers agreements agreed waived collected recovery received
		promises promised paid kept partial missed open contacts reviews walls disputes complaints`)}
	n := strconv.Itoa
	for _, r := range inText(rows) {
		lines = append(lines, []string{plainCell(r.Group), r.Currency, n(r.Negotiations), n(r.Offers), n(r.Agreements), r.Agreed, r.Waived, r.Collected, r.Recovery, r.Received,
			n(r.Promises), r.Promised, r.Paid, n(r.Kept), n(r.Partial), n(r.Missed), n(r.Open), n(r.Contacts), n(r.Reviews), n(r.Walls), n(r.Disputes), n(r.Complaints)})
	}
	if err := table.WriteAll(lines); err != nil {
		panic(err) // memory takes everything
	}
	c.Header("Content-Disposition", `attachment; filename="parley-report.csv"`)
	c.Data(http.StatusOK, "text/csv; charset=utf-8", []byte(text.String()))
}

// plainCell keeps a name that somebody chose from being computed.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
