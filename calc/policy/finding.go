package policy

// Level is how much a finding asks of its reader.
type Level string

const (
	// Pass is a check that holds.
	Pass Level = "pass"
	// Review is a figure worth asking about. It is never a verdict.
	Review Level = "review"
	// Wall is a limit of law that an agreement cannot pass.
	Wall Level = "wall"
)

// Confidence is how sure the source of a value is.
type Confidence string

const (
	// High is a primary text or several agreeing sources.
	High Confidence = "high"
	// Medium is a secondary source.
	Medium Confidence = "medium"
	// Low is one weak source.
	Low Confidence = "low"
	// Unverified is background knowledge that was not checked again.
	Unverified Confidence = "unverified"
)

// FindingCode names what was checked. Codes are promises.
type FindingCode string

const (
	// ChargesLine compares all charges of a claim with the share of principal a year at which a court may reduce them.
	ChargesLine FindingCode = "charges_line"
	// PlanRateLine compares a plan's yearly rate with the same line.
	PlanRateLine FindingCode = "plan_rate_line"
	// PlanMonths compares the length of a plan with the longest that the rules allow.
	PlanMonths FindingCode = "plan_months"
)

// Finding is one check of figures against a dated, cited value.
type Finding struct {
	// What was checked.
	Code FindingCode `json:"code"`
	// How much it asks of the reader.
	Level Level `json:"level"`
	// The figure found: money for charges, a fraction of one for a rate, whole months for a length.
	Value string `json:"value"`
	// The limit that it was compared with, in the same unit.
	Limit string `json:"limit"`
	// Where the limit comes from, in English.
	Source string `json:"source"`
	// Where the limit comes from, in Chinese.
	SourceZH string `json:"source_zh"`
	// How sure that source is.
	Confidence Confidence `json:"confidence"`
	// One sentence that says what was found, in English.
	Detail string `json:"detail"`
}
