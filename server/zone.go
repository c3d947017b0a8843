package main

import (
	"fmt"
	"strings"
	"time"

	"parley/server/zone"
)

// readZones reads in which zone a partner's days begin: one for all, and others by the
// name of the partner, as in "UTC,bank-a=Asia/Shanghai".
func readZones(list string) (func(partner string) *time.Location, error) {
	usual, own := time.UTC, map[string]*time.Location{}
	for _, item := range parted(list) {
		partner, name, named := strings.Cut(item, "=")
		if !named {
			partner, name = "", item
		}
		at, err := zone.Of(name)
		if err != nil {
			return nil, fmt.Errorf("%q is no zone such as Asia/Shanghai", name)
		}
		if named {
			own[partner] = at
		} else {
			usual = at
		}
	}
	return func(partner string) *time.Location {
		if own := own[partner]; own != nil {
			return own
		}
		return usual
	}, nil
}
