package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"

	"parley/calc/wire"
	"parley/server/portfolio"
	"parley/server/records"
	"parley/server/store"
)

var (
	notAccounts         = refusal{http.StatusUnsupportedMediaType, "not_accounts", "Send one Content-Type: application/x-ndjson or text/csv, in UTF-8."}
	accountsUnreadable  = refusal{http.StatusUnprocessableEntity, "accounts_unreadable", "The file is none of accounts."}
	portfolioTooLarge   = refusal{http.StatusRequestEntityTooLarge, "portfolio_too_large", "The file has more accounts or bytes than are taken."}
	portfoliosTooMany   = refusal{http.StatusConflict, "portfolios_too_many", "You have as many portfolios as are kept. Cancel one first."}
	portfolioUnfinished = refusal{http.StatusConflict, "portfolio_unfinished", "The results are not all there, or the portfolio was cancelled; its state says which."}
)

// portfoliosPath is where portfolios are.
const portfoliosPath = "/v1/portfolios"

// addPortfolios adds the addresses of portfolios. Without a place for them there is
// nothing at them.
func (s *service) addPortfolios(router *gin.Engine) {
	group := router.Group(portfoliosPath, func(c *gin.Context) {
		if s.portfolios == nil {
			refuse(c, notFound)
		}
	})
	group.POST("", s.takePortfolio)
	group.GET("", s.listPortfolios)
	group.GET("/:id", s.showPortfolio)
	group.GET("/:id/results", s.sendResults)
	group.DELETE("/:id", s.cancelPortfolio)
}

// takePortfolio takes in a file of accounts, whose first line are the terms.
func (s *service) takePortfolio(c *gin.Context) {
	key, ok := mayBeAccounts(c)
	if !ok {
		return
	}
	release, ok := s.stream(c)
	if !ok {
		return
	}
	defer release()
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	defer context.AfterFunc(s.stopping, cancel)()
	lines := &rolling{ctx, http.NewResponseController(c.Writer), c.Request.Body, c.Writer}
	defer context.AfterFunc(ctx, lines.interrupt)() // before cancel: the connection may be used again
	body := &heard{from: lines}
	file := bufio.NewReaderSize(body, wire.MaxDocument+2)
	terms, ok := readTerms(c, file, body)
	if !ok {
		return
	}
	order := &portfolio.Order{Tenant: c.GetString(client), Key: key, Terms: terms, At: store.Instant(time.Now())}
	id, again, err := s.portfolios.Take(ctx, order, file)
	_ = lines.control.SetWriteDeadline(time.Now().Add(batchWrite)) // the file may have taken long
	s.charge(c, "negotiate", body.bytes, 0)
	if err == nil {
		s.confirm(c, id, again)
	} else {
		s.refuseAccounts(c, err, body.failed)
	}
}

// mayBeAccounts looks at the head of a request, and refuses what needs no reading.
func mayBeAccounts(c *gin.Context) (key string, ok bool) {
	key, ok = records.KeyOf(c)
	switch {
	case !isPlain(c.Request):
		c.Header("Accept-Encoding", "identity")
		refuse(c, bodyEncoded)
	case !isOfKind(c.Request, "application/x-ndjson") && !isOfKind(c.Request, "text/csv"):
		refuse(c, notAccounts)
	case !ok:
		refuse(c, ofRecords(records.KeyMissing))
	case c.Request.ContentLength > portfolio.MostBytes+wire.MaxDocument:
		c.Header("Connection", "close")
		refuse(c, portfolioTooLarge)
	default:
		return key, true
	}
	return "", false
}

// heard notes how much of a body came, and what went wrong with it.
type heard struct {
	from   io.Reader
	bytes  int
	failed error
}

func (h *heard) Read(into []byte) (int, error) {
	n, err := h.from.Read(into)
	if h.bytes += n; err != nil && err != io.EOF {
		h.failed = err
	}
	return n, err
}

// readTerms reads the first line of a file, or refuses it.
func readTerms(c *gin.Context, file *bufio.Reader, body *heard) (*portfolio.Terms, bool) {
	line, _ := file.ReadSlice('\n')
	if body.failed != nil {
		refuseBody(c, "lint", body.failed)
		return nil, false
	}
	terms, problems, isMalformed := portfolio.ReadTerms(line)
	if problems == nil {
		return terms, true
	}
	c.Header("Connection", "close") // the accounts are not read
	switch {
	case len(line) > wire.MaxDocument:
		refuseWith(c, documentTooLarge, problems)
	case isMalformed:
		refuseWith(c, malformed, problems)
	default:
		refuseWith(c, impossible, problems)
	}
	return nil, false
}

