package policy

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"parley/calc/civil"
)

// Prove checks that the pack says what it is, that every series has a known key,
// stands once, and is in order, cited and without gap or overlap, that every value
// has the look of its key, and that a yearly rate can be stated on every day that
// the pack answers for. It is run when packs are generated and in the tests, and
// tells every fault at once.
func (p *Pack) Prove() error {
	var faults []error
	if p.ID == "" || p.Version == "" || p.Jurisdiction == "" || p.Product == "" || p.ProductZH == "" || !p.From.Valid() {
		faults = append(faults, errors.New("the pack has no id, version, jurisdiction, product or first day"))
	}
	if _, err := civil.Parse(p.Version); err != nil {
		faults = append(faults, errors.New("the version is no date"))
	}
	if !slices.ContainsFunc(p.Series, func(s Series) bool {
		return s.Key == KeyAnnualRateMethod && s.When == "" && s.DaysOverdueFrom == 0 &&
			len(s.Rows) > 0 && s.Rows[0].From <= p.From && s.Rows[len(s.Rows)-1].To == 0
	}) {
		faults = append(faults, errors.New("annual_rate_method: not there on every day from the first"))
	}
	for i := range p.Series {
		s := &p.Series[i]
		if slices.ContainsFunc(p.Series[:i], func(o Series) bool {
			return o.Key == s.Key && o.When == s.When && o.DaysOverdueFrom == s.DaysOverdueFrom
		}) {
			faults = append(faults, s.fault("stands twice"))
		}
		if err := s.prove(); err != nil {
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// fault names the series in front of what is wrong with it.
func (s *Series) fault(what string) error {
	name := string(s.Key)
	if s.When != "" {
		name += " " + s.When
	}
	if s.DaysOverdueFrom != 0 {
		name += " from day " + strconv.Itoa(s.DaysOverdueFrom)
	}
	return errors.New(name + ": " + what)
}

func (s *Series) prove() error {
	at := slices.IndexFunc(kindOf[:], func(row struct {
		key  Key
		kind kind
	}) bool {
		return row.key == s.Key
	})
	switch {
	case at < 0:
		return s.fault("no such key")
	case s.When != "" && !isWord(s.When) || s.DaysOverdueFrom < 0:
		return s.fault("the case is no word, or the days past due are below zero")
	case len(s.Rows) == 0:
		return s.fault("no row")
	}
	for i, row := range s.Rows {
		last := i == len(s.Rows)-1
		switch {
		case !plain(row.Source, row.SourceZH, row.Note, row.NoteZH, strings.Join(row.Values, "")):
			return s.fault("the row from " + row.From.String() + " holds a tab, a new line or |")
		case row.Source == "" || row.SourceZH == "" || (row.Note == "") != (row.NoteZH == ""):
			return s.fault("the row from " + row.From.String() + " has no source, or speaks one language only")
		case !slices.Contains([]Confidence{High, Medium, Low, Unverified}, row.Confidence):
			return s.fault("the row from " + row.From.String() + " has no confidence")
		case !row.From.Valid() || row.To != 0 && !row.To.Valid():
			return s.fault("a row is dated outside the calendar")
		case row.To != 0 && row.To <= row.From:
			return s.fault("the row from " + row.From.String() + " ends before it begins")
		case !last && row.To != s.Rows[i+1].From:
			return s.fault("gap or overlap between " + row.From.String() + " and " + s.Rows[i+1].From.String())
		case !kindOf[at].kind.fits(row.Values):
			return s.fault("the row from " + row.From.String() + " has values of another kind")
		}
	}
	return nil
}

// fits tells whether values look like their kind.
func (k kind) fits(values []string) bool {
	switch {
	case len(values) == 0:
		return false
	case k == wordsKind:
		return all(values, isWord)
	case k == ranksKind:
		return all(strings.Fields(strings.Join(values, " ")), isComponent) && !slices.Contains(values, "")
	case k == shareKind:
		return len(values) == 1 && ascending(values)
	case k == pairKind:
		return len(values) == 2 && ascending(values)
	case k == limitKind && len(values) == 3:
		return ascending(values[:1]) && strings.HasPrefix(values[1], "reference.") && isWord(values[2])
	case k == limitKind:
		return len(values) <= 2 && ascending(values)
	case k == rateKind:
		most := len(values) - 1
		return most >= 1 && most <= 2 && ascending(values[:most]) && slices.Contains([]string{"day", "month", "year"}, values[most])
	case k == sumsKind:
		return len(values) >= 2 && len(values[0]) == 3 && isWord(values[0]) && ascending(values[1:])
	case k == wholeKind:
		return all(values, isWhole) && ascending(values)
	case k == hoursKind:
		return len(values) == 2 && all(values, isClock) && values[0] < values[1]
	case k == countKind:
		return len(values) == 3 && isWhole(values[0]) && slices.Contains(counted, values[1]) && isWhole(values[2]) && values[2] != "0"
	}
	return k == ruleKind && all(values, func(text string) bool { return strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") })
}

// counted is what a count is of: calls that nobody answered, calls that somebody
// answered, and all calls.
var counted = []string{"attempts", "connected_calls", "calls"}

// plain tells whether texts can be written between the marks of packText.
func plain(texts ...string) bool { return !strings.ContainsAny(strings.Join(texts, ""), "\t\n|") }

func all(values []string, is func(string) bool) bool {
	return !slices.ContainsFunc(values, func(text string) bool { return !is(text) })
}

// isWord tells whether a text is a name such as principal or ACT/365F.
func isWord(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_/-") == "" && text[0] != '_'
}

func isComponent(text string) bool {
	return slices.Contains([]string{"principal", "interest", "penalty", "compound", "fees", "costs"}, text)
}

func isWhole(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 0 && strconv.Itoa(n) == text
}

func isClock(text string) bool {
	hour, minute, parted := strings.Cut(text, ":")
	return parted && len(hour) == 2 && len(minute) == 2 && hour <= "23" && minute <= "59" &&
		strings.Trim(hour+minute, "0123456789") == ""
}

// ascending tells whether texts are plain decimals from zero upwards, each above
// the one before.
func ascending(values []string) bool {
	before := decimal.New(-1, 0)
	for _, text := range values {
		if text == "" || len(text) > 16 || strings.Trim(text, "0123456789.") != "" {
			return false
		}
		d, err := decimal.NewFromString(text)
		if err != nil || !d.GreaterThan(before) {
			return false
		}
		before = d
	}
	return true
}
