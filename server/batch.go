package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"parley/server/batch"
)

// batch answers the lines of its input on its output and says how far it is.
func (s *shell) batch() int {
	flags := flag.NewFlagSet("parley batch", flag.ContinueOnError)
	workers := flags.Int("workers", 0, "`number` of lines to compute at a time; as many as there are processors when 0")
	from := flags.Int("from-line", 1, "first `line` to answer, to go on with a batch that broke off")
	if err := parse(flags, s.arguments, s.getenv, s.errors); err != nil || flags.NArg() > 0 || *workers < 0 || *from < 1 {
		return s.misused(flags, err)
	}
	start, told := time.Now(), time.Now()
	summary, err := batch.Run(context.Background(), s.in, s.out, batch.Options{Workers: *workers, FromLine: *from,
		Progress: func(lines int) {
			if now := time.Now(); now.Sub(told) >= time.Second {
				told = now
				s.progress(lines, now.Sub(start))
			}
		}})
	s.progress(summary.Lines, time.Since(start))
	if err != nil {
		return s.fail(fmt.Errorf("%w; go on with -from-line %d", err, *from+summary.Lines))
	}
	fmt.Fprintf(s.errors, "%d with an answer, %d with problems\n", summary.OK, summary.Failed)
	return 0
}

// progress says how many lines were answered and how fast.
func (s *shell) progress(lines int, took time.Duration) {
	fmt.Fprintf(s.errors, "lines: %d, %.0f a second\n", lines, float64(lines)/max(took.Seconds(), 1e-3))
}

// misused says what is wrong with the arguments of a verb, or answers -h.
func (s *shell) misused(flags *flag.FlagSet, err error) int {
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		fmt.Fprintf(s.errors, "parley: %v\n", err)
	} else {
		flags.Usage()
	}
	return 2
}