// refuseAccounts says why a file was not taken in.
func (s *service) refuseAccounts(c *gin.Context, err, ofBody error) {
	c.Header("Connection", "close") // there may be more of the body, which nobody reads
	var unreadable *portfolio.Unreadable
	switch {
	case errors.As(err, &unreadable):
		r := accountsUnreadable
		r.detail = fmt.Sprintf("%s It shows on line %d after the terms.", unreadable.Why(), unreadable.Line)
		refuse(c, r)
	case errors.Is(err, portfolio.ErrTooLarge):
		refuse(c, portfolioTooLarge)
	case errors.Is(err, portfolio.ErrTooMany):
		refuse(c, portfoliosTooMany)
	case errors.Is(err, portfolio.ErrKeyReused):
		refuse(c, ofRecords(records.KeyReused))
	case errors.Is(ofBody, os.ErrDeadlineExceeded):
		refuse(c, bodyTooSlow)
	case ofBody != nil:
		refuse(c, bodyBroken)
	default:
		s.refuseKept(c, "portfolio", err)
	}
}

// taken is what whoever sends a portfolio is told, each time the same.
type taken struct {
	ID       string `json:"id"`
	Opened   string `json:"opened"`
	Accounts int    `json:"accounts"`
	Input    string `json:"input_sha256"`
}

func (s *service) confirm(c *gin.Context, id string, again bool) {
	m, err := s.portfolios.Progress(c, c.GetString(client), id)
	if err != nil {
		s.refuseKept(c, "portfolio", err)
		return
	}
	if again {
		c.Header("Idempotency-Replayed", "true")
	}
	c.Header("Location", portfoliosPath+"/"+id)
	c.JSON(http.StatusCreated, taken{m.ID, m.Opened, m.Accounts, m.Input})
}

// showPortfolio answers with how far a portfolio is, and its manifest.
func (s *service) showPortfolio(c *gin.Context) {
	m, err := s.portfolios.Find(c, c.GetString(client), c.Param("id"))
	if err != nil {
		s.refuseKept(c, "portfolio", err)
		return
	}
	if m.State == portfolio.Running {
		c.Header("Retry-After", "1")
	}
	c.JSON(http.StatusOK, m)
}

// sendResults streams the results as lines or as a table. They are compared with the
// manifest meanwhile; damaged ones break off, and do not look whole.
func (s *service) sendResults(c *gin.Context) {
	m, err := s.portfolios.Find(c, c.GetString(client), c.Param("id"))
	switch {
	case err != nil:
		s.refuseKept(c, "portfolio", err)
		return
	case m.State != portfolio.Done:
		c.Header("Retry-After", "5")
		refuse(c, portfolioUnfinished)
		return
	}
	release, ok := s.stream(c)
	if !ok {
		return
	}
	defer release()
	kind, form := c.NegotiateFormat("application/x-ndjson", "text/csv"), portfolio.Lines
	if kind == "text/csv" {
		kind, form = "text/csv; charset=utf-8; header=present", portfolio.Table
	} else {
		kind = "application/x-ndjson"
	}
	c.Header("Vary", "Accept")
	c.Header("Content-Type", kind)
	out := &rolling{c, http.NewResponseController(c.Writer), http.NoBody, c.Writer}
	if _, err := s.portfolios.Write(c.Request.Context(), out, &m, form); err != nil {
		s.log.Error("results broke off", "request_id", c.Writer.Header().Get(requestID), "error", err.Error())
		if !c.Writer.Written() {
			forget(c)
			s.refuseKept(c, "portfolio", err)
			return
		}
		panic(http.ErrAbortHandler) // half an answer must not look whole
	}
}

// cancelPortfolio ends the work on a portfolio and takes its files away.
func (s *service) cancelPortfolio(c *gin.Context) {
	if err := s.portfolios.Cancel(c, c.GetString(client), c.Param("id"), store.Instant(time.Now())); err != nil {
		s.refuseKept(c, "portfolio", err)
		return
	}
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
}

// portfolioPage is one page of a list.
type portfolioPage struct {
	Portfolios []portfolio.Manifest `json:"portfolios"`
	Next       string               `json:"next,omitempty"`
}

// listPortfolios answers with one page of the caller's portfolios.
func (s *service) listPortfolios(c *gin.Context) {
	limit, opened, id, ok := records.PageOf(c)
	if !ok {
		refuse(c, ofRecords(records.QueryWrong))
		return
	}
	found, err := s.portfolios.List(c, c.GetString(client), opened, id, limit+1) // one more tells whether there are more
	if err != nil {
		s.refuseKept(c, "portfolio", err)
		return
	}
	shown := portfolioPage{Portfolios: append([]portfolio.Manifest{}, found[:min(limit, len(found))]...)}
	if len(found) > limit {
		shown.Next = records.LinkNext(c, limit, found[limit-1].Opened, found[limit-1].ID)
	}
	c.JSON(http.StatusOK, shown)
}
