package portfolio

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// Absent is a portfolio that the tenant does not have.
var Absent = errors.New("there is no such portfolio")

// The states of a portfolio.
const (
	Running   = "running"
	Done      = "done"
	Failed    = "failed" // some chunks could not be worked on
	Cancelled = "cancelled"
)

// Manifest is what is known of a portfolio.
type Manifest struct {
	ID string `json:"id"`
	// When it was taken in, in the form of store.Instant.
	Opened string `json:"opened"`
	State  string `json:"state"`
	// How many accounts it has, and how many of them are in chunks that are done.
	Accounts int `json:"accounts"`
	Answered int `json:"answered"`
	// How those were answered.
	Counts
	// SHA-256 of the file as it was sent, in hexadecimal.
	Input string `json:"input_sha256"`
	// Its chunks in order; left out in lists.
	Chunks []Chunk `json:"chunks,omitempty"`
}

// Chunk is a part of a portfolio.
type Chunk struct {
	// Its place, counted from 1.
	Number int `json:"chunk"`
	// The first and the last line of the file that it holds.
	First int `json:"first_line"`
	Last  int `json:"last_line"`
	// How many accounts those are.
	Accounts int `json:"accounts"`
	// waiting, done or failed.
	State string `json:"state"`
	Counts
	// SHA-256 of its rows and of its results, in hexadecimal.
	Input  string `json:"input_sha256"`
	Output string `json:"output_sha256,omitempty"`
	// What computed it.
	Engine string `json:"engine,omitempty"`
	// The packs that its answers stand on.
	Packs []string `json:"packs,omitempty"`
	// Why it is not done, when it should be.
	Trouble string `json:"trouble,omitempty"`
}

// waiting is a state of chunks, beside Done and Failed.
const (
	waiting = "waiting"
)

// ofPortfolios and summed, with a condition between them, read manifests with the
// sums over their chunks.
const (
	ofPortfolios = `SELECT p.id, p.opened, p.accounts, p.input, p.cancelled,
		CAST(sum(CASE WHEN c.state = 'waiting' THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN c.state = 'failed' THEN 1 ELSE 0 END) AS BIGINT),
		CAST(sum(c.ok) AS BIGINT), CAST(sum(c.failed) AS BIGINT), CAST(sum(c.agreements) AS BIGINT)
		FROM portfolios p JOIN portfolio_chunks c ON c.portfolio = p.id WHERE p.tenant = $1 AND `
	summed = ` GROUP BY p.id, p.opened, p.accounts, p.input, p.cancelled`
)

// scanManifest reads one row of it.
func scanManifest(row interface{ Scan(...any) error }) (m Manifest, err error) {
	var cancelled string
	var left, broken int
	err = row.Scan(&m.ID, &m.Opened, &m.Accounts, &m.Input, &cancelled, &left, &broken, &m.OK, &m.Counts.Failed, &m.Agreements)
	m.Answered = m.OK + m.Counts.Failed
	switch {
	case cancelled != "":
		m.State = Cancelled
	case left > 0:
		m.State = Running
	case broken > 0:
		m.State = Failed
	default:
		m.State = Done
	}
	return m, err
}

// Progress returns the manifest of a portfolio without its chunks, or Absent.
func (b *Book) Progress(ctx context.Context, tenant, id string) (Manifest, error) {
	m, err := scanManifest(b.db.QueryRowContext(ctx, ofPortfolios+`p.id = $2`+summed, tenant, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = Absent
	}
	return m, err
}

// Find returns the manifest of a portfolio, or Absent.
func (b *Book) Find(ctx context.Context, tenant, id string) (Manifest, error) {
	m, err := b.Progress(ctx, tenant, id)
	if err != nil {
		return m, err
	}
	rows, err := b.db.QueryContext(ctx, `SELECT chunk, first_line, last_line, accounts, state, ok, failed, agreements, input, output, engine, packs, trouble
		FROM portfolio_chunks WHERE portfolio = $1 ORDER BY chunk`, id)
	if err != nil {
		return m, err
	}
	defer rows.Close()
	for rows.Next() {
		var c Chunk
		var packs string
		if err := rows.Scan(&c.Number, &c.First, &c.Last, &c.Accounts, &c.State, &c.OK, &c.Failed, &c.Agreements, &c.Input, &c.Output, &c.Engine, &packs, &c.Trouble); err != nil {
			return m, err
		}
		if packs != "" {
			c.Packs = strings.Split(packs, ",")
		}
		m.Chunks = append(m.Chunks, c)
	}
	return m, rows.Err()
}

// List returns at most limit portfolios of a tenant in the order in which they were
// opened, after the one that is named by its opening and its id; both are empty to
// begin.
func (b *Book) List(ctx context.Context, tenant, opened, id string, limit int) (manifests []Manifest, err error) {
	rows, err := b.db.QueryContext(ctx, ofPortfolios+`(p.opened > $2 OR p.opened = $2 AND p.id > $3)`+summed+` ORDER BY p.opened, p.id LIMIT $4`, tenant, opened, id, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		m, err := scanManifest(rows)
		if err != nil {
			return nil, err
		}
		manifests = append(manifests, m)
	}
	return manifests, rows.Err()
}
