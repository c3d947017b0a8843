package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"parley/server/portfolio"
	"parley/server/store"
)

const portfolioUsage = `parley portfolio -db PLACE -dir DIR -mandate FILE < ACCOUNTS > RESULTS
parley portfolio work -db PLACE -dir DIR

prices a file of accounts, a table with a head or a line of JSON for each, and writes
what both sides could sign. FILE holds what all accounts have in common:
{"as_of":…,"currency":…,"pack":…,"mandate":…}. It goes on where it was when it is run
again with the same file, the same FILE and the same -chunk.

work helps with whatever portfolios there are, until it is interrupted. PLACE is a
file, for one process at a time, or postgres://… for any number; DIR is shared by all.

`

// portfolioFlags are what the operator decides about a portfolio.
type portfolioFlags struct {
	place, directory, mandate, form string
	portfolio.Options
}

// onPortfolio prices a file of accounts, or helps others with theirs.
func (s *shell) onPortfolio() int {
	helps := len(s.arguments) > 0 && s.arguments[0] == "work"
	if helps {
		s.arguments = s.arguments[1:]
	}
	var o portfolioFlags
	flags := flag.NewFlagSet("parley portfolio", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(s.errors, portfolioUsage)
		flags.PrintDefaults()
	}
	flags.StringVar(&o.place, "db", "", "`place` of the manifest: a file, or postgres://… (with a password rather in PARLEY_DB)")
	flags.StringVar(&o.directory, "dir", "", "`directory` of rows and results")
	flags.StringVar(&o.mandate, "mandate", "", "`file` of what all accounts have in common")
	flags.StringVar(&o.form, "format", string(portfolio.Lines), "`form` of the results: ndjson or csv")
	flags.IntVar(&o.Workers, "workers", runtime.GOMAXPROCS(0), "`number` of chunks that this process works on at a time; 0 leaves them to others")
	flags.IntVar(&o.Chunk, "chunk", portfolio.UsualChunk, "`number` of accounts in a chunk")
	err := parse(flags, s.arguments, s.getenv, s.errors)
	isForm := o.form == string(portfolio.Lines) || o.form == string(portfolio.Table)
	if err != nil || flags.NArg() > 0 || o.place == "" || o.directory == "" || !isForm || helps != (o.mandate == "") || o.Workers < 0 || o.Chunk < 1 || helps && o.Workers == 0 {
		return s.misused(flags, err)
	}
	o.Log = slog.New(slog.NewTextHandler(s.errors, &slog.HandlerOptions{Level: slog.LevelWarn}))
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	book, err := portfolio.Open(stop, o.place, o.directory, o.Options)
	if err != nil {
		return s.fail(err)
	}
	if helps {
		<-stop.Done()
	} else {
		err = s.price(stop, book, &o)
	}
	if err = errors.Join(err, book.Close()); err != nil {
		return s.fail(err)
	}
	return 0
}

// price takes the accounts in, waits for their results and writes them.
func (s *shell) price(stop context.Context, book *portfolio.Book, o *portfolioFlags) error {
	text, err := os.ReadFile(o.mandate)
	if err != nil {
		return err
	}
	terms, problems, _ := portfolio.ReadTerms(text)
	if problems != nil {
		return fmt.Errorf("%s: %s", o.mandate, problems)
	}
	id, again, err := book.Take(stop, &portfolio.Order{Terms: terms, At: store.Instant(time.Now())}, s.in)
	if err != nil {
		return err
	}
	if again {
		fmt.Fprintln(s.errors, "going on with a portfolio that was taken in before")
		if err := book.Resume(stop, id); err != nil {
			return err
		}
	}
	done, err := s.await(stop, book, id)
	if err != nil {
		return err
	}
	sum, err := book.Write(stop, s.out, &done, portfolio.Form(o.form))
	if err != nil {
		return err
	}
	fmt.Fprintf(s.errors, "%d with an answer, %d with problems; sha256 %s\n", done.OK, done.Counts.Failed, sum)
	return nil
}

// await waits for a portfolio and says how far it is.
func (s *shell) await(stop context.Context, book *portfolio.Book, id string) (m portfolio.Manifest, err error) {
	start, told, begun := time.Now(), time.Now(), -1
	for {
		if m, err = book.Progress(stop, "", id); err != nil {
			return m, err
		}
		if begun < 0 {
			begun = m.Answered // by an earlier run
		}
		if now := time.Now(); m.State != portfolio.Running || now.Sub(told) >= time.Second {
			told = now
			took := max(now.Sub(start).Seconds(), 1e-3)
			fmt.Fprintf(s.errors, "accounts: %d of %d, %.0f a second\n", m.Answered, m.Accounts, float64(m.Answered-begun)/took)
		}
		switch m.State {
		case portfolio.Running:
		case portfolio.Done:
			return book.Find(stop, "", id)
		default:
			return m, fmt.Errorf("the portfolio is %s; run it again to try once more", m.State)
		}
		select {
		case <-stop.Done():
			return m, errors.New("stopped; run it again to go on")
		case <-time.After(50 * time.Millisecond):
		}
	}
}
