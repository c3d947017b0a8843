// Package zone finds the days of a place. The engine knows days and no zones; which
// day it is, when one ends, and whether a contact states the hour of its zone, is told
// here.
package zone

import (
	"errors"
	"time"
	_ "time/tzdata" // a machine may have no zones of its own
)

// Of finds a zone by its name in the IANA database.
func Of(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, errors.New("not the name of a zone")
	}
	return time.LoadLocation(name)
}

// EndOf is the instant at which a day, as YYYY-MM-DD, ends in a zone.
func EndOf(day string, at *time.Location) (time.Time, error) {
	begins, err := time.ParseInLocation(time.DateOnly, day, at)
	return begins.AddDate(0, 0, 1), err
}
