package repay

// Treatment says what becomes of interest in a period in which nothing is paid.
type Treatment string

const (
	// Capitalise lets it join the balance, where it bears interest.
	Capitalise Treatment = "capitalise"
	// Defer keeps it, without interest on it, and adds it to the first instalment after those periods.
	Defer Treatment = "defer"
	// Waive charges none.
	Waive Treatment = "waive"
)

// Moratorium is a number of periods at the start of a plan in which less is paid.
// They are part of the count, so that a moratorium does not make the plan longer.
type Moratorium struct {
	// The number of periods in which no principal is paid, and the interest is unless interest says otherwise.
	Principal int `json:"principal,omitempty" min:"0" max:"599"`
	// The number of periods in which nothing at all is paid.
	Interest int `json:"interest,omitempty" min:"0" max:"599"`
	// What becomes of the interest of those; it joins the balance when left out.
	InterestTreatment Treatment `json:"interest_treatment,omitempty"`
}

// Periods returns how many periods pass before principal is paid.
func (m *Moratorium) Periods() int {
	if m == nil {
		return 0
	}
	return max(m.Principal, m.Interest)
}

// silent returns how many periods pass before anything is paid.
func (m *Moratorium) silent() int {
	if m == nil {
		return 0
	}
	return m.Interest
}

// rowKind is what one row of a plan pays.
type rowKind uint8

const (
	paysAmount rowKind = iota
	paysInterest
	capitalises
	defers
	waives
)

// kinds returns what each of n rows pays. The last row of a plan pays whatever is
// left, whatever its kind.
func (t *Terms) kinds(n int) []rowKind {
	kinds := make([]rowKind, n)
	for k := range kinds {
		switch {
		case k < t.Moratorium.silent():
			kinds[k] = capitalises
			switch t.Moratorium.InterestTreatment {
			case Defer:
				kinds[k] = defers
			case Waive:
				kinds[k] = waives
			}
		case k < t.Moratorium.Periods(), t.Shape == InterestOnly,
			t.Shape == Seasonal && t.Season[k%len(t.Season)].IsZero():
			kinds[k] = paysInterest
		}
	}
	return kinds
}
