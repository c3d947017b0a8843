package main

import (
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // a zone is known wherever the program runs
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
		zone, err := time.LoadLocation(name)
		if err != nil || name == "" || name == "Local" {
			return nil, fmt.Errorf("%q is no zone such as Asia/Shanghai", name)
		}
		if named {
			own[partner] = zone
		} else {
			usual = zone
		}
	}
	return func(partner string) *time.Location {
		if zone := own[partner]; zone != nil {
			return zone
		}
		return usual
	}, nil
}
