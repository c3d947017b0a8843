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
	// RateCapLine compares the yearly rate of the rules with the highest for a contract of its date.
	RateCapLine FindingCode = "rate_cap"
	// ContractRate compares a contract rate with the range that held for contracts of its date.
	ContractRate FindingCode = "contract_rate"
	// PenaltyFactor compares penalty interest with a multiple of the contract rate.
	PenaltyFactor FindingCode = "penalty_factor"
	// InterestBase compares the components that bear interest with those that the rules leave out.
	InterestBase FindingCode = "interest_base"
	// LateFeeShare compares the share that a late fee takes with the usual one.
	LateFeeShare FindingCode = "late_fee_share"
	// LateFeeLimit compares a late fee with the minimum payment that was due.
	LateFeeLimit FindingCode = "late_fee_limit"
	// LateFeeAmount compares a late fee with the highest amount for one.
	LateFeeAmount FindingCode = "late_fee_amount"
	// LateFeeTotal compares all late fees together with the highest amount for them.
	LateFeeTotal FindingCode = "late_fee_total"
	// CostPerDay compares interest and charges other than late fees with a share of the credit outstanding for each day.
	CostPerDay FindingCode = "cost_per_day"
	// CostTotal compares all charges with a share of the credit provided.
	CostTotal FindingCode = "cost_total"
	// AllocationOrder compares the order in which payments meet the components with that of the rules.
	AllocationOrder FindingCode = "allocation_order"
	// Disclosure recalls what a borrower is to be shown or sent.
	Disclosure FindingCode = "disclosure"
	// Limitation recalls that agreeing to a plan may begin the time anew after which a claim can no longer be enforced.
	Limitation FindingCode = "limitation"
	// CalendarCoverage is a due date past the days that the calendar of the plan covers, so that it could not be rolled.
	CalendarCoverage FindingCode = "calendar_coverage"
	// ContactHours compares the time of a contact with the hours in which the rules allow it.
	ContactHours FindingCode = "contact_hours"
	// ContactCount compares the number of earlier contacts with the most that the rules allow.
	ContactCount FindingCode = "contact_count"
	// ContactThirdParty compares a contact with somebody else than the debtor with what the rules ask.
	ContactThirdParty FindingCode = "contact_third_party"
	// ContactAfterPlan is collection while a plan is agreed and not broken.
	ContactAfterPlan FindingCode = "contact_after_plan"
	// ContactPause is collection while a dispute or a complaint is open.
	ContactPause FindingCode = "contact_pause"
	// ContactIdentity compares how a contact makes itself known with what the rules ask.
	ContactIdentity FindingCode = "contact_identity"
	// ContactChannels compares what a contact keeps to with what the rules ask of its channel.
	ContactChannels FindingCode = "contact_channels"
)

// Finding is one check of figures against a dated, cited value.
type Finding struct {
	// What was checked.
	Code FindingCode `json:"code"`
	// How much it asks of the reader.
	Level Level `json:"level"`
	// The figure found: money for charges, a fraction of one for a rate, whole months for a length, a factor, a list of names parted by commas, whole years since the oldest due date, a time of day, a number of contacts, or the words of a pack that a contact does not keep to; empty when nothing is compared.
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
	// What a reader should know beside it, in English.
	Note string `json:"note,omitempty"`
	// What a reader should know beside it, in Chinese.
	NoteZH string `json:"note_zh,omitempty"`
	// For a contact against which only its time or the number of contacts stands: the earliest time, by the same offset, at which nothing does.
	Earliest string `json:"earliest,omitempty"`
}
