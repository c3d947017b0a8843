package main

import (
	"errors"
	"flag"
	"fmt"
	"text/tabwriter"
	"time"

	"parley/server/offers"
)

const signerUsage = `parley signer create -signing-keys FOLDER -partner NAME -name "WHO SIGNS"
parley signer list   -signing-keys FOLDER

The newest key of a partner signs its offers, and all of them verify; a running server
sees each change at once. Make a new key as often as you like, and delete the file of an
old one when no offer under it is open any longer, or at once when it was stolen: what it
has signed is then refused. -name is what borrowers read.
`

// signer makes and lists the keys that offers are signed with.
func (s *shell) signer() int {
	verb := ""
	if len(s.arguments) > 0 {
		verb, s.arguments = s.arguments[0], s.arguments[1:]
	}
	flags := flag.NewFlagSet("parley signer", flag.ContinueOnError)
	flags.Usage = func() { fmt.Fprint(s.errors, signerUsage) }
	folder := flags.String("signing-keys", "", "")
	partner := flags.String("partner", "", "")
	name := flags.String("name", "", "")
	if err := parse(flags, s.arguments, s.getenv, s.errors); err != nil {
		return s.misused(flags, err)
	}
	if *folder == "" && verb != "" {
		return s.fail(errors.New("-signing-keys or PARLEY_SIGNING_KEYS names the folder of the keys"))
	}
	ring := offers.NewKeyring(*folder)
	switch {
	case verb == "create" && flags.NArg() == 0:
		id, err := ring.Create(*partner, *name, time.Now())
		if err != nil {
			return s.fail(err)
		}
		fmt.Fprintln(s.out, id)
		return 0
	case verb == "list" && flags.NArg() == 0:
		return s.listSigners(ring)
	}
	return s.misused(flags, nil)
}

func (s *shell) listSigners(ring *offers.Keyring) int {
	keys, err := ring.Keys()
	if err != nil {
		return s.fail(err)
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tPARTNER\tCREATED\tSIGNS\tNAME")
	for i := range keys {
		signs := "-"
		if offers.Newest(keys, keys[i].Partner).ID == keys[i].ID {
			signs = "yes"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", keys[i].ID, keys[i].Partner, keys[i].Created.Format(time.RFC3339), signs, keys[i].Name)
	}
	if err := table.Flush(); err != nil {
		return s.fail(err)
	}
	return 0
}
