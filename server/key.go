package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"parley/server/access"
)

const keyUsage = `parley key create -keys FILE -partner NAME [-scopes calculate,batch,record,offer,webhook,report,portfolio]
parley key list   -keys FILE
parley key revoke -keys FILE ID

A running server sees each change at once. Two keys of a partner work at a time:
create the second, change over, and revoke the first. PARLEY_KEY_PEPPER, the same
as the server's, goes into what is kept of a key.
`

// key makes, lists and revokes the keys of partners.
func (s *shell) key() int {
	verb := ""
	if len(s.arguments) > 0 {
		verb, s.arguments = s.arguments[0], s.arguments[1:]
	}
	flags := flag.NewFlagSet("parley key", flag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(s.errors, keyUsage) }
	path := flags.String("keys", "", "")
	partner := flags.String("partner", "", "")
	scopes := flags.String("scopes", strings.Join(access.Scopes, ","), "")
	if err := parse(flags, s.arguments, s.getenv, s.errors); err != nil {
		return s.misused(flags, err)
	}
	if *path == "" && verb != "" {
		return s.fail(errors.New("-keys or PARLEY_KEYS names the file of the keys"))
	}
	file := access.NewFile(*path, s.getenv("PARLEY_KEY_PEPPER"))
	switch {
	case verb == "create" && flags.NArg() == 0:
		return s.createKey(file, *partner, parted(*scopes))
	case verb == "list" && flags.NArg() == 0:
		return s.listKeys(file)
	case verb == "revoke" && flags.NArg() == 1:
		return s.revokeKey(file, flags.Arg(0))
	}
	return s.misused(flags, nil)
}

func (s *shell) createKey(file *access.File, partner string, scopes []string) int {
	secret, err := file.Create(partner, scopes, time.Now())
	if err != nil {
		return s.fail(err)
	}
	fmt.Fprintln(s.out, secret)
	fmt.Fprintln(s.errors, "Hand it on safely: it is not kept here and cannot be shown again.")
	return 0
}

func (s *shell) revokeKey(file *access.File, id string) int {
	if err := file.Revoke(id, time.Now()); err != nil {
		return s.fail(err)
	}
	fmt.Fprintln(s.errors, "Revoked.")
	return 0
}

func (s *shell) listKeys(file *access.File) int {
	keys, err := file.List()
	if err != nil {
		return s.fail(err)
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tPARTNER\tSCOPES\tCREATED\tREVOKED")
	for _, key := range keys {
		revoked := "-"
		if !key.Active() {
			revoked = key.Revoked.Format(time.RFC3339)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", key.ID, key.Partner, strings.Join(key.Scopes, ","), key.Created.Format(time.RFC3339), revoked)
	}
	if err := table.Flush(); err != nil {
		return s.fail(err)
	}
	return 0
}
