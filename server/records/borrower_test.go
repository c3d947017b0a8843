package records

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every key that a borrower's view can have: one that is added to it has to be added here.
func TestKeysOfTheBorrowersView(t *testing.T) {
	want := []string{
		"accepted", "credit", "currency", "hash", "link_ends", "offers", "promises", "revision", "round", "rules", "state", "today", "zone",
		"rules/grace_days", "rules/missed_allowed", "rules/threshold",
		"offers/by", "offers/made", "offers/number", "offers/round", "offers/state", "offers/terms",
		"offers/terms/amount", "offers/terms/count", "offers/terms/deposit", "offers/terms/every", "offers/terms/expires", "offers/terms/first_due",
		"offers/terms/paid", "offers/terms/rate", "offers/terms/waived",
		"offers/terms/deposit/amount", "offers/terms/deposit/due", "offers/terms/every/n", "offers/terms/every/unit", "offers/terms/rate/per", "offers/terms/rate/value",
		"promises/amount", "promises/due", "promises/paid", "promises/state",
	}
	got := keysOf(t, reflect.TypeFor[borrowersView](), "")
	slices.Sort(want)
	slices.Sort(got)
	assert.Equal(t, want, got)
}

// keysOf lists the keys of a document. A type that could hold any key fails.
func keysOf(t *testing.T, of reflect.Type, under string) (keys []string) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice:
		return keysOf(t, of.Elem(), under)
	case reflect.String, reflect.Int:
		return nil
	case reflect.Struct:
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			keys = append(keys, under+name)
			keys = append(keys, keysOf(t, of.Field(i).Type, under+name+"/")...)
		}
		return keys
	}
	assert.Fail(t, "a borrower's view is written down key by key", "%s is %s", under, of)
	return nil
}
