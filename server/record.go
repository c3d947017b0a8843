package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"parley/calc"
	"parley/server/store"
)

const recordUsage = `parley record verify < EXPORT
parley record erase -db PLACE -partner NAME ID…
parley record erase -db PLACE -partner NAME -before DAY

verify reads the events of a negotiation, as GET /v1/negotiations/ID/events gives
them, and says whether they are one whole chain of which every figure follows.

erase removes for good what people wrote in words, in the negotiations named or in
all events recorded before a day. The chains still verify. PostgreSQL overwrites
what was erased when it vacuums.
`

// onRecord verifies what was exported, and erases words.
func (s *shell) onRecord() int {
	verb := ""
	if len(s.arguments) > 0 {
		verb, s.arguments = s.arguments[0], s.arguments[1:]
	}
	flags := flag.NewFlagSet("parley record", flag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(s.errors, recordUsage) }
	place := flags.String("db", "", "")
	partner := flags.String("partner", "", "")
	before := flags.String("before", "", "")
	if err := parse(flags, s.arguments, s.getenv, s.errors); err != nil {
		return s.misused(flags, err)
	}
	switch {
	case verb == "verify" && flags.NArg() == 0:
		return s.verify()
	case verb == "erase" && *place != "" && *partner != "" && (*before == "") != (flags.NArg() == 0):
		return s.erase(*place, *partner, *before, flags.Args())
	}
	return s.misused(flags, nil)
}

func (s *shell) verify() int {
	entries, err := store.Verify(s.in)
	if err != nil {
		return s.fail(err)
	}
	if _, err := store.Replay(nil, entries); err != nil {
		return s.fail(err)
	}
	fmt.Fprintf(s.out, "whole: events 1 to %d, and engine %s computes the same record from each; the last hash is %s\n",
		len(entries), calc.Engine, entries[len(entries)-1].Hash)
	return 0
}

// erase removes words, of negotiations or from before a day.
func (s *shell) erase(place, partner, before string, ids []string) int {
	if _, err := time.Parse(time.DateOnly, before); before != "" && err != nil {
		return s.fail(errors.New("-before is a day such as 2026-11-24"))
	}
	ctx := context.Background()
	opened, err := store.Open(ctx, place)
	if err != nil {
		return s.fail(err)
	}
	defer opened.Close()
	now := store.Instant(time.Now())
	if before != "" {
		if err := opened.EraseBefore(ctx, partner, before, now); err != nil {
			return s.fail(err)
		}
	}
	for _, id := range ids {
		if _, err := opened.Head(ctx, partner, id); err != nil {
			return s.fail(fmt.Errorf("%s: %w", id, err))
		}
		if err := opened.Erase(ctx, partner, id, now); err != nil {
			return s.fail(fmt.Errorf("%s: %w", id, err))
		}
	}
	return 0
}
